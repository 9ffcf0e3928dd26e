//! What lies in the folder by its times and sizes, without reading it: for the gap between a load and the first news,
//! and for file systems that send none.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How deep folders are followed, as when they are read.
const DEPTH: usize = 6;

/// By what a change of a file shows: a replaced file has another number, a written one another size or time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    number: u64,
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Mark {
    fn of(meta: &Metadata) -> Self {
        Self {
            number: meta.ino(),
            size: meta.size(),
            modified: (meta.mtime(), meta.mtime_nsec()),
            changed: (meta.ctime(), meta.ctime_nsec()),
        }
    }
}

/// The files that were there, by their paths below the root.
#[derive(Debug, Default)]
pub struct Scan {
    files: HashMap<PathBuf, Mark>,
}

/// Shows everything below a folder with its path from the root, files and folders, without holding more than is asked
/// for; what cannot be looked at is left out, and links are not followed.
fn walk(root: &Path, folder: &Path, depth: usize, see: &mut impl FnMut(&Path, bool, Mark)) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        // The entry's own data, not what a link leads to.
        let Ok(meta) = entry.metadata() else { continue };
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = folder.join(&name);
        if meta.is_dir() {
            see(&path, true, Mark::of(&meta));
            if depth < DEPTH {
                walk(root, &path, depth + 1, see);
            }
        } else if name.as_encoded_bytes().ends_with(b".ron") {
            see(&path, false, Mark::of(&meta));
        }
    }
}

/// Returns the files that were touched at or after a time since 1970, nothing when a folder was: then files may be
/// missing, too.
pub fn touched_since(root: &Path, time: Duration) -> Option<Vec<PathBuf>> {
    let seconds = time.as_secs() as i64;
    let touched = |mark: Mark| mark.modified.0.max(mark.changed.0) >= seconds;
    let mut folder = fs::symlink_metadata(root).is_ok_and(|meta| touched(Mark::of(&meta)));
    let mut files = Vec::new();
    walk(root, Path::new(""), 1, &mut |path, is_folder, mark| {
        if is_folder {
            folder |= touched(mark);
        } else if touched(mark) {
            files.push(path.to_path_buf());
        }
    });
    (!folder).then_some(files)
}

impl Scan {
    /// Looks at every file below a folder.
    pub fn of(root: &Path) -> Self {
        let mut scan = Self::default();
        walk(root, Path::new(""), 1, &mut |path, is_folder, mark| {
            if !is_folder {
                scan.files.insert(path.to_path_buf(), mark);
            }
        });
        scan
    }

    /// Returns the files that came, changed or went between two looks.
    pub fn differences<'a>(&'a self, later: &'a Self) -> impl Iterator<Item = &'a PathBuf> {
        let changed = later
            .files
            .iter()
            .filter(|(path, mark)| self.files.get(*path) != Some(mark));
        let gone = self.files.keys().filter(|path| !later.files.contains_key(*path));
        changed.map(|(path, _)| path).chain(gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_changed_and_went_is_found() {
        let root = tempfile::tempdir().expect("a folder");
        let at = |name: &str| root.path().join(name);
        fs::create_dir(at("controls")).expect("a folder");
        for name in ["aims.ron", "controls/A.2.2.ron", "controls/A.2.3.ron", "notes.md"] {
            fs::write(at(name), "1").expect("a file");
        }
        let before = Scan::of(root.path());
        assert_eq!(before.differences(&Scan::of(root.path())).count(), 0);
        fs::write(at("aims.ron"), "22").expect("a file");
        fs::remove_file(at("controls/A.2.3.ron")).expect("a file");
        fs::write(at("controls/A.2.4.ron"), "1").expect("a file");
        fs::write(at("notes.md"), "22").expect("a file");
        let after = Scan::of(root.path());
        let mut found: Vec<_> = before.differences(&after).collect();
        found.sort();
        let expected = ["aims.ron", "controls/A.2.3.ron", "controls/A.2.4.ron"];
        assert_eq!(found, expected.map(PathBuf::from).iter().collect::<Vec<_>>());
    }

    #[test]
    fn times_say_what_was_touched_since() {
        let root = tempfile::tempdir().expect("a folder");
        fs::write(root.path().join("aims.ron"), "1").expect("a file");
        assert_eq!(touched_since(root.path(), Duration::ZERO), None, "a folder was touched");
        let far = Duration::from_secs(1 << 40);
        assert_eq!(touched_since(root.path(), far), Some(Vec::new()));
    }
}
