//! The versions of one file, newest first, through renames.

use std::ffi::OsString;
use std::io;
use std::ops::ControlFlow;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use crate::git::blobs::{Blobs, Text};
use crate::git::child::Stop;
use crate::git::program::{Git, PLAIN_LOG, Refusal, ended, failed};
use crate::git::tokens::{Tokens, is_object};

/// Who committed what, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The whole id.
    pub id: String,
    /// The name of the author, as it was written.
    pub author: String,
    /// When the author made it, in the author's time.
    pub when: NaiveDateTime,
    /// The first line of the message.
    pub subject: String,
    /// What else the message says.
    pub body: String,
}

impl Commit {
    /// Returns the id as people write it.
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }

    /// Returns the day, in the author's time.
    pub fn day(&self) -> NaiveDate {
        self.when.date()
    }
}

/// One version of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The commit that made it.
    pub commit: Arc<Commit>,
    /// The file's path below the repository's top since then.
    pub path: PathBuf,
    /// Its path before, where the commit renamed it.
    pub renamed_from: Option<PathBuf>,
    /// What it held before, one for each parent of a merge.
    pub before: Vec<Text>,
    /// What it held since then.
    pub after: Text,
    /// Whether what lies before may have been left out when the repository was cloned.
    pub cut: bool,
}

/// How a commit is printed: its id, its parents, the author's date and name, the subject and the body.
const FORMAT: &str = "--format=%H%x00%P%x00%aI%x00%an%x00%s%x00%b%x00";

/// How many versions are handed over at once at most.
const BATCH: usize = 128;

/// How many versions are read.
const MOST: usize = 100_000;

/// How much of a message's body is kept, in bytes.
const BODY: usize = 16 << 10;

/// Reads the versions of a file, by its path below `aims/`, and hands them over in batches, newest first: at once the
/// first, then twice as many each time. `receive` may say that it has seen enough. A merge is a version only where the
/// file differs from all that were merged.
///
/// # Errors
///
/// Fails when git does, or everything was stopped.
pub fn versions(
    git: &Git,
    path: &Path,
    stop: &Stop,
    mut receive: impl FnMut(Vec<Version>) -> ControlFlow<()>,
) -> Result<(), Refusal> {
    let mut blobs = Blobs::start(git, stop)?;
    let what = ["log", "--follow", "-c", "--raw", "-z", "--no-abbrev"];
    let arguments = what.iter().chain(&PLAIN_LOG).chain(&[FORMAT, "HEAD", "--"]);
    let path = git.below_top(path).into_os_string();
    let mut running = git.start(arguments.map(OsString::from).chain([path]), stop)?;
    let refusal = |error: io::Error| Refusal::of(&error, stop);
    let mut log = Tokens::new(&mut running.output);
    let (mut batch, mut wanted, mut count) = (Vec::new(), 1, 0);
    while let Some((version, is_copy)) = read(&mut log, &mut blobs, git.is_shallow()).map_err(refusal)? {
        // A program that stands in for git may have left one of its own running.
        if stop.is_asked() {
            return Err(Refusal::Stopped);
        }
        count += 1;
        batch.push(version);
        // git would go on with the past of the file that this one was copied from, which is another record's.
        let is_last = is_copy || count >= MOST;
        if batch.len() >= wanted || is_last {
            wanted = (wanted * 2).min(BATCH);
            if receive(std::mem::take(&mut batch)).is_break() || is_last {
                return Ok(());
            }
        }
    }
    if !batch.is_empty() && receive(batch).is_break() {
        return Ok(());
    }
    ended(running, stop)
}

