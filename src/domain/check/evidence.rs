//! What evidence and documents lack: days that passed, files that are gone or changed, approvals half said.

use chrono::NaiveDate;

use crate::domain::check::{Found, Rule};
use crate::domain::kinds::{answer, control, document, evidence};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::register::observed::Fact;

impl Found<'_> {
    /// Adds what can be found in a piece of evidence. A file that nobody looked at is passed over.
    pub(super) fn as_evidence(&mut self, register: &Register, today: NaiveDate) {
        let record = self.record;
        if record.is_retired() {
            return;
        }
        if let Some(until) = evidence::valid_until(record).filter(|until| *until < today) {
            let field = if record.get(evidence::EXPIRES).is_some() {
                "expires"
            } else {
                "every"
            };
            self.find(
                Rule::EvidenceExpired,
                field,
                format!("It holds no longer since {until}."),
            );
        }
        if evidence::is_gone(register, record) {
            self.find(Rule::EvidenceGone, "location", gone(evidence::seen(register, record)));
        }
        if evidence::has_changed(register, record) {
            let sentence = match record.get(evidence::SEEN).or(record.get(evidence::EFFECTIVE)) {
                Some(day) => format!("The file's content differs from the one looked at on {day}."),
                None => "The file's content differs from the one attached.".to_owned(),
            };
            self.find(Rule::EvidenceChanged, "hash", sentence);
        }
        if record.get(evidence::SUPPORTS).is_empty() {
            self.find(Rule::EvidenceSupportsNothing, "supports", "It supports no record.");
        }
    }

    /// Adds what can be found in a document that is needed.
    pub(super) fn as_document(&mut self, register: &Register, today: NaiveDate) {
        let record = self.record;
        if !document::is_needed(register, record) {
            return;
        }
        if record.get(document::LOCATION).is_empty() {
            if is_awaited(register, record) {
                let by = document::demanded_by(record.id()).unwrap_or_default();
                let title = register.title(record.id().as_str()).unwrap_or_default();
                let sentence = format!("{by} demands it, and it is not there: {title}.");
                self.find(Rule::DocumentMissing, "location", sentence);
            }
            return;
        }
        if document::is_gone(register, record) {
            let fact = register.observed().at(record.get(document::LOCATION));
            self.find(Rule::DocumentGone, "location", gone(fact));
        }
        let (by, on) = (record.get(document::APPROVED_BY), record.get(document::APPROVED_ON));
        match (by.is_empty(), on) {
            (true, Some(_)) => {
                let sentence = "It was approved, and nobody says by whom (7.5.2).";
                self.find(Rule::DocumentApproval, "approved_by", sentence);
            }
            (false, None) => {
                let sentence = "It was approved, and nobody says on which day (7.5.2).";
                self.find(Rule::DocumentApproval, "approved_on", sentence);
            }
            _ => {}
        }
        if let Some(review) = record.get(document::REVIEW).filter(|review| *review < today) {
            let sentence = format!("Its review was due on {review}.");
            self.find(Rule::DocumentReview, "review", sentence);
        }
    }
}

/// Says why a file cannot be what a record points at.
fn gone(fact: Option<&Fact>) -> String {
    match fact {
        Some(Fact::Refused { why }) => format!("The file is not read: {why}."),
        _ => "There is no such file in the repository.".to_owned(),
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
