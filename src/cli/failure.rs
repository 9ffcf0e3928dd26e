//! What goes wrong on the command line: a sentence for the user, what to do, and the exit code.

use std::process::ExitCode;

use color_eyre::eyre::Report;

use super::out;
use crate::domain::edit::EditError;
use crate::store::repository::NotFound;
use crate::store::save::SaveError;

/// The exit code when something was found that asks for attention.
pub const FINDINGS: u8 = 1;
/// The exit code when what was asked cannot be meant.
pub const USAGE: u8 = 2;
/// The exit code when the register cannot be read, or not be written as asked.
pub const STATE: u8 = 3;

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("{sentence}")]
pub struct Failure {
    code: u8,
    sentence: String,
    hint: String,
}

impl Failure {
    /// What was asked cannot be meant.
    #[allow(clippy::needless_pass_by_value, reason = "errors are handed over as they come")]
    pub fn usage(sentence: impl ToString) -> Self {
        Self {
            code: USAGE,
            sentence: sentence.to_string(),
            hint: String::new(),
        }
    }

    /// The register is not in the state for it.
    pub fn state(sentence: impl ToString) -> Self {
        Self {
            code: STATE,
            ..Self::usage(sentence)
        }
    }

    /// Adds what to do about it, on lines of its own.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// Tells the user what went wrong, without places in the program, and returns the exit code.
pub fn report(error: &Report) -> ExitCode {
    let failure = error.downcast_ref::<Failure>();
    // An error of a library may be wrapped in a sentence of ours; both belong in what is told.
    let mut text = format!("Error: {}", ended(&format!("{error:#}")));
    if let Some(failure) = failure.filter(|failure| !failure.hint.is_empty()) {
        text.push('\n');
        text.push_str(&failure.hint);
    }
    out::say(&text);
    ExitCode::from(failure.map_or_else(|| code(error), |failure| failure.code))
}

fn code(error: &Report) -> u8 {
    let state = error.is::<NotFound>() || error.is::<SaveError>() || error.is::<EditError>();
    if state || error.is::<std::io::Error>() {
        STATE
    } else {
        USAGE
    }
}

/// Returns a sentence with its full stop.
fn ended(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?', '`']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
