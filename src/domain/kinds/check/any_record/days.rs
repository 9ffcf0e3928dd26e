//! Check rules of any record on its days: those of what was done do not lie ahead, and no two contradict each other.

use chrono::{Days, NaiveDate};

use crate::domain::admission::happened;
use crate::domain::kinds::check::intervals;
use crate::domain::kinds::{action, assessment, finding, incident, risk};
use crate::domain::record::check::{Asked, Class, Raised, Rule, at};
use crate::domain::record::field::Field;
use crate::domain::record::mark::Mark;
use crate::domain::record::rules::Example;
use crate::domain::record::typed::FieldRef;
use crate::domain::record::value::Value;

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
            let days = value.items().iter().filter_map(|item| happened::day_of(field, item));
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
        found
    },
    example: Example::of("F-00000", "title: Gap; raised: -1m; closed: -2m").change("closed: -1w"),
    ..Rule::PLAIN
};

/// Fields whose days come in this order: the first is never later than the second.
const ORDER: [(FieldRef, FieldRef); 6] = [
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
    field.is(Mark::Happened) || is_assessed
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

/// Finds a report of an incident that was made before the incident happened.
fn told_before(asked: &Asked<'_>) -> Option<Raised> {
    let happened = asked.record.get(incident::HAPPENED)?;
    let reports = asked.record.get(incident::REPORTS).into_iter();
    let told = reports.filter_map(|row| row.get(2).and_then(Value::as_date)).min()?;
    (told < happened).then(|| {
        at(
            "reports",
            format!("It was reported on {told}, before it happened on {happened}."),
        )
    })
}
