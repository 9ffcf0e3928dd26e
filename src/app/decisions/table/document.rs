//! Decisions on documents and on whatever is approved as a whole: approved, not needed, needed again.

use crate::app::decisions::commands;
use crate::app::decisions::fitness::{open, refused_if};
use crate::app::decisions::{Answers, Decision, Example, Question, Scope, Target, Targets};
use crate::domain::kinds::approval::{self, Approval, Approvals};
use crate::domain::kinds::approval::{completion, kept_sets};
use crate::domain::kinds::{change, document, method};
use crate::domain::record::choice::Choices;
use crate::domain::record::typed::{Handle, Rows};
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

const DOCUMENTS: Targets = Targets::Of(
    &[&document::KIND],
    "Only documents are needed or not; :documents lists them.",
);

fn needed(target: &Target<'_>) -> Result<(), String> {
    refused_if(!target.record.get(document::NOT_NEEDED).is_empty(), || {
        "It is not needed, as somebody decided; :not-needed says that it is needed again.".to_owned()
    })
}

/// Asks who approves, and says what that means where it is more than the record shows.
fn by(scope: &Scope<'_>) -> Question {
    let ids = scope.records.iter().map(|record| record.id().as_str());
    let notes: Vec<_> = ids.filter_map(|id| note(scope, id)).collect();
    let label = match &*notes {
        [] => "Approved by".to_owned(),
        notes => format!("Approved by ({})", notes.join("; ")),
    };
    Question::owner(label, "who may approve it", true)
}

fn note(scope: &Scope<'_>, id: &str) -> Option<String> {
    if id == kept_sets::PLAN.of {
        return match completion::approved_with_plan(scope.register).count() {
            0 => None,
            1 => Some("with it the plan of 1 risk".to_owned()),
            count => Some(format!("with it the plans of {count} risks")),
        };
    }
    let kept = document::kept::count(scope.register, id, scope.today)?;
    (kept.done < kept.all).then(|| format!("only {} of {} {}", kept.done, kept.all, kept.what))
}

fn version() -> Question {
    Question::line("Version", "2  2.1  2026-12; Enter counts on", false).skippable()
}

fn what_changed() -> Question {
    Question::line("What changed", "since the last approval; Enter skips", false).skippable()
}

/// Refuses to approve a set of the register of which nothing was said yet.
fn is_begun(target: &Target<'_>) -> Result<(), String> {
    let set = kept_sets::of(target.record.id().as_str());
    match set.filter(|set| !set.is_begun(target.view.register)) {
        Some(set) => Err(format!("There is nothing to approve yet: {}.", set.empty)),
        None => Ok(()),
    }
}

/// Returns the table of approvals with one more. The digest of what is approved comes from the rules of the record.
fn approved(
    target: &Target<'_>,
    table: Handle<Rows<Approvals>>,
    answers: &Answers<'_>,
    at: (usize, usize, usize),
) -> Changes {
    let approvals = target.record.stored(table);
    let next = approval::next_version(approvals);
    let text = |at: usize| answers.text(at).unwrap_or_default();
    let version = text(at.1);
    let approval = Approval {
        version: if version.is_empty() { &next } else { version },
        on: Some(target.today()),
        by: text(at.0),
        digest: "",
        summary: text(at.2),
    };
    Changes::new().set(table, approval::with(approvals, approval))
}

/// A document is approved, or what the register keeps in its place.
pub static APPROVE: Decision = Decision {
    commands: &[&commands::APPROVE],
    applies: |record| record.is(&document::KIND),
    fits: |target| {
        let is_kept_here = kept_sets::of(target.record.id().as_str()).is_some();
        if is_kept_here && target.record.get(document::LOCATION).is_empty() {
            is_begun(target)?;
        } else {
            refused_if(target.record.get(document::LOCATION).is_empty(), || {
                "There is nothing to approve yet; :locate says where the document is.".to_owned()
            })?;
        }
        needed(target)
    },
    questions: |scope| {
        vec![
            by(scope),
            Question::day("Next review", "+1y  eoy  2027-11-30; Enter skips").skippable(),
            version(),
            what_changed(),
        ]
    },
    example: Example {
        id: "D-00001",
        before: "title: AI policy; location: https://example.org/policy; owner: ana",
        answers: &["david", "+1y", "", "new uses"],
        after: "approvals: 1 | 2026-11-23 | david | | new uses; review: 2027-11-23",
        ..Example::NONE
    },
    ..Decision::new(
        "approve",
        Targets::Of(
            &[&document::KIND],
            "Only documents, the method and changes are approved; :documents lists the first.",
        ),
        |target, answers| {
            let sets = approved(target, document::APPROVALS, answers, (0, 2, 3));
            match answers.value(1) {
                Value::Empty => sets,
                review => sets.set(document::REVIEW, review),
            }
        },
    )
};

/// The method is approved: its criteria and the appetite.
pub static APPROVE_METHOD: Decision = Decision {
    commands: &[&commands::APPROVE],
    applies: |record| record.is(&method::KIND),
    fits: is_begun,
    questions: |scope| vec![by(scope), version(), what_changed()],
    example: Example {
        id: method::ID,
        before: METHOD,
        answers: &["david", "", "first"],
        after: "approvals: 1 | 2026-11-23 | david | 0f0049b6c22564015361fd28d69edf9bfd611eeb5503c107b6f6189ac69a0df6 | first",
        ..Example::NONE
    },
    ..Decision::new(
        "approve",
        Targets::Of(&[&method::KIND], "Only the method is approved so."),
        |target, answers| approved(target, method::APPROVALS, answers, (0, 1, 2)),
    )
};

const METHOD: &str = "likelihood: rare | never\npossible | at times\noften | daily; \
    consequence: low | a | b | c\nmedium | a | b | c\nhigh | a | b | c; \
    bands: L | Low | 12\nH | High | 3; grid: L H H\nL L H\nL L L; appetite: Low";

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
    by_status: |target, item| {
        target.record.is(&change::KIND) && change::Status::of(item) == Some(change::Status::Approved)
    },
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
