//! Decisions on systems: put into use although the deployment gate is closed.

use crate::app::decisions::{Answers, Decision, Example, Question, Target, Targets};
use crate::app::list::spec::View;
use crate::domain::kinds::assessment;
use crate::domain::kinds::system::{self, Stage};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, Item};
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

const SYSTEMS: Targets = Targets::Of(
    &[&system::KIND],
    "Only systems have a deployment gate; go to Systems (2).",
);

/// Returns the decision that a system comes to a stage although its deployment gate is closed.
const fn released(title: &'static str, changes: fn(&Target<'_>, &Answers<'_>) -> Changes) -> Decision {
    Decision {
        questions: |_| {
            vec![
                Question::owner("Decided by", "the gate is closed; who may use it all the same", true),
                Question::line("Why all the same", "the reason stays with the system", true),
            ]
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

fn is_through_closed_gate(view: View<'_>, record: &Record, item: &Item) -> bool {
    if !record.is(&system::KIND) {
        return false;
    }
    let after = record.clone().with(system::STAGE, Stage::of(item));
    !assessment::refusal(view.register, record, &after, view.today).is_empty()
}

fn release(stage: Stage, target: &Target<'_>, answers: &Answers<'_>) -> Changes {
    let mut rows = target.record.stored(system::GATE_OVERRIDE).items().to_vec();
    rows.push(Value::Row(
        [target.today().into(), answers.value(0), answers.value(1)].into(),
    ));
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
    ..released("deployment through a closed gate", |target, answers| {
        release(Stage::Deployment, target, answers)
    })
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
    ..released("operation through a closed gate", |target, answers| {
        release(Stage::Operation, target, answers)
    })
};
