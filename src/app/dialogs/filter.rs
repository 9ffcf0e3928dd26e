//! The filter of the screen below, while it is typed.

use crate::app::dialogs::keys::{DialogKeys, Listed, dialog_keys};
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::Keep;
use crate::app::environment::key::Key;
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

/// The keys of the filter; others type it, and the rows below follow every letter.
pub static KEYS: DialogKeys<Filter> = DialogKeys::with(
    "while a filter is typed",
    &[dialog_keys! {
        "enter" "Keep the filter." ! "keep" => |_, _| Outcome::AcceptFilter,
        "esc ctrl-c" "Leave the filter as it was." ! "as before" => |_, _| Outcome::Leave,
        "down" "Move down in the list." ! "move" => |_, _| Outcome::MoveRows(1),
        "up" "Move up in the list." => |_, _| Outcome::MoveRows(-1),
    }],
    |filter, key, _| {
        if filter.line.press(key) {
            Outcome::Filter(filter.line.text())
        } else {
            Outcome::Stay
        }
    },
);

impl Keep for Filter {}

impl Dialog for Filter {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        KEYS.press(self, key, background)
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn paste(&mut self, text: &str, _: Background<'_>) -> Option<Outcome> {
        self.line.paste(text);
        Some(Outcome::Filter(self.line.text()))
    }

    fn left(&self, app: &mut App) {
        app.screen.pane.set_filter(app, &self.before);
    }
}
