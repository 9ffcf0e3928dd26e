//! The calendar: the month beside the agenda, and six months at a glance under both where there is room.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::layout::Rect;

use crate::app::screens::calendar::{Count, Drag, status_word, what};
use crate::app::state::App;
use crate::app::state::contexts::with_keys;
use crate::domain::day;
use crate::domain::kinds::review;
use crate::domain::record::Record;
use crate::domain::schedule::dated::Dated;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Pen, Piece};
use crate::ui::records::detail;
use crate::ui::records::list::Alone;
use crate::ui::style::roles::Role;
use crate::ui::widgets::charts::month::{Day, GLANCE_LINES, Glance, Month, PROJECTED};
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::table::{Cells, Column, Group, Table, Width};

/// From how many lines on the six months are under month and agenda, and how many months there are.
const WITH_GLANCE: u16 = 30;
const MONTHS: u16 = 6;

/// Draws the screen.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let agenda_focused = !app.screens.calendar.month_focused && app.dialogs.is_empty();
    if app.screens.zoomed {
        if app.screens.calendar.month_focused {
            month(app, body, pen);
        } else {
            agenda(app, body, (true, Alone::Yes), pen);
        }
        return;
    }
    let mut body = body;
    if body.width >= layout::WITH_CONTEXT && body.height >= WITH_GLANCE {
        let (rest, strip) = layout::bottom(body, GLANCE_LINES + 2);
        next_months(app, strip, pen);
        body = rest;
    }
    if body.width < layout::WITH_DETAIL {
        let (left, right) = layout::figure(body, 34, 44);
        month(app, left, pen);
        agenda(app, right, (agenda_focused, Alone::Yes), pen);
        return;
    }
    let (left, right) = layout::figure(body, (body.width * 2 / 5).min(76), 50);
    let (upper, lower) = layout::top(left, (body.height / 2).clamp(12, 20));
    month(app, upper, pen);
    detail::draw(app, lower, None, pen);
    agenda(app, right, (agenda_focused, Alone::No), pen);
}

fn day_of(app: &App, date: NaiveDate) -> Day {
    let Count { all, projected, over } = app.screens.calendar.count_on(date);
    let worst = if all == 0 {
        Role::Text
    } else if all == projected + over {
        Role::Muted
    } else if date < app.env.today {
        Role::Overdue
    } else if (date - app.env.today).num_days() <= 7 {
        Role::Soon
    } else {
        Role::Accent
    };
    Day {
        count: all,
        projected,
        over,
        worst,
    }
}

/// The column with what the dated thing is called.
const TITLE: &str = "Title";

/// Returns a title with the filter after it, so that nobody takes a part for the whole.
fn titled<'a>(app: &'a App, name: &'a str, pen: &Pen<'_>) -> Vec<Piece<'a>> {
    let mut title = vec![Piece::new(name, Role::Title)];
    if !app.screens.calendar.filter().is_empty() {
        title.push(Piece::new(format!(" {} ", pen.glyphs().dot), Role::Border));
        title.push(Piece::new(app.screens.calendar.filter(), Role::Accent));
    }
    title
}

fn month(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let focused = app.screens.calendar.month_focused && app.dialogs.is_empty();
    let pane = Pane::new(titled(app, "Calendar", pen), focused, pen.look());
    pen.render_widget(&pane, area);
    let month = Month {
        of: app.screens.calendar.day,
        today: app.env.today,
        cursor: Some(app.screens.calendar.day),
        focused,
        day: &|date| day_of(app, date),
        look: pen.look(),
    };
    pen.render_widget(&month, pane.inner(area));
}

/// Draws the months from the one shown on.
fn next_months(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let pane = Pane::new(titled(app, "Six months from here", pen), false, pen.look());
    pen.render_widget(&pane, area);
    let month = Month {
        of: app.screens.calendar.day,
        today: app.env.today,
        cursor: Some(app.screens.calendar.day),
        focused: false,
        day: &|date| day_of(app, date),
        look: pen.look(),
    };
    let glance = Glance { month, most: MONTHS };
    pen.render_widget(&glance, layout::inset(pane.inner(area), 1, 0));
}

/// Returns the groups of the agenda: what is over, what is late, then by how near it is.
fn groups(rows: &[Dated], today: NaiveDate) -> Vec<Group<'static>> {
    let over = rows.partition_point(|row| row.is_over);
    let until_sunday = Days::new(u64::from(6 - today.weekday().num_days_from_monday()));
    let sunday = today.checked_add_days(until_sunday).unwrap_or(today);
    let to = |last: NaiveDate| rows.partition_point(|row| row.is_over || row.day <= last);
    let late = rows.partition_point(|row| row.is_over || row.day < today);
    let (now, week) = (to(today), to(sunday));
    let month = to(day::end_of_month(today)).max(week);
    let parts = [
        (0, over, "Held and cancelled", Role::Group),
        (over, late, "Overdue", Role::Overdue),
        (late, now, "Today", Role::Soon),
        (now, week, "This week", Role::Soon),
        (week, month, "This month", Role::Group),
        (month, rows.len(), "Later", Role::Group),
    ];
    let group = |(first, end, label, role): (usize, usize, &'static str, Role)| Group {
        first,
        label: label.into(),
        note: (end - first).to_string().into(),
        role,
        bar: None,
    };
    parts
        .into_iter()
        .filter(|(first, end, ..)| first < end)
        .map(group)
        .collect()
}

