//! What the bytes of a terminal mean.
//!
//! crossterm 0.29 has this too, but with traps that a program used over SSH cannot live with: an escape sequence split
//! between two packets is read as Esc and letters (its issue 993), bytes beyond the first 1024 stay in the kernel
//! until the next key (1057), and both its reader and an unfinished paste (1060) hang on a vanished tty (793). And its
//! reader takes whatever is there, so an editor misses what was typed ahead. Reconsider when those are released.
//!
//! Keys our [`Key`] cannot name (with Shift on an arrow, say) and replies to questions nobody asked are dropped whole.

use std::collections::VecDeque;
use std::time::Duration;

use crate::app::environment::key::{Code, Key};

/// How long an Esc may be the beginning of a sequence, whose rest is in the next packet.
const ESCAPE: Duration = Duration::from_millis(40);
/// How long a sequence that has begun may take.
const SEQUENCE: Duration = Duration::from_millis(400);
/// How long a paste may pause. Cutting it short makes keys of the rest, so this is for a lost end only.
const PASTE: Duration = Duration::from_secs(10);
/// The most bytes of a paste that are kept; the rest is read and dropped.
const PASTE_LIMIT: usize = 16 << 20;
/// The longest sequence; text in control strings beyond it is dropped.
const SEQUENCE_LIMIT: usize = 64;

const PASTE_END: &[u8] = b"\x1b[201~";
const ESC: u8 = 0x1b;

/// What the user did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::term) enum Typed {
    /// Pressed a key.
    Key(Key),
    /// Pasted a text.
    Paste(String),
}

/// Turns bytes into what the user did.
#[derive(Debug, Default)]
pub(in crate::term) struct Decoder {
    sequence: Vec<u8>,
    paste: Option<Vec<u8>>,
    done: VecDeque<Typed>,
}

impl Decoder {
    /// Takes the next thing the user did.
    pub(in crate::term) fn take(&mut self) -> Option<Typed> {
        self.done.pop_front()
    }

    /// Whether a paste is being received, so that nothing but its end matters.
    pub(in crate::term) fn pasting(&self) -> bool {
        self.paste.is_some()
    }

    /// Returns how long to wait for more bytes before calling [`Decoder::give_up`].
    pub(in crate::term) fn patience(&self) -> Option<Duration> {
        match self.sequence.as_slice() {
            _ if self.paste.is_some() => Some(PASTE),
            [] => None,
            [ESC] => Some(ESCAPE),
            _ => Some(SEQUENCE),
        }
    }

    /// Takes what has begun as all there is.
    pub(in crate::term) fn give_up(&mut self) {
        self.end_paste();
        match *self.sequence.as_slice() {
            [ESC] => self.press(Key::plain(Code::Esc)),
            [ESC, byte @ (b'[' | b'O' | b']' | b'P')] => self.press(Key::alt(char::from(byte))),
            _ => {}
        }
        self.sequence.clear();
    }

    /// Reads the next byte.
    pub(in crate::term) fn feed(&mut self, byte: u8) {
        if let Some(paste) = &mut self.paste {
            paste.push(byte);
            if paste.ends_with(PASTE_END) {
                paste.truncate(paste.len() - PASTE_END.len());
                self.end_paste();
            } else if paste.len() > PASTE_LIMIT + PASTE_END.len() {
                // Keeps the last bytes, which may begin the end.
                paste.remove(PASTE_LIMIT);
            }
            return;
        }
        if byte == ESC && !in_string(&self.sequence) && !self.sequence.is_empty() {
            self.give_up();
        }
        if byte.is_ascii() && self.sequence.last().is_some_and(|last| !last.is_ascii()) && !in_string(&self.sequence) {
            // The rest of a character is missing; this key is none of it.
            self.sequence.clear();
        }
        self.sequence.push(byte);
        match meaning(&self.sequence) {
            Meaning::Unfinished => {
                if self.sequence.len() > SEQUENCE_LIMIT {
                    self.sequence.truncate(3);
                }
            }
            Meaning::Nothing => self.sequence.clear(),
            Meaning::Key(key) => {
                self.sequence.clear();
                self.press(key);
            }
            Meaning::Paste => {
                self.sequence.clear();
                self.paste = Some(Vec::new());
            }
        }
    }

