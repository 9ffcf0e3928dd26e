//! Taking something away never makes the judgement lighter: in the register of each rule's example, whatever field of whatever
//! record is emptied, the rule goes on to weigh as much, or another one begins to.

use std::collections::BTreeSet;

use super::table_tests::{WITHOUT_EXAMPLE, kinds_with_rules, register_of};
use super::*;
use crate::domain::admission::testing::today;
use crate::domain::kinds;
use crate::domain::record::value::Value;

/// What a problem is about: its rule and its record.
fn told(problem: &Problem) -> (&'static str, Id) {
    (problem.rule.code, problem.id.clone())
}

/// Returns the fields of an example's register without which its rule weighs less and nothing else takes its place.
fn lighter(kind: &'static Kind, rule: &'static Rule) -> BTreeSet<String> {
    let mut register = register_of(kind, &rule.example);
    let before = all(&register, today());
    let of_rule = before.iter().filter(|problem| problem.rule == rule);
    let weight = of_rule.map(|problem| problem.weight).max();
    let Some(weight) = weight.filter(|weight| *weight >= Weight::Minor) else {
        return BTreeSet::new();
    };
    let known: BTreeSet<_> = before.iter().map(|problem| told(problem)).collect();
    let records: Vec<_> = kinds::ALL.iter().flat_map(|kind| register.of(kind)).cloned().collect();
    let mut found = BTreeSet::new();
    for record in records {
        for (at, field) in record.kind().fields.iter().enumerate() {
            if record.value(at).is_empty() {
                continue;
            }
            let mut without = record.clone();
            without.put(at, Value::Empty).expect("nothing fits every field");
            register.put(without);
            let is_told = all(&register, today())
                .iter()
                .any(|problem| problem.weight >= weight && (problem.rule == rule || !known.contains(&told(problem))));
            if !is_told {
                found.insert(format!("{}.{}", record.kind().name, field.name));
            }
        }
        register.put(record);
    }
    found
}

#[test]
fn taking_a_field_away_makes_no_judgement_lighter() {
    let mut wrong = Vec::new();
    for (kind, rule) in kinds_with_rules() {
        if WITHOUT_EXAMPLE.contains(&rule.code) {
            continue;
        }
        let found = lighter(kind, rule).into_iter().collect::<Vec<_>>().join(" ");
        let named = LIGHTER
            .iter()
            .find(|(code, ..)| *code == rule.code.trim_start_matches("AIMS-"));
        let named = named.map_or("", |(_, fields, _)| *fields);
        if found != named {
            wrong.push(format!("{}: named `{named}`, found `{found}`", rule.code));
        }
    }
    assert!(wrong.is_empty(), "{} rules: {wrong:#?}", wrong.len());
}

const PROMISE: &str = "What is late is the day that it sets itself; without one, and where nothing says since when it counts, nothing was promised.";
const FAULT: &str = "What is taken away is the fault itself, or what it was told of.";
const ABOUT: &str = "Without it nothing says that the rule is about this record.";
const NOBODY_MARKED: &str = "While nobody is marked, everybody may decide, and W827 asks who top management is.";
const IN_USE: &str =
    "It is asked of what is in use; while nobody says how far a system is, W603 and W620 count as if it were.";
const OWN_REVIEW: &str =
    "The review is our own advice, and only a decision of it binds; without one W608 advises another.";

/// Rules, the fields of their examples without which they weigh less, and why that is right.
const LIGHTER: &[(&str, &str, &str)] = &[
    ("E892", "organization.certificates", FAULT),
    ("E893", "organization.certificates", FAULT),
    ("W894", "organization.certificates", FAULT),
    ("E204", "method.appetite", FAULT),
    ("W609", "system.stage", IN_USE),
    ("E903", "system.eu_class", FAULT),
    ("E610", "system.review", PROMISE),
    ("W546", "system.stage", IN_USE),
    ("W547", "system.stage", IN_USE),
    ("E401", "risk.accepted_until", PROMISE),
    ("W405", "organization.people", NOBODY_MARKED),
    ("W407", "action.effective action.risks", FAULT),
    ("E705", "action.due", PROMISE),
    ("E409", "risk.current", ABOUT),
    ("E729", "action.due", PROMISE),
    ("E406", "action.due", PROMISE),
    ("E410", "action.due", PROMISE),
    ("W602", "assessment.events", FAULT),
    (
        "E602",
        "assessment.date assessment.disposition assessment.reviewed assessment.status assessment.system assessment.type assessment.valid_until",
        OWN_REVIEW,
    ),
    (
        "E603",
        "action.due assessment.reviewed assessment.status assessment.system assessment.type",
        OWN_REVIEW,
    ),
    ("E501", "risk.controls", FAULT),
    ("E518", "control.review", PROMISE),
    ("W710", "review.auditors review.systems system.owner", FAULT),
    (
        "E710",
        "organization.strict_approval review.auditors review.systems system.owner",
        FAULT,
    ),
    ("W726", "organization.people", NOBODY_MARKED),
    ("E734", "finding.source organization.posture review.event", ABOUT),
    ("E702", "finding.status", ABOUT),
    ("W706", "finding.status", ABOUT),
    ("E541", "incident.nature", ABOUT),
    ("W806", "system.stage", ABOUT),
    ("E804", "supplier.review", PROMISE),
    ("W871", "system.stage system.vendor", ABOUT),
    ("W870", "system.stage", ABOUT),
    ("W844", "objective.every", PROMISE),
    ("W829", "organization.people", NOBODY_MARKED),
    ("E802", "document.review", PROMISE),
    ("E314", "document.not_needed", FAULT),
    ("E311", "document.location", ABOUT),
    ("W312", "document.location", ABOUT),
    ("E312", "document.location document.review", PROMISE),
    ("E822", "obligation.due obligation.taken_on", PROMISE),
    ("W861", "role.holders", ABOUT),
    ("W863", "action.status", ABOUT),
    ("W543", "resource.systems resource.type", ABOUT),
    ("W733", "metric.upper", FAULT),
];
