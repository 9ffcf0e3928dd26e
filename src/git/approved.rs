//! What was approved as a whole: the records as they were in the first commit that holds the approval.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::kinds::approval::kept_sets::{self, KeptSet, Records};
use crate::domain::kinds::approval::newest;
use crate::domain::register::Register;
use crate::domain::register::entries::digest;
use crate::domain::register::observed::Approved;
use crate::git::blobs::{Blobs, Text};
use crate::git::child::Stop;
use crate::git::history::versions;
use crate::git::months::{Past, files};
use crate::git::program::{Git, Refusal};
use crate::store::files::layout;
use crate::store::files::repository::Repository;

/// Something that was approved and has changed since.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The path of the record of the approval, below `aims/`.
    path: PathBuf,
    /// The digest of what was approved.
    digest: String,
    set: &'static KeptSet,
}

impl Wanted {
    /// Returns the id of the record that holds the approval.
    pub fn of(&self) -> &'static str {
        self.set.of
    }

    /// Returns the digest of what was approved.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// Returns what was approved and is another one now, and was not found yet: a commit since may hold it.
pub fn wanted(register: &Register) -> Vec<Wanted> {
    let of = |set: &&'static KeptSet| {
        if set.as_file(register).is_some() {
            return None;
        }
        let record = register.get(set.of)?;
        let approvals = record.value(record.kind().field_index("approvals")?);
        let digest = newest(approvals)?.digest;
        let is_found = matches!(register.observed().approved(digest), Some(Approved::Said(_)));
        let is_wanted = !digest.is_empty() && !is_found;
        let is_changed = is_wanted && *set.digest_kept(register) != *digest;
        let path = layout::path(register, record).filter(|_| is_changed)?;
        let digest = digest.to_owned();
        Some(Wanted { path, digest, set })
    };
    kept_sets::SETS.iter().filter_map(of).collect()
}

/// Reads what was approved, each with its digest.
///
/// # Errors
///
/// Fails when there is no repository, git does not answer, or everything was stopped.
pub fn approved(repository: &Repository, wanted: &[Wanted], stop: &Stop) -> Result<Vec<(String, Approved)>, Refusal> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let git = Git::open(repository, stop)?;
    let one = |wanted: &Wanted| Ok((wanted.digest.clone(), of_one(&git, wanted, stop)?));
    wanted.iter().map(one).collect()
}

fn of_one(git: &Git, wanted: &Wanted, stop: &Stop) -> Result<Approved, Refusal> {
    let mut first = None;
    versions(git, &wanted.path, stop, |batch| {
        for version in batch {
            // A digest is long enough to be nothing else.
            match &version.after {
                Text::Is(text) if text.contains(&wanted.digest) => first = Some(version.commit.id.clone()),
                _ if first.is_some() => return ControlFlow::Break(()),
                _ => {}
            }
        }
        ControlFlow::Continue(())
    })?;
    let Some(commit) = first else {
        return Ok(Approved::NotCommitted);
    };
    let mut blobs = Blobs::start(git, stop)?;
    let mut past = Past::default();
    let tree = files(git, &commit, stop)?;
    past.go_to(tree, &mut blobs, stop)
        .map_err(|error| Refusal::of(&error, stop))?;
    let said = wanted.set.entries(Records::of(past.register()));
    if digest(&said) == wanted.digest {
        Ok(Approved::Said(Arc::from(said)))
    } else {
        Ok(Approved::NotCommitted)
    }
}
