//! A month as a grid of weeks, Monday first, with ISO week numbers and what falls on each day.
//!
//! The same grid serves a narrow pane (number and count), and a wide one (a second line per day); a glance over
//! months shows a number and a mark per day. What is only projected has a mark of its own. ratatui's calendar takes dates
//! of another crate, begins weeks on Sunday, and has room for neither week numbers nor counts.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen};
use crate::ui::canvas::text::Align;
use crate::ui::style::roles::Role;

/// What falls on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Day {
    /// How many things.
    pub count: usize,
    /// How many of them are only projected.
    pub projected: usize,
    /// How many of them are over.
    pub over: usize,
    /// The worst of them.
    pub worst: Role,
}

/// The mark of what is only projected, in every script.
pub const PROJECTED: &str = "~";

impl Day {
    /// Returns how many of them ask for something.
    fn due(self) -> usize {
        self.count - self.projected - self.over
    }

    /// Returns the words for a roomy day of some cells.
    fn words(self, room: u16) -> String {
        let parts = [
            (self.due(), format!("{} due", self.due())),
            (self.over, format!("{} over", self.over)),
            (self.projected, format!("{PROJECTED}{}", self.projected)),
        ];
        let mut words = String::new();
        for (_, part) in parts.iter().filter(|(count, _)| *count > 0) {
            match words.len() {
                0 => words.push_str(part),
                so_far if so_far + 1 + part.len() <= usize::from(room) => words.push_str(&format!(" {part}")),
                _ => break,
            }
        }
        let is_projected = self.count == self.projected;
        if is_projected { format!("{words} due") } else { words }
    }

    /// Returns the number for a day of one line.
    fn number(self) -> String {
        match (self.due(), self.over) {
            (0, 0) => format!("{PROJECTED}{}", self.projected),
            (0, over) => over.to_string(),
            (due, _) => due.to_string(),
        }
    }

    /// Returns the symbol for a day with hardly any room: that there is something, and how bad it is.
    fn symbol(self, pen: &Pen<'_>) -> &'static str {
        if self.count == self.projected {
            PROJECTED
        } else if self.due() == 0 {
            pen.glyphs().check
        } else if matches!(self.worst, Role::Overdue | Role::Danger) {
            "!"
        } else {
            pen.glyphs().bullet
        }
    }
}

/// One month.
#[derive(Clone, Copy)]
pub struct Month<'a> {
    /// Any day of the month.
    pub of: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// The day under the cursor.
    pub cursor: Option<NaiveDate>,
    /// Whether the month has the keyboard.
    pub focused: bool,
    /// Tells what falls on a day.
    pub day: &'a dyn Fn(NaiveDate) -> Day,
    /// How it is drawn.
    pub look: Look,
}

/// Width of the week numbers, and the least and most of a day.
const WEEK: u16 = 3;
const LEAST: u16 = 4;
const MOST: u16 = 14;
/// From this width a day has a second line.
const ROOMY: u16 = 8;

impl Widget for &Month<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let pen = &mut Pen::new(buf, self.look);
        let day_width = (area.width.saturating_sub(WEEK) / 7).min(MOST);
        if day_width < LEAST || area.height < 3 {
            return;
        }
        let Some(first) = self.of.with_day(1) else { return };
        let (title, rest) = layout::top(area, 1);
        let (names, weeks) = layout::top(rest, 1);
        let here = self.today.year() == first.year() && self.today.month() == first.month();
        let role = if here { Role::Accent } else { Role::Title };
        let (_, title) = layout::left(title, WEEK + 1);
        pen.text(title, &first.format("%B %Y").to_string(), role);
        let monday = first - Days::new(u64::from(first.weekday().num_days_from_monday()));
        for column in 0..7 {
            let name = (monday + Days::new(column)).format("%a").to_string();
            let cell = layout::part(names, WEEK + day_width * column as u16, 0, day_width, 1);
            let name = if day_width < 6 { &name[..2] } else { &name };
            pen.text(layout::left(cell, 1).1, name, Role::Muted);
        }
        let lines = (weeks.height / 6).clamp(1, 4);
        for week in 0..6_u16 {
            let strip = layout::part(weeks, 0, week * lines, area.width, lines);
            let monday = monday + Days::new(7 * u64::from(week));
            self.week(strip, monday, first.month(), day_width, pen);
        }
    }
}

