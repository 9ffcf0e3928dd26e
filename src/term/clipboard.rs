//! The clipboard of the user's machine, reached through the terminal (OSC 52), so it works over SSH.
//!
//! It is only ever written: reading it would be a query, and would let a file that is shown ask for it.

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// The most bytes of text sent. Their base64 form has some 74 kB, which terminals and tmux (as it is set up) still
/// take; beyond, they cut off or ignore it without a word.
const LIMIT: usize = 55_000;

/// A text that is too long for the terminal's clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The text has {length} bytes; a terminal takes {LIMIT} at most, so nothing was copied.")]
pub struct TooLong {
    /// How many bytes the text has.
    pub length: usize,
}

/// Returns what makes the terminal put `text` on the clipboard.
///
/// There is nothing to escape (base64 carries control characters too) and nothing to wrap for tmux, which handles the
/// plain sequence with `set-clipboard on`.
pub(super) fn copy(text: &str) -> Result<Vec<u8>, TooLong> {
    let length = text.len();
    if length > LIMIT {
        return Err(TooLong { length });
    }
    let mut sequence = String::new();
    // Writing to a string cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
    Ok(sequence.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_sent_as_base64() {
        assert_eq!(copy("a\x1b\n").as_deref(), Ok(&b"\x1b]52;c;YRsK\x1b\\"[..]));
    }

    #[test]
    fn a_long_text_is_refused() {
        assert!(copy(&"x".repeat(LIMIT)).is_ok_and(|bytes| bytes.len() < 74_000));
        assert_eq!(copy(&"x".repeat(LIMIT + 1)), Err(TooLong { length: LIMIT + 1 }));
    }
}
