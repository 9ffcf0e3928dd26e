//! Reading a whole register: every file, every problem, stopping at none.
//!
//! Files are opened relative to their folder, which is never a link, and each costs four system calls: open, stat, read,
//! close. What the folder says a file is decides whether it is opened at all.

pub mod catalogues;
pub mod open;
pub mod problem;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use rustix::fs::{Dir, FileType, Mode, OFlags};

use crate::domain::record::Record;
use crate::domain::record::field::Kind;

use crate::store::codec;
use crate::store::files::disk::{Disk, LARGEST, is_temporary, readable};
use crate::store::files::layout;
use crate::store::files::mark::Mark;
use crate::store::load::catalogues::OwnCatalogue;
pub use crate::store::load::problem::{FileProblem, FileProblemKind, unreadable};

/// What one file gave.
#[derive(Debug)]
pub struct Loaded {
    /// Its path below `aims/`.
    pub path: PathBuf,
    /// The record, unless the file is broken.
    pub record: Option<Record>,
    /// The format number, in the file that states it, even if that is broken.
    pub format: Option<i64>,
    /// What is wrong with it.
    pub problems: Vec<FileProblem>,
    /// The file as it was when it was read, where that is known.
    pub mark: Option<Mark>,
    /// Whether it is a temporary file of a save that is going on, or died.
    pub temporary: bool,
    /// A catalogue of the team's own, if it is one.
    pub catalogue: Option<Box<OwnCatalogue>>,
}

impl Loaded {
    fn new(path: PathBuf) -> Self {
        Self {
            path,
            record: None,
            format: None,
            problems: Vec::new(),
            mark: None,
            temporary: false,
            catalogue: None,
        }
    }

    fn with(mut self, kind: FileProblemKind) -> Self {
        self.add_problem(kind);
        self
    }

    fn add_problem(&mut self, kind: FileProblemKind) {
        let path = self.path.clone();
        self.problems.push(FileProblem { path, kind });
    }
}

/// How many threads read: cold reading waits for the disk, so more than there are cores.
const THREADS: usize = 8;

/// How deep folders are followed; the layout has its records in the third.
const DEPTH: usize = 6;

/// How many files go to the receiver at once, at most; a key may wait until it has taken them.
pub const BATCH: usize = 128;

/// Reads every file of a register on several threads and hands them over in batches, in no order.
///
/// `receive` runs on the calling thread while others read on.
pub fn read_all(root: &Path, kinds: &[&'static Kind], mut receive: impl FnMut(Vec<Loaded>)) {
    let mut first = Walk::new(root, kinds);
    first.folder(PathBuf::new(), 0, 2);
    let Walk { found, folders, .. } = first;
    in_batches(found, &mut receive);
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..THREADS.min(folders.len()) {
            let (sender, next, folders) = (sender.clone(), &next, &folders);
            scope.spawn(move || {
                let mut walk = Walk::new(root, kinds);
                while let Some((folder, depth)) = folders.get(next.fetch_add(1, Ordering::Relaxed)) {
                    walk.folder(folder.clone(), *depth, DEPTH);
                    if walk.found.len() >= BATCH && sender.send(std::mem::take(&mut walk.found)).is_err() {
                        return;
                    }
                }
                let _ = sender.send(walk.found);
            });
        }
        drop(sender);
        for found in receiver {
            in_batches(found, &mut receive);
        }
    });
}

/// Hands over what one folder or several gave, never more than a batch at once.
fn in_batches(found: Vec<Loaded>, receive: &mut impl FnMut(Vec<Loaded>)) {
    if found.len() <= BATCH {
        if !found.is_empty() {
            receive(found);
        }
        return;
    }
    let mut left = found.into_iter();
    while !left.as_slice().is_empty() {
        receive(left.by_ref().take(BATCH).collect());
    }
}

/// One thread's way through folders.
struct Walk<'a> {
    root: &'a Path,
    kinds: &'a [&'static Kind],
    found: Vec<Loaded>,
    /// Folders met at the depth at which this walk leaves them to others.
    folders: Vec<(PathBuf, usize)>,
    buffer: Vec<u8>,
}

const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

const FILE: OFlags = OFlags::RDONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::CLOEXEC);

const LINK: &str = "it is a link; links are not followed";

