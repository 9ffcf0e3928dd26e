//! Of which state a document is: the newest commit and what differs from it, when fields were said last, and the register
//! as it was on an earlier day.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveTime};

use crate::domain::record::Record;
use crate::domain::record::field::{Home, Kind};
use crate::domain::record::id::Id;
use crate::domain::record::moves;
use crate::domain::register::Register;
use crate::domain::register::edit::Edit;
use crate::git::blobs::{Blobs, Text};
use crate::git::child::Stop;
use crate::git::history::{Raw, moment, path, text};
use crate::git::months::{Past, files};
use crate::git::program::{Git, PLAIN_LOG, Refusal, ended};
use crate::git::tokens::{Tokens, is_object};
use crate::store::codec;
use crate::store::files::layout;
use crate::store::files::repository::Repository;

/// A commit with its day, in the author's time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newest {
    /// Its id.
    pub commit: String,
    /// Its day.
    pub day: NaiveDate,
}

/// Returns the newest commit.
///
/// # Errors
///
/// Fails when there is no repository, git does not answer, or everything was stopped.
pub fn newest(repository: &Repository, stop: &Stop) -> Result<Newest, Refusal> {
    let git = Git::open(repository, stop)?;
    let what = ["log", "-1", "-z", "--no-patch"];
    let how = ["--format=%H%x00%aI", "HEAD", "--"];
    let mut running = git.start(what.iter().chain(&PLAIN_LOG).chain(&how), stop)?;
    let refusal = |error: io::Error| Refusal::of(&error, stop);
    let mut tokens = Tokens::new(&mut running.output);
    let (id, when) = (tokens.text().map_err(refusal)?, tokens.text().map_err(refusal)?);
    if !is_object(id.as_bytes()) {
        return Err(refusal(io::ErrorKind::InvalidData.into()));
    }
    ended(running, stop)?;
    let day = moment(&when).date();
    Ok(Newest { commit: id, day })
}

/// Returns what differs from the newest commit, in order: the ids of records, and the paths of other files of the register.
/// Bytes are compared, since a comment that is not committed is no part of the commit either.
///
/// # Errors
///
/// As [`newest`].
pub fn uncommitted(repository: &Repository, kinds: &[&'static Kind], stop: &Stop) -> Result<Vec<String>, Refusal> {
    let git = Git::open(repository, stop)?;
    let committed = files(&git, "HEAD", stop)?;
    let mut blobs = Blobs::start(&git, stop)?;
    let name = |path: &Path| match layout::place(kinds, path) {
        Some((_, id)) => Some(id.to_string()),
        None => path
            .extension()
            .is_some_and(|end| end == "ron")
            .then(|| path.display().to_string()),
    };
    let mut differing = BTreeSet::new();
    for (path, blob) in &committed {
        let Some(name) = name(path) else { continue };
        let was = blobs.text(blob).map_err(|error| Refusal::of(&error, stop))?;
        let is_same = match (was, fs::read(repository.root.join(path))) {
            (Text::Is(was), Ok(is)) => was.as_bytes() == is,
            // What is no text of a record is told as unreadable.
            (Text::Unfit(_), Ok(_)) => true,
            _ => false,
        };
        if !is_same {
            differing.insert(name);
        }
    }
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(repository.root.join(&folder))
            .into_iter()
            .flatten()
            .flatten()
        {
            let path = folder.join(entry.file_name());
            let is_hidden = entry.file_name().as_encoded_bytes().first() == Some(&b'.');
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !is_hidden => folders.push(path),
                Ok(kind) if kind.is_file() && !is_hidden && !committed.contains_key(&path) => {
                    differing.extend(name(&path));
                }
                _ => {}
            }
        }
    }
    Ok(differing.into_iter().collect())
}

/// When fields were said last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// On this day, in the author's time.
    On(NaiveDate),
    /// After the newest commit.
    NotCommitted,
}

