//! Reading records and values; every problem of a text is reported, each with its place.

use crate::domain::day;
use crate::domain::method::score::{Dimension, Score};
use crate::domain::record::Record;
use crate::domain::record::choice::Item;
use crate::domain::record::field::{Column, Home, Kind, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::input::is_deceptive;
use crate::domain::record::value::Value;

use crate::store::codec::{FORMAT, FORMAT_FIELD};
use crate::store::text;
use crate::store::text::{Document, Node, Places, Position, Problem};

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
    if root.name(source) != Some(kind.type_name) || root.entries().is_none() {
        let expected = format!("`{}(...)`", kind.type_name);
        let hint = "The folder says what kind of record a file is; the name before the bracket says it again.";
        return Err(vec![Problem::of_value(source, root, &expected, hint)]);
    }
    let mut reading = Reading {
        record: Record::new(kind, id.clone()),
        unknown: Vec::new(),
        format: None,
    };
    let mut reader = Reader::new(source);
    let mut next = 0;
    for (name, node) in root.fields(source) {
        if name == "id" {
            if node.text(source).as_deref() != Some(id.as_str()) {
                let hint = "The id in the file and the name of the file are the same.";
                reader.refuse(node, &format!("\"{id}\""), hint);
            }
        } else if name == FORMAT_FIELD && kind.home == Home::File("aims.ron") {
            match node.number(source).filter(|format| *format > 0) {
                Some(format) => {
                    reading.format = Some(format);
                    if let Some(position) = kind.stored_index(FORMAT_FIELD).filter(|_| format < FORMAT) {
                        // A whole number fits.
                        let _ = reading.record.put(position, Value::Number(format));
                    }
                }
                None => reader.refuse(node, "a whole number from 1", ""),
            }
        } else if let Some(position) = position_of(kind, name, next) {
            next = position + 1;
            let shape = kind.stored(position).shape;
            if let Some(value) = reader.value(shape, node)
                && let Err(unfit) = reading.record.put(position, value)
            {
                reader.refuse(node, &unfit.expected, "");
            }
        } else {
            reading
                .unknown
                .push((name.to_owned(), reader.places.of(node.span.start)));
        }
    }
    if reader.problems.is_empty() {
        Ok(reading)
    } else {
        Err(reader.problems)
    }
}

/// Finds a field, first where it is in a file in canonical order.
fn position_of(kind: &Kind, name: &str, next: usize) -> Option<usize> {
    match kind.fields.get(next) {
        Some(field) if field.name == name => Some(next),
        _ => kind.stored_index(name),
    }
}

/// Returns the format number that a text states, even one in which little else can be read.
///
/// A newer program may write what this one takes for damage; its register must still be left alone.
pub fn format_of(source: &str) -> Option<i64> {
    if let Ok(document) = text::parse(source) {
        return document.field(source, "format").and_then(|node| node.number(source));
    }
    let stated = |line: &str| {
        let number = line.trim().strip_prefix("format:")?.trim();
        number.trim_end_matches(',').trim_end().parse().ok()
    };
    source.lines().filter_map(stated).max()
}

/// Reads a value from RON text that this program wrote itself, such as its undo history.
pub fn read_text(shape: Shape, source: &str) -> Option<Value> {
    let document = text::parse(source).ok()?;
    let mut reader = Reader::new(source);
    let value = reader.value(shape, &document.root)?;
    // A flag that is off and a set are held in their one form.
    Some(match value {
        Value::Flag(false) => Value::Empty,
        Value::List(items) if shape.is_set() => Value::set(items.into_vec()),
        value => value,
    })
}

/// A text being read, with what was wrong so far.
struct Reader<'a> {
    source: &'a str,
    places: Places<'a>,
    problems: Vec<Problem>,
}

