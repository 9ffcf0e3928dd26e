//! The same work on each of many files, on several threads.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// How many files are given to one thread, and how many of those there are at most. Making a file is work of the
/// kernel, which more threads than the processor has do no faster.
const SHARE: usize = 128;
const THREADS: usize = 8;

/// Does the same with each item, on several threads where there are many, and fails with the first failure; what was not
/// begun by then is left.
pub(super) fn each<T: Sync, E: Send>(items: &[T], work: impl Fn(&T) -> Result<(), E> + Sync) -> Result<(), E> {
    let shares = items.len().div_ceil(SHARE);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(THREADS).min(shares);
    if threads < 2 {
        return items.iter().try_for_each(work);
    }
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let share_out = || {
        while !failed.load(Ordering::Relaxed) {
            let first = next.fetch_add(SHARE, Ordering::Relaxed);
            let Some(share) = items.get(first..items.len().min(first + SHARE)) else {
                break;
            };
            if share.is_empty() {
                break;
            }
            if let Err(error) = share.iter().try_for_each(&work) {
                failed.store(true, Ordering::Relaxed);
                return Err(error);
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(share_out)).collect();
        let mut done = share_out();
        for other in others {
            match other.join() {
                Ok(of_other) => done = done.and(of_other),
                // A panic on one of the threads is one of the whole.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once_and_a_failure_is_returned() {
        for count in [0, 1, SHARE, 10 * SHARE + 1] {
            let done: Vec<AtomicUsize> = (0..count).map(|_| AtomicUsize::new(0)).collect();
            let worked: Result<(), ()> = each(&done, |one| {
                one.fetch_add(1, Ordering::Relaxed);
                Ok(())
            });
            assert_eq!(worked, Ok(()));
            assert!(done.iter().all(|one| one.load(Ordering::Relaxed) == 1));
        }
        let items: Vec<usize> = (0..10 * SHARE).collect();
        let failed = each(&items, |item| if *item == 700 { Err(*item) } else { Ok(()) });
        assert_eq!(failed, Err(700));
    }
}
