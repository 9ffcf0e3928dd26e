//! The undo history: one line per edit, in the private folder, so that the next session can still take an edit back.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize, Serializer};

use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Edit};

use crate::store::codec;
use crate::store::files::disk::Disk;
use crate::store::save::lines::Lines;

/// Whether an edit was made, undone or redone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// The register began with it; nothing goes back before that.
    Begin,
    /// The user made it.
    Do,
    /// It takes the last one back.
    Undo,
    /// It redoes the edit undone last.
    Redo,
}

impl Step {
    /// Returns the message where there is no edit for the step.
    pub fn nothing(self) -> &'static str {
        match self {
            Self::Redo => "Nothing to redo.",
            Self::Begin | Self::Do | Self::Undo => "Nothing to undo.",
        }
    }
}

/// How many edits are kept.
const KEPT: usize = 1000;

/// How large the file may grow before the lines of edits no longer kept are dropped.
const LARGEST: u64 = 8 << 20;

#[derive(Serialize, Deserialize)]
struct Line {
    step: Step,
    title: String,
    who: String,
    when: NaiveDateTime,
    changes: Vec<Entry>,
    /// Records whose file was made where there was none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    made: Vec<String>,
    /// Lines of files beside the records that changed with the edit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lines: Vec<Lines>,
}

/// A [`Line`] as it is written: of the texts of many records, only one is made at a time.
#[derive(Serialize)]
#[serde(bound = "F: Fn(&Id) -> Option<&'static Kind>")]
struct LineOf<'a, F> {
    step: Step,
    title: &'a str,
    who: &'a str,
    when: NaiveDateTime,
    changes: Entries<'a, F>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    made: Vec<&'a str>,
    #[serde(skip_serializing_if = "<[Lines]>::is_empty")]
    lines: &'a [Lines],
}

/// The entries of an edit.
struct Entries<'a, F>(&'a Edit, &'a F);

impl<F: Fn(&Id) -> Option<&'static Kind>> Serialize for Entries<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(edit, kind_of) = self;
        serializer.collect_seq(edit.changes.iter().filter_map(|change| entry(change, kind_of)))
    }
}

#[derive(PartialEq, Serialize, Deserialize)]
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

/// The edits that can be undone, and those that can be redone; the last is the next.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct History {
    /// What was done, oldest first.
    pub done: Vec<Edit>,
    /// What was undone, oldest first.
    pub undone: Vec<Edit>,
    /// What can be neither, since what it changed was changed again.
    pub set_aside: Vec<Edit>,
}

impl History {
    /// Notes an edit. Taking back and making again find their edit even if another session noted some in between.
    pub fn push(&mut self, step: Step, edit: Edit) {
        match step {
            Step::Begin => *self = Self::default(),
            Step::Do => {
                self.done.push(edit);
                self.undone.clear();
            }
            Step::Undo => {
                let original = edit.inverse();
                self.undone.push(take(&mut self.done, &original).unwrap_or(original));
            }
            Step::Redo => {
                let edit = take(&mut self.undone, &edit).unwrap_or(edit);
                self.done.push(edit);
            }
        }
        if self.done.len() > KEPT {
            self.done.remove(0);
        }
    }

    /// Lets go of an edit that can be undone or redone no more, so that it is not in the way of the others.
    pub fn set_aside(&mut self, edit: &Edit) {
        for edits in [&mut self.done, &mut self.undone] {
            self.set_aside.extend(take(edits, edit));
        }
    }

    /// Takes what another reading of the history knows where this one has nothing, without what was set aside.
    pub fn recall(&mut self, known: Self) {
        for (here, known) in [(&mut self.done, known.done), (&mut self.undone, known.undone)] {
            if here.is_empty() {
                let is_open = |edit: &Edit| self.set_aside.iter().all(|aside| aside.changes != edit.changes);
                *here = known.into_iter().filter(is_open).collect();
            }
        }
    }
}

/// Takes the last edit with the same changes.
fn take(edits: &mut Vec<Edit>, wanted: &Edit) -> Option<Edit> {
    let position = edits.iter().rposition(|edit| edit.changes == wanted.changes)?;
    Some(edits.remove(position))
}

fn file(private: &Path) -> PathBuf {
    private.join("undo.jsonl")
}

/// Returns the line of an edit, with the records whose file it makes and the lines beside the records that change with
/// it. `kind_of` says of which kind a record is.
pub fn line(
    step: Step,
    edit: &Edit,
    made: &[Id],
    lines: &[Lines],
    kind_of: impl Fn(&Id) -> Option<&'static Kind>,
) -> String {
    let line = LineOf {
        step,
        title: &edit.title,
        who: &edit.who,
        when: edit.when,
        changes: Entries(edit, &kind_of),
        made: made.iter().map(Id::as_str).collect(),
        lines,
    };
    // A line holds texts and names only, all of which JSON can say.
    serde_json::to_string(&line).unwrap_or_default()
}

