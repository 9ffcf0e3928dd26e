//! Who answers for what mends a shortfall, and by which day.

use chrono::NaiveDate;

use crate::domain::kinds::action;
use crate::domain::readiness::{Mend, Shortfall};
use crate::domain::record::Record;
use crate::domain::register::Register;

/// Who mends something, and by when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mending<'a> {
    /// Who answers for it; empty when nobody does.
    pub owner: &'a str,
    /// The day by which it is to be done.
    pub due: Option<NaiveDate>,
}

impl Shortfall {
    /// Returns who answers for the record in which it is mended, and its next day. Where the record names no owner or no
    /// day, those of the open action come in that serves it and is due first, such as one for a question.
    pub fn mending<'a>(&self, register: &'a Register) -> Mending<'a> {
        let record = match self.mend() {
            Mend::Record(id, _) => register.get(id.as_str()),
            Mend::Missing(..) => None,
        };
        let mut mending = Mending {
            owner: record.map(Record::owner).unwrap_or_default(),
            due: self.problem.ahead.or_else(|| record.and_then(Record::deadline)),
        };
        if mending.owner.is_empty() || mending.due.is_none() {
            let actions = record.map(|record| register.linked_of(&action::KIND, record.id()));
            let open = actions.into_iter().flatten().filter(|action| action.is_open());
            if let Some(action) = open.min_by_key(|action| action.deadline().unwrap_or(NaiveDate::MAX)) {
                if mending.owner.is_empty() {
                    mending.owner = action.owner();
                }
                mending.due = mending.due.or_else(|| action.deadline());
            }
        }
        mending
    }
}
