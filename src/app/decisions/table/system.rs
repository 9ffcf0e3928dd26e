//! Decisions on systems: put into use although the deployment gate is closed.

use crate::app::decisions::{Answers, Decision, Example, Question, Scope, Target, Targets};
use crate::app::list::spec::View;
use crate::domain::kinds::assessment::{self, Missing};
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::system::{self, Overrides, Stage};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, Item};
use crate::domain::record::typed::NewRow;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

const SYSTEMS: Targets = Targets::Of(
    &[&system::KIND],
    "Only systems have a deployment gate; go to Systems (2).",
);

/// Returns the decision that a system comes to a stage although its deployment gate is closed.
const fn released(
    title: &'static str,
    questions: fn(&Scope<'_>) -> Vec<Question>,
    changes: fn(&Target<'_>, &Answers<'_>) -> Changes,
) -> Decision {
    Decision {
        questions,
        objection: |given| {
            let by = given.answer.as_text().filter(|_| given.nth == 0)?;
            assessment::refused_decider(&People::of(given.register), by, Some(given.today), given.today)
        },
        not_by_status: |view, records, item| {
            let closed = records
                .iter()
                .filter(|record| is_through_closed_gate(view, record, item));
            let ids: Vec<_> = closed.map(|record| record.id().to_string()).collect();
            (records.len() > 1).then(|| {
                let ids = ids.join(", ");
                format!("The gate is closed for {ids}; decide on them one by one.")
            })
        },
        ..Decision::new(title, SYSTEMS, changes)
    }
}

/// Asks who decides and why, with what keeps the gate closed and who may decide.
fn questions(scope: &Scope<'_>, stage: Stage) -> Vec<Question> {
    let view = View {
        register: scope.register,
        today: scope.today,
    };
    let missing: Vec<_> = scope
        .records
        .iter()
        .flat_map(|record| missing(view, record, stage))
        .collect();
    let who = assessment::who_decides(&People::of(scope.register), scope.today);
    let closed = format!("The gate is closed. {} {who}", assessment::by_provenance(&missing));
    vec![
        Question::owner("Decided by", closed, true),
        Question::line("Why all the same", "the reason stays with the system", true),
    ]
}

fn is_through_closed_gate(view: View<'_>, record: &Record, item: &Item) -> bool {
    Stage::of(item).is_some_and(|stage| !missing(view, record, stage).is_empty())
}

/// Returns what keeps a system from coming to a stage.
fn missing(view: View<'_>, record: &Record, stage: Stage) -> Vec<Missing> {
    if !record.is(&system::KIND) {
        return Vec::new();
    }
    let after = record.clone().with(system::STAGE, stage);
    assessment::refusal(view.register, record, &after, view.today)
}

fn release(stage: Stage, target: &Target<'_>, answers: &Answers<'_>) -> Changes {
    let mut rows = target.record.stored(system::GATE_OVERRIDE).items().to_vec();
    let row = NewRow::of(Overrides::ON, target.today())
        .with(Overrides::BY, answers.value(0))
        .with(Overrides::REASON, answers.value(1));
    rows.push(row.into());
    Changes::new()
        .set(system::STAGE, stage)
        .set(system::GATE_OVERRIDE, Value::set(rows))
}

/// A system is deployed through a closed gate.
pub static DEPLOY: Decision = Decision {
    by_status: |target, item| {
        Stage::of(item) == Some(Stage::Deployment) && is_through_closed_gate(target.view, target.record, item)
    },
    example: Example {
        id: "chat",
        before: "title: Chat; owner: ana; stage: development",
        answers: &["david", "the pilot ends in a week"],
        after: "stage: deployment; \
            gate_override: 2026-11-23 | david | the pilot ends in a week",
        ..Example::NONE
    },
    ..released(
        "deployment through a closed gate",
        |scope| questions(scope, Stage::Deployment),
        |target, answers| release(Stage::Deployment, target, answers),
    )
};

/// A system goes into operation through a closed gate.
pub static OPERATE: Decision = Decision {
    by_status: |target, item| {
        Stage::of(item) == Some(Stage::Operation) && is_through_closed_gate(target.view, target.record, item)
    },
    example: Example {
        id: "chat",
        before: "title: Chat; owner: ana; stage: development",
        answers: &["david", "the pilot ends in a week"],
        after: "stage: operation; \
            gate_override: 2026-11-23 | david | the pilot ends in a week",
        ..Example::NONE
    },
    ..released(
        "operation through a closed gate",
        |scope| questions(scope, Stage::Operation),
        |target, answers| release(Stage::Operation, target, answers),
    )
};
