//! Decisions on controls: excluded, included, and how far they are in operation.

use crate::app::decisions::commands;
use crate::app::decisions::fitness::refused_if;
use crate::app::decisions::{Answers, Asked, Decision, Example, Question, Target, Targets};
use crate::domain::kinds::control::{self, Status};
use crate::domain::record::choice::Choices;
use crate::domain::record::rules::Fields;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

const IN_OR_OUT: Targets = Targets::Of(
    &[&control::KIND],
    "Only controls are included or excluded; go to Controls (5).",
);

/// A control as the examples find it.
const PLANNED_CONTROL: Fields = "applicability: applicable; basis: contract; status: planned";

/// A control is excluded.
pub static EXCLUDE: Decision = Decision {
    commands: &[&commands::APPLICABILITY],
    applies: control::is_applicable,
    fits: |target| {
        refused_if(!control::is_applicable(target.record), || {
            "It is excluded already; :edit changes the reason.".to_owned()
        })
    },
    questions: |_| vec![Question::line("Why excluded", "6.1.3 asks for the reason", true)],
    is_answer: true,
    example: Example {
        id: "A.10.4",
        before: PLANNED_CONTROL,
        answers: &["we have no customers"],
        after: "applicability: excluded; basis:; reason: we have no customers",
        ..Example::NONE
    },
    ..Decision::new("exclude", IN_OR_OUT, |_, answers| {
        Changes::new()
            .set(control::APPLICABILITY, control::Applicability::Excluded)
            .set(control::BASIS, Value::Empty)
            .set(control::REASON, answers.value(0))
    })
};

/// A control is chosen, and what for.
pub static INCLUDE: Decision = Decision {
    commands: &[&commands::APPLICABILITY, &commands::INCLUDE],
    questions: |_| {
        vec![
            Question {
                shape: Asked::Several(control::Basis::ITEMS),
                ..Question::line("Included for", "letters or numbers, then enter", true)
            },
            Question::line("In words", "why; enter keeps what is said", false),
        ]
    },
    // Grounds that stand are there to add to or take from.
    prefill: |_, controls| {
        let mut grounds = controls.iter().map(|control| control.get(control::BASIS));
        let first = grounds.next().filter(|first| !first.is_empty())?;
        let labels: Vec<_> = first.iter().map(|basis| basis.item().label).collect();
        grounds.all(|other| other == first).then(|| labels.join(", "))
    },
    example: Example {
        id: "A.10.4",
        before: "applicability: excluded; reason: we have no customers",
        answers: &["contract, good practice", "since the first customer"],
        after: "applicability: applicable; basis: contract, good practice; \
            reason: since the first customer",
        ..Example::NONE
    },
    ..Decision::new("include", IN_OR_OUT, |target, answers| {
        let sets = Changes::new()
            .set(control::APPLICABILITY, control::Applicability::Applicable)
            .set(control::BASIS, answers.value(0));
        // Why it was excluded is no reason to include it.
        if answers.value(1).is_empty() && control::is_applicable(target.record) {
            return sets;
        }
        sets.set(control::REASON, answers.value(1))
    })
};

const JUDGED: Targets = Targets::Of(&[&control::KIND], "This judges controls; go to Controls (5).");

/// Returns the decision that a control applies, and how far it is in operation.
const fn judged(title: &'static str, changes: fn(&Target<'_>, &Answers<'_>) -> Changes) -> Decision {
    Decision {
        is_answer: true,
        ..Decision::new(title, JUDGED, changes)
    }
}

fn applies(status: Status) -> Changes {
    Changes::new()
        .set(control::APPLICABILITY, control::Applicability::Applicable)
        .set(control::STATUS, status)
}

/// A control applies and is not in operation.
pub static NOT_IMPLEMENTED: Decision = Decision {
    commands: &[&commands::NOT_IMPLEMENTED],
    example: Example {
        id: "A.10.4",
        before: PLANNED_CONTROL,
        answers: &[],
        after: "status: not implemented",
        ..Example::NONE
    },
    ..judged("not implemented", |_, _| applies(Status::NotImplemented))
};

/// A control applies and is planned.
pub static PLANNED: Decision = Decision {
    commands: &[&commands::PLANNED],
    example: Example {
        id: "A.10.4",
        before: "applicability: excluded; reason: we have no customers",
        answers: &[],
        after: "applicability: applicable; status: planned",
        ..Example::NONE
    },
    ..judged("planned", |_, _| applies(Status::Planned))
};

/// A control applies and is in operation in part.
pub static PARTIAL: Decision = Decision {
    commands: &[&commands::PARTIAL],
    example: Example {
        id: "A.10.4",
        before: PLANNED_CONTROL,
        answers: &[],
        after: "status: partial",
        ..Example::NONE
    },
    ..judged("partial", |_, _| applies(Status::Partial))
};

/// A control applies and is in operation.
pub static IMPLEMENTED: Decision = Decision {
    commands: &[&commands::IMPLEMENTED],
    example: Example {
        id: "A.10.4",
        before: PLANNED_CONTROL,
        answers: &[],
        after: "status: implemented; since: 2026-11-23",
        ..Example::NONE
    },
    ..judged("implemented", |_, _| applies(Status::Implemented))
};
