//! The obligations of law, contracts, parties and our own (4.2), by how each is met.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::app::screens::today;
use crate::domain::kinds::obligation::{self, Status, TakenOn};
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show(
        "obligations",
        "Show what law, contracts, parties and we ourselves ask (4.2).",
    ),
    title: "Obligations",
    short: "Obligations",
    tab: Tab::Under(&today::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        "S" STATUS!, OPEN!, "a" ADD!, "d" REDATE!, "o" OWNER!, "T" ADD_ACTION!, "A" ADD_ACTION, "N" SHOW(today)!, FILTER!,
        "n" NOTE, "r" RETIRE,
    },
    empty: |_| "No obligations yet, and 4.2 asks for some: :add adds one.",
    dims_closed: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &obligation::KIND,
    columns: &[
        Column::new("title", "Obligation", 26..=70, 4, 0),
        Column::new("source", "Source", 8..=16, 0, 4),
        Column::new("article", "Article", 10..=40, 3, 5),
        Column::new("systems", "Systems", 14..=40, 2, 6),
        Column::new("taken_on", "Taken on", 8..=8, 0, 3),
        Column::new("due", "Due", 10..=10, 0, 0),
        Column::new("review", "Look", 10..=10, 0, 2),
        Column::new("owner", "Owner", 6..=12, 0, 1),
    ],
    order: &[("due", false), ("title", false)],
    group: Some(group),
    keep: |_| true,
};

/// Returns the group of an obligation, what asks for something first.
fn group(view: View<'_>, record: &Record) -> Group {
    let (rank, title) = match record.get(obligation::STATUS) {
        Some(Status::Met) => (4, "Met"),
        Some(Status::NotApplicable) => (5, "Not applicable"),
        _ if record.get(obligation::TAKEN_ON) == Some(TakenOn::No) => (6, "Not taken on"),
        _ if record.days_late(view.register, view.today).is_some() => (0, "Late"),
        _ if record.get(obligation::TAKEN_ON) != Some(TakenOn::Yes) => (1, "Not decided"),
        _ => (3, "Open"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
