//! Check rules of evidence: expiry, and files that are gone or changed.

use crate::domain::kinds::evidence;
use crate::domain::record::check::{Found, checks};
use crate::domain::register::observed::Fact;

checks! {
    find;
    /// A piece of evidence no longer holds.
    EXPIRED "AIMS-E301" "evidence-expired";
    /// The file of a piece of evidence is not there.
    GONE "AIMS-E302" "evidence-gone";
    /// The file of a piece of evidence is another one than was attached.
    CHANGED "AIMS-E303" "evidence-changed";
    /// A piece of evidence supports no record.
    SUPPORTS_NOTHING "AIMS-W301" "evidence-supports-nothing";
}

/// Adds what can be found in a piece of evidence. A file that nobody looked at is passed over.
fn find(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    if record.is_retired() {
        return;
    }
    if let Some(until) = evidence::valid_until(record).filter(|until| *until < today) {
        let field = if record.get(evidence::EXPIRES).is_some() {
            "expires"
        } else {
            "every"
        };
        found.add(EXPIRED, field, format!("It holds no longer since {until}."));
    }
    if evidence::is_gone(register, record) {
        found.add(GONE, "location", gone(evidence::seen(register, record)));
    }
    if evidence::has_changed(register, record) {
        let sentence = match record.get(evidence::SEEN).or(record.get(evidence::EFFECTIVE)) {
            Some(day) => format!("The file's content differs from the one looked at on {day}."),
            None => "The file's content differs from the one attached.".to_owned(),
        };
        found.add(CHANGED, "hash", sentence);
    }
    if record.get(evidence::SUPPORTS).is_empty() {
        found.add(SUPPORTS_NOTHING, "supports", "It supports no record.");
    }
}

/// Says why a file cannot be what a record points at.
pub(in crate::domain::kinds) fn gone(fact: Option<&Fact>) -> String {
    match fact {
        Some(Fact::Refused { why }) => format!("The file is not read: {why}."),
        _ => "There is no such file in the repository.".to_owned(),
    }
}
