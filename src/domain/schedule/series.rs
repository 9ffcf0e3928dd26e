//! The series of a review: which days are still to come, and which record follows one that was held.
//!
//! An open review is the next event of its series. What comes after it is only projected, until it is held or cancelled
//! and the record of the next one is made.

use chrono::{Datelike, NaiveDate};

use crate::domain::day::recurrence::Rule;
use crate::domain::kinds::review;
use crate::domain::kinds::review::{Counted, Exceptions};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::typed::{NewRow, Row};
use crate::domain::record::value::Value;

/// A day of the series, and the day on which that event falls: another one when it was moved.
pub type Event = (NaiveDate, NaiveDate);

/// What of a review goes on to the next one of its series as it is.
const KEPT: [usize; 11] = [
    review::TITLE.index(),
    review::EVENT.index(),
    review::OWNER.index(),
    review::PARTICIPANTS.index(),
    review::COUNTED.index(),
    review::UNTIL.index(),
    review::SYSTEMS.index(),
    review::REQUIREMENTS.index(),
    review::AGENDA.index(),
    review::CRITERIA.index(),
    review::AUDITORS.index(),
];

/// Returns how often a review comes; none when it comes once, or when nobody can read how often.
pub fn rule(review: &Record) -> Option<Rule> {
    review.get(review::EVERY).parse().ok()
}

/// Returns the projected events of an open review's series that fall from one day to another, both included, by the
/// day they fall on; the review's own day is not among them.
pub fn upcoming(review: &Record, from: NaiveDate, to: NaiveDate) -> Vec<Event> {
    let (Some(date), true) = (review.get(review::DATE), review.is_open()) else {
        return Vec::new();
    };
    let Some(series) = Series::of(review, anchor(review, date)) else {
        return Vec::new();
    };
    // The next one comes after this one, also when this one was put off over a day of the series.
    let Some(earliest) = date.succ_opt() else {
        return Vec::new();
    };
    let from = from.max(earliest);
    let mut events: Vec<_> = series
        .moved()
        .filter(|(_, falls)| (from..=to).contains(falls))
        .collect();
    let mut after = from.pred_opt().unwrap_or(from).max(series.anchor);
    while let Some(day) = series.next(after).filter(|day| *day <= to) {
        if !series.excepts(day) {
            events.push((day, day));
        }
        after = day;
    }
    events.sort_unstable_by_key(|(day, falls)| (*falls, *day));
    events
}

/// Returns the day of the next one of the series when this one was held on a day; none when the series ends.
///
/// Counted from the plan, it is the first day of the series after both this one's and the day it was held: who held
/// one late does not get one that is past already.
pub fn next_after(review: &Record, held: NaiveDate) -> Option<NaiveDate> {
    next_event(review, held).map(|(_, falls)| falls)
}

/// Returns the record of the next one of the series, when this one was held or given up on a day.
pub fn following(review: &Record, held: NaiveDate, id: Id) -> Option<Record> {
    let (day, falls) = next_event(review, held)?;
    let rule = rule(review)?;
    let mut next = Record::new(&review::KIND, id)
        .with(review::DATE, falls)
        .with(review::STATUS, review::Status::Planned)
        .with(review::PREVIOUS, review.id().clone());
    for field in KEPT {
        let fits = next.put(field, review.value(field).clone());
        debug_assert!(fits.is_ok(), "both are reviews");
    }
    let (anchor, every) = (counted_from(review, held)?, review.get(review::EVERY));
    // In a short month it stands earlier than the series wants; the next but one needs to know where.
    let hides = is_planned(review) && day.day() != anchor.day();
    next = match hides.then(|| rule.remembering(anchor)).filter(|clear| *clear != rule) {
        Some(clear) => next.with(review::EVERY, clear.to_string()),
        None => next.with(review::EVERY, every),
    };
    if falls != day {
        next = next.with(review::PLANNED, day);
    }
    let ahead = of_others(review).filter(|(excepted, ..)| *excepted > day);
    let ahead = ahead.map(|(_, _, row)| row.clone()).collect();
    Some(next.with(review::EXCEPTIONS, Value::list(ahead)))
}

