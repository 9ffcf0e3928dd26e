//! The keys of a guided session.

use crate::app::input::keymap::{Context, keys};

/// In a guided session.
pub static SESSION: Context = Context {
    title: "in a session",
    keys: keys! {
        "s" Skip!, "n" Note!, "a" AddAction!, "v" Attach!, "V" Attach, Applicability!"exclude",
        "b" Up!"back", "k" Up, "up" Up, "j" Down, "down" Down, "enter" Down, "q" Back!"leave", "h" Back, Undo!, Include!,
        "g" GoToClause!, "o" Owner!, "e" Edit, "E" EditLong, "L" Links, "H" History, "F" RaiseFinding,
        "ctrl-d" HalfDown, "ctrl-u" HalfUp, "pagedown" PageDown, "pageup" PageUp,
        "y i" CopyId, "y p" CopyLink, "y d" CopyDetail,
    },
};

/// At a gap question of it.
pub static QUESTION: Context = Context {
    title: "at a gap question",
    keys: keys! { "1" Absent, "2" Informal, "3" Documented, "4" Operating, "0" Unassessed },
};

/// At a control of it.
pub static JUDGEMENT: Context = Context {
    title: "at a control in a session",
    keys: keys! {
        "1" NotImplemented, "2" Planned, "3" Partial, "4" Implemented, "x" Applicability, "i" Include,
    },
};
