//! Whether evidence that holds shows something of a clause.

use chrono::NaiveDate;

use crate::domain::kinds::evidence;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// Tells whether evidence that holds supports a clause, one of its questions or one of its documents.
pub fn is_clause_shown(register: &Register, clause: &str, today: NaiveDate) -> bool {
    let is_of_clause = |id: &&Id| id.as_str().split('/').next() == Some(clause);
    let shows = |record: &Record| {
        let supported = record.get(evidence::SUPPORTS).into_iter();
        supported
            .filter(is_of_clause)
            .any(|id| evidence::shows(register, record, id, today))
    };
    register.of(&evidence::KIND).any(shows)
}
