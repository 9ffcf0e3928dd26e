//! The metrics (9.1), by whether they are measured and within their bounds.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::{Column, Group, Spec, View, in_force};
use crate::app::screens::{objectives, today};
use crate::domain::kinds::metric::{self, Verdict};
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("metrics", "Show what is measured regularly, with its results (9.1)."),
    title: "Metrics",
    short: "Metrics",
    tab: Tab::Under(&today::SCREEN),
    list: Some(&SPEC),
    keys: keys! {
        "x" MEASURED!, OPEN!, "a" ADD!, "o" OWNER!, "T" ADD_ACTION!, "A" ADD_ACTION, "M" SHOW(today)!, "O" SHOW(objectives), FILTER!,
        "n" NOTE, "r" RETIRE,
    },
    empty: |_| "No metrics yet, and 9.1 asks for some: :add adds one.",
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &metric::KIND,
    columns: &[
        Column::new("title", "Metric", 26..=70, 4, 0),
        Column::new("value", "Last", 8..=20, 0, 0),
        Column::new("verdict", "Verdict", 12..=12, 0, 3),
        Column::new("lower", "Lower", 6..=10, 0, 6),
        Column::new("upper", "Upper", 6..=10, 0, 5),
        Column::new("every", "Every", 8..=12, 0, 4),
        Column::new("next", "Next", 10..=10, 0, 2),
        Column::new("owner", "Owner", 6..=12, 0, 1),
    ],
    order: &[("next", false), ("title", false)],
    group: Some(group),
    keep: in_force,
};

/// Returns the group of a metric, what asks for something first.
fn group(view: View<'_>, record: &Record) -> Group {
    let (rank, title) = match metric::verdict(record, view.today) {
        Verdict::Outside => (0, "Outside the bounds"),
        Verdict::NotMeasured => (1, "Never measured"),
        _ if record.days_late(view.register, view.today).is_some() => (2, "To be measured"),
        Verdict::Within => (4, "Within the bounds"),
        Verdict::NoBounds => (5, "Without bounds"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
