//! Check rules of incidents: overdue reports, and what was learnt.

use crate::domain::kinds::{finding, incident};
use crate::domain::record::Record;
use crate::domain::record::check::{Found, checks};

checks! {
    find;
    /// A serious incident led to no finding and no lesson.
    UNLEARNED "AIMS-W807" "incident-unlearned";
    /// A report of an incident was not made by its day.
    REPORT_OVERDUE "AIMS-E805" "report-overdue";
}

/// Adds what can be found in an incident that counts.
fn find(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    if record.is_retired() {
        return;
    }
    if let Some((by, to)) = incident::next_report(record).filter(|_| record.days_late(today).is_some()) {
        let sentence = format!("It was to be reported to {to} by {by}.");
        found.add(REPORT_OVERDUE, "reports", sentence);
    }
    // While it is open there is time to learn.
    let over = record
        .get(incident::STATUS)
        .is_some_and(|status| status != incident::Status::Open);
    let serious = record.get(incident::SEVERITY) == Some(incident::Severity::Serious);
    let mut raised = register.linked_of(&finding::KIND, record.id());
    if over && serious && record.get(incident::LESSONS).is_empty() && raised.all(Record::is_retired) {
        let sentence = "It was serious, and neither a finding nor a lesson came of it (10.2).";
        found.add(UNLEARNED, "lessons", sentence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::testing::{date, found};

    use crate::domain::record::id::Id;
    use crate::domain::record::value::Value;

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
        assert_eq!(found(&late, vec![]), [(REPORT_OVERDUE, "reports")]);
        assert_eq!(found(&incident("2026-11-22", Some("2026-11-23")), vec![]), []);
        assert_eq!(found(&late.with(incident::RETIRED, date("2026-11-23")), vec![]), []);
    }

    #[test]
    fn a_serious_incident_teaches_something() {
        let over = incident("2026-11-23", None).with(incident::STATUS, incident::Status::Contained);
        assert_eq!(found(&over, vec![]), [(UNLEARNED, "lessons")]);
        let raised = Record::new(&finding::KIND, "F-00000".into())
            .with(finding::TITLE, "No rule who reports")
            .with(finding::SOURCE, Id::new("I-00000"));
        assert_eq!(found(&over, vec![raised]), []);
        assert_eq!(found(&over.clone().with(incident::LESSONS, "Ask twice"), vec![]), []);
        let mild = over.with(incident::SEVERITY, incident::Severity::Minor);
        assert_eq!(found(&mild, vec![]), []);
    }
}