/// Returns when any of some fields was said last, of each record of a kind that says something in one; any field counts where
/// none is named. One log is read, newest first, until every record was met.
///
/// # Errors
///
/// As [`newest`].
pub fn said_last(
    repository: &Repository,
    register: &Register,
    paths: impl Fn(&Id) -> Option<PathBuf>,
    (kind, fields): (&'static Kind, &[&str]),
    stop: &Stop,
) -> Result<BTreeMap<Id, Said>, Refusal> {
    let git = Git::open(repository, stop)?;
    let refusal = |error: io::Error| Refusal::of(&error, stop);
    let all = kind.fields.iter().map(|field| field.name);
    let named = fields.iter().copied();
    let fields: Vec<_> = if fields.is_empty() {
        all.collect()
    } else {
        named.collect()
    };
    let fields: Vec<_> = fields.into_iter().filter_map(|name| kind.field_index(name)).collect();
    let said = |record: Option<&Record>| -> Vec<_> {
        let value = |field: &usize| record.map(|record| record.value(*field).clone()).unwrap_or_default();
        fields.iter().map(value).collect()
    };
    let read = |id: &Id, text: &Text| match text {
        Text::Is(text) => codec::read(kind, id, text).ok().map(|reading| reading.record),
        Text::Absent | Text::Unfit(_) => None,
    };
    let folder = match kind.home {
        Home::Folder(folder) => folder,
        _ => "",
    };
    let mut blobs = Blobs::start(&git, stop)?;
    let committed = files(&git, "HEAD", stop)?;
    let (mut found, mut wanted) = (BTreeMap::new(), BTreeSet::new());
    for record in register.of(kind) {
        let now = said(Some(record));
        if now.iter().all(crate::domain::record::value::Value::is_empty) {
            continue;
        }
        let blob = paths(record.id()).or_else(|| layout::path(register, record));
        let blob = blob.and_then(|path| committed.get(&path));
        let was = blob.map(|blob| blobs.text(blob)).transpose().map_err(refusal)?;
        let was = was.and_then(|text| read(record.id(), &text));
        if said(was.as_ref()) == now {
            wanted.insert(record.id().clone());
        } else {
            found.insert(record.id().clone(), Said::NotCommitted);
        }
    }
    let what = ["log", "-c", "--raw", "-z", "--no-abbrev", "--no-renames"];
    let how = ["--format=%H%x00%aI%x00", "HEAD", "--"].map(OsString::from);
    let log = what.iter().chain(&PLAIN_LOG).map(OsString::from).chain(how);
    let place = git.below_top(Path::new(folder)).into_os_string();
    let mut running = git.start(log.chain([place]), stop)?;
    let mut log = Tokens::new(&mut running.output);
    while !wanted.is_empty() {
        let Some(_commit) = log.read().map_err(refusal)? else {
            ended(running, stop)?;
            break;
        };
        let day = moment(&log.text().map_err(refusal)?).date();
        while let Some(token) = log.in_commit().map_err(refusal)? {
            let raw = Raw::read(&String::from_utf8_lossy(&token));
            let raw = raw.ok_or_else(|| refusal(io::ErrorKind::InvalidData.into()))?;
            let path = path(&mut log).map_err(refusal)?;
            let placed = git.below_root(&path).and_then(|path| layout::place(&[kind], path));
            let Some((_, id)) = placed.filter(|(_, id)| wanted.contains(id)) else {
                continue;
            };
            let after = text(&mut blobs, &raw.after.0, &raw.after.1).map_err(refusal)?;
            let after = said(read(&id, &after).as_ref());
            let mut is_new = true;
            for (mode, blob) in &raw.before {
                let before = text(&mut blobs, mode, blob).map_err(refusal)?;
                is_new &= said(read(&id, &before).as_ref()) != after;
            }
            if is_new {
                wanted.remove(&id);
                found.insert(id, Said::On(day));
            }
        }
    }
    Ok(found)
}

/// Returns the register as the last commit of a day, or before it, left it; nothing when there was none by then.
///
/// # Errors
///
/// As [`newest`].
pub fn on_day(repository: &Repository, day: NaiveDate, stop: &Stop) -> Result<Option<Register>, Refusal> {
    let git = Git::open(repository, stop)?;
    let refusal = |error: io::Error| Refusal::of(&error, stop);
    // What was merged stood in the branch only from the merge on, and what counts is when a commit was put there.
    let what = ["log", "--first-parent", "-z", "--no-patch"];
    let how = ["--format=%H%x00%cI", "HEAD", "--"];
    let mut running = git.start(what.iter().chain(&PLAIN_LOG).chain(&how), stop)?;
    let mut tokens = Tokens::new(&mut running.output);
    let mut found = None;
    while let Some(id) = tokens.read().map_err(refusal)? {
        let committed = moment(&tokens.text().map_err(refusal)?).date();
        if committed <= day {
            found = Some(String::from_utf8_lossy(&id).into_owned());
            break;
        }
    }
    let Some(commit) = found else { return Ok(None) };
    let mut blobs = Blobs::start(&git, stop)?;
    let mut past = Past::default();
    let tree = files(&git, &commit, stop)?;
    past.go_to(tree, &mut blobs, stop).map_err(refusal)?;
    let mut register = past.into_register();
    let edit = Edit {
        title: String::new(),
        who: String::new(),
        when: day.and_time(NaiveTime::MIN),
        changes: moves::of_register(&register, day).changes,
    };
    // What an older format says stays where it is when it cannot move.
    let _ = register.apply(&edit);
    Ok(Some(register))
}
