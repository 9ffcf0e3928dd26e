//! A register as it is at a moment, for a thread of its own: records are shared, so that taking one costs a pointer each,
//! and the lookups are made where the time for it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::catalogue::Catalogue;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::register::Register;
use crate::domain::record::rules::KindRule;
use crate::domain::register::observed::Observed;

/// The records of a register at a moment, and what it knew beside them.
#[derive(Debug, Clone)]
pub struct Snapshot {
    kinds: Vec<&'static Kind>,
    rules: &'static [KindRule],
    catalogue: Arc<Catalogue>,
    records: Vec<Arc<Record>>,
    unreadable: BTreeMap<Id, String>,
    observed: Observed,
    reader: Vec<String>,
}

impl Register {
    /// Returns what [`Register::from`] makes the same register of again.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            kinds: self.kinds.clone(),
            rules: self.rules,
            catalogue: Arc::clone(&self.catalogue),
            records: self.records.iter().flatten().cloned().collect(),
            unreadable: self.unreadable.clone(),
            observed: self.observed.clone(),
            reader: self.reader.clone(),
        }
    }
}

impl From<Snapshot> for Register {
    fn from(snapshot: Snapshot) -> Self {
        let mut register = Self::new(&snapshot.kinds).with_rules(snapshot.rules);
        register.catalogue = snapshot.catalogue;
        register.put_implied();
        for record in snapshot.records {
            register.put(record);
        }
        register.note_unreadable(snapshot.unreadable);
        register.keep_observed(snapshot.observed);
        register.read_by(snapshot.reader);
        register
    }
}
