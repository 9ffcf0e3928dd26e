//! The files of an import: one, several, or the tables of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use color_eyre::eyre::Result;

use crate::cli::commands::import::file::bytes_of;
use crate::cli::commands::import::parts::failed;
use crate::cli::output::failure::Failure;
use crate::exchange::sheet::File;

/// The endings of files that hold tables.
const ENDINGS: [&str; 7] = ["csv", "tsv", "txt", "xlsx", "ods", "json", "md"];

/// A file that is read.
pub(super) struct Source<'a> {
    pub path: &'a Path,
    pub file: File<'a>,
}

impl<'a> Source<'a> {
    /// Opens a file.
    pub fn open((path, bytes): &'a (PathBuf, Vec<u8>)) -> Result<Self> {
        let file = File::open(bytes).map_err(|error| failed(path, &error))?;
        Ok(Self { path, file })
    }

    /// Returns the name without its ending, which says of a file with one table what its rows are.
    pub fn stem(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }
}

/// Reads files, of a folder those that hold tables.
pub(super) fn read(paths: &[PathBuf]) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            all.extend(tables_in(path)?);
        } else {
            all.push(path.clone());
        }
    }
    let read = |path: PathBuf| {
        let bytes = bytes_of(&path).map_err(|error| failed(&path, &*error))?;
        Ok((path, bytes))
    };
    all.into_iter().map(read).collect()
}

/// Returns the files of a folder that hold tables, by their names.
fn tables_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let is_table = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) && path.is_file()
    };
    let entries = fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths
        .collect::<Result<_, _>>()
        .map_err(|error| failed(folder, &error))?;
    paths.retain(is_table);
    paths.sort();
    if paths.is_empty() {
        let sentence = format!("{}: no file of this folder is a table.", folder.display());
        let hint = format!("Tables end with .{}.", ENDINGS.join(", ."));
        return Err(Failure::usage(sentence).with_hint(hint).into());
    }
    Ok(paths)
}
