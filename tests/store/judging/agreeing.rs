//! Several changes of the clean register at once: the check, readiness, the gate and a judgement that is kept agree.

use std::sync::Arc;

use aims::domain::kinds::assessment;
use aims::domain::kinds::check::{Judgement, Problem, Weight, check};
use aims::domain::kinds::{risk, system};
use aims::domain::readiness::{Goal, of};
use aims::domain::record::Record;
use aims::domain::register::Register;
use proptest::prelude::*;
use proptest::sample::Index;

use super::by_hand::{table, with};
use super::ground::{CLEAN, Change, checked_again, load, today};

/// What keeps the gate of a system closed, as the specification lists it, with what hides it when no system is assessed.
const CLOSING: [&str; 15] = [
    "W815", "W620", "W626", "E622", "W602", "W621", "W603", "W627", "W614", "W201", "E202", "W402", "E404", "W609",
    "E903",
];

/// Tells whether a problem is about a system, one of its assessments of risk or impact, or one of its risks.
fn is_of(register: &Register, problem: &Problem, system: &Record) -> bool {
    let id = problem.id.as_str();
    let is_missing = ["AIMS-W626", "AIMS-W627"].contains(&problem.rule.code);
    is_missing
        || id == system.id().as_str()
        || register.get(id).is_some_and(|record| {
            let is_security = record.get(assessment::TYPE) == Some(assessment::Type::Security);
            let of_risk = record.is(&risk::KIND) && record.get(risk::SYSTEMS).contains(&system.id());
            of_risk || record.get(assessment::SYSTEM) == Some(system.id()) && !is_security
        })
}

fn closes(register: &Register, problems: &[Arc<Problem>], system: &Record) -> bool {
    problems.iter().any(|problem| {
        let is_closing = CLOSING.contains(&problem.rule.code.trim_start_matches("AIMS-"));
        is_closing && problem.weight >= Weight::Minor && is_of(register, problem, system)
    })
}

/// Any few of the changes written by hand.
fn some() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(any::<Index>(), 1..6).prop_map(|picked| {
        let all: Vec<_> = table().collect();
        picked
            .iter()
            .flat_map(|index| index.get(&all).changes)
            .copied()
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn check_readiness_and_gate_agree_on_any_few_changes(changes in some()) {
        let mut register = load(CLEAN);
        let mut kept = Judgement::of(&register, today());
        with_some(&mut register, &changes, |register| {
            checked_again(register, &mut kept, "all together");
            let problems = check(register, today());
            let counted = [Goal::Conformance, Goal::Surveillance].map(|goal| of(register, today(), goal));
            for problem in problems.iter().filter(|one| one.weight >= Weight::Minor && !one.rule.is_consequence) {
                let mut all = counted.iter().flat_map(|readiness| &readiness.shortfalls);
                prop_assert!(all.any(|one| one.problem == *problem), "{problem} counts for no goal");
            }
            for system in register.of(&system::KIND).filter(|system| assessment::is_deployed(system)) {
                let missing = assessment::gate(register, system, today());
                let is_closed = missing.iter().any(|one| !one.is_ours());
                if !system.is_retired() && system.get(system::SCOPE) == Some(system::Scope::In) {
                    prop_assert_eq!(is_closed, closes(register, &problems, system), "{}: {:?}", system.id(), missing);
                    let state = |code: &str| problems.iter().any(|one| one.id == *system.id() && one.rule.code == code);
                    let is_told = ["AIMS-E601", "AIMS-W601", "AIMS-E612"].into_iter().filter(|code| state(code)).count();
                    prop_assert_eq!(usize::from(is_closed), is_told, "the state of the gate is told once");
                }
            }
            Ok(())
        })?;
        prop_assert_eq!(checked_again(&register, &mut kept, "put back"), "");
    }
}

/// Makes those of the changes that can still be made after the ones before them.
fn with_some<T>(register: &mut Register, changes: &[Change], look: impl FnOnce(&Register) -> T) -> T {
    let mut made: Vec<Change> = Vec::new();
    for change in changes {
        let touches = |one: &Change| one.id() == change.id() && change.id().is_some();
        let is_possible = match change {
            Change::Replace(..) | Change::Add(..) | Change::Take(_) => !made.iter().any(touches),
            _ => !made.iter().any(|one| matches!(one, Change::Take(_)) && touches(one)),
        };
        if is_possible {
            made.push(*change);
        }
    }
    with(register, &made, look)
}
