//! Watching a save from outside: how far it is, and whether it is still wanted.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How far a save is: the number of files done and of all.
type Told = dyn Fn(usize, usize) + Send + Sync;

/// What a save is watched by. A save that nobody watches goes on to its end.
///
/// Until all files hold their new text on disk it can be stopped, and then every file is as it was; after that it is done.
#[derive(Clone, Default)]
pub struct Watch(Option<Arc<Watched>>);

#[derive(Default)]
struct Watched {
    stop: Arc<AtomicBool>,
    told: Option<Box<Told>>,
}

impl Watch {
    /// Returns what stops a save once `stop` is true.
    pub fn stopping(stop: Arc<AtomicBool>) -> Self {
        Self(Some(Arc::new(Watched { stop, told: None })))
    }

    /// Returns it with what is told how far the save is, on whichever thread saves.
    #[must_use]
    pub fn telling(self, told: impl Fn(usize, usize) + Send + Sync + 'static) -> Self {
        let stop = self.0.map(|watched| Arc::clone(&watched.stop)).unwrap_or_default();
        let told: Option<Box<Told>> = Some(Box::new(told));
        Self(Some(Arc::new(Watched { stop, told })))
    }

    /// Returns whether the save is wanted no more.
    pub fn is_stopped(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|watched| watched.stop.load(Ordering::Relaxed))
    }

    /// Tells how far the save is.
    pub(super) fn tell(&self, done: usize, of: usize) {
        if let Some(told) = self.0.as_ref().and_then(|watched| watched.told.as_ref()) {
            told(done, of);
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Watch(stopped: {})", self.is_stopped())
    }
}
