//! Bringing the files of an edit to their new texts, and back.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::store::files::disk::{Disk, Folders, Turn};
use crate::store::files::repository::Repository;
use crate::store::save::journal::carry::{OnClash, carry, is_whole};
use crate::store::save::journal::{Target, end, spread, unused};
use crate::store::save::watch::Watch;

/// How often a file that others keep writing is tried.
const TRIES: usize = 5;

/// How long a program is given to write a file that it has open, before that file is looked at for the last time.
const MOMENT: Duration = Duration::from_millis(10);

/// The writing of one edit, and what was put aside on the way.
pub(in crate::store) struct Work<'a> {
    pub(in crate::store) disk: &'a Disk,
    pub(in crate::store) repository: &'a Repository,
    /// Files in the private folder that hold a text which found no other place.
    pub(in crate::store) kept: Vec<PathBuf>,
}

/// What a file is to go from and to.
#[derive(Debug, Clone)]
pub(in crate::store) struct Way<'a> {
    pub(in crate::store) path: &'a Path,
    pub(in crate::store) base: Option<Cow<'a, str>>,
    pub(in crate::store) mine: Option<Cow<'a, str>>,
}

impl Target {
    pub(in crate::store) fn forward(&self) -> Way<'_> {
        Way {
            path: &self.path,
            base: self.text_before(),
            mine: self.text_after(),
        }
    }

    pub(in crate::store) fn backward(&self) -> Way<'_> {
        Way {
            path: &self.path,
            base: self.text_after(),
            mine: self.text_before(),
        }
    }
}

/// What bringing the targets to their new text came to.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::store) enum Applied {
    /// All of them hold it.
    All,
    /// Another program wrote the one with this path in the meantime.
    Met(PathBuf),
    /// Nobody wants it any more.
    Stopped,
}

/// Why the work on one target ends that on all.
enum Ended {
    Met(PathBuf),
    Stopped,
    Failed(PathBuf, io::Error),
}

impl<'a> Work<'a> {
    pub(in crate::store) fn new(disk: &'a Disk, repository: &'a Repository) -> Self {
        Self {
            disk,
            repository,
            kept: Vec::new(),
        }
    }

    fn full(&self, path: &Path) -> PathBuf {
        self.repository.root.join(path)
    }

    fn folder(&self, path: &Path) -> PathBuf {
        self.full(path.parent().unwrap_or(Path::new("")))
    }

    /// Brings all targets to their new text, durably, unless another program writes one of them in the meantime or
    /// nobody wants it any more.
    ///
    /// # Errors
    ///
    /// Fails with the file it happened at.
    pub(in crate::store) fn apply(
        &mut self,
        targets: &[Target],
        watch: &Watch,
    ) -> Result<Applied, (PathBuf, io::Error)> {
        if targets.is_empty() {
            return Ok(Applied::All);
        }
        let written = self.write(targets, watch).and_then(|()| self.verify(targets));
        match written {
            Ok(()) => Ok(Applied::All),
            Err(Ended::Met(path)) => Ok(Applied::Met(path)),
            Err(Ended::Stopped) => Ok(Applied::Stopped),
            Err(Ended::Failed(path, error)) => Err((path, error)),
        }
    }

    /// Puts the new texts beside the files, lets them change places, and syncs it all.
    fn write(&mut self, targets: &[Target], watch: &Watch) -> Result<(), Ended> {
        // Many files are synced in one go.
        let each = targets.len() == 1;
        let root = &self.repository.root;
        let (seen, done) = (Folders::default(), AtomicUsize::new(0));
        spread::each(targets, |target| {
            if watch.is_stopped() {
                return Err(Ended::Stopped);
            }
            let full = self.full(&target.path);
            if let Some(text) = target.text_after() {
                let folder = self.folder(&target.path);
                self.disk
                    .make_folder_of(root, &folder, each, &seen)
                    .and_then(|()| self.disk.prepare(&full, &text, target.before.is_some(), each))
                    .map_err(|error| Ended::Failed(full, error))?;
            }
            watch.tell(done.fetch_add(1, Ordering::Relaxed) + 1, targets.len());
            Ok(())
        })?;
        for target in targets {
            if watch.is_stopped() {
                return Err(Ended::Stopped);
            }
            let full = self.full(&target.path);
            let failed = |error| Ended::Failed(full.clone(), error);
            let before = target.text_before();
            match self.disk.turn(&full, before.as_deref()).map_err(failed)? {
                Turn::Done => continue,
                Turn::Refused => {}
                Turn::Crossed => {
                    let after = target.text_after();
                    self.uncross(&target.path, after.as_deref()).map_err(failed)?;
                }
            }
            return Err(Ended::Met(target.path.clone()));
        }
        let files = || targets.iter().map(|target| self.full(&target.path));
        match targets {
            [one] => self.disk.sync_folder(&self.folder(&one.path)),
            _ => self.disk.sync_all(root, &mut files()),
        }
        .map_err(|error| Ended::Failed(files().next().unwrap_or_else(|| root.clone()), error))
    }

