//! The files of an import, for the command and for the workbench: what is read, and what is remembered and kept of it.

use std::error::Error;
use std::fmt::Display;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use color_eyre::eyre::Result;

use crate::cli::output::failure::Failure;
use crate::cli::output::print;
use crate::domain::record::field::Kind;
use crate::exchange::import::opening::source::{ENDINGS, is_table, without_table};
use crate::exchange::import::{FOLDER, Mapping, Memory, Plan};
use crate::exchange::sheet::MAX_BYTES;
use crate::exchange::sheet::note::SheetError;
use crate::store::files::disk::Disk;
use crate::store::files::lock;
use crate::store::files::repository::Repository;
use crate::store::save;
use crate::store::save::lines;

/// Reads files, of a folder those that hold tables; which of those do not is told.
///
/// # Errors
///
/// Fails with the path where one cannot be read or is too large, and where a folder holds no table.
pub fn read(paths: &[PathBuf]) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            all.extend(read_folder(path)?);
        } else {
            let bytes = bytes_of(path).map_err(|error| failed(path, &*error))?;
            all.push((path.clone(), bytes));
        }
    }
    Ok(all)
}

/// Reads the files of a folder that hold tables. Nobody named each of them, so that one without a table stops nothing.
fn read_folder(folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut all = Vec::new();
    for path in tables_in(folder)? {
        let bytes = bytes_of(&path).map_err(|error| failed(&path, &*error))?;
        match without_table(&path, &bytes) {
            Some(why) => print::say(&format!("{}: left out. {why}", path.display())),
            None => all.push((path, bytes)),
        }
    }
    if all.is_empty() {
        return Err(no_table(folder).into());
    }
    Ok(all)
}

fn no_table(folder: &Path) -> Failure {
    let sentence = format!("{}: no file of this folder is a table.", folder.display());
    Failure::usage(sentence).with_hint(format!("Tables end with .{}.", ENDINGS.join(", .")))
}

/// Returns the failure to read a file.
pub fn failed(path: &Path, error: &dyn Display) -> Failure {
    Failure::usage(format!("{}: {error}", path.display()))
}

/// Returns the files of a folder that hold tables, by their names.
fn tables_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths
        .collect::<Result<_, _>>()
        .map_err(|error| failed(folder, &error))?;
    paths.retain(|path| is_table(path) && path.is_file());
    paths.sort();
    if paths.is_empty() {
        return Err(no_table(folder).into());
    }
    Ok(paths)
}

/// Reads a file, or the standard input, as far as it is no larger than any table.
///
/// # Errors
///
/// Fails where it cannot be read or is too large.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        let most = u64::try_from(MAX_BYTES)?.saturating_add(1);
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        let file = fs::metadata(path)?;
        if file.is_dir() {
            return Err("this is a folder; name one of its files".into());
        }
        let length = usize::try_from(file.len())?;
        if length <= MAX_BYTES {
            bytes = fs::read(path)?;
        } else {
            return Err(SheetError::TooLarge { bytes: length }.into());
        }
    }
    if bytes.len() > MAX_BYTES {
        return Err(SheetError::TooLarge { bytes: bytes.len() }.into());
    }
    Ok(bytes)
}

/// Returns how the memory of imports changes with plans.
pub fn lines_of(plans: &[Plan]) -> Vec<lines::Lines> {
    let mut all: Vec<lines::Lines> = Vec::new();
    for memory in plans.iter().flat_map(Plan::lines) {
        let path = Path::new(lines::FOLDER).join(&memory.file);
        let (minus, plus) = (memory.minus.clone(), memory.plus.clone());
        match all.iter_mut().find(|lines| lines.path == path) {
            Some(of_file) => {
                of_file.minus.extend(minus);
                of_file.plus.extend(plus);
            }
            None => all.push(lines::Lines { path, minus, plus }),
        }
    }
    all
}

/// Returns what the cells of files said that were imported before.
///
/// # Errors
///
/// Fails where a file of the memory cannot be read.
pub fn remembered(repository: &Repository, kind: &Kind) -> Result<Memory> {
    let mut memory = Memory::default();
    let (root, disk) = (&repository.root, Disk::default());
    for file in Memory::files(kind) {
        let path = root.join(lines::FOLDER).join(file);
        let failed = |error| save::SaveError::Disk(path.clone(), error);
        disk.refuse_links(root, path.parent().unwrap_or(root)).map_err(failed)?;
        if let Some(text) = disk.read(&path).map_err(failed)? {
            memory.read(&text);
        }
    }
    Ok(memory)
}

/// What became of the file of a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is new.
    Wrote,
    /// It was there and is another one now.
    Replaced,
    /// It says this already.
    Unchanged,
}

/// Keeps a mapping in the register's folder, and returns where, with what became of the file.
///
/// # Errors
///
/// Fails where the name is no name of a mapping, or the disk refuses.
pub fn keep(repository: &Repository, name: &str, mapping: &Mapping) -> Result<(PathBuf, Kept)> {
    let text = mapping.write().map_err(Failure::state)?;
    let relative = Mapping::path(name).map_err(Failure::usage)?;
    let (root, path) = (&repository.root, repository.root.join(&relative));
    let disk = Disk::default();
    let _lock = lock::take(repository, &disk).map_err(save::SaveError::from)?;
    let folder = path.parent().unwrap_or(root);
    disk.make_folder(root, folder, true)?;
    disk.refuse_links(root, folder)?;
    let before = disk.read(&path)?;
    if before.as_deref() == Some(text.as_str()) {
        return Ok((path, Kept::Unchanged));
    }
    disk.replace(&path, &text)?;
    disk.sync_folder(folder)?;
    let kept = if before.is_some() { Kept::Replaced } else { Kept::Wrote };
    Ok((path, kept))
}

/// Reads the mapping with a name.
///
/// # Errors
///
/// Fails where there is none, or it cannot be read.
pub fn mapping(repository: &Repository, name: &str) -> Result<Mapping> {
    let path = repository.root.join(Mapping::path(name).map_err(Failure::usage)?);
    let text = Disk::default().read(&path)?;
    let missing = || {
        Failure::usage(format!(
            "There is no mapping `{name}`: {} is not there.",
            path.display()
        ))
    };
    let read = Mapping::read(&text.ok_or_else(missing)?);
    Ok(read.map_err(|error| Failure::state(format!("{}: {error}", path.display())))?)
}

/// Returns the mappings that are kept and can be read, by their names.
pub fn mappings(repository: &Repository) -> Vec<(String, Mapping)> {
    let entries = fs::read_dir(repository.root.join(FOLDER))
        .into_iter()
        .flatten()
        .flatten();
    let named = entries.filter_map(|entry| {
        let path = entry.path();
        let is_one = path.extension().is_some_and(|ending| ending == "ron");
        let name = path.file_stem()?.to_str()?.to_owned();
        is_one.then(|| Some((mapping(repository, &name).ok()?, name))).flatten()
    });
    let mut all: Vec<(String, Mapping)> = named.map(|(mapping, name)| (name, mapping)).collect();
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    all
}
