//! Check rules of incidents: overdue reports, and lessons.

use crate::domain::kinds::{finding, incident};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

/// The check rules of incidents.
pub static RULES: &[&Rule] = &[&UNLEARNED, &REPORT_OVERDUE];

const OUTAGE: Example = Example::of(
    "I-00000",
    "title: Outage; happened: 2026-11-01; noticed: 2026-11-01; severity: serious; status: closed",
);

/// A serious incident led to no finding and no lesson.
pub static UNLEARNED: Rule = Rule {
    code: "AIMS-W807",
    name: "incident-unlearned",
    sentence: "It was serious, and neither a finding nor a lesson came of it.",
    clauses: &["10.2"],
    class: Class::ADVICE,
    why: "What happened once happens again where nobody looks for the cause.",
    mend: "Write the lessons, or raise a finding from it.",
    // While it is open there is time to learn.
    of: Subject::Each(|asked| {
        let over = asked
            .record
            .get(incident::STATUS)
            .is_some_and(|status| status != incident::Status::Open);
        over && asked.record.get(incident::SEVERITY) == Some(incident::Severity::Serious)
    }),
    raise: |asked| {
        let mut raised = asked.register.linked_of(&finding::KIND, asked.record.id());
        if !asked.record.get(incident::LESSONS).is_empty() || !raised.all(Record::is_retired) {
            return nothing();
        }
        at(
            "lessons",
            "It was serious, and neither a finding nor a lesson came of it.",
        )
        .into()
    },
    example: OUTAGE.change("lessons: Test the switch"),
    ..Rule::PLAIN
};

/// A report of an incident was not made by its day.
pub static REPORT_OVERDUE: Rule = Rule {
    code: "AIMS-E805",
    name: "report-overdue",
    sentence: "A report was not made by its day.",
    clauses: &["A.8.4"],
    class: Class::OTHER,
    why: "Authorities and customers are told within days that others set.",
    mend: "Make the report and say when it was made.",
    raise: |asked| {
        let late = asked.record.days_late(asked.today).is_some();
        let Some((by, to)) = incident::next_report(asked.record).filter(|_| late) else {
            return nothing();
        };
        at("reports", format!("It was to be reported to {to} by {by}.")).into()
    },
    example: OUTAGE
        .before("title: Outage; happened: 2026-11-01; severity: serious; status: open; reports: 2026-11-10 | Authority")
        .change("reports: 2026-11-10 | Authority | 2026-11-09"),
    ..Rule::PLAIN
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::check::testing::{self, date};

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

    fn found(record: &Record, others: Vec<Record>) -> Vec<(&'static Rule, &'static str)> {
        testing::found(record, others, &[&REPORT_OVERDUE, &UNLEARNED])
    }

    #[test]
    fn reports_are_made_by_their_day() {
        assert_eq!(found(&incident("2026-11-23", None), vec![]), []);
        let late = incident("2026-11-22", None);
        assert_eq!(found(&late, vec![]), [(&REPORT_OVERDUE, "reports")]);
        assert_eq!(found(&incident("2026-11-22", Some("2026-11-23")), vec![]), []);
        assert_eq!(found(&late.with(incident::RETIRED, date("2026-11-23")), vec![]), []);
    }

    #[test]
    fn a_serious_incident_teaches_something() {
        let over = incident("2026-11-23", None).with(incident::STATUS, incident::Status::Contained);
        assert_eq!(found(&over, vec![]), [(&UNLEARNED, "lessons")]);
        let raised = Record::new(&finding::KIND, "F-00000".into())
            .with(finding::TITLE, "No rule who reports")
            .with(finding::SOURCE, Id::new("I-00000"));
        assert_eq!(found(&over, vec![raised]), []);
        assert_eq!(found(&over.clone().with(incident::LESSONS, "Ask twice"), vec![]), []);
        let mild = over.with(incident::SEVERITY, incident::Severity::Minor);
        assert_eq!(found(&mild, vec![]), []);
    }
}
