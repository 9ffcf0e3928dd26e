//! Moves dated things in the calendar: day by day, or to a day that is typed.

use crate::app::decisions::commands::REDATE;
use crate::app::decisions::run;
use crate::app::decisions::table::any_record::MOVE;
use crate::app::decisions::{Running, reschedule};
use crate::app::guided::commands::HOLD;
use crate::app::input::command::{Command, Group};
use crate::app::screens::calendar::{Drag, SCREEN, moved, status_word};
use crate::app::state::App;
use crate::domain::kinds::review;
use crate::domain::record::field::Shape;
use crate::domain::schedule::dated::Dated;

/// Tells whether the calendar is shown and nothing lies over it.
pub(super) fn is_in_calendar(app: &App) -> bool {
    let is_free = app.dialogs.is_empty() && !app.guided.has(app.screen);
    is_free && app.screen.is(&SCREEN)
}

/// Returns why a decision cannot be made on what the calendar's cursor is on, if so.
pub(super) fn refusal(app: &App, command: &Command) -> Option<String> {
    if command.group != Group::Decide || command.keeps_move || !is_in_calendar(app) {
        return None;
    }
    let Some(what) = app.screens.calendar.under_cursor() else {
        return Some(app.screen.pane.no_record(app));
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

/// Moves the thing under the cursor by days, for now only on the screen.
pub(in crate::app) fn drag(app: &mut App, days: i64) {
    let drag = match app.screens.calendar.drag {
        Some(drag) => drag,
        None => {
            let Some(what) = app.screens.calendar.under_cursor() else {
                app.refuse(app.screen.pane.no_record(app));
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
    let reason = reschedule::out_of_place(app, drag.what, to);
    let to = match reason {
        Some(_) if days > 0 && to < today && reschedule::out_of_place(app, drag.what, today).is_none() => today,
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
        app.refuse("It is back on its own day; :later and :earlier move it, :back leaves it there.");
        return;
    }
    run::begin(app, Running::on(&MOVE, what, Some(to)), &[what.slot]);
}

/// Returns why a dated thing cannot be moved at all, if so.
fn fixed(app: &App, what: Dated) -> Option<String> {
    let record = app.register.at(what.slot)?;
    if what.is_over {
        let status = status_word(record);
        return Some(format!("{} is {status}; only what is planned is moved.", record.id()));
    }
    let field = &record.kind().fields[what.field];
    if what.of_series.is_some() || field.shape == Shape::Day {
        return None;
    }
    let on_day = field.days(record.value(what.field)).filter(|day| *day == what.day);
    (on_day.count() > 1).then(|| {
        format!(
            "More than one row of {} is on {}; :edit changes them in the form.",
            field.label, what.day
        )
    })
}
