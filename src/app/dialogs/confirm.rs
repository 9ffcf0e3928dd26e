//! A question answered by one key.

use std::cell::Cell;

use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::environment::key::{Code, Key};
use crate::app::state::outcome::Then;
use crate::domain::register::Register;

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

    fn types(&self, _: char, _: &Register) -> bool {
        false
    }
}
