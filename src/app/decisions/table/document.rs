//! Decisions on documents: approved, not needed, needed again; and that a change is approved.

use crate::app::decisions::commands;
use crate::app::decisions::fitness::{open, refused_if};
use crate::app::decisions::{Decision, Example, Question, Target, Targets};
use crate::domain::kinds::approval::{self, Approval};
use crate::domain::kinds::{change, document};
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;
use crate::domain::register::observed::Fact;

const DOCUMENTS: Targets = Targets::Of(
    &[&document::KIND],
    "Only documents are approved or not needed; :documents lists them.",
);

fn needed(target: &Target<'_>) -> Result<(), String> {
    refused_if(!target.record.get(document::NOT_NEEDED).is_empty(), || {
        "It is not needed, as somebody decided; :not-needed says that it is needed again.".to_owned()
    })
}

/// A document is approved.
pub static APPROVE: Decision = Decision {
    commands: &[&commands::APPROVE],
    fits: |target| {
        refused_if(target.record.get(document::LOCATION).is_empty(), || {
            "There is nothing to approve yet; :locate says where the document is.".to_owned()
        })?;
        needed(target)
    },
    questions: |_| {
        vec![
            Question::owner("Approved by", "who may approve it", true),
            Question::day("Next review", "+1y  eoy  2027-11-30; Enter skips").skippable(),
            Question::line("Version", "2  2.1  2026-12; Enter counts on", false).skippable(),
            Question::line("What changed", "since the last approval; Enter skips", false).skippable(),
        ]
    },
    example: Example {
        id: "D-00001",
        before: "title: AI policy; location: https://example.org/policy; owner: ana",
        answers: &["david", "+1y", "", "new uses"],
        after: "approvals: 1 | 2026-11-23 | david | | new uses; review: 2027-11-23",
        ..Example::NONE
    },
    ..Decision::new("approve", DOCUMENTS, |target, answers| {
        let approvals = target.record.stored(document::APPROVALS);
        let next = approval::next_version(approvals);
        let text = |at: usize| answers.text(at).unwrap_or_default();
        let (by, version, summary) = (text(0), text(2), text(3));
        let location = target.record.get(document::LOCATION);
        let digest = match target.view.register.observed().at(location) {
            Some(Fact::Present { sha256 }) => sha256,
            _ => "",
        };
        let approval = Approval {
            version: if version.is_empty() { &next } else { version },
            on: Some(target.today()),
            by,
            digest,
            summary,
        };
        let sets = Changes::new().set(document::APPROVALS, approval::with(approvals, approval));
        match answers.value(1) {
            Value::Empty => sets,
            review => sets.set(document::REVIEW, review),
        }
    })
};

/// A document is not needed.
pub static NOT_NEEDED: Decision = Decision {
    commands: &[&commands::NOT_NEEDED],
    applies: |document| document.get(document::NOT_NEEDED).is_empty(),
    fits: |target| {
        refused_if(document::is_of_clause(target.record.id()), || {
            document::clause_sentence(target.record.id())
        })?;
        needed(target)
    },
    questions: |_| {
        vec![Question::line(
            "Why not needed",
            "what replaces it, or why it does not apply",
            true,
        )]
    },
    example: Example {
        id: "D-00001",
        before: "title: AI policy; owner: ana",
        answers: &["part of the handbook"],
        after: "not_needed: part of the handbook",
        ..Example::NONE
    },
    ..Decision::new("not needed", DOCUMENTS, |_, answers| {
        Changes::new().set(document::NOT_NEEDED, answers.value(0))
    })
};

/// A document is needed again.
pub static NEEDED: Decision = Decision {
    commands: &[&commands::NOT_NEEDED],
    fits: |target| {
        refused_if(target.record.get(document::NOT_NEEDED).is_empty(), || {
            "It is needed already.".to_owned()
        })
    },
    example: Example {
        id: "D-00001",
        before: "title: AI policy; owner: ana; not_needed: part of the handbook",
        answers: &[],
        after: "not_needed:",
        ..Example::NONE
    },
    ..Decision::new("needed", DOCUMENTS, |_, _| {
        Changes::new().set(document::NOT_NEEDED, Value::Empty)
    })
};

/// A change is approved.
pub static APPROVE_CHANGE: Decision = Decision {
    commands: &[&commands::APPROVE],
    applies: |record| record.is(&change::KIND),
    fits: open,
    questions: |_| vec![Question::owner("Approved by", "who may approve it", true)],
    example: Example {
        id: "C-00001",
        before: "title: Second model; type: system; status: proposed; owner: ana",
        answers: &["david"],
        after: "status: approved; approved_by: david; approved_on: 2026-11-23",
        ..Example::NONE
    },
    ..Decision::new(
        "approve",
        Targets::Of(&[&change::KIND], "Only changes are approved so; go to Changes (7 C)."),
        |target, answers| {
            Changes::new()
                .set(change::STATUS, change::Status::Approved)
                .set(change::APPROVED_BY, answers.value(0))
                .set(change::APPROVED_ON, target.today())
        },
    )
};
