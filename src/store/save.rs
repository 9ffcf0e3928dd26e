//! Saving an edit: lock, read again, merge field by field with what others wrote, write, and only then say so.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::domain::edit::{Change, Edit};
use crate::domain::field::Kind;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;

use super::codec;
use super::disk::Disk;
use super::history::{self, Step};
use super::journal::{self, Target};
use super::layout;
use super::repository::Repository;
use super::text::Problem;

/// An edit on its way to the disk, with the records as they are after it.
#[derive(Debug, Clone)]
pub struct Request {
    /// The edit.
    pub edit: Edit,
    /// Whether it was made, taken back or made again.
    pub step: Step,
    touched: Vec<Touched>,
}

#[derive(Debug, Clone)]
struct Touched {
    id: Id,
    kind: &'static Kind,
    /// The record after the edit; nothing when the edit removes it.
    after: Option<Record>,
    /// Where it goes if it has no file yet.
    path: Option<PathBuf>,
    /// Whether the catalogue implies it, so that it needs no file while nothing was said.
    implied: bool,
}

impl Request {
    /// Returns the request to save an edit that the register has applied already.
    pub fn new(register: &Register, edit: Edit, step: Step) -> Self {
        let touch = |id: Id| {
            let after = register.get(id.as_str()).cloned();
            let removed = edit.changes.iter().rev().find_map(|change| match change {
                Change::Remove(record) if *record.id() == id => Some(record.kind()),
                _ => None,
            });
            let kind = after.as_ref().map(Record::kind).or(removed)?;
            let path = after.as_ref().and_then(|record| layout::path(register, record));
            let implied = register.is_implied(&id);
            Some(Touched {
                id,
                kind,
                after,
                path,
                implied,
            })
        };
        let touched = edit.touched().into_iter().filter_map(touch).collect();
        Self { edit, step, touched }
    }
}

/// What saving an edit came to.
#[derive(Debug, Default)]
pub struct Saved {
    /// Records in which others had changed other fields meanwhile, as they are now.
    pub merged: Vec<Record>,
    /// How many files were written.
    pub files: usize,
    /// What the user should know although the edit is saved.
    pub remark: Option<String>,
}

/// One field that someone else changed otherwise meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// The record.
    pub id: Id,
    /// The position of the field.
    pub field: usize,
    /// What this edit wants.
    pub mine: Value,
    /// What stands in the file.
    pub theirs: Value,
}

/// Why an edit is not on disk. Nothing was written then, unless a journal says so.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Others changed the same fields.
    #[error("{} changed meanwhile.", describe(.0))]
    Clash(Vec<Clash>),
    /// A record's file is gone.
    #[error("{0} is gone from the disk; somebody moved or removed its file.")]
    Gone(Id),
    /// A record with this id came from elsewhere.
    #[error("{0} exists on the disk already.")]
    Taken(Id),
    /// The file on disk cannot be read as the record any more.
    #[error("{}: {}", .0.display(), .1.first().map_or(String::new(), ToString::to_string))]
    Broken(PathBuf, Vec<Problem>),
    /// The new text was refused.
    #[error("{}: {}", .0.display(), .1)]
    Refused(PathBuf, codec::RewriteError),
    /// Another process holds the lock.
    #[error("Another aims has held the lock for {0} seconds.")]
    Locked(u64),
    /// The register may only be read.
    #[error("{0}")]
    ReadOnly(String),
    /// The operating system refused.
    #[error("{}: {}.", .0.display(), .1)]
    Disk(PathBuf, #[source] io::Error),
}

fn describe(clashes: &[Clash]) -> String {
    let ids: Vec<_> = clashes.iter().map(|clash| clash.id.to_string()).collect();
    ids.join(", ")
}

/// How long another process may hold the lock.
const PATIENCE: Duration = Duration::from_secs(2);

/// The writing half of the store: which file holds which record, and the way to change them.
#[derive(Debug)]
pub struct Writer {
    repository: Repository,
    disk: Disk,
    paths: HashMap<Id, PathBuf>,
    kinds: HashMap<Id, &'static Kind>,
    created: HashSet<Id>,
    read_only: Option<String>,
}

