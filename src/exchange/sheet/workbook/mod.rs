//! A table read from a workbook: the sheet that holds it, and its cells as text.
//!
//! A workbook is a small archive that can claim to be anything, so nothing of it is believed: what its parts unpack to
//! is counted first ([`parts`]), and cells are read one after the other and counted, too.

mod ods;
mod parts;
mod xlsx;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::exchange::sheet::foreign::Foreign;
use crate::exchange::sheet::grid::Grid;
use crate::exchange::sheet::header::normalised;
use crate::exchange::sheet::layout;
use crate::exchange::sheet::note::{Note, SheetError};
use crate::exchange::sheet::workbook::ods::Ods;
use crate::exchange::sheet::workbook::xlsx::Xlsx;
use crate::exchange::sheet::{Options, Sheet, Wanted};

/// How many rows of a sheet are looked at to find the one that is wanted.
const SAMPLE: usize = 200;

/// A workbook whose sheets can be read one by one.
trait Book {
    /// Returns the names of its sheets of cells, and which of them a spreadsheet program shows.
    fn sheets(&self) -> Vec<(String, bool)>;

    /// Reads the first rows of one sheet, at most so many.
    fn grid(&mut self, name: &str, most: usize) -> Result<Grid, SheetError>;
}

/// A workbook, opened once; the samples by which its sheets are chosen are read once, too.
pub(in crate::exchange) struct Workbook<'a> {
    book: Box<dyn Book + 'a>,
    samples: HashMap<String, Grid>,
}

impl<'a> Workbook<'a> {
    /// Opens a workbook.
    pub fn open(bytes: &'a [u8], kind: Foreign) -> Result<Self, SheetError> {
        if !matches!(kind, Foreign::Xlsx | Foreign::Ods) {
            return Err(SheetError::Foreign(kind));
        }
        parts::check_sizes(bytes, parts::Limits::USUAL)?;
        let book: Box<dyn Book + 'a> = match kind {
            Foreign::Ods => Box::new(Ods::open(bytes)?),
            _ => Box::new(Xlsx::open(bytes)?),
        };
        Ok(Self {
            book,
            samples: HashMap::new(),
        })
    }

    /// Reads the table that is wanted: of the sheet that is asked for, else of the one that fits best.
    pub fn sheet(&mut self, options: &Options, wanted: &Wanted<'_>) -> Result<Sheet, SheetError> {
        of_book(self, options, wanted, usize::MAX)
    }

    /// Reads the first rows of that table.
    pub fn sample(&mut self, options: &Options, wanted: &Wanted<'_>) -> Result<Sheet, SheetError> {
        of_book(self, options, wanted, SAMPLE)
    }

    /// Returns the names of the sheets that are shown, are named after what is wanted and hold such a table, and those of
    /// all, each with whether it is shown.
    pub fn named(&mut self, options: &Options, wanted: &Wanted<'_>) -> (Vec<String>, Vec<(String, bool)>) {
        let all = self.sheets();
        let shown = all.iter().filter(|(_, is_shown)| *is_shown);
        let shown: Vec<String> = shown.map(|(name, _)| name.clone()).collect();
        let mut is_one = |name: &String| {
            let grid = self
                .grid(name, SAMPLE)
                .and_then(|grid| layout::sheet(grid, options, wanted));
            (wanted.is_named)(name) == Some(true) && grid.is_ok_and(|sheet| fit(name, &sheet, wanted) >= KNOWN * 3)
        };
        (shown.into_iter().filter(|name| is_one(name)).collect(), all)
    }

    /// Reads the other sheets that are shown and hold the same kind of table as the one called `name`.
    ///
    /// They tell which records have a row elsewhere in the file, so a sheet that cannot be read is passed over.
    pub fn beside(&mut self, name: &str, wanted: &Wanted<'_>) -> Vec<Sheet> {
        others_of(self, name, wanted)
    }
}

impl Book for Workbook<'_> {
    fn sheets(&self) -> Vec<(String, bool)> {
        self.book.sheets()
    }

    fn grid(&mut self, name: &str, most: usize) -> Result<Grid, SheetError> {
        if most != SAMPLE {
            return self.book.grid(name, most);
        }
        if let Some(sample) = self.samples.get(name) {
            return Ok(sample.clone());
        }
        let sample = self.book.grid(name, most)?;
        self.samples.insert(name.to_owned(), sample.clone());
        Ok(sample)
    }
}

