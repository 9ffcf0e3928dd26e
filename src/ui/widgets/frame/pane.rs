//! A framed pane: its title, a note at the right, and how far it is scrolled.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Scrollbar, ScrollbarOrientation, StatefulWidget, Widget};

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::glyphs::Glyphs;
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::scroll::Scroll;

/// A frame with a title.
#[derive(Debug, Clone)]
pub struct Pane<'a> {
    /// In pieces: name, filter, sort.
    title: Vec<Piece<'a>>,
    note: &'a str,
    foot: &'a str,
    below: &'a str,
    /// Whether it has the keyboard.
    pub focused: bool,
    look: Look,
}

impl<'a> Pane<'a> {
    /// Returns a pane with a title in pieces.
    pub fn new(title: Vec<Piece<'a>>, focused: bool, look: Look) -> Self {
        Self {
            title,
            note: "",
            foot: "",
            below: "",
            focused,
            look,
        }
    }

    /// Returns a pane with a plain title.
    pub fn titled(title: &'a str, focused: bool, look: Look) -> Self {
        Self::new(vec![Piece::new(title, Role::Title)], focused, look)
    }

    /// Returns the pane with a short note at the right end of the upper line.
    #[must_use]
    pub fn note(self, note: &'a str) -> Self {
        Self { note, ..self }
    }

    /// Returns the pane with a short note at the right end of the lower line.
    #[must_use]
    pub fn foot(self, foot: &'a str) -> Self {
        Self { foot, ..self }
    }

    /// Returns the pane with a text at the left end of the lower line, cut where it does not fit.
    #[must_use]
    pub fn below(self, below: &'a str) -> Self {
        Self { below, ..self }
    }

    /// Returns what is inside the frame.
    pub fn inner(&self, area: Rect) -> Rect {
        layout::inset(area, 1, 1)
    }

    fn role(&self) -> Role {
        if self.focused {
            Role::BorderFocused
        } else {
            Role::Border
        }
    }
}

impl Widget for &Pane<'_> {
    /// Draws the frame with its texts, which are any text and so go through the pen, not into a title of `Block`.
    fn render(self, area: Rect, buf: &mut Buffer) {
        let pen = &mut Pen::new(buf, self.look);
        let role = self.role();
        pen.frame(area, role);
        let (upper, rest) = layout::top(area, 1);
        let lower = layout::bottom(rest, 1).1;
        let mut rest = layout::inset(upper, 2, 0);
        if !self.note.is_empty() && usize::from(rest.width) >= self.note.len() + 8 {
            let used = pen.aligned(rest, &format!(" {} ", self.note), Role::Muted, Align::Right);
            rest = layout::right(rest, used).0;
        }
        let lower = layout::inset(lower, 2, 0);
        let room = usize::from(lower.width).saturating_sub(2);
        let foot = that_fits(self.foot, room, pen.glyphs());
        let mut room = room;
        if !foot.is_empty() {
            let used = pen.aligned(lower, &format!(" {foot} "), Role::Muted, Align::Right);
            room = room.saturating_sub(usize::from(used) + 1);
        }
        if !self.below.is_empty() && room >= LEAST {
            let below = text::truncate(self.below, room, pen.glyphs());
            pen.aligned(lower, &format!(" {below} "), Role::Text, Align::Left);
        }
        if !self.title.is_empty() && rest.width > 2 {
            let (start, room) = layout::left(rest, 1);
            let (room, _) = layout::right(room, 1);
            pen.text(start, " ", role);
            let used = pen.pieces(room, &self.title);
            pen.text(layout::line(layout::left(rest, used + 1).1, 0), " ", role);
        }
    }
}

impl StatefulWidget for &Pane<'_> {
    type State = Scroll;

    /// Draws the frame, and on its right line what part of the inside is visible.
    fn render(self, area: Rect, buf: &mut Buffer, scroll: &mut Scroll) {
        Widget::render(self, area, buf);
        if !scroll.overflows() || area.width < 2 {
            return;
        }
        let track = layout::right(layout::inset(area, 0, 1), 1).1;
        Scrollbar::new(ScrollbarOrientation::VerticalRight)
            .begin_symbol(None)
            .end_symbol(None)
            .track_symbol(None)
            .thumb_symbol(self.look.glyphs.thumb)
            .thumb_style(self.look.theme.style(self.role()))
            .render(track, buf, &mut scroll.bar(usize::from(track.height)));
    }
}

