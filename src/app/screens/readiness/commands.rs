//! Commands of Today and Readiness.

use crate::app::input::command::{Command, Group, commands};
use crate::app::screens::readiness::go_to;
use crate::app::screens::today::changes;

commands! {
    [Command::of(Group::Look)] {
        NEXT_GOAL "next-goal" "goal" "Show what blocks the next goal: conformance, stage 1, stage 2.",
            |app| go_to::next_goal(app);
        MINE "mine" "mine" "Count only what you answer for, or everything again.", |app| go_to::turn_mine(app),
            word: |app| app.screens.today.mine.then_some("everyone");
        CHANGES "changed-by-others" "changes" "List the records that others changed since you were here last.",
            |app| changes::show_changes(app);
    }
}
