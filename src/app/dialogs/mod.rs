//! Dialogs over the screen, topmost last; the topmost gets the keys.

pub mod crosswalk;
pub mod picker;
pub mod record_history;
pub mod text_input;
pub mod trends;
pub mod year_plan;

use crate::app::decisions::Answered;
use crate::app::decisions::prompt::Ask;
use crate::app::decisions::rules::Halted;
use crate::app::dialogs::crosswalk::Crosswalk;
use crate::app::dialogs::picker::Picker;
use crate::app::dialogs::record_history::RecordHistory;
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::trends::Page as TrendsPage;
use crate::app::dialogs::year_plan::Plan;
use crate::app::form::Form;
use crate::app::input::key::Key;
use crate::app::unsaved::Draft;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Edit;

/// One thing over the screen.
#[derive(Debug)]
pub enum Dialog {
    /// A form.
    Form(Box<Form>),
    /// A question of a decision.
    Ask(Box<Ask>),
    /// A yes or no, or mine or theirs.
    Confirm(Confirm),
    /// The filter while it is typed; what it was before.
    Filter {
        /// What is typed.
        line: Box<Writing>,
        /// What the filter was.
        before: String,
    },
    /// Palette, help, links or columns.
    Picker(Box<Picker>),
    /// The crosswalk from the other side.
    Crosswalk(Box<Crosswalk>),
    /// Text to read.
    Text(Page),
    /// A record that no list on screen shows.
    Record(Id),
    /// Who changed which field of a record when.
    History(Box<RecordHistory>),
    /// How the figures went, month by month.
    Trends(TrendsPage),
    /// The proposed plan of a year.
    Plan(Box<Plan>),
}

/// A page of text to read.
#[derive(Debug)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub lines: Vec<String>,
    /// The first line shown; drawing keeps it within the text.
    pub top: std::cell::Cell<usize>,
    /// What can be copied from it.
    pub copies: Vec<Copying>,
    /// Whether the program ends with it; Esc alone goes back.
    pub leaves: bool,
}

/// A key that copies a text.
#[derive(Debug)]
pub struct Copying {
    /// The key.
    pub key: Key,
    /// What it does, for the foot of the page.
    pub does: &'static str,
    /// The text.
    pub text: String,
}

impl Copying {
    /// Returns what a letter copies.
    pub fn new(key: char, does: &'static str, text: String) -> Self {
        Self {
            key: Key::char(key),
            does,
            text,
        }
    }
}

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
    pub top: std::cell::Cell<usize>,
}

/// What a confirmed key does.
#[derive(Debug, Clone)]
pub enum Then {
    /// Does a decision.
    Do(Box<Answered>),
    /// Does a decision after it was asked whose value holds; the rules may still ask for a second look.
    Decide(Box<Answered>),
    /// Undoes an edit, whoever made it.
    Undo(Box<Edit>),
    /// Leaves the form below without saving.
    DiscardForm,
    /// Saves the form below.
    SaveForm,
    /// Saves the form below after a look at what others changed in it: with theirs where both did, or with its own.
    SettleForm {
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
    /// Makes the decision that the rules asked to look at once more.
    Confirmed,
    /// Goes on with an edit after it was asked whose value holds in a field that was missing.
    GoOn(Box<Halted>),
    /// Makes an edit that was looked at.
    Make(Box<Edit>),
    /// Takes another risk method.
    TakeMethod(Box<Edit>),
    /// Opens what is kept unsaved again.
    ResumeDraft(Box<Draft>),
    /// Throws it away.
    DropDraft(Box<Draft>),
    /// Makes the edit of a draft, as it was settled with what others wrote since.
    SettleDraft(Box<Edit>, Box<Draft>),
    /// Goes on with the session over a kind of record that was left last.
    ResumeSession(String),
    /// Begins a session over everything.
    WalkAll,
    /// Leaves although something is not on disk.
    Quit,
}
