//! Finding and taking out rows of a long list without asking a table about each of them.

use crate::domain::index::Slot;

/// Up to how many rows each is looked for on its own.
const FEW: usize = 8;

/// Returns where a row stands.
pub(super) fn position(rows: &[Slot], slot: Slot) -> Option<usize> {
    rows.iter().position(|row| *row == slot)
}

/// Takes some rows out; the others keep their order.
pub(super) fn take_out(rows: &mut Vec<Slot>, slots: &[Slot]) {
    if slots.len() <= FEW {
        for slot in slots {
            if let Some(at) = position(rows, *slot) {
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
