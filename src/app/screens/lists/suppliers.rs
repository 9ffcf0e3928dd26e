//! The suppliers, by when they were assessed and are to be reviewed.

use chrono::Days;

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::app::screens::{resources, systems};
use crate::domain::kinds::supplier;
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("suppliers", "Show the suppliers, by when they are to be reviewed."),
    title: "Suppliers",
    short: "Suppliers",
    tab: Tab::Under(&systems::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        "x" ASSESSED!, OPEN!, "a" ADD!, "d" REDATE!, "o" OWNER!, "T" ADD_ACTION!, "A" ADD_ACTION, "P" SHOW(systems)!, "M" SHOW(resources), FILTER!,
        "n" NOTE, "r" RETIRE,
    },
    empty: |_| "No suppliers yet: :add adds one; :systems goes back to the systems.",
    dims_closed: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &supplier::KIND,
    columns: &[
        Column::new("title", "Supplier", 22..=50, 3, 0),
        Column::new("supplies", "Supplies", 16..=60, 3, 5),
        Column::new("systems", "Systems", 16..=40, 2, 3),
        Column::new("outcome", "Outcome", 11..=11, 0, 0),
        Column::new("assessed", "Assessed", 10..=10, 0, 4),
        Column::new("review", "Review", 10..=10, 0, 0),
        Column::new("owner", "Owner", 6..=12, 0, 1),
    ],
    order: &[("review", false), ("title", false)],
    group: Some(group),
    keep: |_| true,
};

/// Within how many days a review is near.
const NEAR: u64 = 30;

/// Returns the group of a supplier, what asks for something first.
fn group(view: View<'_>, record: &Record) -> Group {
    let near = view.today.checked_add_days(Days::new(NEAR)).unwrap_or(view.today);
    // A day that is planned counts as the check takes it.
    let planned = record
        .get(supplier::REVIEW)
        .and_then(|_| record.next_look(view.register, view.today));
    let (rank, title) = match planned {
        _ if record.get(supplier::ENDED).is_some() => (6, "Ended"),
        _ if record.days_late(view.register, view.today).is_some() => (0, "Review late"),
        _ if record.get(supplier::ASSESSED).is_none() => (1, "Never assessed"),
        Some(review) if review <= near => (3, "Review within 30 days"),
        Some(_) => (4, "Assessed"),
        None => (5, "Assessed, no review planned"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
