//! The AI objectives (6.2), by how far each has come.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::app::screens::{metrics, today};
use crate::domain::kinds::objective::{self, Status};
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("objectives", "Show the AI objectives (6.2)."),
    title: "Objectives",
    short: "Objectives",
    tab: Tab::Under(&today::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        "x" MEASURED!, "S" STATUS!, OPEN!, "a" ADD!, "d" REDATE!, "o" OWNER!, "T" ADD_ACTION!, "A" ADD_ACTION,
        "O" SHOW(today)!, "M" SHOW(metrics), "n" NOTE, "r" RETIRE,
    },
    empty: |_| "No objectives yet, and 6.2 asks for some: :add adds one.",
    dims_closed: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &objective::KIND,
    columns: &[
        Column::new("due", "Due", 9..=10, 0, 0),
        Column::new("title", "Objective", 26..=70, 4, 0),
        Column::new("measure", "Measure", 14..=50, 2, 4),
        Column::new("target", "Target", 8..=20, 0, 2),
        Column::new("value", "Last", 8..=20, 0, 3),
        Column::new("owner", "Owner", 6..=12, 0, 1),
    ],
    order: &[("due", false), ("title", false)],
    group: Some(group),
    keep: |_| true,
};

/// Returns the group of an objective, what asks for something first.
fn group(view: View<'_>, record: &Record) -> Group {
    let (rank, title) = match record.get(objective::STATUS) {
        Some(Status::Met) => (5, "Met"),
        Some(Status::Missed) => (6, "Missed"),
        Some(Status::Dropped) => (7, "Dropped"),
        _ if record.days_late(view.register, view.today).is_some() => (0, "Late"),
        _ => (4, "Open"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
