//! Postponed rows: sorted behind all others in their old order until the program ends.

use std::collections::{HashMap, HashSet};

use crate::app::list::List;
use crate::app::list::spec::{Group, View};
use crate::domain::register::index::Slot;

/// Behind the ranks of all groups.
const BEHIND: u32 = 1 << 16;

/// What was put off.
#[derive(Debug, Default)]
pub(super) struct PutOff {
    /// The turn at which each row was.
    turns: HashMap<Slot, u32>,
    turn: u32,
}

impl PutOff {
    /// Returns the rank of a row that was put off.
    pub(super) fn rank(&self, slot: Slot) -> Option<u32> {
        // Nothing is looked up for the many rows of a list of which none was.
        (!self.turns.is_empty()).then(|| self.turns.get(&slot).map(|turn| BEHIND + turn))?
    }

    /// Returns the group of a row that was put off.
    pub(super) fn group(&self, slot: Slot) -> Option<Group> {
        self.rank(slot).map(|_| Group {
            rank: u32::MAX - 1,
            title: "Put off until the program ends".to_owned(),
        })
    }

    pub(super) fn clear(&mut self) {
        self.turns.clear();
    }
}

impl List {
    /// Puts rows that were put off back where they belong, and the cursor on the first.
    pub fn take_up(&mut self, view: View<'_>, slots: &[Slot]) {
        for slot in slots {
            self.put_off.turns.remove(slot);
        }
        self.update(view, &slots.iter().copied().collect::<HashSet<_>>());
        if let Some(first) = slots.first() {
            self.select(*first);
        }
    }

    /// Puts rows behind all others; the cursor stays at its row, where the next one comes.
    pub fn put_off(&mut self, view: View<'_>, slots: &[Slot]) {
        let row = self.cursor;
        let above = self.rows.iter().take(row).filter(|slot| slots.contains(slot)).count();
        for slot in slots {
            self.put_off.turn += 1;
            self.put_off.turns.insert(*slot, self.put_off.turn);
        }
        // Rows are put in one by one among rows in order, so they are taken out first.
        self.update(view, &slots.iter().copied().collect::<HashSet<_>>());
        self.cursor = (row - above).min(self.rows.len().saturating_sub(1));
    }
}
