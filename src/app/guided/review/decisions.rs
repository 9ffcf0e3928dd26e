//! Decisions while a review is held: what was said, decided and found, who is there, and closing it.

use crate::app::decisions::fitness::open;
use crate::app::decisions::{Answers, Asked, Decision, Example, Question, Target, Targets};
use crate::app::guided::commands;
use crate::app::guided::review::{closing, entries, points};
use crate::domain::kinds::{finding, review};
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::rules::Fields;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

choices! {
    /// What follows a review that is not one of a series.
    Following {
        Year "a year later", "year", "yes";
        Nothing "none is planned", "none", "no";
    }
}

/// A review as the examples find it.
const REVIEW: Fields = "title: Model review; status: planned; date: 2026-11-23";

const REVIEWS: Targets = Targets::Of(
    &[&review::KIND],
    "This belongs to a review that is being held; go to Calendar (7).",
);

/// Returns the decision of a review that is being held; most add records or rows to it when they are made.
const fn held(title: &'static str, changes: fn(&Target<'_>, &Answers<'_>) -> Changes) -> Decision {
    Decision {
        fits: open,
        ..Decision::new(title, REVIEWS, changes)
    }
}

fn about() -> Question {
    Question::choice("What it is about (9.3.3)", review::Outcome::ITEMS)
}

fn text(answers: &[Value], nth: usize) -> &str {
    answers.get(nth).and_then(Value::as_text).unwrap_or_default()
}

/// Something was said about the point of a review.
pub static SAY: Decision = Decision {
    commands: &[&commands::SAY],
    questions: |_| vec![Question::page("Said", "what was said about this point", true)],
    make: |app, answered| {
        entries::say(app, text(&answered.answers, 0));
        true
    },
    example: Example {
        id: "V-00001",
        before: REVIEW,
        answers: &["all is well"],
        after: "points: What it was about | | all is well",
        ..Example::NONE
    },
    ..held("said", |_, _| Changes::new())
};

/// Something was decided in a review, and who does it until when.
pub static DECIDE: Decision = Decision {
    commands: &[&commands::DECIDE],
    questions: |_| {
        let line = Question::line("Decided", "buy the second model @owner +2w", true);
        vec![
            Question {
                shape: Asked::Action,
                ..line
            },
            about(),
        ]
    },
    make: |app, answered| {
        entries::decide(app, text(&answered.answers, 0), answered.answers.get(1), true);
        true
    },
    example: Example {
        id: "V-00001",
        before: REVIEW,
        answers: &["buy a second model @ana +2w", "improvement"],
        after: "points: What it was about; \
            decisions: buy a second model | improvement | T-77777 | What it was about",
        added: "title: buy a second model; owner: ana; due: 2026-12-07",
        ..Example::NONE
    },
    ..held("decided", |_, _| Changes::new())
};

/// Something was decided in a review that asks for no action.
pub static RESOLVE: Decision = Decision {
    name: "decided without an action",
    commands: &[&commands::RESOLVE],
    questions: |_| {
        vec![
            Question::line("Decided", "what was decided; no action follows", true),
            about(),
        ]
    },
    make: |app, answered| {
        entries::decide(app, text(&answered.answers, 0), answered.answers.get(1), false);
        true
    },
    example: Example {
        id: "V-00001",
        before: REVIEW,
        answers: &["the model stays", "improvement"],
        after: "points: What it was about; \
            decisions: the model stays | improvement | | What it was about",
        ..Example::NONE
    },
    ..held("decided", |_, _| Changes::new())
};

/// Somebody is there at a review.
pub static ATTEND: Decision = Decision {
    commands: &[&commands::ATTEND],
    questions: |_| {
        vec![Question {
            shape: Asked::People,
            ..Question::line("There", "names, with commas", false)
        }]
    },
    prefill: |app, _| {
        let there = points::held(app)?.1.get(review::ATTENDED).join(", ");
        (!there.is_empty()).then(|| format!("{there}, "))
    },
    example: Example {
        id: "V-00001",
        before: REVIEW,
        answers: &["ana, bo"],
        after: "attended: ana, bo",
        ..Example::NONE
    },
    ..held("who is there", |_, answers| {
        Changes::new().set(review::ATTENDED, answers.value(0))
    })
};

/// Something was found in a review.
pub static FIND: Decision = Decision {
    commands: &[&commands::FIND],
    questions: |_| {
        vec![
            Question::line("Found", "what was found, in a line", true),
            Question::choice("Grade", finding::Grade::ITEMS),
        ]
    },
    make: |app, answered| {
        entries::find(app, text(&answered.answers, 0), answered.answers.get(1));
        true
    },
    example: Example {
        id: "V-00001",
        before: REVIEW,
        answers: &["logs are not kept", "opportunity for improvement"],
        after: "points: What it was about",
        added: "title: logs are not kept; source: V-00001",
        ..Example::NONE
    },
    ..held("finding", |_, _| Changes::new())
};

/// A review that was held is closed. The minutes and the next one are added when it is made.
pub static CLOSE: Decision = Decision {
    commands: &[&commands::CLOSE_REVIEW],
    questions: |scope| {
        let mut questions = vec![Question::day("Held on", "today  -1d  2026-12-01")];
        if scope.records.iter().any(|review| review.get(review::EVERY).is_empty()) {
            questions.push(Question::choice("And the next one", Following::ITEMS));
        }
        if let [review] = scope.records {
            questions.extend(closing::questions(scope.register, review, scope.today));
        }
        questions
    },
    prefill: |app, _| points::held(app).map(|_| app.env.today.to_string()),
    objection: closing::objection,
    settles: &[review::OUTCOMES_UNWRITTEN],
    at_bottom: true,
    make: |app, answered| {
        closing::close(app, answered);
        true
    },
    example: Example {
        id: "V-00001",
        before: REVIEW,
        answers: &["today", "none is planned"],
        after: "points: What it was about; status: held; held: 2026-11-23",
        ..Example::NONE
    },
    ..held("held", |_, answers| {
        Changes::new()
            .set(review::HELD, answers.value(0))
            .set(review::STATUS, review::Status::Held)
    })
};
