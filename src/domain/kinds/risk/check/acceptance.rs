//! Check rules of the acceptance of a risk and of what remains after its treatment.

use chrono::NaiveDate;

use crate::domain::kinds::risk::check::plan::{disbelieved, is_above};
use crate::domain::kinds::risk::{self, Status, Treatment};
use crate::domain::kinds::{action, organization};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Raised, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

const ACCEPTED: Example = Example::of(
    "R-00001",
    "title: Leak; owner: ana; current: 5 5/5/5; status: accepted; treatment: accept; accepted_by: ana; accepted_on: -1m; \
     accepted_until: +1m; acceptance_reason: small",
);

/// The acceptance of a risk has ended.
pub static ACCEPTANCE_EXPIRED: Rule = Rule {
    code: "AIMS-E401",
    name: "acceptance-expired",
    sentence: "The acceptance has ended.",
    clauses: &["6.1.3"],
    class: Class::OWN,
    why: "Whoever accepted it did so until a day.",
    mend: "Have it accepted again, or treat it.",
    of: Subject::Each(|asked| match asked.record.get(risk::STATUS) {
        Some(status) => status == Status::Accepted,
        // Nobody says how far it is; that somebody accepted it says so.
        None => asked.record.get(risk::ACCEPTED_ON).is_some(),
    }),
    raise: |asked| {
        let sentence = match risk::acceptance_end(asked.record) {
            Some(until) if until < asked.today => format!("It was accepted until {until}."),
            Some(_) if asked.record.get(risk::ACCEPTED_ON).is_some() => return nothing(),
            _ => "It was accepted, and it is not said when.".to_owned(),
        };
        at("accepted_until", sentence).into()
    },
    example: ACCEPTED
        .before(
            "title: Leak; owner: ana; current: 1 1/1/1; status: accepted; treatment: accept; accepted_by: zoe; \
             accepted_on: -1m; accepted_until: -1d; acceptance_reason: small",
        )
        .change("accepted_until: +1m"),
    ..Rule::PLAIN
};

/// A risk above the appetite was accepted by nobody but its owner.
pub static ACCEPTED_BY_OWNER: Rule = Rule {
    code: "AIMS-E402",
    name: "accepted-by-owner",
    sentence: "Nobody but its owner accepted it.",
    why: "Whoever answers for a risk has reasons of their own to accept it.",
    mend: "Have it accepted, or its plan approved, by somebody else.",
    of: Subject::Each(|asked| asked.record.is_open() && is_above(asked.register, asked.record)),
    raise: |asked| {
        let (register, record) = (asked.register, asked.record);
        let is_owner = |by: &str| organization::is_same_person(register, by, record.owner());
        let is_strict = organization::is_strict(register);
        let by_owner = |field, sentence: &'static str| {
            let raised = at(field, sentence);
            if is_strict { raised.class(Class::OWN) } else { raised }
        };
        let mut found: Vec<Raised> = nothing();
        let by = record.get(risk::ACCEPTED_BY);
        if record.get(risk::STATUS) == Some(Status::Accepted) && (by.is_empty() || is_owner(by)) {
            found.push(by_owner(
                "accepted_by",
                "It lies above the appetite, and nobody but its owner accepted it.",
            ));
        }
        let by = record.get(risk::PLAN_BY);
        if is_strict && !by.is_empty() && is_owner(by) {
            found.push(by_owner(
                "plan_approved_by",
                "It lies above the appetite, and its owner approved the plan.",
            ));
        }
        found
    },
    example: ACCEPTED.change("accepted_by: zoe"),
    ..Rule::PLAIN
};

