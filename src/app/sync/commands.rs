//! Commands that concern files, git and the terminal.

use crate::app::environment::effect::Effect;
use crate::app::guided::triage;
use crate::app::input::command::{Command, Group, commands};
use crate::app::state::App;
use crate::app::unsaved::{leaving, listing, saving};

commands! {
    [Command::of(Group::Program)] {
        UNSAVED "unsaved" "not saved" "List what is not on disk: edits that failed and texts that were put aside.",
            |app| listing::list(app);
        RELOAD "reload" "reload" "Read the register from disk again.", |app| saving::reload(app);
        REDRAW "redraw" "redraw" "Draw the screen again.", |app| app.effects.push(Effect::Redraw),
            keeps_move: true;
        SUSPEND "suspend" "suspend" "Return to the shell; `fg` continues.", |app| app.effects.push(Effect::Suspend);
        QUIT "quit" "quit" "Leave.", |app| quit(app);
    }
}

/// Leaves; what was decided on Treatment is shown first.
fn quit(app: &mut App) {
    if !triage::shows_before_leaving(app) {
        leaving::quit(app);
    }
}
