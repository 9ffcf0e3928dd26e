//! What is asked of the writer, and what it answers.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};

use crate::store::codec;
use crate::store::files::layout;
use crate::store::save::history::Step;
use crate::store::save::lines::Lines;
use crate::store::save::watch::Watch;
use crate::store::text::Problem;

/// An edit on its way to the disk, with the records as they are after it.
#[derive(Debug, Clone)]
pub struct Request {
    /// The edit.
    pub edit: Edit,
    /// Whether it was made, undone or redone.
    pub step: Step,
    /// A number by which the sender knows the request again; the writer hands it back as it came.
    pub number: u64,
    /// Lines of files beside the records that go with the edit.
    pub(super) lines: Arc<[Lines]>,
    /// By what it is watched and may be stopped.
    pub(super) watch: Watch,
    pub(super) touched: Vec<Touched>,
    /// Records of which not even the kind is known; an edit of one cannot be saved.
    pub(super) unknown: Box<[Id]>,
}

#[derive(Debug, Clone)]
pub(super) struct Touched {
    pub id: Id,
    pub kind: &'static Kind,
    /// The edit's changes of this record, so that saving many records looks at each change once.
    pub changes: Vec<Change>,
    /// The record after the edit; nothing when the edit removes it.
    pub after: Option<Arc<Record>>,
    /// Where it goes if it has no file yet.
    pub path: Option<PathBuf>,
    /// Whether the catalogue implies it, so that it needs no file while it is empty.
    pub implied: bool,
}

impl Request {
    /// Lets lines of files beside the records change with the edit. Undoing and redoing it finds them again.
    #[must_use]
    pub fn with_lines(mut self, lines: Vec<Lines>) -> Self {
        self.lines = lines.into();
        self
    }

    /// Lets somebody watch the save and stop it.
    #[must_use]
    pub fn watched(mut self, watch: Watch) -> Self {
        self.watch = watch;
        self
    }

    /// Returns the lines of files beside the records that go with the edit.
    pub fn lines(&self) -> &[Lines] {
        &self.lines
    }

    /// Returns the request to save an edit that the register has applied already.
    pub fn new(register: &Register, edit: Edit, step: Step) -> Self {
        let (mut touched, mut unknown) = (Vec::new(), Vec::new());
        let mut by_record: HashMap<Id, Vec<Change>> = HashMap::new();
        for change in &edit.changes {
            by_record.entry(change.id().clone()).or_default().push(change.clone());
        }
        for id in edit.touched() {
            let changes = by_record.remove(&id).unwrap_or_default();
            let after = register.shared(id.as_str());
            let removed = changes.iter().rev().find_map(|change| match change {
                Change::Remove(record) => Some(&**record),
                _ => None,
            });
            let Some(record) = after.as_deref().or(removed) else {
                unknown.push(id);
                continue;
            };
            let (kind, path) = (record.kind(), layout::path(register, record));
            let implied = register.is_implied(&id);
            touched.push(Touched {
                id,
                kind,
                changes,
                after,
                path,
                implied,
            });
        }
        Self {
            edit,
            step,
            number: 0,
            lines: Arc::default(),
            watch: Watch::default(),
            touched,
            unknown: unknown.into(),
        }
    }
}

/// What saving an edit came to.
#[derive(Debug, Default)]
pub struct Saved {
    /// Records in which others had changed other fields in the meantime, as they are now on disk.
    ///
    /// Edits still on their way to the writer are not in them.
    pub merged: Vec<Record>,
    /// How many files were written.
    pub files: usize,
    /// What the user should know although the edit is saved.
    pub remark: Option<String>,
    /// Whether the edit could not be noted in the undo history; the remark says why.
    pub unknown_to_undo: bool,
}

/// One field that someone else changed otherwise in the meantime.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// The record.
    pub id: Id,
    /// The position of the field.
    pub field: usize,
    /// What this edit wants.
    pub mine: Value,
    /// What is in the file.
    pub theirs: Value,
}

/// Why an edit is not on disk.
///
/// No file was changed then, but for [`SaveError::Pending`]. Saving the edit again is right in each case.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Others changed the same fields.
    #[error("{} changed on disk in the meantime.", describe(.0))]
    Clash(Vec<Clash>),
    /// A record's file is gone.
    #[error("{0} is gone from the disk; somebody moved or removed its file.")]
    Gone(Id),
    /// A record with this id came from elsewhere.
    #[error("{0} exists on the disk already.")]
    Taken(Id),
    /// The record is to go, but its file holds comments or fields that only the file knows.
    #[error("The file of {0} holds more than the record, such as comments; it is kept.")]
    Amended(Id),
    /// The file on disk cannot be read as the record any more.
    #[error("{}: {}", .0.display(), .1.first().map_or(String::new(), ToString::to_string))]
    Broken(PathBuf, Vec<Problem>),
    /// The new text was refused.
    #[error("{}: {}", .0.display(), .1)]
    Refused(PathBuf, codec::RewriteError),
    /// Another process holds the lock.
    #[error("Another aims has held the lock for {0} seconds.")]
    Locked(u64),
    /// Other programs wrote the file each time it was about to be replaced.
    #[error("{} is being written by another program; save again when it is done.", .0.display())]
    Busy(PathBuf),
    /// Whoever asked for it wants it no more.
    #[error("Cancelled; nothing was written.")]
    Cancelled,
    /// The program failed.
    #[error("Saving failed because of a defect in aims; please report it. The edit is kept.")]
    Defect,
    /// The register may only be read.
    #[error("{0}")]
    ReadOnly(String),
    /// The operating system refused.
    #[error("{}: {}.", .0.display(), plain(.1))]
    Disk(PathBuf, io::Error),
    /// The operating system refused, and taking back what was written by then as well.
    #[error("{}: {}. {}", path.display(), plain(error), half_done(*several))]
    Pending {
        /// The file it happened at.
        path: PathBuf,
        /// The message of the operating system.
        error: io::Error,
        /// Whether the edit is of several files, so that a journal waits.
        several: bool,
    },
}

/// Returns the message of the system, without the number of the error.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error")
        .map_or(text.clone(), |(first, _)| first.to_owned())
}

fn half_done(several: bool) -> &'static str {
    if several {
        "The edit is half done; the next save finishes it or takes it back."
    } else {
        "The file holds the edit, but perhaps not after a power failure; save it again."
    }
}

fn describe(clashes: &[Clash]) -> String {
    let mut ids: Vec<_> = clashes.iter().map(|clash| clash.id.to_string()).collect();
    ids.dedup();
    ids.join(", ")
}
