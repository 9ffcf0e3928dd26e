//! Check rules of incidents, suppliers and objectives: overdue reports, reviews and measurements.

use chrono::NaiveDate;

use crate::domain::check::{Found, Rule};
use crate::domain::kinds::{finding, incident, supplier};
use crate::domain::record::Record;
use crate::domain::register::Register;

impl Found<'_> {
    /// Adds what can be found in an incident that counts.
    pub(super) fn as_incident(&mut self, register: &Register, today: NaiveDate) {
        let record = self.record;
        if record.is_retired() {
            return;
        }
        if let Some((by, to)) = incident::next_report(record).filter(|_| record.days_late(today).is_some()) {
            let sentence = format!("It was to be reported to {to} by {by}.");
            self.find(Rule::ReportOverdue, "reports", sentence);
        }
        // While it is open there is time to learn.
        let over = record
            .get(incident::STATUS)
            .is_some_and(|status| status != incident::Status::Open);
        let serious = record.get(incident::SEVERITY) == Some(incident::Severity::Serious);
        let mut raised = register.linked_of(&finding::KIND, record.id());
        if over && serious && record.get(incident::LESSONS).is_empty() && raised.all(Record::is_retired) {
            let sentence = "It was serious, and neither a finding nor a lesson came of it (10.2).";
            self.find(Rule::IncidentUnlearned, "lessons", sentence);
        }
    }

    /// Adds what can be found in a supplier one still works with.
    pub(super) fn as_supplier(&mut self, register: &Register, today: NaiveDate) {
        let record = self.record;
        if !record.is_open() {
            return;
        }
        if record.get(supplier::ASSESSED).is_none() && supplier::supplies_in_scope(register, record) {
            let sentence = "It supplies a system in scope and was never assessed (A.10.3).";
            self.find(Rule::SupplierUnassessed, "assessed", sentence);
        }
        if let Some(review) = record.missed_deadline(today) {
            let sentence = format!("Its review was due on {review} (A.10.3).");
            self.find(Rule::SupplierReview, "review", sentence);
        }
    }

    /// Adds what can be found in an objective that is not reached yet.
    pub(super) fn as_objective(&mut self, today: NaiveDate) {
        let record = self.record;
        if !record.is_open() {
            return;
        }
        for (field, sentence) in [
            ("measure", "It cannot be measured: no measure is said (6.2)."),
            ("owner", "Nobody answers for it (6.2)."),
            ("due", "It has no day by which it is to be reached (6.2)."),
        ] {
            let position = record.kind().field_index(field);
            if position.is_some_and(|position| record.value(position).is_empty()) {
                self.find(Rule::ObjectiveUnmeasured, field, sentence);
            }
        }
        if let Some(due) = record.missed_deadline(today) {
            let sentence = format!("It was to be reached by {due}.");
            self.find(Rule::ObjectiveOverdue, "due", sentence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::of;
    use crate::domain::kinds::{objective, system};
    use crate::domain::record::id::Id;
    use crate::domain::record::value::Value;
    use crate::domain::schedule::day;

    fn date(text: &str) -> NaiveDate {
        day::iso(text).expect("a day")
    }

    fn found(record: &Record, others: Vec<Record>) -> Vec<(Rule, &'static str)> {
        let mut register = Register::default();
        register.put(record.clone());
        for other in others {
            register.put(other);
        }
        let problems = of(&register, record, date("2026-11-23"));
        problems
            .into_iter()
            .map(|problem| (problem.rule, problem.field))
            .collect()
    }

    fn incident(by: &str, reported: Option<&str>) -> Record {
        let row = [date(by).into(), Value::text("Authority"), reported.map(date).into()];
        Record::new(&incident::KIND, "I-00000".into())
            .with(incident::TITLE, "Crisis not seen")
            .with(incident::HAPPENED, date("2026-11-01"))
            .with(incident::SEVERITY, incident::Severity::Serious)
            .with(incident::STATUS, incident::Status::Open)
            .with(incident::REPORTS, Value::set(vec![Value::Row(row.into())]))
    }

    #[test]
    fn reports_are_made_by_their_day() {
        assert_eq!(found(&incident("2026-11-23", None), vec![]), []);
        let late = incident("2026-11-22", None);
        assert_eq!(found(&late, vec![]), [(Rule::ReportOverdue, "reports")]);
        assert_eq!(found(&incident("2026-11-22", Some("2026-11-23")), vec![]), []);
        assert_eq!(found(&late.with(incident::RETIRED, date("2026-11-23")), vec![]), []);
    }

    #[test]
    fn a_serious_incident_teaches_something() {
        let over = incident("2026-11-23", None).with(incident::STATUS, incident::Status::Contained);
        assert_eq!(found(&over, vec![]), [(Rule::IncidentUnlearned, "lessons")]);
        let raised = Record::new(&finding::KIND, "F-00000".into())
            .with(finding::TITLE, "No rule who reports")
            .with(finding::SOURCE, Id::new("I-00000"));
        assert_eq!(found(&over, vec![raised]), []);
        assert_eq!(found(&over.clone().with(incident::LESSONS, "Ask twice"), vec![]), []);
        let mild = over.with(incident::SEVERITY, incident::Severity::Minor);
        assert_eq!(found(&mild, vec![]), []);
    }

    #[test]
    fn suppliers_of_systems_in_scope_are_assessed_and_reviewed() {
        let system = |scope| {
            Record::new(&system::KIND, "chat".into())
                .with(system::TITLE, "Chat")
                .with(system::SCOPE, scope)
        };
        let supplier = Record::new(&supplier::KIND, "P-00000".into())
            .with(supplier::TITLE, "Northlake")
            .with(supplier::SYSTEMS, vec![Id::new("chat")]);
        assert_eq!(
            found(&supplier, vec![system(system::Scope::In)]),
            [(Rule::SupplierUnassessed, "assessed")]
        );
        assert_eq!(found(&supplier, vec![system(system::Scope::Out)]), []);
        let assessed = supplier.with(supplier::ASSESSED, date("2025-11-22"));
        assert_eq!(found(&assessed, vec![system(system::Scope::In)]), []);
        let late = assessed.with(supplier::REVIEW, date("2026-11-22"));
        let scope = || vec![system(system::Scope::In)];
        assert_eq!(found(&late, scope()), [(Rule::SupplierReview, "review")]);
        assert_eq!(found(&late.with(supplier::ENDED, date("2026-11-22")), scope()), []);
    }

    #[test]
    fn an_objective_is_measurable_owned_and_dated() {
        let sound = Record::new(&objective::KIND, "O-00000".into())
            .with(objective::TITLE, "Hand over sooner")
            .with(objective::MEASURE, "Seconds")
            .with(objective::TARGET, "30")
            .with(objective::OWNER, "ana")
            .with(objective::STATUS, objective::Status::Open)
            .with(objective::DUE, date("2026-11-23"));
        assert_eq!(found(&sound, vec![]), []);
        let late = sound.clone().with(objective::DUE, date("2026-11-22"));
        assert_eq!(found(&late, vec![]), [(Rule::ObjectiveOverdue, "due")]);
        let bare = sound
            .with(objective::MEASURE, Value::Empty)
            .with(objective::OWNER, Value::Empty)
            .with(objective::DUE, Value::Empty);
        assert_eq!(
            found(&bare, vec![]),
            ["due", "measure", "owner"].map(|field| (Rule::ObjectiveUnmeasured, field))
        );
        let met = late
            .with(objective::STATUS, objective::Status::Met)
            .with(objective::RESULT, "Reached");
        assert_eq!(found(&met, vec![]), []);
    }
}
