//! Listening with inotify: one watch for each folder.
//!
//! The kernel names a folder by a number; a table says which folder that is, by its parent and its name, so that
//! 100,000 folders take a few megabytes and one that moves takes those in it along. What only reads files is not asked
//! for: a thread that reads everything would cause its own events and lose what matters.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::{self, PipeWriter};
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use rustix::io::Errno;

use crate::store::watch::folder_events::FolderEvent;
use crate::store::watch::probe::{is_of_head, is_record};
use crate::store::watch::scan::Scan;

/// What is reported of a folder.
const CHANGES: WatchFlags = WatchFlags::CREATE
    .union(WatchFlags::DELETE)
    .union(WatchFlags::MOVED_FROM)
    .union(WatchFlags::MOVED_TO)
    .union(WatchFlags::MODIFY)
    .union(WatchFlags::ATTRIB)
    .union(WatchFlags::CLOSE_WRITE)
    .union(WatchFlags::ONLYDIR)
    .union(WatchFlags::DONT_FOLLOW);

/// What is reported of the root beyond that.
const ITSELF: WatchFlags = WatchFlags::DELETE_SELF.union(WatchFlags::MOVE_SELF);

/// Hears of changes for as long as it is kept.
#[derive(Debug)]
pub(in crate::store) struct FolderEvents {
    /// The thread ends when this is closed.
    #[allow(dead_code, reason = "it is kept to go on")]
    end: PipeWriter,
}

impl FolderEvents {
    pub(in crate::store) fn open(
        root: &Path,
        git: Option<&Path>,
        mut tell: impl FnMut(FolderEvent) -> bool + Send + 'static,
    ) -> Result<(Self, Scan), String> {
        let reason = |error: io::Error| error.to_string();
        let queue = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK);
        let mut listening = Listening {
            queue: queue.map_err(|error| error.to_string())?,
            root: root.to_path_buf(),
            folders: Folders::default(),
            head: None,
        };
        let scan = listening.watch_all(Path::new(""), None)?;
        // Without it the branch is reported with the next change of a record.
        let head = git.and_then(|git| inotify::add_watch(&listening.queue, git, CHANGES).ok());
        listening.head = head;
        let (ended, end) = io::pipe().map_err(reason)?;
        let run = move || {
            let mut buffer = [MaybeUninit::uninit(); 1 << 14];
            loop {
                let mut both = [
                    PollFd::new(&listening.queue, PollFlags::IN),
                    PollFd::new(&ended, PollFlags::IN),
                ];
                match poll(&mut both, None) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(_) => return,
                }
                if !both[1].revents().is_empty() || !listening.take(&mut buffer, &mut tell) {
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("watch".to_owned())
            .spawn(run)
            .map_err(reason)?;
        Ok((Self { end }, scan))
    }
}

struct Listening {
    queue: OwnedFd,
    root: PathBuf,
    folders: Folders,
    /// The number of the folder in which git notes the branch.
    head: Option<i32>,
}

/// What one event was about.
struct Happened {
    number: i32,
    what: ReadFlags,
    name: Option<Box<OsStr>>,
}

impl Listening {
    /// Watches a folder, given by its path below the root and the number of the one that it is in, and all in it. Returns
    /// the files as they were then.
    fn watch_all(&mut self, folder: &Path, parent: Option<u32>) -> Result<Scan, String> {
        let top = self.root.join(folder);
        // The numbers of the folders that the walk is in, from the one above it.
        let mut trail = vec![parent];
        Scan::entering(&top, |below| {
            let depth = below.components().count();
            let (path, flags) = match parent {
                None if depth == 0 => (top.clone(), CHANGES | ITSELF),
                _ => (top.join(below), CHANGES),
            };
            let number = match inotify::add_watch(&self.queue, &path, flags) {
                Ok(number) => Some(number as u32),
                Err(Errno::NOSPC) => return Err("the operating system watches no more folders".to_owned()),
                // It went again, or may not be read; then nothing in it is read either.
                Err(_) => None,
            };
            if let Some(number) = number {
                let name = below.file_name().or(folder.file_name()).unwrap_or_default();
                let above = trail.get(depth).copied().flatten().unwrap_or(number);
                self.folders.know(number, above, name);
            }
            trail.truncate(depth + 1);
            trail.push(number);
            Ok(())
        })
    }

    /// Takes everything that is in the queue; returns whether somebody still listens.
    fn take(&mut self, buffer: &mut [MaybeUninit<u8>], tell: &mut impl FnMut(FolderEvent) -> bool) -> bool {
        let mut happened = Vec::new();
        {
            let mut reader = inotify::Reader::new(&self.queue, buffer);
            // An error is the end of what there is.
            while let Ok(event) = reader.next() {
                let name = event.file_name().map(|name| OsStr::from_bytes(name.to_bytes()).into());
                happened.push(Happened {
                    number: event.wd(),
                    what: event.events(),
                    name,
                });
                if happened.len() == MOST {
                    break;
                }
            }
        }
        let mut left = HashSet::new();
        for event in happened {
            if !self.take_event(event, &mut left, tell) {
                return false;
            }
        }
        for number in self.folders.take_out(&left) {
            let _ = inotify::remove_watch(&self.queue, number);
        }
        true
    }

