//! The incidents: what still has to be told to whom, then what is open, then what was learned.

use chrono::Days;

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::app::screens::findings;
use crate::domain::kinds::incident::{self, Status};
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("incidents", "Show the incidents, by the reports that are due."),
    title: "Incidents",
    short: "Incidents",
    tab: Tab::Under(&findings::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        "x" REPORTED!, "S" STATUS!, "N" RAISE!"risk", RAISE_FINDING!"finding", "f" FIRE_TRIGGERS!, "T" ADD_ACTION!,
        "A" ADD_ACTION, "I" SHOW(findings)!, "a" ADD!, FILTER!, "o" OWNER, "n" NOTE, "r" RETIRE,
    },
    detail: keys! { BACK!, REPORTED!, RAISE!"risk", RAISE_FINDING!"finding", FIRE_TRIGGERS!, ADD_ACTION!, EDIT! },
    empty: |_| "No incidents: :add adds one; :findings goes back to the findings.",
    dims_closed: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &incident::KIND,
    columns: &[
        Column::new("severity", "Severity", 9..=9, 0, 0),
        Column::new("happened", "Happened", 10..=10, 0, 2),
        Column::new("title", "Incident", 34..=80, 4, 0),
        Column::new("systems", "System", 12..=30, 2, 4),
        Column::new("report", "Report", 9..=10, 0, 0),
        Column::new("owner", "Owner", 6..=12, 0, 1),
        Column::new("status", "Status", 9..=9, 0, 5),
    ],
    order: &[("report", false), ("happened", true)],
    group: Some(group),
    keep: |_| true,
};

/// Within how many days a report is due soon.
const SOON: u64 = 7;

/// Returns the group of an incident: by what has to be told, then by how far it has come.
fn group(view: View<'_>, record: &Record) -> Group {
    let soon = view.today.checked_add_days(Days::new(SOON)).unwrap_or(view.today);
    let next = incident::next_report(record).map(|(by, _)| by);
    let (rank, title) = match (next, record.get(incident::STATUS)) {
        _ if record.days_late(view.register, view.today).is_some() => (0, "Report late"),
        (Some(by), _) if by <= soon => (3, "Report due within a week"),
        (_, Some(Status::Closed)) => (6, "Closed"),
        (_, Some(Status::Contained)) => (5, "Contained"),
        (_, Some(Status::Open) | None) => (4, "Open"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
