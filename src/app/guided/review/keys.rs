//! The keys of a review: at its detail, and while it is held.

use crate::app::input::keymap::{Context, keys};

/// At the detail of a review.
pub static AT_REVIEW: Context = Context {
    title: "at a review",
    keys: keys! {
        Back!, "x" Hold!, Open!, Edit!, "d" Redate!, Links!, History!, "c" Cancel, "o" Owner,
    },
};

/// In a review that is being held.
pub static HOLDING: Context = Context {
    title: "holding a review",
    keys: keys! {
        "n" Say!, "space" Noted!, "a" Decide!, "f" Find!, "w" Attend!, "g" GoToPoint!, "c" CloseReview!, "q" Back!,
        "L" Links!, Undo!, "d" Resolve!,
        "j" Down, "down" Down, "enter" Down, "l" Down, "right" Down, "k" Up, "up" Up, "b" Up, "h" Up, "left" Up,
        "E" EditLong, "e" Edit, "H" History, "V" Attach, "o" Owner, "ctrl-d" HalfDown,
        "ctrl-u" HalfUp, "pagedown" PageDown, "pageup" PageUp, "y i" CopyId, "y p" CopyLink, "y d" CopyDetail,
    },
};
