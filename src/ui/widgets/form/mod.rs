//! A form: labels with values or inputs, errors under what they are about, and help for the field one is in.

pub mod line_input;
pub mod page_input;

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::StatefulWidget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::glyphs::Glyphs;
use crate::ui::style::roles::Role;
use crate::ui::widgets::form::line_input::Input;
use crate::ui::widgets::form::page_input as page;
use crate::ui::widgets::frame::scroll::Scroll;

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field<'a> {
    /// The heading above it, on the first field of a section.
    pub section: Option<Cow<'a, str>>,
    /// What is asked for.
    pub label: Cow<'a, str>,
    /// Whether it must be filled.
    pub required: bool,
    /// What is in it.
    pub value: Cow<'a, str>,
    /// The byte the cursor is before, while one types into it.
    pub typing: Option<usize>,
    /// Whether it holds a page of text, which is typed over several lines.
    pub page: bool,
    /// Shown muted behind the value: a completion, or an example while it is empty.
    pub ghost: Cow<'a, str>,
    /// Why the value is refused.
    pub error: Option<Cow<'a, str>>,
    /// What the field is for.
    pub help: Cow<'a, str>,
    /// How it is filled, in a word: date, choice, list.
    pub kind: Cow<'a, str>,
}

/// A form.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// The fields.
    pub fields: &'a [Field<'a>],
    /// The field one is in.
    pub focus: usize,
    /// How it is drawn.
    pub look: Look,
}

/// How many lines a value that is not being typed may take.
const TALLEST: usize = 4;
const HELP: u16 = 3;
const KIND: u16 = 10;

enum Line<'a> {
    Blank,
    Section(&'a str),
    Value(usize),
    /// A further line of a long value.
    More(String),
    /// A line of the page being typed: the field, the bytes of its value, and whether the cursor is there.
    Typed(usize, Range<usize>, bool),
    Error(&'a str),
}

impl StatefulWidget for &Form<'_> {
    /// What is shown, and where the terminal's cursor belongs.
    type State = (Scroll, Option<Position>);

    /// Draws the form and follows the focus.
    fn render(self, area: Rect, buf: &mut Buffer, (scroll, position): &mut Self::State) {
        let pen = &mut Pen::new(buf, self.look);
        let area = layout::measure(area);
        if area.is_empty() || self.fields.is_empty() {
            return;
        }
        let (body, help) = if area.height > 8 {
            layout::bottom(area, HELP)
        } else {
            (area, Rect::default())
        };
        self.help(help, pen);
        let label = self.label_width(body.width, pen.glyphs());
        let (lines, focus) = self.lines(body.width, label, pen.glyphs());
        let height = usize::from(body.height);
        scroll.follow(focus, height, lines.len());
        for (place, line) in lines.iter().skip(scroll.top).take(height).enumerate() {
            self.line(layout::line(body, place), line, label, position, pen);
        }
    }
}

impl Form<'_> {
    fn label_width(&self, width: u16, glyphs: &Glyphs) -> u16 {
        let labels = self.fields.iter().map(|field| text::width(&field.label, glyphs));
        (labels.max().unwrap_or(0) as u16).min(width / 3)
    }

    /// Returns every line and which of them belong to the focus.
    fn lines(&self, width: u16, label: u16, glyphs: &Glyphs) -> (Vec<Line<'_>>, Range<usize>) {
        let mut lines = Vec::new();
        let mut focus = 0..1;
        let room = usize::from(split(Rect::new(0, 0, width.saturating_sub(label + 4), 1)).0.width);
        for (at, field) in self.fields.iter().enumerate() {
            let mut first = lines.len();
            if let Some(section) = &field.section {
                if at > 0 {
                    lines.push(Line::Blank);
                    first += 1;
                }
                lines.push(Line::Section(section));
            }
            if field.page && at == self.focus {
                let typed = page::lines(&field.value, room.saturating_sub(1));
                let here = page::line_of(&typed, field.typing.unwrap_or(0));
                focus = lines.len() + here..lines.len() + here + 1;
                let typed = typed.into_iter().enumerate();
                lines.extend(typed.map(|(line, bytes)| Line::Typed(at, bytes, line == here)));
                lines.extend(field.error.as_deref().map(Line::Error));
                continue;
            }
            lines.push(Line::Value(at));
            if field.typing.is_none() {
                let (wrapped, more) = text::first_lines(&field.value, room, TALLEST, glyphs);
                for (line, text) in wrapped.into_iter().enumerate().skip(1) {
                    let cut = line + 1 == TALLEST && more;
                    lines.push(Line::More(if cut {
                        format!("{text}{}", glyphs.ellipsis)
                    } else {
                        text
                    }));
                }
            }
            if let Some(error) = &field.error {
                lines.push(Line::Error(error));
            }
            if at == self.focus {
                focus = first..lines.len();
            }
        }
        (lines, focus)
    }

    fn line(&self, area: Rect, line: &Line<'_>, label_width: u16, position: &mut Option<Position>, pen: &mut Pen<'_>) {
        let rest = layout::left(area, 2).1;
        let value = layout::left(rest, label_width + 2).1;
        match line {
            Line::Blank => {}
            Line::Section(section) => {
                let used = pen.text(area, section, Role::Header);
                let rule = layout::left(area, used + 1).1;
                pen.repeat(rule, pen.glyphs().frame.horizontal_top, Role::Border);
            }
            Line::More(text) => {
                let (value, _) = split(value);
                pen.over(value, Role::Input).text(value, text, Role::Input);
            }
            Line::Typed(at, bytes, here) => {
                let Some(field) = self.fields.get(*at) else { return };
                if bytes.start == 0 {
                    self.label(*at, area, label_width, pen);
                }
                let (value, kind) = split(value);
                if bytes.start == 0 {
                    pen.aligned(kind, &field.kind, Role::Muted, Align::Right);
                }
                let cursor = field.typing.filter(|_| *here);
                let text = field.value.get(bytes.clone()).unwrap_or_default();
                let input = Input {
                    value: text,
                    cursor: cursor.map(|cursor| cursor.saturating_sub(bytes.start)),
                    ghost: if field.value.is_empty() { &field.ghost } else { "" },
                    ..Input::new(self.look)
                };
                pen.render_stateful_widget(&input, value, position);
            }
            Line::Error(error) => {
                let used = pen.text(value, pen.glyphs().cross, Role::Danger);
                pen.text(layout::left(value, used + 1).1, error, Role::Danger);
            }
            Line::Value(at) => {
                let Some(field) = self.fields.get(*at) else { return };
                self.label(*at, area, label_width, pen);
                draw_value(value, field, *at == self.focus, position, pen);
            }
        }
    }

    /// Draws what is asked for, and whether one is there.
    fn label(&self, at: usize, area: Rect, label_width: u16, pen: &mut Pen<'_>) {
        let Some(field) = self.fields.get(at) else { return };
        let (gutter, rest) = layout::left(area, 2);
        let here = at == self.focus;
        if here {
            pen.text(gutter, pen.glyphs().cursor, Role::Accent);
        }
        let (label, mark) = layout::left(rest, label_width);
        pen.text(label, &field.label, if here { Role::Title } else { Role::Muted });
        if field.required {
            pen.text(layout::left(mark, 1).0, "*", Role::Accent);
        }
    }

    fn help(&self, area: Rect, pen: &mut Pen<'_>) {
        let Some(field) = self.fields.get(self.focus) else {
            return;
        };
        pen.repeat(layout::line(area, 0), pen.glyphs().frame.horizontal_top, Role::Border);
        let (lines, _) = text::first_lines(
            &field.help,
            usize::from(area.width),
            usize::from(HELP) - 1,
            pen.glyphs(),
        );
        pen.lines(layout::top(area, 1).1, &lines, Role::Muted);
    }
}

