//! Between the text of a record file and the record: reading by the kind's field table, writing canonical text.
//!
//! Reading goes through the span tree of [`super::text`], so that every problem of a file is told with its place;
//! the `ron` crate gives its second opinion on each text before it is saved, and in tests on everything written here.

use chrono::NaiveDate;

use crate::domain::choice::Item;
use crate::domain::day;
use crate::domain::field::{Column, Field, Home, Kind, Mark, Shape};
use crate::domain::id::Id;
use crate::domain::input::is_deceptive;
use crate::domain::record::Record;
use crate::domain::score::{Dimension, Score};
use crate::domain::value::Value;

use super::text::{self, Document, Node, Position, Problem, ProblemKind};

/// The format this program writes; stated once, in the organization's file.
pub const FORMAT: i64 = 1;

/// What reading a file gave.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The record.
    pub record: Record,
    /// Fields this version does not know, with their place; they stay in the file.
    pub unknown: Vec<(String, Position)>,
    /// The format number, in the file that states it.
    pub format: Option<i64>,
}

/// Reads the text of one record.
///
/// # Errors
///
/// Fails with every problem found: what is no RON, a struct of another name, an id other than the file's, values that
/// do not fit their fields.
pub fn read(kind: &'static Kind, id: &Id, source: &str) -> Result<Reading, Vec<Problem>> {
    let document = text::parse(source).map_err(|problem| vec![problem])?;
    read_document(kind, id, source, &document)
}

/// Reads a record from a text that was parsed already.
///
/// # Errors
///
/// As [`read`].
pub fn read_document(kind: &'static Kind, id: &Id, source: &str, document: &Document) -> Result<Reading, Vec<Problem>> {
    let root = &document.root;
    let expected = format!("`{}(...)`", kind.type_name);
    if root.name(source) != Some(kind.type_name) || root.entries().is_none() {
        let hint = "The folder says what kind of record a file is; the name before the bracket says it again.";
        return Err(vec![Problem::of_value(source, root, &expected, hint)]);
    }
    let mut reading = Reading {
        record: Record::new(kind, id.clone()),
        unknown: Vec::new(),
        format: None,
    };
    let mut problems = Vec::new();
    for (name, node) in root.fields(source) {
        match (name, kind.field_index(name)) {
            ("id", _) => {
                if node.text(source).as_deref() != Some(id.as_str()) {
                    let hint = "The id in the file and the name of the file are the same.";
                    problems.push(Problem::of_value(source, node, &format!("\"{id}\""), hint));
                }
            }
            (_, Some(position)) => match read_value(kind.fields[position].shape, source, node.inner()) {
                Ok(value) => {
                    if let Err(unfit) = reading.record.put(position, value) {
                        problems.push(Problem::of_value(source, node, &unfit.expected, ""));
                    }
                }
                Err(problem) => problems.push(*problem),
            },
            ("format", None) if kind.home == Home::File("aims.ron") => match node.number(source) {
                Some(format) => reading.format = Some(format),
                None => problems.push(Problem::of_value(source, node, "a whole number", "")),
            },
            _ => reading
                .unknown
                .push((name.to_owned(), Position::of(source, node.span.start))),
        }
    }
    if problems.is_empty() {
        Ok(reading)
    } else {
        Err(problems)
    }
}

/// Reads a value from RON text that this program wrote itself, such as its undo history.
pub fn read_text(shape: Shape, source: &str) -> Option<Value> {
    let document = text::parse(source).ok()?;
    let value = read_value(shape, source, document.root.inner()).ok()?;
    // A flag that is off and a set are held in their one form.
    let value = match value {
        Value::Flag(false) => Value::Empty,
        Value::List(items) if shape.is_set() => Value::set(items.into_vec()),
        value => value,
    };
    Some(value)
}

