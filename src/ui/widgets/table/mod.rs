//! A table that draws only the rows one can see, so a hundred thousand cost as much as twenty.
//!
//! Rows are numbered from 0 without groups; a group is a label on a line of its own above the row it starts with. Row
//! data come from a callback that is asked for visible rows only. ratatui's `Table` takes all rows at once, and its layout
//! solver costs more than the rest of a frame.

mod columns;
mod hidden;

use std::borrow::Cow;
use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::StatefulWidget;

pub use columns::{Column, Sort, Width, fit};

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::roles::Role;
use crate::ui::widgets::charts::bar::{Bar, Segment};
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::frame::scroll::Scroll;

/// A label above the row a group starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<'a> {
    /// The first row of the group.
    pub first: usize,
    /// What the rows have in common.
    pub label: Cow<'a, str>,
    /// How many there are, or whatever else belongs at the right.
    pub note: Cow<'a, str>,
    /// What the group means.
    pub role: Role,
    /// How far the group is, in parts of how many; drawn at the right where there is room. The note says it in words.
    pub bar: Option<(Vec<Segment>, usize)>,
}

/// The cells of one row, pushed in the order of the columns.
#[derive(Debug, Default)]
pub struct Cells<'a> {
    pieces: Vec<Piece<'a>>,
    marked: bool,
    away: bool,
    whole: Option<Role>,
}

impl<'a> Cells<'a> {
    /// Adds a cell with a meaning.
    pub fn push(&mut self, text: impl Into<Cow<'a, str>>, role: Role) {
        self.pieces.push(Piece::new(text, role));
    }

    /// Adds empty cells.
    pub fn extend_empty(&mut self, count: usize) {
        self.pieces.extend((0..count).map(|_| Piece::new("", Role::Text)));
    }

    /// Adds a cell whose characters at some positions match a search.
    pub fn push_matching(&mut self, text: impl Into<Cow<'a, str>>, role: Role, matched: Vec<usize>) {
        self.pieces.push(Piece::new(text, role).matching(matched));
    }

    /// Shows the row as marked.
    pub fn mark(&mut self) {
        self.marked = true;
    }

    /// Keeps the cursor from the row, since the keys are about something else.
    pub fn away(&mut self) {
        self.away = true;
    }

    /// Gives every ordinary cell of the row a meaning, such as muted for what is retired.
    pub fn all(&mut self, role: Role) {
        self.whole = Some(role);
    }
}

/// A table of rows.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// The columns, from the left.
    pub columns: &'a [Column<'a>],
    /// How many rows there are.
    pub rows: usize,
    /// The row under the cursor.
    pub cursor: usize,
    /// Whether the table has the keyboard.
    pub focused: bool,
    /// Labels between rows, by first row.
    pub groups: &'a [Group<'a>],
    /// What to say when there are no rows.
    pub empty: &'a str,
    /// Fills the cells of a row; asked for visible ones only.
    pub fill: &'a dyn Fn(usize, &mut Cells<'a>),
    /// How it is drawn.
    pub look: Look,
}

/// For the cursor, the mark and a blank.
const GUTTER: u16 = 3;
const GAP: u16 = 1;

impl StatefulWidget for &Table<'_> {
    type State = Scroll;

    /// Draws the header and the visible rows.
    fn render(self, area: Rect, buf: &mut Buffer, scroll: &mut Scroll) {
        if area.is_empty() {
            return;
        }
        let pen = &mut Pen::new(buf, self.look);
        let (header, body) = layout::top(area, 1);
        let widths = fit(self.columns, layout::left(area, GUTTER).1.width, GAP);
        self.header(header, &widths, pen);
        if self.rows == 0 {
            let room = layout::left(body, GUTTER).1;
            let lines = text::wrap(self.empty, usize::from(room.width), pen.glyphs());
            for (at, line) in lines.iter().enumerate() {
                pen.text(layout::line(room, at), line, Role::Muted);
            }
            return;
        }
        let height = usize::from(body.height);
        let cursor = self.line_of(self.cursor.min(self.rows - 1));
        // The label above the first row of a group comes into view with it.
        let from = cursor.saturating_sub(usize::from(matches!(
            cursor.checked_sub(1).map(|above| self.at(above)),
            Some(Line::Group(_))
        )));
        let groups = self.groups.partition_point(|group| group.first < self.rows);
        scroll.follow(from..cursor + 1, height, self.rows + groups);
        for (line, index) in (scroll.top..scroll.total).take(height).enumerate() {
            let strip = layout::line(body, line);
            match self.at(index) {
                Line::Group(group) => draw_group(strip, &self.groups[group], pen),
                Line::Row(row) => {
                    let mut cells = Cells::default();
                    (self.fill)(row, &mut cells);
                    self.row(strip, row, &cells, &widths, pen);
                }
            }
        }
    }
}

