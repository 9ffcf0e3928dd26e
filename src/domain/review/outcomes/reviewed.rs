//! What reviews of suppliers, the policy, documents, controls, obligations and the context write.

use crate::domain::kinds::approval::{self, Approval};
use crate::domain::kinds::control::{self, Status};
use crate::domain::kinds::organization::Issues;
use crate::domain::kinds::review::{self, Event};
use crate::domain::kinds::{action, document, objective, obligation, organization, supplier};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, Item, choices};
use crate::domain::record::rules::Example;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;
use crate::domain::review::outcomes::{Held, Outcomes, Written};

choices! {
    /// What a review of a document came to.
    Fit {
        Keeps Good "still fits", "fits", "ok";
        Approved Good "approved again", "approved";
        Changes Warn "to be changed, again in a month", "to be changed", "change";
    }
}

choices! {
    /// What the test of a control came to.
    Tested {
        Works Good "works", "ok";
        Partly Warn "works in part", "partly";
        Fails Bad "does not work", "fails";
    }
}

choices! {
    /// How an obligation is met.
    Duty {
        Met Good "met", "yes";
        Open Warn "still open", "open", "no";
        Gone "applies no longer", "not applicable";
    }
}

choices! {
    /// Whether issues and parties are still as they are written.
    Context {
        Same Good "as written", "same", "unchanged";
        Changed Warn "to be changed, again in a month", "to be changed", "changed";
    }
}

choices! {
    /// How far an objective has come.
    Progress {
        OnTheWay Good "on the way", "on track", "ok";
        Behind Warn "behind", "at risk";
        Met Good "met", "reached";
        Missed Bad "missed", "not met";
    }
}

choices! {
    /// What came of a look at anything else.
    Look {
        Fine Good "as it should be", "fine", "ok";
        Changes Warn "to be changed", "change";
    }
}

/// Whatever no event is about by itself.
pub(super) const ANYTHING: Outcomes = Outcomes {
    event: Event::Other,
    kind: &review::KIND,
    choices: Look::ITEMS,
    write: |held, record, item| Written::of(record, held.noted(record, item)),
    example: Example::of("V-00002", "title: Talk; date: today"),
};

/// Suppliers: how they were judged, and the next review.
pub(super) const SUPPLIERS: Outcomes = Outcomes {
    event: Event::SupplierReview,
    kind: &supplier::KIND,
    choices: supplier::Outcome::ITEMS,
    write: |held, record, item| {
        let outcome = supplier::Outcome::of(item);
        let next = supplier::next_review(held.register, record, outcome, held.day);
        let line = held.line(record.get(supplier::ASSESSMENT), item.label);
        let changes = Changes::new()
            .set(supplier::OUTCOME, outcome)
            .set(supplier::ASSESSED, held.day)
            .set(supplier::REVIEW, next)
            .set(supplier::ASSESSMENT, line);
        Written::of(record, changes)
    },
    example: Example::of("P-00001", "title: Model hosting; review: -1w").change(
        "outcome: suitable; assessed: 2026-11-23; review: 2027-11-23; assessment: 2026-11-23: V-00001: suitable",
    ),
};

/// The AI policy.
pub(super) const POLICY: Outcomes = Outcomes {
    event: Event::PolicyReview,
    kind: &document::KIND,
    choices: Fit::ITEMS,
    write: |held, record, item| of_document(held, record, item, Event::PolicyReview, 12),
    example: Example::of("5.2/d1", "location: docs/policy.md; review: -1w").change("review: 2027-11-23"),
};

/// Other documents.
pub(super) const DOCUMENTS: Outcomes = Outcomes {
    event: Event::DocumentReview,
    kind: &document::KIND,
    choices: Fit::ITEMS,
    write: |held, record, item| of_document(held, record, item, Event::DocumentReview, 24),
    example: Example::of("6.1.2/d1", "location: docs/method.md; review: -1w").change("review: 2028-11-23"),
};

/// Controls that were tested.
pub(super) const CONTROLS: Outcomes = Outcomes {
    event: Event::ControlTest,
    kind: &control::KIND,
    choices: Tested::ITEMS,
    write: |held, record, item| {
        let (status, next) = match Tested::of(item) {
            Some(Tested::Partly) => (Status::Partial, held.in_a_month()),
            Some(Tested::Fails) => (Status::NotImplemented, held.in_a_month()),
            _ => (implemented(held, record), held.next(Event::ControlTest, 12)),
        };
        let changes = held
            .noted(record, item)
            .set(control::STATUS, status)
            .set(control::REVIEW, next);
        Written::of(record, changes)
    },
    example: Example::of("A.6.2.4", "status: implemented; review: -1w")
        .change("review: 2027-11-23; note: 2026-11-23: V-00001: works"),
};

