//! The calendar: the month beside the agenda, six months where there is room.

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::detail;
use crate::app::layer::Layer;
use crate::app::screens::calendar::what;
use crate::app::state::App;
use crate::domain::day;
use crate::ui::layout;
use crate::ui::pen::{Pen, Piece};
use crate::ui::roles::Role;
use crate::ui::widgets::month::{Day, Month, strip};
use crate::ui::widgets::pane::Pane;
use crate::ui::widgets::scroll::Scroll;
use crate::ui::widgets::table::{Column, Group, Table, Width};

/// Draws the screen.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let agenda_focused = !app.calendar.month_focused && app.layers.is_empty();
    if app.zoomed {
        if app.calendar.month_focused {
            month(app, body, pen);
        } else {
            agenda(app, body, true, pen);
        }
        return;
    }
    if body.width < layout::WITH_DETAIL {
        let (left, right) = layout::figure(body, 34, 44);
        month(app, left, pen);
        agenda(app, right, agenda_focused, pen);
        return;
    }
    let (left, right) = layout::figure(body, (body.width * 2 / 5).min(76), 50);
    let (upper, lower) = layout::top(left, (body.height / 2).clamp(12, 20));
    month(app, upper, pen);
    if app.calendar.month_focused && left.width >= 64 && !matches!(app.layers.last(), Some(Layer::Record(_))) {
        coming(app, lower, pen);
    } else {
        detail::draw(app, lower, None, pen);
    }
    agenda(app, right, agenda_focused, pen);
}

fn day_of(app: &App, date: NaiveDate) -> Day {
    let things = app.calendar.on(date);
    let worst = if things.is_empty() {
        Role::Text
    } else if date < app.around.today {
        Role::Overdue
    } else if (date - app.around.today).num_days() <= 7 {
        Role::Soon
    } else {
        Role::Accent
    };
    Day {
        count: things.len(),
        worst,
    }
}

fn month(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let focused = app.calendar.month_focused && app.layers.is_empty();
    let pane = Pane::titled("Calendar", focused);
    let inside = pane.draw(area, pen);
    let day = |date| day_of(app, date);
    let month = Month {
        of: app.calendar.day,
        today: app.around.today,
        cursor: Some(app.calendar.day),
        focused,
        day: &day,
    };
    month.draw(inside, pen);
}

/// Draws the months after the one shown.
fn coming(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let inside = Pane::titled("Six months from here", false).draw(area, pen);
    let day = |date| day_of(app, date);
    let month = Month {
        of: app.calendar.day,
        today: app.around.today,
        cursor: None,
        focused: false,
        day: &day,
    };
    strip(&month, 6, inside, pen);
}

fn agenda(app: &App, area: Rect, focused: bool, pen: &mut Pen<'_>) {
    let rows = app.calendar.rows();
    let count = rows.len().to_string();
    let pane = Pane {
        title: vec![Piece::new("Agenda", Role::Title)],
        note: "",
        foot: &count,
        focused,
    };
    let inside = pane.draw(area, pen);
    let today = app.around.today;
    let late = rows.partition_point(|row| row.day < today);
    let soon = rows.partition_point(|row| (row.day - today).num_days() <= 30);
    let mut groups = Vec::new();
    for (first, end, label, role) in [
        (0, late, "Overdue", Role::Overdue),
        (late, soon, "Within 30 days", Role::Soon),
        (soon, rows.len(), "Later", Role::Group),
    ] {
        if first < end {
            groups.push(Group {
                first,
                label: label.into(),
                note: (end - first).to_string().into(),
                role,
                bar: None,
            });
        }
    }
    let columns = [
        Column::new("Day", Width::Fixed(10)),
        Column::new("", Width::Fixed(9)).right().keep(3),
        Column::new("What", Width::Range(12, 24)).keep(5),
        Column::new("Title", Width::Flex(14, 3)),
        Column::new("Owner", Width::Range(6, 12)).keep(2),
    ];
    let table = Table {
        columns: &columns,
        rows: rows.len(),
        cursor: app.calendar.cursor,
        focused,
        groups: &groups,
        empty: "Nothing is dated yet: a adds a review on the day under the cursor.",
    };
    let mut scroll = Scroll {
        top: app.calendar.top.get(),
    };
    let extent = table.draw(inside, &mut scroll, pen, |row, cells| {
        let dated = rows[row];
        let Some(record) = app.register.at(dated.slot) else {
            return;
        };
        let role = if dated.day < today { Role::Overdue } else { Role::Text };
        cells.push(dated.day.to_string(), role);
        cells.push(
            day::distance(dated.day, today),
            if role == Role::Text { Role::Muted } else { role },
        );
        cells.push(what(record, dated.field), Role::Muted);
        cells.push(
            app.register.title(record.id().as_str()).unwrap_or_default().to_owned(),
            Role::Text,
        );
        cells.push(record.owner().to_owned(), Role::Muted);
    });
    app.calendar.top.set(scroll.top);
    app.calendar.height.set(usize::from(inside.height.saturating_sub(1)));
    pane.scrolled(area, extent, pen);
}
