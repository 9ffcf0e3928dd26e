//! What treatment plans lack (6.1.3, 8.3): owners and days, approvals by somebody else, effects that were looked at.

use chrono::NaiveDate;

use crate::domain::check::{Found, Rule};
use crate::domain::kinds::{action, organization, risk};
use crate::domain::record::Record;
use crate::domain::register::Register;

impl Found<'_> {
    /// Adds what can be found in an action that counts.
    pub(super) fn as_action(&mut self, register: &Register, today: NaiveDate) {
        let record = self.record;
        if record.is_retired() {
            return;
        }
        if record.is_open() && treats_open_risk(register, record) {
            if record.owner().is_empty() {
                let sentence = "It treats an open risk, and nobody answers for it.";
                self.find(Rule::ActionUnassigned, "owner", sentence);
            }
            if record.get(action::DUE).is_none() {
                let sentence = "It treats an open risk, and no day is set.";
                self.find(Rule::ActionUnassigned, "due", sentence);
            }
        }
        let waits: Vec<_> = record.get(action::WAITS_FOR).into_iter().cloned().collect();
        if let Some(way) = action::way_back(register, record.id(), &waits) {
            let way: Vec<_> = way.iter().map(crate::domain::check::visible).collect();
            let sentence = format!("It waits for itself: it waits for {}.", way.join(", which waits for "));
            self.find(Rule::WaitsInCircle, "waits_for", sentence);
        }
        if action::serves_nothing_open(register, record) {
            let sentence = "It treats only risks that are closed or retired, and serves nothing else.";
            self.find(Rule::ActionForNothing, "risks", sentence);
        }
        if action::awaits_check(record)
            && let Some(day) = record.missed_deadline(today)
        {
            let sentence = format!("Its effect was to be checked by {day} (8.3).");
            self.find(Rule::EffectUnchecked, "check_by", sentence);
        }
    }

    /// Adds what can be found in the acceptance and the plan of a risk that counts.
    pub(super) fn as_treated(&mut self, register: &Register, today: NaiveDate) {
        let record = self.record;
        if record.is_retired() {
            return;
        }
        let method = register.method();
        let above = risk::current_level(method, record).is_some_and(|level| method.exceeds(level));
        match record.get(risk::STATUS) {
            Some(risk::Status::Accepted) => {
                if let Some(until) = record.passed(risk::ACCEPTED_UNTIL, today) {
                    let sentence = format!("It was accepted until {until}.");
                    self.find(Rule::AcceptanceExpired, "accepted_until", sentence);
                }
                if above && !is_independent(register, record) {
                    let sentence = "It lies above the appetite, and nobody but its owner accepted it.";
                    self.find(Rule::AcceptedByOwner, "accepted_by", sentence);
                }
            }
            Some(risk::Status::Open) if above => {
                let sentence = match risk::plan(register, record) {
                    risk::Plan::Approved => return,
                    risk::Plan::Missing => "It lies above the appetite, and no action treats it (6.1.3).",
                    risk::Plan::Draft => "It lies above the appetite, and nobody approved its plan (6.1.3).",
                    risk::Plan::Changed => "It lies above the appetite, and its plan changed since it was approved.",
                };
                self.find(Rule::PlanUnapproved, "plan_approved_by", sentence);
            }
            _ => {}
        }
    }
}

fn treats_open_risk(register: &Register, action: &Record) -> bool {
    let mut risks = action
        .get(action::RISKS)
        .into_iter()
        .filter_map(|id| register.get(id.as_str()));
    risks.any(|risk| risk.is_open() && !risk.is_retired())
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
    use crate::domain::record::id::Id;
    use crate::domain::record::value::Value;
    use crate::domain::schedule::day;

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
            .map(|problem| problem.rule.code());
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
    fn an_action_of_an_open_risk_needs_an_owner_and_a_day() {
        let open = risk(risk::Status::Open);
        assert_eq!(codes(vec![action("T-00001"), open.clone()]), ["AIMS-W401", "AIMS-W401"]);
        assert_eq!(codes(vec![due("T-00001"), open]), [""; 0]);
    }

    #[test]
    fn an_open_action_serves_something_that_counts() {
        let closed = risk(risk::Status::Closed);
        assert_eq!(codes(vec![due("T-00001"), closed.clone()]), ["AIMS-W408"]);
        assert_eq!(codes(vec![due("T-00001"), risk(risk::Status::Open)]), [""; 0]);
        let serves = due("T-00001").with(action::SERVES, vec![Id::new("F-00001")]);
        assert_eq!(codes(vec![serves, closed.clone()]), [""; 0]);
        let done = due("T-00001").with(action::STATUS, action::Status::Done);
        assert_eq!(codes(vec![done, closed]), [""; 0]);
    }

    #[test]
    fn waiting_in_a_circle_is_found_from_every_side() {
        let waits = |id: &str, other: &str| due(id).with(action::WAITS_FOR, vec![Id::new(other)]);
        let (one, two, three) = (
            waits("T-00001", "T-00002"),
            waits("T-00002", "T-00001"),
            waits("T-00003", "T-00001"),
        );
        assert_eq!(codes(vec![one.clone(), two.clone()]), ["AIMS-E403"]);
        assert_eq!(codes(vec![two.clone(), one.clone()]), ["AIMS-E403"]);
        assert_eq!(
            codes(vec![three, one, two]),
            [""; 0],
            "it waits for a circle and is in none"
        );
    }

    #[test]
    fn an_effect_not_checked_in_time_is_found() {
        let done = due("T-00001").with(action::STATUS, action::Status::Done);
        assert_eq!(codes(vec![done.clone().with(action::CHECK_BY, today())]), [""; 0]);
        let late = done.with(action::CHECK_BY, date("2026-11-22"));
        assert_eq!(codes(vec![late.clone()]), ["AIMS-W403"]);
        assert_eq!(
            codes(vec![late.with(action::EFFECTIVE, action::Effect::Partly)]),
            [""; 0]
        );
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
        let people = Record::new(&organization::KIND, "organization".into());
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
