//! Printing: data on standard output, messages on standard error, with control characters made visible.

use std::io::{self, IsTerminal, Write};

use color_eyre::eyre::Result;

use crate::cli::output::failure::Failure;
use crate::ui::canvas::text;
use crate::ui::style::glyphs::{ASCII, Glyphs, UNICODE};

/// The widest that running text is set.
pub const MEASURE: usize = 100;

/// Prints data that passed [`line()`] or is safe otherwise.
///
/// A reader that has seen enough, such as `head`, is no failure.
///
/// # Errors
///
/// Fails when standard output cannot be written.
pub fn print(data: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(data.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => Ok(done?),
    }
}

/// Prints what a command came to that has saved an edit by then.
///
/// # Errors
///
/// Fails, saying that the edit is saved, when standard output cannot be written.
pub fn print_saved(data: &str) -> Result<()> {
    print(data).map_err(|error| Failure::after_saving(&error).into())
}

/// Tells the user something on standard error. Nothing can be done when that is closed.
pub fn say(message: &str) {
    let mut lines = String::new();
    for each in message.lines() {
        line(&mut lines, each);
    }
    let _ = io::stderr().lock().write_all(lines.as_bytes());
}

/// Adds one line with everything in it made visible.
pub fn line(out: &mut String, line: &str) {
    out.push_str(text::visible(line, glyphs()).trim_end());
    out.push('\n');
}

/// Adds every line of a text made visible.
pub fn lines(out: &mut String, text: &str) {
    for each in text.lines() {
        line(out, each);
    }
}

/// Returns the symbols for what is printed: what stands for a hidden character is the same in every locale where the
/// output goes to a program, so that it does not depend on who ran it.
pub fn glyphs() -> &'static Glyphs {
    if !io::stdout().is_terminal() {
        return &UNICODE;
    }
    let capabilities = crate::term::Capabilities::detect(
        |name| std::env::var(name).ok(),
        crate::term::capabilities::Overrides::default(),
    );
    if capabilities.unicode { &UNICODE } else { &ASCII }
}

/// Returns the columns of the terminal that standard output is, if it is one.
pub fn columns() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

/// Returns how wide running text is set.
pub fn measure() -> usize {
    columns().unwrap_or(MEASURE).clamp(20, MEASURE)
}
