//! Finishing what a save of several files that died half way had begun.

use std::fs;
use std::io;
use std::path::PathBuf;

use crate::domain::kinds;

use crate::store::files::disk::Disk;
use crate::store::files::layout;
use crate::store::files::lock;
use crate::store::files::repository::Repository;
use crate::store::save::history;
use crate::store::save::journal::carry::{OnClash, carry};
use crate::store::save::journal::work::Work;
use crate::store::save::journal::{Journal, Target, end, file, unused, waits};
use crate::store::save::lines;

/// What finishing a journal came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// The line of the undo history of the edit that all files hold now; nothing when there was none to finish.
    pub finished: Option<String>,
    /// What happened, for the user; nothing when there was no journal.
    pub message: Option<String>,
}

/// Says which save waits to be finished, if one does and nobody is at it right now; changes nothing.
pub fn waiting(repository: &Repository) -> Option<String> {
    if !waits(&repository.private) || lock::is_held(repository) {
        return None;
    }
    let text = Disk::default().read_whole(&file(&repository.private)).ok().flatten();
    let journal = text.and_then(|text| serde_json::from_str::<Journal>(&text).ok());
    let which = journal.and_then(|journal| history::described(&journal.line));
    let which = which.map_or(String::new(), |which| format!(": {which}"));
    Some(format!(
        "An interrupted save waits{which}. The files are read as they are; \
         the next command that saves, or the workbench, finishes it."
    ))
}

/// Finishes what a writer that died had committed, or takes it back where others changed the same since. The caller
/// holds the lock.
///
/// # Errors
///
/// Fails on any read error other than "not found", so that good text is never taken for missing.
pub fn recover(disk: &Disk, repository: &Repository) -> io::Result<Recovery> {
    let private = &repository.private;
    disk.sweep(&file(private))?;
    let Some(text) = disk.read_whole(&file(private))? else {
        return Ok(Recovery::default());
    };
    // It is renamed into place only when whole, so a torn one is none of ours; it is kept for whoever wrote it.
    let Ok(journal) = serde_json::from_str::<Journal>(&text) else {
        return set_aside(repository, "journal-unreadable", "is no journal of this program");
    };
    // Outside a git repository the folder lies in the tree, so that an archive can bring a journal along.
    if repository.git.is_none() && (journal.lock.is_none() || journal.lock != lock::stamp(repository)) {
        return set_aside(repository, "journal-foreign", "was not written here");
    }
    let is_ours = |target: &Target| layout::place(kinds::ALL, &target.path).is_some() || lines::is_lines(&target.path);
    let (targets, others): (Vec<_>, Vec<_>) = journal.targets.into_iter().partition(is_ours);
    if !others.is_empty() {
        return set_aside(repository, "journal-foreign", "names files that hold no record");
    }
    let mut work = Work::new(disk, repository);
    let finished = may_finish(&mut work, &targets)? && finish(&mut work, &targets)?;
    if finished {
        history::append_once(disk, private, &journal.line)?;
    } else {
        for target in &targets {
            if work.is_within(target)? {
                work.back(target)?;
                work.stray(target)?;
            }
            work.keep(target.text_after().as_deref())?;
        }
    }
    let mut files = targets.iter().map(|target| repository.root.join(&target.path));
    disk.sync_all(&repository.root, &mut files)?;
    end(disk, private)?;
    let which = history::described(&journal.line).unwrap_or_else(|| format!("{} files", targets.len()));
    let message = if finished {
        // What another program wrote between two operations of the save that died is in nobody's file any more.
        let kept = work.message().map_or(String::new(), |message| format!(" {message}"));
        format!("An interrupted save was finished: {which}; undo takes it back.{kept}")
    } else {
        let kept: Vec<_> = work.kept.iter().map(|path| path.display().to_string()).collect();
        let kept = kept.join(", ");
        format!(
            "An interrupted save was undone, since others changed the same files: {which}. \
             What it was to write is kept in {kept}."
        )
    };
    Ok(Recovery {
        finished: finished.then_some(journal.line),
        message: Some(message),
    })
}

/// Returns whether every file can be brought to what the edit wants, having cleared away what is beside it.
fn may_finish(work: &mut Work, targets: &[Target]) -> io::Result<bool> {
    let mut may = true;
    for target in targets {
        let path = work.repository.root.join(&target.path);
        if !work.is_within(target)? {
            may = false;
            continue;
        }
        work.stray(target)?;
        may &= match work.disk.read(&path) {
            // An empty file is what an unsynced rename can leave after a power cut.
            Ok(Some(empty)) if empty.is_empty() => true,
            Ok(found) => {
                let way = target.forward();
                carry(
                    way.path,
                    way.base.as_deref(),
                    way.mine.as_deref(),
                    found.as_deref(),
                    OnClash::Refuse,
                )
                .is_ok()
            }
            // Somebody put something else there since; that is theirs.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => false,
            Err(error) => return Err(error),
        };
    }
    Ok(may)
}

/// Brings every file to what the edit wants, and tells whether nobody kept it from that.
fn finish(work: &mut Work, targets: &[Target]) -> io::Result<bool> {
    for target in targets {
        let mut way = target.forward();
        let path = work.repository.root.join(&target.path);
        if work.disk.holds(&path, Some(""))? {
            way.base = Some("".into());
        }
        if !work.bring(&way, OnClash::Refuse)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn set_aside(repository: &Repository, stem: &str, why: &str) -> io::Result<Recovery> {
    let private = &repository.private;
    let aside: PathBuf = unused(private, stem, "json");
    fs::rename(file(private), &aside)?;
    let (journal, aside) = (file(private), aside.display().to_string());
    Ok(Recovery {
        finished: None,
        message: Some(format!(
            "{} {why}; nothing of it was written, and it is now {aside}.",
            journal.display()
        )),
    })
}
