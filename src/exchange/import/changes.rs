//! From what a row says to the record as it is to be: only what the file says, and nothing it says only by silence.
//!
//! A blank cell never empties a field. With the older file at hand, a cell that did not change between the two files
//! changes nothing either, and a field that both the file and somebody here changed is left as it is and told.

use crate::domain::field::{Kind, Shape};
use crate::domain::input;
use crate::domain::record::Record;
use crate::domain::value::Value;

use super::cells::{Reading, kept_text};
use super::plan::Remark;

/// Returns the record as it is to be after the row, and what is to be said about it.
pub(super) fn after(before: &Record, reading: &Reading, older: Option<&Reading>) -> (Record, Vec<Remark>) {
    let mut record = before.clone();
    let mut remarks: Vec<Remark> = reading.unread.iter().cloned().map(Remark::Unread).collect();
    for (field, value) in &reading.values {
        let current = before.value(*field);
        let label = before.kind().fields[*field].label;
        let unread_before = |older: &&Reading| older.values.iter().any(|(position, _)| position == field);
        let then = older.filter(unread_before).map(|older| older.value(*field));
        if current == value || (value.is_empty() && then.is_none_or(Value::is_empty)) {
            continue;
        }
        match then {
            Some(then) if then == value => remarks.push(Remark::EditedHere(label)),
            Some(then) if then != current => remarks.push(Remark::EditedInBoth(label, value.to_string())),
            _ => {
                if let Err(error) = record.put(*field, value.clone()) {
                    remarks.push(Remark::Unfit(error.to_string()));
                }
            }
        }
    }
    keep(&mut record, reading, older, &mut remarks);
    (record, remarks)
}

/// Keeps the texts that have no field: in the table of imported columns, or else in the note.
fn keep(record: &mut Record, reading: &Reading, older: Option<&Reading>, remarks: &mut Vec<Remark>) {
    let unread = reading
        .unread
        .iter()
        .map(|unread| (unread.column.clone(), kept_text(&unread.text)));
    let kept: Vec<(Value, Value)> = reading
        .kept
        .iter()
        .cloned()
        .chain(unread)
        .map(|(column, text)| (label(&column), text))
        .collect();
    if let Some(extras) = extras(record.kind()) {
        let mut rows: Vec<Value> = record.value(extras).items().to_vec();
        let is_of = |row: &Value, column: &Value| matches!(row, Value::Row(cells) if cells.first() == Some(column));
        // What could not be read before and can be now is in its field.
        let read: Vec<Value> = reading.read.iter().map(|column| label(column)).collect();
        rows.retain(|row| !read.iter().any(|column| is_of(row, column)));
        let then: Vec<(Value, &Value)> = older
            .map(|older| older.kept.iter().map(|(column, text)| (label(column), text)).collect())
            .unwrap_or_default();
        for (column, text) in kept {
            let is_there = rows.iter().any(|row| is_of(row, &column));
            if is_there && then.iter().any(|(other, old)| *other == column && **old == text) {
                continue;
            }
            rows.retain(|row| !is_of(row, &column));
            rows.push(Value::Row([column, text].into()));
        }
        if let Err(error) = record.put(extras, Value::set(rows)) {
            remarks.push(Remark::Unfit(error.to_string()));
        }
    } else if let Some(note) = record.kind().field_index("note") {
        let mut text = record.value(note).as_text().unwrap_or_default().to_owned();
        for (column, kept) in kept {
            let line = format!(
                "{column}: {}",
                kept.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
            );
            let line = crate::domain::prose::lines(&line);
            if !text.contains(&line) {
                text = format!("{text}\n{line}");
            }
        }
        if let Err(error) = record.put(note, Value::text(&text)) {
            remarks.push(Remark::Unfit(error.to_string()));
        }
    } else {
        remarks.extend(kept.into_iter().map(|(column, _)| Remark::Lost(column.to_string())));
    }
}

fn label(column: &str) -> Value {
    input::read(Shape::Line, column, chrono::NaiveDate::MIN).unwrap_or_default()
}

/// Returns the position of the table of imported columns, in kinds that have one.
pub(super) fn extras(kind: &Kind) -> Option<usize> {
    let position = kind.field_index("extras")?;
    matches!(kind.fields[position].shape, Shape::Rows { columns, .. } if columns.len() == 2).then_some(position)
}