fn others_of(book: &mut impl Book, name: &str, wanted: &Wanted<'_>) -> Vec<Sheet> {
    let others = book.sheets().into_iter();
    let others =
        others.filter(|(other, is_shown)| *is_shown && other != name && (wanted.is_named)(other) != Some(false));
    let mut found = Vec::new();
    for (other, _) in others {
        let mut read = |most| {
            let grid = book.grid(&other, most);
            let sheet = grid.and_then(|grid| layout::sheet(grid, &Options::default(), wanted));
            sheet.ok().filter(|sheet| fit(&other, sheet, wanted) >= KNOWN * 3)
        };
        // Most are told by their first rows.
        found.extend(read(SAMPLE).and_then(|_| read(usize::MAX)));
    }
    found
}

fn of_book(book: &mut impl Book, options: &Options, wanted: &Wanted<'_>, most: usize) -> Result<Sheet, SheetError> {
    let sheets = book.sheets();
    let (name, note) = match &options.sheet {
        Some(asked) => (asked_for(&sheets, asked)?, None),
        None => {
            let (name, note) = best(book, &sheets, options, wanted)?;
            (name, Some(note))
        }
    };
    let mut grid = book.grid(&name, most)?;
    grid.notes.splice(0..0, note);
    layout::sheet(grid, options, wanted)
}

fn asked_for(sheets: &[(String, bool)], asked: &str) -> Result<String, SheetError> {
    let exact = sheets.iter().find(|(name, _)| name == asked);
    let alike = || sheets.iter().find(|(name, _)| normalised(name) == normalised(asked));
    let found = exact.or_else(alike).map(|(name, _)| name.clone());
    found.ok_or_else(|| SheetError::NoSheet {
        asked: asked.to_owned(),
        sheets: sheets.iter().map(|(name, _)| name.clone()).collect(),
    })
}

/// Finds the sheet that fits best among those that are shown, the first of those that fit alike.
fn best(
    book: &mut impl Book,
    sheets: &[(String, bool)],
    options: &Options,
    wanted: &Wanted<'_>,
) -> Result<(String, Note), SheetError> {
    let (shown, hidden): (Vec<_>, Vec<_>) = sheets.iter().partition(|(_, is_shown)| *is_shown);
    if shown.is_empty() && !hidden.is_empty() {
        let names = hidden.into_iter().map(|(name, _)| name.clone());
        return Err(SheetError::OnlyHidden(names.collect()));
    }
    let mut fits: Vec<(&String, usize)> = Vec::new();
    let mut failed = None;
    for (name, _) in &shown {
        let sample = book
            .grid(name, SAMPLE)
            .and_then(|grid| layout::sheet(grid, options, wanted));
        match sample {
            Ok(sheet) => fits.push((name, fit(name, &sheet, wanted))),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    let most = fits.iter().map(|(_, fit)| *fit).max();
    let Some((best, most)) = most.and_then(|most| fits.iter().find(|(_, fit)| *fit == most).copied()) else {
        return Err(failed.unwrap_or(SheetError::Empty));
    };
    let is_alike = |name: &String| {
        let mut others = fits.iter().filter(|(other, _)| *other != best);
        others.any(|(other, fit)| *other == name && *fit >= KNOWN * 3 && fit * 5 >= most * 4)
    };
    let others = shown.iter().map(|(name, _)| name).filter(|name| *name != best);
    let (alike, others) = others.cloned().partition(is_alike);
    let note = Note::SheetChosen {
        name: best.clone(),
        alike,
        others,
        hidden: hidden.into_iter().map(|(name, _)| name.clone()).collect(),
    };
    Ok((best.clone(), note))
}

/// What a column is worth whose header is one of those that are looked for.
const KNOWN: usize = 3;

/// Says how well a sheet fits what is wanted: by the headers that are known, then by having a table at all.
fn fit(name: &str, sheet: &Sheet, wanted: &Wanted<'_>) -> usize {
    let named = sheet.headers.iter().filter(|header| !header.name.is_empty()).count();
    let known = sheet
        .headers
        .iter()
        .filter(|header| (wanted.is_known)(&header.name))
        .count();
    let table = if named > 1 {
        named.min(12) + sheet.rows.len().min(5)
    } else {
        0
    };
    let fit = known * KNOWN + table;
    match (wanted.is_named)(name) {
        Some(true) => fit + 2 * KNOWN,
        Some(false) => fit.saturating_sub(2 * KNOWN),
        None => fit,
    }
}