impl Month<'_> {
    fn week(&self, strip: Rect, monday: NaiveDate, month: u32, day_width: u16, pen: &mut Pen<'_>) {
        let days = (0..7).map(|offset| monday + Days::new(offset));
        let mut any = false;
        for (column, day) in days.enumerate().filter(|(_, day)| day.month() == month) {
            any = true;
            let cell = layout::part(strip, WEEK + day_width * column as u16, 0, day_width, strip.height);
            self.day(cell, day, pen);
        }
        if any {
            let number = format!("{:02}", monday.iso_week().week());
            pen.text(layout::left(strip, WEEK - 1).0, &number, Role::Muted);
        }
    }

    fn day(&self, cell: Rect, date: NaiveDate, pen: &mut Pen<'_>) {
        let day = (self.day)(date);
        let (here, today) = (self.cursor == Some(date), self.today == date);
        let weekend = date.weekday().num_days_from_monday() >= 5;
        let mut pen = pen.over(cell, Role::background(here, self.focused));
        let number = match (today, day.count, weekend) {
            (true, ..) => Role::Today,
            (_, 0, true) => Role::Muted,
            (_, 0, false) => Role::Text,
            _ => Role::Title,
        };
        let first = layout::line(cell, 0);
        let (open, rest) = layout::left(first, 1);
        let (digits, rest) = layout::left(rest, 2);
        pen.aligned(digits, &date.day().to_string(), number, Align::Right);
        if day.count > 0 {
            let room = rest.width.saturating_sub(2);
            if cell.height > 1 && cell.width >= ROOMY {
                let below = layout::inset(layout::line(cell, 1), 1, 0);
                pen.text(below, &day.words(below.width), day.worst);
            } else if room == 0 {
                let symbol = day.symbol(&pen);
                pen.text(rest, symbol, day.worst);
            } else {
                let count = day.number();
                let count = if count.len() > usize::from(room) { "+" } else { &count };
                pen.text(layout::left(rest, 1).1, count, day.worst);
            }
        }
        if here {
            pen.text(open, "[", number);
            let beside = day.count > 0 && !(cell.height > 1 && cell.width >= ROOMY);
            let column = if beside { 6 } else { 3 };
            let close = layout::part(first, column.min(cell.width - 1), 0, 1, 1);
            pen.text(close, "]", number);
        }
    }
}

/// Width of a day in a glance: its number and a mark.
const GLANCE: u16 = 3;
/// Lines of a glance: name, weekdays and six weeks.
pub const GLANCE_LINES: u16 = 8;

/// As many months from one on as there is room for, in one row: each day with a mark.
#[derive(Clone, Copy)]
pub struct Glance<'a> {
    /// The first month.
    pub month: Month<'a>,
    /// How many months at most.
    pub most: u16,
}

impl Widget for &Glance<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let pen = &mut Pen::new(buf, self.month.look);
        let mut first = self.month.of.with_day(1);
        for place in layout::equal(area, 7 * GLANCE, self.most) {
            let Some(of) = first else { return };
            pen.text(layout::line(place, 0), &of.format("%B %Y").to_string(), Role::Title);
            let begins = of.weekday().num_days_from_monday();
            for column in 0..7_u16 {
                let name = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][usize::from(column)];
                let cell = layout::part(place, GLANCE * column, 1, GLANCE - 1, 1);
                pen.text(cell, name, Role::Muted);
            }
            for date in of.iter_days().take_while(|date| date.month() == of.month()) {
                let nth = (begins + date.day0()) as u16;
                let cell = layout::part(place, GLANCE * (nth % 7), 2 + nth / 7, GLANCE, 1);
                glanced(&self.month, cell, date, pen);
            }
            first = of.checked_add_months(chrono::Months::new(1));
        }
    }
}

