//! When a changed path is read: after a moment of quiet, not while git writes, and a file that is not whole yet once more.
//!
//! This part only counts; the times are given to it, so tests feed it a clock of their own.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long it must be quiet before the paths are read.
pub const QUIET: Duration = Duration::from_millis(150);

/// How long a path waits at most for the others to be quiet.
pub const PATIENCE: Duration = Duration::from_secs(1);

/// For how long after its last event a file that is gone or broken may still be on its way: an editor truncates
/// before it writes, and a checkout removes before it creates.
pub const RIPE: Duration = Duration::from_secs(2);

/// How long after the last news git's lock is waited for; it may be one that a dead git left.
pub const GIT_PATIENCE: Duration = Duration::from_secs(10);

/// What is to be read now.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// These paths below `aims/`, files or folders.
    pub paths: Vec<PathBuf>,
    /// Everything that differs from what was seen last: events were lost.
    pub everything: bool,
    /// Everything there is, whether it differs or not.
    pub whole: bool,
}

/// The paths with events that are not read yet.
#[derive(Debug, Default)]
pub struct Debounce {
    fresh: BTreeSet<PathBuf>,
    everything: bool,
    whole: bool,
    /// Whether something is to be read without waiting for quiet.
    urgent: bool,
    /// When the oldest and the latest of them came.
    first: Option<Instant>,
    last: Option<Instant>,
    /// Until when git's lock is waited for before it is looked at again.
    postponed: Option<Instant>,
    /// Paths that were gone or broken, and when that is believed.
    held: BTreeMap<PathBuf, Instant>,
    noted: HashMap<PathBuf, Instant>,
}

impl Debounce {
    /// Notes that something happened at a path.
    pub fn note_event(&mut self, path: PathBuf, now: Instant) {
        self.noted.insert(path.clone(), now);
        self.held.remove(&path);
        self.fresh.insert(path);
        self.note(now);
    }

    /// Notes that something happened and nobody knows where.
    pub fn hear_of_everything(&mut self, now: Instant) {
        self.everything = true;
        self.note(now);
    }

    /// Notes that another branch may be checked out; that is reported even when no record changed.
    pub fn read_branch(&mut self, now: Instant) {
        self.note(now);
    }

    fn note(&mut self, now: Instant) {
        self.first.get_or_insert(now);
        self.last = Some(now);
    }

    /// Asks for paths to be read again, at once; all of them when none is named.
    pub fn read_again(&mut self, paths: Vec<PathBuf>, now: Instant) {
        self.whole |= paths.is_empty();
        self.fresh.extend(paths);
        self.urgent = true;
        self.first.get_or_insert(now);
    }

    /// Returns when to look next; nothing while nothing waits.
    pub fn due(&self) -> Option<Instant> {
        let fresh = self.first.map(|first| match self.last {
            Some(last) if !self.urgent => (last + QUIET).min(first + PATIENCE),
            _ => first,
        });
        let due = [fresh, self.held.values().min().copied()].into_iter().flatten().min()?;
        Some(self.postponed.map_or(due, |postponed| due.max(postponed)))
    }

    /// Returns what is due, unless git is at work.
    pub fn take(&mut self, now: Instant, git_is_busy: impl FnOnce() -> bool) -> Option<Due> {
        if self.due().is_none_or(|due| due > now) {
            return None;
        }
        let recent = self.last.is_some_and(|last| now < last + GIT_PATIENCE);
        if recent && git_is_busy() {
            self.postponed = Some(now + QUIET);
            return None;
        }
        self.noted.retain(|_, noted| now < *noted + RIPE);
        let mut paths = std::mem::take(&mut self.fresh);
        let ripe = self.held.iter().filter(|(_, when)| **when <= now);
        paths.extend(ripe.map(|(path, _)| path.clone()));
        self.held.retain(|_, when| now < *when);
        let (everything, whole) = (std::mem::take(&mut self.everything), std::mem::take(&mut self.whole));
        (self.urgent, self.first, self.postponed) = (false, None, None);
        Some(Due {
            paths: paths.into_iter().collect(),
            everything,
            whole,
        })
    }

    /// Returns whether a path that is gone or broken may still be on its way; if so it is read again when it no longer is.
    pub fn hold(&mut self, path: &Path, now: Instant) -> bool {
        // What happened in a folder that came or went happened to its files.
        let noted = path.ancestors().filter_map(|path| self.noted.get(path)).max();
        match noted.map(|noted| *noted + RIPE).filter(|ripe| now < *ripe) {
            Some(ripe) => {
                self.held.insert(path.to_path_buf(), ripe);
                true
            }
            None => false,
        }
    }

