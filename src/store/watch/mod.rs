//! Watches the folder for changes made by other programs: an editor, a pull, a colleague in the same checkout.
//!
//! One thread hears what the operating system tells and sleeps in between; [`debounce`] says when what it heard is read,
//! and the readings go to whoever listens. A file system that tells nothing (a network, no watches left) is looked at
//! every five seconds instead, by the times and sizes of its files.

pub mod debounce;
mod folder_events;
mod probe;
pub mod save_stamps;
pub mod scan;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::domain::record::field::Kind;
use crate::domain::register::Register;

use crate::store::background;
use crate::store::files::repository::Repository;
use crate::store::load::open::Contents;
use crate::store::load::{Loaded, read_all, read_file, read_folder};
use debounce::{Debounce, Due};
use folder_events::{FolderEvent, FolderEvents};
use probe::{is_record, number};
use scan::Scan;

/// How often a file system that tells nothing is looked at. A look at 14,000 files takes about 20 ms.
pub const PAUSE: Duration = Duration::from_secs(5);

/// How many changed paths are read for one report, so that taking it keeps no key waiting. As many as may belong together
/// are one.
const TOGETHER: usize = 200;
/// The same when there are more.
const SLICE: usize = 64;

/// How often it is looked whether a folder that went is back.
const WAIT: Duration = Duration::from_secs(1);

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The operating system tells of them where it can.
    Events,
    /// The folder is looked at, with this pause in between.
    Looks(Duration),
}

/// What was read because something changed.
#[derive(Debug)]
pub struct Report {
    /// The count of [`save_stamps`] when the reading began.
    pub stamp: u64,
    /// The branch that is checked out.
    pub branch: Option<String>,
    /// The commit that is checked out.
    pub commit: Option<String>,
    /// What it is.
    pub news: News,
}

/// What a report is about.
#[derive(Debug)]
pub enum News {
    /// Some files changed.
    Files(Changed),
    /// Everything was read.
    Whole(Box<Whole>),
    /// Changes are no longer reported, and the folder is looked at now and then; the reason.
    Slow(String),
    /// The folder is not there any more; it is waited for.
    Missing,
}

/// Files as they are now; all paths are below `aims/`.
#[derive(Debug, Default)]
pub struct Changed {
    /// The files there are.
    pub files: Vec<Loaded>,
    /// Files and folders that went.
    pub gone: Vec<PathBuf>,
    /// Folders that were read whole: what else was known in them is gone.
    pub folders: Vec<PathBuf>,
}

/// A register read beside the one that is shown.
#[derive(Debug)]
pub struct Whole {
    /// Its records.
    pub register: Register,
    /// What else was found.
    pub contents: Contents,
    /// Files that are gone or broken, but may be on their way; a report on them follows.
    pub unripe: Vec<PathBuf>,
}

/// A command to the thread.
enum WatchCommand {
    Event(FolderEvent),
    Again(Vec<PathBuf>),
    End,
}

/// The way to the thread; dropping it ends the thread.
#[derive(Debug)]
pub struct Watch {
    words: Sender<WatchCommand>,
}

impl Watch {
    /// Begins to watch a register whose files were `seen` as they were read: what differs by then is read, as no news of
    /// it came. The branch is reported once at the beginning.
    ///
    /// `tell` is called on the thread with each report and returns whether somebody still listens.
    pub fn start(
        repository: Repository,
        kinds: Vec<&'static Kind>,
        way: Way,
        seen: Scan,
        count: Arc<AtomicU64>,
        tell: impl FnMut(Report) -> bool + Send + 'static,
    ) -> Self {
        let (words, inbox) = mpsc::channel();
        let own = words.clone();
        thread::spawn(move || {
            background::give_way();
            let (settling, eyes) = (Debounce::default(), Eyes::Shut);
            let mut watching = Watching {
                repository,
                kinds,
                count,
                tell,
                words: own,
                settling,
                eyes,
                seen,
                branch: None,
                commit: None,
                folder: None,
                next: None,
            };
            let now = watching.open(way);
            watching.compare(now, Instant::now());
            // No event came for a checkout between the reading of the branch on screen and the opening of the watch.
            watching.settling.read_branch(Instant::now());
            watching.run(&inbox);
        });
        Self { words }
    }

