//! Entering and leaving the terminal: raw mode, alternate screen, bracketed paste, cursor.
//!
//! What is entered is left again whatever happens: by value ([`Guard`]), or by the panic hook, from any thread and
//! before the report is printed. The state is therefore global to the process, like the terminal itself.

use std::io::{self, Write};
use std::panic;
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use crossterm::QueueableCommand;
use crossterm::cursor::{Hide, Show};
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use crate::term::input::channel::{Sender, System};
use crate::term::output::{self, Output, unbuffered_stdout};

/// Turns bracketed paste on and off; in crossterm both belong to its events, which nothing here reads.
const BRACKETED_PASTE: &[u8] = b"\x1b[?2004h";
const PLAIN_PASTE: &[u8] = b"\x1b[?2004l";

/// How the terminal was before it was entered; present while it is entered.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);
/// Who is notified of a panic.
static ALARM: Mutex<Option<Sender<System>>> = Mutex::new(None);

fn lock<T>(mutex: &'static Mutex<T>) -> MutexGuard<'static, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The terminal, entered.
#[derive(Debug)]
pub(super) struct Guard<'a> {
    output: &'a Output,
}

impl<'a> Guard<'a> {
    /// Enters the terminal behind standard input and output.
    pub(super) fn enter(output: &'a Output) -> io::Result<Self> {
        let guard = Self { output };
        guard.enter_again(None)?;
        Ok(guard)
    }

    /// Enters the terminal after [`Guard::leave`], or makes sure of it after something else changed its modes.
    ///
    /// In the end the terminal gets the modes that leaving gave back, if they are passed on, and else those it has now:
    /// an editor that crashed may have left any, a shell may have been told others.
    pub(super) fn enter_again(&self, modes: Option<Termios>) -> io::Result<()> {
        let mut before = lock(&BEFORE);
        let modes = match before.clone().or(modes) {
            Some(modes) => modes,
            None => tcgetattr(io::stdin())?,
        };
        let mut raw = modes.clone();
        raw.make_raw();
        tcsetattr(io::stdin(), OptionalActions::Now, &raw)?;
        *before = Some(modes);
        drop(before);
        self.output.send(entering());
        Ok(())
    }

    /// Leaves the terminal, when it is entered, after what was handed over for it; a stalled one is given up on after
    /// `limit`. Returns the modes it has again.
    pub(super) fn leave(&self, limit: Duration) -> Option<Termios> {
        let modes = lock(&BEFORE).take()?;
        self.output.send(leaving());
        self.output.settle(limit);
        // The terminal may be gone, and then there is nothing to restore.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &modes);
        Some(modes)
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.leave(Duration::from_millis(100));
        *lock(&ALARM) = None;
    }
}

/// Makes a panic restore the terminal before it is reported, and end the loop if another thread had it.
///
/// Call it after `color_eyre::install`, whose hook then runs second. What `more` returns is printed below its report.
pub fn restore_on_panic(more: fn() -> Option<String>) {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if lock(&BEFORE).is_some() {
            restore_for_report();
        }
        report(info);
        if let Some(more) = more() {
            // Standard error may be gone; nothing is left to tell then.
            let _ = writeln!(io::stderr(), "\n{more}");
        }
        if let Some(alarm) = &*lock(&ALARM) {
            alarm.send(System::Panicked);
        }
    }));
}

/// Notifies the loop of panics of other threads, until the guard is dropped.
pub(super) fn alarm(system: Sender<System>) {
    *lock(&ALARM) = Some(system);
}

/// Restores the terminal for a process that ends at once, from any thread, and gives up on it after `limit`.
pub(super) fn restore_at_once(limit: Duration) {
    let (done, wait) = mpsc::channel();
    let restoring = thread::Builder::new().spawn(move || {
        restore_for_report();
        // Nobody waits any more when it took too long.
        let _ = done.send(());
    });
    if restoring.is_ok() {
        let _ = wait.recv_timeout(limit);
    }
}

fn restore_for_report() {
    output::stop();
    if let Some(modes) = lock(&BEFORE).take() {
        let _ = unbuffered_stdout().and_then(|mut stdout| stdout.write_all(&leaving()));
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &modes);
    }
}

fn entering() -> Vec<u8> {
    sequence(|bytes| {
        bytes.queue(EnterAlternateScreen)?.write_all(BRACKETED_PASTE)?;
        bytes.queue(Hide)?;
        Ok(())
    })
}

/// Ends an unfinished frame too, for a panic in the middle of one.
fn leaving() -> Vec<u8> {
    sequence(|bytes| {
        bytes
            .queue(EndSynchronizedUpdate)?
            .queue(SetAttribute(Attribute::Reset))?
            .write_all(PLAIN_PASTE)?;
        bytes.queue(LeaveAlternateScreen)?.queue(Show)?;
        Ok(())
    })
}

fn sequence(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = write(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_entered_is_left_in_reverse_order() {
        let text = |bytes| String::from_utf8(bytes).expect("ASCII");
        assert_eq!(text(entering()), "\x1b[?1049h\x1b[?2004h\x1b[?25l");
        assert_eq!(text(leaving()), "\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?1049l\x1b[?25h");
    }
}
