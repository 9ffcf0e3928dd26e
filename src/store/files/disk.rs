//! The few operations on files that saving is made of, each a place where a test can let it fail or stop.

mod folders;
mod turn;

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use rustix::fs::{Access, Gid, Mode, OFlags, Uid};

pub use folders::Folders;
pub use turn::Turn;

/// The largest file that is read as a record.
pub const LARGEST: u64 = 1 << 20;

/// The largest file of lines beside the records that is read: what a spreadsheet of the largest size said, many times.
const LARGEST_OF_LINES: u64 = 64 << 20;

/// Decides, before each operation, whether it happens: its name and how many came before it.
pub type Plan = dyn Fn(&'static str, u64) -> io::Result<()> + Send + Sync;

/// What writes the content of a file.
pub type Content<'a> = dyn Fn(&mut dyn io::Write) -> io::Result<()> + 'a;

/// Access to files, without following links.
#[derive(Clone, Default)]
pub struct Disk {
    plan: Option<Arc<Plan>>,
    count: Arc<AtomicU64>,
}

impl std::fmt::Debug for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Disk({} operations)", self.count.load(Ordering::Relaxed))
    }
}

impl Disk {
    /// Returns a disk on which operations fail as planned; for fault tests.
    pub fn with_faults(plan: Arc<Plan>) -> Self {
        Self {
            plan: Some(plan),
            ..Self::default()
        }
    }

    /// Returns how many operations were asked for.
    pub fn operations(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    fn step(&self, name: &'static str) -> io::Result<()> {
        let before = self.count.fetch_add(1, Ordering::Relaxed);
        match &self.plan {
            Some(plan) => plan(name, before),
            None => Ok(()),
        }
    }

    /// Lets other programs go on for a moment. A plan stands for what they do in the meantime, so that no test waits.
    ///
    /// # Errors
    ///
    /// Fails as a planned fault does.
    pub fn wait(&self, moment: Duration) -> io::Result<()> {
        self.step("wait")?;
        if self.plan.is_none() {
            thread::sleep(moment);
        }
        Ok(())
    }

    /// Reads a regular file of at most as many bytes as its kind may have; nothing when there is none.
    ///
    /// # Errors
    ///
    /// Fails on anything but "not found". What is there but cannot be a record (links, folders, devices, larger files,
    /// files that are no UTF-8) is [`io::ErrorKind::InvalidData`]; every other kind is a failure of the disk.
    pub fn read(&self, path: &Path) -> io::Result<Option<String>> {
        self.read_up_to(path, largest(path))
    }

    /// Reads one of our own regular files of any size; nothing when there is none.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn read_whole(&self, path: &Path) -> io::Result<Option<String>> {
        self.read_up_to(path, u64::MAX - 1)
    }

