//! The keys of a review: at its detail, and while it is held.

use crate::app::input::keymap::{Context, keys};

/// At the detail of a review.
pub static AT_REVIEW: Context = Context {
    title: "at a review",
    keys: keys! {
        BACK!, "x" HOLD!, OPEN!, EDIT!, "d" REDATE!, LINKS!, HISTORY!, "c" CANCEL, "o" OWNER,
    },
};

/// In a review that is being held.
pub static HOLDING: Context = Context {
    title: "holding a review",
    keys: keys! {
        "n" SAY!, "space" NOTED!, "a" DECIDE!, "f" FIND!, "w" ATTEND!, "g g" GO_TO_POINT!, "c" CLOSE_REVIEW!, "q" BACK!,
        "L" LINKS!, UNDO!, "d" RESOLVE!,
        "j" DOWN, "down" DOWN, "enter" DOWN, "l" DOWN, "right" DOWN, "k" UP, "up" UP, "b" UP, "h" UP, "left" UP,
        "E" EDIT_LONG, "e" EDIT, "H" HISTORY, "V" ATTACH, "o" OWNER, "ctrl-d" HALF_DOWN,
        "ctrl-u" HALF_UP, "pagedown" PAGE_DOWN, "pageup" PAGE_UP, "y i" COPY_ID, "y p" COPY_LINK, "y d" COPY_DETAIL,
    },
};
