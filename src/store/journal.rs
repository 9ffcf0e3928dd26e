//! Several files as one: what is to be written stands in a journal first; who opens the store next finishes it.

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

fn file(private: &Path) -> PathBuf {
    private.join("journal.json")
}

/// Writes targets as one: durable from the moment the journal is.
///
/// # Errors
///
/// Fails when the journal cannot be written (nothing changed then), or a file cannot (the journal stays, and the next
/// opener finishes it).
pub fn commit(disk: &Disk, root: &Path, private: &Path, targets: &[Target]) -> io::Result<()> {
    let journal = Journal {
        format: 1,
        targets: targets.to_vec(),
    };
    let text = serde_json::to_string(&journal).map_err(io::Error::other)?;
    disk.make_folder(private.parent().unwrap_or(private), private)?;
    disk.replace(&file(private), &text, true)?;
    disk.sync_folder(private)?;
    apply(disk, root, targets)?;
    close(disk, root, private, targets)
}

fn apply(disk: &Disk, root: &Path, targets: &[Target]) -> io::Result<()> {
    for target in targets {
        write(disk, root, target, false)?;
    }
    Ok(())
}

fn close(disk: &Disk, root: &Path, private: &Path, targets: &[Target]) -> io::Result<()> {
    let files: Vec<_> = targets.iter().map(|target| root.join(&target.path)).collect();
    disk.sync_all(root, &files)?;
    disk.remove(&file(private))
}

/// Brings one file to its new text.
///
/// # Errors
///
/// Fails as the disk does.
pub fn write(disk: &Disk, root: &Path, target: &Target, durable: bool) -> io::Result<()> {
    let path = root.join(&target.path);
    let folder = path.parent().unwrap_or(root);
    match &target.after {
        Some(text) => {
            disk.make_folder(root, folder)?;
            disk.replace(&path, text, durable)?;
        }
        None => disk.remove(&path)?,
    }
    if durable { disk.sync_folder(folder) } else { Ok(()) }
}

/// Finishes what a writer that died had committed. The caller holds the lock.
///
/// # Errors
///
/// Fails on any read error other than "not found", so that good text is never taken for missing.
pub fn recover(disk: &Disk, root: &Path, private: &Path) -> io::Result<Recovery> {
    let mut recovery = Recovery::default();
    let Some(text) = read_any(disk, &file(private))? else {
        return Ok(recovery);
    };
    let Ok(journal) = serde_json::from_str::<Journal>(&text) else {
        // It is renamed into place only when whole, so this is none of ours; it is kept for whoever wrote it.
        std::fs::rename(file(private), private.join("journal-unreadable.json"))?;
        return Ok(recovery);
    };
    for (nth, target) in journal.targets.iter().enumerate() {
        if !target
            .path
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            continue;
        }
        let found = disk.read(&root.join(&target.path))?;
        if found == target.after {
            continue;
        }
        // An empty file is what an unsynced rename can leave after a power cut.
        if found == target.before || found.as_deref().is_none_or(str::is_empty) {
            write(disk, root, target, true)?;
            recovery.finished.push(target.path.clone());
        } else if let Some(after) = &target.after {
            disk.replace(&private.join(format!("rejected-{nth}.ron")), after, true)?;
            recovery.rejected.push(target.path.clone());
        }
    }
    close(disk, root, private, &journal.targets)?;
    Ok(recovery)
}

/// Reads a journal, which may be larger than a record.
fn read_any(disk: &Disk, path: &Path) -> io::Result<Option<String>> {
    let _ = disk;
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
