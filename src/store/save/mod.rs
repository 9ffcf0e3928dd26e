//! Saving an edit: lock, read again, merge field by field with what others wrote, write, and only then say so.

pub mod history;
pub mod journal;
pub mod lines;
mod merge;
pub mod queue;
mod request;
mod watch;

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Change;

use crate::store::codec;
use crate::store::files::disk::{Disk, Folders};
use crate::store::files::lock;
use crate::store::files::lock::NotLocked;
use crate::store::files::repository::Repository;
use crate::store::save::history::Step;
use crate::store::save::journal::{Content, Interrupted, Recovery, Target, Written};

use request::Touched;
pub use request::{Clash, Request, SaveError, Saved, plain};
pub use watch::Watch;

/// How often a save is begun again because another program wrote a file in the meantime.
const TRIES: usize = 5;

/// How long a file is given that is gone or half written, as editors and git leave them for a moment.
const MOMENT: Duration = Duration::from_millis(20);

/// The writing half of the store: which file holds which record, and the way to change them.
#[derive(Debug)]
pub struct Writer {
    repository: Repository,
    disk: Disk,
    /// Which file holds a record; kept when the record goes, so that it comes back to the same place.
    paths: HashMap<Id, Arc<Path>>,
    /// Records whose file this program made where there was none.
    created: HashSet<Id>,
    /// Whether the files made in earlier runs are in `created`.
    recalled: bool,
    /// Files of which a failed save left unknown whether they are durable.
    not_known_durable: HashSet<PathBuf>,
    /// Whether the end of a journal may not have reached the disk.
    journal_unsynced: bool,
    /// Stale temporary files found while loading; removed while the lock is held.
    stale_temp_files: Vec<PathBuf>,
    read_only: Option<String>,
    /// Whether it waits for another process that holds the lock.
    waits: Arc<AtomicBool>,
}

/// What one attempt to save came to.
enum Attempt {
    /// It is on disk.
    Saved(Saved),
    /// Another program wrote a file; nothing of the edit is on disk.
    Met(PathBuf),
}

impl From<NotLocked> for SaveError {
    fn from(reason: NotLocked) -> Self {
        match reason {
            NotLocked::Held => Self::Locked(lock::PATIENCE.as_secs()),
            NotLocked::Disk(path, error) => Self::Disk(path, error),
        }
    }
}

/// Finishes what a writer that died left behind; to be called before a register is read.
///
/// # Errors
///
/// Fails when there is something to finish and it cannot be.
pub fn recover(repository: &Repository, disk: &Disk) -> Result<Recovery, SaveError> {
    if !journal::waits(&repository.private) {
        return Ok(Recovery::default());
    }
    let _lock = lock::take(repository, disk)?;
    journal::recover(disk, repository).map_err(|error| SaveError::Disk(repository.private.clone(), error))
}

impl Writer {
    /// Returns a writer for a register in which these files hold these records.
    pub fn new(repository: Repository, disk: Disk, read_only: Option<String>) -> Self {
        Self {
            repository,
            disk,
            paths: HashMap::new(),
            created: HashSet::new(),
            recalled: false,
            not_known_durable: HashSet::new(),
            journal_unsynced: false,
            stale_temp_files: Vec::new(),
            read_only,
            waits: Arc::default(),
        }
    }

