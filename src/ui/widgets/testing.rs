//! A small canvas for the tests of the drawing kit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::ui::canvas::pen::{Look, Pen};
use crate::ui::export::text;
use crate::ui::style::glyphs::{ASCII, UNICODE};
use crate::ui::style::theme::{Depth, Shade, Theme};

/// The look most terminals get.
pub(crate) fn look() -> Look {
    Look::new(Theme::default(), &UNICODE)
}

/// The poorest look.
pub(crate) fn plain() -> Look {
    Look::new(Theme::new(Depth::None, Shade::Dark), &ASCII)
}

/// Returns the buffer something draws.
pub(crate) fn buffer(look: Look, width: u16, height: u16, draw: impl FnOnce(&mut Pen<'_>, Rect)) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    draw(&mut Pen::new(&mut buffer, look), area);
    buffer
}

/// Returns the lines something draws in the usual look.
pub(crate) fn canvas(width: u16, height: u16, draw: impl FnOnce(&mut Pen<'_>, Rect)) -> Vec<String> {
    text::lines(&buffer(look(), width, height, draw))
}

/// Returns the lines something draws without colour and Unicode.
pub(crate) fn plain_canvas(width: u16, height: u16, draw: impl FnOnce(&mut Pen<'_>, Rect)) -> Vec<String> {
    text::lines(&buffer(plain(), width, height, draw))
}

/// Draws at every awkward size; a test passes when nothing panics.
pub(crate) fn survives(draw: impl Fn(&mut Pen<'_>, Rect)) {
    for width in [0, 1, 2, 3, 5, 9, 14, 25, 80, 300] {
        for height in [0, 1, 2, 3, 4, 7, 24] {
            for look in [look(), plain()] {
                buffer(look, width, height, |pen, area| draw(pen, area));
            }
        }
    }
}
