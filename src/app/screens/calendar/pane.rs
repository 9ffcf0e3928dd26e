//! Keys on the calendar: the month, the agenda, and what is being moved.

use crate::app::dialogs::ShownRecord;
use crate::app::guided::review::points;
use crate::app::input::command::Command;
use crate::app::input::keymap::Context;
use crate::app::input::pane::{Pane, Rows};
use crate::app::input::screen::Screen;
use crate::app::list::spec::View;
use crate::app::screens::calendar::{Calendar, MONTH, MOVING};
use crate::app::screens::calendar::{move_event, rows};
use crate::app::state::contexts::{EVERYWHERE, key_of};
use crate::app::state::{App, commands};
use crate::domain::query::QueryError;
use crate::domain::register::index::Slot;
use crate::domain::schedule::dated::Dated;
use crate::exchange::export::listed::Listed;

/// The month and the agenda.
pub struct MonthAndAgenda;

impl Pane for MonthAndAgenda {
    fn contexts(&self, app: &App) -> Vec<Context> {
        match &app.screens.calendar {
            calendar if calendar.drag.is_some() => vec![MOVING, EVERYWHERE],
            calendar if calendar.month_focused => vec![MONTH, EVERYWHERE],
            _ => Rows.contexts(app),
        }
    }

    fn selected(&self, app: &App) -> Option<Slot> {
        app.screens.calendar.under_cursor().map(|dated| dated.slot)
    }

    fn dated(&self, app: &App) -> Option<Dated> {
        let what = app.screens.calendar.under_cursor();
        what.filter(|_| move_event::is_in_calendar(app))
    }

    fn no_record(&self, app: &App) -> String {
        if move_event::is_in_calendar(app) && app.screens.calendar.month_focused {
            return format!(
                "Nothing is due on {}; :switch-pane goes to the agenda.",
                app.screens.calendar.day
            );
        }
        Rows.no_record(app)
    }

    fn refusal(&self, app: &App, command: &Command) -> Option<String> {
        move_event::refusal(app, command)
    }

    fn step(&self, app: &mut App, by: isize) {
        if app.screens.calendar.month_focused {
            app.screens.calendar.step_days(7 * by.clamp(-500, 500) as i64);
        } else {
            app.screens.calendar.step(by);
        }
    }

    fn across(&self, app: &mut App, by: i8) {
        app.screens.calendar.step_days(i64::from(by));
    }

    fn height(&self, app: &App) -> usize {
        app.screens.calendar.height.get()
    }

    fn switch(&self, app: &mut App) {
        if !app.dialogs.is_empty() {
            return Rows.switch(app);
        }
        app.screens.calendar.month_focused = !app.screens.calendar.month_focused;
        app.screens.leave_detail();
    }

    fn open(&self, app: &mut App) {
        if app.screens.calendar.drag.is_some() {
            return move_event::take_drag(app);
        }
        if app.screens.calendar.month_focused {
            app.screens.calendar.month_focused = false;
            return;
        }
        let found = app.record().map(|record| (record.id().clone(), record.kind()));
        match found {
            // This is its screen already; what there is to see of it lies over the agenda.
            Some((id, kind)) if app.screen.kind() == Some(kind) => {
                app.screens.leave_detail();
                app.dialogs.push(ShownRecord(id));
            }
            Some((id, _)) => app.go_to(&id),
            None => {
                let (add, filter) = (key_of(app, &commands::ADD), key_of(app, &commands::FILTER));
                app.refuse(format!(
                    "There is nothing to open; {add} adds a review, {filter} changes the filter."
                ));
            }
        }
    }

    fn is_closed(&self, app: &App) -> bool {
        app.screens.calendar.drag.is_none()
    }

    fn back(&self, app: &mut App) {
        if !app.screens.calendar.drop_drag() {
            Rows.back(app);
        }
    }

    fn freshen(&self, app: &mut App) {
        points::freshen(app);
        with_view(app, |calendar, view| {
            if calendar.outdated {
                calendar.refresh(view);
            }
        });
    }

    /// Projects what can be seen of series from the day under the cursor.
    fn follow_cursor(&self, app: &mut App) {
        with_view(app, Calendar::reach);
    }

    fn select(&self, app: &mut App, slot: Slot) {
        app.screens.calendar.select(slot);
    }

    fn reveal(&self, app: &mut App, _: &'static Screen, slot: Slot) -> bool {
        with_view(app, |calendar, view| {
            if calendar.outdated {
                calendar.refresh(view);
            }
            if calendar.select(slot) {
                return true;
            }
            let before = calendar.filter().to_owned();
            calendar.set_filter(view, "");
            let found = calendar.select(slot);
            if !found {
                calendar.set_filter(view, &before);
            }
            found
        })
    }

    fn filter<'a>(&self, app: &'a App) -> Option<&'a str> {
        Some(app.screens.calendar.filter())
    }

    fn filter_error<'a>(&self, app: &'a App) -> Option<&'a QueryError> {
        app.screens.calendar.filter_error()
    }

    fn filter_in_force<'a>(&self, app: &'a App) -> &'a str {
        app.screens.calendar.filter_in_force()
    }

    fn count(&self, app: &App) -> usize {
        app.screens.calendar.rows().len()
    }

    fn has_rows(&self, _: &App) -> bool {
        true
    }

    fn as_rows(&self, app: &App) -> Option<Listed> {
        Some(rows::of(&app.screens.calendar, app.view()))
    }

    fn set_filter(&self, app: &mut App, text: &str) {
        with_view(app, |calendar, view| calendar.set_filter(view, text));
    }

    /// What was filtered for is in the agenda, where decisions are made.
    fn filtered(&self, app: &mut App) {
        app.screens.calendar.month_focused &= app.screens.calendar.filter().is_empty();
    }

    fn prepare_filter(&self, app: &mut App) -> bool {
        with_view(app, Calendar::prepare_filter);
        false
    }
}

/// Runs something on the calendar together with what it is computed from.
fn with_view<T>(app: &mut App, run: impl FnOnce(&mut Calendar, View<'_>) -> T) -> T {
    let view = View {
        register: &app.register,
        today: app.env.today,
    };
    run(&mut app.screens.calendar, view)
}
