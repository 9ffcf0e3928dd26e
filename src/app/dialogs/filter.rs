//! The filter of the screen below, while it is typed.

use crate::app::dialogs::Outcome;
use crate::app::dialogs::text_input::Writing;
use crate::app::environment::key::{Code, Key};

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

    /// Takes a key; the rows below follow every letter.
    pub fn press(&mut self, key: Key) -> Outcome {
        match (key.code, key.ctrl) {
            (Code::Enter, _) => Outcome::AcceptFilter,
            (Code::Esc, _) | (Code::Char('c'), true) => Outcome::Leave,
            (Code::Down, _) => Outcome::MoveRows(1),
            (Code::Up, _) => Outcome::MoveRows(-1),
            _ if self.line.press(key) => Outcome::Filter(self.line.text()),
            _ => Outcome::Stay,
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) -> Outcome {
        self.line.paste(text);
        Outcome::Filter(self.line.text())
    }
}
