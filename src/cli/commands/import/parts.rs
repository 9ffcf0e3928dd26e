//! The parts of an import: which kind of record is in which sheet of the file.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::Path;

use color_eyre::eyre::Result;

use crate::cli::commands::import::Import;
use crate::cli::commands::import::file::bytes_of;
use crate::cli::output::failure::Failure;
use crate::cli::output::print;
use crate::cli::register;
use crate::domain::record::field::{Home, Kind};
use crate::domain::register::Register;
use crate::exchange::import::{Known, people, periods};
use crate::exchange::sheet::{File, Sheet, Wanted};

/// One table of the file, and what its rows are.
#[derive(Debug)]
pub(super) struct Part {
    pub kind: &'static Kind,
    /// The sheet; without one the best is found.
    sheet: Option<String>,
}

impl Part {
    /// Tells whether the rows are people.
    pub fn is_of_people(&self) -> bool {
        self.kind.home == Home::Rows
    }
}

/// What asks for every kind that a sheet is named after.
const ALL: &str = "all";

/// The kinds to which others link come before those; what is not here comes between them.
const FIRST: [&str; 7] = [
    "organization",
    "person",
    "system",
    "supplier",
    "review",
    "risk",
    "finding",
];
const LAST: &str = "evidence";

impl Import {
    /// Returns the parts that are asked for, in the order in which they link to each other.
    pub(super) fn parts(&self, register: &Register, file: &mut File<'_>) -> Result<Vec<Part>> {
        let sheets = &self.form.sheet;
        if self.kind.eq_ignore_ascii_case(ALL) {
            return self.named_parts(register, file);
        }
        let kinds = self
            .kind
            .split(',')
            .map(|kind| register::kind_or_people(register, kind.trim()));
        let kinds: Vec<&'static Kind> = kinds.collect::<Result<_, _>>()?;
        let part = |kind: &&'static Kind, sheet: Option<&String>| Part {
            kind,
            sheet: sheet.cloned(),
        };
        match (&kinds[..], &sheets[..]) {
            (kinds, []) => Ok(kinds.iter().map(|kind| part(kind, None)).collect()),
            ([kind], sheets) => Ok(sheets.iter().map(|sheet| part(kind, Some(sheet))).collect()),
            (kinds, sheets) if kinds.len() == sheets.len() => {
                let pairs = kinds.iter().zip(sheets);
                Ok(pairs.map(|(kind, sheet)| part(kind, Some(sheet))).collect())
            }
            _ => Err(
                Failure::usage("Several kinds and several sheets are asked for, but not as many of both.")
                    .with_hint("Name the kinds in the order of their sheets.")
                    .into(),
            ),
        }
    }

    /// Finds the sheets of the workbook that are named after kinds.
    fn named_parts(&self, register: &Register, file: &mut File<'_>) -> Result<Vec<Part>> {
        let (mut parts, mut sheets) = (Vec::new(), BTreeSet::new());
        let asked = &self.form.sheet;
        for kind in [&people::KIND].into_iter().chain(register.kinds().iter().copied()) {
            let known = Known::of(kind);
            let wanted = Wanted {
                is_known: &|header| known.has(header),
                is_named: &|name| known.is_named(name),
            };
            let (named, all) = file.named(&self.form.options(None), &wanted);
            sheets.extend(all);
            let of_kind = named
                .into_iter()
                .filter(|name| asked.is_empty() || asked.contains(name));
            parts.extend(of_kind.map(|name| Part {
                kind,
                sheet: Some(name),
            }));
        }
        let is_part = |name: &String| parts.iter().any(|part| part.sheet.as_ref() == Some(name));
        let left: Vec<String> = sheets.into_iter().filter(|name| !is_part(name)).collect();
        if !left.is_empty() && asked.is_empty() && !parts.is_empty() {
            print::say(&format!(
                "{}: sheets left out: {}",
                self.file.display(),
                left.join(", ")
            ));
        }
        if parts.is_empty() {
            return Err(Failure::usage("No sheet of the file is named after a kind of record.")
                .with_hint("Say what the rows are, such as `aims import risks,actions FILE`.")
                .into());
        }
        let place = |part: &Part| match FIRST.iter().position(|kind| *kind == part.kind.name) {
            Some(place) => place,
            None => FIRST.len() + usize::from(part.kind.name == LAST),
        };
        parts.sort_by_key(place);
        Ok(parts)
    }

    /// Reads the sheet of a part, and those beside it in a workbook that hold such records as well.
    pub(super) fn sheets(&self, part: &Part, path: &Path, file: &mut File<'_>) -> Result<(Sheet, Vec<Sheet>)> {
        let known = Known::of(part.kind);
        let wanted = Wanted {
            is_known: &|header| known.has(header),
            is_named: &|name| known.is_named(name),
        };
        let options = self.form.options(part.sheet.as_deref());
        let mut sheet = file.find(&options, &wanted).map_err(|error| failed(path, &error))?;
        let mut beside = file.beside(&sheet, &wanted);
        if part.is_of_people() {
            beside.iter_mut().chain([&mut sheet]).for_each(people::join_names);
        }
        if self.form.period_end {
            beside
                .iter_mut()
                .chain([&mut sheet])
                .for_each(|sheet| periods::join(part.kind, sheet));
        }
        Ok((sheet, beside))
    }

    /// Reads the sheet of a part in the older file.
    pub(super) fn older(&self, part: &Part, path: &Path) -> Result<Sheet> {
        let bytes = bytes_of(path).map_err(|error| failed(path, &*error))?;
        let mut file = File::open(&bytes).map_err(|error| failed(path, &error))?;
        Ok(self.sheets(part, path, &mut file)?.0)
    }
}

pub(super) fn failed(path: &Path, error: &dyn Display) -> Failure {
    Failure::usage(format!("{}: {error}", path.display()))
}