fn glanced(month: &Month<'_>, cell: Rect, date: NaiveDate, pen: &mut Pen<'_>) {
    let day = (month.day)(date);
    let here = month.cursor == Some(date);
    let mut pen = pen.over(cell, Role::background(here, false));
    let number = match (month.today == date, day.count > day.projected) {
        (true, _) => Role::Today,
        (false, true) => Role::Text,
        (false, false) => Role::Muted,
    };
    let (digits, mark) = layout::left(cell, GLANCE - 1);
    pen.aligned(digits, &date.day().to_string(), number, Align::Right);
    if day.count > 0 {
        let symbol = day.symbol(&pen);
        pen.text(mark, symbol, day.worst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, plain_canvas, survives};

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a date")
    }

    fn draw_month(pen: &mut Pen<'_>, area: Rect) {
        pen.render_widget(&month(pen), area);
    }

    fn draw_glance(pen: &mut Pen<'_>, area: Rect) {
        let month = month(pen);
        pen.render_widget(&Glance { month, most: 6 }, area);
    }

    fn due(date: NaiveDate) -> Day {
        match date.day() {
            3 => Day {
                over: 0,
                count: 2,
                projected: 0,
                worst: Role::Overdue,
            },
            27 => Day {
                over: 0,
                count: 12,
                projected: 2,
                worst: Role::Soon,
            },
            18 => Day {
                over: 0,
                count: 1,
                projected: 1,
                worst: Role::Muted,
            },
            _ => Day::default(),
        }
    }

    fn month(pen: &Pen<'_>) -> Month<'static> {
        Month {
            look: pen.look(),
            of: date(11, 23),
            today: date(11, 23),
            cursor: Some(date(11, 27)),
            focused: true,
            day: &due,
        }
    }

    #[test]
    fn weeks_start_on_monday_and_carry_iso_numbers() {
        let lines = canvas(52, 8, draw_month);
        assert_eq!(
            lines,
            [
                "    November 2026",
                "    Mon    Tue    Wed    Thu    Fri    Sat    Sun",
                "44                                             1",
                "45   2      3 2    4      5      6      7      8",
                "46   9     10     11     12     13     14     15",
                "47  16     17     18 ~1  19     20     21     22",
                "48  23     24     25     26    [27 10] 28     29",
                "49  30",
            ]
        );
    }

    #[test]
    fn the_narrowest_form_shows_symbols() {
        let lines = plain_canvas(31, 8, draw_month);
        assert_eq!(lines[1], "    Mo  Tu  We  Th  Fr  Sa  Su");
        assert_eq!(lines[3], "45   2   3!  4   5   6   7   8");
        assert_eq!(lines[5], "47  16  17  18~ 19  20  21  22");
        assert_eq!(lines[6], "48  23  24  25  26 [27] 28  29");
    }

    #[test]
    fn a_roomy_month_has_a_line_for_what_is_due() {
        let lines = canvas(80, 14, draw_month);
        assert!(lines[5].contains("2 due"));
        assert!(
            lines[9].contains("~1 due") && lines[11].contains("10 due ~2"),
            "{lines:?}"
        );
    }

    #[test]
    fn a_glance_marks_the_days_of_six_months() {
        let lines = plain_canvas(150, 8, draw_glance);
        assert!(
            lines[0].starts_with("November 2026") && lines[0].contains("April 2027"),
            "{lines:?}"
        );
        assert!(lines[3].starts_with(" 2  3! 4"), "{lines:?}");
        assert!(lines[5].starts_with("16 17 18~"), "{lines:?}");
        let narrow = plain_canvas(50, 8, draw_glance);
        assert!(!narrow[0].contains("January"));
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| {
            draw_month(pen, area);
            draw_glance(pen, area);
        });
    }
}
