//! A file that is imported: what it is called, and its tables.

use std::path::Path;

use crate::exchange::sheet::delimiter::FoundBy;
use crate::exchange::sheet::note::{Note, SheetError};
use crate::exchange::sheet::{File, Options, Sheet};

/// The endings of files that hold tables.
pub const ENDINGS: [&str; 7] = ["csv", "tsv", "txt", "xlsx", "ods", "json", "md"];

/// Tells whether the ending of a path is that of a file that holds tables. What is hidden, and what spreadsheet programs
/// lay beside a file that is open (`~$a.xlsx`, `.~lock.a.ods#`), is none.
pub fn is_table(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with("~$") || name.starts_with('.') {
        return false;
    }
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
}

/// Returns why a file holds no table, whatever table is looked for; text that is no more than lines is none.
pub fn without_table(path: &Path, bytes: &[u8]) -> Option<String> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let ending = ending.to_ascii_lowercase();
    let is_one_column = |note: &Note| matches!(note, Note::Delimiter { found, .. } if *found == FoundBy::OneColumn);
    match Sheet::read(bytes, &Options::default()) {
        // Which of several lists is meant is said by what is looked for.
        Err(SheetError::NoList(_)) => None,
        Err(error) => Some(error.to_string()),
        Ok(sheet) if ending == "md" && sheet.is_delimited() => Some(NO_TABLE.to_owned()),
        Ok(sheet) if ending == "txt" && sheet.notes.iter().any(is_one_column) => Some(NO_TABLE.to_owned()),
        Ok(_) => None,
    }
}

const NO_TABLE: &str = "It is text without a table.";

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
