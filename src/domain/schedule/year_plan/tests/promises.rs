//! What the plan promises on any register.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike, Weekday};
use proptest::prelude::*;

use super::*;
use crate::domain::kinds::organization;
use crate::domain::kinds::review::scope;

/// The edit that accepts proposals.
fn accepted(register: &Register, proposals: &[Proposal]) -> Edit {
    let mut edit = Edit {
        title: "plan the year".to_owned(),
        who: String::new(),
        when: today().and_hms_opt(9, 0, 0).expect("a time"),
        changes: Vec::new(),
    };
    let mut drawn = 0_u32;
    for proposal in proposals {
        let entropy = || {
            drawn += 1;
            let [a, b, c, d] = drawn.to_be_bytes();
            [a, b, c, d / 32, d % 32]
        };
        let id = mint('V', entropy, |id| register.slot(id).is_some());
        edit.changes.push(Change::add(proposal.record(register, id)));
    }
    edit
}

pub(super) fn arbitrary_register() -> impl Strategy<Value = Register> {
    let systems = proptest::collection::vec((0..4_u8, 0..6_u8, any::<bool>()), 0..12);
    let excluded = proptest::collection::vec(0..38_usize, 0..6);
    let findings = proptest::collection::vec((0..32_usize, "20(19|2[4-6])-0[1-9]-1[0-9]"), 0..4);
    let events = proptest::sample::select(Event::ALL);
    let every = proptest::sample::select(vec!["", "year", "6 months", "2 years", "3 months on the last friday"]);
    let reviews = proptest::collection::vec(
        (events.clone(), any::<bool>(), -400..900_i64, 0..12_usize, every.clone()),
        0..8,
    );
    let cadence = proptest::collection::vec((events, every), 0..4);
    (systems, excluded, findings, reviews, cadence, any::<bool>()).prop_map(
        |(systems, excluded, findings, reviews, cadence, certified)| {
            let mut register = register(&[]);
            for (nth, (scope, level, people)) in systems.iter().enumerate() {
                let scope = [
                    system::Scope::In,
                    system::Scope::In,
                    system::Scope::Out,
                    system::Scope::Undecided,
                ][usize::from(*scope)];
                let slug = format!("s{nth}");
                let mut system = a_system(&slug).with(system::SCOPE, scope);
                if *people {
                    system = system.with(system::SUBJECTS, vec!["customers"]);
                }
                register.put(system);
                if *level > 0 {
                    register.put(a_risk(&format!("R-{nth:05}"), &slug, *level));
                }
            }
            let catalogue = register.catalogue();
            let controls: Vec<_> = catalogue.controls.iter().map(|control| Id::new(&control.id)).collect();
            let clauses: Vec<_> = catalogue.clauses.iter().map(|clause| clause.id.clone()).collect();
            for at in excluded {
                let control = Record::new(&control::KIND, controls[at].clone());
                register.put(control.with(control::APPLICABILITY, control::Applicability::Excluded));
            }
            for (nth, (clause, raised)) in findings.iter().enumerate() {
                register.put(a_finding(&format!("F-{nth:05}"), &[&clauses[*clause]], raised));
            }
            for (nth, (event, is_held, days, about, every)) in reviews.into_iter().enumerate() {
                let day = today() + chrono::TimeDelta::days(days);
                let status = if is_held {
                    review::Status::Held
                } else {
                    review::Status::Planned
                };
                let mut review = Record::new(&review::KIND, Id::new(&format!("V-{nth:05}")))
                    .with(review::EVENT, event)
                    .with(review::DATE, day)
                    .with(review::EVERY, every)
                    .with(review::STATUS, status);
                if about < 8 {
                    review = review
                        .with(review::SYSTEMS, vec![Id::new(&format!("s{about}"))])
                        .with(review::REQUIREMENTS, vec![Id::new(&clauses[about])]);
                }
                register.put(review);
            }
            let posture = if certified {
                organization::Posture::Certification
            } else {
                organization::Posture::Conformance
            };
            let cadence: Vec<_> = cadence.iter().map(|(item, every)| (*item, *every)).collect();
            register.put(organization(posture, &cadence));
            register
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn accepting_all_leaves_nothing_to_propose_and_is_undone_whole(mut register in arbitrary_register()) {
        let before = states(&register);
        let proposed = proposals(&register, today());
        let edit = accepted(&register, &proposed);
        let inverse = register.apply(&edit).expect("applies");
        prop_assert_eq!(proposals(&register, today()), vec![]);
        covers_everything(&register)?;
        register.apply(&inverse).expect("takes back");
        prop_assert_eq!(states(&register), before);
    }

    #[test]
    fn assessments_are_planned_by_the_day_from_which_the_rules_call_them_late(
        mut register in arbitrary_register(),
        made in proptest::collection::vec((0..12_usize, any::<bool>(), 1..500_i64, proptest::option::of(1..24_i64)), 0..12),
    ) {
        for (nth, (system, is_risk, days, every)) in made.into_iter().enumerate() {
            let id = format!("s{system}");
            let Some(judged) = register.get(&id).map(assessment::judged) else { continue };
            let of = if is_risk { assessment::Type::Risk } else { assessment::Type::Impact };
            register.put(
                a_complete_assessment(&format!("S-{nth:05}"), of, &id)
                    .with(assessment::JUDGED, judged)
                    .with(assessment::EVERY, every.map_or(crate::domain::record::value::Value::Empty, crate::domain::record::value::Value::Number))
                    .with(assessment::DATE, today() - chrono::TimeDelta::days(days)),
            );
        }
        let proposed = proposals(&register, today());
        let types = [
            (Event::RiskReassessment, assessment::Type::Risk),
            (Event::ImpactReassessment, assessment::Type::Impact),
        ];
        for system in register.of(&system::KIND).filter(|record| assessment::is_asked(record)) {
            for (event, of) in types {
                let current = assessment::current(&register, system, of, today());
                let Some(due) = current.and_then(|one| assessment::due(&register, one, today())) else { continue };
                let by = due.day.max(later(today(), 60));
                let is_planned = register.of(&review::KIND).any(|one| {
                    one.is_open() && one.get(review::EVENT) == Some(event) && is_about(one, system.id())
                });
                let one = proposed.iter().find(|one| one.event == event && one.systems.contains(system.id()));
                if due.day <= after(today(), 12) && !is_planned {
                    prop_assert!(one.is_some_and(|one| one.day <= by), "{} {event:?} {due:?} {one:?}", system.id());
                }
                if due.day > after(today(), 12) {
                    // What is lacking in it is mended before its day.
                    let is_lacking = |one: &Proposal| one.why.contains("does not suffice");
                    prop_assert!(one.is_none_or(is_lacking), "{} {event:?} {due:?} {one:?}", system.id());
                }
            }
        }
    }

    #[test]
    fn each_has_a_working_day_of_its_own_in_time(register in arbitrary_register()) {
        let planned = register.of(&review::KIND).filter(|record| record.is_open()).filter_map(|record| record.get(review::DATE));
        let mut taken: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        planned.for_each(|day| *taken.entry(day).or_default() += 1);
        for one in proposals(&register, today()) {
            prop_assert!(!matches!(one.day.weekday(), Weekday::Sat | Weekday::Sun), "{:?}", one);
            prop_assert!(one.day > today() && one.day <= after(today(), 36), "{:?}", one);
            prop_assert!(one.every.is_none() || one.day <= after(today(), 12), "{:?}", one);
            prop_assert!(!one.why.is_empty());
            let count = taken.entry(one.day).or_default();
            *count += 1;
            prop_assert!(*count < 2, "two on {}", one.day);
        }
    }
}

fn states(register: &Register) -> Vec<Record> {
    let kinds = register.kinds().iter();
    kinds.flat_map(|kind| register.of(kind)).cloned().collect()
}

/// Over the cycle the open audits look at every system in scope, every sub-clause and every control that applies.
fn covers_everything(register: &Register) -> Result<(), TestCaseError> {
    let organization = register.get(organization::ID).expect("it is there");
    let certified = organization.get(organization::POSTURE) == Some(organization::Posture::Certification);
    let end = after(today(), if certified { 36 } else { 12 });
    let audits: Vec<_> = register
        .of(&review::KIND)
        .filter(|record| record.is_open() && record.get(review::EVENT) == Some(Event::InternalAudit))
        .filter(|record| record.get(review::DATE).is_some_and(|day| day <= end))
        .collect();
    let all = |field: fn(&Record) -> Vec<&Id>| {
        let named: Vec<_> = audits.iter().map(|audit| field(audit)).collect();
        let whole = named.iter().any(Vec::is_empty);
        (whole, named.into_iter().flatten().cloned().collect::<HashSet<_>>())
    };
    let (whole, named) = all(|audit| audit.get(review::REQUIREMENTS));
    for clause in &register.catalogue().clauses {
        prop_assert!(
            whole || named.contains(&Id::new(&clause.id)),
            "{} is left out",
            clause.id
        );
    }
    for control in register
        .of(&control::KIND)
        .filter(|record| control::is_applicable(record))
    {
        prop_assert!(whole || named.contains(control.id()), "{} is left out", control.id());
    }
    let (whole, named) = all(|audit| audit.get(review::SYSTEMS));
    for system in register.of(&system::KIND).filter(|record| scope::is_in_aims(record)) {
        prop_assert!(whole || named.contains(system.id()), "{} is left out", system.id());
    }
    Ok(())
}

#[test]
fn a_screening_that_does_not_suffice_is_followed_by_a_full_assessment_soon() {
    let system = a_system("chat")
        .with(system::STAGE, system::Stage::Operation)
        .with(system::SUBJECTS, vec!["customers"]);
    let screening = Record::new(&assessment::KIND, Id::new("S-00001"))
        .with(assessment::TYPE, assessment::Type::Impact)
        .with(assessment::DEPTH, assessment::Depth::Screening)
        .with(assessment::SYSTEM, Id::new("chat"))
        .with(assessment::STATUS, assessment::Status::Complete)
        .with(assessment::CONCLUSION, "Fine.")
        .with(assessment::JUDGED, assessment::judged(&system))
        .with(assessment::DATE, date("2026-11-01"));
    let proposals = proposals(&register(&[system, screening]), today());
    let impact = only(&proposals, Event::ImpactReassessment);
    assert!(
        impact.day <= date("2026-12-07") && impact.why.contains("its impact was screened"),
        "{impact:?}"
    );
}
