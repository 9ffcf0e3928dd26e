//! The documents: demanded by clauses and controls, and own ones, by their state.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::List;
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::app::screens::evidence;
use crate::app::state::App;
use crate::domain::kinds::document::{self, State};
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show(
        "documents",
        "Show the documents: demanded by clauses and controls, and your own.",
    ),
    title: "Documents",
    short: "Documents",
    tab: Tab::Under(&evidence::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        "t" READ_FILE!, "l" LOCATE!, "A" APPROVE!, "d" REDATE!, "x" NOT_NEEDED!, "D" SHOW(evidence)!, "o" OWNER!, "a" ADD!, ATTACH!, FILTER!,
        "n" NOTE,
    },
    detail: keys! { BACK!, READ_FILE!, OPEN!, LOCATE!, APPROVE!, REDATE!, NOT_NEEDED!, ATTACH!, EDIT! },
    note,
    shows_approvals: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &document::KIND,
    columns: &[
        Column::new("id", "Document", 10..=10, 0, 0),
        Column::new("title", "Title", 22..=70, 4, 0),
        Column::new("location", "Location", 20..=60, 3, 4),
        Column::new("version", "Ver.", 4..=6, 0, 1),
        Column::new("approved_on", "Approved", 10..=10, 0, 3),
        Column::new("approved_by", "By", 6..=12, 0, 5),
        Column::new("review", "Review", 10..=10, 0, 2),
        Column::new("owner", "Owner", 6..=12, 0, 1),
    ],
    order: &[("number", false)],
    group: Some(group),
    keep: |_| true,
};

/// Returns how many of the documents that are needed are there.
fn note(app: &App, _: &List, _: usize) -> String {
    let states = app.register.of(&document::KIND);
    let states: Vec<_> = states
        .map(|record| document::stands(&app.register, record, app.env.today))
        .collect();
    let of = |wanted: &[State]| states.iter().filter(|state| wanted.contains(state)).count();
    let needed = states.len() - of(&[State::NotNeeded]);
    let there = needed - of(&[State::Missing, State::Gone]);
    format!("{there} of {needed} there, {} current", of(&[State::Current]))
}

/// Returns the group of a document, what asks for something first.
fn group(view: View<'_>, record: &Record) -> Group {
    let (rank, title) = match document::state(view.register, record, view.today) {
        State::Gone => (0, "File gone"),
        State::ReviewDue => (1, "Review due"),
        State::Changed => (2, "Changed since approved"),
        State::Missing => (3, "Missing"),
        State::Exists => (4, "Exists, not approved"),
        State::Approved => (5, "Approved, no review planned"),
        State::Current => (6, "Current"),
        State::Kept => (7, "Kept here"),
        State::Part => (8, "Part of another"),
        State::NotNeeded => (9, "Not needed"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
