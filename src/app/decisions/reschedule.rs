//! The changes that move a dated thing to another day.

use chrono::NaiveDate;

use crate::app::decisions::commands::{CANCEL, REDATE};
use crate::app::decisions::table::any_record::{LEAVE_OUT, MOVE};
use crate::app::decisions::texts::{added, note};
use crate::app::decisions::{Answered, Running, Shift};
use crate::app::form::new_record;
use crate::app::input::command::Command;
use crate::app::state::App;
use crate::domain::admission::redating;
use crate::domain::kinds::action::Redatings;
use crate::domain::kinds::{action, review};
use crate::domain::record::Record;
use crate::domain::record::field::Shape;
use crate::domain::record::id::Id;
use crate::domain::record::typed::NewRow;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::Changes;
use crate::domain::register::index::Slot;
use crate::domain::schedule::dated::Dated;
use crate::domain::schedule::series;

/// Returns the decision of a command on the thing under the calendar's cursor, where it is not one on its record.
pub(in crate::app) fn of_dated(app: &App, command: &Command) -> Option<Running> {
    let what = app.screen.pane.dated(app)?;
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
        let row = NewRow::of(Redatings::ON, today)
            .with(Redatings::FROM, from)
            .with(Redatings::TO, to)
            .with(Redatings::REASON, reason.clone());
        rows.push(row.into());
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

/// Ends a move whose reason was asked, when the day can be taken. Says why when it cannot.
pub(in crate::app) fn can_put(app: &mut App, answered: &Answered) -> bool {
    let Some(Shift { what, to }) = answered.decision.dated else {
        return true;
    };
    let asked = answered.answers.first().and_then(Value::as_date);
    app.screens.calendar.drag = None;
    let reason = to.or(asked).and_then(|to| out_of_place(app, what, to));
    let can = reason.is_none();
    if let Some(reason) = reason {
        app.refuse(reason);
    }
    can
}

/// Returns why a thing cannot stand on a day, if so.
pub(in crate::app) fn out_of_place(app: &App, what: Dated, to: NaiveDate) -> Option<String> {
    if what.of_series.is_none() {
        let record = app.register.at(what.slot)?;
        let put = Running::on(&MOVE, what, Some(to));
        return put.refused_day(app.view(), &app.env.who, &[record], &[], to);
    }
    let open = app.register.at(what.slot)?.get(review::DATE)?;
    let (least, whose) = if open < app.env.today {
        (app.env.today, "today")
    } else {
        (open, "the open one of its series")
    };
    (to <= least).then(|| format!("It comes after {whose}, {least}; :cancel leaves it out."))
}

/// Returns the record of the next one of a review's series, when this one is over on a day; none when it comes once,
/// the series ends, or the next one is there already.
pub(in crate::app) fn next_of_series(
    register: &Register,
    review: &Record,
    over: NaiveDate,
    entropy: fn() -> [u8; 5],
) -> Option<Record> {
    let mut others = register.linked_of(&review::KIND, review.id());
    if others.any(|other| other.get(review::PREVIOUS) == Some(review.id())) {
        return None;
    }
    let next = series::following(review, over, Id::new(new_record::STAND_IN))?;
    let id = new_record::id(&next, register, entropy);
    Some(next.renamed(id))
}

/// Returns the record of the next one when a review is given up: its series goes on as if it had been held.
pub(in crate::app) fn next_after_cancelled(app: &App, targets: &[Slot]) -> Option<Record> {
    let [one] = targets else { return None };
    let review = app.register.at(*one).filter(|record| record.is(&review::KIND))?;
    let over = review.get(review::DATE)?.max(app.env.today);
    next_of_series(&app.register, review, over, app.env.entropy)
}
