//! The gap analysis: the questions of clauses 4-10, by clause, with where the organization stands.

pub mod pane;
pub mod tree;

use crate::app::guided::session;
use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Measure, Screen, Tab};
use crate::app::list::List;
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::app::screens::documents;
use crate::app::state::App;
use crate::domain::kinds::answer;
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("gap", "Show the gap analysis of clauses 4-10."),
    title: "Gap",
    short: "Gap",
    tab: Tab::Own("6"),
    pane: &pane::Clauses,
    list: Some(&SPEC),
    keys: keys! {
        OPEN!, "W" BEGIN_SESSION!, "S" STATUS!, "n" NOTE!, "o" OWNER!, "a" ADD_ACTION!, ATTACH!, "D" SHOW(documents)!, FILTER!,
        "h" LEFT, "left" LEFT, "l" RIGHT, "right" RIGHT, "X" CROSSWALK,
    },
    contexts: &[&session::SESSION, &session::QUESTION, &session::JUDGEMENT],
    note,
    measure: Measure::Coverage,
    shows_changes: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &answer::KIND,
    columns: &[
        Column::new("id", "Question", 8..=9, 0, 0),
        Column::new("state", "State", 10..=11, 0, 0),
        Column::new("question", "", 30..=140, 5, 0),
        Column::new("owner", "Owner", 8..=12, 0, 1),
        Column::new("note", "Note", 16..=60, 2, 2),
    ],
    order: &[("number", false)],
    group: Some(group),
    keep: |_| true,
};

/// Returns how many questions are answered.
fn note(app: &App, list: &List, _: usize) -> String {
    let coverage = Coverage::of(app.register.of(list.spec.kind));
    let (answered, operating) = (coverage.answered(), coverage.at_least(answer::State::Operating));
    format!("{answered} of {} answered, {operating} operating", coverage.total())
}

/// Returns the clause of a question.
fn group(view: View<'_>, record: &Record) -> Group {
    let clause = answer::clause_of(record);
    let clauses = &view.register.catalogue().clauses;
    match clauses.iter().position(|entry| entry.id == clause) {
        Some(position) => {
            let clause = &clauses[position];
            Group {
                rank: position as u32,
                title: format!("{} {}", clause.id, clause.title),
            }
        }
        None => Group {
            rank: u32::MAX,
            title: clause.to_owned(),
        },
    }
}
