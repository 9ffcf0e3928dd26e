//! A short message in the lower right corner: what was done, or what went wrong and what to do.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen};
use crate::ui::canvas::text;
use crate::ui::style::roles::Role;

/// What kind of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something was done.
    Done,
    /// Something deserves attention.
    Warning,
    /// Something went wrong; stays until a key.
    Error,
}

/// A message.
#[derive(Debug, Clone, Copy)]
pub struct Toast<'a> {
    /// What kind it is.
    pub kind: Kind,
    /// A sentence.
    pub text: &'a str,
    /// How it is drawn.
    pub look: Look,
}

const WIDEST: u16 = 60;

impl Widget for &Toast<'_> {
    /// Draws the message over the lower right corner of an area.
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(buf, self.look);
        let glyphs = pen.glyphs();
        let (symbol, role) = match self.kind {
            Kind::Done => (glyphs.check, Role::Good),
            Kind::Warning => ("!", Role::Warning),
            Kind::Error => (glyphs.cross, Role::Danger),
        };
        let room = area.width.saturating_sub(6).min(WIDEST);
        let lines = text::wrap(self.text, usize::from(room), glyphs);
        let widest = lines.iter().map(|line| text::width(line, glyphs)).max().unwrap_or(0) as u16;
        if widest == 0 || area.height < 3 {
            return;
        }
        let place = layout::corner(area, widest + 6, lines.len() as u16 + 2);
        pen.clear(place);
        pen.frame(place, role);
        let inside = layout::inset(place, 2, 1);
        let (gutter, body) = layout::left(inside, 2);
        pen.text(gutter, symbol, role);
        pen.lines(body, &lines, Role::Text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    #[test]
    fn a_message_takes_no_more_room_than_it_needs() {
        let lines = canvas(36, 4, |pen, area| {
            let toast = Toast {
                kind: Kind::Error,
                text: "Owner is missing; press o.",
                look: pen.look(),
            };
            pen.render_widget(&toast, area);
        });
        assert_eq!(lines[2], "    │ ✗ Owner is missing; press o. │");
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| {
            let toast = Toast {
                kind: Kind::Done,
                text: "Three actions re-dated.",
                look: pen.look(),
            };
            pen.render_widget(&toast, area);
        });
    }
}
