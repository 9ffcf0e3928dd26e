//! Check rules on internal audits and management reviews: held at all, and held in time.

use chrono::{Days, Months, NaiveDate};

use crate::domain::kinds::check::intervals::happened;
use crate::domain::kinds::check::near_stage_1;
use crate::domain::kinds::organization::{self, cadence};
use crate::domain::kinds::review::{self, Event, Status};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Raised, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

/// No internal audit was held.
pub static AUDIT_MISSING: Rule = Rule {
    code: "AIMS-W711",
    name: "audit",
    sentence: "No internal audit was held.",
    clauses: &["9.2.1"],
    class: Class::S_EVALUATED_MAJOR,
    hides: &["AIMS-W717", "AIMS-W718", "AIMS-W719"],
    once_begun: true,
    why: "Only an audit shows whether the AIMS does what it says.",
    mend: "Plan and hold an internal audit.",
    of: Subject::Whole,
    raise: |asked| never(asked, Event::InternalAudit),
    cleared_by: Some((
        "review",
        "V-00000",
        "title: Audit; event: internal audit; date: -1m; status: held; held: -1m; auditors: dora",
    )),
    ..Rule::PLAIN
};

/// No management review was held.
pub static REVIEW_MISSING: Rule = Rule {
    code: "AIMS-W723",
    name: "management-review",
    sentence: "No management review was held.",
    clauses: &["9.3.1"],
    class: Class::S_EVALUATED_MAJOR,
    hides: &[],
    mend: "Plan and hold a management review.",
    why: "Top management looks at the AIMS and decides what changes.",
    raise: |asked| never(asked, Event::ManagementReview),
    cleared_by: Some((
        "review",
        "V-00000",
        "title: Review; event: management review; date: -1m; status: held; held: -1m",
    )),
    ..AUDIT_MISSING
};

/// The internal audit is late.
pub static AUDIT_LATE: Rule = Rule {
    code: "AIMS-E712",
    name: "audit-late",
    sentence: "The internal audit is late.",
    clauses: &["9.2.1"],
    class: Class::S_EVALUATED,
    why: "Audits are held at planned intervals.",
    mend: "Hold the next internal audit.",
    of: Subject::Whole,
    raise: |asked| late(asked, Event::InternalAudit),
    example: Example::of(
        "V-00000",
        "title: Audit; event: internal audit; date: 2024-01-10; status: held; held: 2024-01-10; auditors: dora",
    )
    .change("held: -1m"),
    ..Rule::PLAIN
};

/// The management review is late.
pub static REVIEW_LATE: Rule = Rule {
    code: "AIMS-E724",
    name: "management-review-late",
    sentence: "The management review is late.",
    clauses: &["9.3.1"],
    why: "Management reviews are held at planned intervals.",
    mend: "Hold the next management review.",
    raise: |asked| late(asked, Event::ManagementReview),
    example: Example::of(
        "V-00000",
        "title: Review; event: management review; date: 2024-01-10; status: held; held: 2024-01-10",
    )
    .change("held: -1m"),
    ..AUDIT_LATE
};

/// Returns the day on which an event was held; none while that lies ahead, as [`happened`] has it.
pub fn held_on(review: &Record, event: Event, today: NaiveDate) -> Option<NaiveDate> {
    let is_held = review.get(review::EVENT) == Some(event) && review.get(review::STATUS) == Some(Status::Held);
    let day = review::day(review);
    happened(day, today).filter(|_| is_held && !review.is_retired())
}

/// Returns the event of a kind that was held last.
pub(super) fn last_held(register: &Register, event: Event, today: NaiveDate) -> Option<&Record> {
    let held = |record: &&Record| held_on(record, event, today).map(|day| (day, record.id().clone()));
    register
        .of(&review::KIND)
        .filter(|record| held(record).is_some())
        .max_by_key(held)
}

/// Returns the next planned event of a kind.
fn next_planned(asked: &Asked<'_>, event: Event) -> Option<NaiveDate> {
    let planned = |record: &Record| {
        let is_planned = record.get(review::EVENT) == Some(event) && record.is_open() && !record.is_retired();
        record.get(review::DATE).filter(|day| is_planned && *day >= asked.today)
    };
    asked.register.of(&review::KIND).filter_map(planned).min()
}

/// Returns the filter that finds the events of a kind.
fn filter(event: Event) -> &'static str {
    match event {
        Event::InternalAudit => "event:audit",
        _ => "event:\"management review\"",
    }
}

/// Returns what they are called in a sentence.
fn name(event: Event) -> &'static str {
    match event {
        Event::InternalAudit => "internal audit",
        _ => "management review",
    }
}

fn never(asked: &Asked<'_>, event: Event) -> Vec<Raised> {
    if last_held(asked.register, event, asked.today).is_some() {
        return nothing();
    }
    let planned = next_planned(asked, event);
    let sentence = match planned {
        Some(day) => format!("No {} was held; one is planned for {day}.", name(event)),
        None => format!("No {} was held, and none is planned.", name(event)),
    };
    // The first one of each comes within a year; before stage 1 it is looked for in any case.
    let first = asked.record.get(organization::AIMS_SINCE);
    let first = first.and_then(|since| since.checked_add_months(Months::new(12)));
    let asked_from = first.into_iter().chain(near_stage_1(asked.register)).min();
    let raised = at("", sentence).ahead(planned).asked_from(asked_from);
    raised.found_by(filter(event)).into()
}

/// Returns by which day an event is to be held again: by its cadence, and yearly at the latest where a certificate is sought, since
/// the certification body looks at both each year.
pub fn due_after(register: &Register, event: Event, last: NaiveDate) -> Option<NaiveDate> {
    let due = cadence::of(register, event)?.rule.next(last, last)?;
    let yearly = a_year_after(last).filter(|_| organization::is_to_be_certified(register));
    Some(yearly.map_or(due, |yearly| yearly.min(due)))
}

fn a_year_after(last: NaiveDate) -> Option<NaiveDate> {
    last.checked_add_months(Months::new(12))
}

fn late(asked: &Asked<'_>, event: Event) -> Vec<Raised> {
    let Some(last) = last_held(asked.register, event, asked.today).and_then(|one| held_on(one, event, asked.today))
    else {
        return nothing();
    };
    let said = cadence::of(asked.register, event).and_then(|cadence| cadence.rule.next(last, last));
    if let Some(due) = said.filter(|due| *due < asked.today) {
        let due = due_after(asked.register, event, last).unwrap_or(due);
        return late_since(asked, event, last, due).into();
    }
    // What the organization set is kept; a certification body looks every year, and so do the goals that lead to it.
    match a_year_after(last).filter(|due| *due < asked.today && said.is_some()) {
        Some(due) => {
            let from = organization::is_to_be_certified(asked.register).then_some(asked.today);
            late_since(asked, event, last, due)
                .by_certifier()
                .asked_from(from)
                .into()
        }
        None => nothing(),
    }
}

/// Raises that an event was to be held again by a day.
fn late_since(asked: &Asked<'_>, event: Event, last: NaiveDate, due: NaiveDate) -> Raised {
    // Late by more than half the interval it was never planned at all.
    let half = Days::new(u64::try_from((due - last).num_days() / 2).unwrap_or_default());
    let class = match due.checked_add_days(half) {
        Some(day) if day >= asked.today => Class::S_EVALUATED,
        _ => Class::S_EVALUATED_MAJOR,
    };
    let sentence = format!(
        "The last {} was held on {last}; the next was due on {due}.",
        name(event)
    );
    let raised = at("", sentence).class(class).late_since(due);
    raised.ahead(next_planned(asked, event)).found_by(filter(event))
}
