//! The plan risk by risk.

use crate::domain::kinds::action;
use crate::domain::kinds::risk::{self, Covered, Plan};
use crate::domain::record::Record;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::making::{Asked, Lack, Making};
use crate::report::tables;

/// Adds a table of risks with their option, controls, actions and how far the plan is approved.
pub(super) fn by_risk(making: &mut Making<'_>, caption: &'static str, risks: &[&Record]) {
    if risks.is_empty() {
        return making.nothing("treatment.no_risks");
    }
    let rows = risks.iter().map(|one| row(making, one)).collect();
    making.table(Asked {
        caption: making.say(caption),
        columns: &[
            ("risk.risk", Width::Wide),
            ("risk.now", Width::Narrow),
            ("risk.option", Width::Narrow),
            ("risk.controls", Width::Wide),
            ("treatment.actions", Width::Wide),
            ("risk.target", Width::Narrow),
            ("field.owner", Width::Plain),
            ("treatment.approved", Width::Wide),
        ],
        rows,
        note: making.say("treatment.by_risk_note"),
    });
}

fn row(making: &mut Making<'_>, one: &Record) -> Vec<Cell> {
    let register = making.register();
    let title = Cell::of(making.record(one.id()));
    let now = tables::risks::now(making, one);
    let option = tables::risks::option(making, one);
    let controls: Vec<_> = one.get(risk::CONTROLS).into_iter().cloned().collect();
    let controls = making.records(&controls);
    let actions: Vec<_> = risk::plan_actions(register, one).collect();
    let target = tables::risks::target(making, one);
    vec![
        title,
        now,
        option,
        making.lines_or_none(controls),
        tables::actions::lines(making, &actions),
        target,
        making.person_of(one, "field.owner", one.owner()),
        approved(making, one, &actions),
    ]
}

/// Returns who approved the plan and when, and what became another since.
fn approved(making: &mut Making<'_>, one: &Record, actions: &[&Record]) -> Cell {
    let plan = risk::plan(making.register(), one);
    if plan == Plan::Missing {
        return Cell::none();
    }
    if plan == Plan::Draft {
        let label = making.say("treatment.approved");
        let missing = making.lacking(one.id().as_str(), label, Lack::Recorded);
        return Cell::missing(&missing);
    }
    let mut line = vec![Inline::text(&making.person(one.get(risk::PLAN_BY)))];
    if let Some(on) = one.get(risk::PLAN_ON) {
        line.extend([Inline::text(", "), Inline::Day(on)]);
    }
    let mut lines = vec![line];
    lines.extend(since(making, one, actions));
    Cell { lines }
}

/// Returns what became another since the approval: actions that were added, re-dated or given up.
fn since(making: &Making<'_>, one: &Record, actions: &[&Record]) -> Vec<Vec<Inline>> {
    let covered = one.get(risk::PLAN_COVERS);
    // Of an approval of which the actions were not recorded nobody knows.
    if covered.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut tell = |key: &'static str, id: &str| {
        lines.push(vec![Inline::text(&making.words.fill(key, &[("id", id)]))]);
    };
    for action in actions {
        let id = action.id().as_str();
        match covered.iter().find(|row| row.get(Covered::ACTION) == id) {
            None => tell("treatment.added", id),
            Some(row) if row.get(Covered::DUE) != action.get(action::DUE) => tell("treatment.redated", id),
            Some(_) => {}
        }
    }
    for row in &covered {
        let id = row.get(Covered::ACTION);
        if !actions.iter().any(|action| action.id().as_str() == id) {
            tell("treatment.given_up", id);
        }
    }
    lines
}
