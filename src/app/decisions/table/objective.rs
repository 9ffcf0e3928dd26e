//! Decisions on objectives and metrics: measured, and how objectives ended.

use crate::app::decisions::fitness::open;
use crate::app::decisions::texts::added;
use crate::app::decisions::{Answers, Decision, Example, Question, Target, Targets, commands};
use crate::domain::kinds::metric;
use crate::domain::kinds::metric::Results;
use crate::domain::kinds::objective::{self, Measurements, Status};
use crate::domain::record::choice::{Choices, Item};
use crate::domain::record::typed::{ColumnHandle, Day, Handle, NewRow, Row, Rows, Table};
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

const OBJECTIVES: Targets = Targets::Of(
    &[&objective::KIND],
    "Only objectives and metrics are measured; go to Objectives (1 O) or Metrics (1 M).",
);

/// An objective was measured. A day has one value: measured again, the later one holds.
pub static MEASURE: Decision = Decision {
    commands: &[&commands::MEASURED],
    fits: open,
    questions: |_| vec![Question::line("Value", "what was measured today", true)],
    example: Example {
        id: "O-00001",
        before: "title: Fewer wrong answers; status: open; owner: ana",
        answers: &["3 %"],
        after: "measured: 2026-11-23 | 3 %",
        ..Example::NONE
    },
    ..Decision::new("measured", OBJECTIVES, |target, answers| {
        let row = NewRow::of(Measurements::ON, target.today()).with(Measurements::VALUE, answers.value(0));
        let measured = measured_today(target, objective::MEASURED, Measurements::ON, row);
        Changes::new().set(objective::MEASURED, measured)
    })
};

/// A metric was measured, and what follows.
pub static MEASURE_METRIC: Decision = Decision {
    commands: &[&commands::MEASURED],
    applies: |record| record.is(&metric::KIND),
    questions: |_| {
        vec![
            Question::line("Value", "what was measured today", true),
            Question::line("What follows", "Enter skips", false),
        ]
    },
    example: Example {
        id: "M-00001",
        before: "title: Wrong answers; owner: ana",
        answers: &["3 %", "retrain"],
        after: "results: 2026-11-23 | 3 % | retrain",
        ..Example::NONE
    },
    ..Decision::new(
        "measured",
        Targets::Of(&[&metric::KIND], "Only metrics are measured so; go to Metrics (1 M)."),
        |target, answers| {
            let row = NewRow::of(Results::ON, target.today())
                .with(Results::VALUE, answers.value(0))
                .with(Results::NOTE, answers.value(1));
            let results = measured_today(target, metric::RESULTS, Results::ON, row);
            Changes::new().set(metric::RESULTS, results)
        },
    )
};

/// Returns rows with the one of today, in place of an earlier one of the same day.
fn measured_today<T: Table>(
    target: &Target<'_>,
    table: Handle<Rows<T>>,
    on: ColumnHandle<T, Day>,
    row: NewRow<T>,
) -> Value {
    let mut rows = target.record.stored(table).items().to_vec();
    rows.retain(|row| Row::of(row).and_then(|row| row.get(on)) != Some(target.today()));
    rows.push(row.into());
    Value::set(rows)
}

/// Returns the decision that an objective ended. Why one that ended is said to have ended otherwise is asked, too.
const fn ended(title: &'static str, changes: fn(&Target<'_>, &Answers<'_>) -> Changes) -> Decision {
    Decision {
        questions: |_| {
            let example = "6.2 asks how results are evaluated";
            vec![Question::page("What came of it", example, true)]
        },
        ..Decision::new(title, OBJECTIVES, changes)
    }
}

fn ends(status: Status, target: &Target<'_>, answers: &Answers<'_>) -> Changes {
    let result = answers.text(0).unwrap_or_default();
    Changes::new()
        .set(objective::STATUS, status)
        .set(objective::RESULT, added(target.record.get(objective::RESULT), result))
}

fn is(status: Status, target: &Target<'_>, item: &Item) -> bool {
    target.record.is(&objective::KIND) && Status::of(item) == Some(status)
}

/// An objective is met.
pub static MET: Decision = Decision {
    by_status: |target, item| is(Status::Met, target, item),
    example: Example {
        id: "O-00001",
        before: "title: Fewer wrong answers; status: open; owner: ana",
        answers: &["2 % in November"],
        after: "status: met; result: 2 % in November",
        ..Example::NONE
    },
    ..ended("met", |target, answers| ends(Status::Met, target, answers))
};

/// An objective is missed.
pub static MISSED: Decision = Decision {
    by_status: |target, item| is(Status::Missed, target, item),
    example: Example {
        id: "O-00001",
        before: "title: Fewer wrong answers; status: open; owner: ana",
        answers: &["4 per cent in November"],
        after: "status: missed; result: 4 per cent in November",
        ..Example::NONE
    },
    ..ended("missed", |target, answers| ends(Status::Missed, target, answers))
};

/// An objective is dropped.
pub static DROPPED: Decision = Decision {
    by_status: |target, item| is(Status::Dropped, target, item),
    example: Example {
        id: "O-00001",
        before: "title: Fewer wrong answers; status: open; owner: ana",
        answers: &["4 per cent in November"],
        after: "status: dropped; result: 4 per cent in November",
        ..Example::NONE
    },
    ..ended("dropped", |target, answers| ends(Status::Dropped, target, answers))
};
