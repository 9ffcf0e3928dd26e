//! One dated thing: what it is, and the order of things on one day.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::app::list::spec::View;
use crate::domain::kinds::organization::{self, external_audits};
use crate::domain::kinds::review;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::register::index::Slot;
use crate::domain::schedule::dated::Dated;

/// A dated thing under way to another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drag {
    /// What is moved, with the day it comes from.
    pub what: Dated,
    /// Where it is shown now.
    pub to: NaiveDate,
}

/// Returns the day so many days from another one.
pub fn moved(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    let distance = Days::new(by.unsigned_abs());
    if by < 0 {
        day.checked_sub_days(distance)
    } else {
        day.checked_add_days(distance)
    }
}

/// Returns the days on which a record itself asks for something, each field's once.
pub(super) fn stored(view: View<'_>, slot: Slot, record: &Record) -> Vec<Dated> {
    let dated = record.fields().enumerate();
    let next_look = moving(view, slot, record);
    let days = dated.flat_map(|(at, (field, value))| field.days(value).map(move |day| (day, at)));
    let days: BTreeSet<_> = days
        .filter(|(day, at)| record.asks_on(*at, *day) && !asks_elsewhere(view, record, next_look, *at, *day))
        .collect();
    let dated = |(day, field)| Dated {
        day,
        slot,
        field,
        of_series: None,
        is_over: false,
    };
    let stored = days.into_iter().map(dated);
    stored.chain(next_look).chain(over(slot, record)).collect()
}

/// Returns the day on which a record is to be looked at again, where that moves with what was done: also one that an interval or a
/// band says and no field holds.
pub(super) fn moving(view: View<'_>, slot: Slot, record: &Record) -> Option<Dated> {
    let moving = record.kind().moving?;
    let day = record.next_look(view.register, view.today)?;
    Some(Dated {
        day,
        slot,
        field: moving.field,
        of_series: None,
        is_over: false,
    })
}

/// Tells whether a stored day asks for nothing itself: it is settled, or the day on which the record is looked at again moves.
///
/// `next_look` is when it is looked at again, as [`moving`] says.
pub(super) fn asks_elsewhere(
    view: View<'_>,
    record: &Record,
    next_look: Option<Dated>,
    field: usize,
    day: NaiveDate,
) -> bool {
    is_settled(view, record, field, day) || next_look.is_some_and(|look| look.field == field)
}

/// Tells whether a day asks for nothing any more, since the audit of the certification body that it names was held.
fn is_settled(View { register, today }: View<'_>, record: &Record, field: usize, day: NaiveDate) -> bool {
    record.is(&organization::KIND) && external_audits::is_held(register, field, day, today)
}

/// Returns a review that is over, on the day on which it was held, or for which it was planned when it was cancelled.
pub(super) fn over(slot: Slot, record: &Record) -> Option<Dated> {
    if !record.is(&review::KIND) || record.is_open() || record.is_retired() {
        return None;
    }
    let held = record.get(review::HELD).map(|day| (day, review::HELD.field().index));
    let (day, field) = held.or_else(|| record.get(review::DATE).map(|day| (day, review::DATE.field().index)))?;
    Some(Dated {
        day,
        slot,
        field,
        of_series: None,
        is_over: true,
    })
}

/// Returns by what rows stand in order: what is over before the rest, then the day, and on one day the id.
pub(super) fn order(view: View<'_>, row: Dated) -> (bool, NaiveDate, Option<&Id>, usize, Option<NaiveDate>) {
    (
        !row.is_over,
        row.day,
        view.register.at(row.slot).map(Record::id),
        row.field,
        row.of_series,
    )
}

/// Returns the word for how far a review has come.
pub fn status_word(review: &Record) -> &'static str {
    review.get(review::STATUS).map_or("", |status| status.item().label)
}

/// Puts a row where it belongs.
pub(super) fn insert(rows: &mut Vec<Dated>, view: View<'_>, row: Dated) {
    let key = order(view, row);
    let at = rows.partition_point(|other| order(view, *other) < key);
    rows.insert(at, row);
}

/// Returns what a dated thing is: the label of its field, with the kind of its record; of a review its event.
pub fn what(record: &Record, field: usize) -> String {
    if record.is(&review::KIND) && [review::DATE.field().index, review::HELD.field().index].contains(&field) {
        let event = record.get(review::EVENT);
        return event.map_or("review", |event| event.item().label).to_owned();
    }
    let label = record.kind().fields[field].label.to_lowercase();
    // It is next in any case: it stands in the calendar.
    let label = label.strip_prefix("next ").unwrap_or(&label);
    match (record.kind().name, label) {
        ("organization", label) => label.to_owned(),
        (kind, label) => format!("{kind} {label}"),
    }
}
