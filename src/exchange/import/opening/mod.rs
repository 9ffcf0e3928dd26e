//! The way from the bytes of files to what importing them would do, which every door goes: the command line and the
//! workbench read files, memory and saved mappings, say what the user says, and ask here for the rest.

pub mod offers;
pub mod parts;
pub mod samples;
mod second;
pub mod source;

use std::fmt;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::domain::register::snapshot::Snapshot;
use crate::exchange::import::opening::parts::Part;
use crate::exchange::import::opening::source::Source;
use crate::exchange::import::whole::{self, Table, Whole, WholeError};
use crate::exchange::import::{Confirmed, Conflict, Known, Mapping, Memory, Options, people, periods};
use crate::exchange::sheet;
use crate::exchange::sheet::note::SheetError;
use crate::exchange::sheet::{Sheet, Wanted};

/// How files are read where they do not say so themselves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Form {
    /// How their tables are; the sheet is that of each part.
    pub options: sheet::Options,
    /// Whether columns that are named after periods are put together into what was measured by their ends.
    pub period_end: bool,
}

impl Form {
    /// Returns how a sheet is read, the one with a name where one is said.
    pub fn options(&self, sheet: Option<&str>) -> sheet::Options {
        sheet::Options {
            sheet: sheet.map(str::to_owned),
            ..self.options.clone()
        }
    }
}

/// What the user says of how a part is imported.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// What its columns and values mean.
    pub mapping: Mapping,
    /// What a saved mapping says of them.
    pub saved: Mapping,
    /// The name of the mapping that is used or to be kept.
    pub mapping_name: String,
    /// What becomes of a field that was edited both here and in the file.
    pub conflict: Conflict,
    /// Whether records whose row is gone are retired.
    pub retire_removed: bool,
    /// Whether the file is an export that is taken to the letter.
    pub restores: bool,
    /// The rows that are taken although they lack something.
    pub confirmed: Confirmed,
}

/// A file that was read.
pub struct FileRead {
    /// Where it is, as the user calls it.
    pub path: PathBuf,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A file may have megabytes.
impl fmt::Debug for FileRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.path.display(), self.bytes.len())
    }
}

/// An import that is to be planned on a thread of its own.
#[derive(Debug)]
pub struct Asked {
    /// The register as it is now.
    pub register: Snapshot,
    /// Its version, by which whoever asks knows whether it is still the same.
    pub version: u64,
    /// The file.
    pub file: Arc<FileRead>,
    /// Its parts, in the order in which they link to each other, each with what is said of it.
    pub parts: Vec<(Part, Said)>,
    /// Who imports.
    pub who: String,
    /// When.
    pub now: NaiveDateTime,
}

/// What is read for one part of an import.
#[derive(Debug)]
pub struct Input {
    /// What the rows are.
    pub kind: &'static Kind,
    /// The place of its file.
    pub source: usize,
    /// What the file is called.
    pub name: String,
    /// The table.
    pub sheet: Sheet,
    /// The other tables with such records.
    pub beside: Vec<Sheet>,
    /// The older version of the table, where there is one.
    pub older: Option<Sheet>,
    /// What the cells said in the last import.
    pub memory: Memory,
    /// What the user says of it.
    pub said: Said,
}

impl Input {
    /// Reads the table of a part.
    ///
    /// # Errors
    ///
    /// When the file has no such table.
    pub fn read(
        part: &Part,
        source: &mut Source<'_>,
        form: &Form,
        memory: Memory,
        said: Said,
    ) -> Result<Self, SheetError> {
        let (sheet, beside) = sheets(part, source, form)?;
        Ok(Self {
            kind: part.kind,
            source: part.source,
            name: source.name(),
            sheet,
            beside,
            older: None,
            memory,
            said,
        })
    }