/// Reads one value of a shape.
fn read_value(shape: Shape, source: &str, node: &Node) -> Result<Value, Box<Problem>> {
    if node.is_none(source) {
        return Ok(Value::Empty);
    }
    let wrong = |hint: &str| Box::new(Problem::of_value(source, node, &shape.describe(), hint));
    match shape {
        Shape::Line | Shape::Prose => {
            let text = node.text(source).ok_or_else(|| wrong("Put quotes round the text."))?;
            if let Some(at) = text.find(|c| c != '\n' && c != '\t' && c != '\r' && is_deceptive(c)) {
                let c = text[at..].chars().next().unwrap_or_default();
                let found = format!("the character U+{:04X}", u32::from(c));
                let hint = "Control characters and marks that reorder text are not allowed in records; remove it.";
                return Err(Box::new(Problem::new(
                    ProblemKind::Value,
                    source,
                    node.span.start,
                    &found,
                    "plain text",
                    hint,
                )));
            }
            Ok(Value::text(&text))
        }
        Shape::Day => read_day(source, node)
            .map(Value::Date)
            .ok_or_else(|| wrong("Dates are written year-month-day.")),
        Shape::Whole => match node.number(source) {
            Some(number) if number >= 0 => Ok(Value::Number(number)),
            _ => Err(wrong("")),
        },
        Shape::Flag => node.boolean(source).map(Value::Flag).ok_or_else(|| wrong("")),
        Shape::OneOf(items) => read_choice(items, source, node).map_err(|hint| wrong(&hint)),
        Shape::One(_) => match node.text(source) {
            Some(text) => Ok(Value::Reference(Id::new(&text))),
            None => Err(wrong("Put quotes round the id.")),
        },
        Shape::Score => read_score(source, node).ok_or_else(|| wrong("Levels are counted from 1.")),
        Shape::Rows { columns, .. } => {
            let rows = node.list().ok_or_else(|| wrong("Put brackets round the rows."))?;
            Ok(Value::list(
                rows.iter()
                    .map(|row| read_row(columns, source, row.inner()))
                    .collect::<Result<_, _>>()?,
            ))
        }
        Shape::Terms(_) => read_items(Shape::One(&[]), source, node).unwrap_or_else(|| Err(wrong(BRACKETS))),
        shape => read_items(shape.item(), source, node).unwrap_or_else(|| Err(wrong(BRACKETS))),
    }
}

const BRACKETS: &str = "Put brackets round the items.";

fn read_items(item: Shape, source: &str, node: &Node) -> Option<Result<Value, Box<Problem>>> {
    let items = node.list()?.iter().map(|node| read_value(item, source, node.inner()));
    Some(items.collect::<Result<_, _>>().map(Value::list))
}

fn read_day(source: &str, node: &Node) -> Option<NaiveDate> {
    day::iso(&node.text(source)?)
}

fn read_choice(items: &'static [Item], source: &str, node: &Node) -> Result<Value, String> {
    let word = node.word(source).unwrap_or_default();
    match items.iter().find(|item| item.name == word) {
        Some(item) => Ok(Value::Choice(item)),
        None => match items.iter().find(|item| !word.is_empty() && item.is_named(word)) {
            Some(item) => Err(format!("Did you mean {}?", item.name)),
            None => Err(String::new()),
        },
    }
}

fn read_score(source: &str, node: &Node) -> Option<Value> {
    let mut score = Score {
        likelihood: None,
        consequences: [None; 3],
    };
    for (name, node) in node.fields(source) {
        let node = node.inner();
        let level = if node.is_none(source) {
            None
        } else {
            Some(
                u8::try_from(node.number(source)?)
                    .ok()
                    .filter(|level| (1..=10).contains(level))?,
            )
        };
        match Dimension::ALL.iter().position(|dimension| dimension.name() == name) {
            Some(dimension) => score.consequences[dimension] = level,
            None if name == "likelihood" => score.likelihood = level,
            None => return None,
        }
    }
    node.entries()?;
    score.consequence(None).map(|_| Value::Score(score))
}

fn read_row(columns: &'static [Column], source: &str, node: &Node) -> Result<Value, Box<Problem>> {
    let names = || columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
    let wrong = |node: &Node| {
        Box::new(Problem::of_value(
            source,
            node,
            &format!("a row with ({})", names()),
            "",
        ))
    };
    let mut cells = vec![Value::Empty; columns.len()];
    if node.entries().is_none() {
        return Err(wrong(node));
    }
    for (name, cell) in node.fields(source) {
        let position = columns
            .iter()
            .position(|column| column.name == name)
            .ok_or_else(|| wrong(cell))?;
        cells[position] = read_value(columns[position].shape, source, cell.inner())?;
    }
    Ok(Value::Row(cells.into()))
}

/// Writes a new record in canonical form.
pub fn write(record: &Record) -> String {
    let kind = record.kind();
    let mut out = format!("#![enable(implicit_some)]\n\n{}(\n", kind.type_name);
    match kind.home {
        Home::File("aims.ron") => out.push_str(&format!("    format: {FORMAT},\n")),
        Home::File(_) => {}
        _ => out.push_str(&format!("    id: {},\n", text::quote(record.id().as_str()))),
    }
    let mut blank_before = false;
    for (nth, (field, value)) in record.fields().enumerate() {
        if blank_before || (field.is(Mark::Apart) && !(nth == 0 && matches!(kind.home, Home::File("method.ron")))) {
            out.push('\n');
        }
        blank_before = field.is(Mark::Apart) && nth + 1 < kind.fields.len();
        out.push_str(&format!("    {}: {},\n", field.name, value_text(field.shape, value)));
    }
    out.push_str(")\n");
    out
}

