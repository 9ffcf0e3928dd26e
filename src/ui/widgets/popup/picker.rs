//! A list one narrows by typing: the input on top, below it what matches, best first, with the matches highlighted.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::StatefulWidget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::roles::Role;
use crate::ui::widgets::form::line_input::Input;
use crate::ui::widgets::frame::scroll::Scroll;

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
#[derive(Clone, Copy)]
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
    /// Returns a match; asked for visible ones only.
    pub found: &'a dyn Fn(usize) -> Found<'a>,
}

impl StatefulWidget for &Picker<'_> {
    /// What is shown, and where the terminal's cursor belongs.
    type State = (Scroll, Option<Position>);

    fn render(self, area: Rect, buf: &mut Buffer, (scroll, position): &mut Self::State) {
        let pen = &mut Pen::new(buf, self.input.look);
        let (line, body) = layout::top(area, 1);
        let count = format!("{} of {}", self.rows, self.total);
        let wide = text::width(&count, pen.glyphs()) as u16;
        let (field, count_area) = if line.width > wide + 20 {
            layout::right(line, wide + 1)
        } else {
            (line, Rect::default())
        };
        pen.aligned(count_area, &count, Role::Muted, Align::Right);
        pen.render_stateful_widget(&self.input, field, position);
        let (rule, body) = layout::top(body, 1);
        pen.repeat(rule, pen.glyphs().frame.horizontal_top, Role::Border);
        if self.rows == 0 {
            pen.text(layout::left(body, 2).1, self.empty, Role::Muted);
            return;
        }
        let cursor = self.cursor.min(self.rows - 1);
        let height = usize::from(body.height);
        scroll.follow(cursor..cursor + 1, height, self.rows);
        for (place, row) in (scroll.top..self.rows).take(height).enumerate() {
            draw_row(layout::line(body, place), &(self.found)(row), row == cursor, pen);
        }
    }
}

fn draw_row(area: Rect, found: &Found<'_>, here: bool, pen: &mut Pen<'_>) {
    let mut pen = pen.over(area, Role::background(here, true));
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

    fn draw(rows: usize, pen: &mut Pen<'_>, area: Rect) {
        let picker = Picker {
            input: Input::new(pen.look()).typed("", "pa", 2, ""),
            rows,
            total: 40,
            cursor: 1,
            empty: "Nobody matches.",
            found: &found,
        };
        pen.render_stateful_widget(&picker, area, &mut (Scroll::at(9), None));
    }

    #[test]
    fn matches_are_listed_under_the_input() {
        let lines = canvas(34, 5, |pen, area| draw(3, pen, area));
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
        let buffer = buffer(plain(), 34, 5, |pen, area| draw(3, pen, area));
        let attributes = |column| buffer[(column, 2)].modifier;
        assert!(attributes(2).contains(Modifier::UNDERLINED), "it matches");
        assert!(!attributes(3).contains(Modifier::UNDERLINED), "it does not");
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| {
            draw(3, pen, area);
            draw(0, pen, area);
        });
    }
}
