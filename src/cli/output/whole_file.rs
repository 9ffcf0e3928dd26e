//! Files that are handed out: there whole, or not at all.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Writes a file whole or not at all; over one that is there only when asked.
///
/// # Errors
///
/// Fails when there is one, or the disk refuses it.
pub fn write(path: &Path, bytes: &[u8], over: bool) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let readable = fs::Permissions::from_mode(0o666);
    let mut builder = tempfile::Builder::new();
    let mut file = builder
        .permissions(readable)
        .tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let done = if over {
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    done.map(|_| ()).map_err(|error| error.error)
}
