//! What a path says about records, and what a folder says about events.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Returns whether a path is that of a hidden file, or in a hidden folder: nothing there is a record.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_hidden(path: &Path) -> bool {
    path.components()
        .any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
}

/// Returns whether a path is that of a file which may hold a record.
pub(super) fn is_record(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ron")
}

/// Returns whether a file in the folder of git says that another branch or commit may be checked out: the branch itself, and
/// the lock that git takes for each commit.
pub(super) fn is_of_head(name: &OsStr) -> bool {
    name == "HEAD" || name == "HEAD.lock"
}

/// Returns the device and number of a folder.
pub(super) fn number(folder: &Path) -> Option<(u64, u64)> {
    let meta = fs::symlink_metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    Some((meta.dev(), meta.ino()))
}

/// Returns whether a folder lies on a file system of which changes by other machines are not reported.
#[cfg(target_os = "linux")]
pub(super) fn is_remote(folder: &Path) -> bool {
    // As linux/magic.h has them: NFS, SMB, CIFS, SMB2, FUSE, 9P, Ceph, AFS.
    const REMOTE: [u32; 8] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x6573_5546,
        0x0102_1997,
        0x00c3_6400,
        0x5346_414f,
    ];
    rustix::fs::statfs(folder).is_ok_and(|stat| REMOTE.contains(&(stat.f_type as u32)))
}

/// Returns whether a folder lies on a file system of which changes by other machines are not reported.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_remote(_: &Path) -> bool {
    false
}
