//! Whether evidence that holds shows something of a clause.

use chrono::NaiveDate;

use crate::domain::kinds::evidence;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// Tells whether evidence that holds supports a clause, one of its questions or one of its documents.
pub fn is_clause_shown(register: &Register, clause: &str, today: NaiveDate) -> bool {
    let is_of_clause = |id: &&Id| id.as_str().split('/').next() == Some(clause);
    let supports = |record: &Record| record.get(evidence::SUPPORTS).iter().any(is_of_clause);
    let mut all = register.of(&evidence::KIND);
    all.any(|record| supports(record) && evidence::holds(register, record, today))
}
