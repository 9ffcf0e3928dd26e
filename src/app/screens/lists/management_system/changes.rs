//! The changes to the AIMS, systems, suppliers and controls (6.3, 8.1), by how far each has come.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::app::screens::calendar;
use crate::domain::kinds::change::{self, Status};
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show(
        "changes",
        "Show the changes to the AIMS, systems, suppliers and controls (6.3, 8.1).",
    ),
    title: "Changes",
    short: "Changes",
    tab: Tab::Under(&calendar::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        "S" STATUS!, OPEN!, "a" ADD!, "d" REDATE!, "o" OWNER!, "T" ADD_ACTION!, "A" APPROVE!, "C" SHOW(calendar)!, FILTER!,
        "n" NOTE, "r" RETIRE,
    },
    empty: |_| "No changes yet: :add adds one; :calendar goes back to the calendar.",
    dims_closed: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &change::KIND,
    columns: &[
        Column::new("due", "Due", 9..=10, 0, 0),
        Column::new("title", "Change", 26..=70, 4, 0),
        Column::new("type", "Type", 8..=17, 0, 4),
        Column::new("systems", "Systems", 14..=40, 2, 3),
        Column::new("status", "Status", 8..=8, 0, 2),
        Column::new("significant", "Signif.", 7..=7, 0, 5),
        Column::new("owner", "Owner", 6..=12, 0, 1),
    ],
    order: &[("due", false), ("title", false)],
    group: Some(group),
    keep: |_| true,
};

/// Returns the group of a change, what asks for something first.
fn group(view: View<'_>, record: &Record) -> Group {
    let (rank, title) = match record.get(change::STATUS) {
        Some(Status::Done) => (5, "Done"),
        Some(Status::Rejected) => (6, "Rejected"),
        _ if record.days_late(view.register, view.today).is_some() => (0, "Late"),
        Some(Status::Approved) => (2, "Approved"),
        _ => (3, "Proposed"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
