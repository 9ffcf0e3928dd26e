//! Rows sorted by their keys: find, insert and remove without comparing records.
//!
//! A key is kept as it was when the row was inserted, so a row is found again after its record has changed.

use crate::domain::register::index::Slot;

/// From how many rows on they are put in order together instead of one by one.
const MANY: usize = 64;
/// How many bytes of a key lie beside its row while many rows are sorted; most keys differ in them.
const BESIDE: usize = 24;

/// The keys of a list's rows, by the place of the record.
#[derive(Debug, Default)]
pub(super) struct Keys(Vec<Option<Box<[u8]>>>);

/// A row while it is sorted.
type Sorting = ([u8; BESIDE], Slot);

impl Keys {
    /// Returns the key of a row.
    pub(super) fn get(&self, slot: Slot) -> Option<&[u8]> {
        self.0.get(slot.index())?.as_deref()
    }

    /// Sets or takes the key of a row, and returns what it was.
    pub(super) fn replace(&mut self, slot: Slot, key: Option<Box<[u8]>>) -> Option<Box<[u8]>> {
        if self.0.len() <= slot.index() {
            key.as_ref()?;
            self.0.resize(slot.index() + 1, None);
        }
        std::mem::replace(&mut self.0[slot.index()], key)
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Returns where a row with a key stands or would stand.
    pub(super) fn place(&self, rows: &[Slot], key: &[u8]) -> usize {
        rows.partition_point(|row| self.get(*row).is_some_and(|other| other < key))
    }

    /// Returns where a row stands.
    pub(super) fn position(&self, rows: &[Slot], slot: Slot) -> Option<usize> {
        let at = self.place(rows, self.get(slot)?);
        (rows.get(at) == Some(&slot)).then_some(at)
    }

    /// Puts rows in order. Stretches that are in order already cost little.
    pub(super) fn sort(&self, rows: &mut [Slot]) {
        let beside = |slot: Slot| {
            let mut first = [0; BESIDE];
            let key = self.get(slot).unwrap_or_default();
            let length = key.len().min(BESIDE);
            first[..length].copy_from_slice(&key[..length]);
            (first, slot)
        };
        let mut sorting: Vec<Sorting> = rows.iter().map(|slot| beside(*slot)).collect();
        sorting.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| self.get(a.1).cmp(&self.get(b.1))));
        for (row, (_, slot)) in rows.iter_mut().zip(sorting) {
            *row = slot;
        }
    }

    /// Takes rows out, by the keys they have, and keeps the order of the others.
    pub(super) fn take_out(&self, rows: &mut Vec<Slot>, slots: &[Slot]) {
        if slots.len() < MANY {
            for slot in slots {
                if let Some(at) = self.position(rows, *slot) {
                    rows.remove(at);
                }
            }
            return;
        }
        let most = slots.iter().map(|slot| slot.index()).max().unwrap_or_default();
        let mut goes = vec![false; most + 1];
        for slot in slots {
            goes[slot.index()] = true;
        }
        rows.retain(|row| !goes.get(row.index()).copied().unwrap_or_default());
    }

    /// Puts rows in, by the keys they have.
    pub(super) fn put_in(&self, rows: &mut Vec<Slot>, slots: &[Slot]) {
        if slots.len() < MANY {
            for slot in slots {
                let at = self.get(*slot).map_or(rows.len(), |key| self.place(rows, key));
                rows.insert(at, *slot);
            }
        } else {
            rows.extend(slots);
            self.sort(rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::list::sort_key::Key;
    use crate::domain::kinds::action;
    use crate::domain::record::Record;
    use crate::domain::record::value::Value;
    use crate::domain::register::Register;

    #[test]
    fn few_and_many_rows_go_out_and_in_alike() {
        let mut register = Register::default();
        let slots: Vec<_> = (0..400)
            .map(|nth| register.put(Record::new(&action::KIND, format!("T-{nth:05}").as_str().into())))
            .collect();
        // Every seventh row first, so that the order is not that of the places.
        let place = |nth: usize| (nth % 7 * 1000 + nth) as i64;
        let key = |nth: usize| {
            let mut key = Key::ranked(0);
            key.push(&Value::Number(place(nth)), false);
            key
        };
        let mut keys = Keys::default();
        for (nth, slot) in slots.iter().enumerate() {
            keys.replace(*slot, Some(key(nth).of("")));
        }
        let mut sorted = slots.clone();
        keys.sort(&mut sorted);
        let places: Vec<_> = sorted
            .iter()
            .map(|slot| slots.iter().position(|row| row == slot))
            .collect();
        assert!(places.is_sorted_by_key(|nth| place(nth.expect("a row"))));
        for count in [0, 1, MANY - 1, MANY, 200] {
            let some: Vec<_> = slots.iter().copied().step_by(2).take(count).collect();
            let mut rows = sorted.clone();
            keys.take_out(&mut rows, &some);
            let left: Vec<_> = sorted.iter().copied().filter(|slot| !some.contains(slot)).collect();
            assert_eq!(rows, left, "{count} out");
            keys.put_in(&mut rows, &some);
            assert_eq!(rows, sorted, "{count} in again");
        }
    }
}
