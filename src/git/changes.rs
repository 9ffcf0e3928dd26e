//! Who changed what last: one log for every file of some folders.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::register::observed::Version;
use crate::git::child::Stop;
use crate::git::history::moment;
use crate::git::program::{Git, PLAIN_LOG, Refusal, ended, failed};
use crate::git::tokens::Tokens;
use crate::store::files::repository::Repository;

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

impl From<LastChange> for Version {
    fn from(LastChange { who, day, commit }: LastChange) -> Self {
        Self { commit, day, who }
    }
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
    let found = walk(&git, &folders, None, stop)?.into_iter();
    let below_root = |(path, change): (PathBuf, LastChange)| Some((git.below_root(&path)?.to_path_buf(), change));
    Ok(found.filter_map(below_root).collect())
}

/// Returns the last change of files, by their paths below the folder that holds `aims/`, as records name them. That of a folder
/// is the newest of what is in it.
///
/// # Errors
///
/// Fails as [`last_changes`] does.
pub fn versions(
    repository: &Repository,
    files: &[String],
    stop: &Stop,
) -> Result<HashMap<String, LastChange>, Refusal> {
    if files.is_empty() {
        return Ok(HashMap::new());
    }
    let git = Git::open(repository, stop)?;
    let place = |file: &String| git.beside_root(Path::new(file));
    let places: Vec<_> = files.iter().map(place).collect();
    let found = walk(&git, &places, None, stop)?;
    let newest = |place: &Path| {
        let below = || {
            found
                .iter()
                .filter(|(path, _)| path.starts_with(place))
                .map(|(_, change)| change)
        };
        found
            .get(place)
            .or_else(|| below().max_by_key(|change| change.day))
            .cloned()
    };
    let of_file = |(file, place): (&String, &PathBuf)| Some((file.clone(), newest(place)?));
    Ok(files.iter().zip(&places).filter_map(of_file).collect())
}

/// Returns the last change of every file of the register that was committed since a moment, in the user's time, by their
/// paths below `aims/`.
///
/// # Errors
///
/// Fails as [`last_changes`] does.
pub fn changed_since(
    repository: &Repository,
    moment: NaiveDateTime,
    stop: &Stop,
) -> Result<HashMap<PathBuf, LastChange>, Refusal> {
    let git = Git::open(repository, stop)?;
    let root = [git.below_top(Path::new(""))];
    let since = format!("--since={}", moment.format("%Y-%m-%dT%H:%M:%S"));
    let found = walk(&git, &root, Some(since), stop)?.into_iter();
    let below_root = |(path, change): (PathBuf, LastChange)| Some((git.below_root(&path)?.to_path_buf(), change));
    Ok(found.filter_map(below_root).collect())
}

/// Returns the last change of every committed file at or below some places, by their paths below the repository's top.
fn walk(
    git: &Git,
    places: &[PathBuf],
    since: Option<String>,
    stop: &Stop,
) -> Result<HashMap<PathBuf, LastChange>, Refusal> {
    let folders = || places.iter().map(|place| place.clone().into_os_string());
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
    let what = ["log", "-c", "--name-only", "-z", "--no-renames"];
    let how = ["--format=%H%x00%aI%x00%an%x00", "HEAD", "--"].map(OsString::from);
    let log = what.iter().chain(&PLAIN_LOG).map(OsString::from);
    let log = log.chain(since.map(OsString::from)).chain(how);
    let mut running = git.start(log.chain(folders()), stop)?;
    let refusal = |error: io::Error| Refusal::of(&error, stop);
    let mut tokens = Tokens::new(&mut running.output);
    while let Some(id) = tokens.read().map_err(refusal)? {
        let (when, who) = (tokens.text().map_err(refusal)?, tokens.text().map_err(refusal)?);
        let change = LastChange {
            who,
            day: moment(&when).date(),
            commit: String::from_utf8_lossy(&id).into_owned(),
        };
        while let Some(path) = tokens.in_commit().map_err(refusal)? {
            if wanted.remove(&path[..]) {
                found.insert(PathBuf::from(OsString::from_vec(path)), change.clone());
            }
        }
        if wanted.is_empty() {
            return Ok(found);
        }
    }
    ended(running, stop)?;
    Ok(found)
}
