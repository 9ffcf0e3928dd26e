//! Decisions on the organization: conformance is declared.

use crate::app::decisions::{Answers, Decision, Example, Question, Scope, Target, Targets, commands};
use crate::domain::kinds::organization;
use crate::domain::kinds::organization::Declarations;
use crate::domain::kinds::review::{self, Event, Status};
use crate::domain::readiness::{self, Goal, Part};
use crate::domain::record::choice::Choices;
use crate::domain::record::typed::{NewRow, Row};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::Changes;
use chrono::NaiveDate;

/// Returns what readiness says on a day about conformance, for who declares it and for the declaration.
fn readiness_of(register: &Register, today: NaiveDate) -> String {
    let found = readiness::of(register, today, Goal::Conformance);
    let blocked = Part::ALL.iter().filter(|part| found.share(**part).blockers > 0);
    let called = |part: &Part| match part {
        Part::Register => "the register itself",
        part => part.item().label,
    };
    let blocked: Vec<_> = blocked.map(called).collect();
    if blocked.is_empty() {
        "nothing recorded blocks conformance".to_owned()
    } else {
        format!("what is recorded blocks conformance in {}", blocked.join(", "))
    }
}

/// Returns the newest held review of an event.
fn newest(register: &Register, event: Event) -> Value {
    let held = register
        .of(&review::KIND)
        .filter(|review| review.get(review::EVENT) == Some(event) && review.get(review::STATUS) == Some(Status::Held));
    let newest = held.max_by_key(|review| review.get(review::HELD));
    newest.map_or(Value::Empty, |review| Value::Reference(review.id().clone()))
}

/// Conformance is declared. What readiness says is computed once the questions are asked and answered: whether the
/// decision fits is asked for every frame.
pub static DECLARE: Decision = Decision {
    commands: &[&commands::DECLARE],
    questions: |scope: &Scope<'_>| {
        let said = readiness_of(scope.register, scope.today);
        vec![
            Question::owner("Declared by", said, true),
            Question::line("Where the text is", "a file or link; Enter skips", false).skippable(),
            Question::day("Until", "+1y  eoy  2027-11-30; Enter skips").skippable(),
        ]
    },
    dangerous: true,
    example: Example {
        id: organization::ID,
        before: "name: Acme",
        answers: &["david", "docs/declaration.pdf", "+1y"],
        after: "declarations: 1 | 2026-11-23 | david | 2027-11-23 | docs/declaration.pdf | | | | what is recorded blocks conformance in 4, 5, 6, 7, 8, 9, 10 |",
        ..Example::NONE
    },
    ..Decision::new(
        "declare conformance",
        Targets::Of(
            &[&organization::KIND],
            "Only the organization declares conformance; :organization shows it.",
        ),
        declared,
    )
};

fn declared(target: &Target<'_>, answers: &Answers<'_>) -> Changes {
    let changes = Changes::new();
    if answers.0.is_empty() {
        return changes;
    }
    let (register, today) = (target.view.register, target.today());
    let mut rows = target.record.stored(organization::DECLARATIONS).items().to_vec();
    let number = (1..=rows.len() + 1).map(|number| number.to_string()).find(|number| {
        let declared = rows.iter().filter_map(Row::of);
        !declared
            .map(|row| row.text(Declarations::NUMBER))
            .any(|known| known == number)
    });
    let row = NewRow::of(Declarations::NUMBER, number.unwrap_or_default())
        .with(Declarations::ON, today)
        .with(Declarations::BY, answers.value(0))
        .with(Declarations::PLACE, answers.value(1))
        .with(Declarations::UNTIL, answers.value(2))
        .with(Declarations::AUDIT, newest(register, Event::InternalAudit))
        .with(Declarations::REVIEW, newest(register, Event::ManagementReview))
        .with(Declarations::SAID, readiness_of(register, today));
    rows.push(row.into());
    changes.set(organization::DECLARATIONS, Value::set(rows))
}
