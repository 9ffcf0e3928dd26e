//! The few operations on files that saving is made of, each a place where a test can let it fail or stop.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::fs::{Mode, OFlags};

/// The largest file that is read as a record.
pub const LARGEST: u64 = 1 << 20;

/// Decides, before each operation, whether it happens: its name and how many came before it.
pub type Plan = dyn Fn(&'static str, u64) -> io::Result<()> + Send + Sync;

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

    /// Reads a regular file of at most [`LARGEST`] bytes; nothing when there is none.
    ///
    /// # Errors
    ///
    /// Fails on anything but "not found": links, folders, devices, larger files, files that are no UTF-8.
    pub fn read(&self, path: &Path) -> io::Result<Option<String>> {
        self.step("read")?;
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = match rustix::fs::open(path, flags, Mode::empty()) {
            Ok(file) => File::from(file),
            Err(rustix::io::Errno::NOENT) => return Ok(None),
            Err(rustix::io::Errno::LOOP) => return Err(io::Error::other("it is a link; links are not followed")),
            Err(error) => return Err(error.into()),
        };
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(io::Error::other("it is not a regular file"));
        }
        if meta.len() > LARGEST {
            return Err(io::Error::other(format!(
                "it has {} bytes; a record has at most {LARGEST}",
                meta.len()
            )));
        }
        let mut bytes = Vec::with_capacity(meta.len() as usize + 1);
        file.take(LARGEST + 1).read_to_end(&mut bytes)?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let line = 1 + error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
                Err(io::Error::other(format!(
                    "it is not UTF-8 (line {line}); save it as UTF-8"
                )))
            }
        }
    }

    /// Replaces a file's text: a temporary file beside it with its mode and group, then a rename. Durable only after
    /// [`sync_folder`](Self::sync_folder) when `durable`, else after [`sync_all`](Self::sync_all).
    ///
    /// # Errors
    ///
    /// Fails, leaving the old file whole and no temporary one, when any step does.
    pub fn replace(&self, path: &Path, text: &str, durable: bool) -> io::Result<()> {
        let temporary = temporary(path);
        let written = self.write_temporary(path, &temporary, text, durable).and_then(|()| {
            self.step("rename")?;
            fs::rename(&temporary, path)
        });
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    fn write_temporary(&self, path: &Path, temporary: &Path, text: &str, durable: bool) -> io::Result<()> {
        self.step("create")?;
        let _ = fs::remove_file(temporary);
        let mut file = File::options().write(true).create_new(true).open(temporary)?;
        if let Ok(old) = fs::symlink_metadata(path)
            && old.is_file()
        {
            file.set_permissions(fs::Permissions::from_mode(old.mode() & 0o7777))?;
            // Only a member of the group may give it; a colleague's clone without one keeps ours.
            let group = rustix::fs::Gid::from_raw(old.gid());
            let _ = rustix::fs::fchown(&file, None, Some(group));
        }
        self.step("write")?;
        file.write_all(text.as_bytes())?;
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
    pub fn sync_all(&self, folder: &Path, files: &[PathBuf]) -> io::Result<()> {
        self.step("sync")?;
        #[cfg(target_os = "linux")]
        {
            let _ = files;
            durably(rustix::fs::syncfs(File::open(folder)?).map_err(Into::into))
        }
        #[cfg(not(target_os = "linux"))]
        {
            for file in files {
                if let Ok(file) = File::open(file) {
                    durably(file.sync_all())?;
                }
            }
            durably(File::open(folder)?.sync_all())
        }
    }

    /// Makes a folder and those above it, durably, and returns whether any was new.
    ///
    /// # Errors
    ///
    /// Fails when a part of the path is a link or no folder, or cannot be made.
    pub fn make_folder(&self, root: &Path, folder: &Path) -> io::Result<()> {
        let below = folder
            .strip_prefix(root)
            .map_err(|_| io::Error::other("the path leaves the register"))?;
        let mut at = root.to_path_buf();
        let mut parts = below.components();
        loop {
            match fs::symlink_metadata(&at) {
                Ok(meta) if meta.is_dir() => {}
                Ok(_) => {
                    let sentence = format!("{} is a link or no folder; links are not followed", at.display());
                    return Err(io::Error::other(sentence));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    self.step("make folder")?;
                    fs::create_dir(&at)?;
                }
                Err(error) => return Err(error),
            }
            match parts.next() {
                Some(part) => at.push(part),
                None => return Ok(()),
            }
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

/// What the names of temporary files end in.
const SUFFIX: &str = ".aims-tmp";

/// Returns the name of the temporary file beside a file. Writers hold the lock, so one name is enough.
fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}{SUFFIX}"))
}

/// Tells whether a file name is that of a temporary file left by a writer that died.
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
