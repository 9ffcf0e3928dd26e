//! What re-assessments write: a draft of the assessment of each system, and of the risks that they were judged.
//!
//! Only a complete assessment counts as one; who held the review completes the draft.

use crate::domain::kinds::assessment::{self, Outcome, Outcomes as RiskOutcomes, Status, Type, draft};
use crate::domain::kinds::review::Event;
use crate::domain::kinds::{risk, system};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, Item, choices};
use crate::domain::record::id::Id;
use crate::domain::record::rules::Example;
use crate::domain::record::typed::Row;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;
use crate::domain::review::outcomes::{Held, Outcomes, Written};

choices! {
    /// Whether what was judged before still holds.
    Again {
        Same Good "as before", "same", "unchanged", "still valid";
        Changed Warn "to be judged again", "changed";
    }
}

/// Risks of systems.
pub(super) const RISKS: Outcomes = Outcomes {
    event: Event::RiskReassessment,
    kind: &system::KIND,
    choices: Again::ITEMS,
    write: |held, record, item| written(held, record, item, Type::Risk),
    example: Example::of("chat", "title: Chat; scope: in"),
};

/// Impacts of systems.
pub(super) const IMPACTS: Outcomes = Outcomes {
    event: Event::ImpactReassessment,
    write: |held, record, item| written(held, record, item, Type::Impact),
    ..RISKS
};

/// Security of systems.
pub(super) const SECURITY: Outcomes = Outcomes {
    event: Event::SecurityReview,
    write: |held, record, item| written(held, record, item, Type::Security),
    ..RISKS
};

fn written(held: &Held<'_>, system: &Record, item: &Item, of: Type) -> Written {
    let is_same = Again::of(item) == Some(Again::Same);
    let mut written = Written::default();
    if of == Type::Risk && is_same {
        let judged = system::open_risks(held.register, system);
        written
            .changes
            .extend(judged.map(|risk| (risk.id().clone(), judged_again(held, risk, item))));
    }
    if !draft::is_begun(held.register, system, of) {
        written.added.push(drafted(held, system, of, is_same));
    }
    written
}

/// Returns the draft of an assessment: what the last one said where it still holds.
fn drafted(held: &Held<'_>, system: &Record, of: Type, is_same: bool) -> Record {
    let reason = held.review.id().to_string();
    let begun = draft::begun(held.register, system, of, held.by, Id::new("new"), held.day);
    let last = assessment::current(held.register, system, of, held.day).filter(|_| is_same);
    let record = match last {
        Some(last) => draft::repeated(held.register, last, held.by, held.day)
            .renamed(begun.id().clone())
            .with(assessment::STATUS, Status::Draft)
            .with(assessment::APPROVED_BY, "")
            .with(assessment::APPROVED_ON, Value::Empty),
        None => begun.clone(),
    };
    let record = record.with(assessment::REASON, reason.as_str());
    if of != Type::Risk {
        return record;
    }
    let row = |row: Row<'_, RiskOutcomes>| match row.get(RiskOutcomes::OUTCOME) {
        None if is_same => row.with(RiskOutcomes::OUTCOME, Outcome::Valid),
        _ => Value::Row(row.cells().into()),
    };
    let rows: Vec<_> = begun.get(assessment::OUTCOMES).into_iter().map(row).collect();
    record.with(assessment::OUTCOMES, Value::set(rows))
}

fn judged_again(held: &Held<'_>, risk: &Record, item: &Item) -> Changes {
    let next = risk::check::review_interval(held.register, risk).after(held.day);
    held.noted(risk, item)
        .set(risk::JUDGED_ON, held.day)
        .set(risk::REVIEW, next.map(|due| due.day))
}
