//! Commands of the calendar: months, and moving what is dated.

use crate::app::input::command::{Command, Group, commands, require};
use crate::app::screens::calendar::move_event;
use crate::app::state::App;

commands! {
    [Command::of(Group::Look)] {
        NEXT_MONTH "next-month" "next month" "Show the next month.", |app| app.screens.calendar.step_months(1);
        PREVIOUS_MONTH "previous-month" "previous month" "Show the previous month.",
            |app| app.screens.calendar.step_months(-1);
        GO_TODAY "go-today" "today" "Put the calendar's cursor on today.",
            |app| app.screens.calendar.go_to(app.env.today),
            fits: |app| require(app.screens.calendar.day != app.env.today, "The cursor is on today.");
    }
    [Command::of(Group::Decide)] {
        LATER "later" "a day later" "Move the dated thing by a day; Enter then asks why, Esc drops it.",
            |app| move_event::drag(app, 1),
            keeps_move: true,
            hinted: can_move;
        EARLIER "earlier" "a day earlier" "Move the dated thing back by a day; Enter then asks why, Esc drops it.",
            |app| move_event::drag(app, -1),
            keeps_move: true,
            hinted: can_move;
    }
}

fn can_move(app: &App) -> bool {
    app.screens.calendar.drag.is_some() || app.screens.calendar.under_cursor().is_some()
}
