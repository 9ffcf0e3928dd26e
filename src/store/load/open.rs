//! Opening a register: what is on disk goes into the register, and the writer learns where it lies.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

use crate::store::files::disk::Disk;
use crate::store::files::repository::Repository;
use crate::store::load::catalogues;
use crate::store::load::catalogues::OwnCatalogue;
use crate::store::load::{FileProblem, FileProblemKind, Loaded, read_all, unreadable};
use crate::store::save::journal::waiting;
use crate::store::save::{Writer, recover, too_new};

/// What a load came to, beside the records.
#[derive(Debug, Default)]
pub struct Contents {
    /// The files that are not, or not wholly, what they should be, by path.
    pub problems: Vec<FileProblem>,
    /// Why the register may only be read, if so.
    pub read_only: Option<String>,
    /// What became of an interrupted save, or that it waits, if so.
    pub remark: Option<String>,
    catalogues: Vec<(PathBuf, OwnCatalogue)>,
    /// Shared with the writer: of very many files there is no second copy.
    paths: HashMap<Id, Arc<Path>>,
    stale_temp_files: Vec<PathBuf>,
}

impl Contents {
    /// Takes a batch of what was read into the register.
    pub fn take(&mut self, register: &mut Register, batch: Vec<Loaded>) {
        for record in self.note(batch) {
            register.put(record);
        }
    }

    /// Notes what a batch holds beside the records, and returns those that the register is to take, in this order.
    pub fn note(&mut self, batch: Vec<Loaded>) -> Vec<Record> {
        let mut records = Vec::with_capacity(batch.len());
        for loaded in batch {
            self.problems.extend(loaded.problems);
            if loaded.temporary {
                self.stale_temp_files.push(loaded.path);
                continue;
            }
            if let Some(reason) = loaded.format.and_then(too_new) {
                self.read_only = Some(reason);
            }
            if let Some(catalogue) = loaded.catalogue {
                self.catalogues.push((loaded.path, *catalogue));
                continue;
            }
            let Some(record) = loaded.record else { continue };
            if let Some(other) = self.paths.get(record.id()) {
                // Which file is read first is chance; the register always takes the one that sorts first.
                let kind = |other: &Path| FileProblemKind::Duplicate(record.id().clone(), other.to_path_buf());
                if **other < *loaded.path {
                    let kind = kind(other);
                    let path = loaded.path;
                    self.problems.push(FileProblem { path, kind });
                    continue;
                }
                self.problems.push(FileProblem {
                    path: other.to_path_buf(),
                    kind: kind(&loaded.path),
                });
            }
            self.paths.insert(record.id().clone(), loaded.path.into());
            records.push(record);
        }
        records
    }

    /// Hands over the path below `aims/` of each record's file.
    pub fn take_paths(&mut self) -> HashMap<Id, Arc<Path>> {
        std::mem::take(&mut self.paths)
    }

    /// Returns the path below `aims/` of the file that holds a record.
    pub fn path(&self, id: &Id) -> Option<&Path> {
        self.paths.get(id).map(|path| &**path)
    }

    /// Returns the writer for what was loaded.
    pub fn writer(&self, repository: Repository, disk: Disk) -> Writer {
        Writer::new(repository, disk, self.read_only.clone())
            .with_known_files(self.paths.clone(), self.stale_temp_files.clone())
    }

    /// Puts the problems in the order of their paths, each double naming the file that was taken. [`finish`](Self::finish)
    /// does it as well, and has little left to do then.
    pub fn sort(&mut self) {
        for problem in &mut self.problems {
            if let FileProblemKind::Duplicate(id, other) = &mut problem.kind
                && let Some(taken) = self.paths.get(id)
            {
                *other = taken.to_path_buf();
            }
        }
        self.problems.sort_by(|a, b| a.path.cmp(&b.path));
    }

    /// Ends a load: the register takes the team's catalogues, and the problems are in the order of their paths, each
    /// double naming the file that was taken.
    pub fn finish(&mut self, register: &mut Register) {
        let catalogues = std::mem::take(&mut self.catalogues);
        self.problems.extend(catalogues::take(register, catalogues));
        self.sort();
        let kinds = register.kinds().to_vec();
        register.note_unreadable(unreadable(&kinds, &self.problems));
    }
}

/// Loads a whole register to be read only: says when an interrupted save waits, and changes nothing.
pub fn open(repository: &Repository) -> (Register, Contents) {
    read(repository, waiting(repository))
}

/// Finishes what an interrupted save left, and loads a whole register.
pub fn open_to_write(repository: &Repository) -> (Register, Contents) {
    read(repository, finish_interrupted(repository))
}

fn read(repository: &Repository, remark: Option<String>) -> (Register, Contents) {
    let mut register = Register::default();
    let mut contents = Contents {
        remark,
        ..Contents::default()
    };
    let kinds = register.kinds().to_vec();
    read_all(&repository.root, &kinds, |batch| contents.take(&mut register, batch));
    contents.finish(&mut register);
    (register, contents)
}

/// Finishes what an interrupted save left, before anything is read, and returns what the user should know about it.
pub fn finish_interrupted(repository: &Repository) -> Option<String> {
    match recover(repository, &Disk::default()) {
        Ok(recovery) => recovery.message,
        Err(error) => Some(format!("An interrupted save could not be finished: {error}")),
    }
}

/// Returns the records as a new register begins: the organization by name, and the method everyone can then change.
pub fn beginnings(name: &str) -> Vec<Record> {
    use crate::domain::kinds::{method, organization};
    let organization = Record::new(&organization::KIND, Id::new(organization::ID)).with(organization::NAME, name);
    vec![organization, method::preset()]
}
