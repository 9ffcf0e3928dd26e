//! Everything that is not on disk: edits being saved or failed, texts being typed or put aside.

pub(in crate::app) mod editor;
pub mod leaving;
pub mod listing;
pub mod resuming;
pub mod saving;

use std::collections::VecDeque;

use crate::app::edits::draft::{Draft, EditDraft, LongDraft};
use crate::app::state::App;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};
use crate::store::save::{Request, SaveError};

pub use saving::Cause;

/// How many changes an edit on its way to the disk may have to be written down with each key.
const SMALL_EDIT: usize = 50;

/// What is not on disk, but for the texts in the dialogs over the screen.
#[derive(Debug, Default)]
pub struct Unsaved {
    /// Edits on their way to the disk, oldest first.
    pub saving: VecDeque<Saving>,
    /// Edits that are not on disk although they should be, oldest first.
    pub failed: Vec<Failed>,
    /// What is not being typed at present: put aside by Esc, or left by an earlier run.
    pub drafts: Vec<Draft>,
    /// The text that is with the editor.
    pub writing: Option<LongDraft>,
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
pub struct Saving {
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
        self.saving.is_empty() && self.failed.is_empty()
    }

    /// Returns how the edit made last stands.
    pub fn last(&self) -> Standing {
        if self.failed(self.made).is_some() {
            Standing::NotSaved
        } else if self.saving(self.made).is_some() {
            Standing::Saving
        } else {
            Standing::Saved
        }
    }

    /// Returns how many edits were made.
    pub(in crate::app) fn made(&self) -> u64 {
        self.made
    }

    /// Returns every edit that is not on disk, in the order in which they were made.
    fn edits(&self) -> Vec<&Edit> {
        let mut edits: Vec<(u64, &Edit)> = self.saving.iter().map(|one| (one.number, &one.edit)).collect();
        edits.extend(self.failed.iter().map(|one| (one.request.number, &one.request.edit)));
        edits.sort_by_key(|(number, _)| *number);
        edits.into_iter().map(|(_, edit)| edit).collect()
    }

    /// Returns every change that is not on disk, in the order in which they were made.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.edits().into_iter().flat_map(|edit| &edit.changes)
    }

    /// Writes the values that are not on disk into a record as the disk has it.
    pub(super) fn set_in(&self, record: &mut Record) {
        for change in self.changes() {
            if let Change::Set { id, field, to, .. } = change
                && id == record.id()
            {
                // The register admitted the value when the edit was made.
                let _ = record.put(*field, to.clone());
            }
        }
    }

    /// Writes every edit that is not on disk into a register as it was read.
    pub(super) fn set_in_register(&self, register: &mut Register) {
        for change in self.changes() {
            match (change, register.get(change.id().as_str()).cloned()) {
                (Change::Set { .. }, Some(mut record)) => {
                    self.set_in(&mut record);
                    register.put(record);
                }
                (Change::Add(record), None) => {
                    register.put((**record).clone());
                }
                _ => {}
            }
        }
    }

    /// Returns the edit of a number, if it failed to save.
    fn failed(&self, number: u64) -> Option<&Failed> {
        self.failed.iter().find(|failed| failed.request.number == number)
    }

    /// Returns the edit of a number, if it is on its way to the disk.
    fn saving(&self, number: u64) -> Option<&Saving> {
        self.saving.iter().find(|saving| saving.number == number)
    }

    /// Tells whether the edit of a number is on disk, or was discarded.
    fn is_saved(&self, number: u64) -> bool {
        self.failed(number).is_none() && self.saving(number).is_none()
    }

    /// Takes out the draft of the same thing as another one.
    pub(in crate::app) fn take_draft(&mut self, same: &Draft) -> Option<Draft> {
        let at = self.drafts.iter().position(|draft| draft.is_of_same(same))?;
        Some(self.drafts.remove(at))
    }

    /// Takes out a draft that was opened again or discarded.
    fn forget(&mut self, draft: &Draft) {
        self.drafts.retain(|kept| kept != draft);
    }
}

/// Counts in words: `1 edit`, `3 edits`.
fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

/// Returns everything that would be lost if the program ended now.
pub fn kept(app: &App) -> Vec<Draft> {
    drafts(app, |_| true)
}

/// Returns what [`kept`] does but for very large edits, so that a key can wait for it.
pub fn typed(app: &App) -> Vec<Draft> {
    drafts(app, |edit| edit.changes.len() <= SMALL_EDIT)
}

fn drafts(app: &App, is_kept: impl Fn(&Edit) -> bool) -> Vec<Draft> {
    let unsaved = &app.edits.unsaved;
    let edits = unsaved.edits().into_iter().filter(|edit| is_kept(edit));
    let edits = edits.map(|edit| Draft::Edit(EditDraft::new(edit, &app.register)));
    let dialogs = app.dialogs.iter().filter_map(|dialog| dialog.draft(app));
    let drafts = edits.chain(dialogs).chain(unsaved.writing.clone().map(Draft::Long));
    let looking = app.edits.looks.iter().filter_map(|look| look.kept.clone());
    drafts.chain(looking).chain(unsaved.drafts.iter().cloned()).collect()
}

/// Tells whether there may be something that [`kept`] returns; this costs nothing.
pub fn may_have_unsaved(app: &App) -> bool {
    let unsaved = &app.edits.unsaved;
    !unsaved.is_empty()
        || !unsaved.drafts.is_empty()
        || unsaved.writing.is_some()
        || app.edits.looks.iter().any(|look| look.kept.is_some())
        || app.dialogs.iter().any(|dialog| dialog.may_have_draft())
}

/// Returns the label of a field of a record.
fn label(register: &Register, id: &Id, field: usize) -> &'static str {
    let record = register.get(id.as_str());
    record.map_or("", |record| record.kind().stored(field).label)
}
