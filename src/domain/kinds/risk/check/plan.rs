//! Check rules of the acceptance of a risk and of its treatment plan.

use crate::domain::kinds::risk::Status;
use crate::domain::kinds::{organization, risk};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

const ACCEPTED: Example = Example::of(
    "R-00001",
    "title: Leak; owner: ana; current: 5 5/5/5; status: accepted; treatment: accept; accepted_by: zoe; accepted_until: -1d; \
     acceptance_reason: small",
);

/// The acceptance of a risk has ended.
pub static ACCEPTANCE_EXPIRED: Rule = Rule {
    code: "AIMS-E401",
    name: "acceptance-expired",
    sentence: "The acceptance has ended.",
    clauses: &["6.1.3"],
    class: Class::OWN,
    why: "Whoever accepted it did so until a day.",
    mend: "Have it accepted anew, or treat it.",
    of: Subject::Each(|asked| asked.record.get(risk::STATUS) == Some(Status::Accepted)),
    raise: |asked| {
        let Some(until) = asked.record.passed(risk::ACCEPTED_UNTIL, asked.today) else { return nothing() };
        at("accepted_until", format!("It was accepted until {until}.")).late_since(until).into()
    },
    example: ACCEPTED.before(
        "title: Leak; owner: ana; current: 1 1/1/1; status: accepted; treatment: accept; accepted_by: zoe; accepted_until: -1d; \
         acceptance_reason: small",
    ).change("accepted_until: +1m"),
    ..Rule::PLAIN
};

/// A risk above the appetite was accepted by nobody but its owner.
pub static ACCEPTED_BY_OWNER: Rule = Rule {
    code: "AIMS-E402",
    name: "accepted-by-owner",
    sentence: "Nobody but its owner accepted it.",
    why: "Whoever answers for a risk has reasons of their own to accept it.",
    mend: "Have it accepted by somebody else.",
    of: Subject::Each(|asked| asked.record.get(risk::STATUS) == Some(Status::Accepted) && is_above(asked.register, asked.record)),
    raise: |asked| {
        let by = asked.record.get(risk::ACCEPTED_BY);
        if !by.is_empty() && !organization::is_same_person(asked.register, by, asked.record.owner()) {
            return nothing();
        }
        let raised = at("accepted_by", "It lies above the appetite, and nobody but its owner accepted it.");
        if organization::is_strict(asked.register) { raised.class(Class::OWN).into() } else { raised.into() }
    },
    example: ACCEPTED.before(
        "title: Leak; owner: ana; current: 5 5/5/5; status: accepted; treatment: accept; accepted_by: ana; accepted_until: +1m; \
         acceptance_reason: small",
    ).change("accepted_by: zoe"),
    ..Rule::PLAIN
};

/// The treatment plan of a risk above the appetite is missing, not approved, or changed since.
pub static PLAN_UNAPPROVED: Rule = Rule {
    code: "AIMS-W402",
    name: "plan-unapproved",
    sentence: "The plan of a risk above the appetite is missing, not approved, or changed since.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    most: true,
    why: "Designated management approves the plan and takes on what remains.",
    mend: "Have the plan approved as it is now.",
    of: Subject::Each(|asked| {
        asked.record.get(risk::STATUS) == Some(Status::Open) && is_above(asked.register, asked.record)
    }),
    raise: |asked| {
        let sentence = match risk::plan(asked.register, asked.record) {
            risk::Plan::Approved => return nothing(),
            risk::Plan::Missing => "It lies above the appetite, and no action treats it.",
            risk::Plan::Draft => "It lies above the appetite, and nobody approved its plan.",
            risk::Plan::Changed => "It lies above the appetite, and its plan changed since it was approved.",
        };
        at("plan_approved_by", sentence).into()
    },
    example: ACCEPTED
        .before("title: Leak; owner: ana; current: 5 5/5/5; status: open; treatment: mitigate; target: 1 1/1/1")
        .beside(&[(
            "action",
            "T-00001",
            "title: Filter; status: open; owner: ana; due: +1m; risks: R-00001",
        )])
        .change("plan_approved_by: zoe; plan_approved_on: today"),
    ..Rule::PLAIN
};

fn is_above(register: &Register, risk: &Record) -> bool {
    let method = register.method();
    risk::current_level(method, risk).is_some_and(|level| method.exceeds(level))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::check::testing::{date, due_action, risk_above_appetite, today, treatment_codes};

    use crate::domain::record::value::Value;

    #[test]
    fn an_acceptance_ends_and_is_not_the_owners_above_the_appetite() {
        let accepted = |by: &str, until: &str| {
            let risk = risk_above_appetite(risk::Status::Accepted).with(risk::ACCEPTED_BY, by);
            risk.with(risk::ACCEPTED_UNTIL, date(until))
                .with(risk::ACCEPTANCE_REASON, "small")
        };
        assert_eq!(treatment_codes(vec![accepted("zoe", "2026-11-23")]), [""; 0]);
        assert_eq!(
            treatment_codes(vec![accepted("zoe", "2026-11-22")]),
            [""; 0],
            "that nothing answers it says more"
        );
        assert_eq!(treatment_codes(vec![accepted("Ana", "2026-11-23")]), ["AIMS-E402"]);
        assert_eq!(treatment_codes(vec![accepted("", "2026-11-23")]), ["AIMS-E402"]);
        let row = Value::Row([Value::text("ana"), Value::text("Ana Ruiz"), Value::Empty].into());
        let people = Record::new(&organization::KIND, organization::ID.into());
        let people = people.with(organization::PEOPLE, Value::set(vec![row]));
        assert_eq!(
            treatment_codes(vec![accepted("Ana Ruiz", "2026-11-23"), people]),
            ["AIMS-E402"]
        );
    }

    #[test]
    fn a_risk_above_the_appetite_needs_a_plan_approved_as_it_is() {
        let open = risk_above_appetite(risk::Status::Open);
        let approved = open.clone().with(risk::PLAN_BY, "zoe").with(risk::PLAN_ON, today());
        assert_eq!(
            treatment_codes(vec![open.clone()]),
            [""; 0],
            "that nothing is done says more"
        );
        assert_eq!(treatment_codes(vec![open, due_action("T-00001")]), ["AIMS-W402"]);
        assert_eq!(treatment_codes(vec![approved.clone(), due_action("T-00001")]), [""; 0]);
        let row = Value::Row([Value::text("T-00001"), Value::Date(today())].into());
        let covers = approved.with(risk::PLAN_COVERS, Value::set(vec![row]));
        assert_eq!(treatment_codes(vec![covers.clone(), due_action("T-00001")]), [""; 0]);
        assert_eq!(
            treatment_codes(vec![covers, due_action("T-00001"), due_action("T-00002")]),
            ["AIMS-W402"]
        );
    }
}
