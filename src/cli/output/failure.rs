//! Failures on the command line: a sentence, what to do, and the exit code.

use std::process::ExitCode;

use color_eyre::eyre::Report;

use crate::cli::output::print;
use crate::domain::register::edit::EditError;
use crate::store::files::repository::NotFound;
use crate::store::save::SaveError;

/// The exit code when something was found that asks for attention.
pub const FINDINGS: u8 = 1;
/// The exit code when what was asked cannot be meant.
pub const USAGE: u8 = 2;
/// The exit code when the register cannot be read, or the edit is not saved.
pub const STATE: u8 = 3;
/// The exit code when the edit is saved, but what comes after it failed.
pub const SAVED: u8 = 4;
/// The exit code when the edit is half done, because the disk refused to undo it as well.
pub const PENDING: u8 = 5;

/// What the exit codes say, for the help.
pub const CODES: &str = "\
Exit codes:
  0  done
  1  something was found that asks for attention (check, import, --exit-code)
  2  what was asked cannot be meant; nothing was changed
  3  the register cannot be read, or the edit is not saved
  4  the edit IS saved, but what comes after it failed, such as printing the result
  5  the edit is half done; the next command that saves finishes it or takes it back";

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

    /// The edit is saved, but what comes after it failed.
    pub fn after_saving(error: &Report) -> Self {
        let sentence = format!(
            "The edit is saved, but what comes after it failed: {}",
            sentence_of(error)
        );
        Self {
            code: SAVED,
            ..Self::usage(sentence)
        }
    }

    /// Adds what to do about it, on lines of its own.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Adds more below what to do about it.
    #[must_use]
    pub fn with_more(mut self, more: &str) -> Self {
        if !self.hint.is_empty() {
            self.hint.push('\n');
        }
        self.hint.push_str(more);
        self
    }
}

/// Tells the user what went wrong, without places in the program, and returns the exit code.
pub fn report(error: &Report) -> ExitCode {
    let failure = error.downcast_ref::<Failure>();
    let mut text = format!("Error: {}", told_at_the_end(error));
    if let Some(failure) = failure.filter(|failure| !failure.hint.is_empty()) {
        text.push('\n');
        text.push_str(&failure.hint);
    }
    print::say(&text);
    ExitCode::from(failure.map_or_else(|| code(error), |failure| failure.code))
}

/// Returns an error with its causes as one sentence. An error of a library may be wrapped in a sentence of ours, and both
/// belong in what is told, but most of ours say their cause already.
fn sentence_of(error: &Report) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !text.contains(cause.trim_end_matches('.')) {
            let joint = if text.is_empty() { "" } else { ": " };
            text = format!("{}{joint}{cause}", text.trim_end_matches('.'));
        }
    }
    ended(&text)
}

/// Returns what is told of an error that ends a command; of an edit that is not saved, also that nothing of it is.
fn told_at_the_end(error: &Report) -> String {
    match error.downcast_ref::<SaveError>() {
        Some(SaveError::Pending { .. }) | None => sentence_of(error),
        Some(_) => format!("{} Nothing was changed.", sentence_of(error)),
    }
}

fn code(error: &Report) -> u8 {
    if let Some(SaveError::Pending { .. }) = error.downcast_ref::<SaveError>() {
        return PENDING;
    }
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

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    fn full() -> io::Error {
        io::Error::from_raw_os_error(28)
    }

    #[test]
    fn a_recorded_cause_is_not_asked_again() {
        let disk = Report::new(SaveError::Disk("a/b.ron".into(), full()));
        assert_eq!(sentence_of(&disk), "a/b.ron: No space left on device.");
        let wrapped = Report::new(full()).wrap_err("The file cannot be read");
        assert_eq!(
            sentence_of(&wrapped),
            "The file cannot be read: No space left on device (os error 28)."
        );
        let unreadable = Report::new(NotFound::Unreadable("a".into(), full()));
        assert_eq!(sentence_of(&unreadable).matches("No space").count(), 1);
    }

    #[test]
    fn a_failed_save_is_reported_as_no_change() {
        let disk = Report::new(SaveError::Disk("a/b.ron".into(), full()));
        let sentence = "a/b.ron: No space left on device. Nothing was changed.";
        assert_eq!(told_at_the_end(&disk), sentence);
        let pending = Report::new(SaveError::Pending {
            path: "a/b.ron".into(),
            error: full(),
            several: true,
        });
        assert!(
            !told_at_the_end(&pending).contains("Nothing was changed"),
            "it may have been"
        );
    }
}
