//! How the register stood at the end of past months, from the commits of the branch that is checked out.
//!
//! One log finds the last commit of each month, one listing per month says which file held what, and each content is
//! read only where it differs from the month before. The register of the past is built from the same texts by the same
//! reader as the one on disk, so its figures are those the screens showed.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::io;
use std::ops::ControlFlow;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveTime};

use crate::domain::measures::trend::{Figures, Point, ends};
use crate::domain::record::id::Id;
use crate::domain::record::moves;
use crate::domain::register::Register;
use crate::domain::register::edit::Edit;
use crate::git::blobs::{Blobs, Text};
use crate::git::child::Stop;
use crate::git::history::moment;
use crate::git::program::{Git, PLAIN_LOG, Refusal, ended};
use crate::git::tokens::{Tokens, is_object};
use crate::store::codec;
use crate::store::files::layout;
use crate::store::files::repository::Repository;
use crate::store::load::catalogues;

/// How many files of one commit are looked at.
const MOST: usize = 200_000;

/// Reads the figures at the end of each past month and hands them over, oldest first. Months before the first commit
/// have none. Returns whether what lies before may have been left out when the repository was cloned.
///
/// # Errors
///
/// Fails when there is no repository, git does not answer, or everything was stopped.
pub fn months(
    repository: &Repository,
    today: NaiveDate,
    stop: &Stop,
    mut receive: impl FnMut(Point) -> ControlFlow<()>,
) -> Result<bool, Refusal> {
    let git = Git::open(repository, stop)?;
    let refusal = |error: io::Error| Refusal::of(&error, stop);
    let mut blobs = Blobs::start(&git, stop)?;
    let mut past = Past::default();
    for (day, commit) in last_commits(&git, today, stop)?.into_iter().rev() {
        if past.commit != commit {
            let files = files(&git, &commit, stop)?;
            past.go_to(files, &mut blobs, stop).map_err(refusal)?;
            past.commit.clone_from(&commit);
        }
        // Before the register was there, there is nothing to count.
        if past.files.is_empty() {
            continue;
        }
        let figures = past.figures(day);
        let commit = Some(commit);
        if receive(Point { day, commit, figures }).is_break() {
            break;
        }
    }
    Ok(git.is_shallow())
}

/// Returns the ends of past months, newest first, each with the commit that was the last one of the branch then.
fn last_commits(git: &Git, today: NaiveDate, stop: &Stop) -> Result<Vec<(NaiveDate, String)>, Refusal> {
    // What was merged stood in the branch only from the merge on, so only first parents are followed; and what counts is
    // when a commit was put there, not when its author wrote it.
    let what = ["log", "--first-parent", "-z", "--no-patch"];
    let how = ["--format=%H%x00%cI", "HEAD", "--"];
    let mut running = git.start(what.iter().chain(&PLAIN_LOG).chain(&how), stop)?;
    let refusal = |error: io::Error| Refusal::of(&error, stop);
    let mut tokens = Tokens::new(&mut running.output);
    let (mut ends, mut found) = (ends(today).into_iter().peekable(), Vec::new());
    while let Some(id) = tokens.read().map_err(refusal)? {
        // A program that stands in for git may have left one of its own running.
        if stop.is_asked() {
            return Err(Refusal::Stopped);
        }
        let when = tokens.text().map_err(refusal)?;
        if !is_object(&id) {
            return Err(refusal(io::ErrorKind::InvalidData.into()));
        }
        let (id, day) = (String::from_utf8_lossy(&id).into_owned(), moment(&when).date());
        while let Some(end) = ends.next_if(|end| day <= *end) {
            found.push((end, id.clone()));
        }
        if ends.peek().is_none() {
            return Ok(found);
        }
    }
    ended(running, stop)?;
    Ok(found)
}

/// Returns the files of a register in a commit, by their paths below `aims/`, with the ids of their contents.
pub(super) fn files(git: &Git, commit: &str, stop: &Stop) -> Result<BTreeMap<PathBuf, String>, Refusal> {
    let root = git.below_top(Path::new("")).into_os_string();
    let arguments = ["ls-tree", "-r", "-z", commit, "--"].map(OsString::from);
    let mut running = git.start(arguments.into_iter().chain([root]), stop)?;
    let refusal = |error: io::Error| Refusal::of(&error, stop);
    let mut tokens = Tokens::new(&mut running.output);
    let mut files = BTreeMap::new();
    while let Some(entry) = tokens.read().map_err(refusal)? {
        if stop.is_asked() {
            return Err(Refusal::Stopped);
        }
        if let Some((path, id)) = file(git, &entry) {
            files.insert(path, id);
        }
        if files.len() > MOST {
            return Err(refusal(io::Error::other("it holds more files than can be meant")));
        }
    }
    ended(running, stop)?;
    Ok(files)
}

