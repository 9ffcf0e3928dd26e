//! The undo history: one line per edit, in the private folder, so that the next session can still take an edit back.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::domain::edit::{Change, Edit};
use crate::domain::field::Kind;
use crate::domain::id::Id;
use crate::domain::value::Value;

use super::codec;

/// Whether an edit was made, taken back or made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// The user made it.
    Do,
    /// It takes the last one back.
    Undo,
    /// It makes the one taken back last again.
    Redo,
}

/// How many edits are kept.
const KEPT: usize = 1000;

#[derive(Serialize, Deserialize)]
struct Line {
    step: Step,
    title: String,
    who: String,
    when: NaiveDateTime,
    changes: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
enum Entry {
    Set {
        kind: String,
        id: String,
        field: String,
        from: String,
        to: String,
    },
    Add {
        kind: String,
        id: String,
        text: String,
    },
    Remove {
        kind: String,
        id: String,
        text: String,
    },
}

/// The edits that can be taken back, and those that can be made again; the last is the next.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct History {
    /// What was done, oldest first.
    pub done: Vec<Edit>,
    /// What was taken back, oldest first.
    pub undone: Vec<Edit>,
}

impl History {
    /// Notes an edit.
    pub fn push(&mut self, step: Step, edit: Edit) {
        match step {
            Step::Do => {
                self.done.push(edit);
                self.undone.clear();
            }
            Step::Undo => {
                if let Some(edit) = self.done.pop() {
                    self.undone.push(edit);
                }
            }
            Step::Redo => {
                self.undone.pop();
                self.done.push(edit);
            }
        }
        if self.done.len() > KEPT {
            self.done.remove(0);
        }
    }
}

fn file(private: &Path) -> PathBuf {
    private.join("undo.jsonl")
}

/// Adds an edit to the history on disk. `kind_of` says of which kind a record is.
///
/// # Errors
///
/// Fails as the operating system does; the edit itself is saved by then.
pub fn append(
    private: &Path,
    step: Step,
    edit: &Edit,
    kind_of: impl Fn(&Id) -> Option<&'static Kind>,
) -> io::Result<()> {
    let changes = edit
        .changes
        .iter()
        .filter_map(|change| entry(change, &kind_of))
        .collect();
    let Edit { title, who, when, .. } = edit.clone();
    let mut line = serde_json::to_string(&Line {
        step,
        title,
        who,
        when,
        changes,
    })
    .map_err(io::Error::other)?;
    line.push('\n');
    fs::create_dir_all(private)?;
    File::options()
        .create(true)
        .append(true)
        .open(file(private))?
        .write_all(line.as_bytes())
}

fn entry(change: &Change, kind_of: &impl Fn(&Id) -> Option<&'static Kind>) -> Option<Entry> {
    Some(match change {
        Change::Set { id, field, from, to } => {
            let kind = kind_of(id)?;
            let field = &kind.fields[*field];
            let text = |value: &Value| codec::value_text(field.shape, value);
            let (kind, id) = (kind.name.to_owned(), id.to_string());
            Entry::Set {
                kind,
                id,
                field: field.name.to_owned(),
                from: text(from),
                to: text(to),
            }
        }
        Change::Add(record) => Entry::Add {
            kind: record.kind().name.to_owned(),
            id: record.id().to_string(),
            text: codec::write(record),
        },
        Change::Remove(record) => Entry::Remove {
            kind: record.kind().name.to_owned(),
            id: record.id().to_string(),
            text: codec::write(record),
        },
    })
}

/// Reads the history; a line that cannot be read, such as a torn last one, ends what can be taken back before it.
///
/// # Errors
///
/// Fails on any read error other than "not found".
pub fn read(private: &Path, kinds: &[&'static Kind]) -> io::Result<History> {
    let text = match fs::read_to_string(file(private)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(History::default()),
        Err(error) => return Err(error),
    };
    let mut history = History::default();
    for line in text.lines() {
        match serde_json::from_str::<Line>(line)
            .ok()
            .and_then(|line| edit(line, kinds))
        {
            Some((step, edit)) => history.push(step, edit),
            None => history = History::default(),
        }
    }
    Ok(history)
}

fn edit(line: Line, kinds: &[&'static Kind]) -> Option<(Step, Edit)> {
    let kind_named = |name: &str| kinds.iter().find(|kind| kind.name == name).copied();
    let record = |kind: &str, id: &str, text: &str| {
        let reading = codec::read(kind_named(kind)?, &Id::new(id), text).ok()?;
        Some(Box::new(reading.record))
    };
    let change = |entry: &Entry| {
        Some(match entry {
            Entry::Set {
                kind,
                id,
                field,
                from,
                to,
            } => {
                let kind = kind_named(kind)?;
                let field = kind.field_index(field)?;
                let value = |text: &str| codec::read_text(kind.fields[field].shape, text);
                Change::Set {
                    id: Id::new(id),
                    field,
                    from: value(from)?,
                    to: value(to)?,
                }
            }
            Entry::Add { kind, id, text } => Change::Add(record(kind, id, text)?),
            Entry::Remove { kind, id, text } => Change::Remove(record(kind, id, text)?),
        })
    };
    let changes = line.changes.iter().map(change).collect::<Option<_>>()?;
    Some((
        line.step,
        Edit {
            title: line.title,
            who: line.who,
            when: line.when,
            changes,
        },
    ))
}
