//! What changed between the versions of a record, field by field.

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::record::Record;
use crate::domain::record::field::{Column, Field, Kind, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::prose;
use crate::domain::record::value::Value;
use crate::git::blobs::Text;
use crate::git::history::{Commit, Version};
use crate::git::rows;
pub use crate::git::rows::one_line;
use crate::store::codec;

/// One change of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The commit it is in; nothing while it is uncommitted.
    pub commit: Option<Arc<Commit>>,
    /// What changed.
    pub change: Change,
}

/// What changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The record was made, as this.
    Created(Box<Record>),
    /// What lies before this state was left out when the repository was cloned.
    Cut(Box<Record>),
    /// A field got another value.
    Field {
        /// Its position in the kind's table.
        field: usize,
        /// What it held.
        from: Value,
        /// What it holds since.
        to: Value,
    },
    /// The file cannot be read as the record since, for this reason.
    Unreadable(String),
    /// The file can be read again; what it held before is not known.
    Readable(Box<Record>),
    /// The file was taken away.
    Removed,
    /// The file was renamed, between these paths below the repository's top.
    Moved(PathBuf, PathBuf),
    /// The text changed, and no field with it: layout, comments, or what this version does not know.
    Text,
}

/// A state of the record's file, read.
enum State {
    Absent,
    Record(Box<Record>),
    Unreadable(String),
}

impl State {
    fn record(&self) -> Option<&Record> {
        match self {
            Self::Record(record) => Some(record),
            _ => None,
        }
    }
}

