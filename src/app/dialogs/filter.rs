//! The filter of the screen below, while it is typed.

use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::Keep;
use crate::app::environment::key::{Code, Key};
use crate::app::state::App;

/// The filter while it is typed.
#[derive(Debug)]
pub struct Filter {
    /// What is typed.
    pub line: Writing,
    /// What the filter was.
    pub before: String,
}

impl Filter {
    /// Returns the filter as it is, to be changed.
    pub fn new(before: &str) -> Self {
        Self {
            line: Writing::line(before),
            before: before.to_owned(),
        }
    }
}

impl Keep for Filter {}

impl Dialog for Filter {
    /// Takes a key; the rows below follow every letter.
    fn press(&mut self, key: Key, _: Background<'_>) -> Outcome {
        match (key.code, key.ctrl) {
            (Code::Enter, _) => Outcome::AcceptFilter,
            (Code::Esc, _) | (Code::Char('c'), true) => Outcome::Leave,
            (Code::Down, _) => Outcome::MoveRows(1),
            (Code::Up, _) => Outcome::MoveRows(-1),
            _ if self.line.press(key) => Outcome::Filter(self.line.text()),
            _ => Outcome::Stay,
        }
    }

    fn paste(&mut self, text: &str, _: Background<'_>) -> Option<Outcome> {
        self.line.paste(text);
        Some(Outcome::Filter(self.line.text()))
    }

    fn left(&self, app: &mut App) {
        app.screen.pane.set_filter(app, &self.before);
    }
}
