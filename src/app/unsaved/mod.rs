//! Everything that is not on disk, in one place: edits being saved or failed, and texts being typed or kept.

pub mod draft;
mod failing;
mod listing;
mod locating;
mod resuming;

use std::collections::VecDeque;

use crate::app::decisions::attach::Purpose;
use crate::app::state::App;
use crate::domain::record::id::Id;
use crate::domain::register::edit::{Change, Edit};
use crate::store::save::{Clash, Request, SaveError};

pub use draft::{Draft, FormDraft, LocationDraft, LongDraft, PromptDraft};
pub use failing::Cause;

/// How many changes of an edit on its way to the disk are written down with each key.
const MUCH: usize = 50;

/// What is not on disk, but for the texts in the dialogs over the screen.
#[derive(Debug, Default)]
pub struct Unsaved {
    /// Edits on their way to the disk, oldest first.
    pub coming: VecDeque<Coming>,
    /// Edits that are not on disk although they should be, oldest first.
    pub failed: Vec<Failed>,
    /// What is not being typed at present: put aside by Esc, or left by an earlier run.
    pub drafts: Vec<Draft>,
    /// The text that is with the editor.
    pub writing: Option<LongDraft>,
    /// What was decided and waits for a look at a file, with what the look is for.
    pub looking: Vec<(Purpose, Draft)>,
    /// Why nothing can be kept for the next start, if so.
    pub cannot_keep: Option<String>,
    /// Whether the edit in turn waits for another process that saves.
    pub waits: bool,
    /// Whether the program ends once nothing is on its way any more.
    pub leaving: bool,
    /// How many edits were made; the number of the last.
    made: u64,
}

/// An edit on its way to the disk.
#[derive(Debug)]
pub struct Coming {
    /// The number of its request.
    pub number: u64,
    /// The edit.
    pub edit: Edit,
    /// Whether it was refused before.
    again: bool,
}

/// An edit that is not on disk, and why.
#[derive(Debug)]
pub struct Failed {
    /// What the writer is asked for once more.
    pub request: Request,
    /// Why it is not on disk.
    pub reason: Reason,
}

/// Why an edit is not on disk.
#[derive(Debug)]
pub enum Reason {
    /// The writer refused it.
    Refused(SaveError),
    /// An edit before it, of the same record, is not on disk.
    Earlier,
    /// There is no writer.
    NoWriter(&'static str),
}

/// How the edit made last stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is on disk.
    Saved,
    /// It is on its way.
    Saving,
    /// It is not on disk.
    NotSaved,
}

impl Unsaved {
    /// Tells whether every edit is on disk.
    pub fn is_empty(&self) -> bool {
        self.coming.is_empty() && self.failed.is_empty()
    }

    /// Returns how the edit made last stands.
    pub fn last(&self) -> Standing {
        if self.failed.iter().any(|failed| failed.request.number == self.made) {
            Standing::NotSaved
        } else if self.coming.iter().any(|coming| coming.number == self.made) {
            Standing::Saving
        } else {
            Standing::Saved
        }
    }

    /// Returns how many edits were made.
    pub(super) fn made(&self) -> u64 {
        self.made
    }

