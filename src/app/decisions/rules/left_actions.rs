//! Asks what becomes of the open actions of a risk that is closed or retired.

use crate::app::decisions::{Decision, Question};
use crate::domain::admission::left;
use crate::domain::kinds::{action, finding, risk};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::Changes;

choices! {
    /// What becomes of them.
    Left {
        Keep "keep them open", "keep", "no";
        Cancel "cancel them, too", "cancel", "yes";
    }
}

/// Returns the question what becomes of the actions that a decision leaves without an open risk or finding, if there
/// are any.
pub(in crate::app) fn question(register: &Register, decision: &Decision, records: &[&Record]) -> Option<Question> {
    decision.ends?;
    let leaves = records.iter().any(|record| !left_by(register, record).is_empty());
    leaves.then(|| Question::choice("What becomes of its open actions", Left::ITEMS))
}

/// Returns the open actions that are about nothing else that counts than a risk or a finding.
fn left_by<'a>(register: &'a Register, record: &Record) -> Vec<&'a Record> {
    if !record.is(&risk::KIND) && !record.is(&finding::KIND) {
        return Vec::new();
    }
    let mut left = left::behind(register, record.id(), |id| register.get(id.as_str()));
    left.retain(|record| record.is(&action::KIND));
    left
}

/// Returns these actions with what cancels them where that was answered, with the reason of the decision.
pub(in crate::app) fn cancelled<'a>(
    register: &'a Register,
    decision: &Decision,
    records: &[&Record],
    answers: &[Value],
) -> Vec<(&'a Record, Changes)> {
    let (Some(word), Some(Value::Choice(item))) = (decision.ends, answers.last()) else {
        return Vec::new();
    };
    if *item != Left::Cancel.item() {
        return Vec::new();
    }
    let why = answers.first().and_then(Value::as_text);
    let of_record = |record: &&Record| {
        let id = record.id();
        let reason = why.map_or_else(|| format!("{id} was {word}"), |why| format!("{id} was {word}: {why}"));
        let changes = Changes::new()
            .set(action::STATUS, action::Status::Cancelled)
            .set(action::REASON, reason.as_str());
        let left = left_by(register, record).into_iter();
        left.map(move |action| (action, changes.clone()))
    };
    records.iter().flat_map(of_record).collect()
}
