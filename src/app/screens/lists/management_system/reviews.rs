//! The reviews: what is late or planned, what was held, and what was cancelled.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::app::screens::calendar;
use crate::domain::kinds::review::{self, Status};
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("reviews", "Show the reviews and audits: planned, held and cancelled."),
    title: "Reviews",
    short: "Reviews",
    tab: Tab::Under(&calendar::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        "x" HOLD!, OPEN!, "a" ADD!, "d" REDATE!, "c" CANCEL!, "M" PROGRAMME!, "A" SHOW(calendar)!, FILTER!, "o" OWNER,
        "P" PLAN_YEAR,
    },
    filter_hint: "words, is:held, is:open, event:audit, owner:x, system:x, -not",
    empty: |_| "No review yet: :add adds one, :plan-the-year proposes them.",
    dims_closed: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &review::KIND,
    columns: &[
        Column::new("date", "Day", 10..=10, 0, 0),
        Column::new("title", "Review", 26..=70, 4, 0),
        Column::new("event", "Event", 18..=21, 1, 2),
        Column::new("held", "Held", 10..=10, 0, 1),
        Column::new("systems", "Systems", 12..=40, 2, 5),
        Column::new("requirements", "Clauses and controls", 12..=40, 2, 6),
        Column::new("auditors", "Auditors", 8..=16, 0, 4),
        Column::new("owner", "Owner", 6..=12, 0, 3),
    ],
    // Only those that were held have a day of that: newest first; the others stand by the day of the plan, the next one first.
    order: &[("held", true), ("date", false), ("title", false)],
    group: Some(group),
    keep: |_| true,
};

/// Returns the group of a review, what asks for something first.
fn group(view: View<'_>, record: &Record) -> Group {
    let (rank, title) = match record.get(review::STATUS) {
        Some(Status::Held) => (5, "Held"),
        Some(Status::Cancelled) => (6, "Cancelled"),
        _ if record.days_late(view.register, view.today).is_some() => (0, "Late"),
        _ => (3, "Planned"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
