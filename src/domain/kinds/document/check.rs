//! Check rules of documents: missing ones, approvals half recorded, overdue reviews, files that are gone.

use crate::domain::kinds::evidence::check::gone;
use crate::domain::kinds::{answer, control, document};
use crate::domain::record::Record;
use crate::domain::record::check::{Found, checks};
use crate::domain::register::Register;

checks! {
    find;
    /// A document was approved without saying by whom or when.
    APPROVAL "AIMS-E311" "document-approval";
    /// The review of a document is past its day.
    REVIEW "AIMS-E312" "document-review";
    /// The file of a document is not there.
    GONE "AIMS-E313" "document-gone";
    /// A demanded document is not there.
    MISSING "AIMS-W311" "document-missing";
}

/// Adds what can be found in a document that is needed.
fn find(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    if !document::is_needed(register, record) {
        return;
    }
    if record.get(document::LOCATION).is_empty() {
        if is_awaited(register, record) {
            let by = document::demanded_by(record.id()).unwrap_or_default();
            let title = register.title(record.id().as_str()).unwrap_or_default();
            let sentence = format!("{by} demands it, and it is not there: {title}.");
            found.add(MISSING, "location", sentence);
        }
        return;
    }
    if document::is_gone(register, record) {
        let fact = register.observed().at(record.get(document::LOCATION));
        found.add(GONE, "location", gone(fact));
    }
    let (by, on) = (record.get(document::APPROVED_BY), record.get(document::APPROVED_ON));
    match (by.is_empty(), on) {
        (true, Some(_)) => {
            let sentence = "It was approved, and nobody says by whom (7.5.2).";
            found.add(APPROVAL, "approved_by", sentence);
        }
        (false, None) => {
            let sentence = "It was approved, and nobody says on which day (7.5.2).";
            found.add(APPROVAL, "approved_on", sentence);
        }
        _ => {}
    }
    if let Some(review) = record.get(document::REVIEW).filter(|review| *review < today) {
        let sentence = format!("Its review was due on {review}.");
        found.add(REVIEW, "review", sentence);
    }
}

/// Tells whether a demanded document is missed by now: once a question of its clause was answered, or its control is
/// in operation. Until then a register that begins lacks nothing.
fn is_awaited(register: &Register, record: &Record) -> bool {
    if record.fields().any(|(_, value)| !value.is_empty()) {
        return document::demanded_by(record.id()).is_some();
    }
    let Some(by) = document::demanded_by(record.id()) else {
        return false;
    };
    if let Some(control) = register.get(by) {
        return control.get(control::STATUS) == Some(control::Status::Implemented);
    }
    let mut questions = (1..).map_while(|number| register.get(&format!("{by}/q{number}")));
    questions.any(|answer| answer.get(answer::STATE).is_some())
}