impl Writer {
    /// Returns a writer for a register in which these files hold these records.
    pub fn new(repository: Repository, disk: Disk, read_only: Option<String>) -> Self {
        let (paths, kinds, created) = Default::default();
        Self {
            repository,
            disk,
            paths,
            kinds,
            created,
            read_only,
        }
    }

    /// Notes that a file holds a record.
    pub fn learn(&mut self, record: &Record, path: PathBuf) {
        self.kinds.insert(record.id().clone(), record.kind());
        self.paths.insert(record.id().clone(), path);
    }

    /// Saves an edit, durably, as one.
    ///
    /// # Errors
    ///
    /// Fails without having changed any file when others changed the same fields, a file is broken or gone, or the disk
    /// refuses; only a failure after the journal of several files leaves the rest to the next opener.
    pub fn save(&mut self, request: &Request) -> Result<Saved, SaveError> {
        if let Some(reason) = &self.read_only {
            return Err(SaveError::ReadOnly(reason.clone()));
        }
        let root = self.repository.root.clone();
        let private = self.repository.private.clone();
        let _lock = self.lock()?;
        let recovery =
            journal::recover(&self.disk, &root, &private).map_err(|error| SaveError::Disk(private.clone(), error))?;
        let mut saved = Saved::default();
        if !recovery.rejected.is_empty() {
            let files: Vec<_> = recovery
                .rejected
                .iter()
                .map(|path| path.display().to_string())
                .collect();
            let files = files.join(", ");
            saved.remark = Some(format!(
                "An interrupted save met newer files: {files}. See {}.",
                private.display()
            ));
        }
        let mut targets = Vec::new();
        let mut clashes = Vec::new();
        for touched in &request.touched {
            match self.target(touched, &request.edit, &mut saved.merged) {
                Ok(Some(target)) => targets.push(target),
                Ok(None) => {}
                Err(SaveError::Clash(more)) => clashes.extend(more),
                Err(error) => return Err(error),
            }
        }
        if !clashes.is_empty() {
            return Err(SaveError::Clash(clashes));
        }
        let written = match targets.as_slice() {
            [] => Ok(()),
            [one] => journal::write(&self.disk, &root, one, true),
            several => journal::commit(&self.disk, &root, &private, several),
        };
        let place = || targets.first().map_or(root.clone(), |target| root.join(&target.path));
        written.map_err(|error| SaveError::Disk(place(), error))?;
        saved.files = targets.len();
        self.note(request, &targets);
        let noted = history::append(&private, request.step, &request.edit, |id| self.kinds.get(id).copied());
        if let Err(error) = noted {
            saved.remark = Some(format!("Saved, but not noted for undo in a later session: {error}."));
        }
        Ok(saved)
    }

    fn note(&mut self, request: &Request, targets: &[Target]) {
        for touched in &request.touched {
            self.kinds.insert(touched.id.clone(), touched.kind);
            let path = self.paths.get(&touched.id).or(touched.path.as_ref());
            let Some(target) = path.and_then(|path| targets.iter().find(|target| target.path == *path)) else {
                continue;
            };
            if target.before.is_none() {
                self.created.insert(touched.id.clone());
            }
            match target.after {
                Some(_) => self.paths.insert(touched.id.clone(), target.path.clone()),
                None => self.paths.remove(&touched.id),
            };
        }
    }

