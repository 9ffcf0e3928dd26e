//! Files that are handed out: there whole, or not at all.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Tells why a file is not to be written at a place, if so: among the files of the register it would be taken for one of
/// them, and committed with them. `root` is the folder aims/.
pub fn refused(path: &Path, root: &Path) -> Option<String> {
    let folder = folder_of(path).canonicalize().ok()?;
    let root = root.canonicalize().ok()?;
    folder
        .starts_with(root)
        .then(|| "The folder aims/ holds the register and nothing else; name a place outside of it.".to_owned())
}

fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// Writes a file whole or not at all; over one that is there only when asked.
///
/// # Errors
///
/// Fails when there is one, or the disk refuses it.
pub fn write(path: &Path, bytes: &[u8], over: bool) -> io::Result<()> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        let sentence = format!("there is no folder {}; make it, or name another", folder.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, sentence));
    }
    let readable = fs::Permissions::from_mode(0o666);
    let mut builder = tempfile::Builder::new();
    let mut file = builder.permissions(readable).tempfile_in(&folder).map_err(plain)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let done = if over {
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    done.map(|_| ()).map_err(|error| error.error)
}

/// Returns an error without the name of the file under which the bytes were to be kept until they are all there.
fn plain(error: io::Error) -> io::Error {
    let kind = error.kind();
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None if error.get_ref().is_some() => io::Error::from(kind),
        None => error,
    }
}
