//! The triage: what is to be done, worst first, by how late it is.

use chrono::{Datelike, Days};

use crate::app::list::{Column, Group, Spec, View};
use crate::domain::day;
use crate::domain::kinds::action;
use crate::domain::record::Record;

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &action::KIND,
    columns: &[
        Column {
            name: "level",
            heading: "Lvl",
            least: 3,
            most: 3,
            share: 0,
            drop: 0,
        },
        Column {
            name: "due",
            heading: "Due",
            least: 9,
            most: 10,
            share: 0,
            drop: 0,
        },
        Column {
            name: "slips",
            heading: "Slip",
            least: 4,
            most: 4,
            share: 0,
            drop: 3,
        },
        Column {
            name: "title",
            heading: "Action",
            least: 30,
            most: 80,
            share: 4,
            drop: 0,
        },
        Column {
            name: "risks",
            heading: "Risk",
            least: 8,
            most: 30,
            share: 2,
            drop: 5,
        },
        Column {
            name: "systems",
            heading: "System",
            least: 12,
            most: 26,
            share: 1,
            drop: 4,
        },
        Column {
            name: "owner",
            heading: "Owner",
            least: 8,
            most: 12,
            share: 0,
            drop: 1,
        },
        Column {
            name: "status",
            heading: "Status",
            least: 7,
            most: 9,
            share: 0,
            drop: 2,
        },
    ],
    order: &[("level", true), ("due", false), ("slips", true), ("title", false)],
    group: Some(group),
    keep: Record::is_open,
};

/// Returns the group of an action: by how late it is, or how soon due.
fn group(view: View<'_>, action: &Record) -> Group {
    let today = view.today;
    let (rank, title) = match action.get(action::DUE) {
        None => (6, "Without a date"),
        Some(due) if due < today => match (today - due).num_days() {
            91.. => (0, "More than 90 days late"),
            31..=90 => (1, "31 to 90 days late"),
            _ => (2, "1 to 30 days late"),
        },
        Some(due) if due <= end_of_week(view) => (3, "This week"),
        Some(due) if due <= day::end_of_month(today) => (4, "This month"),
        Some(_) => (5, "Later"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}

fn end_of_week(view: View<'_>) -> chrono::NaiveDate {
    let left = 6 - view.today.weekday().num_days_from_monday();
    view.today
        .checked_add_days(Days::new(u64::from(left)))
        .unwrap_or(view.today)
}
