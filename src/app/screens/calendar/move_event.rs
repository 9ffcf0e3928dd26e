//! Moves dated things in the calendar: day by day, or to a day that is typed.

use chrono::NaiveDate;

use crate::app::decisions::commands::REDATE;
use crate::app::decisions::run;
use crate::app::decisions::table::any_record::MOVE;
use crate::app::decisions::{Answered, Running, Shift};
use crate::app::form::new_record;
use crate::app::guided::commands::HOLD;
use crate::app::input::command::{Command, Group};
use crate::app::screens::calendar::{Dated, Drag, SCREEN, moved};
use crate::app::state::App;
use crate::domain::kinds::review;
use crate::domain::record::Record;
use crate::domain::record::field::Shape;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::index::Slot;
use crate::domain::schedule::series;

/// Tells whether the calendar is shown and nothing lies over it.
pub(in crate::app) fn is_in_calendar(app: &App) -> bool {
    let is_free = app.dialogs.is_empty() && !app.guided.has(app.screen);
    is_free && app.screen.is(&SCREEN)
}

/// Returns why a decision cannot be made on what the calendar's cursor is on, if so.
pub(in crate::app) fn refusal(app: &App, command: &Command) -> Option<String> {
    if command.group != Group::Decide || command.keeps_move || !is_in_calendar(app) {
        return None;
    }
    let Some(what) = app.screens.calendar.under_cursor() else {
        return Some(no_record(app));
    };
    if command.is(&REDATE) {
        return fixed(app, what);
    }
    what.of_series.filter(|_| command.is(&HOLD))?;
    let open = app.register.at(what.slot)?.get(review::DATE)?;
    Some(format!(
        "This one is only projected; hold the open one of {open} first, then the next is made."
    ))
}

/// Says that there is no record that a key could be about.
pub(in crate::app) fn no_record(app: &App) -> String {
    if is_in_calendar(app) && app.screens.calendar.month_focused {
        return format!("Nothing is due on {}; w goes to the agenda.", app.screens.calendar.day);
    }
    "There is no record under the cursor.".to_owned()
}

/// Moves the thing under the cursor by days, for now only on the screen.
pub(in crate::app) fn drag(app: &mut App, days: i64) {
    let drag = match app.screens.calendar.drag {
        Some(drag) => drag,
        None => {
            let Some(what) = app.screens.calendar.under_cursor() else {
                app.refuse(no_record(app));
                return;
            };
            if let Some(reason) = fixed(app, what) {
                app.refuse(reason);
                return;
            }
            app.screens.leave_detail();
            Drag { what, to: what.day }
        }
    };
    let Some(to) = moved(drag.to, days) else { return };
    // What is late goes to the first day that can be taken.
    let today = app.env.today;
    let reason = out_of_place(app, drag.what, to);
    let to = match reason {
        Some(_) if days > 0 && to < today && out_of_place(app, drag.what, today).is_none() => today,
        Some(reason) => {
            app.refuse(reason);
            return;
        }
        None => to,
    };
    app.screens.calendar.drag = Some(Drag { to, ..drag });
    app.screens.calendar.day = to;
}

/// Asks for the reason of a move, and makes it with the answer.
pub(in crate::app) fn take_drag(app: &mut App) {
    let Some(Drag { what, to }) = app.screens.calendar.drag else {
        return;
    };
    if to == what.day {
        app.refuse("It is back on its own day; > and < move it, Esc leaves it there.");
        return;
    }
    run::begin(app, Running::on(&MOVE, what, Some(to)), &[what.slot]);
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

/// Returns why a dated thing cannot be moved at all, if so.
fn fixed(app: &App, what: Dated) -> Option<String> {
    let record = app.register.at(what.slot)?;
    let field = &record.kind().fields[what.field];
    if what.of_series.is_some() || field.shape == Shape::Day {
        return None;
    }
    let on_day = field.days(record.value(what.field)).filter(|day| *day == what.day);
    (on_day.count() > 1).then(|| {
        format!(
            "More than one row of {} is on {}; e changes them in the form.",
            field.label, what.day
        )
    })
}

/// Returns why a thing cannot stand on a day, if so.
fn out_of_place(app: &App, what: Dated, to: NaiveDate) -> Option<String> {
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
    (to <= least).then(|| format!("It comes after {whose}, {least}; c leaves it out."))
}

/// Returns the record of the next one of a review's series, when this one is over on a day; none when it comes once,
/// the series ends, or the next one is there already.
pub(in crate::app) fn next_of_series(app: &App, review: &Record, over: NaiveDate) -> Option<Record> {
    let mut others = app.register.linked_of(&review::KIND, review.id());
    if others.any(|other| other.get(review::PREVIOUS) == Some(review.id())) {
        return None;
    }
    let next = series::following(review, over, Id::new(new_record::STAND_IN))?;
    let id = new_record::id(&next, &app.register, app.env.entropy);
    Some(next.renamed(id))
}

/// Returns the record of the next one when a review is given up: its series goes on as if it had been held.
pub(in crate::app) fn next_after_cancelled(app: &App, targets: &[Slot]) -> Option<Record> {
    let [one] = targets else { return None };
    let review = app.register.at(*one).filter(|record| record.is(&review::KIND))?;
    let over = review.get(review::DATE)?.max(app.env.today);
    next_of_series(app, review, over)
}