    /// Returns every change that is not on disk, in the order in which they were made.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        let mut edits: Vec<(u64, &Edit)> = self.coming.iter().map(|one| (one.number, &one.edit)).collect();
        edits.extend(self.failed.iter().map(|one| (one.request.number, &one.request.edit)));
        edits.sort_by_key(|(number, _)| *number);
        edits.into_iter().flat_map(|(_, edit)| &edit.changes)
    }

    /// Returns the edit of a number that is not on disk.
    fn failed(&self, number: u64) -> Option<&Failed> {
        self.failed.iter().find(|failed| failed.request.number == number)
    }

    /// Tells whether the edit of a number is on disk, or was discarded.
    pub(super) fn is_saved(&self, number: u64) -> bool {
        self.failed(number).is_none() && self.coming.iter().all(|coming| coming.number != number)
    }

    /// Takes an edit off the list that clashes with what others wrote, with the clashes.
    pub(super) fn take_clash(&mut self, number: u64) -> Option<(Request, Vec<Clash>)> {
        let failed = self.take_failed(number)?;
        match failed.reason {
            Reason::Refused(SaveError::Clash(clashes)) => Some((failed.request, clashes)),
            reason => {
                self.insert(Failed { reason, ..failed });
                None
            }
        }
    }

    /// Puts an edit on the list, in the order in which they were made.
    fn insert(&mut self, failed: Failed) {
        let number = failed.request.number;
        let at = self.failed.partition_point(|other| other.request.number < number);
        self.failed.insert(at, failed);
    }

    /// Takes it off the list.
    fn take_failed(&mut self, number: u64) -> Option<Failed> {
        let at = self.failed.iter().position(|failed| failed.request.number == number)?;
        Some(self.failed.remove(at))
    }

    /// Tells whether an edit before `number` that is not on disk touches a record of `edit`, so that this one would reach
    /// the disk before what it builds on.
    fn is_behind(&self, number: u64, edit: &Edit) -> bool {
        let touched = edit.touched();
        let mut before = self.failed.iter().filter(|failed| failed.request.number < number);
        before.any(|failed| failed.request.edit.touched().iter().any(|id| touched.contains(id)))
    }
}

/// Says which records an edit is about, in a few words.
fn about(edit: &Edit) -> String {
    match &edit.touched()[..] {
        [] => String::new(),
        [one] => one.to_string(),
        [first, more @ ..] => format!("{first} and {} more", more.len()),
    }
}

/// Counts in words: `1 edit`, `3 edits`.
pub(super) fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

impl App {
    /// Returns everything that would be lost if the program ended now.
    pub fn kept(&self) -> Vec<Draft> {
        let mut edits: Vec<(u64, &Edit)> = Vec::new();
        edits.extend(
            self.edits
                .unsaved
                .failed
                .iter()
                .map(|one| (one.request.number, &one.request.edit)),
        );
        edits.extend(self.edits.unsaved.coming.iter().map(|one| (one.number, &one.edit)));
        edits.sort_by_key(|(number, _)| *number);
        let edits = edits.into_iter().map(|(_, edit)| Draft::Edit(self.edit_draft(edit)));
        edits.chain(self.texts()).collect()
    }

    /// Returns what [`App::kept`] does but for edits of more than `MUCH` changes, so that a key can wait for it.
    pub fn typed(&self) -> Vec<Draft> {
        let is_little = |edit: &&Edit| edit.changes.len() <= MUCH;
        let failed = self.edits.unsaved.failed.iter().map(|one| &one.request.edit);
        let coming = self.edits.unsaved.coming.iter().map(|one| &one.edit);
        let edits = failed.chain(coming).filter(is_little);
        edits
            .map(|edit| Draft::Edit(self.edit_draft(edit)))
            .chain(self.texts())
            .collect()
    }

    /// Returns the texts that are typed, or were and are put aside.
    fn texts(&self) -> Vec<Draft> {
        let mut kept: Vec<Draft> = Vec::new();
        kept.extend(self.dialogs.iter().filter_map(|dialog| self.draft_of(dialog)));
        kept.extend(self.edits.unsaved.writing.clone().map(Draft::Long));
        kept.extend(self.edits.unsaved.looking.iter().map(|(_, draft)| draft.clone()));
        kept.extend(self.edits.unsaved.drafts.iter().cloned());
        kept
    }

    /// Tells whether there may be something that [`App::kept`] returns; this costs nothing.
    pub fn may_have_unsaved(&self) -> bool {
        let typed = |dialog: &crate::app::dialogs::Dialog| dialog.is_typed_into();
        !self.edits.unsaved.is_empty()
            || !self.edits.unsaved.drafts.is_empty()
            || self.edits.unsaved.writing.is_some()
            || !self.edits.unsaved.looking.is_empty()
            || self.dialogs.iter().any(typed)
    }

    /// Returns the kind of a record, also of one that an edit takes away.
    fn kind_in(&self, edit: &Edit, id: &Id) -> Option<&'static crate::domain::record::field::Kind> {
        let of_change = edit.changes.iter().find_map(|change| match change {
            Change::Add(record) | Change::Remove(record) if record.id() == id => Some(record.kind()),
            _ => None,
        });
        of_change.or_else(|| Some(self.register.get(id.as_str())?.kind()))
    }
}
