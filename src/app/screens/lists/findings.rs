//! The findings: nonconformities and opportunities for improvement, by what each needs next.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::List;
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::app::screens::incidents;
use crate::app::state::App;
use crate::domain::kinds::finding::{self, Step};
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show(
        "findings",
        "Show the findings: nonconformities and opportunities, by what they need next.",
    ),
    title: "Findings",
    short: "Find",
    tab: Tab::Own("9"),
    list: Some(&SPEC),
    keys: keys! {
        "x" NEXT_STEP!, "a" ADD!, "c" CORRECT, "b" CAUSE, "m" SIMILAR, "T" ADD_ACTION!, "A" ADD_ACTION, "d" REDATE!,
        "o" OWNER!, "I" SHOW(incidents)!, OPEN!, "X" WITHDRAW!, FILTER!, "n" NOTE, "S" STATUS, "r" RETIRE, "W" DECIDED,
    },
    detail: keys! { BACK!, NEXT_STEP!, OPEN!, ADD_ACTION!, LINKS!, EDIT!, HISTORY! },
    note,
    empty: |_| "No findings: :add adds one, :raise-finding raises one from any record.",
    dims_closed: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &finding::KIND,
    columns: &[
        Column::new("grade", "Grade", 5..=5, 0, 0),
        Column::new("due", "Due", 9..=10, 0, 0),
        Column::new("title", "Finding", 28..=80, 4, 0),
        Column::new("source", "Source", 12..=36, 2, 5),
        Column::new("requirements", "Against", 8..=20, 1, 3),
        Column::new("owner", "Owner", 6..=12, 0, 1),
        Column::new("actions", "Act", 3..=3, 0, 2),
    ],
    order: &[("late", true), ("closed", true), ("due", false), ("grade", false)],
    group: Some(group),
    keep: |_| true,
};

/// Returns how many findings are open, by their grade.
fn note(app: &App, _: &List, _: usize) -> String {
    let open = || app.register.of(&finding::KIND).filter(|record| record.is_open());
    let of = |grade| {
        open()
            .filter(|record| record.get(finding::GRADE) == Some(grade))
            .count()
    };
    let (major, minor) = (of(finding::Grade::Major), of(finding::Grade::Minor));
    format!(
        "open: {major} major, {minor} minor, {} OFI",
        of(finding::Grade::Opportunity)
    )
}

/// Returns the group of a finding: what it needs next, in the order of 10.2; what is closed stands at the end.
fn group(view: View<'_>, finding: &Record) -> Group {
    let (rank, title) = match finding::step(view.register, finding) {
        Some(Step::Correct) => (4, "To correct"),
        Some(Step::Cause) => (5, "Cause to find"),
        Some(Step::Act) => (6, "Action to plan"),
        Some(Step::Finish) => (7, "Actions under way"),
        Some(Step::Verify) => (8, "To verify"),
        Some(Step::Close) => (9, "To close"),
        None if finding.get(finding::STATUS) == Some(finding::Status::Withdrawn) => (11, "Withdrawn"),
        None => (10, "Closed"),
    };
    Group {
        rank,
        title: title.to_owned(),
    }
}
