//! The parts of an import: which kind of record is in which sheet of which file.

use std::collections::BTreeSet;

use crate::domain::record::field::{Home, Kind};
use crate::domain::register::Register;
use crate::exchange::import::opening::Form;
use crate::exchange::import::opening::source::Source;
use crate::exchange::import::{Known, people};
use crate::exchange::sheet::Wanted;

/// One table of a file, and what its rows are.
#[derive(Debug, Clone)]
pub struct Part {
    /// What its rows are.
    pub kind: &'static Kind,
    /// The sheet; without one the best is found.
    pub sheet: Option<String>,
    /// The place of its file.
    pub source: usize,
}

/// The parts that were found, and what was left out.
#[derive(Debug, Default)]
pub struct Found {
    /// The parts, in the order in which they link to each other.
    pub parts: Vec<Part>,
    /// What was left out, a sentence each.
    pub told: Vec<String>,
}

/// Why no parts follow from what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartsError {
    /// Kinds and sheets do not pair off.
    #[error("Several kinds and several sheets are asked for, but not as many of both.")]
    KindsAndSheets,
    /// Kinds and files do not pair off.
    #[error("Of several files, each is of one kind, or all are of the same.")]
    KindsAndFiles,
    /// Nothing is named after a kind.
    #[error("No sheet of the file is named after a kind of record.")]
    NoneNamed,
}

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

impl Part {
    fn of(kind: &'static Kind, sheet: Option<&String>, source: usize) -> Self {
        let sheet = sheet.cloned();
        Self { kind, sheet, source }
    }

    /// Tells whether the rows are people.
    pub fn is_of_people(&self) -> bool {
        self.kind.home == Home::Rows
    }

    /// Returns where it stands in the order in which parts link to each other.
    pub fn place(&self) -> usize {
        match FIRST.iter().position(|kind| *kind == self.kind.name) {
            Some(place) => place,
            None => FIRST.len() + usize::from(self.kind.name == LAST),
        }
    }
}

/// Returns the parts that kinds make up with sheets or files, where they are named.
///
/// # Errors
///
/// Fails where they do not pair off.
pub fn paired(kinds: &[&'static Kind], sheets: &[String], files: usize) -> Result<Vec<Part>, PartsError> {
    match (kinds, sheets, files) {
        (kinds, [], 1) => Ok(kinds.iter().map(|kind| Part::of(kind, None, 0)).collect()),
        ([kind], sheets, 1) => Ok(sheets.iter().map(|sheet| Part::of(kind, Some(sheet), 0)).collect()),
        (kinds, sheets, 1) if kinds.len() == sheets.len() => {
            let pairs = kinds.iter().zip(sheets);
            Ok(pairs.map(|(kind, sheet)| Part::of(kind, Some(sheet), 0)).collect())
        }
        ([kind], [], files) => Ok((0..files).map(|source| Part::of(kind, None, source)).collect()),
        (kinds, [], files) if kinds.len() == files => {
            let pairs = kinds.iter().zip(0..files);
            let mut parts: Vec<Part> = pairs.map(|(kind, source)| Part::of(kind, None, source)).collect();
            parts.sort_by_key(Part::place);
            Ok(parts)
        }
        (_, _, 1) => Err(PartsError::KindsAndSheets),
        _ => Err(PartsError::KindsAndFiles),
    }
}

/// Finds the sheets of files that are named after kinds; of a file with one table its own name says it. Where sheets are
/// asked for, the others are passed over.
///
/// # Errors
///
/// Fails where nothing is named after a kind.
pub fn named(
    register: &Register,
    sources: &mut [Source<'_>],
    form: &Form,
    asked: &[String],
) -> Result<Found, PartsError> {
    let mut found = Found::default();
    let is_one_of_several = sources.len() > 1;
    for (at, source) in sources.iter_mut().enumerate() {
        let parts = named_in(register, source, (form, asked), at, &mut found.told);
        if parts.is_empty() && is_one_of_several {
            let path = source.path.display();
            found.told.push(format!(
                "{path}: left out, since neither its name nor that of a sheet is that of a kind"
            ));
        }
        found.parts.extend(parts);
    }
    if found.parts.is_empty() {
        return Err(PartsError::NoneNamed);
    }
    found.parts.sort_by_key(Part::place);
    Ok(found)
}

/// Finds the parts of one file.
fn named_in(
    register: &Register,
    source: &mut Source<'_>,
    (form, asked): (&Form, &[String]),
    at: usize,
    told: &mut Vec<String>,
) -> Vec<Part> {
    let (mut parts, mut sheets) = (Vec::new(), BTreeSet::new());
    let (mut by_name, stem) = (None, source.stem());
    for kind in [&people::KIND].into_iter().chain(register.kinds().iter().copied()) {
        let known = Known::of(kind);
        let wanted = Wanted {
            is_known: &|header| known.has(header),
            is_named: &|name| known.is_named(name),
        };
        let (named, all) = source.file.named(&form.options(None), &wanted);
        sheets.extend(all);
        let of_kind = named
            .into_iter()
            .filter(|name| asked.is_empty() || asked.contains(name));
        parts.extend(of_kind.map(|name| Part::of(kind, Some(&name), at)));
        if by_name.is_none() && known.is_named(&stem) == Some(true) {
            by_name = Some(kind);
        }
    }
    if parts.is_empty()
        && sheets.len() < 2
        && let Some(kind) = by_name
    {
        return vec![Part::of(kind, None, at)];
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
                told.push(format!("{path}: {what} left out: {}", left.join(", ")));
            }
        }
    }
    parts
}
