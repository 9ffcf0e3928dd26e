//! The folders on the way to a file: none of them may be a link.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::store::files::disk::{Disk, unfit};

/// The folders above others that were seen to be folders while one edit is saved, so that they are not looked at anew for
/// each of its files.
#[derive(Debug, Default)]
pub struct Folders(Mutex<HashSet<PathBuf>>);

impl Folders {
    fn has(&self, folder: &Path) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(folder)
    }

    /// Remembers a folder that has others in it. Those with files only are as many as there are records.
    fn note(&self, folder: &Path, is_last: bool) {
        if !is_last {
            let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            seen.insert(folder.to_path_buf());
        }
    }
}

impl Disk {
    /// Makes a folder and those above it up to `root`; when `durable`, the names of new ones are on disk then.
    ///
    /// # Errors
    ///
    /// Fails when a part of the path is a link or no folder, or cannot be made.
    pub fn make_folder(&self, root: &Path, folder: &Path, durable: bool) -> io::Result<()> {
        self.make_folder_of(root, folder, durable, &Folders::default())
    }

    /// The same, for one of many files of an edit.
    ///
    /// # Errors
    ///
    /// As [`make_folder`](Self::make_folder).
    pub fn make_folder_of(&self, root: &Path, folder: &Path, durable: bool, seen: &Folders) -> io::Result<()> {
        let folders = folders_between(root, folder)?;
        for (nth, folder) in folders.iter().enumerate() {
            let is_last = nth + 1 == folders.len();
            if seen.has(folder) {
                continue;
            }
            match fs::symlink_metadata(folder) {
                Ok(meta) if meta.is_dir() => {}
                Ok(_) => return Err(no_folder(folder)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    self.step("make folder")?;
                    match fs::create_dir(folder) {
                        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                        _ => {}
                    }
                    if durable && let Some(parent) = folder.parent() {
                        self.sync_folder(parent)?;
                    }
                }
                Err(error) => return Err(error),
            }
            seen.note(folder, is_last);
        }
        Ok(())
    }

    /// Fails when a folder on the way to a file is a link or no folder; one that is absent is fine.
    ///
    /// # Errors
    ///
    /// With [`io::ErrorKind::InvalidData`] then, else as the operating system does.
    pub fn refuse_links(&self, root: &Path, folder: &Path) -> io::Result<()> {
        self.is_folder(root, folder, &Folders::default()).map(|_| ())
    }

    /// Returns whether the folder of a file is there, for one of many files of an edit.
    ///
    /// # Errors
    ///
    /// As [`refuse_links`](Self::refuse_links).
    pub fn is_folder(&self, root: &Path, folder: &Path, seen: &Folders) -> io::Result<bool> {
        self.step("look")?;
        let folders = folders_between(root, folder)?;
        for (nth, folder) in folders.iter().enumerate() {
            if seen.has(folder) {
                continue;
            }
            match fs::symlink_metadata(folder) {
                Ok(meta) if meta.is_dir() => seen.note(folder, nth + 1 == folders.len()),
                Ok(_) => return Err(no_folder(folder)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    /// Removes the folders from `folder` up to `root` that hold nothing any more, and returns the lowest that stays.
    ///
    /// # Errors
    ///
    /// Fails as a planned fault does; a folder that cannot be removed stays.
    pub fn remove_empty(&self, root: &Path, folder: &Path) -> io::Result<PathBuf> {
        let mut at = folder;
        while at != root && at.starts_with(root) {
            self.step("remove folder")?;
            match fs::remove_dir(at) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => break,
                _ => {}
            }
            at = at.parent().unwrap_or(root);
        }
        Ok(at.to_path_buf())
    }
}

fn no_folder(folder: &Path) -> io::Error {
    unfit(&format!("{} is a link or no folder", folder.display()))
}

/// Returns `root` and each folder below it down to `folder`.
fn folders_between(root: &Path, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let below = folder
        .strip_prefix(root)
        .map_err(|_| unfit("the path leaves the register"))?;
    let mut at = root.to_path_buf();
    let mut folders = vec![at.clone()];
    for part in below.components() {
        at.push(part);
        folders.push(at.clone());
    }
    Ok(folders)
}
