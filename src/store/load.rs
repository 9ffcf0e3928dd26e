//! Reading a whole register: every file, every problem, stopping at none.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use crate::domain::field::Kind;
use crate::domain::id::Id;
use crate::domain::record::Record;

use super::codec;
use super::disk::{Disk, is_temporary};
use super::layout;
use super::text::{Position, Problem};

/// A file that is not, or not wholly, what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Its path below `aims/`.
    pub path: PathBuf,
    /// What it is about.
    pub matter: Matter,
}

/// What is the matter with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// Its text is no such record; it is shown as broken and never written.
    Broken(Vec<Problem>),
    /// It cannot be read at all, with the reason.
    Unreadable(String),
    /// It holds a field this version does not know; the field is kept.
    UnknownField(String, Position),
    /// Its path is not one of the layout.
    Stray,
    /// Another file holds a record with the same id.
    Duplicate(Id, PathBuf),
}

impl Trouble {
    /// Tells whether the file's record is not in the register.
    pub fn is_broken(&self) -> bool {
        matches!(
            self.matter,
            Matter::Broken(_) | Matter::Unreadable(_) | Matter::Duplicate(..)
        )
    }
}

/// Writes where, what was found, what was expected and what to do.
impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.path.display();
        match &self.matter {
            Matter::Broken(problems) => {
                for (nth, problem) in problems.iter().enumerate() {
                    if nth > 0 {
                        writeln!(f)?;
                    }
                    let Position { line, column, .. } = problem.position;
                    write!(
                        f,
                        "{path}:{line}:{column}: found {}, expected {}.",
                        problem.found, problem.expected
                    )?;
                    if !problem.hint.is_empty() {
                        write!(f, " {}", problem.hint)?;
                    }
                }
                Ok(())
            }
            Matter::Unreadable(reason) => write!(f, "{path}: cannot be read: {reason}."),
            Matter::UnknownField(name, Position { line, column, .. }) => {
                write!(
                    f,
                    "{path}:{line}:{column}: the field `{name}` is unknown to this version; it is kept as it is."
                )
            }
            Matter::Stray => write!(
                f,
                "{path}: no record belongs here; move it out of aims/ or correct its name."
            ),
            Matter::Duplicate(id, other) => {
                write!(
                    f,
                    "{path}: {id} is also in {}; give one of them another id.",
                    other.display()
                )
            }
        }
    }
}

/// What one file gave.
#[derive(Debug)]
pub struct Loaded {
    /// Its path below `aims/`.
    pub path: PathBuf,
    /// The record, unless the file is broken.
    pub record: Option<Record>,
    /// The format number, in the file that states it.
    pub format: Option<i64>,
    /// What is the matter with it.
    pub troubles: Vec<Trouble>,
}

/// How many threads read: cold reading waits for the disk, so more than there are cores.
const THREADS: usize = 8;

/// How deep folders are followed.
const DEPTH: usize = 4;

/// How many files go to the receiver at once.
const BATCH: usize = 256;

/// Reads every file of a register on several threads and hands them over in batches, in no order.
///
/// `receive` runs on the calling thread while others read on.
pub fn read_all(root: &Path, kinds: &[&'static Kind], mut receive: impl FnMut(Vec<Loaded>)) {
    let folders = folders(root);
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..THREADS.min(folders.len().max(1)) {
            let (sender, next, folders) = (sender.clone(), &next, &folders);
            scope.spawn(move || {
                let mut batch = Vec::new();
                while let Some((folder, depth)) = folders.get(next.fetch_add(1, Ordering::Relaxed)) {
                    read_folder(root, folder, *depth, kinds, &mut batch);
                    if batch.len() >= BATCH && sender.send(std::mem::take(&mut batch)).is_err() {
                        return;
                    }
                }
                let _ = sender.send(batch);
            });
        }
        drop(sender);
        for batch in receiver {
            if !batch.is_empty() {
                receive(batch);
            }
        }
    });
}

/// Returns the folders to share out among the threads, each with how deep it may be followed.
fn folders(root: &Path) -> Vec<(PathBuf, usize)> {
    let mut folders = vec![(root.to_path_buf(), 0)];
    for folder in subfolders(root) {
        let inner = subfolders(&folder);
        folders.extend(inner.into_iter().map(|folder| (folder, DEPTH)));
        folders.push((folder, 0));
    }
    folders
}

fn subfolders(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir()) && !is_hidden(entry);
    entries.flatten().filter(is_folder).map(|entry| entry.path()).collect()
}

fn is_hidden(entry: &fs::DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn read_folder(root: &Path, folder: &Path, depth: usize, kinds: &[&'static Kind], batch: &mut Vec<Loaded>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            batch.push(unreadable(root, folder, error.to_string()));
            return;
        }
    };
    for entry in entries.flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_symlink() => {
                batch.push(unreadable(
                    root,
                    &path,
                    "it is a link; links are not followed".to_owned(),
                ));
            }
            Ok(kind) if kind.is_dir() => {
                if depth > 0 && !is_hidden(&entry) {
                    read_folder(root, &path, depth - 1, kinds, batch);
                }
            }
            _ if is_hidden(&entry) || is_temporary(&entry.file_name().to_string_lossy()) => {}
            _ if path.extension().is_some_and(|extension| extension == "ron") => {
                batch.push(read_file(root, &path, kinds));
            }
            // Notes, pictures and licences may lie beside the records.
            _ => {}
        }
    }
}

fn relative(root: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(root).unwrap_or(path).to_path_buf()
}

fn unreadable(root: &Path, path: &Path, reason: String) -> Loaded {
    let path = relative(root, path);
    let trouble = Trouble {
        path: path.clone(),
        matter: Matter::Unreadable(reason),
    };
    Loaded {
        path,
        record: None,
        format: None,
        troubles: vec![trouble],
    }
}

/// Reads one file of the register.
pub fn read_file(root: &Path, path: &Path, kinds: &[&'static Kind]) -> Loaded {
    let relative = relative(root, path);
    let mut loaded = Loaded {
        path: relative.clone(),
        record: None,
        format: None,
        troubles: Vec::new(),
    };
    let mut trouble = |matter| {
        loaded.troubles.push(Trouble {
            path: relative.clone(),
            matter,
        })
    };
    let Some((kind, id)) = layout::place(kinds, &relative) else {
        let known_aside = relative == Path::new("views.ron") || relative.starts_with("catalogues");
        if !known_aside {
            trouble(Matter::Stray);
        }
        return loaded;
    };
    match Disk::default().read(path) {
        Ok(Some(text)) => match codec::read(kind, &id, &text) {
            Ok(reading) => {
                for (name, position) in reading.unknown {
                    trouble(Matter::UnknownField(name, position));
                }
                loaded.format = reading.format;
                loaded.record = Some(reading.record);
            }
            Err(problems) => trouble(Matter::Broken(problems)),
        },
        Ok(None) => trouble(Matter::Unreadable("it vanished while it was read".to_owned())),
        Err(error) => trouble(Matter::Unreadable(error.to_string())),
    }
    loaded
}