    fn take_event(
        &mut self,
        event: Happened,
        left: &mut HashSet<(u32, Box<OsStr>)>,
        tell: &mut impl FnMut(FolderEvent) -> bool,
    ) -> bool {
        let Happened { number, what, name } = event;
        if what.contains(ReadFlags::QUEUE_OVERFLOW) {
            // Folders that came in between were not reported either.
            let _ = self.watch_all(Path::new(""), None);
            return tell(FolderEvent::Lost);
        }
        if what.contains(ReadFlags::IGNORED) {
            self.folders.forget(number);
            return true;
        }
        if Some(number) == self.head {
            return name.is_none_or(|name| !is_of_head(&name)) || tell(FolderEvent::Head);
        }
        let Some(folder) = self.folders.path(number) else {
            return true;
        };
        let Some(name) = name else {
            // Of the root itself; a folder below is reported by the one that it is in.
            return !folder.as_os_str().is_empty() || what.contains(ReadFlags::ATTRIB) || tell(FolderEvent::At(folder));
        };
        if name.as_bytes().starts_with(b".") {
            return true;
        }
        let path = folder.join(&*name);
        if !what.contains(ReadFlags::ISDIR) {
            return !is_record(&path) || tell(FolderEvent::At(path));
        }
        if what.intersects(ReadFlags::CREATE | ReadFlags::MOVED_TO) {
            let is_whole = self.watch_all(&path, Some(number as u32)).is_ok();
            return tell(FolderEvent::At(path)) && (is_whole || tell(FolderEvent::Lost));
        }
        if what.contains(ReadFlags::MOVED_FROM) {
            left.insert((number as u32, name));
        }
        what.contains(ReadFlags::ATTRIB) || tell(FolderEvent::At(path))
    }
}

/// How many events are taken before they are looked at.
const MOST: usize = 4096;

/// The folders by their numbers, which the kernel gives out in ascending order.
#[derive(Debug, Default)]
struct Folders {
    folders: Vec<Folder>,
    /// Their names, one behind the other.
    names: Vec<u8>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Folder {
    /// The number of the folder that it is in; the root is in itself.
    parent: u32,
    start: u32,
    length: u16,
    is_known: bool,
}

impl Folders {
    /// Notes the number of a folder.
    fn know(&mut self, number: u32, parent: u32, name: &OsStr) {
        let (at, name) = (number as usize, name.as_bytes());
        if self.folders.len() <= at {
            self.folders.resize(at + 1, Folder::default());
        }
        let known = self.folders[at];
        if known.is_known && known.parent == parent && self.name(known) == name {
            return;
        }
        self.folders[at] = Folder {
            parent,
            start: self.names.len() as u32,
            length: name.len() as u16,
            is_known: true,
        };
        self.names.extend_from_slice(name);
    }

    fn forget(&mut self, number: i32) {
        if let Some(folder) = self.folders.get_mut(number as usize) {
            folder.is_known = false;
        }
    }

    fn name(&self, folder: Folder) -> &[u8] {
        let start = folder.start as usize;
        &self.names[start..start + usize::from(folder.length)]
    }

    /// Returns the path of a folder below the root.
    fn path(&self, number: i32) -> Option<PathBuf> {
        let mut number = number as u32;
        let mut names = Vec::new();
        loop {
            let folder = *self.folders.get(number as usize).filter(|folder| folder.is_known)?;
            if folder.parent == number {
                break;
            }
            names.push(OsStr::from_bytes(self.name(folder)));
            number = folder.parent;
        }
        Some(names.into_iter().rev().collect())
    }

    /// Forgets the folders that left their places, given by parent and name, and returns their numbers; one that came
    /// back in another place is known there by now.
    fn take_out(&mut self, left: &HashSet<(u32, Box<OsStr>)>) -> Vec<i32> {
        if left.is_empty() {
            return Vec::new();
        }
        let all = 0..self.folders.len();
        let is_left = |at: &usize| {
            let folder = self.folders[*at];
            let name = Box::from(OsStr::from_bytes(self.name(folder)));
            folder.is_known && left.contains(&(folder.parent, name))
        };
        let numbers: Vec<_> = all.filter(is_left).map(|at| at as i32).collect();
        for number in &numbers {
            self.forget(*number);
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_costs_its_name_and_a_few_bytes_and_moves_with_those_in_it() {
        let mut folders = Folders::default();
        folders.know(1, 1, OsStr::new(""));
        folders.know(2, 1, OsStr::new("systems"));
        for number in 3..10_000 {
            folders.know(number, 2, OsStr::new(&format!("s-{number:06}")));
            folders.know(number, 2, OsStr::new(&format!("s-{number:06}")));
        }
        assert_eq!(folders.path(7), Some("systems/s-000007".into()));
        let bytes = folders.names.len() + folders.folders.len() * size_of::<Folder>();
        assert!(bytes <= 10_000 * (8 + 12), "{bytes}");
        folders.know(2, 1, OsStr::new("old"));
        assert_eq!(folders.path(7), Some("old/s-000007".into()));
        let left = HashSet::from([(2, Box::from(OsStr::new("s-000007")))]);
        assert_eq!(folders.take_out(&left), [7]);
        assert_eq!(folders.path(7), None);
        folders.forget(2);
        assert_eq!(folders.path(8), None, "nobody knows where it is");
    }
}