    /// Returns what tells, from any thread, whether the writer waits for another process that holds the lock.
    pub fn waits(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.waits)
    }

    /// Returns it with what a load found: which file below `aims/` holds which record, and temporary files there, which the
    /// next save removes.
    #[must_use]
    pub fn with_known_files(self, paths: HashMap<Id, Arc<Path>>, stale_temp_files: Vec<PathBuf>) -> Self {
        Self {
            paths,
            stale_temp_files,
            ..self
        }
    }

    /// Notes that a file holds a record.
    pub fn learn(&mut self, id: Id, path: Arc<Path>) {
        self.paths.insert(id, path);
    }

    /// Notes why the register may only be read, or that it may be written again.
    pub fn allow(&mut self, read_only: Option<String>) {
        self.read_only = read_only;
    }

    /// Saves an edit, durably, as one.
    ///
    /// # Errors
    ///
    /// Fails without having changed any file when others changed the same fields, a file is broken or gone, or the disk
    /// refuses; only [`SaveError::Pending`] leaves files changed.
    pub fn save(&mut self, request: &Request) -> Result<Saved, SaveError> {
        if let Some(reason) = &self.read_only {
            return Err(SaveError::ReadOnly(reason.clone()));
        }
        if let Some(id) = request.unknown.first() {
            return Err(SaveError::Gone(id.clone()));
        }
        let _lock = lock::take_telling(&self.repository, &self.disk, &self.waits)?;
        let recovery = self.recover_work()?;
        let mut remarks: Vec<_> = recovery.message.into_iter().collect();
        let mut met = None;
        for tries in 1..=TRIES {
            match self.attempt(request, recovery.finished.as_deref(), &mut remarks) {
                Ok(Attempt::Saved(mut saved)) => {
                    saved.remark = (!remarks.is_empty()).then(|| remarks.join(" "));
                    return Ok(saved);
                }
                Ok(Attempt::Met(path)) => met = Some(path),
                // Editors and git empty or remove a file just before they write it.
                Err(SaveError::Gone(_) | SaveError::Broken(..)) if tries < TRIES => thread::sleep(MOMENT),
                Err(error) => return Err(error),
            }
        }
        Err(SaveError::Busy(met.unwrap_or_default()))
    }

    /// Finishes and clears away what writers that died left behind, and looks whether this program may still write.
    fn recover_work(&mut self) -> Result<Recovery, SaveError> {
        let (root, private) = (&self.repository.root, &self.repository.private);
        let failed = |error| SaveError::Disk(private.clone(), error);
        if self.journal_unsynced {
            self.disk.sync_folder(private).map_err(failed)?;
            self.journal_unsynced = false;
        }
        let recovery = journal::recover(&self.disk, &self.repository).map_err(failed)?;
        // What cannot be swept now is in nobody's way; the next opener comes across it again.
        for path in self.stale_temp_files.drain(..) {
            if self
                .disk
                .refuse_links(root, root.join(&path).parent().unwrap_or(root))
                .is_ok()
            {
                let _ = self.disk.remove(&root.join(&path));
            }
        }
        let organization = root.join("aims.ron");
        match self.disk.read(&organization) {
            Ok(text) => {
                if let Some(reason) = text.as_deref().and_then(codec::format_of).and_then(too_new) {
                    self.read_only = Some(reason.clone());
                    return Err(SaveError::ReadOnly(reason));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {}
            Err(error) => return Err(SaveError::Disk(organization, error)),
        }
        Ok(recovery)
    }

    /// Saves an edit, unless another program writes one of its files just before that is to be replaced.
    /// `finished` is the line of the undo history of an edit that was just finished from a journal.
    fn attempt(
        &mut self,
        request: &Request,
        finished: Option<&str>,
        remarks: &mut Vec<String>,
    ) -> Result<Attempt, SaveError> {
        let mut saved = Saved::default();
        let (mut targets, mut clashes) = (Vec::new(), Vec::new());
        let seen = Folders::default();
        for touched in &request.touched {
            if request.watch.is_stopped() {
                return Err(SaveError::Cancelled);
            }
            match self.target(touched, &seen, &mut saved.merged) {
                Ok(Some(target)) => targets.push(target),
                Ok(None) => {}
                Err(SaveError::Clash(more)) => clashes.extend(more),
                Err(error) => return Err(error),
            }
        }
        if !clashes.is_empty() {
            return Err(SaveError::Clash(clashes));
        }
        let kinds: HashMap<_, _> = request
            .touched
            .iter()
            .map(|touched| (&touched.id, touched.kind))
            .collect();
        let kind_of = |id: &Id| kinds.get(id).copied();
        let lines = match request.step {
            Step::Undo | Step::Redo => {
                let private = &self.repository.private;
                let mut kinds: Vec<_> = kinds.values().copied().collect();
                kinds.sort_unstable_by_key(|kind| kind.name);
                kinds.dedup_by_key(|kind| kind.name);
                history::lines_of(&self.disk, private, request.step, &request.edit, &kinds)
                    .map_err(|error| SaveError::Disk(private.clone(), error))?
                    .into()
            }
            Step::Begin | Step::Do => Arc::clone(&request.lines),
        };
        for lines in lines.iter() {
            targets.extend(lines::target(&self.repository, &self.disk, lines)?);
        }
        let made = self.made_by(request, &targets);
        let line = history::line(request.step, &request.edit, &made, &lines, kind_of);
        if targets.is_empty() && finished.is_some_and(|finished| history::is_same(finished, &line.to_string())) {
            return Ok(Attempt::Saved(saved));
        }
        match journal::commit(&self.disk, &self.repository, &targets, &line, &request.watch) {
            Ok(Written { is_stopped: true, .. }) => return Err(SaveError::Cancelled),
            Ok(Written {
                is_stopped: false,
                met,
                remarks: more,
                journal_unsynced,
                unknown_to_undo,
            }) => {
                remarks.extend(more);
                saved.unknown_to_undo = unknown_to_undo;
                self.journal_unsynced |= journal_unsynced;
                if let Some(path) = met {
                    return Ok(Attempt::Met(self.repository.root.join(path)));
                }
            }
            Err(Interrupted { path, error, pending }) => {
                if !pending {
                    return Err(SaveError::Disk(path, error));
                }
                self.not_known_durable
                    .extend(targets.iter().map(|target| target.path.clone()));
                self.note(request, &targets, &made);
                let several = targets.len() > 1;
                return Err(SaveError::Pending { path, error, several });
            }
        }
        saved.files = targets.len();
        for target in &targets {
            self.not_known_durable.remove(&target.path);
        }
        self.note(request, &targets, &made);
        Ok(Attempt::Saved(saved))
    }

    /// Returns the records whose file an edit makes.
    fn made_by(&self, request: &Request, targets: &[Target]) -> Vec<Id> {
        let new = targets
            .iter()
            .filter(|target| target.before.is_none() && target.after.is_some());
        let new: HashSet<_> = new.map(|target| &*target.path).collect();
        let is_new = |touched: &&Touched| self.path(touched).is_some_and(|path| new.contains(path));
        request
            .touched
            .iter()
            .filter(is_new)
            .map(|touched| touched.id.clone())
            .collect()
    }

    /// Remembers where the records of an edit lie, and which of them have a new file.
    fn note(&mut self, request: &Request, targets: &[Target], made: &[Id]) {
        self.created.extend(made.iter().cloned());
        let written: HashSet<_> = targets.iter().map(|target| &*target.path).collect();
        for touched in &request.touched {
            // Where the file of one lies that is known is known already.
            let new = touched.path.as_ref().filter(|path| written.contains(&***path));
            if let (Some(path), false) = (new, self.paths.contains_key(&touched.id)) {
                self.paths.insert(touched.id.clone(), path.as_path().into());
            }
        }
    }

    fn path<'a>(&'a self, touched: &'a Touched) -> Option<&'a Path> {
        let known = self.paths.get(&touched.id).map(|path| &**path);
        known.or(touched.path.as_deref())
    }

    /// Works out what is to become of one record's file, if anything.
    fn target(
        &mut self,
        touched: &Touched,
        seen: &Folders,
        merged: &mut Vec<Record>,
    ) -> Result<Option<Target>, SaveError> {
        let id = &touched.id;
        let Some(path) = self.path(touched).map(Path::to_path_buf) else {
            return Err(SaveError::Gone(id.clone()));
        };
        let root = &self.repository.root;
        let full = root.join(&path);
        let failed = |error| SaveError::Disk(full.clone(), error);
        let refused = |error| SaveError::Refused(full.clone(), error);
        let folder = full.parent().unwrap_or(root);
        let mut before = None;
        if self.disk.is_folder(root, folder, seen).map_err(failed)? {
            self.disk.sweep(&full).map_err(failed)?;
            before = self.disk.read(&full).map_err(failed)?;
        }
        let not_known_durable = self.not_known_durable.contains(&path);
        let adds = touched.changes.iter().any(|change| matches!(change, Change::Add(_)));
        let after = match (&before, &touched.after) {
            (None, None) if not_known_durable => None,
            (None, None) => return Ok(None),
            (None, Some(record)) if adds || self.is_new(id, not_known_durable && !touched.implied) => {
                checked(record, codec::write(record)).map_err(refused)?;
                Some(Content::Record(Arc::clone(record)))
            }
            (None, Some(record)) if touched.implied => {
                let nothing = Record::new(touched.kind, id.clone());
                let (result, fields) = merge::merge(nothing, id, &touched.changes)?;
                if result != **record {
                    merged.push(result.clone());
                }
                if fields.is_empty() && !not_known_durable {
                    return Ok(None);
                }
                let text = checked(&result, codec::write(&result)).map_err(refused)?;
                Some(Content::Text(text)).filter(|_| !fields.is_empty())
            }
            (None, Some(_)) => return Err(SaveError::Gone(id.clone())),
            // A try that failed after the file stood there is taken up again.
            (Some(text), Some(record)) if adds && *text == codec::write(record) => before.clone().map(Content::Text),
            (Some(_), Some(_)) if adds => return Err(SaveError::Taken(id.clone())),
            (Some(text), after) => {
                let found = codec::read(touched.kind, id, text)
                    .map_err(|problems| SaveError::Broken(full.clone(), problems))?
                    .record;
                let Some(record) = after else {
                    let known = merge::may_go(&found, text, &touched.changes)?;
                    let is_known = *text == codec::write(known);
                    return Ok(Some(Target {
                        path,
                        before: if is_known {
                            Some(Content::Record(Arc::clone(known)))
                        } else {
                            before.map(Content::Text)
                        },
                        after: None,
                    }));
                };
                let (result, fields) = merge::merge(found, id, &touched.changes)?;
                if result != **record {
                    merged.push(result.clone());
                }
                if fields.is_empty() && !not_known_durable {
                    return Ok(None);
                }
                let new = codec::rewrite(text, &result, &fields).map_err(refused)?;
                let new = checked(&result, new).map_err(refused)?;
                let vanishes = touched.implied && result.says_nothing() && merge::is_written_by_us(&new, &result);
                if vanishes && self.made(id)? {
                    None
                } else {
                    Some(Content::Text(new))
                }
            }
        };
        Ok(Some(Target {
            path,
            before: before.map(Content::Text),
            after,
        }))
    }

    /// Returns whether a record without a file never had one, or lost it to a save of ours that failed.
    fn is_new(&self, id: &Id, not_known_durable: bool) -> bool {
        !self.paths.contains_key(id) || (not_known_durable && self.created.contains(id))
    }

    /// Returns whether this program made the file of a record, now or in an earlier run.
    fn made(&mut self, id: &Id) -> Result<bool, SaveError> {
        if !self.created.contains(id) && !self.recalled {
            let private = &self.repository.private;
            let made = history::made(&self.disk, private);
            self.created
                .extend(made.map_err(|error| SaveError::Disk(private.clone(), error))?);
            self.recalled = true;
        }
        Ok(self.created.contains(id))
    }
}

fn checked(record: &Record, text: String) -> Result<String, codec::RewriteError> {
    codec::verify(record, &text).map(|()| text)
}

/// Returns why a register of this format may only be read, if so.
pub fn too_new(format: i64) -> Option<String> {
    let known = codec::FORMAT;
    (format > known).then(|| {
        format!(
            "This register has format {format}; this aims knows up to {known}. \
             It is open for reading only; use a newer aims to edit it."
        )
    })
}
