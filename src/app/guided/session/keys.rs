//! The keys of a guided session.

use crate::app::input::keymap::{Context, keys};

/// In a guided session.
pub static SESSION: Context = Context {
    title: "in a session",
    keys: keys! {
        "s" SKIP!, "n" NOTE!, "a" ADD_ACTION!, "v" ATTACH!, "V" ATTACH, APPLICABILITY!"exclude",
        "b" UP!"back", "k" UP, "up" UP, "j" DOWN, "down" DOWN, "enter" DOWN, "q" BACK!"leave", "h" BACK, UNDO!, INCLUDE!,
        "g g" GO_TO_CLAUSE!, "o" OWNER!, "e" EDIT, "E" EDIT_LONG, "L" LINKS, "H" HISTORY, "F" RAISE_FINDING,
        "ctrl-d" HALF_DOWN, "ctrl-u" HALF_UP, "pagedown" PAGE_DOWN, "pageup" PAGE_UP,
        "y i" COPY_ID, "y p" COPY_LINK, "y d" COPY_DETAIL,
    },
};

/// At a gap question of it.
pub static QUESTION: Context = Context {
    title: "at a gap question",
    keys: keys! { "1" ABSENT, "2" INFORMAL, "3" DOCUMENTED, "4" OPERATING, "5" NO_OCCASION, "0" UNASSESSED },
};

/// At a control of it.
pub static JUDGEMENT: Context = Context {
    title: "at a control in a session",
    keys: keys! {
        "1" NOT_IMPLEMENTED, "2" PLANNED, "3" PARTIAL, "4" IMPLEMENTED, "x" APPLICABILITY, "i" INCLUDE,
    },
};
