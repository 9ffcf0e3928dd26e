//! A small chart of one figure over months: columns on a line of month names, with the scale at the left.
//!
//! ratatui's `Sparkline` and `BarChart` round a small value to nothing and colour the blanks above a column.

use chrono::{Datelike, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen};
use crate::ui::canvas::text::Align;
use crate::ui::style::roles::Role;

/// A chart; its last line names the months.
#[derive(Debug, Clone, Copy)]
pub struct Spark<'a> {
    /// The values, oldest first.
    pub values: &'a [usize],
    /// The day of each.
    pub days: &'a [NaiveDate],
    /// What the whole height stands for.
    pub most: usize,
    /// The position of the cursor.
    pub cursor: usize,
    /// How it is drawn.
    pub look: Look,
}

/// How many cells a month has at most.
const WIDEST: u16 = 8;

impl Widget for &Spark<'_> {
    /// Draws the chart. Where not all months fit, the latest are shown, or those from the cursor on.
    fn render(self, area: Rect, buf: &mut Buffer) {
        let pen = &mut Pen::new(buf, self.look);
        let most = self.most.max(1);
        let scale = most.to_string();
        let (left, plot) = layout::left(area, scale.len() as u16 + 1);
        let (columns, axis) = layout::bottom(plot, 1);
        if plot.is_empty() || self.values.is_empty() {
            return;
        }
        let left = layout::left(left, scale.len() as u16).0;
        pen.text(layout::line(left, 0), &scale, Role::Muted);
        if columns.height > 1 {
            let background = layout::line(left, usize::from(columns.height) - 1);
            pen.aligned(background, "0", Role::Muted, Align::Right);
        }
        let shown = self.values.len().min(usize::from(plot.width));
        let first = (self.values.len() - shown).min(self.cursor);
        let each = (plot.width / shown as u16).clamp(1, WIDEST);
        // Wide columns stand apart, narrow ones touch.
        let wide = if each > 2 { each - 1 } else { each };
        for (nth, value) in self.values[first..first + shown].iter().enumerate() {
            let at_cursor = first + nth == self.cursor;
            let role = if at_cursor { Role::Title } else { Role::Accent };
            let place = layout::part(columns, nth as u16 * each, 0, wide, columns.height);
            column(*value, most, place, role, pen);
        }
        self.axis(first, shown, each, axis, pen);
    }
}

impl Spark<'_> {
    /// Names months where there is room: the one under the cursor first, then the years, then the rest from the left.
    fn axis(&self, first: usize, shown: usize, each: u16, area: Rect, pen: &mut Pen<'_>) {
        let days = &self.days[first..first + shown];
        let at_cursor = self.cursor.checked_sub(first).filter(|at| *at < shown);
        let years = (0..shown).filter(|at| days[*at].month() == 1);
        let order = at_cursor.into_iter().chain(years).chain(0..shown);
        let mut taken: Vec<(u16, u16)> = Vec::new();
        for at in order {
            let is_year = days[at].month() == 1 && Some(at) != at_cursor;
            let text = days[at].format(if is_year { "%Y" } else { "%b" }).to_string();
            let wide = text.len() as u16;
            // The last names are pushed back so that they end with the plot.
            let from = (at as u16 * each).min(area.width.saturating_sub(wide));
            let to = from + wide;
            if to > area.width || taken.iter().any(|(begin, end)| to >= *begin && from <= *end) {
                continue;
            }
            taken.push((from, to));
            let role = if Some(at) == at_cursor {
                Role::Title
            } else {
                Role::Muted
            };
            pen.text(layout::part(area, from, 0, wide, 1), &text, role);
        }
    }
}

/// Draws one column from the background up.
fn column(value: usize, most: usize, area: Rect, role: Role, pen: &mut Pen<'_>) {
    let glyphs = pen.glyphs();
    let mut filled = value.min(most) * usize::from(area.height) * 8 / most;
    if value > 0 {
        // Something is never shown as nothing.
        filled = filled.max(1);
    } else {
        pen.repeat(layout::bottom(area, 1).1, glyphs.frame.horizontal_top, Role::Border);
    }
    for row in 0..usize::from(area.height) {
        let here = filled.saturating_sub(row * 8).min(8);
        if here > 0 {
            let line = layout::line(area, usize::from(area.height) - 1 - row);
            pen.repeat(line, glyphs.eighths[here], role);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, plain_canvas, survives};

    fn days(count: u32) -> Vec<NaiveDate> {
        let first = NaiveDate::from_ymd_opt(2025, 11, 30).expect("a day");
        let day = |after| first.checked_add_months(chrono::Months::new(after));
        (0..count).filter_map(day).collect()
    }

    const VALUES: [usize; 6] = [0, 1, 8, 16, 4, 100];

    fn draw(cursor: usize, pen: &mut Pen<'_>, area: Rect) {
        let spark = Spark {
            values: &VALUES,
            days: &days(6),
            most: 16,
            cursor,
            look: pen.look(),
        };
        pen.render_widget(&spark, area);
    }

    #[test]
    fn columns_rise_with_the_values_and_zero_differs_from_little() {
        let expected = [
            "16             ███     ███",
            " 0 ─── ▁▁▁ ███ ███ ▄▄▄ ███",
            "   Nov Dec 2026    Mar Apr",
        ];
        assert_eq!(canvas(27, 3, |pen, area| draw(5, pen, area)), expected);
        let expected = [
            "16             ###     ###",
            " 0 --- ___ ### ### ... ###",
            "   Nov Dec Jan Feb Mar Apr",
        ];
        assert_eq!(plain_canvas(27, 3, |pen, area| draw(2, pen, area)), expected);
    }

    #[test]
    fn a_narrow_chart_shows_the_latest_or_what_the_cursor_asks_for() {
        assert_eq!(canvas(6, 2, |pen, area| draw(5, pen, area)), ["16 █▂█", "   Apr"]);
        assert_eq!(canvas(6, 2, |pen, area| draw(0, pen, area)), ["16 ─▁▄", "   Nov"]);
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| draw(3, pen, area));
    }
}
