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
    use crate::domain::check::of;
    use crate::domain::kinds::action;
    use crate::domain::record::id::Id;
    use crate::domain::record::value::Value;
    use crate::domain::schedule::day;
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        date("2026-11-23")
    }

    fn date(text: &str) -> NaiveDate {
        day::iso(text).expect("a day")
    }

    /// The codes of the first record, of series 4.
    fn codes(records: Vec<Record>) -> Vec<&'static str> {
        let mut register = Register::default();
        let id = records[0].id().clone();
        for record in records {
            register.put(record);
        }
        let record = register.get(id.as_str()).expect("the record");
        let codes = of(&register, record, today())
            .into_iter()
            .map(|problem| problem.rule.code);
        codes.filter(|code| code[6..].starts_with('4')).collect()
    }

    fn action(id: &str) -> Record {
        let action = Record::new(&action::KIND, id.into()).with(action::TITLE, "Filter it");
        action
            .with(action::RISKS, vec![Id::new("R-00001")])
            .with(action::STATUS, action::Status::Open)
    }

    fn due(id: &str) -> Record {
        action(id).with(action::OWNER, "ana").with(action::DUE, today())
    }

    /// A risk above the appetite of the preset method.
    fn risk(status: risk::Status) -> Record {
        let score = crate::domain::record::input::read(crate::domain::record::field::Shape::Score, "5 5/5/5", today())
            .expect("a score");
        Record::new(&risk::KIND, "R-00001".into())
            .with(risk::OWNER, "ana")
            .with(risk::CURRENT, score)
            .with(risk::STATUS, status)
    }

    #[test]
    fn an_acceptance_ends_and_is_not_the_owners_above_the_appetite() {
        let accepted = |by: &str, until: &str| {
            let risk = risk(risk::Status::Accepted).with(risk::ACCEPTED_BY, by);
            risk.with(risk::ACCEPTED_UNTIL, date(until))
                .with(risk::ACCEPTANCE_REASON, "small")
        };
        assert_eq!(codes(vec![accepted("zoe", "2026-11-23")]), [""; 0]);
        assert_eq!(codes(vec![accepted("zoe", "2026-11-22")]), ["AIMS-E401"]);
        assert_eq!(codes(vec![accepted("Ana", "2026-11-23")]), ["AIMS-E402"]);
        assert_eq!(codes(vec![accepted("", "2026-11-23")]), ["AIMS-E402"]);
        let row = Value::Row([Value::text("ana"), Value::text("Ana Ruiz"), Value::Empty].into());
        let people = Record::new(&organization::KIND, organization::ID.into());
        let people = people.with(organization::PEOPLE, Value::set(vec![row]));
        assert_eq!(codes(vec![accepted("Ana Ruiz", "2026-11-23"), people]), ["AIMS-E402"]);
    }

    #[test]
    fn a_plan_of_a_risk_above_the_appetite_is_there_and_approved_as_it_stands() {
        let open = risk(risk::Status::Open);
        let approved = open.clone().with(risk::PLAN_BY, "zoe").with(risk::PLAN_ON, today());
        assert_eq!(codes(vec![open.clone()]), ["AIMS-W402"]);
        assert_eq!(codes(vec![open, due("T-00001")]), ["AIMS-W402"]);
        assert_eq!(codes(vec![approved.clone(), due("T-00001")]), [""; 0]);
        let row = Value::Row([Value::text("T-00001"), Value::Date(today())].into());
        let covers = approved.with(risk::PLAN_COVERS, Value::set(vec![row]));
        assert_eq!(codes(vec![covers.clone(), due("T-00001")]), [""; 0]);
        assert_eq!(codes(vec![covers, due("T-00001"), due("T-00002")]), ["AIMS-W402"]);
    }
}