    fn read_up_to(&self, path: &Path, largest: u64) -> io::Result<Option<String>> {
        self.step("read")?;
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = match rustix::fs::open(path, flags, Mode::empty()) {
            Ok(file) => File::from(file),
            Err(rustix::io::Errno::NOENT) => return Ok(None),
            Err(rustix::io::Errno::LOOP) => return Err(unfit("it is a link; links are not followed")),
            Err(error) => return Err(error.into()),
        };
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(unfit("it is not a regular file"));
        }
        let mut bytes = Vec::with_capacity(meta.len().min(largest) as usize + 1);
        file.take(largest + 1).read_to_end(&mut bytes)?;
        readable(&bytes, largest)?;
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| unfit("it is not UTF-8; save it as UTF-8"))
    }

    /// Replaces one of our own files: a temporary file beside it with its mode and group, then a rename. Durable only
    /// after [`sync_folder`](Self::sync_folder). What other programs may write is exchanged with [`turn`](Self::turn).
    ///
    /// # Errors
    ///
    /// Fails, leaving the old file whole and no temporary one, when any step does.
    pub fn replace(&self, path: &Path, text: &str) -> io::Result<()> {
        self.replace_with(path, &|writer| writer.write_all(text.as_bytes()))
    }

    /// The same with what `write` writes, which is never in memory as a whole.
    ///
    /// # Errors
    ///
    /// As [`replace`](Self::replace), and as `write` does.
    pub fn replace_with(&self, path: &Path, write: &Content<'_>) -> io::Result<()> {
        let buffered = |file: &mut File| {
            let mut writer = BufWriter::with_capacity(1 << 16, file);
            write(&mut writer)?;
            writer.flush()
        };
        self.prepare_with(path, &buffered, true, true)?;
        let renamed = self.step("rename").and_then(|()| fs::rename(temporary(path), path));
        if renamed.is_err() {
            let _ = fs::remove_file(temporary(path));
        }
        renamed
    }

    /// Writes the temporary file beside a file, with the mode and group of that file, if it is `there`; on disk when
    /// `durable`.
    ///
    /// # Errors
    ///
    /// Fails, leaving no temporary file, when any step does.
    pub fn prepare(&self, path: &Path, text: &str, there: bool, durable: bool) -> io::Result<()> {
        self.prepare_with(path, &|file| file.write_all(text.as_bytes()), there, durable)
    }

    fn prepare_with(
        &self,
        path: &Path,
        write: &dyn Fn(&mut File) -> io::Result<()>,
        there: bool,
        durable: bool,
    ) -> io::Result<()> {
        let temporary = temporary(path);
        let written = self.write_temporary(path, &temporary, write, there, durable);
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    fn write_temporary(
        &self,
        path: &Path,
        temporary: &Path,
        write: &dyn Fn(&mut File) -> io::Result<()>,
        there: bool,
        durable: bool,
    ) -> io::Result<()> {
        self.step("create")?;
        let mut file = create_anew(temporary)?;
        let old = if there { fs::symlink_metadata(path).ok() } else { None };
        if let Some(old) = old.filter(fs::Metadata::is_file) {
            // A rename would replace a file that its owner write-protected.
            rustix::fs::access(path, Access::WRITE_OK)?;
            let (owner, group) = (Uid::from_raw(old.uid()), Gid::from_raw(old.gid()));
            // Only root may give a file away, and only a member of the group may give it that group.
            if rustix::fs::fchown(&file, Some(owner), Some(group)).is_err() {
                let _ = rustix::fs::fchown(&file, None, Some(group));
            }
            file.set_permissions(fs::Permissions::from_mode(old.mode() & 0o7777))?;
        }
        self.step("write")?;
        write(&mut file)?;
        if durable {
            self.step("fsync")?;
            durably(file.sync_all())?;
        }
        Ok(())
    }

    /// Makes the names in a folder durable.
    ///
    /// # Errors
    ///
    /// Fails as the operating system does.
    pub fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step("fsync folder")?;
        durably(File::open(folder)?.sync_all())
    }

    /// Makes everything that was written to the file system of a folder durable, in one go where the system can.
    ///
    /// # Errors
    ///
    /// Fails as the operating system does.
    pub fn sync_all(&self, folder: &Path, files: &mut dyn Iterator<Item = PathBuf>) -> io::Result<()> {
        self.step("sync")?;
        #[cfg(target_os = "linux")]
        {
            let _ = files;
            durably(rustix::fs::syncfs(File::open(folder)?).map_err(Into::into))
        }
        #[cfg(not(target_os = "linux"))]
        {
            for file in files {
                if let Ok(file) = File::open(&file) {
                    durably(file.sync_all())?;
                }
                if let Some(Ok(folder)) = file.parent().map(File::open) {
                    durably(folder.sync_all())?;
                }
            }
            durably(File::open(folder)?.sync_all())
        }
    }

    /// Adds a line to a file, on a line of its own even if the last writer died within its line, and returns how large
    /// the file is then.
    ///
    /// # Errors
    ///
    /// Fails as the operating system does, and on links.
    pub fn append(&self, path: &Path, line: &dyn Display) -> io::Result<u64> {
        self.step("append")?;
        let mut file = File::options()
            .create(true)
            .read(true)
            .append(true)
            .custom_flags(OFlags::NOFOLLOW.bits() as i32)
            .open(path)?;
        let length = file.metadata()?.len();
        // The line of a large import is as large as its file; it is written as it is made.
        let mut writer = BufWriter::with_capacity(1 << 16, &mut file);
        if length > 0 {
            let mut last = [0];
            writer.get_ref().read_exact_at(&mut last, length - 1)?;
            if last != *b"\n" {
                writer.write_all(b"\n")?;
            }
        }
        writeln!(writer, "{line}")?;
        writer.flush()?;
        drop(writer);
        Ok(file.metadata()?.len())
    }

    /// Drops the lines of one of our own files before its last ones: `keeps` is asked of the length of each, from the last
    /// one on, until it says no. Where that would be little of the file, it stays as it is.
    ///
    /// # Errors
    ///
    /// Fails as the operating system does.
    pub fn keep_last_lines(&self, path: &Path, mut keeps: impl FnMut(usize) -> bool) -> io::Result<()> {
        self.step("read")?;
        let mut reader = BufReader::with_capacity(1 << 16, File::open(path)?);
        let (mut lengths, mut length) = (Vec::new(), 0);
        loop {
            let read = reader.fill_buf()?;
            if read.is_empty() {
                break;
            }
            let count = read.len();
            let mut parts = read.split(|byte| *byte == b'\n').peekable();
            while let Some(part) = parts.next() {
                length += part.len();
                if parts.peek().is_some() {
                    lengths.push(length);
                    length = 0;
                }
            }
            reader.consume(count);
        }
        if length > 0 {
            lengths.push(length);
        }
        let kept = lengths.iter().rev().take_while(|length| keeps(**length)).count();
        let gone: usize = lengths[..lengths.len() - kept].iter().map(|length| length + 1).sum();
        let whole: usize = lengths.iter().map(|length| length + 1).sum();
        // A large line is not written anew for a few short ones before it.
        if gone * 4 < whole {
            return Ok(());
        }
        self.replace_with(path, &|writer| {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(gone as u64))?;
            io::copy(&mut file, writer).map(|_| ())
        })
    }

    /// Removes the temporary file that a writer which died left beside a file. The caller holds the lock.
    ///
    /// # Errors
    ///
    /// Fails as the operating system does.
    pub fn sweep(&self, path: &Path) -> io::Result<()> {
        let temporary = temporary(path);
        match fs::symlink_metadata(&temporary) {
            Ok(_) => self.remove(&temporary),
            Err(_) => Ok(()),
        }
    }

    /// Removes a file; one that is gone already is fine.
    ///
    /// # Errors
    ///
    /// Fails as the operating system does.
    pub fn remove(&self, path: &Path) -> io::Result<()> {
        self.step("remove")?;
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Makes a file in the place of one that a writer which died left.
fn create_anew(path: &Path) -> io::Result<File> {
    let create = || File::options().write(true).create_new(true).open(path);
    match create() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            create()
        }
        created => created,
    }
}

