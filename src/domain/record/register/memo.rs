//! What was computed from a register, kept from one change to the next: only what rests on something that changed is
//! computed again.

use crate::domain::register::Register;
use crate::domain::register::lookups::Lookup;

/// Results by number; each is forgotten once something that it looked up changed.
#[derive(Debug)]
pub struct Memo<T> {
    /// The version of the register up to which changes are known.
    version: Option<u64>,
    kept: Vec<Option<Kept<T>>>,
}

/// A result, and what it rests on.
#[derive(Debug)]
struct Kept<T> {
    result: T,
    lookups: Box<[Lookup]>,
}

impl<T> Kept<T> {
    /// Tells whether it looked at something that changed. Both are sorted; the few are looked for among the many.
    fn rests_on(&self, changed: &[Lookup]) -> bool {
        let (few, many) = if changed.len() < self.lookups.len() {
            (changed, &*self.lookups)
        } else {
            (&*self.lookups, changed)
        };
        self.lookups.last() == Some(&Lookup::Any) || few.iter().any(|lookup| many.binary_search(lookup).is_ok())
    }
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self {
            version: None,
            kept: Vec::new(),
        }
    }
}

/// What a change of the register made of a [`Memo`].
pub enum Forgotten {
    /// Nothing is kept any more.
    All,
    /// The results that were forgotten.
    Some {
        /// Their numbers.
        numbers: Vec<usize>,
        /// What changed, sorted, each once.
        changed: Vec<Lookup>,
    },
}

impl<T> Memo<T> {
    /// Forgets what rests on something that changed since the last time.
    pub fn follow(&mut self, register: &Register) -> Forgotten {
        let changed = self.version.and_then(|version| register.changes_since(version));
        self.version = Some(register.version());
        let Some(changed) = changed else {
            self.kept.clear();
            return Forgotten::All;
        };
        let mut changed = changed.to_vec();
        changed.sort_unstable();
        changed.dedup();
        let mut numbers = Vec::new();
        if !changed.is_empty() {
            for (number, kept) in self.kept.iter_mut().enumerate() {
                if kept.as_ref().is_some_and(|kept| kept.rests_on(&changed)) {
                    *kept = None;
                    numbers.push(number);
                }
            }
        }
        Forgotten::Some { numbers, changed }
    }

    /// Returns a result that is kept.
    pub fn get(&self, number: usize) -> Option<&T> {
        Some(&self.kept.get(number)?.as_ref()?.result)
    }

    /// Returns all that are kept.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.kept.iter().flatten().map(|kept| &kept.result)
    }

    /// Returns a result, computed now unless it is kept.
    pub fn get_or_compute(&mut self, register: &Register, number: usize, compute: impl FnOnce() -> T) -> &T {
        if self.kept.len() <= number {
            self.kept.resize_with(number + 1, || None);
        }
        let kept = self.kept[number].get_or_insert_with(|| {
            let (result, lookups) = register.watch(compute);
            Kept { result, lookups }
        });
        &kept.result
    }
}
