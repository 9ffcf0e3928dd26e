//! A decision that nobody else knows: this file and a line in the list are all there is of it.

use crate::app::decisions::commands::DECISION;
use crate::app::decisions::fitness::{open, refused_if};
use crate::app::decisions::{Brings, Decision, Example, Targets};
use crate::app::input::command::Command;
use crate::app::screens::treatment;
use crate::domain::kinds::action;
use crate::domain::register::edit::Changes;

static START_WORK: Command = Command {
    name: "start-work",
    hint: "start",
    help: "Work on the action has begun.",
    ..DECISION
};

/// Work on an action has begun.
pub(crate) static START: Decision = Decision {
    commands: &[&START_WORK],
    brings: Some(Brings {
        command: &START_WORK,
        keys: &[(&treatment::SCREEN, "alt-s")],
    }),
    fits: |target| {
        open(target)?;
        let is_started = target.record.get(action::STATUS) == Some(action::Status::Started);
        refused_if(is_started, || "It is started already.".to_owned())
    },
    example: Example {
        id: "T-00001",
        before: "title: Log prompts; status: open; owner: ana",
        after: "status: started",
        ..Example::NONE
    },
    ..Decision::new(
        "start",
        Targets::Of(&[&action::KIND], "Only actions are started; go to Treatment (4)."),
        |_, _| Changes::new().set(action::STATUS, action::Status::Started),
    )
};
