//! The undo history: one line per edit, in the private folder, so that the next session can still take an edit back.

mod line;

use std::collections::HashSet;
use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Edit;

use crate::store::files::disk::Disk;
use crate::store::save::lines::Lines;

use line::Line;
pub use line::{Noted, line};

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

/// Reads an edit back from its line; nothing where it makes no sense to these kinds.
pub fn from_line(text: &str, kinds: &[&'static Kind]) -> Option<(Step, Edit)> {
    serde_json::from_str::<Line>(text).ok()?.edit(kinds)
}

/// Adds the [`line()`] of an edit to the history on disk. The caller holds the lock.
///
/// # Errors
///
/// Fails as the operating system does; the edit itself is saved by then.
pub fn append(disk: &Disk, private: &Path, line: &dyn Display) -> io::Result<()> {
    let path = file(private);
    if disk.append(&path, line)? > LARGEST {
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
    append(disk, private, &line)
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
    let (mut room, mut kept) = (LARGEST as usize / 2, 0);
    disk.keep_last_lines(path, |length| {
        room = room.saturating_sub(length);
        kept += 1;
        kept <= KEPT && (kept == 1 || room > 0)
    })
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
    kinds: &[&'static Kind],
) -> io::Result<Vec<Lines>> {
    let text = disk.read_whole(&file(private))?.unwrap_or_default();
    let with_lines = text.lines().rev().filter(|line| line.contains("\"lines\":"));
    let mut read = with_lines
        .filter_map(|line| serde_json::from_str::<Line>(line).ok())
        .filter(|line| matches!(line.step, Step::Do | Step::Redo))
        .peekable();
    if read.peek().is_none() {
        return Ok(Vec::new());
    }
    let original = if step == Step::Undo {
        edit.inverse()
    } else {
        edit.clone()
    };
    let lines = read.find_map(|mut line| {
        let lines = std::mem::take(&mut line.lines);
        let (_, done) = line.edit(kinds)?;
        (done.changes == original.changes).then_some(lines)
    });
    let lines = lines.unwrap_or_default();
    Ok(if step == Step::Undo {
        lines.iter().map(Lines::inverse).collect()
    } else {
        lines
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
        if let Some((step, edit)) = line.edit(kinds) {
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

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

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
