//! A question answered by one key.

use std::cell::Cell;

use crate::app::dialogs::keys::{DialogKeys, Listed, Other, dialog_keys};
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::environment::key::Key;
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

impl Confirm {
    fn asks_yes_or_no(&self) -> bool {
        self.choices.iter().any(|(key, ..)| *key == Key::char('y'))
    }

    fn scroll(&mut self, by: isize) -> Outcome {
        self.top.set(self.top.get().saturating_add_signed(by));
        Outcome::Stay
    }
}

/// The keys of a question, beside those of its choices.
pub static KEYS: DialogKeys<Confirm> = DialogKeys {
    title: "at a question answered by one key",
    keys: &[dialog_keys! {
        "esc q ctrl-c" "Change nothing." => |_, _| Outcome::Leave,
        "n" "Change nothing, where `y` answers." if Confirm::asks_yes_or_no => |_, _| Outcome::Leave,
        ":" "Change nothing and open the palette." => |_, _| Outcome::Palette,
        "j down" "Move down in a long text." ! "move" => |confirm, _| confirm.scroll(1),
        "k up" "Move up in a long text." ! "move" => |confirm, _| confirm.scroll(-1),
    }],
    other: Some(Other {
        help: Some(("a key that the question names", "Give that answer.")),
        press: |_, key, _| Outcome::Refuse(format!("{key} does nothing here; esc changes nothing.").into()),
    }),
};

impl Dialog for Confirm {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        match self.choices.iter().find(|(bound, ..)| *bound == key) {
            Some((_, _, then)) => Outcome::Confirm(then.clone()),
            None => KEYS.press(self, key, background),
        }
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn types(&self, _: char, _: &Register) -> bool {
        false
    }
}
