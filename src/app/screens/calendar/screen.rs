//! The declaration of the calendar as a screen, with its keys.

use crate::app::guided::review::keys as holding;
use crate::app::input::command::Command;
use crate::app::input::keymap::{Context, keys};
use crate::app::input::screen::{Screen, Tab};
use crate::app::screens::calendar::pane::MonthAndAgenda;
use crate::app::screens::{changes, reviews, sittings};
use crate::domain::kinds::review;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("calendar", "Show everything dated, by month and as an agenda."),
    title: "Calendar",
    short: "Cal",
    tab: Tab::Own("7"),
    pane: &MonthAndAgenda,
    keys: keys! {
        OPEN!, "d" REDATE!, ">" LATER!, "<" EARLIER, "c" CANCEL!, "x" HOLD!, "a" ADD!, "space" ADD, FILTER!, "P" PLAN_YEAR!,
        "h" SWITCH_PANE!, "left" SWITCH_PANE, "}" NEXT_MONTH!, "{" PREVIOUS_MONTH, "o" OWNER, "t" GO_TODAY,
        "A" SHOW(reviews)!, "M" PROGRAMME, "C" SHOW(changes), "S" SHOW(sittings),
    },
    kind: Some(&review::KIND),
    contexts: &[&MONTH, &MOVING, &holding::AT_REVIEW, &holding::HOLDING],
    filter_hint: "words, kind:review, owner:x, system:x, is:overdue, no:owner, -not",
    ..Screen::PLAIN
};

/// In the month of the calendar.
pub static MONTH: Context = Context {
    title: "month",
    keys: keys! {
        "h" LEFT, "left" LEFT, "j" DOWN, "down" DOWN, "k" UP, "up" UP, "l" RIGHT, "right" RIGHT,
        "enter" OPEN!, "space" ADD!, "a" ADD, ">" LATER!, "<" EARLIER, "}" NEXT_MONTH!, "pagedown" NEXT_MONTH,
        "{" PREVIOUS_MONTH!, "pageup" PREVIOUS_MONTH, "t" GO_TODAY!, "/" FILTER!, "w" SWITCH_PANE!, "P" PLAN_YEAR!,
        "d" REDATE, "c" CANCEL, "y f" SAVE_LIST, "A" SHOW(reviews), "M" PROGRAMME, "C" SHOW(changes), "S" SHOW(sittings),
    },
};

/// While a dated thing is moved.
pub static MOVING: Context = Context {
    title: "while a day is moved",
    keys: keys! {
        ">" LATER!, "l" LATER, "right" LATER, "<" EARLIER!, "h" EARLIER, "left" EARLIER, "enter" OPEN!"take the day",
        BACK!"drop",
    },
};