    /// Looks once more at what came away and what is there: a program that had a file open may have written it after it
    /// came away, or over the new one.
    fn verify(&self, targets: &[Target]) -> Result<(), Ended> {
        spread::each(targets, |target| {
            let full = self.full(&target.path);
            let (before, after) = (target.text_before(), target.text_after());
            // Nothing came away where nothing was.
            let kept = before.is_none()
                || self
                    .disk
                    .holds_beside(&full, before.as_deref())
                    .map_err(|error| Ended::Failed(full.clone(), error))?;
            let still = kept
                && self
                    .disk
                    .holds(&full, after.as_deref())
                    .map_err(|error| Ended::Failed(full, error))?;
            if still {
                Ok(())
            } else {
                Err(Ended::Met(target.path.clone()))
            }
        })
    }

    /// Brings all targets back to what they held, durably, and ends the journal.
    ///
    /// # Errors
    ///
    /// Fails when the disk refuses; the journal then stays.
    pub(in crate::store) fn roll_back(&mut self, targets: &[Target]) -> io::Result<()> {
        let mut failed = Ok(());
        for target in targets.iter().rev() {
            let back = self.back(target).and_then(|_| self.stray(target));
            failed = failed.and(back);
            if target.before.is_none() {
                let _ = self
                    .disk
                    .remove_empty(&self.repository.root, &self.folder(&target.path));
            }
        }
        failed?;
        match targets {
            [one] => self.disk.sync_folder(&self.nearest_folder(&one.path)),
            _ => {
                let mut files = targets.iter().map(|target| self.full(&target.path));
                self.disk.sync_all(&self.repository.root, &mut files)?;
                end(self.disk, &self.repository.private)
            }
        }
    }

    /// Returns the folder of a file, or the lowest one above it that is there.
    fn nearest_folder(&self, path: &Path) -> PathBuf {
        let folder = self.folder(path);
        let there = folder.ancestors().find(|folder| folder.is_dir());
        there.unwrap_or(&folder).to_path_buf()
    }

    /// Returns whether no folder on the way to a file is a link.
    ///
    /// # Errors
    ///
    /// Fails as the disk does.
    pub(in crate::store) fn is_within(&self, target: &Target) -> io::Result<bool> {
        let folder = self.folder(&target.path);
        match self.disk.refuse_links(&self.repository.root, &folder) {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(false),
            looked => looked.map(|()| true),
        }
    }

    /// Returns whether a file is as it was before the edit.
    pub(in crate::store) fn is_back(&self, target: &Target) -> bool {
        let before = target.text_before();
        let held = self.disk.holds(&self.full(&target.path), before.as_deref());
        held.unwrap_or(false)
    }

    /// Brings a file back to what it held: the very file where ours still stands, else without the fields of the edit.
    /// Returns whether nothing of the edit is left in it.
    pub(in crate::store) fn back(&mut self, target: &Target) -> io::Result<bool> {
        let (full, before) = (self.full(&target.path), target.text_before());
        if self.disk.holds(&full, before.as_deref())? {
            return Ok(true);
        }
        // A record that was there comes back with what is beside it; a new one goes.
        let beside = self.disk.beside(&full);
        if beside.is_ok_and(|beside| beside.is_some() == before.is_some()) {
            match self.disk.turn(&full, target.text_after().as_deref())? {
                Turn::Done => return Ok(true),
                Turn::Refused => {}
                Turn::Crossed => self.uncross(&target.path, before.as_deref())?,
            }
        }
        self.stray(target)?;
        self.bring(&target.backward(), OnClash::KeepTheirs)
    }

    /// Brings a file from one text to another, carrying over what others wrote; tells whether it could.
    ///
    /// # Errors
    ///
    /// Fails as the disk does.
    pub(in crate::store) fn bring(&mut self, way: &Way<'_>, on_clash: OnClash) -> io::Result<bool> {
        let (full, folder) = (self.full(way.path), self.folder(way.path));
        let root = &self.repository.root;
        for _ in 0..TRIES {
            let found = match self.disk.read(&full) {
                Ok(found) => found,
                // Somebody put something else there; that is theirs.
                Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(false),
                Err(error) => return Err(error),
            };
            let (base, mine) = (way.base.as_deref(), way.mine.as_deref());
            let Ok(wanted) = carry(way.path, base, mine, found.as_deref(), on_clash) else {
                return Ok(false);
            };
            if wanted == found {
                return Ok(true);
            }
            self.disk.sweep(&full)?;
            if let Some(text) = &wanted {
                self.disk.make_folder(root, &folder, true)?;
                self.disk.prepare(&full, text, found.is_some(), true)?;
            }
            match self.disk.turn(&full, found.as_deref())? {
                Turn::Done => {
                    self.disk.sync_folder(&folder)?;
                    if self.disk.holds_beside(&full, found.as_deref())? {
                        self.disk.sweep(&full)?;
                    } else {
                        self.keep_beside(&full)?;
                    }
                    if wanted.is_none() {
                        self.disk.remove_empty(root, &folder)?;
                    }
                    return Ok(true);
                }
                Turn::Refused => self.disk.sweep(&full)?,
                Turn::Crossed => self.keep_beside(&full)?,
            }
        }
        Ok(false)
    }

