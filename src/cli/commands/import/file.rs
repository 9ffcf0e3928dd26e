//! The files of an import: what is read, and what is remembered and kept of it.

use std::error::Error;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use color_eyre::eyre::Result;

use crate::cli::output::failure::Failure;
use crate::cli::output::print;
use crate::domain::record::field::Kind;
use crate::exchange::import::{Mapping, Memory, Plan};
use crate::exchange::sheet::MAX_BYTES;
use crate::exchange::sheet::note::SheetError;
use crate::store::files::disk::Disk;
use crate::store::files::lock;
use crate::store::files::repository::Repository;
use crate::store::save;
use crate::store::save::lines;

/// Reads a file, or the standard input, as far as it is no larger than any table.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
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
pub(super) fn lines_of(plans: &[Plan]) -> Vec<lines::Lines> {
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
pub(super) fn remembered(repository: &Repository, kind: &Kind) -> Result<Memory> {
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

/// Keeps a mapping in the register's folder.
pub(super) fn keep(repository: &Repository, name: &str, mapping: &Mapping) -> Result<()> {
    let text = mapping.write().map_err(Failure::state)?;
    let relative = Mapping::path(name).map_err(Failure::usage)?;
    let (root, path) = (&repository.root, repository.root.join(&relative));
    let disk = Disk::default();
    let _lock = lock::take(repository, &disk).map_err(save::SaveError::from)?;
    let folder = path.parent().unwrap_or(root);
    disk.make_folder(root, folder, true)?;
    disk.refuse_links(root, folder)?;
    let before = disk.read(&path)?;
    if before.as_deref() != Some(text.as_str()) {
        disk.replace(&path, &text)?;
        disk.sync_folder(folder)?;
        let done = if before.is_some() { "Replaced" } else { "Wrote" };
        print::say(&format!("{done} {}.", path.display()));
    }
    Ok(())
}
