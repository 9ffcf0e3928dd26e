//! Check rules of any record on its days: those of what was done do not lie ahead, and no two contradict each other.

use chrono::{Days, NaiveDate};

use crate::domain::admission::happened;
use crate::domain::kinds::check::intervals;
use crate::domain::kinds::incident::Reports;
use crate::domain::kinds::review::{self, Event, Status};
use crate::domain::kinds::{action, assessment, finding, incident, organization, risk};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Raised, Rule, at};
use crate::domain::record::field::Field;
use crate::domain::record::rules::Example;
use crate::domain::record::typed::FieldRef;

/// A day of something done lies ahead.
pub(super) static AHEAD: Rule = Rule {
    code: "AIMS-E112",
    name: "day-ahead",
    sentence: "A day of something done lies ahead.",
    clauses: &["7.5.3"],
    class: Class::S_REGISTER,
    why: "What is still to come shows nothing; the day counts as not said.",
    mend: "Say the day on which it was done, or none.",
    raise: |asked| {
        // One day ahead is today elsewhere.
        let Some(last) = asked.today.checked_add_days(Days::new(1)) else {
            return Vec::new();
        };
        let fields = asked.record.fields().filter(|(field, _)| happened_in(asked, field));
        let ahead = fields.filter_map(|(field, value)| {
            let days = value.items().iter().flat_map(|item| happened::days_of(field, item));
            let day = days.filter(|day| *day > last).max()?;
            Some(at(
                field.name,
                format!("{day} is still to come, so nothing was done then yet."),
            ))
        });
        ahead.collect()
    },
    example: Example::of("R-00000", "title: Injection; identified: +1m").change("identified: -1m"),
    ..Rule::PLAIN
};

/// Two days contradict each other.
pub(super) static CONTRADICTING: Rule = Rule {
    code: "AIMS-E113",
    name: "days-contradict",
    sentence: "Two days contradict each other.",
    class: Class::ADVICE_REGISTER,
    why: "One of them is wrong, and nobody can tell which.",
    mend: "Correct the day that is wrong.",
    raise: |asked| {
        let mut found: Vec<_> = ORDER
            .iter()
            .filter_map(|(early, late)| contradict(asked, *early, *late))
            .collect();
        found.extend(told_before(asked));
        found.extend(staged_before(asked));
        found
    },
    example: Example::of("F-00000", "title: Gap; raised: -1m; closed: -2m").change("closed: -1w"),
    ..Rule::PLAIN
};

/// Fields whose days come in this order: the first is never later than the second.
const ORDER: [(FieldRef, FieldRef); 7] = [
    (organization::STAGE_1.field(), organization::STAGE_2.field()),
    (incident::HAPPENED.field(), incident::NOTICED.field()),
    (incident::NOTICED.field(), incident::CLOSED.field()),
    (finding::RAISED.field(), finding::VERIFIED.field()),
    (finding::RAISED.field(), finding::CLOSED.field()),
    (risk::ACCEPTED_ON.field(), risk::ACCEPTED_UNTIL.field()),
    (action::CLOSED.field(), action::CHECKED.field()),
];

/// Tells whether the days of a field are those of something done: also the day of an assessment that is complete.
fn happened_in(asked: &Asked<'_>, field: &Field) -> bool {
    let is_complete = asked.record.get(assessment::STATUS) == Some(assessment::Status::Complete);
    let is_assessed = asked.record.is(&assessment::KIND) && field.name == "date" && is_complete;
    happened::is_of_past(field) || is_assessed
}

fn contradict(asked: &Asked<'_>, early: FieldRef, late: FieldRef) -> Option<Raised> {
    let kind = asked.record.kind();
    if kind.name != early.kind {
        return None;
    }
    let (first, second) = (said(asked, early)?, said(asked, late)?);
    let (early, late) = (&kind.fields[early.index], &kind.fields[late.index]);
    (first > second).then(|| {
        let sentence = format!("{}, {second}, is before {}, {first}.", late.label, early.label);
        at(late.name, sentence)
    })
}

/// Returns the day of a field, unless it is one of something done that lies ahead and so counts as not said.
fn said(asked: &Asked<'_>, field: FieldRef) -> Option<NaiveDate> {
    let day = asked.record.value(field.index).as_date();
    if happened_in(asked, &asked.record.kind().fields[field.index]) {
        intervals::happened(day, asked.today)
    } else {
        day
    }
}

/// Finds a stage 2 audit whose day is not after that of stage 1.
fn staged_before(asked: &Asked<'_>) -> Option<Raised> {
    let day_of = |review: &Record| review::day(review);
    let day = day_of(asked.record).filter(|_| asked.record.get(review::EVENT) == Some(Event::Stage2))?;
    let is_stage_1 = |one: &&Record| {
        let is_cancelled = one.get(review::STATUS) == Some(Status::Cancelled);
        one.get(review::EVENT) == Some(Event::Stage1) && !one.is_retired() && !is_cancelled
    };
    let all = asked.register.of(&review::KIND).filter(is_stage_1);
    // An older stage 1 belongs to an earlier certification.
    let first = all.filter_map(day_of).min().filter(|first| *first >= day)?;
    let is_cancelled = asked.record.get(review::STATUS) == Some(Status::Cancelled);
    let sentence = format!("Stage 2, {day}, is not after stage 1, {first}.");
    (!is_cancelled).then(|| at(if asked.record.is_open() { "date" } else { "held" }, sentence))
}

/// Finds a report of an incident that was made before the incident happened.
fn told_before(asked: &Asked<'_>) -> Option<Raised> {
    let happened = asked.record.get(incident::HAPPENED)?;
    let reports = asked.record.get(incident::REPORTS).into_iter();
    let told = reports.filter_map(|row| row.get(Reports::REPORTED)).min()?;
    (told < happened).then(|| {
        at(
            "reports",
            format!("It was reported on {told}, before it happened on {happened}."),
        )
    })
}
