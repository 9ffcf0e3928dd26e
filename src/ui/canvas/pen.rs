//! The pen: the only way from text and roles to the cells of a buffer.
//!
//! It keeps three promises for every widget: hidden characters are made visible, nothing is written outside the area,
//! and a wide grapheme is drawn whole or not at all. ratatui's `Line` and `Span` drop control characters without a
//! trace and hold colours instead of roles, so a [`Piece`] stands in for them. To screens a pen is what a `Frame` is in
//! ratatui: it renders widgets.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, Borders, Clear, StatefulWidget, Widget};

use crate::ui::canvas::layout;
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::glyphs::Glyphs;
use crate::ui::style::roles::Role;
use crate::ui::style::theme::Theme;

/// How this terminal is drawn on: colours and symbols.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// What roles look like.
    pub theme: Theme,
    /// Which symbols there are.
    pub glyphs: &'static Glyphs,
}

impl Look {
    /// Returns the look of a terminal.
    pub const fn new(theme: Theme, glyphs: &'static Glyphs) -> Self {
        Self { theme, glyphs }
    }
}

/// A run of text with one meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece<'a> {
    /// The text, as stored.
    pub text: Cow<'a, str>,
    /// What it means.
    pub role: Role,
    /// Positions of the characters that match a search.
    pub matched: Vec<usize>,
}

impl<'a> Piece<'a> {
    /// Returns a run of text with a meaning.
    pub fn new(text: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self {
            text: text.into(),
            role,
            matched: Vec::new(),
        }
    }

    /// Returns a run of ordinary text.
    pub fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(text, Role::Text)
    }

    /// Returns the run with the characters at some positions highlighted.
    #[must_use]
    pub fn matching(mut self, positions: Vec<usize>) -> Self {
        self.matched = positions;
        self
    }
}

/// Draws into a buffer, in one look, on the background of one role.
pub struct Pen<'b> {
    buffer: &'b mut Buffer,
    look: Look,
    background: Role,
}

impl<'b> Pen<'b> {
    /// Returns a pen for a buffer.
    pub fn new(buffer: &'b mut Buffer, look: Look) -> Self {
        Self {
            buffer,
            look,
            background: Role::Text,
        }
    }

    /// Returns how this terminal is drawn on, for the widgets to render.
    pub fn look(&self) -> Look {
        self.look
    }

