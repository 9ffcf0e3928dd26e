//! The files of the repository that one can point at: what git ignores, hidden files and links stay out.

use std::path::Path;

use ignore::WalkBuilder;

use crate::domain::record::input::is_deceptive;
use crate::domain::search::Paths;

/// How many files are listed at most.
pub const MOST: usize = 100_000;

/// Lists the files below the top of a repository, except the records themselves.
pub fn files(top: &Path) -> Paths {
    list(top, MOST)
}

fn list(top: &Path, most: usize) -> Paths {
    let mut builder = WalkBuilder::new(top);
    // A register outside a repository still respects a .gitignore beside it.
    builder.follow_links(false).require_git(false).parents(false);
    let mut paths = Vec::new();
    for entry in builder.build().flatten() {
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        // A path that is no plain text could not be written into a record.
        let path = entry.path().strip_prefix(top).ok().and_then(Path::to_str);
        let Some(path) = path.filter(|path| !path.chars().any(is_deceptive)) else {
            continue;
        };
        if path.starts_with("aims/") && entry.path().extension().is_some_and(|ending| ending == "ron") {
            continue;
        }
        if paths.len() == most {
            return Paths::new(paths, true);
        }
        paths.push(path.to_owned());
    }
    Paths::new(paths, false)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn ignored_and_hidden_files_links_and_records_are_not_listed() {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path();
        for (path, text) in [
            ("docs/a.md", ""),
            ("b.pdf", ""),
            ("target/big.o", ""),
            (".secret", ""),
            (".git/HEAD", ""),
            ("aims/aims.ron", ""),
            ("aims/minutes.md", ""),
            ("bad\u{1b}[2J.md", ""),
            (".gitignore", "target/\n"),
        ] {
            let path = top.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("writes");
        }
        symlink("/etc/hostname", top.join("link")).expect("a link");
        let listed = files(top);
        let all: Vec<_> = (0..listed.len()).map(|nth| listed.get(nth)).collect();
        assert_eq!(
            (all, listed.cut),
            (vec!["aims/minutes.md", "b.pdf", "docs/a.md"], false)
        );
        let short = list(top, 2);
        assert_eq!((short.len(), short.cut), (2, true));
    }
}
