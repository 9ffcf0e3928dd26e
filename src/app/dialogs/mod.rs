//! Dialogs over the screen, topmost last; the topmost gets the keys.
//!
//! A dialog is a file with a struct that takes keys, a variant of [`Dialog`], and its line in [`Dialog::press`]. What a key
//! comes to is an [`Outcome`], which `app::state::outcome` carries out; a dialog changes nothing but itself.

pub mod commands;
pub mod confirm;
pub mod crosswalk;
pub mod filter;
pub(in crate::app) mod opening;
pub mod page;
pub mod picker;
pub mod record_history;
pub mod text_input;
pub mod trends;
pub mod year_plan;

use std::borrow::Cow;

pub use crate::app::dialogs::confirm::{Confirm, Then};
pub use crate::app::dialogs::page::{Copying, Page};

use crate::app::decisions::prompt::Ask;
use crate::app::dialogs::crosswalk::Crosswalk;
use crate::app::dialogs::filter::Filter;
use crate::app::dialogs::picker::{Picker, Target};
use crate::app::dialogs::record_history::RecordHistory;
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::trends::{Page as TrendsPage, Trends};
use crate::app::dialogs::year_plan::Plan;
use crate::app::environment::Environment;
use crate::app::environment::key::{Code, Key};
use crate::app::form::Form;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// One thing over the screen.
#[derive(Debug)]
pub enum Dialog {
    /// A form.
    Form(Box<Form>),
    /// A question of a decision.
    Ask(Box<Ask>),
    /// A yes or no, or mine or theirs.
    Confirm(Confirm),
    /// The filter while it is typed.
    Filter(Box<Filter>),
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

/// What a dialog reads when it takes a key.
#[derive(Debug, Clone, Copy)]
pub struct Background<'a> {
    /// All records.
    pub register: &'a Register,
    /// Clock, user and branch.
    pub env: &'a Environment,
    /// How the register stood at the ends of past months, once it was asked for.
    pub trends: Option<&'a Trends>,
}

/// Returns by how many rows a key moves the cursor of a dialog that shows so many rows; beyond either end is the end.
fn rows_moved(key: Key, height: usize) -> Option<isize> {
    let page = height.max(2) as isize - 1;
    Some(match (key.code, key.ctrl) {
        (Code::Char('j') | Code::Down, false) => 1,
        (Code::Char('k') | Code::Up, false) => -1,
        (Code::Char('g') | Code::Home, false) => isize::MIN / 2,
        (Code::Char('G') | Code::End, false) => isize::MAX / 2,
        (Code::Char('d'), true) => (page / 2).max(1),
        (Code::Char('u'), true) => -(page / 2).max(1),
        (Code::PageDown, _) | (Code::Char('f'), true) => page,
        (Code::PageUp, _) => -page,
        _ => return None,
    })
}

/// What a key in a dialog comes to.
#[derive(Debug)]
pub enum Outcome {
    /// The dialog goes on.
    Stay,
    /// The keymap says what the key means: the dialog shows a record, as a screen does.
    Mapped,
    /// The user leaves the dialog.
    Leave,
    /// The user leaves the program with it.
    Quit,
    /// The dialog goes on; the key does nothing, for this reason.
    Refuse(Cow<'static, str>),
    /// A text goes to the clipboard.
    Copy(String),
    /// A page over the dialog shows this text under this title.
    Read(String, Vec<String>),
    /// Something was chosen from a list.
    Choose(Target),
    /// A question was answered by one key.
    Confirm(Then),
    /// All questions of a decision are answered.
    Answered,
    /// The form is to be saved.
    Save,
    /// The field of the form goes to the editor.
    Editor,
    /// Another filter was typed.
    Filter(String),
    /// The filter stays as it was typed.
    AcceptFilter,
    /// The cursor of the screen below moves.
    MoveRows(isize),
    /// The reviews of a plan are made.
    PlanYear,
}

impl Dialog {
    /// Takes a key.
    pub fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        let Background { register, env, trends } = background;
        match self {
            Self::Form(form) => form.press(key, register, env.today),
            Self::Ask(ask) => ask.press(key, register, &env.who, env.today),
            Self::Confirm(confirm) => confirm.press(key),
            Self::Filter(filter) => filter.press(key),
            Self::Picker(picker) => picker.press(key),
            Self::Crosswalk(walk) => walk.press(key),
            Self::Text(page) => page.press(key),
            Self::Record(_) => Outcome::Mapped,
            Self::History(history) => history.press(key),
            Self::Trends(page) => page.press(key, trends),
            Self::Plan(plan) => plan.press(key, register),
        }
    }

    /// Takes pasted text, if something can be typed here.
    pub fn paste(&mut self, text: &str, background: Background<'_>) -> Option<Outcome> {
        let Background { register, env, .. } = background;
        match self {
            Self::Form(form) => form.paste(text, register, env.today),
            Self::Ask(ask) => ask.paste(text, register),
            Self::Filter(filter) => return Some(filter.paste(text)),
            Self::Picker(picker) => picker.paste(text),
            Self::Crosswalk(walk) => walk.paste(text),
            _ => return None,
        }
        Some(Outcome::Stay)
    }

    /// Tells whether a key is a character of a text, and not one that commands or answers.
    pub fn types(&self, key: Key, register: &Register) -> bool {
        let Some(c) = key.typed() else { return false };
        match self {
            Self::Form(form) => !(c == ' ' && form.is_cycling()),
            Self::Ask(ask) => ask.types(c, register),
            Self::Filter(_) | Self::Picker(_) | Self::Crosswalk(_) => true,
            _ => false,
        }
    }

    /// Returns the text being typed in a form or at a question.
    pub fn writing(&self) -> Option<&Writing> {
        match self {
            Self::Form(form) => Some(&form.inputs[form.focus].writing),
            Self::Ask(ask) => Some(&ask.line),
            _ => None,
        }
    }
}
