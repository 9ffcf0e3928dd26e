//! The check rule on risks that belong nowhere: no system and no assessment has them.

use crate::domain::kinds::assessment;
use crate::domain::kinds::risk;
use crate::domain::kinds::risk::check::{LEAK, is_assessed};
use crate::domain::kinds::system;
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::register::Register;

/// A risk names no system, and no assessment names it.
pub static OF_NO_SYSTEM: Rule = Rule {
    code: "AIMS-W205",
    name: "risk-of-no-system",
    sentence: "The risk names no system, and no assessment looked at it.",
    clauses: &["6.1.2", "8.2"],
    class: Class::S_PLANNED,
    why: "The assessment and the gate of a system look at its risks; one that belongs nowhere is passed over by all of them.",
    mend: "Name the systems it concerns, or take it up in an assessment: a risk of the whole organization in any of them.",
    of: Subject::Each(is_assessed),
    raise: |asked| {
        let (register, record) = (asked.register, asked.record);
        let is_assessed = || {
            let mut named_by = register.linked_of(&assessment::KIND, record.id());
            named_by.any(|one| !one.is_retired() && assessment::is_made(register, one, asked.today))
        };
        let has_system = || {
            register
                .of(&system::KIND)
                .any(|one| system::is_governed(one, asked.today))
        };
        if !record.get(risk::SYSTEMS).is_empty() || is_assessed() || !has_system() {
            return nothing();
        }
        at("systems", "It names no system, and no assessment looked at it.").into()
    },
    example: LEAK
        .beside(&[("system", "chat", "title: Chat; scope: in; stage: operation")])
        .change("systems: chat"),
    ..Rule::PLAIN
};

/// Returns the risks of a system that its gate looks at: those that name it, and those that name none and were judged by an
/// assessment of it.
pub fn of_gate<'a>(register: &'a Register, system: &Record, assessed: Option<&'a Record>) -> Vec<&'a Record> {
    let named = system::open_risks(register, system).filter(|risk| risk.get(risk::SYSTEMS).contains(&system.id()));
    let judged = assessed.into_iter().flat_map(|one| {
        let outcomes = one.stored(assessment::OUTCOMES).ids();
        outcomes.chain(one.stored(assessment::RISKS).ids())
    });
    let judged = judged.filter_map(|id| register.get(id.as_str()));
    let of_none = judged.filter(|risk| risk.is(&risk::KIND) && risk.is_open() && risk.get(risk::SYSTEMS).is_empty());
    let mut all: Vec<_> = named.chain(of_none).collect();
    all.sort_unstable_by_key(|risk| risk.id());
    all.dedup_by_key(|risk| risk.id());
    all
}