/// Returns the status of a control that a test found to work: a test does not finish what is only planned, or what open
/// actions still serve.
fn implemented(held: &Held<'_>, record: &Record) -> Status {
    let serves = |one: &Record| {
        let named =
            one.get(action::REQUIREMENTS).contains(&record.id()) || one.get(action::CONTROLS).contains(&record.id());
        named && one.is_open()
    };
    match record.get(control::STATUS) {
        Some(Status::Planned) => Status::Planned,
        Some(status) if held.register.of(&action::KIND).any(serves) => status,
        _ => Status::Implemented,
    }
}

/// Requirements of law, contracts and parties.
pub(super) const OBLIGATIONS: Outcomes = Outcomes {
    event: Event::ObligationsReview,
    kind: &obligation::KIND,
    choices: Duty::ITEMS,
    write: |held, record, item| {
        let next = held.next(Event::ObligationsReview, 12);
        let changes = held.noted(record, item).set(obligation::REVIEW, next);
        let changes = match Duty::of(item) {
            Some(Duty::Met) => changes.set(obligation::STATUS, obligation::Status::Met),
            Some(Duty::Gone) => changes.set(obligation::STATUS, obligation::Status::NotApplicable).set(
                obligation::REASON,
                format!("{}: {}", held.review.id(), item.label).as_str(),
            ),
            _ => changes.set(obligation::STATUS, obligation::Status::Open),
        };
        Written::of(record, changes)
    },
    example: Example::of(
        "N-00001",
        "title: Tell staff; source: law; taken_on: yes; status: open; review: -1w",
    )
    .change("status: met; review: 2027-11-23; note: 2026-11-23: V-00001: met"),
};

/// Issues and interested parties.
pub(super) const CONTEXT: Outcomes = Outcomes {
    event: Event::ContextReview,
    kind: &organization::KIND,
    choices: Context::ITEMS,
    write: of_context,
    example: Example::of("organization", "name: Acme; issues: Law | external | duties | -1w")
        .change("issues: Law | external | duties | 2027-11-23"),
};

/// AI objectives.
pub(super) const OBJECTIVES: Outcomes = Outcomes {
    event: Event::ObjectivesReview,
    kind: &objective::KIND,
    choices: Progress::ITEMS,
    write: |held, record, item| {
        let ended = |status| {
            let result = held.line(record.get(objective::RESULT), item.label);
            let changes = Changes::new().set(objective::STATUS, status);
            Written::of(record, changes.set(objective::RESULT, result))
        };
        match Progress::of(item) {
            Some(Progress::Met) => ended(objective::Status::Met),
            Some(Progress::Missed) => ended(objective::Status::Missed),
            _ => Written::of(record, held.noted(record, item)),
        }
    },
    example: Example::of(
        "O-00001",
        "title: Fewer wrong answers; measure: Share of wrong answers; target: 1 %; owner: ana; status: open; due: +1m",
    )
    .change("note: 2026-11-23: V-00001: on the way"),
};

/// Returns the choice that approves a document, among choices that have one.
pub(super) fn approving(choices: &[Item]) -> Option<&'static Item> {
    let item = Fit::Approved.item();
    choices.contains(item).then_some(item)
}

fn of_document(held: &Held<'_>, record: &Record, item: &Item, event: Event, usual_months: u32) -> Written {
    let next = held.next(event, usual_months);
    let changes = held.noted(record, item);
    let changes = match Fit::of(item) {
        Some(Fit::Changes) => changes.set(document::REVIEW, held.in_a_month()),
        Some(Fit::Approved) => {
            let approver = held.approvers.iter().find(|(id, _)| id == record.id());
            let approvals = record.stored(document::APPROVALS);
            let version = approval::next_version(approvals);
            let approval = Approval {
                version: &version,
                on: Some(held.day),
                by: approver.map_or("", |(_, by)| by),
                digest: "",
                summary: "",
            };
            changes
                .set(document::REVIEW, next)
                .set(document::APPROVALS, approval::with(approvals, approval))
        }
        _ => changes.set(document::REVIEW, next),
    };
    Written::of(record, changes)
}

fn of_context(held: &Held<'_>, record: &Record, item: &'static Item) -> Written {
    let next = match Context::of(item) {
        Some(Context::Changed) => held.in_a_month(),
        _ => held.next(Event::ContextReview, 12),
    };
    let rows = record.get(organization::ISSUES).into_iter();
    let rows = rows.filter(|row| row.says(Issues::ISSUE));
    let rows: Vec<_> = rows.map(|row| row.with(Issues::REVIEW, next)).collect();
    let changes = held.noted(record, item).set(organization::ISSUES, Value::set(rows));
    Written::of(record, changes)
}
