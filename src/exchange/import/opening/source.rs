//! A file that is imported: what it is called, and its tables.

use std::path::Path;

use crate::exchange::sheet::File;
use crate::exchange::sheet::note::SheetError;

/// The endings of files that hold tables.
pub const ENDINGS: [&str; 7] = ["csv", "tsv", "txt", "xlsx", "ods", "json", "md"];

/// Tells whether the ending of a path is that of a file that holds tables.
pub fn is_table(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
}

/// A file whose tables are read.
pub struct Source<'a> {
    /// Where it is, as the user calls it.
    pub path: &'a Path,
    /// Its tables.
    pub file: File<'a>,
}

impl<'a> Source<'a> {
    /// Opens a file of which the bytes are at hand.
    ///
    /// # Errors
    ///
    /// When it is too large, or something other than a workbook or text.
    pub fn open(path: &'a Path, bytes: &'a [u8]) -> Result<Self, SheetError> {
        let file = File::open(bytes)?.called(&path.to_string_lossy());
        Ok(Self { path, file })
    }

    /// Returns its name without the folder.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Returns the name without its ending, which says of a file with one table what its rows are.
    pub fn stem(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }
}
