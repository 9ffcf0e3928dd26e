//! The files of an edit as one: all of them hold their new text in the end, or none does.
//!
//! One file and several go the same way. What is to be written is put beside each file first; then each changes places
//! with what is beside it, if the file still holds what the edit was made for; then everything is synced, and what came
//! away is looked at once more. When another program wrote one of the files in the meantime, or the disk refuses, all of them
//! go back: to the file that was there where ours still stands, else field by field, so that nothing that another
//! program wrote is gone. Several files are written in a journal before, so that a save that dies half way is finished
//! by the next [`recover`], or undone where that is impossible.

mod carry;
mod content;
mod recovery;
mod spread;
mod work;

use std::borrow::Cow;
use std::fmt::Display;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};

use crate::store::files::disk::Disk;
use crate::store::files::lock;
use crate::store::files::lock::Stamp;
use crate::store::files::repository::Repository;
use crate::store::save::history;
use crate::store::save::watch::Watch;

pub use content::Content;
pub use recovery::{Recovery, recover, waiting};
use work::{Applied, Work};

/// What is to become of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its path below `aims/`.
    pub path: PathBuf,
    /// What it held; nothing when there was no file.
    pub before: Option<Content>,
    /// What it is to hold; nothing when it is to go.
    pub after: Option<Content>,
}

impl Target {
    /// Returns the text that the file held.
    fn text_before(&self) -> Option<Cow<'_, str>> {
        self.before.as_ref().map(Content::text)
    }

    /// Returns the text that the file is to hold.
    fn text_after(&self) -> Option<Cow<'_, str>> {
        self.after.as_ref().map(Content::text)
    }
}

/// A journal as it is read.
#[derive(Deserialize)]
struct Journal {
    /// The lock under which it was written.
    #[serde(default)]
    lock: Option<Stamp>,
    /// The line of the undo history.
    #[serde(default)]
    line: String,
    targets: Vec<Target>,
}

/// A journal as it is written, a text at a time.
#[derive(Serialize)]
struct JournalOf<'a> {
    format: u32,
    lock: Option<Stamp>,
    #[serde(serialize_with = "shown")]
    line: &'a dyn Display,
    targets: Targets<'a>,
}

fn shown<S: Serializer>(line: &&dyn Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(*line)
}

/// The targets of an edit while somebody wants them.
struct Targets<'a>(&'a [Target], &'a Watch);

impl Serialize for Targets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq;
        let Self(targets, watch) = self;
        let mut list = serializer.serialize_seq(Some(targets.len()))?;
        for target in *targets {
            if watch.is_stopped() {
                return Err(S::Error::custom("stopped"));
            }
            list.serialize_element(target)?;
        }
        list.end()
    }
}

/// What writing targets came to.
#[derive(Debug, Default)]
pub struct Written {
    /// Whether it was stopped; every file is then as it was.
    pub is_stopped: bool,
    /// The path below `aims/` that another program wrote in the meantime, if one did; every file is then as it was.
    pub met: Option<PathBuf>,
    /// What the user should know all the same, in sentences.
    pub remarks: Vec<String>,
    /// Whether the end of the journal may not have reached the disk.
    pub journal_unsynced: bool,
    /// Whether the edit could not be noted in the undo history.
    pub unknown_to_undo: bool,
}

/// Why targets were not written.
#[derive(Debug)]
pub struct Interrupted {
    /// The file it happened at.
    pub path: PathBuf,
    /// The message of the operating system.
    pub error: io::Error,
    /// Whether files may hold their new text although it failed.
    pub pending: bool,
}

fn file(private: &Path) -> PathBuf {
    private.join("journal.json")
}

/// Returns whether a journal waits to be finished. A failure to look counts as one, so that nobody passes it by.
pub fn waits(private: &Path) -> bool {
    !matches!(fs::symlink_metadata(file(private)), Err(error) if error.kind() == io::ErrorKind::NotFound)
}

/// Writes the targets of an edit as one, and notes the edit in the undo history as `line`. The caller holds the lock. Until
/// all targets hold their new text, durably, `watch` may stop it.
///
/// # Errors
///
/// Fails when the disk refuses. Every file is then as it was, unless it is pending: the disk refused that as well.
pub fn commit(
    disk: &Disk,
    repository: &Repository,
    targets: &[Target],
    line: &dyn Display,
    watch: &Watch,
) -> Result<Written, Interrupted> {
    let mut work = Work::new(disk, repository);
    let several = targets.len() > 1;
    let mut written = Written::default();
    if watch.is_stopped() {
        written.is_stopped = true;
        return Ok(written);
    }
    if several {
        match begin(disk, repository, targets, line, watch) {
            Err(Interrupted { pending: false, .. }) if watch.is_stopped() => {
                written.is_stopped = true;
                return Ok(written);
            }
            begun => begun?,
        }
    }
    match work.apply(targets, watch) {
        Ok(Applied::All) => {}
        Ok(Applied::Met(met)) => {
            let path = repository.root.join(&met);
            work.roll_back(targets).map_err(|error| Interrupted {
                path,
                error,
                pending: true,
            })?;
            written.met = Some(met);
            written.remarks.extend(work.message());
            return Ok(written);
        }
        Ok(Applied::Stopped) => {
            work.roll_back(targets).map_err(|error| Interrupted {
                path: repository.root.clone(),
                error,
                pending: true,
            })?;
            written.is_stopped = true;
            return Ok(written);
        }
        Err((path, error)) => {
            let back = work.roll_back(targets);
            // A journal would be finished by the next opener; without one it counts what the file holds.
            let first = targets.first().filter(|_| !several);
            let pending = back.is_err() && !first.is_some_and(|target| work.is_back(target));
            return Err(Interrupted { path, error, pending });
        }
    }
    if let Err(error) = history::append(disk, &repository.private, line) {
        written.unknown_to_undo = true;
        written.remarks.push(format!(
            "Saved, but undo does not know this edit, since its history cannot be written: {error}."
        ));
    }
    if several && let Err(error) = end(disk, &repository.private) {
        written.journal_unsynced = true;
        written
            .remarks
            .push(format!("Saved, but the journal could not be removed: {error}."));
    }
    if let Err(error) = work.clear_away(targets) {
        written
            .remarks
            .push(format!("Saved, but not everything was cleared away: {error}."));
    }
    written.remarks.extend(work.message());
    Ok(written)
}

fn begin(
    disk: &Disk,
    repository: &Repository,
    targets: &[Target],
    line: &dyn Display,
    watch: &Watch,
) -> Result<(), Interrupted> {
    let private = &repository.private;
    let journal = JournalOf {
        format: 2,
        lock: lock::stamp(repository),
        line,
        targets: Targets(targets, watch),
    };
    let file = file(private);
    // It is written as it is made: of many records its text would take more room than all else.
    let write = |writer: &mut dyn Write| serde_json::to_writer(writer, &journal).map_err(io::Error::from);
    let begun = disk
        .replace_with(&file, &write)
        .and_then(|()| disk.sync_folder(private));
    begun.map_err(|error| {
        // A journal whose name may or may not survive a power cut must not be found by the next opener.
        let pending = waits(private) && disk.remove(&file).is_err();
        Interrupted {
            path: file.clone(),
            error,
            pending,
        }
    })
}

/// Removes the journal. One that came back after a power cut would redo edits that were undone since.
fn end(disk: &Disk, private: &Path) -> io::Result<()> {
    disk.remove(&file(private))?;
    disk.sync_folder(private)
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