/// Cuts the right part of a field into what is filled in and how, where there is room for both.
fn split(area: Rect) -> (Rect, Rect) {
    if area.width > 3 * KIND {
        layout::right(area, KIND)
    } else {
        (area, Rect::default())
    }
}

fn draw_value(area: Rect, field: &Field<'_>, here: bool, position: &mut Option<Position>, pen: &mut Pen<'_>) {
    let (area, kind) = split(area);
    pen.aligned(kind, &field.kind, Role::Muted, Align::Right);
    if field.typing.is_some() {
        let input = Input {
            value: &field.value,
            cursor: field.typing,
            ghost: &field.ghost,
            ..Input::new(pen.look())
        };
        return pen.render_stateful_widget(&input, area, position);
    }
    let background = match (&field.error, here) {
        (Some(_), _) => Role::InputInvalid,
        (None, true) => Role::InputFocused,
        (None, false) => Role::Input,
    };
    let mut pen = pen.over(area, background);
    let (first, _) = text::first_lines(&field.value, usize::from(area.width), 1, pen.glyphs());
    let shown = first.first().map_or("", String::as_str);
    if shown.is_empty() {
        pen.text(area, &field.ghost, Role::Muted);
    } else {
        pen.text(area, shown, background);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    fn fields() -> Vec<Field<'static>> {
        vec![
            Field {
                section: Some("Action".into()),
                label: "Title".into(),
                required: true,
                value: "Filter retrieved pages".into(),
                ..Field::default()
            },
            Field {
                label: "Due".into(),
                required: true,
                value: "soon".into(),
                typing: Some(4),
                error: Some("No date: write 2027-01-15, +2w or eoq.".into()),
                help: "When it must be done.".into(),
                ..Field::default()
            },
            Field {
                label: "Owner".into(),
                ghost: "who does it".into(),
                ..Field::default()
            },
        ]
    }

    fn draw(focus: usize, state: &mut (Scroll, Option<Position>), pen: &mut Pen<'_>, area: Rect) {
        let form = Form {
            fields: &fields(),
            focus,
            look: pen.look(),
        };
        pen.render_stateful_widget(&form, area, state);
    }

    #[test]
    fn labels_values_errors_and_help_are_drawn() {
        let mut state = Default::default();
        let lines = canvas(54, 9, |pen, area| draw(1, &mut state, pen, area));
        assert_eq!(
            lines,
            [
                "Action ───────────────────────────────────────────────",
                "  Title* Filter retrieved pages",
                "❯ Due  * soon",
                "         ✗ No date: write 2027-01-15, +2w or eoq.",
                "  Owner  who does it",
                "",
                "──────────────────────────────────────────────────────",
                "When it must be done.",
                "",
            ]
        );
        assert_eq!(state.1, Some(Position::new(13, 2)));
    }

    #[test]
    fn the_focus_scrolls_into_view_with_its_error() {
        let lines = canvas(50, 2, |pen, area| draw(1, &mut Default::default(), pen, area));
        assert!(lines[0].contains("Due") && lines[1].contains("No date"));
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| {
            for focus in [0, 1, 2, 9] {
                draw(focus, &mut (Scroll::at(2), None), pen, area);
            }
        });
    }
}
