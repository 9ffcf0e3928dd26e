//! A question answered by one key.

use std::cell::Cell;

use crate::app::decisions::Answered;
use crate::app::decisions::rules::attempt::Attempt;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::environment::key::{Code, Key};
use crate::app::unsaved::Draft;
use crate::domain::record::Record;
use crate::domain::register::edit::Edit;

/// A question answered by one key.
#[derive(Debug)]
pub struct Confirm {
    /// What it is about.
    pub title: String,
    /// What would happen.
    pub text: String,
    /// The keys; Esc always leaves without a change.
    pub choices: Vec<(Key, String, Then)>,
    /// The first line of the text that is drawn, where not all of them have room.
    pub top: Cell<usize>,
}

impl Confirm {
    /// Returns the edits that wait for the answer.
    pub(in crate::app) fn attempts(&self) -> impl Iterator<Item = &Attempt> {
        self.choices.iter().filter_map(|(.., then)| match then {
            Then::Attempt(attempt) => Some(&**attempt),
            _ => None,
        })
    }
}

impl Dialog for Confirm {
    fn press(&mut self, key: Key, _: Background<'_>) -> Outcome {
        if let Some((_, _, then)) = self.choices.iter().find(|(bound, ..)| *bound == key) {
            return Outcome::Confirm(then.clone());
        }
        match key.code {
            Code::Esc | Code::Char('n' | 'q') => return Outcome::Leave,
            Code::Down | Code::Char('j') => self.top.set(self.top.get() + 1),
            Code::Up | Code::Char('k') => self.top.set(self.top.get().saturating_sub(1)),
            _ => {}
        }
        Outcome::Stay
    }
}

/// What a confirmed key does.
#[derive(Debug, Clone)]
pub enum Then {
    /// Makes a decision or another edit with what was answered so far.
    Attempt(Box<Attempt>),
    /// Undoes an edit, whoever made it.
    Undo(Box<Edit>),
    /// Leaves the form below without saving.
    DiscardForm,
    /// Saves the form below.
    SaveForm,
    /// Saves the form below after a look at what others changed in it: with theirs where both did, or with its own.
    ResolveForm {
        /// Whether theirs is taken.
        theirs: bool,
        /// The record as it was shown with the question.
        shown: Box<Record>,
    },
    /// Takes what others wrote where the edit of this number clashes with it.
    TakeTheirs(u64),
    /// Writes over what others wrote there.
    KeepMine(u64),
    /// Tries to save the edit of this number again.
    Retry(u64),
    /// Saves the records of an edit whose files are gone as new ones.
    SaveAsNew(u64),
    /// Throws an edit away that is not on disk.
    DropEdit(u64),
    /// Tries to save what is not on disk, and leaves.
    RetryAndLeave,
    /// Lists what is not on disk.
    ListUnsaved,
    /// Saves the form below as a new record, since its own is gone.
    SaveFormAsNew,
    /// Makes an edit that was looked at.
    Make(Box<Edit>),
    /// Takes another risk method.
    TakeMethod(Box<Edit>),
    /// Opens what is kept unsaved again.
    ResumeDraft(Box<Draft>),
    /// Throws it away.
    DropDraft(Box<Draft>),
    /// Makes the edit of a draft, as it was settled with what others wrote since.
    ResolveDraft(Box<Edit>, Box<Draft>),
    /// Goes on with the session over a kind of record that was left last.
    ResumeSession(String),
    /// Begins a session over everything.
    WalkAll,
    /// Leaves although something is not on disk.
    Quit,
}

impl Then {
    /// Returns what makes a decision.
    pub(in crate::app) fn decide(answered: Answered) -> Self {
        Self::Attempt(Box::new(answered.into()))
    }
}