impl<'a> Walk<'a> {
    fn new(root: &'a Path, kinds: &'a [&'static Kind]) -> Self {
        Self {
            root,
            kinds,
            found: Vec::new(),
            folders: Vec::new(),
            buffer: vec![0; 1 << 16],
        }
    }

    /// Reads a folder and those in it; from depth `split` on, they are left in `folders` instead, or refused at the
    /// greatest depth.
    fn folder(&mut self, folder: PathBuf, depth: usize, split: usize) {
        if depth == split {
            self.folders.push((folder, depth));
            return;
        }
        let opened = rustix::fs::open(self.root.join(&folder), FOLDER, Mode::empty());
        // Not `Dir::read_from`, which opens the folder a second time.
        let mut entries = match opened.and_then(Dir::new) {
            Ok(entries) => entries,
            Err(error) => return self.unreadable(folder, &error.into()),
        };
        while let Some(entry) = entries.read() {
            let (fd, entry) = match entry.and_then(|entry| Ok((entries.fd()?, entry))) {
                Ok(opened) => opened,
                Err(error) => return self.unreadable(folder, &error.into()),
            };
            let name = entry.file_name();
            let bytes = name.to_bytes();
            if bytes.starts_with(b".") {
                if is_temporary(&String::from_utf8_lossy(bytes)) {
                    let mut loaded = Loaded::new(folder.join(OsStr::from_bytes(bytes)));
                    loaded.temporary = true;
                    self.found.push(loaded);
                }
                continue;
            }
            let path = folder.join(OsStr::from_bytes(bytes));
            let kind = match entry.file_type() {
                FileType::Unknown => match rustix::fs::statat(fd, name, rustix::fs::AtFlags::SYMLINK_NOFOLLOW) {
                    Ok(stat) => FileType::from_raw_mode(stat.st_mode),
                    Err(error) => {
                        self.unreadable(path, &error.into());
                        continue;
                    }
                },
                kind => kind,
            };
            let is_record = bytes.ends_with(b".ron");
            match kind {
                FileType::Symlink => self
                    .found
                    .push(Loaded::new(path).with(FileProblemKind::Unreadable(LINK.to_owned()))),
                FileType::Directory if is_record => {
                    let reason = "it is a folder".to_owned();
                    self.found
                        .push(Loaded::new(path).with(FileProblemKind::Unreadable(reason)));
                }
                FileType::Directory if depth + 1 == DEPTH => {
                    self.found.push(Loaded::new(path).with(FileProblemKind::Stray));
                }
                FileType::Directory => self.folder(path, depth + 1, split),
                FileType::RegularFile if is_record => {
                    let mut mark = None;
                    let opened = rustix::fs::openat(fd, name, FILE, Mode::empty()).map_err(io::Error::from);
                    let read = opened.map(File::from).and_then(|file| {
                        // Before it is read: what is written in between then shows as a change.
                        mark = file.metadata().ok().as_ref().map(Mark::of);
                        read_into(&mut self.buffer, &file)
                    });
                    let text = match &read {
                        Ok(count) => readable(&self.buffer[..*count], LARGEST),
                        Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
                    };
                    let text = text.map(Some);
                    let mut loaded = decode(path, text, self.kinds);
                    loaded.mark = mark;
                    self.found.push(loaded);
                }
                _ if is_record => {
                    let reason = "it is not a regular file".to_owned();
                    self.found
                        .push(Loaded::new(path).with(FileProblemKind::Unreadable(reason)));
                }
                // Notes, pictures and licences may lie beside the records.
                _ => {}
            }
        }
    }

    fn unreadable(&mut self, path: PathBuf, error: &io::Error) {
        self.found
            .push(Loaded::new(path).with(FileProblemKind::Unreadable(error.to_string())));
    }
}

/// Reads a file into a buffer, which grows to one byte more than is allowed, and returns how much there was.
fn read_into(buffer: &mut Vec<u8>, mut file: &File) -> io::Result<usize> {
    let mut count = 0;
    loop {
        match io::Read::read(&mut file, &mut buffer[count..]) {
            Ok(0) => return Ok(count),
            Ok(more) => {
                count += more;
                // A file that fills less than what was offered has no more.
                if count < buffer.len() {
                    return Ok(count);
                }
                if count as u64 > LARGEST {
                    return Ok(count);
                }
                buffer.resize(LARGEST as usize + 1, 0);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Reads every file of a folder, given by its path below the root.
pub fn read_folder(root: &Path, folder: &Path, kinds: &[&'static Kind]) -> Vec<Loaded> {
    let mut walk = Walk::new(root, kinds);
    walk.folder(folder.to_path_buf(), folder.components().count(), DEPTH);
    walk.found
}

/// Reads one file of the register.
pub fn read_file(root: &Path, path: &Path, kinds: &[&'static Kind]) -> Loaded {
    let relative = path.strip_prefix(root).unwrap_or(path).to_path_buf();
    let mark = fs::symlink_metadata(path).ok().as_ref().map(Mark::of);
    let text = Disk::default().read(path);
    let text = text.as_ref().map(Option::as_deref);
    let text = text.map_err(|error| io::Error::new(error.kind(), error.to_string()));
    let mut loaded = decode(relative, text, kinds);
    loaded.mark = mark;
    loaded
}

/// Reads the record of a text.
fn decode(path: PathBuf, text: io::Result<Option<&str>>, kinds: &[&'static Kind]) -> Loaded {
    let mut loaded = Loaded::new(path);
    let Some((kind, id)) = layout::place(kinds, &loaded.path) else {
        if loaded.path.starts_with(catalogues::FOLDER) {
            match catalogues::read(text) {
                Ok(catalogue) => loaded.catalogue = Some(Box::new(catalogue)),
                Err(kind) => loaded.add_problem(kind),
            }
            return loaded;
        }
        let known_aside = loaded.path == Path::new("views.ron") || loaded.path.starts_with("mappings");
        return if known_aside {
            loaded
        } else {
            loaded.with(FileProblemKind::Stray)
        };
    };
    match text {
        Ok(Some(text)) => match codec::read(kind, &id, text) {
            Ok(reading) => {
                for (name, position) in reading.unknown {
                    loaded.add_problem(FileProblemKind::UnknownField(name, position));
                }
                loaded.format = reading.format;
                loaded.record = Some(reading.record);
            }
            Err(problems) => {
                if loaded.path == Path::new("aims.ron") {
                    loaded.format = codec::format_of(text);
                }
                loaded.add_problem(FileProblemKind::Broken(problems));
            }
        },
        Ok(None) => loaded.add_problem(FileProblemKind::Unreadable("it vanished while it was read".to_owned())),
        Err(error) => loaded.add_problem(FileProblemKind::Unreadable(error.to_string())),
    }
    loaded
}
