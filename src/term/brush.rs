//! The terminal's cursor and the style it writes in, and the shortest bytes that change them.
//!
//! Only sequences that every terminal named here has are written: CUP, CHA, CUU, CUD, CUF, CUB, CNL, CR, BS, EL, ECH and
//! SGR. ECH, the youngest of them, is listed for xterm, VTE, Konsole, urxvt and the Linux console
//! (`terminalguide.namepad.de/seq/csi_cx`), Windows (Microsoft's "Console Virtual Terminal Sequences"), xterm.js and
//! Ghostty in their manuals, and is in the sources of tmux (`INPUT_CSI_ECH`), GNU screen (`ansi.c`, `case 'X'`), kitty
//! and alacritty; the terminfo entries `screen` and `tmux` only leave it out. A real VT100 lacks it, CHA and CNL. REP
//! (`CSI b`) would shorten ruled lines, but the Linux console, mosh and `JediTerm` do not know it, and tmux before 3.5
//! ignores it after anything but ASCII (tmux/tmux#3687).
//!
//! What erasing leaves behind is the same everywhere only while the style has no background and nothing that shows on
//! a blank: some terminals fill with the background in force, some do not.

use std::cmp::Ordering;

use ratatui::layout::Position;

use super::look::{Look, Span, parameters};

/// Writes, and knows what the terminal makes of it.
#[derive(Debug)]
pub(super) struct Brush {
    /// What is written so far.
    pub(super) bytes: Vec<u8>,
    /// Where the cursor is, unless that depends on the terminal.
    at: Option<Position>,
    /// Whether the column is beyond doubt, so that moving on from it puts nothing in a wrong place.
    sure: bool,
    look: Look,
    /// The columns of the screen.
    width: u16,
}

impl Brush {
    /// Begins with an unknown place and no style, on a screen of that many columns.
    pub(super) fn new(width: u16) -> Self {
        Self {
            bytes: Vec::new(),
            at: None,
            sure: false,
            look: Look::default(),
            width,
        }
    }

    /// Goes the way that takes the fewest bytes, the first of them if several do.
    pub(super) fn shortest(&mut self, ways: &[&dyn Fn(&mut Self)]) {
        let tried = ways.iter().map(|way| {
            let mut brush = Self {
                bytes: Vec::new(),
                ..*self
            };
            way(&mut brush);
            brush
        });
        if let Some(best) = tried.min_by_key(|brush| brush.bytes.len()) {
            self.bytes.extend_from_slice(&best.bytes);
            (self.at, self.sure, self.look) = (best.at, best.sure, best.look);
        }
    }

    /// Writes a grapheme in its place.
    pub(super) fn put(&mut self, span: &Span, y: u16) {
        let start = Position::new(span.x, y);
        self.go(start);
        self.dress(span);
        if span.is_disputed() {
            // Where it is narrower than thought, what was there before would stay beside it.
            self.write(" ".repeat(span.width.into()).as_bytes());
            self.advance(span.width);
            self.go(start);
            self.write(span.text.as_bytes());
            self.at = None;
            return;
        }
        self.write(span.text.as_bytes());
        self.sure &= span.is_certain();
        self.advance(span.width);
    }

    /// Erases that many columns, or the rest of the row.
    pub(super) fn erase(&mut self, x: u16, y: u16, columns: Option<u16>) {
        self.go(Position::new(x, y));
        self.dress(&Span {
            x,
            width: 1,
            text: " ",
            look: Look::default(),
        });
        match columns {
            Some(columns) => self.write(&csi(columns, 'X')),
            None => self.write(b"\x1b[K"),
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn advance(&mut self, columns: u16) {
        // Behind the last column the cursor is on it, or beyond, or in the next row.
        self.at = self
            .at
            .filter(|at| at.x + columns < self.width)
            .map(|at| Position::new(at.x + columns, at.y));
    }

    /// Moves the cursor.
    pub(super) fn go(&mut self, to: Position) {
        if self.at == Some(to) {
            return;
        }
        let (mut best, mut sure) = match to {
            Position { x: 0, y } => (csi(y + 1, 'H'), true),
            Position { x, y } => (format!("\x1b[{};{}H", y + 1, x + 1).into_bytes(), true),
        };
        if let Some(at) = self.at {
            let rows = match to.y.checked_sub(at.y) {
                Some(0) => Vec::new(),
                Some(down) => csi(down, 'B'),
                None => csi(at.y - to.y, 'A'),
            };
            let mut consider = |bytes: Vec<u8>, certain| {
                if bytes.len() < best.len() {
                    (best, sure) = (bytes, certain);
                }
            };
            consider([&rows, &csi(to.x + 1, 'G')[..]].concat(), true);
            if to.x == 0 {
                consider([b"\r", &rows[..]].concat(), true);
                if to.y > at.y {
                    consider(csi(to.y - at.y, 'E'), true);
                }
            }
            if self.sure {
                let columns = match at.x.cmp(&to.x) {
                    Ordering::Less => csi(to.x - at.x, 'C'),
                    Ordering::Equal => Vec::new(),
                    Ordering::Greater if at.x - to.x < 3 => vec![8; usize::from(at.x - to.x)],
                    Ordering::Greater => csi(at.x - to.x, 'D'),
                };
                consider([rows, columns].concat(), true);
            }
        }
        self.write(&best);
        (self.at, self.sure) = (Some(to), sure);
    }

    /// Sets the style for a grapheme.
    pub(super) fn dress(&mut self, span: &Span) {
        let wanted = span.least(self.look);
        if wanted == self.look {
            return;
        }
        let changed = parameters(self.look, wanted);
        let mut anew = parameters(Look::default(), span.look);
        if !anew.is_empty() {
            anew.insert_str(0, "0;");
        }
        let (parameters, look) = if anew.len() < changed.len() {
            (anew, span.look)
        } else {
            (changed, wanted)
        };
        self.write(format!("\x1b[{parameters}m").as_bytes());
        self.look = look;
    }

    /// Takes off every style.
    pub(super) fn undress(&mut self) {
        if self.look != Look::default() {
            self.write(b"\x1b[m");
            self.look = Look::default();
        }
    }
}

/// Returns a control sequence whose parameter may be left out when it is 1.
fn csi(parameter: u16, end: char) -> Vec<u8> {
    match parameter {
        1 => format!("\x1b[{end}"),
        _ => format!("\x1b[{parameter}{end}"),
    }
    .into_bytes()
}
