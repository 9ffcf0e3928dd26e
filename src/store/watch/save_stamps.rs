//! Which readings a save of our own has overtaken.
//!
//! A file may be read just before a save writes it, and the reading arrive after the save was reported as done; taken as it
//! is, it would turn the record back. So the count goes up whenever a save is handed out and whenever one comes back,
//! each reading carries the count at its begin, and a record keeps the count of its latest save.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::domain::record::id::Id;
use crate::domain::register::edit::Edit;

/// The count, and where it stood at the latest save of each record.
#[derive(Debug, Default)]
pub struct SaveStamps {
    count: Arc<AtomicU64>,
    latest: HashMap<Id, u64>,
}

impl SaveStamps {
    /// Notes that a save is about to be handed out, or came back.
    pub fn bump(&mut self, edit: &Edit) {
        let count = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        for id in edit.touched() {
            self.latest.insert(id, count);
        }
    }

    /// Returns the records that were saved after a reading with this stamp began.
    pub fn saved_since(&self, stamp: u64) -> HashSet<Id> {
        let later = self.latest.iter().filter(|(_, latest)| **latest > stamp);
        later.map(|(id, _)| id.clone()).collect()
    }

    /// Returns the count, for a thread that reads.
    pub fn count(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::domain::record::value::Value;
    use crate::domain::register::edit::Change;

    fn edit(id: &str) -> Edit {
        let when = day::iso("2026-11-23").and_then(|day| day.and_hms_opt(9, 0, 0));
        let change = Change::Set {
            id: Id::new(id),
            field: 0,
            from: Value::Empty,
            to: Value::Empty,
        };
        Edit {
            title: String::new(),
            who: String::new(),
            when: when.expect("a time"),
            changes: vec![change],
        }
    }

    #[test]
    fn a_reading_is_stale_for_the_records_saved_since_it_began_and_no_others() {
        let (mut stamps, saved, other) = (SaveStamps::default(), Id::new("T-00001"), Id::new("T-00002"));
        let count = stamps.count();
        let began = count.load(Ordering::SeqCst);
        assert!(!stamps.saved_since(began).contains(&saved));
        stamps.bump(&edit("T-00001"));
        assert!(stamps.saved_since(began).contains(&saved) && !stamps.saved_since(began).contains(&other));
        let during = count.load(Ordering::SeqCst);
        assert!(
            !stamps.saved_since(during).contains(&saved),
            "what is on its way is known by other means"
        );
        stamps.bump(&edit("T-00001"));
        assert!(
            stamps.saved_since(during).contains(&saved),
            "it may have been read before the file was replaced"
        );
        assert!(!stamps.saved_since(count.load(Ordering::SeqCst)).contains(&saved));
    }
}
