//! Check rules on what internal audits together came by: every clause and every control that applies.

use std::collections::BTreeSet;

use chrono::Months;

use crate::domain::kinds::control;
use crate::domain::kinds::review::check::intervals::held_on;
use crate::domain::kinds::review::{self, Event};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Raised, Rule, Subject, at, nothing};
use crate::domain::record::id::Id;

/// Over how many months internal audits together have to come by everything: the cycle of a certification.
const CYCLE: Months = Months::new(36);

/// No audit came by some clauses.
pub static CLAUSES_UNAUDITED: Rule = Rule {
    code: "AIMS-W717",
    name: "audit-coverage",
    sentence: "No audit came by these clauses.",
    clauses: &["9.2.1"],
    class: Class::S_DONE,
    why: "The audits together cover all of the AIMS.",
    mend: "Take the clauses into the next audit.",
    of: Subject::Whole,
    raise: |asked| {
        let clauses = asked
            .register
            .catalogue()
            .clauses
            .iter()
            .map(|clause| clause.id.as_str());
        uncovered(
            asked,
            clauses
                .filter(|id| id.starts_with(|first: char| first.is_ascii_digit()))
                .collect(),
            "clauses",
        )
    },
    ..Rule::PLAIN
};

/// No audit came by some controls.
pub static CONTROLS_UNAUDITED: Rule = Rule {
    code: "AIMS-W718",
    name: "audit-coverage-controls",
    sentence: "No audit came by these controls, and none is dated to.",
    mend: "Take the controls into the next audit.",
    raise: |asked| {
        let controls = asked
            .register
            .of(&control::KIND)
            .filter(|record| control::is_applicable(record));
        let mut controls: Vec<_> = controls.map(|record| record.id().as_str()).collect();
        controls.sort_unstable();
        uncovered(asked, controls, "controls")
    },
    ..CLAUSES_UNAUDITED
};

/// Returns what of all nothing came by, once an audit was held.
fn uncovered(asked: &Asked<'_>, all: Vec<&str>, what: &str) -> Vec<Raised> {
    let begin = asked.today.checked_sub_months(CYCLE).unwrap_or(asked.today);
    let audits = || asked.register.of(&review::KIND);
    let is_held = |record: &&Record| held_on(record, Event::InternalAudit, asked.today).is_some_and(|day| day >= begin);
    let held: Vec<_> = audits().filter(is_held).collect();
    if held.is_empty() {
        return nothing();
    }
    let covered: BTreeSet<_> = held
        .iter()
        .flat_map(|audit| audit.get(review::REQUIREMENTS))
        .map(Id::as_str)
        .collect();
    let missing: Vec<_> = all.into_iter().filter(|id| !covered.contains(id)).collect();
    if missing.is_empty() {
        return nothing();
    }
    let is_planned = |record: &Record| {
        record.is_open() && !record.is_retired() && record.get(review::EVENT) == Some(Event::InternalAudit)
    };
    let planned: Vec<_> = audits().filter(|record| is_planned(record)).collect();
    let will: BTreeSet<_> = planned
        .iter()
        .flat_map(|audit| audit.get(review::REQUIREMENTS))
        .map(Id::as_str)
        .collect();
    let is_ahead = missing.iter().all(|id| will.contains(id));
    let ahead = planned
        .iter()
        .filter_map(|audit| audit.get(review::DATE))
        .max()
        .filter(|_| is_ahead);
    let shown = missing[..missing.len().min(3)].join(", ");
    let more = match missing.len() - missing.len().min(3) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let sentence = format!("No internal audit held came by these {what}: {shown}{more}.");
    at("", sentence).ahead(ahead).found_by("event:audit").into()
}
