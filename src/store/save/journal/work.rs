//! Bringing the files of an edit to their new texts, and back.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::store::files::disk::{Disk, Turn};
use crate::store::files::repository::Repository;
use crate::store::save::journal::carry::{OnClash, carry, is_whole};
use crate::store::save::journal::{Target, end, unused};

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
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct Way<'a> {
    pub(in crate::store) path: &'a Path,
    pub(in crate::store) base: Option<&'a str>,
    pub(in crate::store) mine: Option<&'a str>,
}

impl Target {
    pub(in crate::store) fn forward(&self) -> Way<'_> {
        Way {
            path: &self.path,
            base: self.before.as_deref(),
            mine: self.after.as_deref(),
        }
    }

    pub(in crate::store) fn backward(&self) -> Way<'_> {
        Way {
            path: &self.path,
            base: self.after.as_deref(),
            mine: self.before.as_deref(),
        }
    }
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

    /// Brings all targets to their new text, durably; returns the path that another program wrote in the meantime, if so.
    ///
    /// # Errors
    ///
    /// Fails with the file it happened at.
    pub(in crate::store) fn apply(&mut self, targets: &[Target]) -> Result<Option<PathBuf>, (PathBuf, io::Error)> {
        if targets.is_empty() {
            return Ok(None);
        }
        // Many files are synced in one go.
        let each = targets.len() == 1;
        let root = &self.repository.root;
        for target in targets {
            let full = self.full(&target.path);
            let failed = |error| (full.clone(), error);
            if let Some(text) = &target.after {
                let folder = self.folder(&target.path);
                self.disk.make_folder(root, &folder, each).map_err(failed)?;
                self.disk.prepare(&full, text, each).map_err(failed)?;
            }
        }
        for target in targets {
            let full = self.full(&target.path);
            let failed = |error| (full.clone(), error);
            match self.disk.turn(&full, target.before.as_deref()).map_err(failed)? {
                Turn::Done => continue,
                Turn::Refused => {}
                Turn::Crossed => self.uncross(&target.path, target.after.as_deref()).map_err(failed)?,
            }
            return Ok(Some(target.path.clone()));
        }
        let files: Vec<_> = targets.iter().map(|target| self.full(&target.path)).collect();
        match targets {
            [one] => self.disk.sync_folder(&self.folder(&one.path)),
            _ => self.disk.sync_all(root, &files),
        }
        .map_err(|error| (files.first().unwrap_or(root).clone(), error))?;
        for (target, full) in targets.iter().zip(files) {
            // A program that had the file open may have written it after it came away, or over the new one.
            let still = self
                .disk
                .holds_beside(&full, target.before.as_deref())
                .and_then(|still| Ok(still && self.disk.holds(&full, target.after.as_deref())?));
            if !still.map_err(|error| (full, error))? {
                return Ok(Some(target.path.clone()));
            }
        }
        Ok(None)
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
                let files: Vec<_> = targets.iter().map(|target| self.full(&target.path)).collect();
                self.disk.sync_all(&self.repository.root, &files)?;
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
        let held = self.disk.holds(&self.full(&target.path), target.before.as_deref());
        held.unwrap_or(false)
    }

    /// Brings a file back to what it held: the very file where ours still stands, else without the fields of the edit.
    /// Returns whether nothing of the edit is left in it.
    pub(in crate::store) fn back(&mut self, target: &Target) -> io::Result<bool> {
        let (full, before) = (self.full(&target.path), target.before.as_deref());
        if self.disk.holds(&full, before)? {
            return Ok(true);
        }
        // A record that was there comes back with what is beside it; a new one goes.
        let beside = self.disk.beside(&full);
        if beside.is_ok_and(|beside| beside.is_some() == before.is_some()) {
            match self.disk.turn(&full, target.after.as_deref())? {
                Turn::Done => return Ok(true),
                Turn::Refused => {}
                Turn::Crossed => self.uncross(&target.path, before)?,
            }
        }
        self.stray(target)?;
        self.bring(target.backward(), OnClash::KeepTheirs)
    }

    /// Brings a file from one text to another, carrying over what others wrote; tells whether it could.
    ///
    /// # Errors
    ///
    /// Fails as the disk does.
    pub(in crate::store) fn bring(&mut self, way: Way, on_clash: OnClash) -> io::Result<bool> {
        let (full, folder) = (self.full(way.path), self.folder(way.path));
        let root = &self.repository.root;
        for _ in 0..TRIES {
            let found = match self.disk.read(&full) {
                Ok(found) => found,
                // Somebody put something else there; that is theirs.
                Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(false),
                Err(error) => return Err(error),
            };
            let Ok(wanted) = carry(way.path, way.base, way.mine, found.as_deref(), on_clash) else {
                return Ok(false);
            };
            if wanted == found {
                return Ok(true);
            }
            self.disk.sweep(&full)?;
            if let Some(text) = &wanted {
                self.disk.make_folder(root, &folder, true)?;
                self.disk.prepare(&full, text, true)?;
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
            base: ours,
            mine: second.as_deref(),
        };
        let carried = second.is_some() && self.bring(way, OnClash::Refuse)?;
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
        let begins = target.after.as_deref().is_some_and(|after| after.starts_with(&beside));
        if begins || target.before.as_ref() == Some(&beside) {
            return self.disk.sweep(&full);
        }
        let way = Way {
            mine: Some(&beside),
            ..target.forward()
        };
        if !self.bring(way, OnClash::Refuse)? {
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
            failed = failed.and(self.stray(target));
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
            Ok(text) if text == target.before || text == target.after => Ok(false),
            Ok(Some(text)) => Ok(!is_whole(&target.path, &text)),
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
