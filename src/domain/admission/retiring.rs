//! Retiring a record that still asks for something: it leaves every queue and count as if it had been cancelled, and
//! says why as that would.

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::mark::Mark;
use crate::domain::record::rules::{Proposal, Remedy};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// The name of the rule that retiring what asks for something needs a reason.
pub const REASON: &str = "reason of retiring";

/// Asks why a record is retired that asks for something, unless the text that keeps it says so.
pub(super) fn needs_reason(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let asks = proposal.is_decided_here()
        && proposal.becomes(Record::is_retired)
        && asks_for_something(proposal.register, proposal.after, proposal.today());
    let has_reason = kept_in(proposal.after.kind()).is_some_and(|field| proposal.sets(field));
    (asks && !has_reason).then(|| {
        let sentence = format!("Retiring {} needs the reason.", proposal.after.id());
        (Remedy::Because, sentence)
    })
}

/// Returns the text that keeps the reason for which a record is retired, where one was given and is asked for.
pub(super) fn reason(proposal: &Proposal<'_>) -> Option<(usize, Value)> {
    let reason = proposal.context.because?;
    needs_reason(proposal)?;
    let field = kept_in(proposal.after.kind())?;
    Some(proposal.dated(field, &format!("retired: {reason}")))
}

/// Tells whether a record asks for something, or would if it were not retired: it is open, or a day of it is awaited.
pub fn asks_for_something(register: &Register, record: &Record, today: NaiveDate) -> bool {
    let mut counted = record.clone();
    if let Some(retired) = record.kind().marked(Mark::Retired) {
        // An empty value fits every field.
        let _ = counted.put(retired, Value::Empty);
    }
    counted.is_open() || counted.due(register, today).is_some()
}

/// Returns the position of the text in which records of a kind keep why they were retired.
pub fn kept_in(kind: &Kind) -> Option<usize> {
    kind.field_index("note").or_else(|| kind.field_index("minutes"))
}
