//! Passes changes made by other programs from the watching thread to the register on screen and to the save queue.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use crate::app::environment::effect::Taken;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Edit;
use crate::store::files::repository::Repository;
use crate::store::save::queue::SaveQueue;
use crate::store::watch::save_stamps::SaveStamps;
use crate::store::watch::scan::Scan;
use crate::store::watch::{Report, Watch, Way};

/// The watch, and what waits for it to read again.
#[derive(Debug, Default)]
pub struct Watching {
    watch: Option<Watch>,
    stamps: SaveStamps,
    /// Paths of records that had an edit on its way to the disk when they were read.
    later: BTreeSet<PathBuf>,
    /// Whether something changed while the register was read on request.
    everything: bool,
}

impl Watching {
    /// Begins to watch once the register was read, its files having been `seen` as they were then; after a later load, has
    /// what changed during it read again.
    pub fn load_ended(
        &mut self,
        repository: &Repository,
        kinds: &[&'static Kind],
        seen: Scan,
        tell: impl FnMut(Report) -> bool + Send + 'static,
    ) {
        match &self.watch {
            Some(watch) if std::mem::take(&mut self.everything) => watch.read_again(Vec::new()),
            Some(_) => {}
            None => {
                let (repository, count) = (repository.clone(), self.stamps.count());
                self.watch = Some(Watch::start(repository, kinds.to_vec(), Way::Events, seen, count, tell));
            }
        }
    }

    /// Ends the watch.
    pub fn end(&mut self) {
        self.watch = None;
    }

    /// Notes that an edit is about to be handed to the thread that saves.
    pub fn save_begins(&mut self, edit: &Edit) {
        self.stamps.bump(edit);
    }

    /// Notes that an edit came back from there, saved or not.
    pub fn save_ended(&mut self, edit: &Edit) {
        self.stamps.bump(edit);
        if let (Some(watch), false) = (&self.watch, self.later.is_empty()) {
            watch.read_again(std::mem::take(&mut self.later).into_iter().collect());
        }
    }

    /// Returns the records that were saved after a report began to be read.
    pub fn saved_since(&self, report: &Report) -> HashSet<Id> {
        self.stamps.saved_since(report.stamp)
    }

    /// Does what is left to do after changes were taken; without a queue the register is being read.
    pub fn follow(&mut self, taken: Taken, queue: Option<&SaveQueue>) {
        let Some(queue) = queue else {
            self.everything |= taken.everything;
            return;
        };
        queue.learn(taken.learnt);
        if let Some(read_only) = taken.allowed {
            queue.allow(read_only);
        }
        self.later.extend(taken.later);
        let Some(watch) = &self.watch else { return };
        if taken.everything {
            watch.read_again(Vec::new());
        } else if !taken.again.is_empty() {
            watch.read_again(taken.again);
        }
    }
}