fn agenda(app: &App, area: Rect, (focused, alone): (bool, Alone), pen: &mut Pen<'_>) {
    let rows = app.screens.calendar.rows();
    let (shown, total) = (rows.len(), app.screens.calendar.total());
    let count = if shown < total {
        format!("{shown} of {total}")
    } else {
        shown.to_string()
    };
    let pane = Pane::new(titled(app, "Agenda", pen), focused, pen.look()).foot(&count);
    let inside = pane.inner(area);
    let groups = groups(rows, app.env.today);
    let columns = [
        Column::new("Day", Width::Fixed(10)),
        Column::new("", Width::Fixed(9)).right().keep(3),
        Column::new("What", Width::Range(16, 24)).keep(5),
        Column::new(TITLE, Width::Flex(11, 3)),
        Column::new("Owner", Width::Range(6, 12)).keep(2),
    ];
    let empty = if app.screens.calendar.filter().is_empty() {
        "Nothing is dated yet: :add adds a review on the day under the cursor."
    } else {
        "The filter lets nothing dated through: :back takes it away."
    };
    let table = Table {
        columns: &columns,
        rows: rows.len(),
        cursor: app.screens.calendar.cursor,
        focused,
        groups: &groups,
        empty: &with_keys(app, empty),
        look: pen.look(),
        fill: &|row, cells| {
            if let Some(record) = app.register.at(rows[row].slot) {
                row_of(app, rows[row], record, cells);
                if app.screens.calendar.under_cursor().is_none() {
                    cells.away();
                }
            }
        },
    };
    let hidden = match alone {
        Alone::Yes => table.hidden(inside),
        Alone::No => Vec::new(),
    };
    let title = hidden.iter().find(|(title, _)| *title == TITLE);
    let pane = pane.below(title.map(|(_, text)| &**text).unwrap_or_default());
    let calendar = &app.screens.calendar;
    table.render_in(&pane, (area, inside), (&calendar.top, &calendar.height), pen);
}

fn row_of(app: &App, dated: Dated, record: &Record, cells: &mut Cells<'_>) {
    let today = app.env.today;
    let drag = app.screens.calendar.drag.filter(|drag| drag.what == dated);
    let day = drag.map_or(dated.day, |drag| drag.to);
    let projected = dated.of_series.is_some();
    let role = match (projected || dated.is_over, day < today) {
        (true, _) => Role::Muted,
        (false, true) => Role::Overdue,
        (false, false) => Role::Text,
    };
    let (day_role, distance) = match drag {
        Some(drag) => (Role::Marked, by(drag)),
        None if dated.is_over => (role, status_word(record).to_owned()),
        None => (role, day::distance(day, today)),
    };
    if drag.is_some() {
        cells.mark();
    }
    cells.push(day.to_string(), day_role);
    cells.push(distance, if role == Role::Text { Role::Muted } else { role });
    let mark = if projected { PROJECTED } else { "" };
    cells.push(format!("{mark}{}", what(record, dated.field)), Role::Muted);
    let title = app.register.title(record.id().as_str()).unwrap_or_default();
    cells.push(
        title.to_owned(),
        if projected || dated.is_over {
            Role::Muted
        } else {
            Role::Text
        },
    );
    cells.push(record.owner().to_owned(), Role::Muted);
}

/// Returns by how much a thing was moved.
fn by(drag: Drag) -> String {
    format!("{:+}d", (drag.to - drag.what.day).num_days())
}

/// Returns what the status line says of the thing under the cursor beyond its row, what matters most first.
pub fn facts(app: &App) -> Vec<(String, Role, u8)> {
    if let Some(drag) = app.screens.calendar.drag {
        let id = app.register.at(drag.what.slot).map(|record| record.id().to_string());
        let to = drag.to.format("%a %Y-%m-%d");
        let text = format!("{} to {to} ({})", id.unwrap_or_default(), by(drag));
        return vec![(text, Role::Marked, 8)];
    }
    let dated = app
        .screens
        .calendar
        .selected()
        .filter(|_| !app.screens.calendar.month_focused);
    let Some((dated, series)) = dated.and_then(|dated| Some((dated, dated.of_series?))) else {
        return Vec::new();
    };
    let every = app
        .register
        .at(dated.slot)
        .map_or("", |record| record.get(review::EVERY));
    let mut facts = vec![(format!("projected, every {every}"), Role::Text, 8)];
    if series != dated.day {
        facts.push((format!("moved from {series}"), Role::Muted, 2));
    }
    facts
}
