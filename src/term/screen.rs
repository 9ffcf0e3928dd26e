//! Frames: what changed on the screen, as the bytes of one write.
//!
//! Nothing is asked of the terminal, and a frame is no bytes at all or its changes between the marks of a synchronized
//! update. Why this lies under the frames instead of ratatui's `Terminal` is written in [`crate::ui`].

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::term::brush::Brush;
use crate::term::paint::paint;

const BEGIN_UPDATE: &[u8] = b"\x1b[?2026h";
const END_UPDATE: &[u8] = b"\x1b[?2026l";
const CLEAR: &[u8] = b"\x1b[2J";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";

/// The screen, as far as it is drawn.
#[derive(Debug)]
pub(super) struct Screen {
    /// What the terminal shows.
    drawn: Buffer,
    /// What the next frame is drawn on.
    next: Buffer,
    /// Whether the terminal shows something else, so that it has to be cleared first.
    unknown: bool,
    /// Where the terminal shows its cursor, if it does.
    shown: Option<Position>,
}

impl Screen {
    /// Begins with an empty screen without a cursor.
    pub(super) fn new(size: Size) -> Self {
        let empty = Buffer::empty(Rect::from((Position::ORIGIN, size)));
        Self {
            drawn: empty.clone(),
            next: empty,
            unknown: false,
            shown: None,
        }
    }

    /// Makes the next frame draw everything, on a screen of this size, whatever is on it now.
    pub(super) fn renew(&mut self, size: Size) {
        *self = Self {
            unknown: true,
            shown: self.shown,
            ..Self::new(size)
        };
    }

    /// Notes that the cursor is hidden, as it is after entering the terminal.
    pub(super) fn cursor_is_hidden(&mut self) {
        self.shown = None;
    }

    /// Draws a frame and returns the bytes that bring the terminal there; none when nothing changed.
    ///
    /// `draw` gets an empty buffer and returns where the cursor is, if it is shown.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> Vec<u8> {
        self.next.reset();
        let cursor = draw(&mut self.next);
        let mut brush = Brush::new(self.next.area.width);
        paint(&mut brush, &self.drawn, &self.next);
        brush.undress();
        std::mem::swap(&mut self.drawn, &mut self.next);
        let before = std::mem::replace(&mut self.shown, cursor);
        let clear = std::mem::take(&mut self.unknown);
        let changed = clear || !brush.bytes.is_empty();
        if !changed && before == cursor {
            return Vec::new();
        }
        let mut frame = Vec::with_capacity(brush.bytes.len() + 48);
        if changed {
            frame.extend_from_slice(BEGIN_UPDATE);
        }
        // Drawing moves it about, which flickers in terminals that know no synchronized updates.
        let hidden = before.is_some() && (changed || cursor.is_none());
        if hidden {
            frame.extend_from_slice(HIDE_CURSOR);
        }
        if clear {
            frame.extend_from_slice(CLEAR);
        }
        if let Some(cursor) = cursor {
            brush.go(cursor);
        }
        frame.extend_from_slice(&brush.bytes);
        if cursor.is_some() && (hidden || before.is_none()) {
            frame.extend_from_slice(SHOW_CURSOR);
        }
        if changed {
            frame.extend_from_slice(END_UPDATE);
        }
        frame
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Modifier, Style};
    use ratatui::text::{Line, Text};
    use ratatui::widgets::Widget;

    use super::*;

    const SIZE: Size = Size::new(80, 24);

    fn screen() -> Screen {
        Screen::new(SIZE)
    }

    fn draw(screen: &mut Screen, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> String {
        String::from_utf8(screen.draw(draw)).expect("UTF-8")
    }

    /// A list whose selected row is reversed over the whole width, the costliest way to select.
    fn list(buffer: &mut Buffer, selected: usize) -> Option<Position> {
        let row = |n| {
            let line = Line::raw(format!("{:<80}", format!("R-{n:05} a risk of the system, number {n}")));
            let reversed = Style::new().add_modifier(Modifier::REVERSED);
            if n == selected { line.style(reversed) } else { line }
        };
        (0..24).map(row).collect::<Text>().render(buffer.area, buffer);
        None
    }

    #[test]
    fn an_unchanged_frame_is_no_bytes() {
        let mut screen = screen();
        assert!(draw(&mut screen, |buffer| list(buffer, 0)).len() > 500);
        assert_eq!(draw(&mut screen, |buffer| list(buffer, 0)), "");
    }

    #[test]
    fn moving_a_selection_stays_below_170_bytes() {
        let mut screen = screen();
        draw(&mut screen, |buffer| list(buffer, 0));
        let bytes = draw(&mut screen, |buffer| list(buffer, 1));
        assert!(bytes.len() <= 170, "{} bytes: {bytes:?}", bytes.len());
    }

    #[test]
    fn a_frame_is_bracketed_and_touches_the_cursor_only_when_it_has_to() {
        let mut screen = screen();
        let hello = |cursor: Option<u16>| {
            move |buffer: &mut Buffer| {
                "hello".render(buffer.area, buffer);
                cursor.map(|x| Position::new(x, 0))
            }
        };
        let first = draw(&mut screen, hello(Some(1)));
        assert_eq!(first, "\x1b[?2026h\x1b[Hhello\x1b[2G\x1b[?25h\x1b[?2026l");
        assert_eq!(draw(&mut screen, hello(Some(1))), "");
        assert_eq!(draw(&mut screen, hello(Some(2))), "\x1b[1;3H");
        assert_eq!(draw(&mut screen, hello(None)), "\x1b[?25l");
        assert_eq!(draw(&mut screen, hello(Some(2))), "\x1b[1;3H\x1b[?25h");
        screen.renew(Size::new(40, 10));
        let renewed = draw(&mut screen, hello(None));
        assert_eq!(renewed, "\x1b[?2026h\x1b[?25l\x1b[2J\x1b[Hhello\x1b[?2026l");
    }

    #[test]
    fn typing_costs_few_bytes() {
        let mut screen = screen();
        let typed = |text: &'static str| {
            move |buffer: &mut Buffer| {
                text.render(buffer.area, buffer);
                Some(Position::new(text.len() as u16, 0))
            }
        };
        draw(&mut screen, typed("hell"));
        let frame = "\x1b[?2026h\x1b[?25l\x1b[1;5Ho\x1b[?25h\x1b[?2026l";
        assert_eq!(draw(&mut screen, typed("hello")), frame);
    }

    #[test]
    fn a_screen_that_only_has_to_be_cleared_is_cleared() {
        let mut screen = screen();
        screen.renew(SIZE);
        assert_eq!(draw(&mut screen, |_| None), "\x1b[?2026h\x1b[2J\x1b[?2026l");
        assert_eq!(draw(&mut screen, |_| None), "");
    }
}
