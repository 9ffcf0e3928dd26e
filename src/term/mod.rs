//! The tty: what the terminal can do, its keys, its frames, its clipboard, the editor, and the loop over them.
//!
//! This is the only layer that touches the terminal. It knows nothing about what is shown: it drives a [`Program`],
//! which is any state that handles an [`Event`], says what the outside must do ([`Request`]) and draws itself.
//!
//! One thread owns the program. It sleeps in one `poll` over the tty and a pipe which the [`Sender`] of the workers
//! and the signal thread write to, takes everything that is there, and draws once. Two small threads serve it: one
//! waits for signals, one writes frames, so that neither a stalled connection nor a slow one keeps the program from
//! saving. No query is ever sent to the terminal: replies race with what is typed and end up in the shell.
//!
//! # What replaces crossterm
//!
//! crossterm gives the escape sequences their names; these parts of it are replaced:
//!
//! | crossterm | here | why |
//! |---|---|---|
//! | `event::read`, `event::poll` | `input`, with a decoder of its own | a sequence split between two packets is read as Esc and letters (crossterm#993); bytes beyond the first 1024 wait for the next key (crossterm#1057); the reader and an unfinished paste hang on a vanished tty (crossterm#793, crossterm#1060); an editor misses what was typed ahead |
//! | `queue!`, `execute!` on standard output | `output`, a thread | a write blocks while the connection is stalled, and with it saving at a SIGTERM |
//! | `terminal::enable_raw_mode` | `guard`, by rustix | the modes are restored from any thread, also by the panic hook, and after an editor that crashed |
//! | `style::SetStyle` and the backend of ratatui | `brush`, `paint` | a full frame takes 2,486 bytes instead of 3,894, and an unchanged one none |
//!
//! The decoder can go when those four issues are fixed in a release and the reader leaves what comes after a key to
//! whoever reads next; the rest can go when ratatui's `Terminal` can be used, see [`crate::ui`].

mod brush;
pub mod capabilities;
mod clipboard;
mod editor;
mod guard;
mod input;
mod output;
mod paint;
mod run;
mod screen;
mod sgr;
mod signals;
mod watchdog;

pub use crate::term::input::channel::{Channel, Sender};
pub use capabilities::{Capabilities, Colour};
pub use clipboard::TooLong;
pub use editor::{EditError, LOCK as EDITOR_LOCK};
pub use guard::restore_on_panic;
pub use run::{run, size};

use std::io;
use std::path::PathBuf;
use std::time::Instant;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::environment::key::Key;

/// What the loop drives.
pub trait Program {
    /// What background workers send.
    type Message: Send + 'static;

    /// Handles one event and returns what the outside must do.
    fn handle(&mut self, event: Event<Self::Message>) -> Vec<Request>;

    /// Whether something changed since the last [`Program::draw`].
    fn dirty(&self) -> bool;

    /// Draws the current state on an empty buffer of the terminal's size, and returns where the cursor is, if it shows.
    fn draw(&mut self, buffer: &mut Buffer) -> Option<Position>;

    /// Saves what must not be lost. Called once before the loop ends, whatever ends it, and before the terminal is
    /// restored; after a hang-up there are some 100 ms for it.
    ///
    /// `pending` returns what the workers sent and was not handled yet, until nothing is left.
    fn leave(&mut self, why: Leaving, pending: &mut dyn FnMut() -> Option<Self::Message>);

    /// Returns what is to be done when a signal ends the process while the program is busy and does not come back: on
    /// another thread, within some 10 ms, and without looking at the program, which may be in the middle of a change.
    ///
    /// Called once, before the loop begins.
    fn emergency(&self) -> Box<dyn FnOnce() + Send> {
        Box::new(|| {})
    }

    /// The moment at which the program wants an [`Event::Tick`] although nothing happens; `None` sleeps for ever.
    ///
    /// Handling the tick must move this on, or the loop has no reason to sleep.
    fn wake(&self) -> Option<Instant>;
}

/// What happens to a program.
#[derive(Debug)]
pub enum Event<M> {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted, as one piece; lines end in LF.
    Paste(String),
    /// The terminal now has this many columns and rows; a draw follows in any case.
    Resize(u16, u16),
    /// A worker sent this.
    Message(M),
    /// The editor of [`Request::Edit`] is closed: the new text, or nothing when it is unchanged.
    Edited(Result<Option<String>, EditError>),
    /// The editor of [`Request::Open`] is closed, or did not start.
    Opened(Result<(), EditError>),
    /// The text of [`Request::Copy`] went to the terminal, or is too long for it. What the terminal made of it nobody
    /// can know.
    Copied(Result<(), TooLong>),
    /// The moment of [`Program::wake`] has come.
    Tick,
    /// The program runs again after being stopped; a draw follows in any case.
    Resumed,
    /// Nobody could continue a stopped program here (no shell with job control started it), so it was not stopped.
    NoJobControl,
}

/// What a program wants done outside of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Put this text on the clipboard of the user's machine.
    Copy(String),
    /// Let the user edit this text in an editor.
    Edit {
        /// The text to start from.
        text: String,
        /// The file name the editor shows; its suffix chooses the highlighting.
        name: String,
        /// The folder for the file, which outlives a hang-up; none for a temporary one.
        folder: Option<PathBuf>,
    },
    /// Let the user's editor open this file.
    Open(PathBuf),
    /// Stop the program and go back to the shell until it is continued.
    Suspend,
    /// Redraw the whole screen, because something else wrote on it.
    Redraw,
    /// End the loop.
    Quit,
}

/// Why the loop ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// The program asked for it.
    Quit,
    /// This signal arrived.
    Signal(i32),
    /// The terminal is gone.
    HangUp,
    /// A worker thread panicked; the report is on the screen.
    Panic,
}

impl Leaving {
    /// Returns the exit code a shell expects for this end.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Quit => 0,
            Self::Signal(number) => 128_u8.saturating_add(u8::try_from(number).unwrap_or(0)),
            Self::HangUp => 129,
            Self::Panic => 101,
        }
    }
}

/// Why the loop could not start, or could not go on.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Standard input or output is a file or a pipe.
    #[error("Standard input and output must be a terminal.")]
    NoTerminal,
    /// The terminal refused.
    #[error("The terminal cannot be used: {0}")]
    Io(#[from] io::Error),
}
