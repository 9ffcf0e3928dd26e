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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::action;
    use crate::domain::record::Record;
    use crate::domain::register::Register;

    #[test]
    fn few_and_many_rows_are_taken_out_alike_and_the_others_keep_their_order() {
        let mut register = Register::default();
        let id = |nth: usize| format!("T-{nth:05}");
        let slots: Vec<_> = (0..40)
            .map(|nth| register.put(Record::new(&action::KIND, id(nth).as_str().into())))
            .collect();
        for count in [0, 1, FEW, FEW + 1, 20] {
            let goes: Vec<_> = slots.iter().copied().step_by(2).take(count).collect();
            let mut rows: Vec<_> = slots.iter().copied().rev().collect();
            let expected: Vec<_> = rows.iter().copied().filter(|slot| !goes.contains(slot)).collect();
            take_out(&mut rows, &goes);
            assert_eq!(rows, expected, "{count}");
        }
    }
}
