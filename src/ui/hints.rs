//! The hint row: the bindings that are hinted at in the narrowest context that has any.

use crate::app::dialogs::ShownRecord;
use crate::app::environment::key::Key;
use crate::app::input::command::Command;
use crate::app::input::keymap::{Context, Meaning};
use crate::app::state::App;
use crate::app::state::decisions::DECISIONS;
use crate::app::state::palette::fits_here;

/// The key with which all begin that show what an auditor asks for, and its word.
const GO: char = 'g';
pub(super) const GO_TO: &str = "go";

/// Returns what the hint row names, the most useful first, with words in place of the commands' own: of the decisions
/// only those that fit the record under the cursor.
fn hinted(app: &App, contexts: &[Context]) -> Vec<(&'static Command, &'static str)> {
    // Over a question the keys are its own.
    if !app.dialogs.is_empty() && app.dialogs.top::<ShownRecord>().is_none() {
        return Vec::new();
    }
    let mut hinted = contexts.iter().map(|context| {
        let own = context.keys.iter();
        own.filter_map(|binding| Some((binding.command, binding.hint?)))
            .collect::<Vec<_>>()
    });
    let mut hints = hinted.find(|hints| !hints.is_empty()).unwrap_or_default();
    let brought = DECISIONS.iter().filter_map(|decision| decision.brings.as_ref());
    hints.extend(brought.map(|brings| (brings.command, "")));
    hints.retain(|(command, _)| fits_here(app, command));
    hints
}

/// Returns the commands of the hint row.
pub fn commands(app: &App) -> Vec<&'static Command> {
    let hinted = hinted(app, &app.contexts()).into_iter();
    hinted.map(|(command, _)| command).collect()
}

/// Returns the keys and words of the hint row, the most useful here first.
pub(super) fn texts(app: &App) -> Vec<(String, String)> {
    if !app.dialogs.is_empty() && app.dialogs.top::<ShownRecord>().is_none() {
        return Vec::new();
    }
    let contexts = app.contexts();
    let hint = |(command, own): (&'static Command, &'static str)| {
        let keys = app.input.keymap.keys(&contexts, command)?;
        // A word that is not the command's stands for all keys that begin alike.
        let keys = match keys.split_once(' ') {
            Some((prefix, _)) if !own.is_empty() => prefix.to_owned(),
            _ => keys,
        };
        let word = (command.word)(app).unwrap_or(if own.is_empty() { command.hint } else { own });
        Some((keys, word.to_owned()))
    };
    let mut hints: Vec<_> = hinted(app, &contexts).into_iter().filter_map(hint).collect();
    let go = Key::char(GO);
    if matches!(app.input.keymap.meaning(&contexts, &[go]), Meaning::Prefix(_)) {
        hints.retain(|(keys, _)| *keys != go.to_string());
        hints.push((go.to_string(), GO_TO.to_owned()));
    }
    hints.push(("?".to_owned(), "help".to_owned()));
    hints
}