/// What remains of a risk lies above the appetite, and nobody accepted it.
pub static RESIDUAL_UNACCEPTED: Rule = Rule {
    code: "AIMS-E404",
    name: "residual-unaccepted",
    sentence: "What remains lies above the appetite, and nobody accepted it.",
    clauses: &["6.1.3"],
    class: Class::S_PLANNED,
    why: "Somebody who may decide it takes on what remains, and says why.",
    mend: "Have what remains accepted: by whom, on which day and why.",
    of: Subject::Each(|asked| asked.record.is_open() && residual_above(asked.register, asked.record)),
    raise: |asked| {
        let record = asked.record;
        let is_draft = record.get(risk::STATUS) == Some(Status::Draft);
        let fields = [
            risk::ACCEPTED_BY.index(),
            risk::ACCEPTED_ON.index(),
            risk::ACCEPTANCE_REASON.index(),
        ];
        if is_draft {
            return nothing();
        }
        let open = fields.into_iter().find(|field| record.lacks(*field));
        let against = || disbelieved(asked, record.get(risk::ACCEPTED_BY), record.get(risk::ACCEPTED_ON));
        let (field, unsaid) = match (open.map(|field| risk::KIND.fields[field].name), against()) {
            (Some(field @ "accepted_by"), _) => (field, "nobody accepted it.".to_owned()),
            (_, Some(reason)) => ("accepted_by", format!("nobody who counts accepted it: {reason}")),
            (Some(field @ "accepted_on"), _) => (field, "it is not said when it was accepted.".to_owned()),
            (Some(field), _) => (field, "it is not said why it can be accepted.".to_owned()),
            (None, None) => return nothing(),
        };
        at(field, format!("What remains lies above the appetite, and {unsaid}")).into()
    },
    example: ACCEPTED
        .before("title: Leak; owner: ana; current: 5 5/5/5; status: open; treatment: mitigate; target: 5 5/5/5")
        .beside(&[(
            "action",
            "T-00001",
            "title: Filter; status: open; owner: ana; due: +1m; risks: R-00001",
        )])
        .change("accepted_by: zoe; accepted_on: today; acceptance_reason: nothing helps more; accepted_until: +6m"),
    ..Rule::PLAIN
};

/// Tells whether what remains of a risk lies above the appetite: the level aimed at, or of an accepted one the level as things
/// stand.
pub fn residual_above(register: &Register, risk: &Record) -> bool {
    let method = register.method();
    if risk.get(risk::TREATMENT) == Some(Treatment::Accept) {
        return is_above(register, risk);
    }
    let level = risk.get(risk::TARGET).and_then(|score| method.level(&score, None));
    level.is_some_and(|level| method.exceeds(level))
}

/// Tells whether something is done about a risk: an open action, or one that is done and whose check is not due yet.
pub(super) fn is_treated(register: &Register, risk: &Record, today: NaiveDate) -> bool {
    let waits_for_check = |action: &Record| action::check_due(register, action).is_some_and(|day| day >= today);
    let mut actions = risk::plan_actions(register, risk);
    actions.any(|action| action.is_open() || waits_for_check(action))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::check::testing::{date, due_action, risk_above_appetite, treatment_codes};

    use crate::domain::record::value::Value;

    #[test]
    fn an_acceptance_ends_and_is_not_the_owners_above_the_appetite() {
        let accepted = |by: &str, until: &str| {
            let risk = risk_above_appetite(risk::Status::Accepted)
                .with(risk::TREATMENT, Treatment::Accept)
                .with(risk::ACCEPTED_ON, date("2026-10-01"))
                .with(risk::ACCEPTED_BY, by);
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
    fn a_planned_residual_above_the_appetite_is_accepted() {
        let high = "4 4/4/4"
            .parse::<crate::domain::method::score::Score>()
            .expect("a score");
        let open = risk_above_appetite(risk::Status::Open)
            .with(risk::TREATMENT, Treatment::Mitigate)
            .with(risk::PLAN_BY, "zoe")
            .with(risk::PLAN_ON, date("2026-10-01"))
            .with(risk::TARGET, high);
        assert_eq!(
            treatment_codes(vec![open.clone(), due_action("T-00001")]),
            ["AIMS-E404"]
        );
        let accepted = open
            .with(risk::ACCEPTED_BY, "zoe")
            .with(risk::ACCEPTED_ON, date("2026-10-01"))
            .with(risk::ACCEPTANCE_REASON, "nothing helps more");
        assert_eq!(treatment_codes(vec![accepted.clone(), due_action("T-00001")]), [""; 0]);
        for unsaid in ["", "N/A", "tbd"] {
            let by_nobody = accepted.clone().with(risk::ACCEPTED_BY, unsaid);
            assert_eq!(treatment_codes(vec![by_nobody, due_action("T-00001")]), ["AIMS-E404"]);
            let without_reason = accepted.clone().with(risk::ACCEPTANCE_REASON, unsaid);
            assert_eq!(
                treatment_codes(vec![without_reason, due_action("T-00001")]),
                ["AIMS-E404"]
            );
        }
    }
}
