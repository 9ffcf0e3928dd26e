//! Dialogs over the screen, topmost last; the topmost gets the keys.
//!
//! A dialog is a file with a struct that implements [`Dialog`] and [`Keep`], opened by a command. What a key comes to is an
//! [`Outcome`], which `app::state::outcome` carries out; a dialog changes nothing but itself.

pub mod commands;
pub mod confirm;
pub mod crosswalk;
pub mod filter;
pub mod keys;
pub(in crate::app) mod opening;
pub mod page;
pub mod picker;
pub mod reading;
pub mod record_history;
pub mod save_list;
pub mod text_input;
pub mod trends;
pub mod year_plan;

use std::any::Any;
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::Debug;
use std::ops::{Deref, DerefMut};

pub use crate::app::dialogs::confirm::Confirm;
pub use crate::app::dialogs::page::{Copying, Page};

use crate::app::dialogs::keys::{DialogKeys, Listed};
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::trends::Trends;
use crate::app::edits::draft::Keep;
use crate::app::environment::Environment;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::state::outcome::{Target, Then};
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// Something over the screen that takes the keys: each dialog is a struct that implements this and says what is kept of
/// it. `ui::dialogs` draws those in its table their own way, all others by their title, lines and text.
pub trait Dialog: Keep + Any + Debug {
    /// Takes a key.
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome;

    /// Takes pasted text, if something can be typed here.
    fn paste(&mut self, _text: &str, _background: Background<'_>) -> Option<Outcome> {
        None
    }

    /// Tells whether a character belongs to a text, which a recording masks; a dialog whose keys are commands or answers
    /// says so.
    fn types(&self, _character: char, _register: &Register) -> bool {
        true
    }

    /// Returns the text being typed in a form, at a question or in a dialog without a drawing of its own.
    fn writing(&self) -> Option<&Writing> {
        None
    }

    /// Returns its keys, for its foot, help and the reference.
    fn keys(&self) -> &'static dyn Listed;

    /// Returns what its keys do, for its foot.
    fn hints(&self) -> Cow<'static, str> {
        self.keys().foot().into()
    }

    /// Returns its title, where it has no drawing of its own.
    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    /// Returns what is read in it, where it has no drawing of its own.
    fn lines(&self) -> &[String] {
        &[]
    }

    /// Returns the first line shown, where it is as high as the screen; drawing keeps it within the lines.
    fn top(&self) -> Option<&Cell<usize>> {
        None
    }

    /// Does what is left to do when it was left without an answer.
    fn left(&self, _app: &mut App) {}
}

impl dyn Dialog {
    /// Returns it as a dialog of a type, if it is one.
    pub fn as_a<T: Dialog>(&self) -> Option<&T> {
        (self as &dyn Any).downcast_ref()
    }

    /// Returns it as a dialog of a type to be changed, if it is one.
    pub fn as_a_mut<T: Dialog>(&mut self) -> Option<&mut T> {
        (self as &mut dyn Any).downcast_mut()
    }
}

/// The dialogs over the screen, topmost last.
#[derive(Debug, Default)]
pub struct Dialogs(Vec<Box<dyn Dialog>>);

impl Dialogs {
    /// Opens a dialog over the others.
    pub fn push(&mut self, dialog: impl Dialog) {
        self.0.push(Box::new(dialog));
    }

    /// Takes the topmost away.
    pub fn pop(&mut self) -> Option<Box<dyn Dialog>> {
        self.0.pop()
    }

    /// Takes the topmost away, if it is of a type.
    pub fn pop_top<T: Dialog>(&mut self) -> Option<Box<T>> {
        self.top::<T>()?;
        let top: Box<dyn Any> = self.0.pop()?;
        top.downcast().ok()
    }

    /// Closes all.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Returns the topmost, if it is of a type.
    pub fn top<T: Dialog>(&self) -> Option<&T> {
        self.0.last()?.as_a()
    }

    /// Returns the topmost to be changed, if it is of a type.
    pub fn top_mut<T: Dialog>(&mut self) -> Option<&mut T> {
        self.0.last_mut()?.as_a_mut()
    }

    /// Returns those of a type, the lowest first.
    pub fn each<T: Dialog>(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter().filter_map(|dialog| dialog.as_a())
    }

    /// Returns those of a type to be changed, the lowest first.
    pub fn each_mut<T: Dialog>(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().filter_map(|dialog| dialog.as_a_mut())
    }

    /// Closes those of a type for which something holds.
    pub fn close<T: Dialog>(&mut self, is_closed: impl Fn(&T) -> bool) {
        self.0.retain(|dialog| !dialog.as_a().is_some_and(&is_closed));
    }
}

impl Deref for Dialogs {
    type Target = [Box<dyn Dialog>];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Dialogs {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

/// A record that no list on screen shows; the keymap says what its keys do.
#[derive(Debug)]
pub struct ShownRecord(pub Id);

impl Keep for ShownRecord {}

impl Dialog for ShownRecord {
    fn press(&mut self, _: Key, _: Background<'_>) -> Outcome {
        Outcome::Mapped
    }

    fn keys(&self) -> &'static dyn Listed {
        static NONE: DialogKeys<ShownRecord> = DialogKeys::new("at a record", &[]);
        &NONE
    }

    fn types(&self, _: char, _: &Register) -> bool {
        false
    }
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

/// What a key in a dialog comes to.
#[derive(Debug)]
pub enum Outcome {
    /// The dialog goes on.
    Stay,
    /// The keymap says what the key means: the dialog shows a record, as a screen does.
    Mapped,
    /// The user leaves the dialog.
    Leave,
    /// The user leaves the dialog for the palette, where nothing but a screen lies below.
    Palette,
    /// The user leaves the form, which asks first where something is typed.
    LeaveForm,
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
    /// The user's editor opens a file of the repository.
    Open(String),
    /// Another filter was typed.
    Filter(String),
    /// The filter stays as it was typed.
    AcceptFilter,
    /// The cursor of the screen below moves.
    MoveRows(isize),
    /// What was answered is done by this, which closes the dialog.
    Do(fn(&mut App)),
}
