//! Commands of Today and Readiness.

use crate::app::input::command::{Command, Group, commands};

commands! {
    [Command::of(Group::Look)] {
        NEXT_GOAL "next-goal" "goal" "Show what blocks the next goal: conformance, stage 1, stage 2.",
            |app| app.next_goal();
        MINE "mine" "mine" "Count only what you answer for, or everything again.", |app| app.turn_mine(),
            word: |app| app.screens.today.mine.then_some("everyone");
    }
}
