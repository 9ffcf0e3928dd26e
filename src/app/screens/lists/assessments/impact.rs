//! Impact assessments of all systems.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Spec, in_force};
use crate::app::screens::lists::assessments::{EMPTY, group, note};
use crate::app::screens::systems;
use crate::domain::kinds::system;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show(
        "impact-assessments",
        "Show the impact assessments of all systems: state, day, when again.",
    ),
    title: "Impact assessments",
    short: "Impact assessments",
    tab: Tab::Under(&systems::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        OPEN!, "t" SHOW_IMPACT_ASSESSMENT!, "A" ASSESS_IMPACT!"assess", "P" SHOW(systems)!, FILTER!, SORT!, "o" OWNER, "n" NOTE,
    },
    note: |app, list, _| note(app, list, STATE),
    empty: |_| EMPTY,
    ..Screen::PLAIN
};

/// The value that says how it stands.
const STATE: &str = "impact_assessment";

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &system::KIND,
    columns: &[
        Column::new("title", "System", 22..=60, 3, 0),
        Column::new(STATE, "State", 10..=17, 0, 0),
        Column::new("impact_assessed_on", "Made on", 10..=10, 0, 0),
        Column::new("impact_assessed_next", "Next", 10..=10, 0, 0),
        Column::new("impact_assessed_why", "What is wrong", 18..=80, 4, 1),
        Column::new("owner", "Owner", 6..=12, 0, 2),
    ],
    order: &[("title", false)],
    group: Some(|view, record| group(view, record, STATE)),
    keep: in_force,
};
