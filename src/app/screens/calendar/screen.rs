//! The declaration of the calendar as a screen, with its keys.

use crate::app::guided::review::keys as holding;
use crate::app::input::keymap::{Context, keys};
use crate::app::screens::calendar::pane::MonthAndAgenda;
use crate::app::screens::{Screen, Tab};
use crate::domain::kinds::review;

/// The screen.
pub static SCREEN: Screen = Screen {
    name: "calendar",
    title: "Calendar",
    short: "Cal",
    help: "Show everything dated, by month and as an agenda.",
    tab: Tab::Own("7"),
    pane: &MonthAndAgenda,
    keys: keys! {
        Open!, "d" Redate!, ">" Later!, "<" Earlier, "c" Cancel!, "x" Hold!, "a" Add!, "space" Add, Filter!, "P" PlanYear!,
        "h" SwitchPane!, "left" SwitchPane, "}" NextMonth!, "{" PreviousMonth, "o" Owner, "t" GoToday,
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
        "h" Left, "left" Left, "j" Down, "down" Down, "k" Up, "up" Up, "l" Right, "right" Right,
        "enter" Open!, "space" Add!, "a" Add, ">" Later!, "<" Earlier, "}" NextMonth!, "pagedown" NextMonth,
        "{" PreviousMonth!, "pageup" PreviousMonth, "t" GoToday!, "/" Filter!, "w" SwitchPane!, "P" PlanYear!,
        "d" Redate, "c" Cancel,
    },
};

/// While a dated thing is moved.
pub static MOVING: Context = Context {
    title: "while a day is moved",
    keys: keys! {
        ">" Later!, "l" Later, "right" Later, "<" Earlier!, "h" Earlier, "left" Earlier, "enter" Open!"take the day",
        Back!"drop",
    },
};
