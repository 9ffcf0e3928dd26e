//! What was computed from a register, kept from one change to the next: only what rests on something that changed is
//! computed again.

use crate::domain::register::Register;
use crate::domain::register::lookups::Lookup;

/// Results by number; each is forgotten once something that it looked up changed.
#[derive(Debug)]
pub struct Memo<T> {
    /// The version of the register up to which changes are known.
    version: Option<u64>,
    kept: Vec<Option<T>>,
    /// What the results rest on, each with the number of the result. All are gone through after each change: side by side they
    /// are read at the speed of the memory.
    lookups: Vec<(Lookup, u32)>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self {
            version: None,
            kept: Vec::new(),
            lookups: Vec::new(),
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
            self.lookups.clear();
            return Forgotten::All;
        };
        let mut changed = changed.to_vec();
        changed.sort_unstable();
        changed.dedup();
        let mut numbers = Vec::new();
        if !changed.is_empty() {
            let is_changed = |lookup: &Lookup| *lookup == Lookup::Any || changed.binary_search(lookup).is_ok();
            for (_, number) in self.lookups.iter().filter(|(lookup, _)| is_changed(lookup)) {
                let number = *number as usize;
                if self.kept[number].take().is_some() {
                    numbers.push(number);
                }
            }
        }
        if !numbers.is_empty() {
            self.lookups.retain(|(_, number)| self.kept[*number as usize].is_some());
            numbers.sort_unstable();
        }
        Forgotten::Some { numbers, changed }
    }

    /// Returns a result that is kept.
    pub fn get(&self, number: usize) -> Option<&T> {
        self.kept.get(number)?.as_ref()
    }

    /// Returns all that are kept.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.kept.iter().flatten()
    }

    /// Returns a result, computed now unless it is kept.
    pub fn get_or_compute(&mut self, register: &Register, number: usize, compute: impl FnOnce() -> T) -> &T {
        if self.kept.len() <= number {
            self.kept.resize_with(number + 1, || None);
        }
        self.kept[number].get_or_insert_with(|| {
            let (result, lookups) = register.watch(compute);
            self.lookups
                .extend(lookups.iter().map(|lookup| (*lookup, number as u32)));
            result
        })
    }
}
