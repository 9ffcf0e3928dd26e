//! Splits work on very many rows over all cores.

use std::thread;

use crate::domain::register::index::Slot;

/// How many rows a thread of its own is not worth.
const FEW: usize = 4096;

/// Does something with each row and returns what came of it, in the order of the rows.
pub(super) fn shared_out<T: Send>(slots: &[Slot], work: impl Fn(Slot) -> Option<T> + Sync) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = slots.len().div_ceil(threads).max(FEW);
    let mut shares = slots.chunks(share);
    let own = shares.next().unwrap_or_default();
    let work = |share: &[Slot]| -> Vec<T> { share.iter().filter_map(|slot| work(*slot)).collect() };
    thread::scope(|scope| {
        let others = shares.map(|share| scope.spawn(move || work(share)));
        let others: Vec<_> = others.collect();
        let mut all = work(own);
        all.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
        all
    })
}