/// How many cells there are at least for a note that is cut.
const LEAST: usize = 4;

/// Returns as much of a row of hints as fits. Hints are divided by `, ` or blanks; those before the last go first, from
/// the right, since the last one says how to leave.
fn that_fits<'a>(foot: &'a str, room: usize, glyphs: &Glyphs) -> Cow<'a, str> {
    if text::width(foot, glyphs) <= room {
        return Cow::Borrowed(foot);
    }
    let divider = ["   ", "  ", ", "].into_iter().find(|divider| foot.contains(divider));
    let mut hints: Vec<&str> = divider.map_or_else(|| vec![foot], |divider| foot.split(divider).collect());
    while hints.len() > 1 {
        hints.remove(hints.len() - 2);
        let fewer = hints.join(divider.unwrap_or_default());
        if text::width(&fewer, glyphs) <= room {
            return Cow::Owned(fewer);
        }
    }
    let last = hints.first().copied().unwrap_or_default();
    if room < LEAST {
        return Cow::Borrowed("");
    }
    text::truncate(last, room, glyphs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::style::glyphs::UNICODE;

    #[test]
    fn a_row_of_hints_that_does_not_fit_is_shortened_and_never_dropped() {
        let foot = "y copies Markdown, c copies a commit message, esc goes back, q leaves the program";
        for (room, shown) in [
            (90, foot),
            (70, "y copies Markdown, c copies a commit message, q leaves the program"),
            (50, "y copies Markdown, q leaves the program"),
            (30, "q leaves the program"),
            (10, "q leaves \u{2026}"),
            (3, ""),
        ] {
            assert_eq!(that_fits(foot, room, &UNICODE), shown, "{room}");
        }
        assert_eq!(that_fits("enter  f  esc closes", 17, &UNICODE), "enter  esc closes");
    }
    use crate::ui::widgets::testing::{canvas, plain_canvas, survives};

    fn draw(pen: &mut Pen<'_>, area: Rect) {
        let title = vec![Piece::new("Risks", Role::Title), Piece::new(" · open", Role::Muted)];
        let pane = Pane::new(title, true, pen.look()).note("current").foot("3 of 9");
        pen.render_widget(&pane, area);
    }

    #[test]
    fn title_and_notes_sit_on_the_frame() {
        let lines = canvas(30, 3, draw);
        assert_eq!(lines[0], "╭─ Risks · open ─── current ─╮");
        assert_eq!(lines[2], "╰─────────────────── 3 of 9 ─╯");
    }

    #[test]
    fn a_text_below_begins_at_the_left_and_is_cut_with_a_sign() {
        let draw = |width, foot| {
            let lines = canvas(width, 3, |pen, area| {
                let pane = Pane::titled("Risks", true, pen.look())
                    .below("Drift of the model")
                    .foot(foot);
                pen.render_widget(&pane, area);
            });
            lines[2].clone()
        };
        assert_eq!(draw(30, ""), "╰─ Drift of the model ───────╯");
        assert_eq!(draw(20, ""), "╰─ Drift of the … ─╯");
        assert_eq!(draw(24, "3 of 9"), "╰─ Drift of… ─ 3 of 9 ─╯");
    }

    #[test]
    fn ascii_frames_are_ascii() {
        let lines = plain_canvas(20, 3, |pen, area| {
            pen.render_widget(&Pane::titled("Risks", true, pen.look()), area);
        });
        assert_eq!(
            lines,
            ["+- Risks ----------+", "|                  |", "+------------------+"]
        );
    }

    #[test]
    fn the_thumb_marks_the_place() {
        let lines = canvas(8, 6, |pen, area| {
            let mut scroll = Scroll {
                top: 6,
                shown: 4,
                total: 10,
            };
            pen.render_stateful_widget(&Pane::titled("R", false, pen.look()), area, &mut scroll);
        });
        assert_eq!(lines[1], "│      │");
        assert_eq!(lines[4], "│      ┃");
    }

    #[test]
    fn any_size_survives() {
        survives(draw);
    }
}