    /// Returns the paths that something happened to lately.
    pub fn recent(&self) -> impl Iterator<Item = &PathBuf> {
        self.noted.keys()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    fn paths(due: Option<Due>) -> Vec<String> {
        let paths = due.map(|due| due.paths).unwrap_or_default();
        paths.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn events_close_together_are_read_together_after_quiet() {
        let (mut settling, start) = (Debounce::default(), Instant::now());
        assert_eq!(settling.due(), None);
        settling.note_event("b.ron".into(), start);
        settling.note_event("a.ron".into(), start + ms(100));
        settling.note_event("b.ron".into(), start + ms(100));
        assert_eq!(settling.take(start + ms(200), || false), None);
        assert_eq!(settling.due(), Some(start + ms(250)));
        assert_eq!(paths(settling.take(start + ms(250), || false)), ["a.ron", "b.ron"]);
        assert_eq!(settling.due(), None, "then nothing wakes the thread");
    }

    #[test]
    fn a_noise_that_never_ends_does_not_keep_a_path_waiting() {
        let (mut settling, start) = (Debounce::default(), Instant::now());
        for at in 0..10 {
            settling.note_event("a.ron".into(), start + ms(at * 100));
            assert_eq!(settling.take(start + ms(at * 100), || false), None);
        }
        assert_eq!(settling.due(), Some(start + PATIENCE));
        assert_eq!(paths(settling.take(start + PATIENCE, || false)), ["a.ron"]);
    }

    #[test]
    fn nothing_is_read_while_git_works_and_a_lock_nobody_holds_is_waited_for_only_so_long() {
        let (mut settling, start) = (Debounce::default(), Instant::now());
        settling.note_event("a.ron".into(), start);
        let mut now = start;
        let mut looks = 0;
        let due = loop {
            now = settling.due().expect("it waits").max(now);
            if let Some(due) = settling.take(now, || true) {
                break due;
            }
            looks += 1;
        };
        assert_eq!(due.paths, [PathBuf::from("a.ron")]);
        assert_eq!(now, start + QUIET * (looks + 1));
        assert!((GIT_PATIENCE..GIT_PATIENCE + QUIET).contains(&(now - start)));
    }

    #[test]
    fn a_young_file_that_is_not_whole_is_read_again_when_it_is_two_seconds_old() {
        let (mut settling, start) = (Debounce::default(), Instant::now());
        let path = Path::new("a.ron");
        settling.note_event(path.into(), start);
        let first = settling.take(start + QUIET, || false);
        assert_eq!(paths(first), ["a.ron"]);
        assert!(settling.hold(path, start + QUIET));
        assert_eq!(settling.due(), Some(start + RIPE));
        assert_eq!(paths(settling.take(start + RIPE, || false)), ["a.ron"]);
        assert!(!settling.hold(path, start + RIPE), "now it is believed");
        assert_eq!(settling.due(), None);
    }

    #[test]
    fn a_held_file_that_is_heard_of_is_read_with_the_rest() {
        let (mut settling, start) = (Debounce::default(), Instant::now());
        settling.note_event("a.ron".into(), start);
        settling.take(start + QUIET, || false);
        settling.hold(Path::new("a.ron"), start + QUIET);
        settling.note_event("a.ron".into(), start + ms(500));
        assert_eq!(paths(settling.take(start + ms(650), || false)), ["a.ron"]);
        assert_eq!(settling.due(), None);
    }

    #[test]
    fn an_old_file_and_one_nothing_happened_to_are_believed_at_once() {
        let (mut settling, start) = (Debounce::default(), Instant::now());
        settling.note_event("systems/a".into(), start);
        assert!(settling.hold(Path::new("systems/a/R-1.ron"), start + ms(200)));
        assert!(!settling.hold(Path::new("systems/b/R-1.ron"), start + ms(200)));
        assert!(!settling.hold(Path::new("systems/a/R-1.ron"), start + RIPE));
    }

    #[test]
    fn files_that_a_save_overtook_are_read_again_at_once() {
        let (mut settling, start) = (Debounce::default(), Instant::now());
        settling.read_again(vec!["a.ron".into()], start);
        assert_eq!(paths(settling.take(start, || false)), ["a.ron"]);
        settling.read_again(Vec::new(), start);
        assert!(settling.take(start, || false).is_some_and(|due| due.whole));
    }
}