    /// Returns the names of its columns that are named after periods, where its kind measures and they are no part of the
    /// table yet.
    pub fn periods(&self) -> Option<String> {
        let periods = periods::columns(self.kind, &self.sheet);
        let names = periods.iter();
        let names = names.map(|(column, _)| self.sheet.headers[*column].label.as_str());
        let names: Vec<&str> = names.collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// Returns the table as it is planned.
    fn table(&self) -> Table<'_> {
        let Said {
            mapping,
            saved,
            mapping_name,
            conflict,
            retire_removed,
            restores,
            confirmed,
        } = self.said.clone();
        Table {
            kind: self.kind,
            sheet: &self.sheet,
            options: Options {
                mapping,
                saved,
                since: self.older.as_ref(),
                beside: &self.beside,
                retire_removed,
                memory: Some(&self.memory),
                conflict,
                restores,
                source: self.name.clone(),
                mapping_name,
                coming: &[],
                is_one_of_several: false,
                confirmed,
            },
        }
    }
}

/// Reads the sheet of a part, and those beside it in a workbook that hold such records as well.
///
/// # Errors
///
/// When the file has no such table.
pub fn sheets(part: &Part, source: &mut Source<'_>, form: &Form) -> Result<(Sheet, Vec<Sheet>), SheetError> {
    let known = Known::of(part.kind);
    let wanted = Wanted {
        is_known: &|header| known.has(header),
        is_named: &|name| known.is_named(name),
    };
    let mut sheet = source.file.find(&form.options(part.sheet.as_deref()), &wanted)?;
    let mut beside = source.file.beside(&sheet, &wanted);
    beside.iter_mut().chain([&mut sheet]).for_each(second::take);
    if part.is_of_people() {
        beside.iter_mut().chain([&mut sheet]).for_each(people::join_names);
    }
    if form.period_end {
        let all = beside.iter_mut().chain([&mut sheet]);
        all.for_each(|sheet| periods::join(part.kind, sheet));
    }
    Ok((sheet, beside))
}

/// Lets each part know the rows of the same kind in other files: whose row is in one of them is not gone.
pub fn put_beside(inputs: &mut [Input]) {
    let all: Vec<(usize, &str, Sheet)> = inputs
        .iter()
        .map(|input| (input.source, input.kind.name, input.sheet.clone()))
        .collect();
    for input in inputs {
        let others = all.iter();
        let others = others.filter(|(source, kind, _)| *source != input.source && *kind == input.kind.name);
        input.beside.extend(others.map(|(_, _, sheet)| sheet.clone()));
    }
}

/// Works out what importing the parts would do. The register is as before when this returns. `progress` is called with
/// the number of rows of a table done and of all its rows; `stop` says from another thread that the plan is wanted no more.
///
/// # Errors
///
/// Fails when one of the parts cannot be imported as the user says.
pub fn plan(
    register: &mut Register,
    inputs: &[Input],
    who: &str,
    when: NaiveDateTime,
    progress: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Whole, WholeError> {
    let tables: Vec<Table<'_>> = inputs.iter().map(Input::table).collect();
    whole::plan(register, &tables, who, when, progress)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::domain::day;
    use crate::domain::kinds::system;
    use crate::exchange::import::ImportError;

    #[test]
    fn what_nobody_wants_any_more_is_planned_no_further() {
        let text = "AI System,Owner\na,ana\nb,ana\nc,ana\n";
        let mut source = Source::open(Path::new("x.csv"), text.as_bytes()).expect("a file");
        let part = Part {
            kind: &system::KIND,
            sheet: None,
            source: 0,
        };
        let input = Input::read(&part, &mut source, &Form::default(), Memory::default(), Said::default());
        let inputs = [input.expect("a table")];
        let now = day::iso("2026-11-23")
            .and_then(|day| day.and_hms_opt(9, 0, 0))
            .expect("a time");
        let mut register = Register::default();
        let mut rows = 0;
        let planned = plan(&mut register, &inputs, "ana", now, |_, _| {
            rows += 1;
            ControlFlow::Break(())
        });
        assert_eq!(planned.err(), Some(WholeError::Import(ImportError::Stopped)));
        assert_eq!((rows, register.count(&system::KIND)), (1, 0));
        let planned = plan(&mut register, &inputs, "ana", now, |_, _| ControlFlow::Continue(()));
        assert!(planned.is_ok_and(|whole| whole.edit.changes.len() == 3));
    }
}
