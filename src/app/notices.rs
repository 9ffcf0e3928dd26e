//! Short messages on the status line, and the message log.

use chrono::NaiveDateTime;

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Records were changed; the screen says beside it whether that is on disk.
    Edited,
    /// Something cannot be done, and what to do instead.
    Refused,
    /// Something went wrong.
    Error,
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// When.
    pub when: NaiveDateTime,
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

/// The notices since the program began; the last is on screen while `shown`.
#[derive(Debug, Default)]
pub struct Notices {
    log: Vec<Notice>,
    shown: bool,
}

/// How many notices are kept.
const KEPT: usize = 500;

impl Notices {
    /// Tells something.
    pub fn tell(&mut self, when: NaiveDateTime, tone: Tone, text: impl Into<String>) {
        self.log.push(Notice {
            when,
            tone,
            text: text.into(),
        });
        if self.log.len() > KEPT {
            self.log.remove(0);
        }
        self.shown = true;
    }

    /// Tells what nobody has to act on: over an error or a refusal it only goes to the log.
    pub fn tell_quietly(&mut self, when: NaiveDateTime, text: impl Into<String>) {
        let current = self.current().map(|notice| notice.tone);
        if matches!(current, Some(Tone::Error | Tone::Refused)) {
            self.note(when, text);
        } else {
            self.tell(when, Tone::Done, text);
        }
    }

    /// Notes something in the log, below the notice on screen if there is one.
    pub fn note(&mut self, when: NaiveDateTime, text: impl Into<String>) {
        let (tone, text) = (Tone::Done, text.into());
        let at = self.log.len() - usize::from(self.current().is_some());
        self.log.insert(at, Notice { when, tone, text });
        if self.log.len() > KEPT {
            self.log.remove(0);
        }
    }

    /// Adds a sentence to the notice on screen.
    pub fn add(&mut self, sentence: &str) {
        if let Some(last) = self.log.last_mut().filter(|_| self.shown) {
            last.text.push(' ');
            last.text.push_str(sentence);
        }
    }

    /// Returns the notice on screen.
    pub fn current(&self) -> Option<&Notice> {
        self.log.last().filter(|_| self.shown)
    }

    /// Takes the notice off the screen if it begins so, since it is so no more.
    pub fn dismiss_if(&mut self, begins: &str) {
        self.shown &= !self.current().is_some_and(|notice| notice.text.starts_with(begins));
    }

    /// Takes the notice off the screen; an error stays in the log like all others.
    pub fn dismiss(&mut self) {
        self.shown = false;
    }

    /// Returns all notices, oldest first.
    pub fn all(&self) -> &[Notice] {
        &self.log
    }
}
