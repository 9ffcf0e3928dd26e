//! A framed box over the screen, with a title and room for text or a widget.

pub mod menu;
pub mod picker;
pub mod toast;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::pane::Pane;

/// Where a popup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// In the middle.
    #[default]
    Middle,
    /// In the upper part, for lists that shrink while one types.
    Upper,
    /// In the lower right corner, beside what one is looking at.
    Corner,
}

/// A box over the screen.
#[derive(Debug, Clone, Copy)]
pub struct Popup<'a> {
    title: &'a str,
    foot: &'a str,
    /// The columns and lines it would like inside.
    size: (u16, u16),
    place: Place,
    danger: bool,
    look: Look,
}

impl<'a> Popup<'a> {
    /// Returns a box in the middle, with a title and room for as many columns and lines.
    pub fn new(title: &'a str, size: (u16, u16), look: Look) -> Self {
        Self {
            title,
            foot: "",
            size,
            place: Place::Middle,
            danger: false,
            look,
        }
    }

    /// Returns the box with a short note on the lower edge, usually the keys.
    #[must_use]
    pub fn foot(self, foot: &'a str) -> Self {
        Self { foot, ..self }
    }

    /// Returns the box in a place.
    #[must_use]
    pub fn place(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// Returns the box as one that asks about something destructive.
    #[must_use]
    pub fn danger(self) -> Self {
        Self { danger: true, ..self }
    }

    /// Returns what is inside the frame.
    pub fn inner(&self, area: Rect) -> Rect {
        layout::inset(self.outer(area), 2, 1)
    }

    /// Returns the lines of a text in the width it has here.
    pub fn wrap(&self, text: &str, area: Rect) -> Vec<String> {
        text::wrap(text, usize::from(self.text_width(area)), self.look.glyphs)
    }

    fn text_width(&self, area: Rect) -> u16 {
        self.size.0.min(layout::MEASURE).min(area.width.saturating_sub(6))
    }

    fn outer(&self, area: Rect) -> Rect {
        let (width, height) = (self.size.0.saturating_add(4), self.size.1.saturating_add(2));
        match self.place {
            Place::Middle => layout::popup(area, width, height),
            Place::Upper => layout::hanging(area, width, height),
            Place::Corner => layout::corner(area, width, height),
        }
    }
}

impl Widget for &Popup<'_> {
    /// Clears its place in an area and draws the frame.
    fn render(self, area: Rect, buf: &mut Buffer) {
        let place = self.outer(area);
        let mut pen = Pen::new(buf, self.look);
        pen.clear(place);
        let role = if self.danger { Role::Danger } else { Role::Title };
        let pane = Pane::new(vec![Piece::new(self.title, role)], true, self.look);
        pen.render_widget(&pane.foot(self.foot), place);
    }
}

/// A box as high as some lines, with them in it.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// The box; its own height does not count.
    pub popup: Popup<'a>,
    /// The lines, as [`Popup::wrap`] returns them.
    pub lines: &'a [String],
}

impl Widget for &Message<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let size = (self.popup.text_width(area), self.lines.len() as u16);
        let popup = Popup { size, ..self.popup };
        let mut pen = Pen::new(buf, popup.look);
        pen.render_widget(&popup, area);
        pen.lines(popup.inner(area), self.lines, Role::Text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    fn draw(place: Place, text: &str, pen: &mut Pen<'_>, area: Rect) {
        let popup = Popup::new("Cancel 3 actions?", (24, 3), pen.look()).place(place);
        let popup = popup.foot("y yes");
        let lines = &popup.wrap(text, area);
        pen.render_widget(&Message { popup, lines }, area);
    }

    #[test]
    fn text_wraps_inside_and_covers_what_is_below() {
        let lines = canvas(34, 6, |pen, area| {
            pen.repeat(area, "x", Role::Text);
            let text = "They keep their history and leave every queue.";
            draw(Place::Middle, text, pen, area);
        });
        assert_eq!(
            lines,
            [
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "xxx╭─ Cancel 3 actions? ──────╮xxx",
                "xxx│ They keep their history  │xxx",
                "xxx│ and leave every queue.   │xxx",
                "xxx╰────────────────── y yes ─╯xxx",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            ]
        );
    }

    #[test]
    fn any_size_survives() {
        for place in [Place::Middle, Place::Upper, Place::Corner] {
            survives(|pen, area| draw(place, "Some words.", pen, area));
        }
    }
}