    /// Asks for paths below `aims/` to be read again, because a save overtook their reading; for everything when none is
    /// named.
    pub fn read_again(&self, paths: Vec<PathBuf>) {
        let _ = self.words.send(WatchCommand::Again(paths));
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.words.send(WatchCommand::End);
    }
}

/// How the thread notices changes.
enum Eyes {
    /// It does not yet, or the folder is gone.
    Shut,
    /// It is watched, as long as this is here.
    Events(#[allow(dead_code, reason = "it is kept to go on")] FolderEvents),
    /// It looks, with this pause in between.
    Looks(Duration),
}

struct Watching<T> {
    repository: Repository,
    kinds: Vec<&'static Kind>,
    count: Arc<AtomicU64>,
    tell: T,
    words: Sender<WatchCommand>,
    settling: Debounce,
    eyes: Eyes,
    /// The files as they were when they were read last.
    seen: Scan,
    /// The branch that was reported last.
    branch: Option<String>,
    /// The commit that was reported last.
    commit: Option<String>,
    /// The device and number of the folder that is watched; another one may come to its place.
    folder: Option<(u64, u64)>,
    /// When to look next, where nothing is reported.
    next: Option<Instant>,
}

impl<T: FnMut(Report) -> bool> Watching<T> {
    /// Begins to watch, and returns the files as they were then.
    fn open(&mut self, way: Way) -> Scan {
        self.folder = number(&self.repository.root);
        let pause = match way {
            Way::Looks(pause) => pause,
            Way::Events => match self.listen() {
                Ok((folder_events, now)) => {
                    self.eyes = Eyes::Events(folder_events);
                    return now;
                }
                Err(reason) => {
                    self.tell(News::Slow(reason));
                    PAUSE
                }
            },
        };
        self.eyes = Eyes::Looks(pause);
        self.next = Some(Instant::now() + pause);
        Scan::of(&self.repository.root)
    }

    fn listen(&self) -> Result<(FolderEvents, Scan), String> {
        let words = self.words.clone();
        let note_event = move |sound| words.send(WatchCommand::Event(sound)).is_ok();
        FolderEvents::open(&self.repository.root, self.repository.git.as_deref(), note_event)
    }

    /// Has the files read that are not as they were when they were read last.
    fn compare(&mut self, after: Scan, now: Instant) {
        for path in self.seen.differences(&after) {
            self.settling.note_event(path, now);
        }
        self.seen = after;
    }