    /// Renders a widget.
    pub fn render_widget(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area, self.buffer);
    }

    /// Renders a widget that keeps something between frames.
    pub fn render_stateful_widget<W: StatefulWidget>(&mut self, widget: W, area: Rect, state: &mut W::State) {
        widget.render(area, self.buffer, state);
    }

    /// Returns the symbols to draw with.
    pub fn glyphs(&self) -> &'static Glyphs {
        self.look.glyphs
    }

    /// Fills an area with a role and returns a pen that draws on that background.
    pub fn over(&mut self, area: Rect, background: Role) -> Pen<'_> {
        let style = self.look.theme.over(self.background, background);
        self.paint(area, style);
        Pen {
            buffer: self.buffer,
            look: self.look,
            background,
        }
    }

    /// Empties an area, for something that covers what is below.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            self.sever(area.left(), y);
        }
        Clear.render(area, self.buffer);
    }

    /// Gives the cells of an area a role without touching their text.
    pub fn tint(&mut self, area: Rect, role: Role) {
        let style = self.look.theme.over(self.background, role);
        let area = area.intersection(self.buffer.area);
        self.buffer.set_style(area, style);
    }

    /// Draws text on the first line of an area, cut where it must be, and returns the cells used.
    pub fn text(&mut self, area: Rect, text: &str, role: Role) -> u16 {
        self.aligned(area, text, role, Align::Left)
    }

    /// Draws lines of text below each other, as many as an area has room for.
    pub fn lines(&mut self, area: Rect, lines: &[String], role: Role) {
        for (at, line) in lines.iter().take(usize::from(area.height)).enumerate() {
            self.text(layout::line(area, at), line, role);
        }
    }

    /// Draws text at the left, middle or right of the first line of an area, and returns the cells used.
    pub fn aligned(&mut self, area: Rect, text: &str, role: Role, align: Align) -> u16 {
        self.piece(
            area,
            &Piece {
                text: Cow::Borrowed(text),
                role,
                matched: Vec::new(),
            },
            align,
        )
    }

    /// Draws one piece like [`Pen::aligned`], with its matches highlighted.
    pub fn piece(&mut self, area: Rect, piece: &Piece<'_>, align: Align) -> u16 {
        if area.is_empty() {
            return 0;
        }
        let glyphs = self.look.glyphs;
        let shown = text::truncate(&piece.text, usize::from(area.width), glyphs);
        let wide = text::measure(&shown) as u16;
        let spare = area.width.saturating_sub(wide);
        let indent = match align {
            Align::Left => 0,
            Align::Center => spare / 2,
            Align::Right => spare,
        };
        let style = self.look.theme.over(self.background, piece.role);
        let found = self.look.theme.style(Role::Match);
        let (mut x, mut position) = (area.x + indent, 0);
        self.sever(x, area.y);
        for grapheme in text::clusters(&shown) {
            let count = grapheme.chars().count();
            let hit = piece.matched.iter().any(|at| (position..position + count).contains(at));
            position += count;
            x += self.put(x, area.y, grapheme, if hit { style.patch(found) } else { style });
        }
        wide
    }

    /// Draws pieces one after the other on the first line of an area, and returns the cells used.
    pub fn pieces(&mut self, area: Rect, pieces: &[Piece<'_>]) -> u16 {
        let mut rest = area;
        for piece in pieces {
            let used = self.piece(rest, piece, Align::Left);
            rest = layout::left(rest, used).1;
        }
        area.width - rest.width
    }

    /// Draws one symbol in every cell of an area.
    pub fn repeat(&mut self, area: Rect, symbol: &'static str, role: Role) {
        let style = self.look.theme.over(self.background, role);
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            self.sever(area.left(), y);
            for x in area.left()..area.right() {
                self.put(x, y, symbol, style);
            }
        }
    }

    /// Draws a frame around an area that has room for one: a `Block` edge by edge, since one over everything styles
    /// every cell inside too, which costs a tenth of a frame.
    pub fn frame(&mut self, area: Rect, role: Role) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        let style = self.look.theme.over(self.background, role);
        let (first, rest) = layout::top(area, 1);
        let (middle, last) = layout::bottom(rest, 1);
        for (edge, borders) in [
            (first, Borders::TOP | Borders::LEFT | Borders::RIGHT),
            (last, Borders::BOTTOM | Borders::LEFT | Borders::RIGHT),
            (layout::left(middle, 1).0, Borders::LEFT),
            (layout::right(middle, 1).1, Borders::RIGHT),
        ] {
            let block = Block::new().borders(borders).border_set(self.look.glyphs.frame);
            block.border_style(style).render(edge, self.buffer);
        }
    }

    /// Empties an area in a style, row by row: with `Clear` and `Buffer::set_style` each cell is looked up twice, which
    /// costs a tenth of a frame.
    fn paint(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        for y in area.top()..area.bottom() {
            self.sever(area.left(), y);
            let first = self.buffer.index_of(area.left(), y);
            for cell in &mut self.buffer.content[first..first + usize::from(area.width)] {
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Writes a grapheme, beside one that is whole, and returns its cells.
    fn put(&mut self, x: u16, y: u16, grapheme: &str, style: Style) -> u16 {
        let wide = text::cells(grapheme) as u16;
        for covered in x + 1..x + wide {
            if let Some(cell) = self.buffer.cell_mut((covered, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.reset();
            cell.set_symbol(grapheme).set_style(style);
        }
        wide
    }

    /// Blanks a wide grapheme that a new one is about to cut in half.
    fn sever(&mut self, x: u16, y: u16) {
        let Some(before) = x.checked_sub(1) else { return };
        if let Some(cell) = self.buffer.cell_mut((before, y))
            && text::cells(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::export::text as picture;
    use crate::ui::widgets::testing::{canvas, look};

    #[test]
    fn text_stays_inside_its_area() {
        let lines = canvas(10, 1, |pen, _| {
            pen.text(Rect::new(2, 0, 5, 1), "treatment", Role::Text);
        });
        assert_eq!(lines, ["  trea…"]);
    }

    #[test]
    fn escapes_reach_no_cell() {
        let lines = canvas(12, 1, |pen, area| {
            pen.text(area, "a\u{1b}[2J\u{202e}b", Role::Text);
        });
        assert_eq!(lines, ["a␛[2J␦b"]);
    }

    #[test]
    fn a_wide_grapheme_cut_by_a_neighbour_becomes_blank() {
        let lines = canvas(6, 1, |pen, area| {
            pen.text(area, "危険", Role::Text);
            pen.text(Rect::new(1, 0, 1, 1), "x", Role::Text);
        });
        assert_eq!(lines, [" x険"]);
    }

    #[test]
    fn a_row_on_a_background_keeps_it_under_every_word() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
        let mut pen = Pen::new(&mut buffer, look());
        let area = Rect::new(0, 0, 10, 1);
        let mut row = pen.over(area, Role::Selected);
        row.text(area, "late", Role::Overdue);
        let backgrounds: Vec<_> = buffer.content.iter().map(|cell| cell.bg).collect();
        assert!(backgrounds.windows(2).all(|pair| pair[0] == pair[1]));
        assert_eq!(picture::lines(&buffer), ["late"]);
    }

    #[test]
    fn frames_of_any_size_survive() {
        for (width, height) in [(0, 0), (1, 1), (2, 2), (5, 3)] {
            canvas(width, height, |pen, area| {
                pen.frame(area, Role::Border);
            });
        }
    }
}
