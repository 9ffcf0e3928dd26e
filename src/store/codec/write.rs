//! Writing records and values in canonical form.

use std::fmt::Write as _;

use crate::domain::method::score::{Dimension, Score};
use crate::domain::record::Record;
use crate::domain::record::field::{Column, Home, Shape};
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;

use crate::store::codec::{FORMAT, FORMAT_FIELD};
use crate::store::text;

/// Writes a new record in canonical form.
pub fn write(record: &Record) -> String {
    let kind = record.kind();
    let mut out = format!("#![enable(implicit_some)]\n\n{}(\n", kind.type_name);
    match kind.home {
        Home::File("aims.ron") => {
            let format = kind.stored_index(FORMAT_FIELD).map(|at| record.value(at));
            let _ = writeln!(
                out,
                "    {FORMAT_FIELD}: {},",
                format_text(format.unwrap_or(&Value::Empty))
            );
        }
        Home::File(_) => {}
        _ => {
            let _ = writeln!(out, "    id: {},", text::quote(record.id().as_str()));
        }
    }
    let mut blank_before = false;
    for (nth, (field, value)) in record.fields().enumerate() {
        if blank_before || (field.is(Mark::Apart) && !(nth == 0 && matches!(kind.home, Home::File("method.ron")))) {
            out.push('\n');
        }
        blank_before = field.is(Mark::Apart) && nth + 1 < kind.fields.len();
        let _ = writeln!(out, "    {}: {},", field.name, value_text(field.shape, value));
    }
    for (field, value) in record.former_fields().filter(|(field, _)| field.name != FORMAT_FIELD) {
        let _ = writeln!(out, "    {}: {},", field.name, value_text(field.shape, value));
    }
    out.push_str(")\n");
    out
}

/// Writes what a record says and nothing of what it does not, for a text that only this program reads: a quarter of that
/// of a file.
pub fn write_brief(record: &Record) -> String {
    let kind = record.kind();
    let mut out = format!("{}(", kind.type_name);
    if !matches!(kind.home, Home::File(_)) {
        let _ = write!(out, "id: {},", text::quote(record.id().as_str()));
    }
    let said = record.fields().chain(record.former_fields());
    for (field, value) in said.filter(|(_, value)| !value.is_empty()) {
        let text = if field.name == FORMAT_FIELD && kind.home == Home::File("aims.ron") {
            format_text(value)
        } else {
            value_text(field.shape, value)
        };
        let _ = write!(out, "{}: {text},", field.name);
    }
    out.push(')');
    out
}

/// Returns the text of the format: of an older one its number, else that of the format this program writes.
pub(super) fn format_text(value: &Value) -> String {
    match value {
        Value::Number(older) => older.to_string(),
        _ => FORMAT.to_string(),
    }
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
            Shape::Line | Shape::Prose | Shape::Person => "\"\"".to_owned(),
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
        Value::Score(score) => score_text(*score),
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

/// Writes the cells of a row that say something, each with the name of its column.
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
    let said = columns.iter().zip(cells).filter(|(_, value)| !value.is_empty());
    let cells: Vec<_> = said.map(cell).collect();
    format!("({})", cells.join(", "))
}

fn score_text(score: Score) -> String {
    let level = |level: Option<u8>| level.map_or_else(|| "None".to_owned(), |level| level.to_string());
    let mut out = format!("(likelihood: {}", level(score.likelihood));
    for dimension in Dimension::ALL {
        let _ = write!(
            out,
            ", {}: {}",
            dimension.name(),
            level(score.consequence(Some(dimension)))
        );
    }
    out.push(')');
    out
}
