//! Answers that say operating while records of their clause say otherwise.

use std::collections::BTreeMap;

use crate::domain::kinds::answer::{self, State, check::CONTRADICTED};
use crate::domain::kinds::check::is_begun;
use crate::domain::record::check::{Problem, Provenance, Weight};
use crate::domain::register::Register;

/// Adds a problem for each answer that says operating while the standard misses something of its clause.
pub(super) fn add(register: &Register, problems: &mut Vec<Problem>, today: chrono::NaiveDate) {
    let mut broken: BTreeMap<Box<str>, Vec<&'static str>> = BTreeMap::new();
    for problem in problems.iter() {
        let weighs = problem.weight >= Weight::Minor && !problem.rule.is_consequence && !problem.is_explained;
        let is_answer = register
            .get(problem.id.as_str())
            .is_some_and(|one| one.is(&answer::KIND));
        if problem.class.provenance == Provenance::Standard && weighs && !is_answer {
            broken
                .entry(problem.clause.clone())
                .or_default()
                .push(problem.rule.code);
        }
    }
    let operating = register
        .of(&answer::KIND)
        .filter(|answer| answer.get(answer::STATE) == Some(State::Operating));
    for answer in operating {
        let clause = answer::clause_of(answer);
        let Some(codes) = broken.get_mut(clause) else { continue };
        codes.sort_unstable();
        codes.dedup();
        problems.push(Problem {
            id: answer.id().clone(),
            field: "state",
            rule: &CONTRADICTED,
            sentence: format!("It says operating, and records say otherwise: {}.", codes.join(", ")).into(),
            clause: clause.into(),
            class: CONTRADICTED.class,
            weight: CONTRADICTED.class.weight,
            is_begun: is_begun(register, clause, today),
            is_explained: false,
            ahead: None,
            missing: None,
        });
    }
}
