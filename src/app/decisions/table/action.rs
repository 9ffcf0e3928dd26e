//! Decisions on treatment actions: done, blocked, cancelled, effect checked, and adding one.

use crate::app::decisions::commands;
use crate::app::decisions::completion::Shown;
use crate::app::decisions::fitness::{open, refused_if};
use crate::app::decisions::reschedule;
use crate::app::decisions::texts::{added, note};
use crate::app::decisions::{Answering, Asked, Decision, Example, Question, Targets};
use crate::app::decisions::{add_action, completion, run};
use crate::domain::kinds::{action, answer, control, finding, incident, objective, review, risk, supplier};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

const ACTIONS: Targets = Targets::Of(&[&action::KIND], "This decides on actions; go to Treatment (4).");

/// An action is done.
pub static DONE: Decision = Decision {
    commands: &[&commands::DONE],
    fits: open,
    questions: |_| {
        vec![Question::page(
            "What shows it",
            "note, E- id, path or link; Enter skips",
            false,
        )]
    },
    reading: |text, register| Shown::read(text, register).reading(register),
    objection: |given| {
        let text = given.answer.as_text()?;
        let is_unknown = Shown::read(text, given.register) == Shown::Unknown;
        is_unknown.then(|| format!("There is no evidence {text}; :attach attaches, a blank makes it a note."))
    },
    by_status: |target, item| target.record.is(&action::KIND) && action::Status::of(item) == Some(action::Status::Done),
    make: |app, answered| {
        let text = answered.answers.first().and_then(Value::as_text);
        if let Some(text) = text {
            completion::close_shown(app, answered, text);
        }
        text.is_some()
    },
    located: completion::close_at,
    example: Example {
        id: "T-00001",
        before: "title: Log prompts; status: started; owner: ana",
        answers: &["seen in the log of November"],
        after: "status: done; closed: 2026-11-23; \
            note: 2026-11-23: seen in the log of November",
        ..Example::NONE
    },
    ..Decision::new("done", ACTIONS, |target, answers| {
        let sets = Changes::new().set(action::STATUS, action::Status::Done);
        match answers.text(0) {
            Some(text) => sets.set(action::NOTE, note(target.record, text, target.today())),
            None => sets,
        }
    })
};

/// An action waits.
pub static BLOCK: Decision = Decision {
    commands: &[&commands::BLOCK],
    fits: open,
    questions: |_| {
        vec![Question::line(
            "Blocked by",
            "what it waits for; an id links the action",
            true,
        )]
    },
    objection: dependency_error,
    by_status: |target, item| {
        target.record.is(&action::KIND) && action::Status::of(item) == Some(action::Status::Blocked)
    },
    after: run::advance_cursor,
    example: Example {
        id: "T-00001",
        before: "title: Log prompts; status: started; owner: ana",
        answers: &["the new contract"],
        after: "status: blocked; reason: the new contract",
        ..Example::NONE
    },
    ..Decision::new("block", ACTIONS, |_, answers| {
        let text = answers.text(0).unwrap_or_default();
        let ids = named(text);
        let rest = ids
            .iter()
            .fold(text.to_owned(), |text, id| text.replace(id.as_str(), ""));
        let only_ids = !ids.is_empty() && !rest.contains(char::is_alphanumeric);
        let words: Vec<_> = ids.iter().map(ToString::to_string).collect();
        let reason = if only_ids {
            Value::text(&format!("waits for {}", words.join(", ")))
        } else {
            answers.value(0)
        };
        Changes::new()
            .set(action::STATUS, action::Status::Blocked)
            .set(action::REASON, reason)
            .set(
                action::WAITS_FOR,
                Value::set(ids.into_iter().map(Value::Reference).collect()),
            )
    })
};

