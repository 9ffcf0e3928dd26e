//! One record to read: headings, labels with wrapped values, and lines one can walk to.
//!
//! ratatui's `Paragraph` knows no labels and no cursor, and alone costs more than a whole frame does here.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::StatefulWidget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::glyphs::Glyphs;
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::scroll::Scroll;

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item<'a> {
    /// A heading, with a blank line above unless it comes first.
    Heading(Cow<'a, str>),
    /// A label and its value; long values wrap beside the label.
    Field {
        /// The label.
        label: Cow<'a, str>,
        /// The value.
        value: Cow<'a, str>,
        /// What the value means.
        role: Role,
    },
    /// Text over the whole width; paragraphs stay.
    Text(Cow<'a, str>, Role),
    /// A line of pieces one can put the cursor on, such as a linked record.
    Row(Vec<Piece<'a>>),
    /// An empty line.
    Blank,
}

impl<'a> Item<'a> {
    /// Returns a label with an ordinary value.
    pub fn field(label: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self::Field {
            label: label.into(),
            value: value.into(),
            role,
        }
    }
}

/// A record to read.
#[derive(Debug, Clone, Copy)]
pub struct Detail<'a> {
    items: &'a [Item<'a>],
    /// The position among the items of the row under the cursor.
    cursor: Option<usize>,
    /// Whether it has the keyboard.
    focused: bool,
    look: Look,
}

/// One line as drawn: which item it belongs to, and what it shows.
struct Line<'a> {
    item: usize,
    label: Cow<'a, str>,
    body: Body<'a>,
}

enum Body<'a> {
    Heading(&'a str),
    Text(String, Role),
    Pieces(&'a [Piece<'a>]),
}

impl StatefulWidget for &Detail<'_> {
    type State = Scroll;

    fn render(self, area: Rect, buf: &mut Buffer, scroll: &mut Scroll) {
        self.draw(area, buf, scroll);
    }
}

