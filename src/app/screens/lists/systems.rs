//! The inventory of AI systems.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Spec, in_force};
use crate::app::screens::{resources, suppliers};
use crate::domain::kinds::system;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("systems", "Show the inventory of AI systems."),
    title: "Systems",
    short: "Sys",
    tab: Tab::Own("2"),
    list: Some(&SPEC),
    keys: keys! {
        OPEN!, "a" ADD!, EDIT!, "A r" ASSESS_RISKS, "A i" ASSESS_IMPACT, "A s" REVIEW_SECURITY!"assess", "A d" RECORD_DUTIES, "i" STARTER!,
        "o" OWNER!, "S" STATUS!, FILTER!, "P" SHOW(suppliers)!, "M" SHOW(resources), "r" RETIRE!, SORT!, "D" DUPLICATE, "n" NOTE,
    },
    detail: keys! { BACK!, OPEN!, EDIT!, REVIEW_SECURITY!"assess", STARTER!, LINKS!, ATTACH!, HISTORY! },
    empty: |_| "No AI systems yet: :add adds one, `aims import systems FILE.csv` brings a spreadsheet.",
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &system::KIND,
    columns: &[
        Column::new("title", "System", 30..=70, 4, 0),
        Column::new("unit", "Unit", 10..=30, 2, 7),
        Column::new("owner", "Owner", 8..=14, 0, 2),
        Column::new("stage", "Stage", 12..=12, 0, 3),
        Column::new("roles", "Roles", 12..=30, 1, 10),
        Column::new("eu_class", "EU AI Act", 10..=20, 0, 9),
        Column::new("level", "Lvl", 3..=3, 0, 1),
        Column::new("overdue", "Late", 4..=4, 0, 4),
        Column::new("gate", "Gate", 6..=6, 0, 5),
        Column::new("disposition", "Disposition", 11..=16, 0, 8),
        Column::new("review", "Review", 10..=10, 0, 6),
    ],
    order: &[("title", false)],
    group: None,
    keep: in_force,
};
