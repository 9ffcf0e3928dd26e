//! The decision on suppliers: what an assessment came to.

use crate::app::decisions::commands;
use crate::app::decisions::fitness::refused_if;
use crate::app::decisions::texts::added;
use crate::app::decisions::{Answers, Decision, Example, Question, Targets};
use crate::app::list::spec::View;
use crate::domain::kinds::supplier;
use crate::domain::record::choice::Choices;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

/// A supplier was assessed.
pub static ASSESS: Decision = Decision {
    commands: &[&commands::ASSESSED],
    fits: |target| {
        refused_if(!target.record.is_open(), || {
            "It has ended; :edit takes its last day away.".to_owned()
        })
    },
    questions: |_| {
        let seen = "what was looked at, which conditions; Enter skips";
        let next = "+1y, 2027-11-30; Enter follows the interval";
        vec![
            Question::choice("What it came to", supplier::Outcome::ITEMS),
            Question::page("What was seen", seen, false),
            Question::day("Next review", next).skippable(),
        ]
    },
    without_day: |record, answers, View { register, today }| {
        let next = supplier::next_review(register, record, outcome(answers), today)?;
        Some(format!("Enter is {next}"))
    },
    example: Example {
        id: "P-00001",
        before: "title: Model hosting; owner: ana",
        answers: &["suitable", "the audit report of 2026", "+1y"],
        after: "outcome: suitable; assessed: 2026-11-23; review: 2027-11-23; \
            assessment: 2026-11-23: the audit report of 2026",
        ..Example::NONE
    },
    ..Decision::new(
        "assessed",
        Targets::Of(
            &[&supplier::KIND],
            "Only suppliers are assessed so; go to Suppliers (2 P).",
        ),
        |target, answers| {
            let review = match answers.value(2) {
                Value::Empty => {
                    let (record, today) = (target.record, target.today());
                    supplier::next_review(target.view.register, record, outcome(answers), today).into()
                }
                day => day,
            };
            let sets = Changes::new()
                .set(supplier::OUTCOME, answers.value(0))
                .set(supplier::ASSESSED, target.today())
                .set(supplier::REVIEW, review);
            let Some(seen) = answers.text(1) else { return sets };
            let line = format!("{}: {seen}", target.today());
            sets.set(
                supplier::ASSESSMENT,
                added(target.record.get(supplier::ASSESSMENT), &line),
            )
        },
    )
};

/// Returns what an assessment came to.
fn outcome(answers: &Answers<'_>) -> Option<supplier::Outcome> {
    match answers.value(0) {
        Value::Choice(item) => supplier::Outcome::of(item),
        _ => None,
    }
}
