//! The evidence, by its state.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Group, Spec, View, in_force};
use crate::app::screens::documents;
use crate::domain::kinds::evidence::{self, Standing};
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("evidence", "Show the evidence."),
    title: "Evidence",
    short: "Evid",
    tab: Tab::Own("8"),
    list: Some(&SPEC),
    keys: keys! {
        OPEN!, "t" READ_FILE!, "d" REDATE!, "x" LOOK_AGAIN!, "D" SHOW(documents)!, "l" LOCATE!, "a" ADD!, "o" OWNER!, FILTER!, "r" RETIRE!,
        "n" NOTE,
    },
    detail: keys! { BACK!, READ_FILE!, OPEN!, REDATE!, LOOK_AGAIN!, LOCATE!, LINKS!, EDIT! },
    empty: |_| "No evidence yet: :attach on any record attaches some, :add adds some here.",
    shows_changes: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &evidence::KIND,
    columns: &[
        Column::new("title", "Evidence", 32..=70, 4, 0),
        Column::new("form", "Form", 9..=15, 0, 5),
        Column::new("standing", "Stands", 8..=8, 0, 6),
        Column::new("location", "Location", 16..=60, 3, 4),
        Column::new("supports", "Supports", 16..=40, 2, 3),
        Column::new("valid_until", "Until", 10..=10, 0, 0),
        Column::new("owner", "Owner", 6..=12, 0, 1),
    ],
    order: &[("valid_until", false), ("title", false)],
    group: Some(group),
    keep: in_force,
};

/// Returns the group of a piece of evidence, what asks for something first.
fn group(view: View<'_>, record: &Record) -> Group {
    let (rank, title) = match evidence::standing(view.register, record, view.today) {
        Standing::Expired => (0, "Expired"),
        Standing::Gone | Standing::Changed => (1, "Gone or changed"),
        Standing::Expiring => (3, "Expiring in 30 days"),
        Standing::Valid => (4, "Valid"),
        Standing::Undated | Standing::Unknown => (5, "Without a date, or not seen yet"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
