//! What an event of the operating system says about records, and what a folder says about events.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RemoveKind};

/// Tells whether something that happened at a path below `aims/` can change a record. Reading does not: the thread would
/// hear itself and never be quiet.
pub(super) fn concerns(kind: EventKind, path: &Path) -> bool {
    if is_access(kind) {
        return false;
    }
    if path
        .components()
        .any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
    {
        return false;
    }
    is_record(path) || may_be_folder(kind)
}

pub(super) fn is_access(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

fn may_be_folder(kind: EventKind) -> bool {
    match kind {
        EventKind::Create(kind) => kind != CreateKind::File,
        EventKind::Remove(kind) => kind != RemoveKind::File,
        EventKind::Modify(kind) => matches!(kind, ModifyKind::Name(_)),
        _ => false,
    }
}

pub(super) fn is_record(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ron")
}

/// Returns the device and number of a folder.
pub(super) fn number(folder: &Path) -> Option<(u64, u64)> {
    let meta = fs::symlink_metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    Some((meta.dev(), meta.ino()))
}

/// Tells whether a folder lies on a file system of which changes by other machines are not told.
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

/// Tells whether a folder lies on a file system of which changes by other machines are not told.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_remote(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_no_change_and_neither_are_hidden_and_other_files() {
        let path = Path::new("clauses/4.1/q1.ron");
        let read = EventKind::Access(AccessKind::Open(AccessMode::Any));
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let made = EventKind::Create(CreateKind::File);
        assert!(!concerns(read, path));
        assert!(concerns(written, path) && concerns(made, path));
        assert!(!concerns(made, Path::new("clauses/4.1/.q1.ron.aims-tmp")));
        assert!(!concerns(made, Path::new(".local/journal.ron")));
        assert!(!concerns(made, Path::new("clauses/4.1/q1.ron~")));
        assert!(concerns(
            EventKind::Create(CreateKind::Folder),
            Path::new("clauses/4.2")
        ));
        assert!(concerns(
            EventKind::Remove(RemoveKind::Folder),
            Path::new("clauses/4.2")
        ));
    }
}
