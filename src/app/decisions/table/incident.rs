//! Decisions on incidents: a report was made, and closing with what was learned.

use crate::app::decisions::commands;
use crate::app::decisions::fitness::{open, refused_if};
use crate::app::decisions::texts::added;
use crate::app::decisions::{Decision, Example, Question, Targets};
use crate::domain::kinds::incident;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

const INCIDENTS: Targets = Targets::Of(
    &[&incident::KIND],
    "Only incidents are reported; go to Incidents (9 I).",
);

/// The next report of an incident was made.
pub static REPORT: Decision = Decision {
    commands: &[&commands::REPORTED],
    fits: |target| {
        refused_if(incident::next_report(target.record).is_none(), || {
            "No report is left to make; :edit adds one: by when | whom.".to_owned()
        })
    },
    questions: |_| {
        let example = "today, fri, -1d, 2026-12-01; Enter is today";
        vec![Question::day("Reported on", example).skippable()]
    },
    without_day: |record, _, _| {
        let (by, to) = incident::next_report(record)?;
        Some(format!("to {to}, due {by}; Enter is today"))
    },
    example: Example {
        id: "I-00001",
        before: "title: Wrong answers; status: open; owner: ana; \
            reports: 2026-11-25 | the authority",
        answers: &["-1d"],
        after: "reports: 2026-11-25 | the authority | 2026-11-22",
        ..Example::NONE
    },
    ..Decision::new("reported", INCIDENTS, |target, answers| {
        let on = match answers.value(0) {
            Value::Empty => target.today().into(),
            day => day,
        };
        Changes::new().set(incident::REPORTS, reported(target.record, &on))
    })
};

/// An incident is closed with what was learned.
pub static LEARN: Decision = Decision {
    fits: open,
    questions: |scope| {
        let mut records = scope.records.iter();
        let unlearned = records.any(|record| record.get(incident::LESSONS).is_empty());
        let example = if unlearned {
            "what changes because of it"
        } else {
            "added to the lessons; Enter skips"
        };
        vec![Question::page("What was learned", example, unlearned)]
    },
    by_status: |target, item| {
        target.record.is(&incident::KIND) && incident::Status::of(item) == Some(incident::Status::Closed)
    },
    example: Example {
        id: "I-00001",
        before: "title: Wrong answers; status: open; owner: ana",
        answers: &["test before the release"],
        after: "status: closed; closed: 2026-11-23; lessons: test before the release",
        ..Example::NONE
    },
    ..Decision::new("closed", INCIDENTS, |target, answers| {
        let sets = Changes::new().set(incident::STATUS, incident::Status::Closed);
        match answers.text(0) {
            Some(text) => sets.set(incident::LESSONS, added(target.record.get(incident::LESSONS), text)),
            None => sets,
        }
    })
};

/// Returns the reports with the day on which the next one was made.
fn reported(record: &Record, on: &Value) -> Value {
    let next = incident::next_report(record).map(|(by, to)| (Value::Date(by), Value::text(to)));
    let mut rows = record.stored(incident::REPORTS).items().to_vec();
    for row in &mut rows {
        let Value::Row(cells) = row else { continue };
        if let ([by, to, made], Some((due, whom))) = (&mut **cells, &next)
            && (&*by, &*to) == (due, whom)
            && made.is_empty()
        {
            *made = on.clone();
            break;
        }
    }
    Value::set(rows)
}
