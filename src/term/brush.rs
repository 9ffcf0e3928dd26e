//! The terminal's cursor and the style it writes in, and the shortest bytes that change them.
//!
//! Only sequences that every terminal named here has are written: CUP, CHA, CUU, CUD, CUF, CUB, CR, BS, EL, ECH and SGR.
//! ECH, the youngest of them, is listed for xterm, VTE, Konsole, urxvt and the Linux console
//! (`terminalguide.namepad.de/seq/csi_cx`), Windows (Microsoft's "Console Virtual Terminal Sequences"), xterm.js and
//! Ghostty in their manuals, and is in the sources of kitty, alacritty, tmux (`INPUT_CSI_ECH`), GNU screen (`ansi.c`,
//! `case 'X'`) and mosh; the terminfo entries `screen` and `tmux` only leave it out. A real VT100 lacks it and CHA.
//!
//! Two shorter ones are not written. CNL (`CSI E`) is unknown to mosh. REP (`CSI b`) would shorten ruled lines, but the
//! Linux console, mosh and `JediTerm` do not know it, and tmux before 3.5 ignores it after anything but ASCII
//! (tmux/tmux#3687).
//!
//! What erasing leaves behind is the same everywhere only while the style has no background and nothing that shows on
//! a blank: some terminals fill with the background in force, some do not.

use std::cmp::Ordering;

use ratatui::layout::Position;

use crate::term::sgr::{Sgr, Span, parameters};

/// Writes, and knows what the terminal makes of it.
#[derive(Debug)]
pub(super) struct Brush {
    /// What is written so far.
    pub(super) bytes: Vec<u8>,
    state: State,
    /// The columns of the screen.
    width: u16,
}

/// What the terminal makes of the bytes.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// Where the cursor is, unless that depends on the terminal.
    at: Option<Position>,
    /// Whether the column is beyond doubt, so that moving on from it puts nothing in a wrong place.
    sure: bool,
    look: Sgr,
}

impl Brush {
    /// Begins with an unknown place and no style, on a screen of that many columns.
    pub(super) fn new(width: u16) -> Self {
        Self {
            bytes: Vec::new(),
            state: State::default(),
            width,
        }
    }

    /// Goes one way, or the other if it takes fewer bytes.
    pub(super) fn shorter(&mut self, one: impl FnOnce(&mut Self), other: impl FnOnce(&mut Self)) {
        let (start, before) = (self.bytes.len(), self.state);
        one(self);
        let (middle, after) = (self.bytes.len(), self.state);
        self.state = before;
        other(self);
        if self.bytes.len() - middle < middle - start {
            self.bytes.drain(start..middle);
        } else {
            self.bytes.truncate(middle);
            self.state = after;
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
            self.state.at = None;
            return;
        }
        self.write(span.text.as_bytes());
        self.state.sure &= span.is_certain();
        self.advance(span.width);
    }

    /// Erases that many columns, or the rest of the row.
    pub(super) fn erase(&mut self, x: u16, y: u16, columns: Option<u16>) {
        self.go(Position::new(x, y));
        self.dress(&Span {
            x,
            width: 1,
            text: " ",
            look: Sgr::default(),
        });
        match columns {
            Some(columns) => Step::Control(columns, b'X').write(&mut self.bytes),
            None => self.write(b"\x1b[K"),
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn advance(&mut self, columns: u16) {
        // Behind the last column the cursor is on it, or beyond, or in the next row.
        let at = self.state.at.filter(|at| at.x + columns < self.width);
        self.state.at = at.map(|at| Position::new(at.x + columns, at.y));
    }

    /// Moves the cursor.
    pub(super) fn go(&mut self, to: Position) {
        if self.state.at == Some(to) {
            return;
        }
        let sure = self.state.sure;
        let mut best = ([Step::Place(to), Step::Stay], true);
        if let Some(at) = self.state.at {
            let mut consider = |steps: [Step; 2], sure| {
                let cost = |steps: [Step; 2]| steps[0].cost() + steps[1].cost();
                if cost(steps) < cost(best.0) {
                    best = (steps, sure);
                }
            };
            let down = match at.y.cmp(&to.y) {
                Ordering::Less => Step::Control(to.y - at.y, b'B'),
                Ordering::Equal => Step::Stay,
                Ordering::Greater => Step::Control(at.y - to.y, b'A'),
            };
            consider([down, Step::Control(to.x + 1, b'G')], true);
            if to.x == 0 {
                consider([Step::Start, down], true);
            }
            if sure {
                let along = match at.x.cmp(&to.x) {
                    Ordering::Less => Step::Control(to.x - at.x, b'C'),
                    Ordering::Equal => Step::Stay,
                    Ordering::Greater if at.x - to.x < 3 => Step::Back(at.x - to.x),
                    Ordering::Greater => Step::Control(at.x - to.x, b'D'),
                };
                consider([down, along], true);
            }
        }
        let (steps, sure) = best;
        for step in steps {
            step.write(&mut self.bytes);
        }
        (self.state.at, self.state.sure) = (Some(to), sure);
    }

    /// Sets the style for a grapheme.
    pub(super) fn dress(&mut self, span: &Span) {
        let wanted = span.least(self.state.look);
        if wanted == self.state.look {
            return;
        }
        let changed = parameters(self.state.look, wanted);
        let mut again = parameters(Sgr::default(), span.look);
        if !again.is_empty() {
            again.insert_str(0, "0;");
        }
        let (parameters, look) = if again.len() < changed.len() {
            (again, span.look)
        } else {
            (changed, wanted)
        };
        self.write(format!("\x1b[{parameters}m").as_bytes());
        self.state.look = look;
    }

    /// Takes off every style.
    pub(super) fn undress(&mut self) {
        if self.state.look != Sgr::default() {
            self.write(b"\x1b[m");
            self.state.look = Sgr::default();
        }
    }
}

/// A part of a way to another place.
#[derive(Debug, Clone, Copy)]
enum Step {
    Stay,
    /// To a row and column.
    Place(Position),
    /// By a control sequence whose parameter may be left out when it is 1.
    Control(u16, u8),
    /// To the start of the row.
    Start,
    /// That many columns back.
    Back(u16),
}

impl Step {
    fn cost(self) -> u16 {
        let digits = |number: u16| number.checked_ilog10().unwrap_or(0) as u16 + 1;
        match self {
            Self::Stay => 0,
            Self::Start => 1,
            Self::Back(columns) => columns,
            Self::Control(1, _) => 3,
            Self::Control(number, _) => 3 + digits(number),
            Self::Place(Position { x: 0, y }) => Self::Control(y + 1, b'H').cost(),
            Self::Place(Position { x, y }) => 4 + digits(y + 1) + digits(x + 1),
        }
    }

    fn write(self, bytes: &mut Vec<u8>) {
        match self {
            Self::Stay => {}
            Self::Start => bytes.push(b'\r'),
            Self::Back(columns) => bytes.extend((0..columns).map(|_| 8)),
            Self::Control(1, end) => bytes.extend_from_slice(&[0x1b, b'[', end]),
            Self::Control(number, end) => {
                bytes.extend_from_slice(format!("\x1b[{number}{}", char::from(end)).as_bytes());
            }
            Self::Place(Position { x: 0, y }) => Self::Control(y + 1, b'H').write(bytes),
            Self::Place(Position { x, y }) => {
                bytes.extend_from_slice(format!("\x1b[{};{}H", y + 1, x + 1).as_bytes());
            }
        }
    }
}
