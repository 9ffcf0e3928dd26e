//! A list one narrows by typing: the input on top, below it what matches, best first, with the matches highlighted.

use ratatui::layout::{Position, Rect};

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::roles::Role;
use crate::ui::widgets::form::line_input::Input;
use crate::ui::widgets::frame::scroll::{Extent, Scroll};

/// One match.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found<'a> {
    /// The id or key in front; empty for none.
    pub lead: Piece<'a>,
    /// The text that matched.
    pub text: Piece<'a>,
    /// What else tells it apart, at the right.
    pub note: Piece<'a>,
}

/// A picker.
#[derive(Debug, Clone, Copy)]
pub struct Picker<'a> {
    /// What was typed.
    pub input: Input<'a>,
    /// How many match.
    pub rows: usize,
    /// Of how many.
    pub total: usize,
    /// The match under the cursor.
    pub cursor: usize,
    /// What to say when nothing matches.
    pub empty: &'a str,
}

impl Picker<'_> {
    /// Draws the picker, asks `fill` for visible matches, and returns the terminal's cursor and what is shown.
    pub fn draw<'d>(
        &self,
        area: Rect,
        scroll: &mut Scroll,
        pen: &mut Pen<'_>,
        mut fill: impl FnMut(usize) -> Found<'d>,
    ) -> (Option<Position>, Extent) {
        let (line, body) = layout::top(area, 1);
        let count = format!("{} of {}", self.rows, self.total);
        let wide = text::width(&count, pen.glyphs()) as u16;
        let (field, count_area) = if line.width > wide + 20 {
            layout::right(line, wide + 1)
        } else {
            (line, Rect::default())
        };
        pen.aligned(count_area, &count, Role::Muted, Align::Right);
        let at = self.input.draw(field, pen);
        let (rule, body) = layout::top(body, 1);
        pen.repeat(rule, pen.glyphs().frame[0], Role::Border);
        if self.rows == 0 {
            pen.text(layout::left(body, 2).1, self.empty, Role::Muted);
            return (at, Extent::default());
        }
        let cursor = self.cursor.min(self.rows - 1);
        let height = usize::from(body.height);
        let extent = scroll.follow(cursor..cursor + 1, height, self.rows);
        for (place, row) in (extent.top..self.rows).take(height).enumerate() {
            draw_row(layout::line(body, place), &fill(row), row == cursor, pen);
        }
        (at, extent)
    }
}

fn draw_row(area: Rect, found: &Found<'_>, here: bool, pen: &mut Pen<'_>) {
    let mut pen = pen.over(area, if here { Role::Selected } else { Role::Text });
    let glyphs = pen.glyphs();
    let (gutter, rest) = layout::left(area, 2);
    if here {
        pen.text(gutter, glyphs.cursor, Role::Accent);
    }
    let note = text::width(&found.note.text, glyphs) as u16;
    let (rest, right) = if note > 0 && rest.width > note + 16 {
        layout::right(rest, note + 2)
    } else {
        (rest, Rect::default())
    };
    pen.piece(right, &found.note, Align::Right);
    let used = pen.piece(rest, &found.lead, Align::Left);
    let (_, rest) = layout::left(rest, used + u16::from(used > 0) * 2);
    pen.piece(rest, &found.text, Align::Left);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{buffer, canvas, plain, survives};
    use ratatui::style::Modifier;

    const NAMES: [&str; 3] = ["Platform team", "Legal", "Safety board"];

    fn found(row: usize) -> Found<'static> {
        Found {
            text: Piece::plain(NAMES[row % 3]).matching(vec![0, 2]),
            note: Piece::new("role", Role::Muted),
            ..Found::default()
        }
    }

    fn picker() -> Picker<'static> {
        Picker {
            input: Input {
                value: "pa",
                cursor: Some(2),
                ..Input::default()
            },
            rows: 3,
            total: 40,
            cursor: 1,
            empty: "Nobody matches.",
        }
    }

    #[test]
    fn matches_are_listed_under_the_input() {
        let lines = canvas(34, 5, |pen, area| {
            picker().draw(area, &mut Scroll::default(), pen, found);
        });
        assert_eq!(
            lines,
            [
                "pa                         3 of 40",
                "──────────────────────────────────",
                "  Platform team               role",
                "❯ Legal                       role",
                "  Safety board                role",
            ]
        );
    }

    #[test]
    fn matched_characters_show_without_colour() {
        let buffer = buffer(plain(), 34, 3, |pen, area| {
            picker().draw(area, &mut Scroll::default(), pen, found);
        });
        let attributes = |column| buffer[(column, 2)].modifier;
        assert!(attributes(2).contains(Modifier::UNDERLINED), "it matches");
        assert!(!attributes(3).contains(Modifier::UNDERLINED), "it does not");
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| {
            picker().draw(area, &mut Scroll { top: 9 }, pen, found);
            let none = Picker { rows: 0, ..picker() };
            none.draw(area, &mut Scroll::default(), pen, found);
        });
    }
}
