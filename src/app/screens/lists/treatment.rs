//! The triage: what is to be done, worst first, by how late it is.

use chrono::{Datelike, Days};

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::domain::day;
use crate::domain::kinds::action;
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("treatment", "Show the treatment plans, worst first."),
    title: "Treatment",
    short: "Treat",
    tab: Tab::Own("4"),
    list: Some(&SPEC),
    keys: keys! {
        "x" DONE!, "f" CHECK_EFFECT!, "d" REDATE!, "o" OWNER!, "b" BLOCK!, "c" CANCEL!, "a" ACCEPT!, "n" NOTE!, MARK!, FILTER!,
        UNDO!, "z" SKIP, "W" DECIDED, "A" ADD, "S" STATUS, "r" RETIRE, "P" PLAN, "t" READ_PLAN!,
    },
    note: |_, _, _| "worst first".to_owned(),
    empty: |_| "Nothing is left to do: :add adds an action, is:closed finds what was done.",
    is_queue: true,
    dims_closed: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &action::KIND,
    columns: &[
        Column::new("level", "Lvl", 3..=3, 0, 0),
        Column::new("next", "Due", 9..=10, 0, 0),
        Column::new("slips", "Slip", 4..=4, 0, 3),
        Column::new("title", "Action", 30..=80, 4, 0),
        Column::new("risks", "Risk", 8..=30, 2, 5),
        Column::new("systems", "System", 12..=26, 1, 4),
        Column::new("owner", "Owner", 8..=12, 0, 1),
        Column::new("state", "Status", 7..=9, 0, 2),
    ],
    order: &[("level", true), ("next", false), ("slips", true), ("title", false)],
    group: Some(group),
    keep: |action| action.is_open() || action::may_await_check(action),
};

/// Returns the group of an action: by how late it is, or how soon due; once done, whether its effect is to be checked.
/// While its risk is accepted nothing presses, until the day the acceptance ends.
fn group(view: View<'_>, action: &Record) -> Group {
    let today = view.today;
    let (rank, title) = match (action.days_late(view.register, today), action.due(view.register, today)) {
        _ if action.is_open() && action::is_accepted(view.register, action, today) => {
            (8, "Its risk is accepted for now")
        }
        (Some(91..), _) => (0, "More than 90 days late"),
        (Some(31..), _) => (1, "31 to 90 days late"),
        (Some(_), _) => (2, "1 to 30 days late"),
        (None, Some(due)) if action::awaits_check(view.register, action) && due <= end_of_week(view) => {
            (3, "Check the effect")
        }
        _ if !action.is_open() => (Group::CLOSED, "Closed"),
        (None, None) => (7, "Without a date"),
        (None, Some(due)) if due <= end_of_week(view) => (4, "This week"),
        (None, Some(due)) if due <= day::end_of_month(today) => (5, "This month"),
        (None, Some(_)) => (6, "Later"),
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
