//! Private files of the user, replaced atomically.

use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The file that keeps room for texts on a disk that becomes full.
const RESERVE: &str = "reserve";
/// Its bytes: room for some texts and the copies they are replaced with.
const ROOM: usize = 256 * 1024;

/// Makes sure that a folder keeps room for texts. Where that cannot be, texts are kept as long as there is room.
pub fn reserve(folder: &Path) {
    let path = folder.join(RESERVE);
    if fs::metadata(&path).is_ok_and(|file| file.len() == ROOM as u64) {
        return;
    }
    let _ = make_folder(folder).and_then(|()| replace(&path, &vec![0; ROOM]));
}

/// Reads a file; one that cannot be read is as good as none.
pub fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_str(&fs::read_to_string(path).ok()?).ok()
}

/// Writes a file beside its place and renames it into it, so that a full disk or a kill leaves the old one whole.
///
/// # Errors
///
/// Fails as the operating system does.
pub fn write(path: &Path, what: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_string(what).map_err(io::Error::other)?;
    let folder = path.parent().unwrap_or(path);
    make_folder(folder)?;
    with_reserve(folder, || replace(path, text.as_bytes()))
}

/// Writes, and once more in the room that the folder keeps, if the disk is full.
fn with_reserve(folder: &Path, mut write: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    match write() {
        Err(error) if error.kind() == io::ErrorKind::StorageFull => {
            fs::remove_file(folder.join(RESERVE)).map_err(|_| error)?;
            write()
        }
        written => written,
    }
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Such a file is for its owner alone from the beginning.
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(path))?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

/// Makes a folder that only the user can enter.
///
/// # Errors
///
/// Fails as the operating system does.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Removes a file or folder; that there is none is no failure.
///
/// # Errors
///
/// Fails as the operating system does.
pub fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Returns the files of a folder whose names begin and end so, in order.
pub fn named(folder: &Path, begin: &str, end: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.starts_with(begin) && name.ends_with(end)
        })
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_for_its_owner_alone_and_replaced_as_a_whole() {
        let state = tempfile::tempdir().expect("a folder");
        let path = state.path().join("new/file.json");
        write(&path, &"first").expect("written");
        write(&path, &"second").expect("written");
        let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
        assert_eq!(read::<String>(&path).as_deref(), Some("second"));
        // Where it cannot be written, the old one stays as it was.
        let folder = path.parent().expect("a folder");
        fs::set_permissions(folder, fs::Permissions::from_mode(0o500)).expect("a mode");
        let is_root = fs::write(folder.join("probe"), "").is_ok();
        assert!(is_root || write(&path, &"third").is_err());
        assert!(is_root || read::<String>(&path).as_deref() == Some("second"));
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("a mode");
    }

    #[test]
    fn a_full_disk_takes_texts_in_the_room_that_was_kept() {
        let state = tempfile::tempdir().expect("a folder");
        let (path, room) = (state.path().join("file.draft"), state.path().join(RESERVE));
        // A disk that is full up to the room that is kept.
        let write = || {
            if room.exists() {
                return Err(io::ErrorKind::StorageFull.into());
            }
            replace(&path, b"typed")
        };
        reserve(state.path());
        assert_eq!(fs::metadata(&room).expect("it is there").len(), ROOM as u64);
        with_reserve(state.path(), write).expect("kept");
        assert_eq!(fs::read(&path).expect("it is there"), b"typed");
        let full = with_reserve(state.path(), || Err(io::ErrorKind::StorageFull.into()));
        assert_eq!(full.expect_err("no room is left").kind(), io::ErrorKind::StorageFull);
        reserve(state.path());
        assert!(room.exists(), "the next start keeps room again");
    }

    #[test]
    fn a_file_that_makes_no_sense_is_as_good_as_none() {
        let state = tempfile::tempdir().expect("a folder");
        let path = state.path().join("file.json");
        fs::write(&path, "{ not json").expect("written");
        assert_eq!(read::<String>(&path), None);
    }
}