impl Table<'_> {
    /// Draws the table inside a pane, scrolled as it was left, and notes how far that is and how many rows fit.
    pub fn render_in(
        &self,
        pane: &Pane<'_>,
        (area, inside): (Rect, Rect),
        (top, height): (&Cell<usize>, &Cell<usize>),
        pen: &mut Pen<'_>,
    ) {
        let mut scroll = Scroll::at(top.get());
        pen.render_stateful_widget(self, inside, &mut scroll);
        top.set(scroll.top);
        height.set(usize::from(inside.height.saturating_sub(1)));
        pen.render_stateful_widget(pane, area, &mut scroll);
    }

    fn header(&self, area: Rect, widths: &[u16], pen: &mut Pen<'_>) {
        let glyphs = pen.glyphs();
        for (column, cell) in self.columns.iter().zip(places(area, widths)) {
            let arrow = match column.sort {
                None => "",
                Some(Sort::Ascending) => glyphs.up,
                Some(Sort::Descending) => glyphs.down,
            };
            let role = if column.sort.is_some() {
                Role::Accent
            } else {
                Role::Header
            };
            let room = usize::from(cell.width).saturating_sub(text::width(arrow, glyphs));
            let title = text::truncate(column.title, room, glyphs);
            pen.aligned(cell, &format!("{title}{arrow}"), role, column.align);
        }
    }

    fn row(&self, area: Rect, row: usize, cells: &Cells<'_>, widths: &[u16], pen: &mut Pen<'_>) {
        let here = row == self.cursor && !cells.away;
        let mut pen = pen.over(area, Role::background(here, self.focused));
        let glyphs = pen.glyphs();
        let (gutter, _) = layout::left(area, GUTTER);
        if here {
            pen.text(gutter, glyphs.cursor, Role::Accent);
        }
        if cells.marked {
            pen.text(layout::left(gutter, 1).1, glyphs.mark, Role::Marked);
        }
        for (index, cell) in places(area, widths).enumerate().filter(|(_, cell)| cell.width > 0) {
            let Some(piece) = cells.pieces.get(index) else { break };
            let align = self.columns.get(index).map_or(Align::Left, |column| column.align);
            match cells.whole {
                Some(role) if piece.role == Role::Text => {
                    let piece = Piece { role, ..piece.clone() };
                    pen.piece(cell, &piece, align);
                }
                _ => {
                    pen.piece(cell, piece, align);
                }
            }
        }
    }

    fn line_of(&self, row: usize) -> usize {
        row + self.groups.partition_point(|group| group.first <= row)
    }

    fn at(&self, line: usize) -> Line {
        let (mut low, mut high) = (0, self.groups.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.groups[middle].first + middle <= line {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        match low.checked_sub(1) {
            Some(last) if self.groups[last].first + last == line => Line::Group(last),
            _ => Line::Row(line - low),
        }
    }
}

fn draw_group(area: Rect, group: &Group<'_>, pen: &mut Pen<'_>) {
    let across = pen.glyphs().frame.horizontal_top;
    let mut rest = area;
    for (text, role) in [
        (
            &group.label,
            if group.role == Role::Text {
                Role::Group
            } else {
                group.role
            },
        ),
        (&group.note, Role::Muted),
    ] {
        let used = pen.text(rest, text, role);
        rest = layout::left(rest, used + u16::from(used > 0)).1;
    }
    let wide = BARS.into_iter().find(|wide| rest.width >= wide + 2);
    if let (Some((segments, total)), Some(wide)) = (&group.bar, wide) {
        let (rule, bar) = layout::right(rest, wide + 1);
        pen.repeat(rule, across, Role::Border);
        let shown = Bar::new(segments, *total, pen.look()).with_percent();
        return pen.render_widget(&shown, layout::left(bar, 1).1);
    }
    pen.repeat(rest, across, Role::Border);
}

/// The cells a bar takes with its percentage; of one width where it fits, so that bars can be compared.
const BARS: [u16; 3] = [25, 13, 9];

enum Line {
    Group(usize),
    Row(usize),
}

/// Returns the area of every column, empty for those dropped.
fn places(area: Rect, widths: &[u16]) -> impl Iterator<Item = Rect> {
    let mut rest = layout::left(area, GUTTER).1;
    widths.iter().map(move |width| {
        let (cell, after) = layout::left(rest, *width);
        if *width > 0 {
            rest = layout::left(after, GAP).1;
        }
        cell
    })
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::ui::widgets::testing::{canvas, plain_canvas, survives};

    const COLUMNS: [Column<'_>; 3] = [
        Column::new("Band", Width::Fixed(4)),
        Column::new("Action", Width::Flex(8, 1)),
        Column::new("Late", Width::Fixed(5))
            .right()
            .keep(1)
            .sorted(Sort::Descending),
    ];

    fn table<'a>(groups: &'a [Group<'a>], pen: &Pen<'_>) -> Table<'a> {
        Table {
            columns: &COLUMNS,
            rows: 100_000,
            cursor: 0,
            focused: true,
            groups,
            empty: "Nothing here.",
            fill: &fill,
            look: pen.look(),
        }
    }

    fn draw<'a>(groups: &'a [Group<'a>], pen: &mut Pen<'_>, area: Rect) {
        pen.render_stateful_widget(&table(groups, pen), area, &mut Scroll::default());
    }

    fn fill(row: usize, cells: &mut Cells<'_>) {
        cells.push("H", Role::Danger);
        cells.push(format!("Action {row}"), Role::Text);
        cells.push(format!("{row}d"), Role::Overdue);
        if row == 1 {
            cells.mark();
        }
    }

    static GROUPS: [Group<'static>; 2] = [
        group(0, "Over 90 days", "2", Role::Overdue),
        group(2, "This week", "9", Role::Text),
    ];

    const fn group(first: usize, label: &'static str, note: &'static str, role: Role) -> Group<'static> {
        Group {
            first,
            label: Cow::Borrowed(label),
            note: Cow::Borrowed(note),
            role,
            bar: None,
        }
    }

    #[test]
    fn a_group_shows_how_far_it_is_where_there_is_room() {
        let part = |amount, role| Segment { amount, role };
        let drawn = |width| {
            let mut groups = GROUPS.to_vec();
            groups[0].bar = Some((vec![part(1, Role::Good), part(1, Role::Warning)], 4));
            canvas(width, 6, |pen, area| draw(&groups, pen, area))
        };
        assert_eq!(drawn(40)[1], "Over 90 days 2 ─────────── ━━╍╍────  25%");
        assert_eq!(drawn(26)[1], "Over 90 days 2 ─ ━╍──  25%");
        assert_eq!(drawn(25)[1], "Over 90 days 2 ──────────");
    }

    #[test]
    fn rows_groups_marks_and_cursor_are_drawn() {
        let lines = canvas(26, 6, |pen, area| draw(&GROUPS, pen, area));
        assert_eq!(
            lines,
            [
                "   Band Action       Late▾",
                "Over 90 days 2 ───────────",
                "❯  H    Action 0        0d",
                " ◉ H    Action 1        1d",
                "This week 9 ──────────────",
                "   H    Action 2        2d",
            ]
        );
    }

    #[test]
    fn without_unicode_it_reads_the_same() {
        let lines = plain_canvas(26, 3, |pen, area| draw(&[], pen, area));
        assert_eq!(
            lines,
            [
                "   Band Action       Latev",
                ">  H    Action 0        0d",
                " * H    Action 1        1d",
            ]
        );
    }

    #[test]
    fn only_visible_rows_are_asked_for() {
        let asked = RefCell::new(Vec::new());
        canvas(40, 11, |pen, area| {
            let table = Table {
                cursor: 99_999,
                fill: &|row, _| asked.borrow_mut().push(row),
                ..table(&GROUPS, pen)
            };
            pen.render_stateful_widget(&table, area, &mut Scroll::default());
        });
        assert_eq!(asked.into_inner(), (99_990..100_000).collect::<Vec<_>>());
    }

    #[test]
    fn the_label_comes_into_view_with_its_first_row() {
        let lines = canvas(26, 4, |pen, area| {
            pen.render_stateful_widget(&table(&GROUPS, pen), area, &mut Scroll::at(3));
        });
        assert!(lines[1].starts_with("Over 90 days"));
    }

    #[test]
    fn no_rows_say_so() {
        let lines = canvas(26, 3, |pen, area| {
            let table = Table {
                rows: 0,
                ..table(&[], pen)
            };
            pen.render_stateful_widget(&table, area, &mut Scroll::default());
        });
        assert_eq!(lines[1], "   Nothing here.");
        let lines = canvas(13, 3, |pen, area| {
            let table = Table {
                rows: 0,
                ..table(&[], pen)
            };
            pen.render_stateful_widget(&table, area, &mut Scroll::default());
        });
        assert_eq!(lines[1..], ["   Nothing", "   here."], "not cut");
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| {
            for cursor in [0, 50, 99_999, 100_005] {
                let table = Table {
                    cursor,
                    ..table(&GROUPS, pen)
                };
                pen.render_stateful_widget(&table, area, &mut Scroll::at(7));
            }
        });
    }
}
