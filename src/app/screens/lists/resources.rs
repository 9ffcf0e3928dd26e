//! The resources that systems need (A.4, A.7), by what they are.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Group, Spec, View, in_force};
use crate::app::screens::{suppliers, systems};
use crate::domain::kinds::resource;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show(
        "resources",
        "Show the data, models, tools, computing and people that systems need (A.4, A.7).",
    ),
    title: "Resources",
    short: "Resources",
    tab: Tab::Under(&systems::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        OPEN!, "a" ADD!, EDIT!, "o" OWNER!, "T" ADD_ACTION!, "A" ADD_ACTION, "M" SHOW(systems)!, "P" SHOW(suppliers),
        ATTACH!, FILTER!, "n" NOTE, "r" RETIRE,
    },
    empty: |_| "No resources yet: :add adds one; :systems goes back to the systems.",
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &resource::KIND,
    columns: &[
        Column::new("title", "Resource", 24..=60, 4, 0),
        Column::new("systems", "Systems", 16..=40, 3, 0),
        Column::new("supplier", "Supplier", 10..=30, 2, 4),
        Column::new("version", "Version", 7..=14, 0, 3),
        Column::new("licence", "Licence", 8..=30, 1, 5),
        Column::new("personal_data", "Personal", 10..=18, 0, 2),
        Column::new("owner", "Owner", 6..=12, 0, 1),
    ],
    order: &[("title", false)],
    group: Some(group),
    keep: in_force,
};

/// Returns the group of a resource: what it is.
fn group(_: View<'_>, record: &Record) -> Group {
    let (rank, title) = match record.get(resource::TYPE) {
        None => (0, "of no type yet"),
        Some(of) => (of as u32 + 1, of.item().label),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