/// Reads an edit back from its line; nothing where it makes no sense to these kinds.
pub fn from_line(text: &str, kinds: &[&'static Kind]) -> Option<(Step, Edit)> {
    edit(serde_json::from_str(text).ok()?, kinds)
}

/// Adds the [`line()`] of an edit to the history on disk. The caller holds the lock.
///
/// # Errors
///
/// Fails as the operating system does; the edit itself is saved by then.
pub fn append(disk: &Disk, private: &Path, line: &str) -> io::Result<()> {
    let path = file(private);
    let length = disk.append(&path, line)?;
    // The last line stays however large it is.
    if length > LARGEST && length > line.len() as u64 + 1 {
        shorten(disk, &path)?;
    }
    Ok(())
}

/// Adds a line to the history unless it is the last one already, as when a save died right after it had noted it.
///
/// # Errors
///
/// Fails as the operating system does.
pub fn append_once(disk: &Disk, private: &Path, line: &str) -> io::Result<()> {
    let text = disk.read_whole(&file(private))?.unwrap_or_default();
    if line.is_empty() || text.lines().next_back() == Some(line) {
        return Ok(());
    }
    append(disk, private, line)
}

/// Returns whether two lines are of the same edit, whichever files it made.
pub fn is_same(one: &str, other: &str) -> bool {
    let read = |line: &str| {
        let mut line: Line = serde_json::from_str(line).ok()?;
        line.made.clear();
        serde_json::to_string(&line).ok()
    };
    read(one).is_some_and(|one| read(other) == Some(one))
}

/// Says in a few words which edit a line is of; nothing when it is no line.
pub fn described(line: &str) -> Option<String> {
    let Line { title, who, when, .. } = serde_json::from_str(line).ok()?;
    let who = if who.is_empty() {
        String::new()
    } else {
        format!("{who}, ")
    };
    Some(format!("{title} ({who}{})", when.format("%Y-%m-%d %H:%M")))
}

/// Drops the oldest lines: all but as many as are kept, and of those as many as make half the largest size; the last
/// one stays however large it is, since it is the one that is undone first.
fn shorten(disk: &Disk, path: &Path) -> io::Result<()> {
    let text = disk.read_whole(path)?.unwrap_or_default();
    let mut room = LARGEST as usize / 2;
    let mut last = true;
    let fits = |line: &&str| {
        room = room.saturating_sub(line.len());
        std::mem::take(&mut last) || room > 0
    };
    let kept: Vec<_> = text.lines().rev().take(KEPT).take_while(fits).collect();
    disk.replace_with(path, &|writer| {
        kept.iter().rev().try_for_each(|line| writeln!(writer, "{line}"))
    })
}

fn entries(edit: &Edit, kind_of: &impl Fn(&Id) -> Option<&'static Kind>) -> Vec<Entry> {
    edit.changes
        .iter()
        .filter_map(|change| entry(change, kind_of))
        .collect()
}

/// Returns the lines beside the records that go back, or come again, with an edit that undoes or redoes another.
///
/// # Errors
///
/// Fails on any read error other than "not found".
pub fn lines_of(
    disk: &Disk,
    private: &Path,
    step: Step,
    edit: &Edit,
    kind_of: impl Fn(&Id) -> Option<&'static Kind>,
) -> io::Result<Vec<Lines>> {
    let text = disk.read_whole(&file(private))?.unwrap_or_default();
    let with_lines = text.lines().rev().filter(|line| line.contains("\"lines\":"));
    let mut read = with_lines
        .filter_map(|line| serde_json::from_str::<Line>(line).ok())
        .peekable();
    if read.peek().is_none() {
        return Ok(Vec::new());
    }
    let original = if step == Step::Undo {
        edit.inverse()
    } else {
        edit.clone()
    };
    let changes = entries(&original, &kind_of);
    let done = read.find(|line| matches!(line.step, Step::Do | Step::Redo) && line.changes == changes);
    let lines = done.map(|line| line.lines).unwrap_or_default();
    Ok(if step == Step::Undo {
        lines.iter().map(Lines::inverse).collect()
    } else {
        lines
    })
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
            text: codec::write(record),
        },
        Change::Remove(record) => Entry::Remove {
            kind: record.kind().name.to_owned(),
            id: record.id().to_string(),
            text: codec::write(record),
        },
    })
}

/// Reads the history. A line that cannot be read, such as a torn last one, is passed over: each edit is undone only
/// where the record still holds what it left.
///
/// # Errors
///
/// Fails on any read error other than "not found".
pub fn read(private: &Path, kinds: &[&'static Kind]) -> io::Result<History> {
    let mut history = History::default();
    for line in lines(&Disk::default(), private)? {
        if let Some((step, edit)) = edit(line, kinds) {
            history.push(step, edit);
        }
    }
    Ok(history)
}

/// Returns the records whose file this program made where there was none.
///
/// # Errors
///
/// As [`read`].
pub fn made(disk: &Disk, private: &Path) -> io::Result<HashSet<Id>> {
    let lines = lines(disk, private)?;
    Ok(lines
        .iter()
        .flat_map(|line| line.made.iter().map(|id| Id::new(id)))
        .collect())
}

fn lines(disk: &Disk, private: &Path) -> io::Result<Vec<Line>> {
    let text = disk.read_whole(&file(private))?.unwrap_or_default();
    Ok(text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect())
}

fn edit(line: Line, kinds: &[&'static Kind]) -> Option<(Step, Edit)> {
    let kind_named = |name: &str| kinds.iter().find(|kind| kind.name == name).copied();
    let record = |kind: &str, id: &str, text: &str| {
        let reading = codec::read(kind_named(kind)?, &Id::new(id), text).ok()?;
        Some(Arc::new(reading.record))
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
                let field = kind.stored_index(field)?;
                let value = |text: &str| codec::read_text(kind.stored(field).shape, text);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(title: &str) -> Edit {
        Edit {
            title: title.to_owned(),
            who: String::new(),
            when: NaiveDateTime::default(),
            changes: Vec::new(),
        }
    }

    #[test]
    fn nothing_goes_back_before_the_beginning() {
        let mut history = History::default();
        history.push(Step::Do, edit("of a register that was there before"));
        history.push(Step::Begin, edit("begin"));
        assert_eq!(history, History::default());
        history.push(Step::Do, edit("first"));
        assert_eq!(history.done.len(), 1);
    }
}
