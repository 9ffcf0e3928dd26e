//! Sorts very many rows a part at a time, so that no key waits for all of them.

use std::collections::VecDeque;

use crate::app::list::sorted_rows::Keys;
use crate::domain::register::index::Slot;

/// How many records are looked at between two looks at what is typed.
pub(super) const SLICE: usize = 2048;
/// How many rows that are in order are merged between them.
const MERGED: usize = 8192;

/// The rows of a list while they are put in order.
#[derive(Debug, Default)]
pub(super) struct Making {
    /// The records that are still to be looked at.
    left: Vec<Slot>,
    /// Parts of the rows, each in order.
    parts: VecDeque<Vec<Slot>>,
    /// What the first two parts are being merged into, and how many rows of each are in it.
    merged: Vec<Slot>,
    taken: [usize; 2],
    /// Whether a row is shown without a filter, by the place of its record.
    kept: Vec<bool>,
}

/// What is to be done next.
pub(super) enum Next {
    /// These records are to be looked at.
    Look(Vec<Slot>),
    /// There is more to merge.
    Merge,
    /// All rows, and those that are shown without a filter.
    Done(Vec<Slot>, Vec<Slot>),
}

impl Making {
    /// Begins with the records that a list is about.
    pub(super) fn of(records: Vec<Slot>) -> Self {
        Self {
            left: records,
            ..Self::default()
        }
    }

    /// Takes a part whose records were looked at, in order, and those of it that are shown without a filter.
    pub(super) fn take(&mut self, part: Vec<Slot>, kept: &[Slot]) {
        for slot in kept {
            if self.kept.len() <= slot.index() {
                self.kept.resize(slot.index() + 1, false);
            }
            self.kept[slot.index()] = true;
        }
        self.parts.push_back(part);
    }

    /// Merges a little, once all records were looked at, and says what is next.
    pub(super) fn go_on(&mut self, keys: &Keys) -> Next {
        if !self.left.is_empty() {
            return Next::Look(self.left.split_off(self.left.len().saturating_sub(SLICE)));
        }
        if self.parts.len() > 1 {
            self.merge(keys);
            return Next::Merge;
        }
        let order = self.parts.pop_front().unwrap_or_default();
        let is_kept = |slot: &Slot| self.kept.get(slot.index()).copied().unwrap_or_default();
        let kept = order.iter().copied().filter(is_kept).collect();
        Next::Done(order, kept)
    }

    /// Merges some rows of the first two parts; what comes of them is the last part then.
    fn merge(&mut self, keys: &Keys) {
        let (one, other) = (&self.parts[0], &self.parts[1]);
        let [mut here, mut there] = self.taken;
        for _ in 0..MERGED {
            match (one.get(here), other.get(there)) {
                (Some(row), Some(second)) if keys.get(*row) <= keys.get(*second) => {
                    self.merged.push(*row);
                    here += 1;
                }
                (_, Some(row)) => {
                    self.merged.push(*row);
                    there += 1;
                }
                (Some(row), None) => {
                    self.merged.push(*row);
                    here += 1;
                }
                (None, None) => break,
            }
        }
        self.taken = [here, there];
        if here + there == one.len() + other.len() {
            self.parts.drain(..2);
            self.parts.push_back(std::mem::take(&mut self.merged));
            self.taken = [0; 2];
        }
    }
}