/// An action or a review is given up.
pub static CANCEL: Decision = Decision {
    commands: &[&commands::CANCEL],
    fits: open,
    // Of a review it is said in the minutes, of an action in a line of its own.
    questions: |scope| {
        let in_minutes = scope.records.iter().all(|record| record.is(&review::KIND));
        vec![if in_minutes {
            Question::page("Why cancelled", "the reason stays in the minutes", true)
        } else {
            Question::line("Why cancelled", "the reason stays with it", true)
        }]
    },
    by_status: |target, item| {
        target.record.is(&action::KIND) && action::Status::of(item) == Some(action::Status::Cancelled)
            || target.record.is(&review::KIND) && review::Status::of(item) == Some(review::Status::Cancelled)
    },
    next: reschedule::next_after_cancelled,
    example: Example {
        id: "T-00001",
        before: "title: Log prompts; status: open; owner: ana",
        answers: &["the system is retired"],
        after: "status: cancelled; closed: 2026-11-23; reason: the system is retired",
        ..Example::NONE
    },
    ..Decision::new(
        "cancel",
        Targets::Of(
            &[&action::KIND, &review::KIND],
            "Only actions (Treatment, 4) and reviews (Calendar, 7) are cancelled.",
        ),
        |target, answers| {
            if target.record.is(&review::KIND) {
                let reason = answers.text(0).unwrap_or_default();
                let line = format!("{}: cancelled: {reason}", target.today());
                return Changes::new()
                    .set(review::STATUS, review::Status::Cancelled)
                    .set(review::MINUTES, added(target.record.get(review::MINUTES), &line));
            }
            Changes::new()
                .set(action::STATUS, action::Status::Cancelled)
                .set(action::REASON, answers.value(0))
        },
    )
};

/// The effect of an action was checked.
pub static EFFECT: Decision = Decision {
    commands: &[&commands::CHECK_EFFECT],
    fits: |target| {
        let is_done = target.record.get(action::STATUS) == Some(action::Status::Done);
        refused_if(!is_done, || ONLY_DONE.to_owned())
    },
    questions: |_| {
        vec![
            Question::choice("Did it have its effect", action::Effect::ITEMS),
            Question::line(
                "What was seen",
                "a test, a figure, an incident; no reopens the action",
                true,
            ),
        ]
    },
    example: Example {
        id: "T-00001",
        before: "title: Log prompts; status: done; owner: ana; closed: 2026-11-02",
        answers: &["yes", "no prompt was missing in a sample of 40"],
        after: "effective: yes; checked: 2026-11-23; \
            effect: no prompt was missing in a sample of 40",
        ..Example::NONE
    },
    ..Decision::new(
        "effect checked",
        Targets::Of(&[&action::KIND], ONLY_DONE),
        |target, answers| {
            let sets = Changes::new()
                .set(action::EFFECTIVE, answers.value(0))
                .set(action::CHECKED, target.today())
                .set(action::EFFECT, answers.value(1));
            if answers.value(0) != Value::from(action::Effect::No) {
                return sets;
            }
            sets.set(action::STATUS, action::Status::Open)
                .set(action::CHECK_BY, Value::Empty)
        },
    )
};

const ONLY_DONE: &str = "Only the effect of an action that is done is checked.";

/// An action is added that serves the record.
pub static ADD: Decision = Decision {
    commands: &[&commands::ADD_ACTION],
    questions: |_| {
        vec![Question {
            shape: Asked::Action,
            ..Question::line("Action", "write the scope statement @owner +2w", true)
        }]
    },
    adds_one: true,
    make: |app, answered| {
        let line = answered.answers.first().and_then(Value::as_text);
        add_action::act(app, &answered.targets, line.unwrap_or_default());
        true
    },
    example: Example {
        id: "R-00001",
        before: "title: Prompts leak; status: open; owner: ana",
        answers: &["log prompts @ana +2w"],
        added: "title: log prompts; owner: ana; due: 2026-12-07; risks: R-00001",
        ..Example::NONE
    },
    ..Decision::new(
        "action",
        Targets::Of(
            &[
                &risk::KIND,
                &control::KIND,
                &answer::KIND,
                &finding::KIND,
                &incident::KIND,
                &supplier::KIND,
                &objective::KIND,
            ],
            "An action serves a risk, a control, a gap question, a finding, an incident, a supplier or an objective.",
        ),
        |_, _| Changes::new(),
    )
};

/// Returns the actions that a text names.
fn named(text: &str) -> Vec<Id> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let mut ids: Vec<_> = words
        .filter(|word| action::KIND.ids.accepts(word))
        .map(Id::new)
        .collect();
    ids.dedup();
    ids
}

/// Returns why actions cannot wait for those that an answer names, if so.
fn dependency_error(given: &Answering<'_>) -> Option<String> {
    let (ids, register) = (named(given.answer.as_text()?), given.register);
    let is_action = |id: &&Id| register.get(id.as_str()).is_some_and(|record| record.is(&action::KIND));
    if let Some(unknown) = ids.iter().find(|id| !is_action(id)) {
        return Some(format!("There is no action {unknown}."));
    }
    let refused = |record: &&Record| action::refused_wait(record.id(), &ids, |id| register.get(id.as_str()));
    given.records.iter().find_map(refused)
}
