//! Frames: what changed on the screen, as the bytes of one write.
//!
//! The backend wraps ratatui's own for crossterm, because that one writes something for an unchanged frame too, asks
//! the terminal for its size before each frame and for its cursor when clearing. Here nothing is asked, and a frame is
//! no bytes at all or its changes between the marks of a synchronized update.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::QueueableCommand;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal};

/// Bytes that two owners can reach: the backend keeps its writer to itself.
#[derive(Debug, Clone, Default)]
struct Bytes(Rc<RefCell<Vec<u8>>>);

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the inner backend ends its changes with, and the shorter way to say the same: every frame pays for it.
const RESETS: &[u8] = b"\x1b[39m\x1b[49m\x1b[59m\x1b[0m";
const RESET: &[u8] = b"\x1b[0m";

#[derive(Debug)]
struct FrameBackend {
    inner: CrosstermBackend<Bytes>,
    size: Size,
    cursor: Position,
    visible: bool,
}

impl Backend for FrameBackend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // Without a cell, the inner one still resets the colours.
        let mut content = content.peekable();
        if content.peek().is_some() {
            self.inner.draw(content)?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.visible = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The screen, as far as it is drawn.
#[derive(Debug)]
pub(super) struct Screen {
    terminal: Terminal<FrameBackend>,
    bytes: Bytes,
    /// Where the terminal shows its cursor, if it does.
    shown: Option<Position>,
}

impl Screen {
    /// Begins with an empty screen without a cursor.
    pub(super) fn new(size: Size) -> io::Result<Self> {
        let bytes = Bytes::default();
        let terminal = Terminal::new(FrameBackend {
            inner: CrosstermBackend::new(bytes.clone()),
            size,
            cursor: Position::ORIGIN,
            visible: false,
        })?;
        Ok(Self {
            terminal,
            bytes,
            shown: None,
        })
    }

    /// Makes the next frame draw everything, on a screen of this size, whatever is on it now.
    pub(super) fn renew(&mut self, size: Size) -> io::Result<()> {
        self.terminal.backend_mut().size = size;
        // Not `Terminal::clear`, which saves and restores the cursor around it.
        self.terminal.resize(Rect::from((Position::ORIGIN, size)))
    }

    /// Notes that the cursor is hidden, as it is after entering the terminal.
    pub(super) fn cursor_is_hidden(&mut self) {
        self.shown = None;
    }

    /// Draws a frame and returns the bytes that bring the terminal there; none when nothing changed.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<Vec<u8>> {
        self.terminal.draw(draw)?;
        let mut changes = self.bytes.0.take();
        if changes.ends_with(RESETS) {
            changes.truncate(changes.len() - RESETS.len());
            changes.extend_from_slice(RESET);
        }
        let backend = self.terminal.backend();
        let wanted = backend.visible.then_some(backend.cursor);
        if changes.is_empty() && wanted == self.shown {
            return Ok(changes);
        }
        let mut frame = Vec::with_capacity(changes.len() + 40);
        frame.queue(BeginSynchronizedUpdate)?;
        if self.shown.is_some() {
            // Drawing moves it about, which flickers in terminals that know no synchronized updates.
            frame.queue(Hide)?;
        }
        frame.extend_from_slice(&changes);
        if let Some(Position { x, y }) = wanted {
            frame.queue(MoveTo(x, y))?.queue(Show)?;
        }
        frame.queue(EndSynchronizedUpdate)?;
        self.shown = wanted;
        Ok(frame)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Modifier, Style};
    use ratatui::text::{Line, Text};

    use super::*;

    const SIZE: Size = Size::new(80, 24);

    fn screen() -> Screen {
        Screen::new(SIZE).expect("memory is writable")
    }

    fn draw(screen: &mut Screen, draw: impl FnOnce(&mut Frame)) -> String {
        String::from_utf8(screen.draw(draw).expect("memory is writable")).expect("UTF-8")
    }

    /// A list whose selected row is reversed over the whole width, the costliest way to select.
    fn list(frame: &mut Frame, selected: usize) {
        let row = |n| {
            let line = Line::raw(format!("{:<80}", format!("R-{n:05} a risk of the system, number {n}")));
            let reversed = Style::new().add_modifier(Modifier::REVERSED);
            if n == selected { line.style(reversed) } else { line }
        };
        frame.render_widget((0..24).map(row).collect::<Text>(), frame.area());
    }

    #[test]
    fn an_unchanged_frame_is_no_bytes() {
        let mut screen = screen();
        assert!(draw(&mut screen, |frame| list(frame, 0)).len() > 500);
        assert_eq!(draw(&mut screen, |frame| list(frame, 0)), "");
    }

    #[test]
    fn moving_a_selection_stays_below_300_bytes() {
        let mut screen = screen();
        draw(&mut screen, |frame| list(frame, 0));
        let bytes = draw(&mut screen, |frame| list(frame, 1));
        assert!(bytes.len() <= 300, "{} bytes: {bytes:?}", bytes.len());
    }

    #[test]
    fn a_frame_is_bracketed_and_touches_the_cursor_only_when_it_has_to() {
        let mut screen = screen();
        let frame = |x| {
            move |frame: &mut Frame| {
                frame.render_widget("hello", frame.area());
                frame.set_cursor_position((x, 0));
            }
        };
        let first = draw(&mut screen, frame(1));
        assert!(first.starts_with("\x1b[?2026h\x1b[1;1Hhello"), "{first:?}");
        assert!(first.ends_with("\x1b[1;2H\x1b[?25h\x1b[?2026l"), "{first:?}");
        assert_eq!(draw(&mut screen, frame(1)), "");
        let moved = "\x1b[?2026h\x1b[?25l\x1b[1;3H\x1b[?25h\x1b[?2026l";
        assert_eq!(draw(&mut screen, frame(2)), moved);
        let hidden = draw(&mut screen, |frame| frame.render_widget("hello", frame.area()));
        assert_eq!(hidden, "\x1b[?2026h\x1b[?25l\x1b[?2026l");
        screen.renew(Size::new(40, 10)).expect("memory is writable");
        let renewed = draw(&mut screen, |frame| frame.render_widget("hello", frame.area()));
        assert!(renewed.starts_with("\x1b[?2026h\x1b[2J"), "{renewed:?}");
        assert!(renewed.contains("hello") && !renewed.contains("\x1b[6n"), "{renewed:?}");
    }
}
