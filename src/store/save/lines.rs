//! Files of lines beside the records, which change with an edit and go back with it.
//!
//! `aims/imports/` remembers what each cell of an imported spreadsheet said last: it must go with the register into every
//! clone, since the next import may be anybody's, and merge like one. So it is text, a line per fact in the order of
//! the alphabet, and two sides are brought together line by line as sets.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::store::files::disk::Disk;
use crate::store::files::repository::Repository;
use crate::store::save::journal;
use crate::store::save::journal::Content;
use crate::store::save::request::SaveError;

/// The folder of these files below `aims/`.
pub const FOLDER: &str = "imports";

/// The lines that go from a file and those that come into it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// The path of the file below `aims/`.
    pub path: PathBuf,
    /// What goes.
    pub minus: Vec<String>,
    /// What comes.
    pub plus: Vec<String>,
}

impl Lines {
    /// Returns the change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            path: self.path.clone(),
            minus: self.plus.clone(),
            plus: self.minus.clone(),
        }
    }

    /// Returns the text of the file after the change; nothing when no line is left.
    pub fn applied(&self, text: Option<&str>) -> Option<String> {
        let mut lines: BTreeSet<&str> = text.unwrap_or_default().lines().collect();
        for line in &self.minus {
            lines.remove(line.as_str());
        }
        lines.extend(self.plus.iter().map(String::as_str));
        joined(&lines)
    }
}

fn joined(lines: &BTreeSet<&str>) -> Option<String> {
    let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
    (!lines.is_empty()).then_some(text)
}

/// Returns whether a path below `aims/` is one of such a file.
pub fn is_lines(path: &Path) -> bool {
    let parts: Vec<_> = path.components().collect();
    let [Component::Normal(folder), Component::Normal(name)] = parts[..] else {
        return false;
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let (is_text, name) = (
        path.extension().is_some_and(|end| end == "txt"),
        name.to_str().unwrap_or_default(),
    );
    folder == FOLDER && is_text && !name.starts_with('.') && name.chars().all(plain)
}

/// Carries the lines that changed from `base` to `mine` over to `theirs`.
pub fn merged(base: Option<&str>, mine: Option<&str>, theirs: Option<&str>) -> Option<String> {
    let [base, mine, theirs] =
        [base, mine, theirs].map(|text| text.unwrap_or_default().lines().collect::<BTreeSet<_>>());
    let mut lines: BTreeSet<_> = theirs
        .into_iter()
        .filter(|line| mine.contains(line) || !base.contains(line))
        .collect();
    lines.extend(mine.difference(&base));
    joined(&lines)
}

/// Works out what is to become of a file, if anything.
pub(super) fn target(
    repository: &Repository,
    disk: &Disk,
    lines: &Lines,
) -> Result<Option<journal::Target>, SaveError> {
    let full = repository.root.join(&lines.path);
    let failed = |error| SaveError::Disk(full.clone(), error);
    if !is_lines(&lines.path) {
        return Ok(None);
    }
    let folder = full.parent().unwrap_or(&repository.root);
    disk.refuse_links(&repository.root, folder).map_err(failed)?;
    disk.sweep(&full).map_err(failed)?;
    let before = disk.read(&full).map_err(failed)?;
    let after = lines.applied(before.as_deref());
    let path = lines.path.clone();
    Ok((before != after).then(|| journal::Target {
        path,
        before: before.map(Content::Text),
        after: after.map(Content::Text),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_and_go_as_sets_and_two_sides_are_brought_together() {
        let lines = Lines {
            path: "imports/systems-a.txt".into(),
            minus: vec!["a 1".into()],
            plus: vec!["a 2".into()],
        };
        let after = lines.applied(Some("a 1\nb 1\n"));
        assert_eq!(after.as_deref(), Some("a 2\nb 1\n"));
        assert_eq!(lines.inverse().applied(after.as_deref()).as_deref(), Some("a 1\nb 1\n"));
        assert_eq!(lines.inverse().applied(Some("a 2\n")).as_deref(), Some("a 1\n"));
        let both = merged(Some("a 1\nb 1\n"), Some("a 2\nb 1\n"), Some("a 1\nb 1\nc 1\n"));
        assert_eq!(both.as_deref(), Some("a 2\nb 1\nc 1\n"));
        assert!(is_lines(&lines.path));
        for other in ["imports/a.ron", "imports/../a.txt", "systems/a.txt", "imports/.a.txt"] {
            assert!(!is_lines(Path::new(other)), "{other}");
        }
    }
}