/// Returns the error for what is there but can be no record.
fn unfit(sentence: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, sentence)
}

/// Tells what keeps the bytes of a file from being a record's text.
///
/// # Errors
///
/// Fails with [`io::ErrorKind::InvalidData`] when they are too many or no UTF-8.
pub fn readable(bytes: &[u8], largest: u64) -> io::Result<&str> {
    if bytes.len() as u64 > largest {
        return Err(unfit(&format!(
            "it is larger than {largest} bytes, which no such file is"
        )));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let newlines = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
        unfit(&format!("it is not UTF-8 (line {newlines}); save it as UTF-8"))
    })
}

/// Returns how many bytes a file, or the temporary one beside it, has at most.
fn largest(path: &Path) -> u64 {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(SUFFIX).unwrap_or(&name);
    if Path::new(name).extension().is_some_and(|end| end == "txt") {
        LARGEST_OF_LINES
    } else {
        LARGEST
    }
}

/// What the names of temporary files end in.
const SUFFIX: &str = ".aims-tmp";

/// Returns the name of the temporary file beside a file. Writers hold the lock, so one name is enough.
fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}{SUFFIX}"))
}

/// Returns whether a file name is that of a temporary file left by a writer that died.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(SUFFIX)
}

/// Lets a file system that cannot sync pass; some network and user-space ones answer so.
fn durably(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) => Ok(()),
        result => result,
    }
}
