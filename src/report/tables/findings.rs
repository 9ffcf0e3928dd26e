//! Findings, as a table.

use crate::domain::kinds::finding;
use crate::domain::record::Record;
use crate::report::document::table::{Cell, Width};
use crate::report::making::{Asked, Making};

/// Adds a table of findings, in the order in which they come; that there is none in the words for it.
pub fn listed(making: &mut Making<'_>, caption: &'static str, findings: &[&Record], none: &'static str) {
    if findings.is_empty() {
        return making.nothing(none);
    }
    let rows = findings.iter().map(|one| row(making, one)).collect();
    making.table(Asked {
        caption: making.say(caption),
        columns: &[
            ("col.id", Width::Narrow),
            ("finding.grade", Width::Narrow),
            ("finding.finding", Width::Wide),
            ("finding.against", Width::Plain),
            ("risk.system", Width::Plain),
            ("field.owner", Width::Plain),
            ("action.due", Width::Narrow),
            ("finding.step", Width::Narrow),
            ("action.late", Width::Narrow),
        ],
        rows,
        note: making.say("finding.note"),
    });
}

fn row(making: &mut Making<'_>, one: &Record) -> Vec<Cell> {
    let (register, today) = (making.register(), making.today());
    let step = match finding::step(register, one) {
        Some(step) => Cell::text(making.choice(step)),
        None => Cell::none(),
    };
    let late = match one.days_late(register, today) {
        Some(days) => Cell::text(&making.words.counted("action.days_late", days as usize)),
        None => Cell::none(),
    };
    vec![
        making.id_of(one),
        grade(making, one),
        Cell::text(one.title()),
        against(making, one),
        making.systems_of(one.get(finding::SYSTEMS)),
        making.person_of(one, "field.owner", one.owner()),
        making.day_of(one, "action.due", one.get(finding::DUE)),
        step,
        late,
    ]
}

/// Returns the grade.
pub fn grade(making: &mut Making<'_>, one: &Record) -> Cell {
    match one.get(finding::GRADE) {
        Some(grade) => Cell::text(making.choice(grade)),
        None => making.empty(one, "finding.grade"),
    }
}

/// Returns the clauses and controls that it is against.
pub fn against(making: &mut Making<'_>, one: &Record) -> Cell {
    let ids: Vec<_> = one.get(finding::REQUIREMENTS).into_iter().cloned().collect();
    if ids.is_empty() {
        return making.empty(one, "finding.against");
    }
    Cell {
        lines: making.records(&ids),
    }
}
