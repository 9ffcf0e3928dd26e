//! The sittings that were filed: gap analyses, triages and the like.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::app::screens::calendar;
use crate::domain::kinds::sitting;
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show(
        "sittings",
        "Show the records of sittings, such as gap analyses and triages.",
    ),
    title: "Sittings",
    short: "Sittings",
    tab: Tab::Under(&calendar::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        OPEN!, "a" ADD!, EDIT!, "S" SHOW(calendar)!, ATTACH!, FILTER!, "n" NOTE, "r" RETIRE!,
    },
    empty: |_| "No sitting is filed yet; :calendar goes back to the calendar.",
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &sitting::KIND,
    columns: &[
        Column::new("date", "Day", 10..=10, 0, 0),
        Column::new("title", "Sitting", 26..=70, 4, 0),
        Column::new("type", "Type", 8..=14, 0, 3),
        Column::new("led_by", "Led by", 6..=12, 0, 2),
        Column::new("attended", "In the room", 12..=40, 2, 4),
        Column::new("confirmed_by", "Confirmed", 9..=12, 0, 1),
    ],
    order: &[("date", true), ("title", false)],
    group: Some(group),
    keep: |_| true,
};

/// Returns the group of a sitting, what asks for something first.
fn group(_: View<'_>, record: &Record) -> Group {
    let (rank, title) = match record.get(sitting::CONFIRMED_ON) {
        None => (1, "To be confirmed"),
        Some(_) => (2, "Confirmed"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
