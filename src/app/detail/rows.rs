//! Rows of tables as lines of the detail.

use crate::domain::record::field::{Column, Kind, Shape};
use crate::domain::record::typed::FieldRef;
use crate::domain::record::value::Value;

/// Writes a row of a table as the detail shows it; nothing where the field is no table.
pub(in crate::app) fn row_of(kind: &Kind, table: FieldRef, row: &Value) -> String {
    match kind.fields[table.index].shape {
        Shape::Rows { columns, .. } => row_text(columns, row),
        _ => String::new(),
    }
}

/// Writes a row with the names of its columns: `on 2026-07-05, from 2026-06-26, to 2026-07-25, reason late vendor`.
///
/// What it is about goes first without a name, where that is a word: `Breach at the vendor: happened 2026-07-05`.
pub(super) fn row_text(columns: &[Column], row: &Value) -> String {
    let Value::Row(cells) = row else { return row.to_string() };
    let is_word = |column: &Column| matches!(column.shape, Shape::Line | Shape::Person | Shape::OneOf(_));
    if let (Some(first), Some(about)) = (columns.first(), cells.first())
        && columns.len() > 1
        && is_word(first)
        && !about.is_empty()
    {
        let rest = named_cells(&columns[1..], &cells[1..]);
        return if rest.is_empty() {
            about.to_string()
        } else {
            format!("{about}: {rest}")
        };
    }
    named_cells(columns, cells)
}

/// From how many spaces on a text is a sentence, which is told from others by more than a comma.
const SENTENCE: usize = 3;

/// Writes cells, each with the name of its column.
fn named_cells(columns: &[Column], cells: &[Value]) -> String {
    let is_shown = |column: &Column, cell: &Value| {
        // A digest says nothing to who reads it.
        !cell.is_empty() && cell.as_id().is_none() && column.name != "digest"
    };
    let filled = columns
        .iter()
        .zip(cells)
        .filter(|(column, cell)| is_shown(column, cell))
        .map(|(column, cell)| (column.name.replace('_', " "), cell.to_string()));
    let filled: Vec<_> = filled.collect();
    let has_sentence = filled.iter().any(|(_, text)| text.matches(' ').count() >= SENTENCE);
    let (after_name, between) = if has_sentence { (": ", "; ") } else { (" ", ", ") };
    let named = filled.iter().map(|(name, text)| {
        let says_so = text.strip_prefix(&**name).is_some_and(|rest| rest.starts_with(' '));
        // What a row says in so many words needs no name.
        if says_so || matches!(&**name, "what" | "meaning") {
            text.clone()
        } else {
            format!("{name}{after_name}{text}")
        }
    });
    named.collect::<Vec<_>>().join(between).replace('\n', " ")
}