/// Reads a commit with what it made of the file, and whether it made it as a copy of another one.
fn read<R: io::BufRead>(log: &mut Tokens<R>, blobs: &mut Blobs, shallow: bool) -> io::Result<Option<(Version, bool)>> {
    let Some((commit, parents)) = commit(log)? else {
        return Ok(None);
    };
    let cut = shallow && parents.is_empty();
    let mut version = None;
    while let Some(token) = log.in_commit()? {
        let raw = Raw::read(&String::from_utf8_lossy(&token)).ok_or(io::ErrorKind::InvalidData)?;
        let path = path(log)?;
        let (renamed_from, path) = match raw.status {
            'R' => (Some(path), self::path(log)?),
            'C' => (None, self::path(log)?),
            _ => (None, path),
        };
        if version.is_some() {
            continue;
        }
        let is_copy = raw.status == 'C';
        let before = raw.before.iter().map(|(mode, id)| {
            if is_copy {
                Ok(Text::Absent)
            } else {
                text(blobs, mode, id)
            }
        });
        let before = before.collect::<io::Result<_>>()?;
        let after = text(blobs, &raw.after.0, &raw.after.1)?;
        let commit = commit.clone();
        let made = Version {
            commit,
            path,
            renamed_from,
            before,
            after,
            cut,
        };
        version = Some((made, is_copy));
    }
    // Only commits that say something about the file are printed.
    version.map(Some).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// Reads what is printed of a commit itself, and the ids of its parents; nothing at the end.
fn commit<R: io::BufRead>(log: &mut Tokens<R>) -> io::Result<Option<(Arc<Commit>, String)>> {
    let Some(id) = log.read()? else { return Ok(None) };
    if !is_object(&id) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let id = String::from_utf8_lossy(&id).into_owned();
    let (parents, when, author) = (log.text()?, log.text()?, log.text()?);
    let (subject, mut body) = (log.text()?, log.text()?);
    let end = (0..=BODY.min(body.len())).rev().find(|end| body.is_char_boundary(*end));
    body.truncate(end.unwrap_or_default());
    let body = body.trim_end().to_owned();
    let when = moment(&when);
    let commit = Commit {
        id,
        author,
        when,
        subject,
        body,
    };
    Ok(Some((Arc::new(commit), parents)))
}

/// Reads the author's own time of a date such as `2026-11-23T10:00:00+01:00`; a date that is none becomes the first one.
pub(super) fn moment(text: &str) -> NaiveDateTime {
    let text = text.get(..19).unwrap_or_default();
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").unwrap_or_default()
}

/// Reads a path.
pub(super) fn path<R: io::BufRead>(log: &mut Tokens<R>) -> io::Result<PathBuf> {
    let token = log.read()?.ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(PathBuf::from(OsString::from_vec(token)))
}

/// Reads what a line of `--raw` names: a content, nothing, or a link, which is none.
pub(super) fn text(blobs: &mut Blobs, mode: &str, id: &str) -> io::Result<Text> {
    match mode {
        "000000" => Ok(Text::Absent),
        "120000" => Ok(Text::Unfit("it was a link; links are not followed".to_owned())),
        _ => blobs.text(id),
    }
}

/// What one line of `--raw` says: mode and id before, once for each parent, and after.
#[derive(Debug, PartialEq)]
pub(super) struct Raw {
    pub(super) before: Vec<(String, String)>,
    pub(super) after: (String, String),
    status: char,
}

impl Raw {
    pub(super) fn read(line: &str) -> Option<Self> {
        let words = line.trim_start_matches(':');
        let parents = line.len() - words.len();
        let words: Vec<_> = words.split(' ').collect();
        if parents == 0 || words.len() != 2 * (parents + 1) + 1 {
            return None;
        }
        let pair = |at: usize| (words[at].to_owned(), words[at + parents + 1].to_owned());
        Some(Self {
            before: (0..parents).map(pair).collect(),
            after: pair(parents),
            // A merge has a letter for each parent and prints one path whatever they are.
            status: if parents == 1 {
                words.last()?.chars().next()?
            } else {
                'M'
            },
        })
    }
}

/// Returns what a file, by its path below `aims/`, held in the newest commit.
///
/// # Errors
///
/// Fails when git does, or everything was stopped.
pub fn head(git: &Git, path: &Path, stop: &Stop) -> Result<Text, Refusal> {
    let below_top = git.below_top(path).into_os_string();
    let arguments = ["ls-tree", "-z", "HEAD", "--"].map(OsString::from);
    let (answer, complaint) = git.ask(arguments.into_iter().chain([below_top]), stop)?;
    let answer = answer.ok_or_else(|| failed(&complaint))?;
    let entry = answer.split(|byte| *byte == b'\t').next().unwrap_or_default();
    let entry = String::from_utf8_lossy(entry).into_owned();
    let mut words = entry.split(' ');
    let (Some(mode), Some("blob"), Some(id)) = (words.next(), words.next(), words.next()) else {
        return Ok(Text::Absent);
    };
    let mut blobs = Blobs::start(git, stop)?;
    text(&mut blobs, mode, id).map_err(|error| Refusal::of(&error, stop))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_merge_has_every_parent() {
        let raw = Raw::read("::100644 100644 100644 a b c MM").expect("a line");
        assert_eq!(raw.before.len(), 2);
        assert_eq!((raw.after.1.as_str(), raw.status), ("c", 'M'));
        let raw = Raw::read(":100644 100644 a b R096").expect("a line");
        assert_eq!((raw.before[0].1.as_str(), raw.status), ("a", 'R'));
        assert_eq!(Raw::read("100644 a"), None);
    }

    #[test]
    fn the_time_is_the_authors() {
        assert_eq!(moment("2026-11-23T23:30:00-08:00").to_string(), "2026-11-23 23:30:00");
        assert_eq!(moment("nonsense").date().to_string(), "1970-01-01");
    }
}
