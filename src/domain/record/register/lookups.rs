//! What was looked up in a register and what changed in it, so that a result is computed again only where it must.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::domain::register::index::Slot;

/// One thing that was looked up, or whose answer changed.
///
/// Texts are kept as a short hash: two that share one cost a computation too many, never one too few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lookup {
    /// The record at a place.
    Record(Slot),
    /// Whether there is a record with an id that had none.
    Absent(u32),
    /// The records of the kind at a position.
    Kind(u32),
    /// Which records refer to an id.
    LinksTo(u32),
    /// Anything at all; the last in the order.
    Any,
}

impl Lookup {
    /// Returns the place of the record that was looked up.
    pub fn record(self) -> Option<Slot> {
        match self {
            Self::Record(slot) => Some(slot),
            _ => None,
        }
    }
}

/// Returns the short hash of a text.
pub(super) fn short(text: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish() as u32
}

/// Notes what is looked up while something is computed.
#[derive(Debug, Default)]
pub(super) struct Watch {
    is_on: AtomicBool,
    seen: Mutex<Vec<Lookup>>,
}

impl Watch {
    /// Notes a lookup, while something is computed.
    pub fn note(&self, lookup: impl FnOnce() -> Lookup) {
        if self.is_on.load(Ordering::Relaxed) {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.push(lookup());
        }
    }

    /// Computes something and returns it with what it looked up, sorted, each once.
    ///
    /// One computation is watched at a time. What other threads look up meanwhile is noted, too, and does no harm.
    pub fn watch<T>(&self, compute: impl FnOnce() -> T) -> (T, Box<[Lookup]>) {
        self.is_on.store(true, Ordering::Relaxed);
        let computed = compute();
        self.is_on.store(false, Ordering::Relaxed);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.sort_unstable();
        seen.dedup();
        let lookups = seen.as_slice().into();
        seen.clear();
        (computed, lookups)
    }
}

/// So many changes are kept; who asks after more computes everything again.
const MANY: usize = 8192;

/// What changed, in order.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// How many changes came before those that are kept.
    before: u64,
    kept: Vec<Lookup>,
}

impl Log {
    /// Notes that the answer to a lookup changed.
    pub fn note(&mut self, changed: Lookup) {
        if self.kept.len() == MANY {
            self.note_all();
        }
        self.kept.push(changed);
    }

    /// Notes that every answer may have changed.
    pub fn note_all(&mut self) {
        self.before = self.version() + 1;
        self.kept.clear();
    }

    /// Returns how many changes there were.
    pub fn version(&self) -> u64 {
        self.before + self.kept.len() as u64
    }

    /// Returns what changed since there were so many changes; nothing when that may be anything.
    pub fn since(&self, version: u64) -> Option<&[Lookup]> {
        let skipped = version.checked_sub(self.before)?;
        self.kept.get(usize::try_from(skipped).ok()?..)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watch_notes_each_lookup_once_and_only_while_it_is_on() {
        let watch = Watch::default();
        watch.note(|| Lookup::Any);
        let record = || Lookup::Record(Slot(7));
        let (result, seen) = watch.watch(|| {
            watch.note(record);
            watch.note(|| Lookup::Kind(2));
            watch.note(record);
            42
        });
        assert_eq!((result, &*seen), (42, [record(), Lookup::Kind(2)].as_slice()));
        assert!(watch.watch(|| ()).1.is_empty(), "nothing is left of the one before");
    }

    #[test]
    fn a_log_tells_what_changed_since_a_version_unless_that_may_be_anything() {
        let mut log = Log::default();
        let start = log.version();
        log.note(Lookup::Kind(1));
        let then = log.version();
        log.note(Lookup::Kind(2));
        assert_eq!(log.since(start), Some([Lookup::Kind(1), Lookup::Kind(2)].as_slice()));
        assert_eq!(log.since(then), Some([Lookup::Kind(2)].as_slice()));
        assert_eq!(log.since(log.version()), Some([].as_slice()));
        log.note_all();
        assert_eq!((log.since(then), log.since(log.version())), (None, Some([].as_slice())));
        let full = log.version();
        for _ in 0..=MANY {
            log.note(Lookup::Any);
        }
        assert_eq!(log.since(full), None, "too many to keep");
    }
}