    fn run(&mut self, inbox: &Receiver<WatchCommand>) {
        loop {
            let until = [self.settling.due(), self.next].into_iter().flatten().min();
            let word = match until {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(until) => inbox.recv_timeout(until.saturating_duration_since(Instant::now())),
            };
            let now = Instant::now();
            match word {
                Ok(WatchCommand::Event(sound)) => self.note_event(sound, now),
                Ok(WatchCommand::Again(paths)) => self.settling.read_again(paths, now),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(WatchCommand::End) | Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.next.is_some_and(|next| next <= now) {
                self.look(now);
            }
            let lock = self.repository.git.as_ref().map(|git| git.join("index.lock"));
            let busy = || lock.is_some_and(|lock| fs::symlink_metadata(lock).is_ok());
            if let Some(due) = self.settling.take(now, busy)
                && !self.read(due, now)
            {
                return;
            }
        }
    }

    fn note_event(&mut self, sound: FolderEvent, now: Instant) {
        match sound {
            FolderEvent::At(path) => self.settling.note_event(path, now),
            // Only the branch and its commit follow from it.
            FolderEvent::Head => self.settling.read_branch(now),
            FolderEvent::Lost => self.settling.hear_of_everything(now),
        }
    }

    /// Looks at a folder that sends no events, or was gone.
    fn look(&mut self, now: Instant) {
        if let Eyes::Looks(pause) = self.eyes {
            self.compare(Scan::of(&self.repository.root), now);
            if self.repository.branch() != self.branch || self.repository.commit() != self.commit {
                self.settling.read_branch(now);
            }
            self.next = Some(now + pause);
        } else if number(&self.repository.root).is_some() {
            self.next = None;
            self.seen = self.open(Way::Events);
            self.settling.read_again(Vec::new(), now);
        } else {
            self.next = Some(now + WAIT);
        }
    }

    /// Reads what is due and tells it; returns whether somebody still listens.
    fn read(&mut self, due: Due, now: Instant) -> bool {
        let mut due = due;
        let number = number(&self.repository.root);
        let shut = matches!(self.eyes, Eyes::Shut);
        if number.is_none() {
            // Not every record is gone then: a checkout took the folder away, and the way back brings it.
            self.eyes = Eyes::Shut;
            self.next = Some(now + WAIT);
            return shut || self.tell(News::Missing);
        }
        if !shut && number != self.folder {
            // Another folder came in its place; the old one is watched no longer.
            self.seen = self.open(Way::Events);
            due.whole = true;
        }
        if due.whole {
            let stamp = self.count.load(Ordering::SeqCst);
            let whole = Box::new(self.read_whole(now));
            return self.report(stamp, News::Whole(whole));
        }
        if due.everything {
            let after = Scan::of(&self.repository.root);
            due.paths.extend(self.seen.differences(&after));
            due.paths.sort();
            due.paths.dedup();
            self.seen = after;
        }
        let slice = if due.paths.len() > TOGETHER { SLICE } else { TOGETHER };
        if due.paths.is_empty() {
            // What is reported then is the branch and its commit.
            return self.tell(News::Files(Changed::default()));
        }
        due.paths.chunks(slice).all(|paths| {
            let stamp = self.count.load(Ordering::SeqCst);
            let changed = self.read_paths(paths, now);
            self.report(stamp, News::Files(changed))
        })
    }

    fn read_whole(&mut self, now: Instant) -> Whole {
        let (mut register, mut contents) = (Register::default(), Contents::default());
        let root = &self.repository.root;
        let mut seen = Scan::default();
        read_all(root, &self.kinds, |batch| {
            seen.take(&batch);
            contents.take(&mut register, batch);
        });
        seen.sort();
        self.seen = seen;
        contents.finish(&mut register);
        let broken = contents.problems.iter().filter(|problem| problem.is_broken());
        let mut suspects: Vec<_> = broken.map(|problem| problem.path.clone()).collect();
        let recent = self.settling.recent();
        suspects.extend(
            recent
                .filter(|path| fs::symlink_metadata(root.join(path)).is_err())
                .cloned(),
        );
        suspects.retain(|path| self.settling.hold(path, now));
        Whole {
            register,
            contents,
            unripe: suspects,
        }
    }

    fn read_paths(&mut self, paths: &[PathBuf], now: Instant) -> Changed {
        let mut changed = Changed::default();
        let root = &self.repository.root;
        for path in paths {
            let full = root.join(path);
            match fs::symlink_metadata(&full) {
                Err(_) if self.settling.hold(path, now) => {}
                Err(_) => changed.gone.push(path.clone()),
                Ok(meta) if meta.is_dir() && !is_record(path) => {
                    changed.files.extend(read_folder(root, path, &self.kinds));
                    changed.folders.push(path.clone());
                }
                Ok(_) if is_record(path) => changed.files.push(read_file(root, &full, &self.kinds)),
                Ok(_) => {}
            }
        }
        for path in &changed.gone {
            self.seen.note(path, None);
        }
        for loaded in &changed.files {
            self.seen.note(&loaded.path, loaded.mark);
        }
        let settling = &mut self.settling;
        changed.files.retain(|loaded| {
            let is_broken = loaded
                .problems
                .iter()
                .any(crate::store::load::problem::FileProblem::is_broken);
            !(loaded.temporary || is_broken && settling.hold(&loaded.path, now))
        });
        changed
    }

    fn tell(&mut self, news: News) -> bool {
        let stamp = self.count.load(Ordering::SeqCst);
        self.report(stamp, news)
    }

    fn report(&mut self, stamp: u64, news: News) -> bool {
        let (branch, commit) = (self.repository.branch(), self.repository.commit());
        self.branch.clone_from(&branch);
        self.commit.clone_from(&commit);
        (self.tell)(Report {
            stamp,
            branch,
            commit,
            news,
        })
    }
}

#[cfg(test)]
mod tests;
