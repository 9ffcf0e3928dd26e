//! The roles in the AIMS (5.3), by whether they are held and the competence is there (7.2).

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::List;
use crate::app::list::spec::{Column, Group, Spec, View, in_force};
use crate::app::screens::today;
use crate::app::state::App;
use crate::domain::kinds::{organization, role};
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show(
        "roles",
        "Show the roles in the AIMS and the competence they need (5.3, 7.2).",
    ),
    title: "Roles",
    short: "Roles",
    tab: Tab::Under(&today::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        OPEN!, "a" ADD!, EDIT!, "T" ADD_ACTION!, "A" ADD_ACTION, "J" SHOW(today)!, ATTACH!, FILTER!, "n" NOTE, "r" RETIRE!,
    },
    note,
    empty: |_| "No roles yet, and 5.3 asks for some: :add adds one.",
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &role::KIND,
    columns: &[
        Column::new("title", "Role", 24..=60, 4, 0),
        Column::new("persons", "Persons", 14..=40, 3, 0),
        Column::new("requirements", "Serves", 12..=40, 2, 3),
        Column::new("needs", "Needs", 14..=60, 2, 4),
        Column::new("gaps", "Gaps", 4..=4, 0, 1),
    ],
    order: &[("title", false)],
    group: Some(group),
    keep: in_force,
};

/// Returns who keeps the AIMS in conformity and who reports on it, which 5.3 asks for whatever the other roles are.
fn note(app: &App, _: &List, _: usize) -> String {
    let Some(organization) = app.register.get(organization::ID) else {
        return String::new();
    };
    let said = |text: &str| {
        if text.is_empty() {
            "nobody".to_owned()
        } else {
            text.to_owned()
        }
    };
    format!(
        "conformity: {}, reports: {}",
        said(organization.get(organization::CONFORMITY)),
        said(organization.get(organization::REPORTING))
    )
}

/// Returns the group of a role, what asks for something first.
fn group(view: View<'_>, record: &Record) -> Group {
    let (rank, title) = if role::persons(view.register, record, view.today).is_empty() {
        (0, "Nobody")
    } else if role::gaps(record) > 0 {
        (1, "Competence to be closed")
    } else {
        (2, "Held")
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
