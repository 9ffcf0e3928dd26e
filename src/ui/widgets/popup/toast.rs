//! A short message in the lower right corner: what was done, or what went wrong and what to do.

use ratatui::layout::Rect;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Pen;
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
}

const WIDEST: u16 = 60;

impl Toast<'_> {
    /// Draws the message over the lower right corner of an area.
    pub fn draw(&self, area: Rect, pen: &mut Pen<'_>) {
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
        let inside = layout::inset(pen.frame(place, role), 1, 0);
        let (gutter, body) = layout::left(inside, 2);
        pen.text(gutter, symbol, role);
        for (at, line) in lines.iter().enumerate() {
            pen.text(layout::line(body, at), line, Role::Text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    #[test]
    fn a_message_takes_no_more_room_than_it_needs() {
        let toast = Toast {
            kind: Kind::Error,
            text: "Owner is missing; press o.",
        };
        let lines = canvas(36, 4, |pen, area| toast.draw(area, pen));
        assert_eq!(lines[2], "    │ ✗ Owner is missing; press o. │");
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| {
            let toast = Toast {
                kind: Kind::Done,
                text: "Three actions re-dated.",
            };
            toast.draw(area, pen);
        });
    }
}