/// Reads `100644 blob 89abcd...<tab>aims/method.ron`; links and other repositories are no files.
fn file(git: &Git, entry: &[u8]) -> Option<(PathBuf, String)> {
    let tab = entry.iter().position(|byte| *byte == b'\t')?;
    let said = std::str::from_utf8(&entry[..tab]).ok()?;
    let mut words = said.split(' ');
    let (mode, kind, id) = (words.next()?, words.next()?, words.next()?);
    if !mode.starts_with("100") || kind != "blob" {
        return None;
    }
    let path = PathBuf::from(OsString::from_vec(entry[tab + 1..].to_vec()));
    Some((git.below_root(&path)?.to_path_buf(), id.to_owned()))
}

/// The register as it was at one commit.
#[derive(Debug, Default)]
pub(super) struct Past {
    commit: String,
    register: Register,
    /// The file of each record, by the id of its content.
    files: HashMap<Id, String>,
    catalogues: BTreeMap<PathBuf, String>,
}

impl Past {
    /// Returns the register.
    pub(super) fn register(&self) -> &Register {
        &self.register
    }

    /// Hands over the register.
    pub(super) fn into_register(self) -> Register {
        self.register
    }

    /// Returns the figures of a day, with what older formats say at its place.
    fn figures(&mut self, day: NaiveDate) -> Figures {
        let changes = moves::of_register(&self.register, day).changes;
        let edit = Edit {
            title: String::new(),
            who: String::new(),
            when: day.and_time(NaiveTime::MIN),
            changes,
        };
        let put_back = self.register.apply(&edit);
        let figures = Figures::of(&self.register, day);
        if let Ok(put_back) = put_back {
            // The next commit is read by what differs in its files.
            let _ = self.register.apply(&put_back);
        }
        figures
    }

    /// Goes on to another commit: only what differs is read.
    pub(super) fn go_to(&mut self, tree: BTreeMap<PathBuf, String>, blobs: &mut Blobs, stop: &Stop) -> io::Result<()> {
        let kinds = self.register.kinds().to_vec();
        let (mut files, mut own, mut wanted) = (HashMap::new(), BTreeMap::new(), Vec::new());
        for (path, blob) in tree {
            if let Some((kind, id)) = layout::place(&kinds, &path) {
                // Of two files of one record the one that sorts first counts, as it does when a register is read.
                if let Entry::Vacant(place) = files.entry(id) {
                    if self.files.get(place.key()) != Some(&blob) {
                        wanted.push((kind, place.key().clone(), blob.clone()));
                    }
                    place.insert(blob);
                }
            } else if path.starts_with(catalogues::FOLDER) && path.extension().is_some_and(|end| end == "ron") {
                own.insert(path, blob);
            }
        }
        if own != self.catalogues {
            self.take_catalogues(&own, blobs)?;
            self.catalogues = own;
        }
        for id in self.files.keys().filter(|id| !files.contains_key(*id)) {
            self.register.forget(id);
        }
        for (kind, id, blob) in wanted {
            if stop.is_asked() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let reading = match blobs.text(&blob)? {
                Text::Is(text) => codec::read(kind, &id, &text).ok(),
                Text::Absent | Text::Unfit(_) => None,
            };
            match reading {
                Some(reading) => {
                    self.register.put(reading.record);
                }
                // What cannot be read counts as little as it does on the screens.
                None => self.register.forget(&id),
            }
        }
        self.files = files;
        Ok(())
    }

    /// Begins a register with other catalogues and the records that are there.
    fn take_catalogues(&mut self, own: &BTreeMap<PathBuf, String>, blobs: &mut Blobs) -> io::Result<()> {
        let before = std::mem::take(&mut self.register);
        let mut read = Vec::new();
        for (path, blob) in own {
            if let Text::Is(text) = blobs.text(blob)?
                && let Ok(catalogue) = catalogues::read(Ok(Some(&text)))
            {
                read.push((path.clone(), catalogue));
            }
        }
        catalogues::take(&mut self.register, read);
        for record in self.files.keys().filter_map(|id| before.get(id.as_str())) {
            self.register.put(record.clone());
        }
        Ok(())
    }
}
