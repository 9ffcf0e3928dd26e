//! The events the operating system reports for a folder.

use std::path::{Path, PathBuf};

use crate::store::watch::probe::is_remote;
use crate::store::watch::scan::Scan;

#[cfg(target_os = "linux")]
#[path = "folder_events/linux.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
#[path = "folder_events/other.rs"]
mod system;

/// What was heard.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FolderEvent {
    /// Something happened at a path below the root, to a file or a folder.
    At(PathBuf),
    /// Another branch or commit may be checked out.
    Head,
    /// Events were lost.
    Lost,
}

/// Hears of changes for as long as it is kept.
#[derive(Debug)]
pub(super) struct FolderEvents {
    #[allow(dead_code, reason = "it is kept to go on")]
    system: system::FolderEvents,
}

impl FolderEvents {
    /// Begins to hear of everything below `root`, and of the branch that is checked out in `git`. Returns the files as
    /// they were then: of every later change `tell` is called on a thread, until it returns false.
    ///
    /// # Errors
    ///
    /// Fails with the reason, as the second part of a sentence, when the operating system does not tell of changes here.
    pub(super) fn open(
        root: &Path,
        git: Option<&Path>,
        tell: impl FnMut(FolderEvent) -> bool + Send + 'static,
    ) -> Result<(Self, Scan), String> {
        if is_remote(root) {
            return Err("it lies on a file system that others change unheard".to_owned());
        }
        let (system, scan) = system::FolderEvents::open(root, git, tell)?;
        Ok((Self { system }, scan))
    }
}
