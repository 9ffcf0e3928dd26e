//! Answers that say operating while records of their clause say otherwise.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::kinds::answer::{self, State, check::CONTRADICTED};
use crate::domain::kinds::check::is_begun;
use crate::domain::kinds::check::judgement::tally::Found;
use crate::domain::record::check::{Problem, Provenance, Weight};
use crate::domain::record::prose::first_of;
use crate::domain::register::Register;

/// Returns a problem for each answer that says operating while the standard misses something of its clause.
pub(super) fn found<'a>(
    register: &Register,
    problems: impl Iterator<Item = &'a Found>,
    today: chrono::NaiveDate,
) -> Vec<Arc<Problem>> {
    let operating = register
        .of(&answer::KIND)
        .filter(|answer| answer.get(answer::STATE) == Some(State::Operating))
        .map(|answer| (answer::clause_of(answer), answer));
    let operating: Vec<_> = operating.collect();
    if operating.is_empty() {
        return Vec::new();
    }
    let mut broken: BTreeMap<&str, BTreeMap<&'static str, &'static str>> =
        operating.iter().map(|(clause, _)| (*clause, BTreeMap::new())).collect();
    for found in problems {
        let weighs = found.weight >= Weight::Minor && !found.rule.is_consequence && !found.is_explained;
        let is_answer = || {
            let record = register.get(found.problem.id.as_str());
            record.is_some_and(|one| one.is(&answer::KIND))
        };
        if found.provenance == Provenance::Standard
            && weighs
            && let Some(codes) = broken.get_mut(&*found.problem.clause)
            && !is_answer()
        {
            codes.insert(found.rule.code, found.rule.sentence);
        }
    }
    let mut found = Vec::new();
    for (clause, answer) in operating {
        let Some(codes) = broken.get(clause).filter(|codes| !codes.is_empty()) else {
            continue;
        };
        let says = codes
            .iter()
            .map(|(code, says)| format!("{} ({code})", says.trim_end_matches('.')));
        found.push(Arc::new(Problem {
            id: answer.id().clone(),
            field: "state",
            rule: &CONTRADICTED,
            sentence: format!("It says operating, and records say otherwise: {}.", first_of(1, says)).into(),
            clause: Cow::Owned(clause.to_owned()),
            class: CONTRADICTED.class,
            weight: CONTRADICTED.class.weight,
            is_begun: is_begun(register, clause, today),
            is_explained: false,
            ahead: None,
            by_certifier: false,
            missing: None,
            of_most: Vec::new(),
            about: Vec::new(),
        }));
    }
    found
}
