//! Several files as one: what is to be written stands in a journal first; who opens the store next finishes it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::Disk;

/// What is to become of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its path below `aims/`.
    pub path: PathBuf,
    /// What it held; nothing when there was no file.
    pub before: Option<String>,
    /// What it is to hold; nothing when it is to go.
    pub after: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Journal {
    format: u32,
    targets: Vec<Target>,
}

/// What finishing a journal came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Files that were brought to their new text.
    pub finished: Vec<PathBuf>,
    /// Files that someone else had written meanwhile; the text meant for them was put beside the journal.
    pub rejected: Vec<PathBuf>,
}

/// Why targets were not written as one.
#[derive(Debug)]
pub struct Interrupted {
    /// Whether the journal was durable by then, so that the next opener finishes the rest.
    pub committed: bool,
    /// What the operating system said.
    pub error: io::Error,
}

fn file(private: &Path) -> PathBuf {
    private.join("journal.json")
}

/// Tells whether a journal waits to be finished. A failure to look counts as one, so that nobody passes it by.
pub fn waits(private: &Path) -> bool {
    !matches!(fs::symlink_metadata(file(private)), Err(error) if error.kind() == io::ErrorKind::NotFound)
}

/// Writes targets as one: durable from the moment the journal is. The caller holds the lock and made the folder.
///
/// # Errors
///
/// Fails when the journal cannot be written (nothing changed then), or a file cannot (the journal stays, and the next
/// opener finishes it).
pub fn commit(disk: &Disk, root: &Path, private: &Path, targets: &[Target]) -> Result<(), Interrupted> {
    let journal = Journal {
        format: 1,
        targets: targets.to_vec(),
    };
    let file = file(private);
    let begun = serde_json::to_string(&journal)
        .map_err(io::Error::other)
        .and_then(|text| disk.replace(&file, &text, true))
        .and_then(|()| disk.sync_folder(private));
    if let Err(error) = begun {
        // A journal whose name may or may not survive a power cut must not be found by the next opener.
        let committed = waits(private) && disk.remove(&file).is_err();
        return Err(Interrupted { committed, error });
    }
    let apply = || {
        for target in targets {
            write(disk, root, target, false)?;
        }
        close(disk, root, private, targets)
    };
    apply().map_err(|error| Interrupted { committed: true, error })
}

fn close(disk: &Disk, root: &Path, private: &Path, targets: &[Target]) -> io::Result<()> {
    let files: Vec<_> = targets.iter().map(|target| root.join(&target.path)).collect();
    disk.sync_all(root, &files)?;
    disk.remove(&file(private))?;
    // A journal that came back after a power cut would make edits again that were taken back since.
    disk.sync_folder(private)
}

/// Brings one file to its new text.
///
/// # Errors
///
/// Fails as the disk does.
pub fn write(disk: &Disk, root: &Path, target: &Target, durable: bool) -> io::Result<()> {
    place(disk, root, target, durable, |path, text| {
        disk.replace(path, text, durable)
    })
}

/// Brings one file durably to its new text if it still holds the old one, and tells whether it did.
///
/// # Errors
///
/// Fails as the disk does.
pub fn write_if_unchanged(disk: &Disk, root: &Path, target: &Target) -> io::Result<bool> {
    let before = target.before.as_deref();
    if target.after.is_none() && disk.read(&root.join(&target.path))?.as_deref() != before {
        return Ok(false);
    }
    let mut unchanged = true;
    place(disk, root, target, true, |path, text| {
        unchanged = disk.replace_if(path, before, text, true)?;
        Ok(())
    })?;
    Ok(unchanged)
}

fn place(
    disk: &Disk,
    root: &Path,
    target: &Target,
    durable: bool,
    replace: impl FnOnce(&Path, &str) -> io::Result<()>,
) -> io::Result<()> {
    let path = root.join(&target.path);
    let folder = path.parent().unwrap_or(root);
    let folder = if let Some(text) = &target.after {
        disk.make_folder(root, folder, durable)?;
        replace(&path, text)?;
        folder.to_path_buf()
    } else {
        disk.remove(&path)?;
        disk.remove_empty(root, folder)?
    };
    if durable { disk.sync_folder(&folder) } else { Ok(()) }
}

/// Finishes what a writer that died had committed. The caller holds the lock.
///
/// # Errors
///
/// Fails on any read error other than "not found", so that good text is never taken for missing.
pub fn recover(disk: &Disk, root: &Path, private: &Path) -> io::Result<Recovery> {
    let mut recovery = Recovery::default();
    disk.sweep(&file(private))?;
    let Some(text) = disk.read_whole(&file(private))? else {
        return Ok(recovery);
    };
    let Ok(journal) = serde_json::from_str::<Journal>(&text) else {
        // It is renamed into place only when whole, so this is none of ours; it is kept for whoever wrote it.
        fs::rename(file(private), unused(private, "journal-unreadable", "json"))?;
        return Ok(recovery);
    };
    let stays = |target: &&Target| {
        let mut parts = target.path.components();
        parts.all(|part| matches!(part, Component::Normal(_)))
    };
    for target in journal.targets.iter().filter(stays) {
        let path = root.join(&target.path);
        let found = match found(disk, root, &path) {
            Ok(found) => Some(found),
            // Somebody put something else there since; that is theirs.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => None,
            Err(error) => return Err(error),
        };
        if found.as_ref().is_some_and(|found| *found == target.after) {
            continue;
        }
        // An empty file is what an unsynced rename can leave after a power cut.
        let ours = |found: &Option<String>| *found == target.before || found.as_deref() == Some("");
        if found.as_ref().is_some_and(ours) {
            write(disk, root, target, true)?;
            recovery.finished.push(target.path.clone());
        } else if let Some(after) = &target.after {
            disk.replace(&unused(private, "rejected", "ron"), after, true)?;
            recovery.rejected.push(target.path.clone());
        }
    }
    close(disk, root, private, &journal.targets)?;
    Ok(recovery)
}

fn found(disk: &Disk, root: &Path, path: &Path) -> io::Result<Option<String>> {
    disk.refuse_links(root, path.parent().unwrap_or(root))?;
    disk.sweep(path)?;
    disk.read(path)
}

/// Returns a name that no file in the private folder has yet.
fn unused(private: &Path, stem: &str, extension: &str) -> PathBuf {
    let free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    let names = (1..u32::MAX).map(|number| private.join(format!("{stem}-{number}.{extension}")));
    names
        .into_iter()
        .find(free)
        .unwrap_or_else(|| private.join(format!("{stem}.{extension}")))
}