    fn press(&mut self, key: Key) {
        self.done.push_back(Typed::Key(key));
    }

    fn end_paste(&mut self) {
        if let Some(mut bytes) = self.paste.take() {
            bytes.truncate(PASTE_LIMIT);
            let text = String::from_utf8_lossy(&bytes);
            // Terminals send Return for the end of a line.
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            self.done.push_back(Typed::Paste(text));
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    Unfinished,
    Nothing,
    Key(Key),
    Paste,
}

impl From<Option<Key>> for Meaning {
    fn from(key: Option<Key>) -> Self {
        key.map_or(Self::Nothing, Self::Key)
    }
}

/// Whether this begins a control string: the reply to a query of a program that ran before.
fn in_string(sequence: &[u8]) -> bool {
    matches!(sequence, [ESC, b']' | b'P', _, ..])
}

fn meaning(sequence: &[u8]) -> Meaning {
    match *sequence {
        [ESC] | [ESC, b'[' | b'O' | b']' | b'P'] => Meaning::Unfinished,
        [ESC, b'[', ref rest @ ..] => control_sequence(rest),
        [ESC, b'O', letter] => lettered(letter).map(Key::plain).into(),
        [ESC, b']' | b'P', .., last] => match last {
            0x07 => Meaning::Nothing,
            b'\\' if sequence.ends_with(b"\x1b\\") => Meaning::Nothing,
            _ => Meaning::Unfinished,
        },
        [ESC, ref rest @ ..] => match character(rest) {
            Meaning::Key(key) => Meaning::Key(Key { alt: true, ..key }),
            other => other,
        },
        ref rest => character(rest),
    }
}

fn character(bytes: &[u8]) -> Meaning {
    let [first, ..] = *bytes else {
        return Meaning::Unfinished;
    };
    let code = match first {
        b'\r' => Code::Enter,
        b'\t' => Code::Tab,
        0x7f | 0x08 => Code::Backspace,
        ESC => Code::Esc,
        // Control clears the upper bits of a letter; a newline is Ctrl-J, so it is never taken for `j` or Enter.
        0x00 => return Meaning::Key(Key::ctrl(' ')),
        0x01..=0x1a => return Meaning::Key(Key::ctrl(char::from(first + b'a' - 1))),
        0x1c..=0x1f => return Meaning::Key(Key::ctrl(char::from(first + b'@'))),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => match text.chars().next() {
                Some(c) if !c.is_control() => Code::Char(c),
                _ => return Meaning::Nothing,
            },
            Err(error) if error.error_len().is_none() => return Meaning::Unfinished,
            Err(_) => return Meaning::Nothing,
        },
    };
    Meaning::Key(Key::plain(code))
}

fn control_sequence(rest: &[u8]) -> Meaning {
    let (parameters, last) = match *rest {
        // The function keys of the Linux console.
        [b'['] | [.., 0x20..=0x3f] => return Meaning::Unfinished,
        [b'[', letter @ b'A'..=b'E'] => return Meaning::Key(Key::plain(Code::F(letter - b'A' + 1))),
        [ref parameters @ .., last @ 0x40..=0x7e] => (parameters, last),
        _ => return Meaning::Nothing,
    };
    let mut numbers = parameters.split(|byte| *byte == b';').map(number);
    let (Some(first), modifiers) = (numbers.next().unwrap_or(Some(1)), numbers.next()) else {
        return Meaning::Nothing;
    };
    let code = match last {
        b'~' if first == 200 => return Meaning::Paste,
        b'~' => numbered(first),
        b'Z' => Some(Code::BackTab),
        _ if first == 1 => lettered(last),
        // Such as `12;5R`, a cursor position, which is not F3.
        _ => None,
    };
    let Some(code) = code else {
        return Meaning::Nothing;
    };
    let (ctrl, alt) = match modifiers.unwrap_or(Some(1)) {
        Some(1) => (false, false),
        Some(3) => (false, true),
        Some(5) => (true, false),
        Some(7) => (true, true),
        _ => return Meaning::Nothing,
    };
    Meaning::Key(Key { code, ctrl, alt })
}

/// Reads a parameter, which is 1 when it is left out.
fn number(digits: &[u8]) -> Option<u16> {
    if digits.is_empty() {
        return Some(1);
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn lettered(letter: u8) -> Option<Code> {
    Some(match letter {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::F(letter - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u16) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number as u8 - 10),
        17..=21 => Code::F(number as u8 - 11),
        23 | 24 => Code::F(number as u8 - 12),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(bytes: &[u8]) -> Vec<Typed> {
        let mut decoder = Decoder::default();
        for byte in bytes {
            decoder.feed(*byte);
        }
        decoder.give_up();
        assert_eq!(decoder.patience(), None);
        std::iter::from_fn(|| decoder.take()).collect()
    }

    fn keys(bytes: &[u8]) -> String {
        let name = |typed: &Typed| match typed {
            Typed::Key(key) => key.to_string(),
            Typed::Paste(text) => format!("paste {text:?}"),
        };
        decode(bytes).iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_are_read_as_terminals_send_them() {
        for (bytes, expected) in [
            (&b"jG \r\t"[..], "j G space enter tab"),
            (b"\x7f\x08", "backspace backspace"),
            (b"\n\x04\x00\x1c", "ctrl-j ctrl-d ctrl-space ctrl-\\"),
            ("é漢😀".as_bytes(), "é 漢 😀"),
            (b"\x1b", "esc"),
            (b"\x1b\x1b", "esc esc"),
            (b"\x1bx\x1b\xc3\xa9\x1b\x04", "alt-x alt-é ctrl-alt-d"),
            (b"\x1b[", "alt-["),
            (b"\x1b[A\x1bOB\x1b[H\x1b[4~\x1b[Z", "up down home end shift-tab"),
            (
                b"\x1b[5~\x1b[6~\x1b[3~\x1b[7~\x1b[8~",
                "pageup pagedown delete home end",
            ),
            (b"\x1bOP\x1b[[B\x1b[13~\x1b[15~\x1b[24~", "f1 f2 f3 f5 f12"),
            (b"\x1b[1;5C\x1b[1;3D\x1b[5;7~", "ctrl-right alt-left ctrl-alt-pageup"),
            (b"\x1b\x1b[A", "esc up"),
        ] {
            assert_eq!(keys(bytes), expected, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn unknown_sequences_are_dropped_whole() {
        for bytes in [
            &b"\x1b[1;2A"[..],
            b"\x1b[I",
            b"\x1b[2~",
            b"\x1b[12;5R",
            b"\x1b[?62;4c",
            b"\x1b[<0;1;1M",
            b"\x1b]11;rgb:dd/dd/dd\x1b\\",
            b"\x1b]11;rgb:dd/dd/dd\x07",
            b"\x1bP>|some terminal with a very long name and version, beyond any sensible limit 1.2\x1b\\",
            b"\xff\xc3",
        ] {
            assert_eq!(keys(&[bytes, b"j"].concat()), "j", "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_paste_is_one_piece_whatever_is_in_it() {
        assert_eq!(
            keys(b"a\x1b[200~x\x1b[A\r\ny\rz\x1b[201~b"),
            r#"a paste "x\u{1b}[A\ny\nz" b"#
        );
        assert_eq!(keys(b"\x1b[200~never ended"), r#"paste "never ended""#);
    }

    #[test]
    fn an_endless_paste_is_cut_and_its_rest_makes_no_keys() {
        let mut bytes = b"\x1b[200~".to_vec();
        bytes.resize(PASTE_LIMIT + 100, b'd');
        bytes.extend_from_slice(b"\x1b[201~j");
        let typed = decode(&bytes);
        assert!(matches!(&typed[0], Typed::Paste(text) if text.len() == PASTE_LIMIT));
        assert_eq!(typed[1..], [Typed::Key(Key::char('j'))]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived_and_the_next_key_is_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut decoder = Decoder::default();
            for byte in bytes {
                decoder.feed(byte);
            }
            decoder.give_up();
            while decoder.take().is_some() {}
            decoder.feed(b'j');
            prop_assert_eq!(decoder.take(), Some(Typed::Key(Key::char('j'))));
        }
    }
}
