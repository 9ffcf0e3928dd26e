//! Commands of Readiness.

use crate::app::input::command::{Command, Group, commands};
use crate::app::screens::readiness::{Shortfalls, go_to};

commands! {
    [Command::of(Group::Look)] {
        NEXT_GOAL "next-goal" "goal" "Show what blocks the next goal: conformance, stage 1, stage 2.",
            |app| go_to::next_goal(app);
        NEXT_ORDER "next-order" "sort" "Sort what falls short by weight, clause, owner or day.",
            |app| go_to::in_readiness(app, Shortfalls::next_order);
    }
}
