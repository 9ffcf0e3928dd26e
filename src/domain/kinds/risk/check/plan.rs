//! Check rules of the acceptance of a risk and of its treatment plan.

use crate::domain::kinds::risk::check::{ACCEPTANCE_EXPIRED, ACCEPTED_BY_OWNER, PLAN_UNAPPROVED};
use crate::domain::kinds::{organization, risk};
use crate::domain::record::Record;
use crate::domain::record::check::Found;
use crate::domain::register::Register;

/// Adds what can be found in the acceptance and the plan of a risk that counts.
/// Adds the problems of the acceptance and the plan.
pub(super) fn find(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    if record.is_retired() {
        return;
    }
    let method = register.method();
    let above = risk::current_level(method, record).is_some_and(|level| method.exceeds(level));
    match record.get(risk::STATUS) {
        Some(risk::Status::Accepted) => {
            if let Some(until) = record.passed(risk::ACCEPTED_UNTIL, today) {
                let sentence = format!("It was accepted until {until}.");
                found.add(ACCEPTANCE_EXPIRED, "accepted_until", sentence);
            }
            if above && !is_independent(register, record) {
                let sentence = "It lies above the appetite, and nobody but its owner accepted it.";
                found.add(ACCEPTED_BY_OWNER, "accepted_by", sentence);
            }
        }
        Some(risk::Status::Open) if above => {
            let sentence = match risk::plan(register, record) {
                risk::Plan::Approved => return,
                risk::Plan::Missing => "It lies above the appetite, and no action treats it (6.1.3).",
                risk::Plan::Draft => "It lies above the appetite, and nobody approved its plan (6.1.3).",
                risk::Plan::Changed => "It lies above the appetite, and its plan changed since it was approved.",
            };
            found.add(PLAN_UNAPPROVED, "plan_approved_by", sentence);
        }
        _ => {}
    }
}

/// Tells whether somebody accepted a risk who is not its owner, by short or full name.
fn is_independent(register: &Register, risk: &Record) -> bool {
    let by = risk.get(risk::ACCEPTED_BY);
    !by.is_empty() && !organization::is_same_person(register, by, risk.owner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::testing::{date, due_action, risk_above_appetite, today, treatment_codes};

    use crate::domain::record::value::Value;

    #[test]
    fn an_acceptance_ends_and_is_not_the_owners_above_the_appetite() {
        let accepted = |by: &str, until: &str| {
            let risk = risk_above_appetite(risk::Status::Accepted).with(risk::ACCEPTED_BY, by);
            risk.with(risk::ACCEPTED_UNTIL, date(until))
                .with(risk::ACCEPTANCE_REASON, "small")
        };
        assert_eq!(treatment_codes(vec![accepted("zoe", "2026-11-23")]), [""; 0]);
        assert_eq!(treatment_codes(vec![accepted("zoe", "2026-11-22")]), ["AIMS-E401"]);
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
        assert_eq!(treatment_codes(vec![open.clone()]), ["AIMS-W402"]);
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
