//! The history of one record: its versions, read and compared field by field.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::domain::record::Record;
use crate::git::child::Stop;
use crate::git::fields;
use crate::git::fields::Row;
use crate::git::history::{head, versions};
use crate::git::program::{Git, Refusal};
use crate::store::files::layout;
use crate::store::files::repository::Repository;

/// A record whose history is asked for.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The record as the register holds it.
    pub record: Record,
    /// The path of its file below `aims/`.
    pub path: PathBuf,
}

/// Some rows, and how many versions were read so far.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The rows, newest first.
    pub rows: Vec<Row>,
    /// How many versions were read since the beginning.
    pub versions: usize,
}

/// Reads the history of a record and hands it over in batches, newest first; what is uncommitted goes first.
///
/// # Errors
///
/// Fails when there is no repository, git does not answer, or everything was stopped.
pub fn history(
    repository: &Repository,
    subject: &Subject,
    stop: &Stop,
    mut receive: impl FnMut(Batch) -> ControlFlow<()>,
) -> Result<(), Refusal> {
    let git = Git::open(repository, stop)?;
    let head = head(&git, &subject.path, stop)?;
    let rows = fields::uncommitted(&head, &subject.record);
    if receive(Batch { rows, versions: 0 }).is_break() {
        return Ok(());
    }
    let kind = subject.record.kind();
    // A file that was renamed may have been that of another id.
    let of = |path: &Path| {
        let place = git.below_root(path).and_then(|path| layout::place(&[kind], path));
        place.unwrap_or_else(|| (kind, subject.record.id().clone()))
    };
    let mut count = 0;
    versions(&git, &subject.path, stop, |batch| {
        count += batch.len();
        let rows = batch.iter().flat_map(|version| fields::rows(version, of)).collect();
        receive(Batch { rows, versions: count })
    })
}
