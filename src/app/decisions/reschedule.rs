//! The changes that move a dated thing to another day.

use chrono::NaiveDate;

use crate::app::decisions::Running;
use crate::app::decisions::commands::{CANCEL, REDATE};
use crate::app::decisions::table::any_record::{LEAVE_OUT, MOVE};
use crate::app::decisions::texts::{added, note};
use crate::app::input::command::Command;
use crate::app::screens::calendar::{Dated, move_event};
use crate::app::state::App;
use crate::domain::admission::redating;
use crate::domain::kinds::{action, review};
use crate::domain::record::Record;
use crate::domain::record::field::Shape;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;
use crate::domain::schedule::series;

/// Returns the decision of a command on the thing under the calendar's cursor, where it is not one on its record.
pub(in crate::app) fn of_dated(app: &App, command: &Command) -> Option<Running> {
    let what = app
        .screens
        .calendar
        .under_cursor()
        .filter(|_| move_event::is_in_calendar(app))?;
    if command.is(&REDATE) {
        return Some(Running::on(&MOVE, what, None));
    }
    what.of_series.filter(|_| command.is(&CANCEL))?;
    Some(Running::on(&LEAVE_OUT, what, None))
}

/// Returns what puts a dated thing on a day: its field, its row, or an exception of its series.
pub(in crate::app) fn put(record: &Record, what: Dated, to: NaiveDate, reason: &Value, today: NaiveDate) -> Changes {
    if let Some(day) = what.of_series {
        let reason = reason.as_text().unwrap_or_default();
        let exceptions = series::with_exception(record, day, Some(to), reason);
        return Changes::new().set(review::EXCEPTIONS, exceptions);
    }
    match record.kind().fields[what.field].shape {
        Shape::Day => moved(record, what.field, to.into(), reason, today),
        _ => {
            let rows = rows_moved(record.value(what.field), what.day, to);
            let sets = Changes::new().set_field(record.kind().at(what.field), rows);
            sets.and(with_note(record, what.field, (what.day, Some(to)), reason, today))
        }
    }
}

/// Returns what leaves an event out of its series.
pub(in crate::app) fn left_out(record: &Record, what: Dated, reason: &Value) -> Changes {
    let exception = |day| series::with_exception(record, day, None, reason.as_text().unwrap_or_default());
    what.of_series
        .map(|day| Changes::new().set(review::EXCEPTIONS, exception(day)))
        .unwrap_or_default()
}

/// Returns what sets a day, and keeps where it was: an action its slips, a review the day of its series.
pub(in crate::app) fn moved(record: &Record, field: usize, to: Value, reason: &Value, today: NaiveDate) -> Changes {
    let from = record.value(field).clone();
    let sets = Changes::new().set_field(record.kind().at(field), to.clone());
    let moved = record.kind().at(field);
    if moved == action::DUE.field() && !from.is_empty() {
        let mut rows = record.stored(action::REDATED).items().to_vec();
        rows.push(Value::Row([today.into(), from, to, reason.clone()].into()));
        sets.set(action::REDATED, Value::set(rows))
    } else if moved == review::DATE.field() {
        sets.and(review_moved(record, &to, reason, today))
    } else {
        let went = from
            .as_date()
            .map(|from| with_note(record, field, (from, to.as_date()), reason, today));
        sets.and(went.unwrap_or_default())
    }
}

/// Returns what a review keeps of being moved. One of a series keeps the day that the series gave it, and why it is
/// another one stands among the exceptions; another one says it in its minutes.
fn review_moved(record: &Record, to: &Value, reason: &Value, today: NaiveDate) -> Changes {
    let (Some(from), Value::Date(to)) = (record.get(review::DATE), to) else {
        return Changes::new();
    };
    if record.get(review::EVERY).is_empty() {
        let went = redating::went(&record.kind().fields[review::DATE.field().index], from, Some(*to));
        let line = |reason| format!("{today}: {went}: {reason}");
        let minutes = |reason| added(record.get(review::MINUTES), &line(reason));
        let set = reason
            .as_text()
            .map(|reason| Changes::new().set(review::MINUTES, minutes(reason)));
        return set.unwrap_or_default();
    }
    let planned = record.get(review::PLANNED).unwrap_or(from);
    let is_back = *to == planned;
    let kept = if is_back { Value::Empty } else { planned.into() };
    let sets = Changes::new().set(review::PLANNED, kept);
    if let Some(reason) = reason.as_text().or(is_back.then_some("")) {
        let exceptions = series::with_exception(record, planned, Some(*to), reason);
        return sets.set(review::EXCEPTIONS, exceptions);
    }
    sets
}

/// Returns where a day went and the reason as a line of the note, where the kind has one.
fn with_note(
    record: &Record,
    field: usize,
    (from, to): (NaiveDate, Option<NaiveDate>),
    reason: &Value,
    today: NaiveDate,
) -> Changes {
    let kind = record.kind();
    match (kind.field_index("note"), reason.as_text()) {
        (Some(kept), Some(reason)) => {
            let line = format!("{}: {reason}", redating::went(&kind.fields[field], from, to));
            Changes::new().set_field(kind.at(kept), note(record, &line, today))
        }
        _ => Changes::new(),
    }
}

/// Returns rows with the first day of the one that stands on a day put on another.
fn rows_moved(rows: &Value, from: NaiveDate, to: NaiveDate) -> Value {
    let moved = |row: &Value| match row {
        Value::Row(cells) => {
            let first = cells.iter().position(|cell| matches!(cell, Value::Date(_)));
            let mut cells = cells.to_vec();
            if let Some(cell) = first
                .map(|at| &mut cells[at])
                .filter(|cell| **cell == Value::Date(from))
            {
                *cell = to.into();
            }
            Value::Row(cells.into())
        }
        other => other.clone(),
    };
    Value::list(rows.items().iter().map(moved).collect())
}