    /// Carries what the second of two programs wrote over `ours` on to what the first one wrote, which is there.
    fn uncross(&mut self, path: &Path, ours: Option<&str>) -> io::Result<()> {
        let full = self.full(path);
        let second = self.disk.beside(&full)?;
        let way = Way {
            path,
            base: ours.map(Cow::Borrowed),
            mine: second.as_deref().map(Cow::Borrowed),
        };
        let carried = second.is_some() && self.bring(&way, OnClash::Refuse)?;
        if carried { Ok(()) } else { self.keep(second.as_deref()) }
    }

    /// Clears away what is beside a file. What a program wrote there that still had the old file open is carried
    /// over to the file, or kept in the private folder.
    ///
    /// # Errors
    ///
    /// Fails as the disk does.
    pub(in crate::store) fn stray(&mut self, target: &Target) -> io::Result<()> {
        let full = self.full(&target.path);
        let beside = match self.disk.beside(&full) {
            Ok(None) => return Ok(()),
            Ok(Some(text)) => text,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return self.disk.sweep(&full),
            Err(error) => return Err(error),
        };
        // A process that died while it wrote the new text left its beginning.
        let begins = target.text_after().is_some_and(|after| after.starts_with(&beside));
        if begins || target.text_before().as_deref() == Some(&*beside) {
            return self.disk.sweep(&full);
        }
        let way = Way {
            mine: Some(Cow::Borrowed(&beside)),
            ..target.forward()
        };
        if !self.bring(&way, OnClash::Refuse)? {
            self.keep(Some(&beside))?;
        }
        self.disk.sweep(&full)
    }

    /// Clears away what the targets held, after all of them hold their new text, and folders without a file.
    ///
    /// # Errors
    ///
    /// Fails as the disk does, having tried each.
    pub(in crate::store) fn clear_away(&mut self, targets: &[Target]) -> io::Result<()> {
        let mut failed = self.await_writers(targets);
        for target in targets {
            // Where nothing was, nothing came away.
            if target.before.is_some() {
                failed = failed.and(self.stray(target));
            }
            if target.after.is_none() {
                let folder = self.folder(&target.path);
                let removed = self.disk.remove_empty(&self.repository.root, &folder);
                failed = failed.and(removed.map(|_| ()));
            }
        }
        failed
    }

    /// Gives programs that may have a file open that came away a moment to write it, and more to one that has begun to.
    /// An edit that is undone does not wait: it is tried again, and best while whoever wrote rests.
    ///
    /// # Errors
    ///
    /// Fails as the disk does.
    fn await_writers(&self, targets: &[Target]) -> io::Result<()> {
        let mut awaited: Vec<_> = targets.iter().collect();
        awaited.retain(|target| target.before.is_some());
        for _ in 0..TRIES {
            if awaited.is_empty() {
                break;
            }
            self.disk.wait(MOMENT)?;
            let mut still = Vec::new();
            for target in awaited {
                if self.is_being_written(target)? {
                    still.push(target);
                }
            }
            awaited = still;
        }
        Ok(())
    }

    /// Returns whether what is beside a file is neither a text of the edit nor a whole one of another program.
    fn is_being_written(&self, target: &Target) -> io::Result<bool> {
        match self.disk.beside(&self.full(&target.path)) {
            Ok(None) => Ok(false),
            Ok(Some(text)) => {
                let is_ours = [target.text_before(), target.text_after()]
                    .iter()
                    .any(|known| known.as_deref() == Some(&*text));
                Ok(!is_ours && !is_whole(&target.path, &text))
            }
            // A letter may be half written as well.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(true),
            Err(error) => Err(error),
        }
    }

    fn keep_beside(&mut self, full: &Path) -> io::Result<()> {
        let text = self.disk.beside(full)?;
        self.keep(text.as_deref())?;
        self.disk.sweep(full)
    }

    /// Keeps a text in the private folder.
    pub(in crate::store) fn keep(&mut self, text: Option<&str>) -> io::Result<()> {
        let Some(text) = text else { return Ok(()) };
        let path = unused(&self.repository.private, "rejected", "ron");
        self.disk.replace(&path, text)?;
        self.kept.push(path);
        Ok(())
    }

    /// Says where texts were put for which no other place was found.
    pub(in crate::store) fn message(&self) -> Option<String> {
        let kept: Vec<_> = self.kept.iter().map(|path| path.display().to_string()).collect();
        let files = kept.join(", ");
        (!kept.is_empty()).then(|| format!("What other programs wrote at the same moment is kept in {files}."))
    }
}
