//! Typed text where the signal thread can reach it, since the program itself cannot be asked while it is busy.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, Weak};

use crate::app::edits::draft::Draft;
use crate::cli::workbench::kept::shelf::Shelf;

/// What was typed as it stood after the last key.
#[derive(Debug, Default, Clone)]
pub struct Typed {
    drafts: Arc<Mutex<Vec<Draft>>>,
}

impl Typed {
    /// Notes what is typed. `typed` is not asked while nothing is open.
    pub fn note(&self, is_open: bool, typed: impl FnOnce() -> Vec<Draft>) {
        let drafts = if is_open { typed() } else { Vec::new() };
        *self.drafts() = drafts;
    }

    /// Returns what keeps what was noted last on a shelf, once. Where the loop hangs in the middle of keeping, there is
    /// nothing more to be done.
    pub fn emergency(&self, own: &Arc<Mutex<Shelf>>) -> Box<dyn FnOnce() + Send> {
        // The shelf takes its lock away when the last of its owners goes, which this is not.
        let (typed, own): (Self, Weak<_>) = (self.clone(), Arc::downgrade(own));
        Box::new(move || {
            let Some(own) = own.upgrade() else { return };
            let mut own = match own.try_lock() {
                Ok(locked) => locked,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => return,
            };
            for draft in std::mem::take(&mut *typed.drafts()) {
                // Nobody is left who could be told.
                let _ = own.add(draft);
            }
        })
    }

    fn drafts(&self) -> MutexGuard<'_, Vec<Draft>> {
        self.drafts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::edits::draft::PromptDraft;

    fn note(text: &str, target: &str) -> Draft {
        Draft::Prompt(PromptDraft {
            decision: "note".to_owned(),
            targets: vec![target.to_owned()],
            point: None,
            texts: vec![("Note".to_owned(), text.to_owned())],
            ..PromptDraft::default()
        })
    }

    #[test]
    fn newer_drafts_are_kept_by_another_thread_and_older_ones_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = Arc::new(Mutex::new(Shelf::new(folder.path().to_owned())));
        let typed = Typed::default();
        let emergency = typed.emergency(&shelf);
        let kept = vec![note("as", "T-00001"), note("other", "T-00002")];
        locked(&shelf).keep(kept).expect("kept");
        typed.note(true, || vec![note("asked again", "T-00001")]);
        std::thread::spawn(emergency).join().expect("ended");
        drop(shelf);
        let mut next = Shelf::new(folder.path().to_owned()).take_over();
        next.sort_by_key(Draft::title);
        assert_eq!(next, [note("asked again", "T-00001"), note("other", "T-00002")]);
    }

    #[test]
    fn undone_drafts_are_not_kept_and_a_shelf_in_use_is_not_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = Arc::new(Mutex::new(Shelf::new(folder.path().to_owned())));
        let typed = Typed::default();
        let (first, second) = (typed.emergency(&shelf), typed.emergency(&shelf));
        typed.note(true, || vec![note("asked", "T-00001")]);
        let held = locked(&shelf);
        first();
        drop(held);
        typed.note(false, || unreachable!("nothing is open"));
        second();
        assert!(!locked(&shelf).has_drafts());
    }

    fn locked(shelf: &Arc<Mutex<Shelf>>) -> MutexGuard<'_, Shelf> {
        shelf.lock().expect("nobody panicked")
    }
}