impl<'a> Detail<'a> {
    /// Draws what fits, and follows the cursor where there is one. Returns on which line each item begins, and last how many
    /// lines there are.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, scroll: &mut Scroll) -> Vec<usize> {
        let pen = &mut Pen::new(buf, self.look);
        let area = layout::measure(area);
        if area.is_empty() {
            return Vec::new();
        }
        let label = self.label_width(area.width, pen.glyphs());
        let lines = self.lines(area.width, label, pen.glyphs());
        let height = usize::from(area.height);
        let here = self.cursor.and_then(|cursor| {
            let first = lines.iter().position(|line| line.item == cursor)?;
            let count = lines[first..].iter().take_while(|line| line.item == cursor).count();
            Some(first..first + count)
        });
        match here {
            Some(range) => scroll.follow(range, height, lines.len()),
            None => scroll.clamp(height, lines.len()),
        }
        for (place, line) in lines.iter().skip(scroll.top).take(height).enumerate() {
            self.line(layout::line(area, place), line, label, pen);
        }
        let begins = |item| lines.partition_point(|line| line.item < item);
        (0..=self.items.len()).map(begins).collect()
    }

    /// Returns what there is to read, with neither cursor nor keyboard.
    pub fn new(items: &'a [Item<'a>], look: Look) -> Self {
        Self {
            items,
            cursor: None,
            focused: false,
            look,
        }
    }

    /// Returns it with a cursor on a row, as far as there is one.
    #[must_use]
    pub fn cursor(self, cursor: Option<usize>, focused: bool) -> Self {
        Self {
            cursor,
            focused,
            ..self
        }
    }

    fn label_width(&self, width: u16, glyphs: &Glyphs) -> u16 {
        let labels = self.items.iter().filter_map(|item| match item {
            Item::Field { label, .. } => Some(text::width(label, glyphs) as u16),
            _ => None,
        });
        labels.max().unwrap_or(0).min(width / 3)
    }

    fn lines(&self, width: u16, label_width: u16, glyphs: &Glyphs) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        for (item, what) in self.items.iter().enumerate() {
            let mut push = |label, body| lines.push(Line { item, label, body });
            let empty = || Body::Text(String::new(), Role::Text);
            match what {
                Item::Heading(heading) => {
                    if item > 0 {
                        push(Cow::Borrowed(""), empty());
                    }
                    push(Cow::Borrowed(""), Body::Heading(heading));
                }
                Item::Field { label, value, role } => {
                    let room = usize::from(width.saturating_sub(label_width + 2));
                    for (at, line) in text::wrap(value, room, glyphs).into_iter().enumerate() {
                        let label = if at == 0 { label } else { "" };
                        push(Cow::Borrowed(label), Body::Text(line, *role));
                    }
                }
                Item::Text(text, role) => {
                    for line in text::wrap(text, usize::from(width), glyphs) {
                        push(Cow::Borrowed(""), Body::Text(line, *role));
                    }
                }
                Item::Row(pieces) => push(Cow::Borrowed(""), Body::Pieces(pieces)),
                Item::Blank => push(Cow::Borrowed(""), empty()),
            }
        }
        lines
    }

    fn line(&self, area: Rect, line: &Line<'_>, label_width: u16, pen: &mut Pen<'_>) {
        let here = self.cursor == Some(line.item);
        let mut pen = pen.over(area, Role::background(here, self.focused));
        let glyphs = pen.glyphs();
        match &line.body {
            Body::Heading(heading) => {
                let used = pen.text(area, heading, Role::Header);
                let rule = layout::left(area, used + 1).1;
                pen.repeat(rule, glyphs.frame.horizontal_top, Role::Border);
            }
            Body::Pieces(pieces) => {
                let (gutter, rest) = layout::left(area, 2);
                let symbol = if here { glyphs.cursor } else { glyphs.bullet };
                pen.text(gutter, symbol, if here { Role::Accent } else { Role::Border });
                pen.pieces(rest, pieces);
            }
            Body::Text(text, role) => {
                let field = matches!(self.items.get(line.item), Some(Item::Field { .. }));
                let value = if field {
                    let (label, rest) = layout::left(area, label_width);
                    pen.aligned(label, &line.label, Role::Muted, Align::Left);
                    layout::left(rest, 2).1
                } else {
                    area
                };
                pen.text(value, text, *role);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    fn items() -> Vec<Item<'static>> {
        vec![
            Item::Heading("Action".into()),
            Item::field("Owner", "Platform", Role::Text),
            Item::field("Why", "Retrieved pages can carry instructions.", Role::Text),
            Item::Heading("Linked".into()),
            Item::Row(vec![Piece::new("R-4t2", Role::Link), Piece::plain(" Injection")]),
        ]
    }

    #[test]
    fn values_wrap_beside_their_label() {
        let items = items();
        let lines = canvas(24, 8, |pen, area| {
            let detail = Detail::new(&items, pen.look()).cursor(Some(4), true);
            pen.render_stateful_widget(&detail, area, &mut Scroll::default());
        });
        assert_eq!(
            lines,
            [
                "Action ─────────────────",
                "Owner  Platform",
                "Why    Retrieved pages",
                "       can carry",
                "       instructions.",
                "",
                "Linked ─────────────────",
                "❯ R-4t2 Injection",
            ]
        );
    }

    #[test]
    fn the_cursor_scrolls_into_view() {
        let items = items();
        let lines = canvas(24, 3, |pen, area| {
            let detail = Detail::new(&items, pen.look()).cursor(Some(4), true);
            pen.render_stateful_widget(&detail, area, &mut Scroll::default());
        });
        assert_eq!(lines[2], "❯ R-4t2 Injection");
    }

    #[test]
    fn any_size_survives() {
        let items = items();
        survives(|pen, area| {
            for cursor in [None, Some(4), Some(99)] {
                let detail = Detail::new(&items, pen.look()).cursor(cursor, false);
                pen.render_stateful_widget(&detail, area, &mut Scroll::at(3));
            }
        });
    }
}