/// Returns the rows of one version of a record. `of` says which record a path below the repository's top is of.
pub fn rows(version: &Version, of: impl Fn(&std::path::Path) -> (&'static Kind, Id)) -> Vec<Row> {
    let (kind, id) = of(&version.path);
    let old = version.renamed_from.as_deref().map_or((kind, id.clone()), &of);
    let before: Vec<_> = version.before.iter().map(|text| state(old.0, &old.1, text)).collect();
    let mut changes = Vec::new();
    if let Some(from) = &version.renamed_from {
        changes.push(Change::Moved(from.clone(), version.path.clone()));
    }
    changes.extend(between(&before, state(kind, &id, &version.after), version.cut));
    if changes.is_empty() && before.len() == 1 {
        changes.push(Change::Text);
    }
    let commit = Some(version.commit.clone());
    let row = |change| Row {
        commit: commit.clone(),
        change,
    };
    changes.into_iter().map(row).collect()
}

/// Returns the rows of what is not committed yet: from what the newest commit holds to what the register holds.
pub fn uncommitted(head: &Text, now: &Record) -> Vec<Row> {
    let before = state(now.kind(), now.id(), head);
    let changes = between(&[before], State::Record(Box::new(now.clone())), false);
    let row = |change| Row { commit: None, change };
    changes.into_iter().map(row).collect()
}

/// Returns what changed from several states, those of the parents of a merge, to the one after: what differs from all.
fn between(before: &[State], after: State, cut: bool) -> Vec<Change> {
    let record = match after {
        State::Absent => {
            let was = before.iter().any(|state| !matches!(state, State::Absent));
            return was.then_some(Change::Removed).into_iter().collect();
        }
        State::Unreadable(reason) => return vec![Change::Unreadable(reason)],
        State::Record(record) => record,
    };
    let known: Vec<_> = before.iter().filter_map(State::record).collect();
    let Some(first) = known.first().filter(|first| first.kind() == record.kind()) else {
        let unreadable = before.iter().any(|state| matches!(state, State::Unreadable(_)));
        return match (unreadable, cut) {
            (true, _) => vec![Change::Readable(record)],
            (false, true) => vec![Change::Cut(record)],
            (false, false) => made(record),
        };
    };
    let changed = first
        .differences(&record)
        .filter(|field| known.iter().all(|other| other.value(*field) != record.value(*field)));
    let change = |field| Change::Field {
        field,
        from: first.value(field).clone(),
        to: record.value(field).clone(),
    };
    changed.map(change).collect()
}

/// Returns how a record came to be: what the catalogue asks is there from the start, so its file begins with an answer.
fn made(record: Box<Record>) -> Vec<Change> {
    let asked = matches!(record.kind().ids, IdForm::Control | IdForm::Question);
    let empty = Record::new(record.kind(), record.id().clone());
    let filled: Vec<_> = empty.differences(&record).collect();
    if !asked || filled.is_empty() {
        return vec![Change::Created(record)];
    }
    let change = |field| Change::Field {
        field,
        from: Value::Empty,
        to: record.value(field).clone(),
    };
    filled.into_iter().map(change).collect()
}

fn state(kind: &'static Kind, id: &Id, text: &Text) -> State {
    match text {
        Text::Absent => State::Absent,
        Text::Unfit(reason) => State::Unreadable(reason.clone()),
        Text::Is(text) => match codec::read(kind, id, text) {
            Ok(reading) => State::Record(Box::new(reading.record)),
            Err(problems) => {
                let first = problems.first().map(ToString::to_string);
                State::Unreadable(first.unwrap_or_else(|| "it is no record".to_owned()))
            }
        },
    }
}

/// Returns what a change of a field took away and what it brought, in one line each: the whole value where it is short,
/// the items of a list, or the first sentence of a text after how many there are.
pub fn from_and_to(field: &Field, from: &Value, to: &Value) -> (String, String) {
    match field.shape {
        Shape::Prose => {
            let (from, to) = (prose_lines(from), prose_lines(to));
            let counted = |lines: &[String], sign: &str, other: &[String]| match lines {
                [] => String::new(),
                [one] if other.len() < 2 => one.clone(),
                [first, ..] => format!("{sign}{}: {first}", lines.len()),
            };
            let (out, new) = (without(&from, &to), without(&to, &from));
            (counted(&out, "-", &new), counted(&new, "+", &out))
        }
        Shape::Rows { columns, .. } if !from.is_empty() && !to.is_empty() => {
            let (from, to) = rows::changed(columns, from, to);
            (from.join("; "), to.join("; "))
        }
        Shape::Rows { columns, .. } => (all_rows(columns, from), all_rows(columns, to)),
        shape if shape.is_list() && !from.is_empty() && !to.is_empty() => {
            let texts = |value: &Value| value.items().iter().map(one_line).collect::<Vec<_>>();
            let (from, to) = (texts(from), texts(to));
            let (out, new) = (without(&from, &to), without(&to, &from));
            if out.is_empty() && new.is_empty() {
                return (from.join(", "), to.join(", "));
            }
            let signed = |items: &[String], sign: &str| {
                let items: Vec<_> = items.iter().map(|item| format!("{sign}{item}")).collect();
                items.join(", ")
            };
            (signed(&out, "-"), signed(&new, "+"))
        }
        _ => (one_line(from), one_line(to)),
    }
}

/// Returns the rows of a table in one line, each with the names of its columns.
fn all_rows(columns: &[Column], table: &Value) -> String {
    let rows = table.items().iter().filter_map(|row| match row {
        Value::Row(cells) => Some(rows::named(columns, cells)),
        _ => None,
    });
    rows.collect::<Vec<_>>().join("; ")
}

/// Returns a value of a field in one line; a table with the names of its columns.
pub fn of_field(field: &Field, value: &Value) -> String {
    match field.shape {
        Shape::Rows { columns, .. } => all_rows(columns, value),
        _ => one_line(value),
    }
}

fn prose_lines(value: &Value) -> Vec<String> {
    let text = prose::lines(value.as_text().unwrap_or_default());
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// Returns the items that another list does not have, each as often as it is missing there.
fn without(items: &[String], other: &[String]) -> Vec<String> {
    let mut other: Vec<_> = other.iter().collect();
    let mut new = Vec::new();
    for item in items {
        match other.iter().position(|known| *known == item) {
            Some(at) => {
                other.swap_remove(at);
            }
            None => new.push(item.clone()),
        }
    }
    new
}
