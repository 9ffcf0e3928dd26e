//! A framed box over the screen, with a title and room for text or a widget.

pub mod menu;
pub mod picker;
pub mod toast;

use ratatui::layout::Rect;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::pane::Pane;

/// Where a popup stands.
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
#[derive(Debug, Clone, Copy, Default)]
pub struct Popup<'a> {
    /// The title.
    pub title: &'a str,
    /// A short note on the lower edge, usually the keys.
    pub foot: &'a str,
    /// The size of the inside it would like.
    pub size: (u16, u16),
    /// Where it stands.
    pub place: Place,
    /// Whether it asks about something destructive.
    pub danger: bool,
}

impl Popup<'_> {
    /// Clears its place in an area, draws the frame, and returns what is inside.
    pub fn draw(&self, area: Rect, pen: &mut Pen<'_>) -> Rect {
        let (width, height) = (self.size.0.saturating_add(4), self.size.1.saturating_add(2));
        let place = match self.place {
            Place::Middle => layout::popup(area, width, height),
            Place::Upper => layout::hanging(area, width, height),
            Place::Corner => layout::corner(area, width, height),
        };
        pen.clear(place);
        let role = if self.danger { Role::Danger } else { Role::Title };
        let pane = Pane {
            title: vec![Piece::new(self.title, role)],
            foot: self.foot,
            focused: true,
            ..Pane::default()
        };
        layout::inset(pane.draw(place, pen), 1, 0)
    }
}

/// Draws a popup with wrapped text, as tall as the text needs.
pub fn message(popup: &Popup<'_>, text: &str, area: Rect, pen: &mut Pen<'_>) {
    lines(popup, &wrapped(popup, text, area, pen), area, pen);
}

fn measure(popup: &Popup<'_>, area: Rect) -> u16 {
    popup.size.0.min(layout::MEASURE).min(area.width.saturating_sub(6))
}

/// Returns the lines of a text as a popup of its width shows them.
pub fn wrapped(popup: &Popup<'_>, text: &str, area: Rect, pen: &Pen<'_>) -> Vec<String> {
    text::wrap(text, usize::from(measure(popup, area)), pen.glyphs())
}

/// Draws a popup as high as some lines, with them in it.
pub fn lines(popup: &Popup<'_>, lines: &[String], area: Rect, pen: &mut Pen<'_>) {
    let sized = Popup {
        size: (measure(popup, area), lines.len() as u16),
        ..*popup
    };
    let inside = sized.draw(area, pen);
    for (at, line) in lines.iter().enumerate() {
        pen.text(layout::line(inside, at), line, Role::Text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    fn popup() -> Popup<'static> {
        Popup {
            title: "Cancel 3 actions?",
            foot: "y yes",
            size: (24, 3),
            ..Popup::default()
        }
    }

    #[test]
    fn text_wraps_inside_and_covers_what_is_below() {
        let lines = canvas(34, 6, |pen, area| {
            pen.repeat(area, "x", Role::Text);
            message(&popup(), "They keep their history and leave every queue.", area, pen);
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
            survives(|pen, area| message(&Popup { place, ..popup() }, "Some words.", area, pen));
        }
    }
}