    fn lock(&self) -> Result<File, SaveError> {
        let path = self.repository.private.join("lock");
        let failed = |error| SaveError::Disk(path.clone(), error);
        if self.repository.git.is_none() && !self.repository.private.exists() {
            std::fs::create_dir_all(&self.repository.private).map_err(failed)?;
            // Without git there is no private place outside the tree, so this one ignores itself.
            std::fs::write(self.repository.private.join(".gitignore"), "*\n").map_err(failed)?;
        }
        std::fs::create_dir_all(&self.repository.private).map_err(failed)?;
        let file = File::options().create(true).append(true).open(&path).map_err(failed)?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(std::fs::TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(std::fs::TryLockError::WouldBlock) => return Err(SaveError::Locked(PATIENCE.as_secs())),
                Err(std::fs::TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
    }

    /// Works out what is to become of one record's file, if anything.
    fn target(&self, touched: &Touched, edit: &Edit, merged: &mut Vec<Record>) -> Result<Option<Target>, SaveError> {
        let known = self.paths.get(&touched.id);
        let Some(path) = known.or(touched.path.as_ref()).cloned() else {
            return Err(SaveError::Gone(touched.id.clone()));
        };
        let full = self.repository.root.join(&path);
        refuse_links(&self.repository.root, &path).map_err(|error| SaveError::Disk(full.clone(), error))?;
        let before = self
            .disk
            .read(&full)
            .map_err(|error| SaveError::Disk(full.clone(), error))?;
        let adds = edit
            .changes
            .iter()
            .any(|change| matches!(change, Change::Add(record) if *record.id() == touched.id));
        let after = match (&before, &touched.after) {
            (None, None) => return Ok(None),
            (None, Some(record)) if known.is_none() || adds => Some(codec::write(record)),
            (None, Some(_)) => return Err(SaveError::Gone(touched.id.clone())),
            (Some(_), Some(_)) if adds => return Err(SaveError::Taken(touched.id.clone())),
            (Some(text), after) => {
                let found = codec::read(touched.kind, &touched.id, text)
                    .map_err(|problems| SaveError::Broken(full.clone(), problems))?;
                match after {
                    None => removed(&found.record, edit)?,
                    Some(record) => {
                        let (result, fields) = merge(found.record, touched, edit)?;
                        if result != *record {
                            merged.push(result.clone());
                        }
                        if touched.implied && self.created.contains(&touched.id) && says_nothing(&result) {
                            None
                        } else if fields.is_empty() {
                            return Ok(None);
                        } else {
                            let new = codec::rewrite(text, &result, &fields);
                            Some(new.map_err(|error| SaveError::Refused(full.clone(), error))?)
                        }
                    }
                }
            }
        };
        Ok(Some(Target { path, before, after }))
    }
}

fn says_nothing(record: &Record) -> bool {
    record.fields().all(|(_, value)| value.is_empty())
}

/// A record may go only as the edit knew it.
fn removed(found: &Record, edit: &Edit) -> Result<Option<String>, SaveError> {
    let known = edit.changes.iter().find_map(|change| match change {
        Change::Remove(record) if record.id() == found.id() => Some(record),
        _ => None,
    });
    let clash = |field: usize| Clash {
        id: found.id().clone(),
        field,
        mine: Value::Empty,
        theirs: found.value(field).clone(),
    };
    match known {
        Some(known) => {
            let clashes: Vec<_> = found.differences(known).map(clash).collect();
            if clashes.is_empty() {
                Ok(None)
            } else {
                Err(SaveError::Clash(clashes))
            }
        }
        None => Err(SaveError::Gone(found.id().clone())),
    }
}

/// Applies the edit's changes of one record to what the disk has, and returns it with the fields that changed.
fn merge(mut found: Record, touched: &Touched, edit: &Edit) -> Result<(Record, Vec<usize>), SaveError> {
    let mut fields = Vec::new();
    let mut clashes = Vec::new();
    for change in &edit.changes {
        let Change::Set { id, field, from, to } = change else {
            continue;
        };
        if *id != touched.id {
            continue;
        }
        let theirs = found.value(*field).clone();
        if theirs == *to {
            continue;
        }
        if theirs != *from {
            clashes.push(Clash {
                id: id.clone(),
                field: *field,
                mine: to.clone(),
                theirs,
            });
            continue;
        }
        // The register admitted the value when the edit was applied.
        let _ = found.put(*field, to.clone());
        if !fields.contains(field) {
            fields.push(*field);
        }
    }
    if clashes.is_empty() {
        Ok((found, fields))
    } else {
        Err(SaveError::Clash(clashes))
    }
}

/// Fails when a folder on the way to a file is a link.
fn refuse_links(root: &Path, path: &Path) -> io::Result<()> {
    let mut at = root.to_path_buf();
    for part in path.parent().into_iter().flat_map(Path::components) {
        at.push(part);
        match std::fs::symlink_metadata(&at) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => return Err(io::Error::other(format!("{} is a link or no folder", at.display()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
