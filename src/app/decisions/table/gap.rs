//! Decisions on gap questions: the answers, and removing one.

use crate::app::decisions::commands;
use crate::app::decisions::texts::note;
use crate::app::decisions::{Answers, Decision, Example, Question, Target, Targets};
use crate::domain::kinds::answer::{self, State};
use crate::domain::register::edit::Changes;

const QUESTIONS: Targets = Targets::Of(
    &[&answer::KIND],
    "This answers a question of the gap analysis; go to Gap (6).",
);

/// Returns the decision that a question is answered.
const fn answered(title: &'static str, changes: fn(&Target<'_>, &Answers<'_>) -> Changes) -> Decision {
    Decision {
        is_answer: true,
        ..Decision::new(title, QUESTIONS, changes)
    }
}

fn state(state: Option<State>) -> Changes {
    Changes::new().set(answer::STATE, state)
}

/// The requirement is not met at all.
pub static ABSENT: Decision = Decision {
    commands: &[&commands::ABSENT],
    example: Example {
        id: "4.1/q1",
        before: "",
        answers: &[],
        after: "state: absent",
        ..Example::NONE
    },
    ..answered("absent", |_, _| state(Some(State::Absent)))
};

/// Something is done, nothing is written.
pub static INFORMAL: Decision = Decision {
    commands: &[&commands::INFORMAL],
    example: Example {
        id: "4.1/q1",
        before: "",
        answers: &[],
        after: "state: informal",
        ..Example::NONE
    },
    ..answered("informal", |_, _| state(Some(State::Informal)))
};

/// It is written down.
pub static DOCUMENTED: Decision = Decision {
    commands: &[&commands::DOCUMENTED],
    example: Example {
        id: "4.1/q1",
        before: "state: informal",
        answers: &[],
        after: "state: documented",
        ..Example::NONE
    },
    ..answered("documented", |_, _| state(Some(State::Documented)))
};

/// It is written down, done, and can be shown.
pub static OPERATING: Decision = Decision {
    commands: &[&commands::OPERATING],
    example: Example {
        id: "4.1/q1",
        before: "state: documented",
        answers: &[],
        after: "state: operating",
        ..Example::NONE
    },
    ..answered("operating", |_, _| state(Some(State::Operating)))
};

/// There was no occasion yet, and why.
pub static NO_OCCASION: Decision = Decision {
    commands: &[&commands::NO_OCCASION],
    questions: |_| vec![Question::line("Why", "the reason goes to the note", true)],
    example: Example {
        id: "4.1/q1",
        before: "",
        answers: &["no incident so far"],
        after: "state: no occasion yet; note: 2026-11-23: no incident so far",
        ..Example::NONE
    },
    ..answered("no occasion", |target, answers| {
        let why = answers.text(0).unwrap_or_default();
        state(Some(State::NoOccasion)).set(answer::NOTE, note(target.record, why, target.today()))
    })
};

/// The answer is undone.
pub static UNASSESSED: Decision = Decision {
    commands: &[&commands::UNASSESSED],
    is_answer: false,
    example: Example {
        id: "4.1/q1",
        before: "state: documented",
        answers: &[],
        after: "state:",
        ..Example::NONE
    },
    ..answered("unassessed", |_, _| state(None))
};
