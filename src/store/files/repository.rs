//! Where the register is: found upward from a folder, with the private folder that no clone can plant.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::domain::record::input::is_deceptive;

/// The folder of the register, and where its lock, journal and undo history lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// The folder that holds `aims/`.
    pub top: PathBuf,
    /// The folder `aims/` itself.
    pub root: PathBuf,
    /// The git directory, when the register is in a repository.
    pub git: Option<PathBuf>,
    /// The folder for the lock, the journal and the undo history.
    pub private: PathBuf,
}

/// Why no register was found.
#[derive(Debug, thiserror::Error)]
pub enum NotFound {
    /// There is none upward from here.
    #[error(
        "There is no aims/ folder in {0} or above it. Run `aims init` where your repository is, or `aims demo` to look around."
    )]
    Nowhere(PathBuf),
    /// The folder cannot be read.
    #[error("{0} cannot be read: {1}.")]
    Unreadable(PathBuf, #[source] io::Error),
}

impl Repository {
    /// Finds the register of a folder: `aims/` in it or in one above, within its file system.
    ///
    /// # Errors
    ///
    /// Fails when there is none or a folder cannot be read.
    pub fn find(from: &Path) -> Result<Self, NotFound> {
        let start = from
            .canonicalize()
            .map_err(|error| NotFound::Unreadable(from.to_path_buf(), error))?;
        let device = fs::metadata(&start).map(|meta| meta.dev()).ok();
        for folder in start.ancestors() {
            if fs::metadata(folder).map(|meta| meta.dev()).ok() != device {
                break;
            }
            if is_folder(&folder.join("aims")) && folder.join("aims").join("aims.ron").exists() {
                return Ok(Self::at(folder));
            }
            if folder.file_name().is_some_and(|name| name == "aims") && folder.join("aims.ron").exists() {
                return Ok(Self::at(folder.parent().unwrap_or(folder)));
            }
        }
        Err(NotFound::Nowhere(start))
    }

    /// Returns the register whose `aims/` is, or is to be, in this folder.
    pub fn at(top: &Path) -> Self {
        let root = top.join("aims");
        let git = git_folder(top);
        let private = git.as_ref().map_or_else(|| root.join(".local"), |git| git.join("aims"));
        Self {
            top: top.to_path_buf(),
            root,
            git,
            private,
        }
    }

    /// Returns the name of the branch that is checked out, read without starting git.
    pub fn branch(&self) -> Option<String> {
        let head = noted(&self.git.as_ref()?.join("HEAD"))?;
        let name = match head.strip_prefix("ref: refs/heads/") {
            Some(branch) => branch,
            None => head.get(..8).unwrap_or_default(),
        };
        Some(name.chars().filter(|c| !is_deceptive(*c)).collect())
    }

    /// Returns the commit that is checked out, read without starting git; none before the first.
    pub fn commit(&self) -> Option<String> {
        let git = self.git.as_ref()?;
        let head = noted(&git.join("HEAD"))?;
        let Some(name) = head.strip_prefix("ref: ") else {
            return Some(head);
        };
        // A worktree shares the branches with the others.
        let shared = noted(&git.join("commondir")).map_or_else(|| git.clone(), |shared| git.join(shared));
        noted(&shared.join(name)).or_else(|| {
            let packed = fs::read_to_string(shared.join("packed-refs")).ok()?;
            let mut lines = packed.lines().filter_map(|line| line.split_once(' '));
            lines.find(|(_, of)| *of == name).map(|(commit, _)| commit.to_owned())
        })
    }
}

/// Returns what a file of git notes, on one line.
fn noted(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Finds the git directory upward from a folder by hand: opening a project starts no program.
fn git_folder(from: &Path) -> Option<PathBuf> {
    for folder in from.ancestors() {
        let candidate = folder.join(".git");
        if is_git(&candidate) {
            return Some(candidate);
        }
        // A worktree or submodule has a file that says where the directory is.
        if let Ok(text) = fs::read_to_string(&candidate) {
            let target = text.lines().next()?.strip_prefix("gitdir: ")?;
            let target = folder.join(target);
            return is_git(&target).then_some(target);
        }
    }
    None
}

/// Returns whether a folder is a git directory, so that nothing is written into one that only claims to be.
fn is_git(folder: &Path) -> bool {
    fs::metadata(folder.join("HEAD")).is_ok_and(|meta| meta.is_file())
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}
