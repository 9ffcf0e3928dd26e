//! The lock that writers hold: one file in the private folder, never removed, released by the kernel with its holder.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;
use serde::{Deserialize, Serialize};

use crate::store::files::disk::Disk;
use crate::store::files::repository::Repository;

/// How long another process may hold the lock.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// How long a running git command is waited for; its lock may also be one that a dead git left.
const GIT_PATIENCE: Duration = Duration::from_millis(300);

/// Why the lock was not had.
#[derive(Debug)]
pub enum NotLocked {
    /// Another process held it for too long.
    Held,
    /// The operating system refused.
    Disk(PathBuf, io::Error),
}

/// What tells the lock file of one tree from that of any other, a copy or one out of an archive included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    device: u64,
    inode: u64,
    /// The seconds and nanoseconds of its last change, which no program can choose.
    changed: (i64, i64),
}

/// Returns the stamp of a register's lock file, if there is one.
pub fn stamp(repository: &Repository) -> Option<Stamp> {
    let meta = fs::symlink_metadata(file(repository)).ok()?;
    Some(Stamp {
        device: meta.dev(),
        inode: meta.ino(),
        changed: (meta.ctime(), meta.ctime_nsec()),
    })
}

/// Returns whether somebody holds the lock right now; makes nothing.
pub fn is_held(repository: &Repository) -> bool {
    let opened = File::options()
        .read(true)
        .custom_flags(OFlags::NOFOLLOW.bits() as i32)
        .open(file(repository));
    opened.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(fs::TryLockError::WouldBlock)))
}

fn file(repository: &Repository) -> PathBuf {
    repository.private.join("lock")
}

/// Takes the lock of a register, waiting for other writers; it is held until the file is dropped.
///
/// # Errors
///
/// Fails when another process holds it for longer than [`PATIENCE`], or the private folder cannot be made or is a link.
pub fn take(repository: &Repository, disk: &Disk) -> Result<File, NotLocked> {
    take_telling(repository, disk, &AtomicBool::new(false))
}

/// Takes the lock as [`take`] does; `waits` is true while another process holds it.
///
/// # Errors
///
/// As [`take`].
pub fn take_telling(repository: &Repository, disk: &Disk, waits: &AtomicBool) -> Result<File, NotLocked> {
    let taken = take_in_time(repository, disk, waits);
    waits.store(false, Ordering::Release);
    taken
}

fn take_in_time(repository: &Repository, disk: &Disk, waits: &AtomicBool) -> Result<File, NotLocked> {
    let path = file(repository);
    let failed = |error| NotLocked::Disk(path.clone(), error);
    make_private(repository, disk).map_err(failed)?;
    let file = File::options()
        .create(true)
        .append(true)
        .custom_flags(OFlags::NOFOLLOW.bits() as i32)
        .open(&path)
        .map_err(failed)?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(fs::TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                waits.store(true, Ordering::Release);
                thread::sleep(Duration::from_millis(5));
            }
            Err(fs::TryLockError::WouldBlock) => return Err(NotLocked::Held),
            Err(fs::TryLockError::Error(error)) => return Err(failed(error)),
        }
    }
    wait_for_git(repository);
    Ok(file)
}

/// Makes the private folder; one inside the tree, where there is no git, ignores itself.
fn make_private(repository: &Repository, disk: &Disk) -> io::Result<()> {
    let private = &repository.private;
    let above = private.parent().unwrap_or(private);
    if repository.git.is_none() {
        fs::create_dir_all(above)?;
    }
    disk.make_folder(above, private, false)?;
    let ignored = private.join(".gitignore");
    if repository.git.is_none() && fs::symlink_metadata(&ignored).is_err() {
        fs::write(ignored, "*\n")?;
    }
    Ok(())
}

/// Waits a little while git changes the working tree; what it writes after that is found by comparing.
fn wait_for_git(repository: &Repository) {
    let Some(index) = repository.git.as_ref().map(|git| git.join("index.lock")) else {
        return;
    };
    let start = Instant::now();
    while fs::symlink_metadata(&index).is_ok() && start.elapsed() < GIT_PATIENCE {
        thread::sleep(Duration::from_millis(10));
    }
}
