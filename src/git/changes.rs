//! Who changed what last: one log for every file of some folders.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::child::Stop;
use super::history::moment;
use super::program::{Git, Refusal, failed};
use super::tokens::Tokens;
use crate::store::repository::Repository;

/// The last change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastChange {
    /// The name of the author.
    pub who: String,
    /// The day, in the author's time.
    pub day: NaiveDate,
    /// The id of the commit.
    pub commit: String,
}

/// Returns the last change of every committed file in some folders, all by their paths below `aims/`.
///
/// One log is read, newest first, until every file was met.
///
/// # Errors
///
/// Fails when there is no repository, git does not answer, or everything was stopped.
pub fn last_changes(
    repository: &Repository,
    folders: &[&str],
    stop: &Stop,
) -> Result<HashMap<PathBuf, LastChange>, Refusal> {
    let git = Git::open(repository, stop)?;
    let folders: Vec<_> = folders.iter().map(|folder| git.below_top(folder.as_ref())).collect();
    let folders = || folders.iter().map(|folder| folder.clone().into_os_string());
    let listing = ["ls-tree", "-r", "-z", "--name-only", "HEAD", "--"].map(OsString::from);
    let (listing, complaint) = git.ask(listing.into_iter().chain(folders()), stop)?;
    let listing = listing.ok_or_else(|| failed(&complaint))?;
    let mut wanted: HashSet<_> = listing
        .split(|byte| *byte == 0)
        .filter(|path| !path.is_empty())
        .collect();
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let log = [
        "log",
        "-c",
        "--name-only",
        "-z",
        "--no-renames",
        "--no-color",
        "--no-decorate",
        "--no-mailmap",
        "--no-ext-diff",
        "--no-textconv",
        "--no-relative",
        "-O/dev/null",
        "--encoding=UTF-8",
        "--format=%H%x00%aI%x00%an%x00",
        "HEAD",
        "--",
    ];
    let mut running = git.start(log.map(OsString::from).into_iter().chain(folders()), stop)?;
    let told = |error: io::Error| Refusal::of(&error, stop);
    let mut tokens = Tokens::new(&mut running.output);
    while let Some(id) = tokens.read().map_err(told)? {
        let (when, who) = (tokens.text().map_err(told)?, tokens.text().map_err(told)?);
        let change = LastChange {
            who,
            day: moment(&when).date(),
            commit: String::from_utf8_lossy(&id).into_owned(),
        };
        while let Some(path) = tokens.in_commit().map_err(told)? {
            if wanted.remove(&path[..]) {
                let path = PathBuf::from(OsString::from_vec(path));
                if let Some(path) = git.below_root(&path) {
                    found.insert(path.to_path_buf(), change.clone());
                }
            }
        }
        if wanted.is_empty() {
            return Ok(found);
        }
    }
    match running.finish() {
        _ if stop.is_asked() => Err(Refusal::Stopped),
        (true, _) => Ok(found),
        (false, complaint) => Err(failed(&complaint)),
    }
}