/// Returns the exceptions of a review's series with one day moved, left out (`to` is none) or put back to its own day.
pub fn with_exception(review: &Record, day: NaiveDate, to: Option<NaiveDate>, reason: &str) -> Value {
    let others = exceptions(review).filter(|(excepted, ..)| *excepted != day);
    let mut rows: Vec<_> = others.map(|(_, _, row)| row.clone()).collect();
    if to != Some(day) {
        let row = NewRow::of(Exceptions::DAY, day)
            .with(Exceptions::TO, to)
            .with(Exceptions::REASON, reason);
        rows.push(row.into());
    }
    Value::set(rows)
}

fn next_event(review: &Record, held: NaiveDate) -> Option<Event> {
    let series = Series::of(review, counted_from(review, held)?)?;
    let moved = series.moved().filter(|(_, falls)| *falls > held).min();
    let mut after = series.anchor.max(held);
    while let Some(day) = series.next(after).filter(|day| series.excepts(*day)) {
        after = day;
    }
    let plain = series.next(after).map(|day| (day, day));
    [moved, plain].into_iter().flatten().min()
}

fn is_planned(review: &Record) -> bool {
    review.get(review::COUNTED) != Some(Counted::Held)
}

/// Returns the day from which what follows an open review is counted, as long as it is not held.
fn anchor(review: &Record, date: NaiveDate) -> NaiveDate {
    let planned = review.get(review::PLANNED).filter(|_| is_planned(review));
    planned.unwrap_or(date)
}

fn counted_from(review: &Record, held: NaiveDate) -> Option<NaiveDate> {
    if is_planned(review) {
        Some(anchor(review, review.get(review::DATE)?))
    } else {
        Some(held)
    }
}

/// Returns the readable exceptions: the day of the series, where it went, and the row.
fn exceptions(review: &Record) -> impl Iterator<Item = (NaiveDate, Option<NaiveDate>, &Value)> {
    let rows = review.value(review::EXCEPTIONS.index()).items();
    rows.iter().filter_map(|value| {
        let row = Row::<Exceptions>::of(value)?;
        Some((row.get(Exceptions::DAY)?, row.get(Exceptions::TO), value))
    })
}

/// Returns the exceptions that are about events still to come, not about where this one was before it was moved.
fn of_others(review: &Record) -> impl Iterator<Item = (NaiveDate, Option<NaiveDate>, &Value)> {
    let own = review.get(review::PLANNED);
    exceptions(review).filter(move |(day, ..)| Some(*day) != own)
}

/// A series with its exceptions in order.
struct Series {
    rule: Rule,
    anchor: NaiveDate,
    until: NaiveDate,
    exceptions: Vec<(NaiveDate, Option<NaiveDate>)>,
}

impl Series {
    fn of(review: &Record, anchor: NaiveDate) -> Option<Self> {
        let mut exceptions: Vec<_> = of_others(review).map(|(day, to, _)| (day, to)).collect();
        exceptions.sort_unstable();
        exceptions.dedup_by_key(|(day, _)| *day);
        Some(Self {
            rule: rule(review)?,
            anchor,
            until: review.get(review::UNTIL).unwrap_or(NaiveDate::MAX),
            exceptions,
        })
    }

    fn next(&self, after: NaiveDate) -> Option<NaiveDate> {
        self.rule.next(self.anchor, after).filter(|day| *day <= self.until)
    }

    fn excepts(&self, day: NaiveDate) -> bool {
        self.exceptions.binary_search_by_key(&day, |(day, _)| *day).is_ok()
    }

    /// Returns the events after the anchor that were moved. A row about a day that is none of the series says nothing.
    fn moved(&self) -> impl Iterator<Item = Event> {
        self.exceptions.iter().filter_map(|(day, to)| {
            let is_one = *day > self.anchor && self.next(day.pred_opt()?) == Some(*day);
            to.filter(|_| is_one).map(|to| (*day, to))
        })
    }
}

#[cfg(test)]
mod tests;
