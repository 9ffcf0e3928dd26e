//! The marks of a list, and what a decision applies to.

use crate::app::list::List;
use crate::domain::register::index::Slot;

impl List {
    /// Marks or unmarks the row under the cursor and goes on to the next.
    pub fn toggle_mark(&mut self) {
        if let Some(slot) = self.selected() {
            if !self.marks.remove(&slot) {
                self.marks.insert(slot);
            }
            self.step(1);
        }
    }

    /// Begins a range of marks at the cursor, or ends it by marking everything between.
    pub fn toggle_range(&mut self) {
        match self.anchor.take() {
            Some(anchor) => {
                let (from, to) = (anchor.min(self.cursor), anchor.max(self.cursor));
                self.marks.extend(self.rows.iter().skip(from).take(to - from + 1));
            }
            None => self.anchor = Some(self.cursor),
        }
    }

    /// Marks all rows shown, or none when all are marked.
    pub fn toggle_all(&mut self) {
        if self.rows.iter().all(|slot| self.marks.contains(slot)) {
            self.marks.clear();
        } else {
            self.marks.extend(self.rows.iter().copied());
        }
    }

    /// Marks these rows, or takes their marks back when all have one.
    pub fn toggle_these(&mut self, slots: &[Slot]) {
        if slots.iter().all(|slot| self.marks.contains(slot)) {
            self.marks.retain(|slot| !slots.contains(slot));
        } else {
            self.marks.extend(slots.iter().copied());
        }
    }

    /// Tells whether a record is marked.
    pub fn has_mark(&self, slot: Slot) -> bool {
        self.marks.contains(&slot)
    }

    /// Marks these rows and no others.
    pub fn mark_only(&mut self, slots: &[Slot]) {
        self.marks = slots.iter().copied().collect();
    }

    /// Takes all marks back and tells whether there were any.
    pub fn clear_marks(&mut self) -> bool {
        self.anchor = None;
        let any = !self.marks.is_empty();
        self.marks.clear();
        any
    }

    /// Tells whether a row is marked, or about to be by the range that was begun.
    pub fn is_marked(&self, at: usize) -> bool {
        let in_range = self
            .anchor
            .is_some_and(|anchor| (anchor.min(self.cursor)..=anchor.max(self.cursor)).contains(&at));
        in_range || self.rows.get(at).is_some_and(|slot| self.marks.contains(slot))
    }

    /// Returns how many rows are marked.
    pub fn marked(&self) -> usize {
        self.marks.len()
    }

    /// Tells whether a range of marks was begun.
    pub fn is_ranging(&self) -> bool {
        self.anchor.is_some()
    }

    /// Returns what a decision applies to: the marked records, else the one under the cursor.
    pub fn targets(&self) -> Vec<Slot> {
        if self.marks.is_empty() {
            return self.selected().into_iter().collect();
        }
        // Marked rows that the filter hides count too; those shown go first, in their order.
        let mut targets: Vec<_> = self
            .rows
            .iter()
            .copied()
            .filter(|slot| self.marks.contains(slot))
            .collect();
        let mut hidden: Vec<_> = self
            .marks
            .iter()
            .copied()
            .filter(|slot| self.keys.position(&self.rows, *slot).is_none())
            .collect();
        hidden.sort_unstable();
        targets.extend(hidden);
        targets
    }
}
