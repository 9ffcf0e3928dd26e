//! Who answers for what mends a shortfall, and by which day.

use chrono::NaiveDate;

use crate::domain::kinds::action;
use crate::domain::readiness::{Mend, Shortfall};
use crate::domain::record::Record;
use crate::domain::register::Register;

/// Who mends something, and by when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mending<'a> {
    /// Who answers for it; empty when nobody does, `several` for records of several owners.
    pub owner: &'a str,
    /// The day by which it is to be done.
    pub due: Option<NaiveDate>,
}

/// How the owners of several records read together.
pub const SEVERAL: &str = "several";

impl Shortfall {
    /// Returns who answers for the record in which it is mended, and its next day. Where the record names no owner or no
    /// day, those of the open action come in that serves it and is due first, such as one for a question.
    pub fn mending<'a>(&self, register: &'a Register, today: NaiveDate) -> Mending<'a> {
        let mut mending = match self.mend() {
            Mend::Record(id, _) => of_record(register, register.get(id.as_str()), today),
            Mend::Each(..) => {
                let mut owners = self.owners(register, today);
                let first = owners.next().unwrap_or_default();
                let owner = if owners.all(|owner| owner == first) {
                    first
                } else {
                    SEVERAL
                };
                Mending { owner, due: None }
            }
            Mend::Missing(..) => Mending::default(),
        };
        mending.due = self.problem.ahead.or(mending.due);
        mending
    }

    /// Returns who answers for each of the records in which it is mended; empty for one that nobody answers for.
    pub fn owners<'a>(&self, register: &'a Register, today: NaiveDate) -> impl Iterator<Item = &'a str> {
        let ids = match self.mend() {
            Mend::Record(id, _) => std::slice::from_ref(id),
            Mend::Each(ids, _) => ids,
            Mend::Missing(..) => &[],
        };
        let records = ids.iter().map(|id| register.get(id.as_str()));
        records.map(move |record| of_record(register, record, today).owner)
    }
}

fn of_record<'a>(register: &'a Register, record: Option<&'a Record>, today: NaiveDate) -> Mending<'a> {
    let mut mending = Mending {
        owner: record.map(Record::owner).unwrap_or_default(),
        due: record.and_then(|record| record.deadline(today)),
    };
    if mending.owner.is_empty() || mending.due.is_none() {
        let actions = record.map(|record| register.linked_of(&action::KIND, record.id()));
        let open = actions.into_iter().flatten().filter(|action| action.is_open());
        if let Some(action) = open.min_by_key(|action| action.deadline(today).unwrap_or(NaiveDate::MAX)) {
            if mending.owner.is_empty() {
                mending.owner = action.owner();
            }
            mending.due = mending.due.or_else(|| action.deadline(today));
        }
    }
    mending
}
