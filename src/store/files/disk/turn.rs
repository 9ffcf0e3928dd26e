//! Exchanging a file with the one beside it, so that what another program wrote at the last moment is never gone.
//!
//! Editors and git take no lock: comparing a file and renaming over it are two moments, and what is written in between
//! would be lost. Here the two files change places, and what came away is compared; when it is not what was expected,
//! they change back. What came away stays beside the file, so that a writer that still has it open loses nothing
//! either, until the caller has looked at it once more and [sweeps](Disk::sweep) it.

use std::fs;
use std::io;
use std::path::Path;

use crate::store::files::disk::{Disk, temporary};

impl Disk {
    /// Reads what is beside a file: what is to take its place, or what it held before.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn beside(&self, path: &Path) -> io::Result<Option<String>> {
        self.read(&temporary(path))
    }

    /// Returns whether a file holds this text, or is not there when there is no text.
    ///
    /// # Errors
    ///
    /// Fails as the disk does; what cannot be a record's text is not this text.
    pub fn holds(&self, path: &Path, text: Option<&str>) -> io::Result<bool> {
        match self.read(path) {
            Ok(found) => Ok(found.as_deref() == text),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Returns whether what is beside a file is this text, or nothing when there is no text.
    ///
    /// # Errors
    ///
    /// As [`holds`](Self::holds).
    pub fn holds_beside(&self, path: &Path, text: Option<&str>) -> io::Result<bool> {
        self.holds(&temporary(path), text)
    }

    /// Puts what is beside a file in its place if it holds `from`, leaves what it held beside it, and tells whether
    /// it did. Nothing beside it means that the file is to go.
    ///
    /// # Errors
    ///
    /// Fails as the disk does; which of the two stands where is then for the caller to see.
    pub fn turn(&self, path: &Path, from: Option<&str>) -> io::Result<Turn> {
        if from.is_none() {
            return self.turn_to_free(path);
        }
        if !self.holds(path, from)? {
            return Ok(Turn::Refused);
        }
        let to = self.beside(path)?;
        if !self.change_places(path, from.is_some(), to.is_some())? {
            return Ok(Turn::Refused);
        }
        if self.holds_beside(path, from)? {
            return Ok(Turn::Done);
        }
        // What came away was written since it was compared: it goes back to where its writer believes it to be.
        if !self.change_places(path, to.is_some(), from.is_some())? || self.holds_beside(path, to.as_deref())? {
            return Ok(Turn::Refused);
        }
        Ok(Turn::Crossed)
    }

    /// Puts what is beside a file in its place if nothing is there: moving it looks by itself, and nothing comes away.
    fn turn_to_free(&self, path: &Path) -> io::Result<Turn> {
        self.step("rename")?;
        match move_to_free(&temporary(path), path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Turn::Refused),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let is_free = self.holds(path, None)?;
                Ok(if is_free { Turn::Done } else { Turn::Refused })
            }
            moved => moved.map(|()| Turn::Done),
        }
    }

    /// Lets a file and the one beside it change places; `false` when one of them came or went in the meantime.
    fn change_places(&self, path: &Path, there: bool, beside: bool) -> io::Result<bool> {
        let temporary = temporary(path);
        self.step("rename")?;
        let changed = match (there, beside) {
            (true, true) => exchange(&temporary, path),
            (false, true) => move_to_free(&temporary, path),
            (true, false) => move_to_free(path, &temporary),
            (false, false) => Ok(()),
        };
        match changed {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists) => Ok(false),
            changed => changed.map(|()| true),
        }
    }
}

/// What became of a file that was to change places with the one beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// They changed places.
    Done,
    /// Another program had written the file; it stands as that program left it.
    Refused,
    /// Other programs wrote the file twice within this moment: the first text is there, the second beside it.
    Crossed,
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_with(from: &Path, to: &Path, flags: rustix::fs::RenameFlags) -> Option<io::Result<()>> {
    use rustix::fs::CWD;
    use rustix::io::Errno;
    match rustix::fs::renameat_with(CWD, from, CWD, to, flags) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => None,
        renamed => Some(renamed.map_err(Into::into)),
    }
}

fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    if let Some(done) = rename_with(one, other, rustix::fs::RenameFlags::EXCHANGE) {
        return done;
    }
    exchange_by_link(one, other)
}

/// Exchanges two files where the file system, some network ones among them, cannot do it in one go.
fn exchange_by_link(one: &Path, other: &Path) -> io::Result<()> {
    let spare = temporary(one);
    let _ = fs::remove_file(&spare);
    if fs::hard_link(other, &spare).is_err() {
        fs::copy(other, &spare)?;
    }
    fs::rename(one, other)?;
    fs::rename(&spare, one)
}

fn move_to_free(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    if let Some(done) = rename_with(from, to, rustix::fs::RenameFlags::NOREPLACE) {
        return done;
    }
    move_by_link(from, to)
}

/// Moves a file to a name that nothing has, where the file system cannot look and move in one go.
fn move_by_link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => Err(error),
        // Without links either, a look just before is all there is.
        Err(_) if fs::symlink_metadata(to).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_files_change_places_with_and_without_the_help_of_the_file_system() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        fs::write(&one, "1").expect("written");
        fs::write(&other, "2").expect("written");
        let texts = || [&one, &other].map(|path| fs::read_to_string(path).expect("there"));
        exchange(&one, &other).expect("exchanged");
        assert_eq!(texts(), ["2", "1"]);
        exchange_by_link(&one, &other).expect("exchanged");
        assert_eq!(texts(), ["1", "2"]);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
    }

    #[test]
    fn a_file_moves_only_to_a_free_name_with_and_without_the_help_of_the_file_system() {
        for moves in [move_to_free, move_by_link] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = |name: &str| folder.path().join(name);
            fs::write(path("one"), "1").expect("written");
            fs::write(path("other"), "2").expect("written");
            let error = moves(&path("one"), &path("other")).expect_err("taken");
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(fs::read_to_string(path("other")).expect("there"), "2");
            moves(&path("one"), &path("free")).expect("moved");
            assert_eq!(fs::read_to_string(path("free")).expect("there"), "1");
            let error = moves(&path("one"), &path("empty")).expect_err("gone");
            assert_eq!(error.kind(), io::ErrorKind::NotFound);
        }
    }
}
