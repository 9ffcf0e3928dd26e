//! Check rules of any record on its days: those of what was done do not lie ahead, and no two contradict each other.

use chrono::{Days, NaiveDate};

use crate::domain::admission::happened;
use crate::domain::kinds::check::intervals::{self, Interval};
use crate::domain::kinds::review::{self, Event, Status};
use crate::domain::kinds::{
    action, assessment, control, document, finding, incident, obligation, organization, risk, supplier,
};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Raised, Rule, Subject, at};
use crate::domain::record::field::Field;
use crate::domain::record::mark::Mark;
use crate::domain::record::rules::Example;
use crate::domain::record::typed::FieldRef;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

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
        found.extend(staged_before(asked));
        found
    },
    example: Example::of("F-00000", "title: Gap; raised: -1m; closed: -2m").change("closed: -1w"),
    ..Rule::PLAIN
};

/// A record says a day for its next look that is so far ahead that another one is taken.
pub(super) static FAR_AHEAD: Rule = Rule {
    code: "AIMS-W115",
    name: "next-look-far-ahead",
    sentence: "It is to be looked at again only after more than twice the planned or usual interval.",
    class: Class::ADVICE,
    why: "A day that far ahead says that nobody will look; what is never late is never found wrong. Twice the planned interval \
          after it was done last is taken in its place.",
    mend: "Set a nearer day or interval, or say in the cadence how often things of its kind are looked at.",
    of: Subject::Each(|asked| asked.record.is_open()),
    raise: |asked| {
        let (register, record, today) = (asked.register, asked.record, asked.today);
        let Some((field, recorded, taken)) = recorded_and_taken(register, record, today) else {
            return Vec::new();
        };
        let planned = planned_interval(register, record, today);
        let how = if planned.is_none_or(|planned| planned.is_said) {
            "planned"
        } else {
            "usual"
        };
        let latest = planned.and_then(|planned| planned.latest_after(today));
        let sentence = if recorded > taken {
            format!("It says {recorded}; {taken} is taken, by the {how} interval after it was done last.")
        } else if latest.is_some_and(|latest| recorded > latest) {
            format!("It says {recorded}, which is more than twice the {how} interval ahead.")
        } else {
            return Vec::new();
        };
        at(field, sentence).into()
    },
    example: Example::of("P-00000", "title: Acme; review: 2099-01-10").change("review: +1y"),
    ..Rule::PLAIN
};

/// Returns the day that a record says for its next look, in which field, and the day that is taken; nothing where it says none, or
/// was done since.
fn recorded_and_taken(
    register: &Register,
    record: &Record,
    today: NaiveDate,
) -> Option<(&'static str, NaiveDate, NaiveDate)> {
    if record.is(&assessment::KIND) {
        let standing = assessment::standing(register, record, today);
        let is_current = matches!(standing, assessment::Standing::Valid | assessment::Standing::Stale);
        let recorded = assessment::valid_until(record).filter(|_| is_current)?;
        let is_own_day = record.get(assessment::VALID_UNTIL) == Some(recorded);
        let field = if is_own_day { "valid_until" } else { "every" };
        return Some((field, recorded, assessment::due(register, record, today)?.day));
    }
    let moving = record.kind().moving?;
    let taken = (moving.due)(register, record, today)?;
    if let Some(recorded) = record.value(moving.field).as_date() {
        return Some((record.kind().fields.get(moving.field)?.name, recorded, taken));
    }
    // An interval of its own counts from when a supplier was assessed.
    let own = Interval::said(record.get(supplier::EVERY)).filter(|_| record.is(&supplier::KIND))?;
    let recorded = own.after(intervals::happened(record.get(supplier::ASSESSED), today)?)?;
    Some(("every", recorded.day, taken))
}

/// Returns how often a record is to be looked at as is planned or usual for its kind; an interval of its own does not count.
fn planned_interval(register: &Register, record: &Record, today: NaiveDate) -> Option<Interval> {
    let of_event = |event, months| Interval::of_event(register, event).unwrap_or(Interval::usual_months(months));
    let kind = record.kind();
    if *kind == assessment::KIND {
        Some(assessment::interval(register, record, today))
    } else if *kind == supplier::KIND {
        Some(supplier::planned_interval(register, record.get(supplier::OUTCOME)))
    } else if *kind == document::KIND && document::is_policy(register, record) {
        Some(of_event(Event::PolicyReview, 12))
    } else if *kind == document::KIND {
        Some(of_event(Event::DocumentReview, 24))
    } else if *kind == risk::KIND {
        Some(risk::check::review_interval(register, record))
    } else if *kind == control::KIND {
        Some(of_event(Event::ControlTest, 12))
    } else if *kind == obligation::KIND {
        Some(of_event(Event::ObligationsReview, 12))
    } else {
        None
    }
}

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

/// Finds a stage 2 audit whose day is not after that of stage 1.
fn staged_before(asked: &Asked<'_>) -> Option<Raised> {
    let day_of = |review: &Record| review.get(review::HELD).or(review.get(review::DATE));
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
    let told = reports.filter_map(|row| row.get(2).and_then(Value::as_date)).min()?;
    (told < happened).then(|| {
        at(
            "reports",
            format!("It was reported on {told}, before it happened on {happened}."),
        )
    })
}
