//! Progress of long work, on standard error.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// A count on standard error, shown on a terminal while work takes long.
#[derive(Debug)]
pub struct Progress {
    begun: Instant,
    printed: Option<Instant>,
    on_terminal: bool,
}

impl Progress {
    /// How long work may take before its progress is shown.
    const PATIENCE: Duration = Duration::from_millis(200);

    /// Returns the progress of work that begins now.
    pub fn begin() -> Self {
        Self {
            begun: Instant::now(),
            printed: None,
            on_terminal: io::stderr().is_terminal(),
        }
    }

    /// Tells how far the work is, when it takes long and was not told just now; the last count of all is told as well.
    pub fn tell(&mut self, count: &str, last: bool) {
        let due = self.begun.elapsed() > Self::PATIENCE
            && self
                .printed
                .is_none_or(|printed| printed.elapsed() > Duration::from_millis(50));
        if due || (last && self.printed.is_some()) {
            self.show(count);
        }
    }

    /// Tells how far the work is at once.
    pub fn show(&mut self, count: &str) {
        if self.on_terminal {
            self.printed = Some(Instant::now());
            let _ = write!(io::stderr().lock(), "\r{count} ");
        }
    }

    /// Takes the count away.
    pub fn clear(&self) {
        if self.printed.is_some() {
            let _ = write!(io::stderr().lock(), "\r{:40}\r", "");
        }
    }
}