const BRACKETS: &str = "Put brackets round the items.";
const QUOTES: &str = "Put quotes round the text.";

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            places: Places::new(source),
            problems: Vec::new(),
        }
    }

    fn refuse(&mut self, node: &Node, expected: &str, hint: &str) {
        let problem = Problem::of_value_at(&mut self.places, node, expected, hint);
        self.problems.push(problem);
    }

    /// Reads one value of a shape; nothing when it was refused.
    fn value(&mut self, shape: Shape, node: &Node) -> Option<Value> {
        let source = self.source;
        let node = node.inner();
        if node.is_none(source) {
            return Some(Value::Empty);
        }
        let hint = match shape {
            Shape::Line | Shape::Prose | Shape::Person => match node.text(source) {
                Some(text) => return self.plain(node, &text, true).then(|| Value::text(&text)),
                None => QUOTES.to_owned(),
            },
            Shape::One(_) => match node.text(source) {
                Some(text) if text.trim().is_empty() => return Some(Value::Empty),
                Some(text) => {
                    let plain = self.plain(node, &text, false);
                    return plain.then(|| Value::Reference(Id::new(text.trim())));
                }
                None => "Put quotes round the id.".to_owned(),
            },
            Shape::Day => match node.text(source).and_then(|text| day::iso(&text)) {
                Some(day) => return Some(Value::Date(day)),
                None => "Dates are written year-month-day, in quotes.".to_owned(),
            },
            Shape::Whole => match node.number(source) {
                Some(number) if number >= 0 => return Some(Value::Number(number)),
                _ => String::new(),
            },
            Shape::Flag => match node.boolean(source) {
                Some(flag) => return Some(Value::Flag(flag)),
                None => String::new(),
            },
            Shape::OneOf(items) => match choice(items, source, node) {
                Ok(item) => return Some(Value::Choice(item)),
                Err(hint) => hint,
            },
            Shape::Score => return self.score(node),
            Shape::Level => String::new(),
            Shape::Rows { columns, .. } => match node.list() {
                Some(rows) => {
                    // All rows are read before the first refusal counts, so that each is reported.
                    let read: Vec<_> = rows.iter().map(|row| self.row(columns, row.inner())).collect();
                    return read.into_iter().collect::<Option<_>>().map(Value::list);
                }
                None => BRACKETS.to_owned(),
            },
            list => match node.list() {
                Some(items) => {
                    let item = match list {
                        Shape::Terms(_) => Shape::One(&[]),
                        list => list.item(),
                    };
                    let read: Vec<_> = items.iter().map(|node| self.item(item, node)).collect();
                    return read.into_iter().collect::<Option<_>>().map(Value::list);
                }
                None => BRACKETS.to_owned(),
            },
        };
        self.refuse(node, &shape.describe(), &hint);
        None
    }

    /// Reads an item of a list, which says something.
    fn item(&mut self, shape: Shape, node: &Node) -> Option<Value> {
        match self.value(shape, node)? {
            Value::Empty => {
                self.refuse(node, &shape.describe(), "Take the empty item out of the list.");
                None
            }
            value => Some(value),
        }
    }

    /// Refuses control characters and marks that reorder text.
    fn plain(&mut self, node: &Node, text: &str, lines: bool) -> bool {
        let hidden = |c: char| is_deceptive(c) && !(lines && matches!(c, '\n' | '\t' | '\r'));
        let Some(c) = text.chars().find(|c| hidden(*c)) else {
            return true;
        };
        let found = format!("the character U+{:04X}", u32::from(c));
        let hint = "Control characters and marks that reorder text are not allowed in records; remove it.";
        // Where the character is written as itself, that is the place to look at; else it is somewhere in the text.
        let at = node.source(self.source).find(c).unwrap_or(0);
        let at = node.span.start + at;
        self.problems
            .push(Problem::at(&mut self.places, at, &found, "plain text", hint));
        false
    }

    fn score(&mut self, node: &Node) -> Option<Value> {
        let source = self.source;
        let before = self.problems.len();
        let mut score = Score {
            likelihood: None,
            consequences: [None; 3],
        };
        for (name, value) in node.fields(source) {
            let dimension = Dimension::ALL.iter().position(|dimension| dimension.name() == name);
            let place = match dimension {
                Some(dimension) => &mut score.consequences[dimension],
                None if name == "likelihood" => &mut score.likelihood,
                None => {
                    self.refuse(value, &Shape::Score.describe(), "");
                    continue;
                }
            };
            let value = value.inner();
            if value.is_none(source) {
                continue;
            }
            let level = value.number(source).and_then(|level| u8::try_from(level).ok());
            *place = level.filter(|level| (1..=10).contains(level));
            if place.is_none() {
                self.refuse(value, "a level from 1 to 10, or None", "Levels are counted from 1.");
            }
        }
        if self.problems.len() > before {
            return None;
        }
        if node.entries().is_none() || score.consequence(None).is_none() {
            let hint = "At least one consequence is judged; write None for no score at all.";
            self.refuse(node, &Shape::Score.describe(), hint);
            return None;
        }
        Some(Value::Score(score))
    }

    fn row(&mut self, columns: &'static [Column], node: &Node) -> Option<Value> {
        let names = || columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
        if node.entries().is_none() {
            self.refuse(node, &format!("a row with ({})", names()), "");
            return None;
        }
        let before = self.problems.len();
        let mut cells = vec![Value::Empty; columns.len()];
        for (name, cell) in node.fields(self.source) {
            match columns.iter().position(|column| column.name == name) {
                Some(position) => {
                    if let Some(value) = self.value(columns[position].shape, cell) {
                        cells[position] = value;
                    }
                }
                None => self.refuse(cell, &format!("a row with only ({})", names()), ""),
            }
        }
        (self.problems.len() == before).then(|| Value::Row(cells.into()))
    }
}

fn choice(items: &'static [Item], source: &str, node: &Node) -> Result<&'static Item, String> {
    let text = node.text(source);
    let word = node.word(source).or(text.as_deref()).unwrap_or_default();
    let found = items.iter().find(|item| item.name == word);
    match found.or_else(|| items.iter().find(|item| !word.is_empty() && item.is_named(word))) {
        Some(item) if text.is_none() && item.name == word => Ok(item),
        Some(item) => Err(format!("Did you mean {}?", item.name)),
        None => Err(String::new()),
    }
}
