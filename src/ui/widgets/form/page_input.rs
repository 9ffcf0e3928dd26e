//! A page of text being typed: where it breaks into lines, as ranges of bytes so that the cursor's place is known, and
//! the lines around the cursor.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::StatefulWidget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Pen;
use crate::ui::canvas::text;
use crate::ui::style::roles::Role;
use crate::ui::widgets::form::line_input::Input;

/// A text that takes as many rows as it needs, up to some.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The text, with what is asked for and what is wrong with it.
    pub input: Input<'a>,
    /// How many rows it gets at most; the cursor's is always among those shown.
    pub most: u16,
}

impl Page<'_> {
    /// Returns how many lines it has in a width of cells.
    pub fn lines(&self, width: u16) -> usize {
        lines(self.input.value, self.room(width)).len()
    }

    /// Returns how many rows it takes, without the error below.
    pub fn height(&self, width: u16) -> u16 {
        self.lines(width).min(usize::from(self.most)) as u16
    }

    /// Returns the cells beside the label, but for one that stays free for the cursor.
    fn room(&self, width: u16) -> usize {
        usize::from(width).saturating_sub(usize::from(self.indent()) + 1)
    }

    fn indent(&self) -> u16 {
        let label = text::width(self.input.label, self.input.look.glyphs) as u16;
        label + u16::from(label > 0)
    }
}

impl StatefulWidget for &Page<'_> {
    /// Where the terminal's cursor belongs.
    type State = Option<Position>;

    /// Draws the lines around the cursor and the error below.
    fn render(self, area: Rect, buf: &mut Buffer, position: &mut Option<Position>) {
        let Input {
            value, cursor, look, ..
        } = self.input;
        let pen = &mut Pen::new(buf, look);
        let lines = lines(value, self.room(area.width));
        let here = line_of(&lines, cursor.unwrap_or(0));
        // Where there is little room, the error keeps a line of it.
        let room = area.height.saturating_sub(u16::from(self.input.error.is_some()));
        let rows = lines.len().min(usize::from(self.most.min(room))).max(1);
        let first = (here + 1).saturating_sub(rows);
        let indent = self.indent();
        pen.text(layout::line(area, 0), self.input.label, Role::Header);
        for (row, (at, bytes)) in lines.iter().enumerate().skip(first).take(rows).enumerate() {
            let input = Input {
                value: &value[bytes.clone()],
                cursor: cursor
                    .filter(|_| at == here)
                    .map(|cursor| cursor.saturating_sub(bytes.start)),
                ghost: if at + 1 == lines.len() { self.input.ghost } else { "" },
                ..Input::new(look)
            };
            pen.render_stateful_widget(&input, layout::left(layout::line(area, row), indent).1, position);
        }
        self.input.draw_error(layout::top(area, rows as u16).1, pen);
    }
}

/// Returns the bytes of each line: one per line of the text, broken at a blank where it is wider than `room` cells.
///
/// A line end belongs to no line; every other byte belongs to one.
pub fn lines(value: &str, room: usize) -> Vec<Range<usize>> {
    let room = room.max(1);
    let mut lines = Vec::new();
    let mut from = 0;
    for line in value.split('\n') {
        break_up(value, from..from + line.len(), room, &mut lines);
        from += line.len() + 1;
    }
    lines
}

fn break_up(value: &str, line: Range<usize>, room: usize, lines: &mut Vec<Range<usize>>) {
    let (mut start, mut blank, mut used) = (line.start, None, 0);
    for (at, grapheme) in text::cluster_indices(&value[line.clone()]) {
        let at = line.start + at;
        let cells = text::cells(grapheme);
        if used + cells > room && at > start {
            // After the last blank, or in the middle of a word that has none.
            let end = blank.filter(|blank| *blank > start).unwrap_or(at);
            lines.push(start..end);
            used = text::clusters(&value[end..at]).map(text::cells).sum();
            start = end;
            blank = None;
        }
        used += cells;
        if grapheme == " " {
            blank = Some(at + 1);
        }
    }
    lines.push(start..line.end);
}

/// Returns the line in which the cursor stands: the last one it could belong to.
pub fn line_of(lines: &[Range<usize>], cursor: usize) -> usize {
    lines.iter().rposition(|line| line.start <= cursor).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ui::widgets::testing::{canvas, look, survives};

    #[test]
    fn lines_break_at_blanks_and_line_ends() {
        let value = "one two\nthree\n";
        let shown: Vec<_> = lines(value, 5).into_iter().map(|line| &value[line]).collect();
        assert_eq!(shown, ["one ", "two", "three", ""]);
        assert_eq!(line_of(&lines(value, 5), value.len()), 3);
        assert_eq!(line_of(&lines(value, 5), 4), 1);
    }

    #[test]
    fn a_long_text_is_read_in_rows_beside_its_label() {
        let input = Input::new(look()).typed("Note:", "one two three four\nfive", 23, "");
        let page = Page { input, most: 3 };
        let mut at = None;
        let lines = canvas(16, 4, |pen, area| pen.render_stateful_widget(&page, area, &mut at));
        // The label keeps its row; the first line of four gave way to the cursor's.
        assert_eq!(lines, ["Note: three", "      four", "      five", ""]);
        assert_eq!(at, Some(Position::new(10, 2)));
    }

    #[test]
    fn the_error_is_under_the_last_row() {
        let input = Input {
            error: Some("No."),
            ..Input::new(look()).typed("Due:", "aa bb", 0, "")
        };
        let page = Page { input, most: 6 };
        let lines = canvas(9, 3, |pen, area| pen.render_stateful_widget(&page, area, &mut None));
        assert_eq!(lines, ["Due: aa", "     bb", "     No."]);
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| {
            let input = Input {
                error: Some("No."),
                ..Input::new(pen.look()).typed("Due:", "危険 2027\n\nx", 1, "-01-01")
            };
            pen.render_stateful_widget(&Page { input, most: 3 }, area, &mut None);
        });
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_byte_is_in_one_line_in_order(value in "[a-zä \n]{0,40}", room in 1..12usize) {
            let mut at = 0;
            for line in lines(&value, room) {
                prop_assert!(line.start == at || value[at..line.start] == *"\n");
                at = line.end;
            }
            prop_assert_eq!(at, value.len());
        }
    }
}
