//! One line of the history: an edit as JSON, with the records whose files it makes and the lines beside the records that
//! change with it.

use std::fmt::{self, Display};
use std::io::{self, Write};
use std::sync::Arc;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize, Serializer};

use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Edit};

use crate::store::codec;
use crate::store::save::history::Step;
use crate::store::save::lines::Lines;

/// A line as it is read.
#[derive(Serialize, Deserialize)]
pub(super) struct Line {
    pub step: Step,
    pub title: String,
    pub who: String,
    pub when: NaiveDateTime,
    pub changes: Vec<Entry>,
    /// Records whose file was made where there was none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<String>,
    /// Lines of files beside the records that changed with the edit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Lines>,
}

#[derive(Serialize, Deserialize)]
pub(super) enum Entry {
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

/// A line of an edit. It is made as it is written, since that of a large import is as large as all its files.
#[derive(Serialize)]
#[serde(bound = "F: Fn(&Id) -> Option<&'static Kind>")]
pub struct Noted<'a, F> {
    step: Step,
    title: &'a str,
    who: &'a str,
    when: NaiveDateTime,
    changes: Entries<'a, F>,
    #[serde(skip_serializing_if = "<[Id]>::is_empty", serialize_with = "ids")]
    made: &'a [Id],
    #[serde(skip_serializing_if = "<[Lines]>::is_empty")]
    lines: &'a [Lines],
}

/// The entries of an edit.
struct Entries<'a, F>(&'a Edit, F);

impl<F: Fn(&Id) -> Option<&'static Kind>> Serialize for Entries<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(edit, kind_of) = self;
        serializer.collect_seq(edit.changes.iter().filter_map(|change| entry(change, kind_of)))
    }
}

fn ids<S: Serializer>(ids: &&[Id], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(ids.iter().map(Id::as_str))
}

/// Returns the line of an edit, with the records whose file it makes and the lines beside the records that change with
/// it. `kind_of` says of which kind a record is.
pub fn line<'a, F: Fn(&Id) -> Option<&'static Kind>>(
    step: Step,
    edit: &'a Edit,
    made: &'a [Id],
    lines: &'a [Lines],
    kind_of: F,
) -> Noted<'a, F> {
    Noted {
        step,
        title: &edit.title,
        who: &edit.who,
        when: edit.when,
        changes: Entries(edit, kind_of),
        made,
        lines,
    }
}

impl<F: Fn(&Id) -> Option<&'static Kind>> Display for Noted<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        serde_json::to_writer(Written(f), self).map_err(|_| fmt::Error)
    }
}

/// A formatter as a writer. JSON is written in pieces that are text each.
struct Written<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl Write for Written<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = std::str::from_utf8(bytes).map_err(io::Error::other)?;
        self.0.write_str(text).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn entry(change: &Change, kind_of: &impl Fn(&Id) -> Option<&'static Kind>) -> Option<Entry> {
    Some(match change {
        Change::Set { id, field, from, to } => {
            let kind = kind_of(id)?;
            let field = kind.stored(*field);
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
            text: codec::write_brief(record),
        },
        Change::Remove(record) => Entry::Remove {
            kind: record.kind().name.to_owned(),
            id: record.id().to_string(),
            text: codec::write_brief(record),
        },
    })
}

impl Line {
    /// Returns the edit; nothing where it makes no sense to these kinds.
    pub fn edit(self, kinds: &[&'static Kind]) -> Option<(Step, Edit)> {
        let kind_named = |name: &str| kinds.iter().find(|kind| kind.name == name).copied();
        let record = |kind: &str, id: &str, text: &str| {
            let reading = codec::read(kind_named(kind)?, &Id::new(id), text).ok()?;
            Some(Arc::new(reading.record))
        };
        let change = |entry: Entry| {
            Some(match entry {
                Entry::Set {
                    kind,
                    id,
                    field,
                    from,
                    to,
                } => {
                    let kind = kind_named(&kind)?;
                    let field = kind.stored_index(&field)?;
                    let value = |text: &str| codec::read_text(kind.stored(field).shape, text);
                    Change::Set {
                        id: Id::new(&id),
                        field,
                        from: value(&from)?,
                        to: value(&to)?,
                    }
                }
                Entry::Add { kind, id, text } => Change::Add(record(&kind, &id, &text)?),
                Entry::Remove { kind, id, text } => Change::Remove(record(&kind, &id, &text)?),
            })
        };
        let changes = self.changes.into_iter().map(change).collect::<Option<_>>()?;
        Some((
            self.step,
            Edit {
                title: self.title,
                who: self.who,
                when: self.when,
                changes,
            },
        ))
    }
}
