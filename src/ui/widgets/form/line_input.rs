//! A line one types into: its value, the cursor, a hint of what could come, and what is wrong with it.

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::roles::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::StatefulWidget;

/// One input.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// What is asked for; empty for none.
    pub label: &'a str,
    /// What was typed.
    pub value: &'a str,
    /// The byte the cursor is before, when the input has the keyboard.
    pub cursor: Option<usize>,
    /// Shown muted behind the value: a completion, or an example while nothing is typed.
    pub ghost: &'a str,
    /// Why the value is refused.
    pub error: Option<&'a str>,
    /// How it is answered, below the value while nothing is wrong with it.
    pub below: &'a str,
    /// How it is drawn.
    pub look: Look,
}

impl<'a> Input<'a> {
    /// Returns an empty input.
    pub const fn new(look: Look) -> Self {
        Self {
            label: "",
            value: "",
            cursor: None,
            ghost: "",
            error: None,
            below: "",
            look,
        }
    }

    /// Returns the input of a line that is being typed.
    #[must_use]
    pub const fn typed(self, label: &'a str, value: &'a str, cursor: usize, ghost: &'a str) -> Self {
        Self {
            label,
            value,
            cursor: Some(cursor),
            ghost,
            ..self
        }
    }

    /// Returns how many lines below the first the error takes in a width of cells; a line stays free without one.
    pub fn error_height(&self, width: u16) -> u16 {
        let below = self.error.unwrap_or(self.below);
        self.error_lines(below, width).len().max(1) as u16
    }

    /// Returns the input with what is shown behind the value below it instead, where it has no room there.
    #[must_use]
    pub fn readable(self, width: u16) -> Self {
        let glyphs = self.look.glyphs;
        let used = [self.label, self.value, self.ghost].map(|text| text::width(text, glyphs));
        let label = usize::from(used[0] > 0);
        if used.iter().sum::<usize>() + label <= usize::from(width) || self.error.is_some() {
            return self;
        }
        Self {
            ghost: "",
            below: self.ghost.trim_start(),
            ..self
        }
    }

    fn error_lines(&self, error: &str, width: u16) -> Vec<String> {
        let glyphs = self.look.glyphs;
        let label = text::width(self.label, glyphs);
        let room = usize::from(width).saturating_sub(label + usize::from(label > 0));
        text::wrap(error, room.max(1), glyphs)
    }

    /// Draws why the value is refused, in the lines of an area, under the value.
    pub(in crate::ui) fn draw_error(&self, area: Rect, pen: &mut Pen<'_>) {
        let (below, role) = match self.error {
            Some(error) => (error, Role::Danger),
            None => (self.below, Role::Muted),
        };
        let label = text::width(self.label, pen.glyphs()) as u16;
        let (_, beside) = layout::left(area, label + u16::from(label > 0));
        pen.lines(beside, &self.error_lines(below, area.width), role);
    }
}

impl StatefulWidget for &Input<'_> {
    /// Where the terminal's cursor belongs; left as it is by an input without the keyboard.
    type State = Option<Position>;

    /// Draws the input on the first line and the error below, wrapped, as far as there is room.
    fn render(self, area: Rect, buf: &mut Buffer, position: &mut Option<Position>) {
        let pen = &mut Pen::new(buf, self.look);
        let line = layout::line(area, 0);
        let used = pen.text(line, self.label, Role::Header);
        let (_, field) = layout::left(line, used + u16::from(used > 0));
        self.draw_error(layout::top(area, 1).1, pen);
        if field.is_empty() {
            return;
        }
        let role = match (self.error, self.cursor) {
            (Some(_), _) => Role::InputInvalid,
            (None, Some(_)) => Role::InputFocused,
            (None, None) => Role::Input,
        };
        let mut pen = pen.over(field, role);
        let Some(cursor) = self.cursor else {
            let used = pen.text(field, self.value, role);
            pen.text(layout::left(field, used).1, self.ghost, Role::Muted);
            return;
        };
        let glyphs = pen.glyphs();
        let cursor = boundary(self.value, cursor);
        // One cell stays free for the cursor behind the last character.
        let room = usize::from(field.width.saturating_sub(1));
        let (before, whole) = text::ending(&self.value[..cursor], room, glyphs);
        let first = pen.text(field, &before, role);
        let (_, rest) = layout::left(field, first);
        let used = pen.text(rest, &self.value[cursor..], role);
        pen.text(layout::left(rest, used).1, self.ghost, Role::Muted);
        if !whole {
            pen.aligned(layout::left(field, 1).0, glyphs.ellipsis, Role::Muted, Align::Left);
        }
        *position = Some(rest.as_position());
    }
}

/// Returns the start of the character a byte belongs to.
fn boundary(value: &str, byte: usize) -> usize {
    (0..=byte.min(value.len()))
        .rev()
        .find(|at| value.is_char_boundary(*at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, look, survives};

    fn drawn(width: u16, height: u16, input: Input<'_>) -> (Vec<String>, Option<Position>) {
        let mut at = None;
        let lines = canvas(width, height, |pen, area| {
            pen.render_stateful_widget(&input, area, &mut at);
        });
        (lines, at)
    }

    #[test]
    fn the_cursor_is_placed_behind_wide_graphemes() {
        let input = Input {
            label: "Owner",
            value: "危険x",
            cursor: Some("危険".len()),
            ..Input::new(look())
        };
        let (lines, at) = drawn(20, 2, input);
        assert_eq!(lines[0], "Owner 危険x");
        assert_eq!(at, Some(Position::new(10, 0)));
    }

    #[test]
    fn a_long_value_scrolls_to_its_cursor() {
        let value = "abcdefghijkl";
        let input = Input {
            value,
            cursor: Some(value.len()),
            ..Input::new(look())
        };
        let (lines, at) = drawn(8, 2, input);
        assert_eq!(lines[0], "…ghijkl");
        assert_eq!(at, Some(Position::new(7, 0)));
    }

    #[test]
    fn the_error_is_under_the_value() {
        let input = Input {
            label: "Due",
            value: "soon",
            error: Some("No date."),
            ..Input::new(look())
        };
        assert_eq!(drawn(20, 2, input).0, ["Due soon", "    No date."]);
    }

    #[test]
    fn a_long_error_is_wrapped() {
        let input = Input {
            label: "Due",
            value: "soon",
            error: Some("`soon` is no day. Write +1w."),
            ..Input::new(look())
        };
        assert_eq!(input.error_height(20), 2);
        assert_eq!(
            drawn(20, 3, input).0,
            ["Due soon", "    `soon` is no", "    day. Write +1w."]
        );
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| {
            let input = Input {
                error: Some("No."),
                ..Input::new(pen.look()).typed("Due", "危険 2027", 1, "-01-01")
            };
            pen.render_stateful_widget(&input, area, &mut None);
        });
    }
}
