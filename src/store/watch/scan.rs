//! What lies in the folder by its times and sizes, without reading it: for the gap between a load and the first news, for
//! the time after events were lost, and for file systems without events.
//!
//! A register may have 100,000 files, so what is kept of each is its path, one behind the other, and a number.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::store::files::mark::Mark;
use crate::store::load::Loaded;

use crate::store::watch::probe::is_record;

/// How deep folders are followed, as when they are read.
const DEPTH: usize = 6;

/// The files that were there, by their paths below the root.
#[derive(Debug, Default, Clone)]
pub struct Scan {
    /// All paths, one behind the other.
    names: Vec<u8>,
    /// In the order of their paths, once [`Scan::sort`] was called.
    files: Vec<File>,
    /// What was seen of single files since; nothing for one that is gone.
    later: BTreeMap<PathBuf, Option<Mark>>,
}

#[derive(Debug, Clone, Copy)]
struct File {
    start: u32,
    end: u32,
    mark: Mark,
}

/// Shows every folder below a root with its path from there, and every record file with its mark; what cannot be looked
/// at is left out, and links are not followed. Returns an error as soon as `enter` does.
///
/// `enter` is called before a folder is read: who watches it from then on misses nothing.
fn walk<E>(
    root: &Path,
    folder: &Path,
    depth: usize,
    enter: &mut impl FnMut(&Path) -> Result<(), E>,
    see: &mut impl FnMut(&Path, Mark),
) -> Result<(), E> {
    enter(folder)?;
    let Ok(entries) = fs::read_dir(root.join(folder)) else {
        return Ok(());
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.as_bytes().starts_with(b".") {
            continue;
        }
        // The entry's own, not what a link leads to.
        let Ok(kind) = entry.file_type() else { continue };
        let path = folder.join(&name);
        if kind.is_dir() {
            if depth < DEPTH {
                walk(root, &path, depth + 1, enter, see)?;
            }
        } else if is_record(&path)
            && let Ok(meta) = entry.metadata()
        {
            see(&path, Mark::of(&meta));
        }
    }
    Ok(())
}

impl Scan {
    /// Looks at every file below a folder.
    pub fn of(root: &Path) -> Self {
        match Self::entering(root, |_| Ok::<_, std::convert::Infallible>(())) {
            Ok(scan) => scan,
            Err(never) => match never {},
        }
    }

    /// Looks at every file below a folder like [`Scan::of`], and calls `enter` with the path of each folder before it is
    /// looked into.
    ///
    /// # Errors
    ///
    /// Fails as `enter` does.
    pub fn entering<E>(root: &Path, mut enter: impl FnMut(&Path) -> Result<(), E>) -> Result<Self, E> {
        let mut scan = Self::default();
        walk(root, Path::new(""), 1, &mut enter, &mut |path, mark| {
            scan.push(path, mark);
        })?;
        scan.sort();
        Ok(scan)
    }

    /// Notes the files of a load as they were when they were read.
    pub fn take(&mut self, batch: &[Loaded]) {
        for loaded in batch {
            if let Some(mark) = loaded.mark {
                self.push(&loaded.path, mark);
            }
        }
    }

    fn push(&mut self, path: &Path, mark: Mark) {
        let start = self.names.len() as u32;
        self.names.extend_from_slice(path.as_os_str().as_bytes());
        let end = self.names.len() as u32;
        self.files.push(File { start, end, mark });
    }

    /// Puts the files in order, after the last of them was taken.
    pub fn sort(&mut self) {
        let names = &self.names;
        self.files.sort_unstable_by_key(|file| name(names, *file));
        self.files.shrink_to_fit();
        self.names.shrink_to_fit();
    }

    /// Notes how a file is now, or that it is gone.
    pub fn note(&mut self, path: &Path, mark: Option<Mark>) {
        self.later.insert(path.to_path_buf(), mark);
    }

    /// Returns the files that came, changed or went between two looks.
    pub fn differences(&self, later: &Self) -> Vec<PathBuf> {
        let mut differences = Vec::new();
        for (path, mark) in later.marks() {
            if self.mark(path) != Some(mark) {
                differences.push(path.to_path_buf());
            }
        }
        let gone = self.marks().filter(|(path, _)| later.mark(path).is_none());
        differences.extend(gone.map(|(path, _)| path.to_path_buf()));
        differences
    }

    fn marks(&self) -> impl Iterator<Item = (&Path, Mark)> {
        let first = self.files.iter().map(|file| (self.path(*file), file.mark));
        let first = first.filter(|(path, _)| !self.later.contains_key(*path));
        let later = self
            .later
            .iter()
            .filter_map(|(path, mark)| Some((path.as_path(), (*mark)?)));
        first.chain(later)
    }

    fn mark(&self, path: &Path) -> Option<Mark> {
        if let Some(mark) = self.later.get(path) {
            return *mark;
        }
        let wanted = path.as_os_str().as_bytes();
        let at = self
            .files
            .binary_search_by_key(&wanted, |file| name(&self.names, *file));
        at.ok().map(|at| self.files[at].mark)
    }

    fn path(&self, file: File) -> &Path {
        Path::new(OsStr::from_bytes(name(&self.names, file)))
    }

    /// Returns how many bytes are kept.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        self.names.capacity() + self.files.capacity() * size_of::<File>()
    }
}

fn name(names: &[u8], file: File) -> &[u8] {
    &names[file.start as usize..file.end as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_changed_and_removed_files_are_found() {
        let root = tempfile::tempdir().expect("a folder");
        let at = |name: &str| root.path().join(name);
        fs::create_dir(at("controls")).expect("a folder");
        for name in ["aims.ron", "controls/A.2.2.ron", "controls/A.2.3.ron", "notes.md"] {
            fs::write(at(name), "1").expect("a file");
        }
        let mut before = Scan::of(root.path());
        assert!(before.differences(&Scan::of(root.path())).is_empty());
        fs::write(at("aims.ron"), "22").expect("a file");
        fs::remove_file(at("controls/A.2.3.ron")).expect("a file");
        fs::write(at("controls/A.2.4.ron"), "1").expect("a file");
        fs::write(at("notes.md"), "22").expect("a file");
        let after = Scan::of(root.path());
        let mut found = before.differences(&after);
        found.sort();
        let expected = ["aims.ron", "controls/A.2.3.ron", "controls/A.2.4.ron"];
        assert_eq!(found, expected.map(PathBuf::from));
        for path in &found {
            let meta = fs::symlink_metadata(root.path().join(path)).ok();
            before.note(path, meta.as_ref().map(Mark::of));
        }
        assert!(before.differences(&after).is_empty(), "what was read since counts");
        assert!(after.differences(&before).is_empty());
    }

    #[test]
    fn a_file_costs_its_path_and_a_few_bytes() {
        let mut scan = Scan::default();
        let paths: Vec<_> = (0..10_000)
            .map(|n| PathBuf::from(format!("systems/s-{n:06}/system.ron")))
            .collect();
        let mark = Mark::of(&fs::symlink_metadata("/").expect("a folder"));
        for path in paths.iter().rev() {
            scan.push(path, mark);
        }
        scan.sort();
        assert!(scan.bytes() <= paths.len() * (27 + 16), "{}", scan.bytes());
        assert!(paths.iter().all(|path| scan.mark(path) == Some(mark)));
    }
}
