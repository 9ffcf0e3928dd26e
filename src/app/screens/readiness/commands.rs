//! Commands of Readiness.

use crate::app::input::command::{Command, Group, commands};
use crate::app::screens::readiness::go_to;

commands! {
    [Command::of(Group::Look)] {
        NEXT_GOAL "next-goal" "goal" "Show what blocks the next goal: conformance, stage 1, stage 2.",
            |app| go_to::next_goal(app);
    }
}
