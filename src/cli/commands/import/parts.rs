//! The parts of an import: which kind of record is in which sheet of the file.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::Path;

use color_eyre::eyre::Result;

use crate::cli::commands::import::Import;
use crate::cli::commands::import::file::bytes_of;
use crate::cli::commands::import::sources::Source;
use crate::cli::output::failure::Failure;
use crate::cli::output::print;
use crate::cli::register;
use crate::domain::record::field::{Home, Kind};
use crate::domain::register::Register;
use crate::exchange::import::{Known, people, periods};
use crate::exchange::sheet::{Sheet, Wanted};

/// One table of the file, and what its rows are.
#[derive(Debug)]
pub(super) struct Part {
    pub kind: &'static Kind,
    /// The sheet; without one the best is found.
    sheet: Option<String>,
    /// The place of its file.
    pub source: usize,
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
    pub(super) fn parts(&self, register: &Register, sources: &mut [Source<'_>]) -> Result<Vec<Part>> {
        let sheets = &self.form.sheet;
        if self.kind.eq_ignore_ascii_case(ALL) {
            return self.named_parts(register, sources);
        }
        let kinds = self
            .kind
            .split(',')
            .map(|kind| register::kind_or_people(register, kind.trim()));
        let kinds: Vec<&'static Kind> = kinds.collect::<Result<_, _>>()?;
        let part = |kind: &&'static Kind, sheet: Option<&String>, source: usize| Part {
            kind,
            sheet: sheet.cloned(),
            source,
        };
        match (&kinds[..], &sheets[..], sources.len()) {
            (kinds, [], 1) => Ok(kinds.iter().map(|kind| part(kind, None, 0)).collect()),
            ([kind], sheets, 1) => Ok(sheets.iter().map(|sheet| part(kind, Some(sheet), 0)).collect()),
            (kinds, sheets, 1) if kinds.len() == sheets.len() => {
                let pairs = kinds.iter().zip(sheets);
                Ok(pairs.map(|(kind, sheet)| part(kind, Some(sheet), 0)).collect())
            }
            ([kind], [], files) => Ok((0..files).map(|source| part(kind, None, source)).collect()),
            (kinds, [], files) if kinds.len() == files => {
                let pairs = kinds.iter().zip(0..files);
                let mut parts: Vec<Part> = pairs.map(|(kind, source)| part(kind, None, source)).collect();
                parts.sort_by_key(place);
                Ok(parts)
            }
            (_, _, 1) => Err(
                Failure::usage("Several kinds and several sheets are asked for, but not as many of both.")
                    .with_hint("Name the kinds in the order of their sheets.")
                    .into(),
            ),
            _ => Err(
                Failure::usage("Of several files, each is of one kind, or all are of the same.")
                    .with_hint("Name the kinds in the order of the files, such as `aims import systems,risks S.csv R.csv`, or all, where the names of the files say them.")
                    .into(),
            ),
        }
    }

    /// Finds the sheets of the files that are named after kinds; of a file with one table its own name says it.
    fn named_parts(&self, register: &Register, sources: &mut [Source<'_>]) -> Result<Vec<Part>> {
        let mut parts = Vec::new();
        let is_one_of_several = sources.len() > 1;
        for (at, source) in sources.iter_mut().enumerate() {
            let found = self.named_in(register, source, at);
            if found.is_empty() && is_one_of_several {
                let path = source.path.display();
                print::say(&format!(
                    "{path}: left out, since neither its name nor that of a sheet is that of a kind"
                ));
            }
            parts.extend(found);
        }
        if parts.is_empty() {
            return Err(Failure::usage("No sheet of the file is named after a kind of record.")
                .with_hint("Say what the rows are, such as `aims import risks,actions FILE`.")
                .into());
        }
        parts.sort_by_key(place);
        Ok(parts)
    }

    /// Finds the parts of one file.
    fn named_in(&self, register: &Register, source: &mut Source<'_>, at: usize) -> Vec<Part> {
        let (mut parts, mut sheets) = (Vec::new(), BTreeSet::new());
        let (mut by_name, stem) = (None, source.stem());
        let asked = &self.form.sheet;
        for kind in [&people::KIND].into_iter().chain(register.kinds().iter().copied()) {
            let known = Known::of(kind);
            let wanted = Wanted {
                is_known: &|header| known.has(header),
                is_named: &|name| known.is_named(name),
            };
            let (named, all) = source.file.named(&self.form.options(None), &wanted);
            sheets.extend(all);
            let of_kind = named
                .into_iter()
                .filter(|name| asked.is_empty() || asked.contains(name));
            parts.extend(of_kind.map(|name| Part {
                kind,
                sheet: Some(name),
                source: at,
            }));
            if by_name.is_none() && known.is_named(&stem) == Some(true) {
                by_name = Some(kind);
            }
        }
        if parts.is_empty()
            && sheets.len() < 2
            && let Some(kind) = by_name
        {
            return vec![Part {
                kind,
                sheet: None,
                source: at,
            }];
        }
        if asked.is_empty() && !parts.is_empty() {
            let is_part = |name: &String| parts.iter().any(|part| part.sheet.as_ref() == Some(name));
            for (shown, what) in [(true, "sheets"), (false, "hidden sheets")] {
                let left = sheets
                    .iter()
                    .filter(|(name, is_shown)| *is_shown == shown && !is_part(name));
                let left: Vec<&str> = left.map(|(name, _)| name.as_str()).collect();
                if !left.is_empty() {
                    let path = source.path.display();
                    print::say(&format!("{path}: {what} left out: {}", left.join(", ")));
                }
            }
        }
        parts
    }

    /// Reads the sheet of a part, and those beside it in a workbook that hold such records as well.
    pub(super) fn sheets(&self, part: &Part, Source { path, file }: &mut Source<'_>) -> Result<(Sheet, Vec<Sheet>)> {
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
        let read = (path.to_owned(), bytes);
        Ok(self.sheets(part, &mut Source::open(&read)?)?.0)
    }
}

/// Returns where a part stands in the order in which parts link to each other.
fn place(part: &Part) -> usize {
    match FIRST.iter().position(|kind| *kind == part.kind.name) {
        Some(place) => place,
        None => FIRST.len() + usize::from(part.kind.name == LAST),
    }
}

pub(super) fn failed(path: &Path, error: &dyn Display) -> Failure {
    Failure::usage(format!("{}: {error}", path.display()))
}