/// Returns the RON text of a field's value, for a field at the usual indentation.
pub fn value_text(shape: Shape, value: &Value) -> String {
    if shape.is_list() {
        text::list(&item_texts(shape, value), 4)
    } else {
        scalar_text(shape, value)
    }
}

/// Returns the RON texts of the items of a list-shaped field's value.
pub fn item_texts(shape: Shape, value: &Value) -> Vec<String> {
    value
        .items()
        .iter()
        .map(|item| scalar_text(shape.item(), item))
        .collect()
}

fn scalar_text(shape: Shape, value: &Value) -> String {
    match value {
        Value::Empty => match shape {
            Shape::Line | Shape::Prose => "\"\"".to_owned(),
            Shape::Flag => "false".to_owned(),
            _ => "None".to_owned(),
        },
        Value::Text(text) if shape == Shape::Prose => text::prose(text),
        Value::Text(text) => text::quote(text),
        Value::Date(date) => format!("\"{date}\""),
        Value::Number(number) => number.to_string(),
        Value::Level(level) => level.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Choice(item) => item.name.to_owned(),
        Value::Reference(id) => text::quote(id.as_str()),
        Value::Score(score) => score_text(score),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(|item| scalar_text(shape.item(), item)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Row(cells) => match shape {
            Shape::Rows { columns, .. } => row_text(columns, cells),
            _ => String::new(),
        },
    }
}

fn row_text(columns: &[Column], cells: &[Value]) -> String {
    let cell = |(column, value): (&Column, &Value)| {
        // One row is one line: a cell with several lines keeps them as escapes.
        let shape = if column.shape == Shape::Prose {
            Shape::Line
        } else {
            column.shape
        };
        format!("{}: {}", column.name, scalar_text(shape, value))
    };
    let cells: Vec<_> = columns.iter().zip(cells).map(cell).collect();
    format!("({})", cells.join(", "))
}

fn score_text(score: &Score) -> String {
    let level = |level: Option<u8>| level.map_or_else(|| "None".to_owned(), |level| level.to_string());
    let mut out = format!("(likelihood: {}", level(score.likelihood));
    for dimension in Dimension::ALL {
        out.push_str(&format!(
            ", {}: {}",
            dimension.name(),
            level(score.consequence(Some(dimension)))
        ));
    }
    out.push(')');
    out
}

/// Why a text was not edited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RewriteError {
    /// The text cannot be read.
    #[error("{0}")]
    Unreadable(Problem),
    /// The edit could not be made without touching more than it should.
    #[error(transparent)]
    Edit(#[from] text::EditError),
}

/// Returns the text with some fields of the record set and every other byte as it was.
///
/// # Errors
///
/// Fails when the text cannot be read or would not read back as the old record with exactly these fields changed.
pub fn rewrite(source: &str, record: &Record, fields: &[usize]) -> Result<String, RewriteError> {
    let document = text::parse(source).map_err(RewriteError::Unreadable)?;
    let kind = record.kind();
    let mut order = vec![
        text::Slot {
            name: "format",
            apart: false,
        },
        text::Slot {
            name: "id",
            apart: false,
        },
    ];
    order.extend(kind.fields.iter().map(|field| text::Slot {
        name: field.name,
        apart: field.is(Mark::Apart),
    }));
    let texts: Vec<_> = fields
        .iter()
        .map(|&position| NewText::of(&kind.fields[position], record.value(position)))
        .collect();
    let changes: Vec<_> = texts.iter().map(NewText::change).collect();
    Ok(document.edit(source, &order, &changes)?)
}

/// The new text of one field.
enum NewText {
    Whole(&'static str, String),
    Items(&'static str, Vec<String>),
}

impl NewText {
    fn of(field: &'static Field, value: &Value) -> Self {
        if field.shape.is_list() {
            Self::Items(field.name, item_texts(field.shape, value))
        } else {
            Self::Whole(field.name, value_text(field.shape, value))
        }
    }

    fn change(&self) -> text::Change<'_> {
        match self {
            Self::Whole(field, value) => text::Change::Set { field, value },
            Self::Items(field, items) => text::Change::List { field, items },
        }
    }
}
