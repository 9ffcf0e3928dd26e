//! Which row is the header, and whether it has two: groups above, such as "Inherent risk", and names below.

use std::collections::BTreeSet;

use crate::exchange::sheet::grid::Grid;
use crate::exchange::sheet::header::normalised;
use crate::exchange::sheet::note::{Line, Note, SheetError};
use crate::exchange::sheet::row::Row;
use crate::exchange::sheet::{Options, Wanted};

/// How many rows are looked at.
const LOOKED_AT: usize = 30;

/// The header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading {
    /// The place of its first row in the grid.
    pub at: usize,
    /// How many rows it has: one or two.
    pub rows: usize,
    /// Whether it was looked for and not named.
    is_found: bool,
}

/// Finds the header.
pub(super) fn find(grid: &Grid, options: &Options, wanted: &Wanted<'_>) -> Result<Heading, SheetError> {
    if grid.rows.is_empty() {
        return Err(SheetError::Empty);
    }
    let (at, is_found) = match options.header_row {
        Some(asked) => {
            let at = grid.rows.iter().position(|row| row.number >= asked);
            (at.ok_or(SheetError::NoHeader { row: asked })?, false)
        }
        None => (likeliest(&grid.rows, wanted), true),
    };
    let pair = |at: usize| {
        let heading = |rows| Heading { at, rows, is_found };
        heading(2)
    };
    let single = Heading { at, rows: 1, is_found };
    let has_two = |at: usize| is_pair(grid, at, wanted);
    Ok(match options.header_rows {
        Some(1) => single,
        Some(_) => pair(at),
        None if !is_found => single,
        None if has_two(at) => pair(at),
        None if at > 0 && may_be_groups(grid, at - 1) && has_two(at - 1) => pair(at - 1),
        None => single,
    })
}

/// Returns the place of the first row that may be the header: about as full as any, of words, of names that are known.
fn likeliest(rows: &[Row], wanted: &Wanted<'_>) -> usize {
    // Below a header there is a row.
    let looked_at = &rows[..(rows.len() - 1).clamp(1, LOOKED_AT)];
    let known = |row: &Row| row.filled().filter(|(_, cell)| (wanted.is_known)(cell)).count();
    let filled: Vec<usize> = looked_at.iter().map(|row| row.filled().count()).collect();
    let known: Vec<usize> = looked_at.iter().map(known).collect();
    let fullest = filled.iter().max().copied().unwrap_or_default();
    let best = known.iter().max().copied().unwrap_or_default();
    let is_full = |at: usize| filled[at] >= fullest.div_ceil(2).max(2);
    let mut places = 0..looked_at.len();
    let likely = places.find(|at| is_full(*at) && known[*at] * 2 >= best && is_of_words(&looked_at[*at]));
    let best_known = || (0..looked_at.len()).find(|at| best > 1 && known[*at] == best);
    likely.or_else(best_known).unwrap_or_default()
}

/// Returns whether most cells of a row are words, as those of a header are.
fn is_of_words(row: &Row) -> bool {
    let (mut words, mut all) = (0, 0);
    for (_, cell) in row.filled() {
        all += 1;
        words += usize::from(!is_figure(cell));
    }
    words * 3 >= all * 2
}

/// Returns whether a cell is a number, a day or a mark: more of digits and signs than of letters.
pub(super) fn is_figure(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    digits >= letters.max(1)
}

/// Returns whether the row at a place may name groups of the header below it, and is no title.
fn may_be_groups(grid: &Grid, at: usize) -> bool {
    if grid.is_workbook() {
        return !groups(grid, at).is_empty();
    }
    // A text says nothing of merged cells, but a name that repeats needs something to tell it apart.
    let names: Vec<String> = grid.rows[at + 1].filled().map(|(_, name)| normalised(name)).collect();
    names.iter().collect::<BTreeSet<_>>().len() < names.len()
}

/// Returns the columns, first and last, over which cells of a row were merged.
fn groups(grid: &Grid, at: usize) -> Vec<(usize, usize)> {
    let row = &grid.rows[at];
    let is_group = |start: (usize, usize), end: (usize, usize)| {
        start.0 == row.number && end.0 == row.number && end.1 > start.1 && !row.cell(start.1).trim().is_empty()
    };
    let merged = grid.merged.iter().filter(|area| is_group(area.start, area.end));
    merged.map(|area| (area.start.1, area.end.1)).collect()
}

/// Returns whether the row at a place and the next one are a header together.
fn is_pair(grid: &Grid, at: usize, wanted: &Wanted<'_>) -> bool {
    let (Some(upper), Some(lower)) = (grid.rows.get(at), grid.rows.get(at + 1)) else {
        return false;
    };
    if lower.number != upper.number + 1 || at + 2 >= grid.rows.len() {
        return false;
    }
    let holds = |row: &Row, column: usize| !row.cell(column).trim().is_empty();
    let below: Vec<usize> = lower.filled().map(|(column, _)| column).collect();
    if below.len() < 2
        || lower
            .filled()
            .any(|(_, cell)| is_figure(cell) || cell.chars().count() > 60)
    {
        return false;
    }
    let groups = groups(grid, at);
    let width = upper.cells.len().max(lower.cells.len());
    if groups.is_empty() {
        return !grid.is_workbook() && is_pair_of_text(upper, lower, width, wanted);
    }
    let is_title = groups.len() == 1 && (groups[0].0 == 0 || groups[0].1 - groups[0].0 + 2 > width);
    let is_in_group = |column: usize| groups.iter().any(|(first, last)| (*first..=*last).contains(&column));
    let names_group =
        |(first, last): &(usize, usize)| (*first..=*last).filter(|column| holds(lower, *column)).count() > 1;
    // Under a header that stands for itself there is nothing; under one of one row there is the first record.
    let stands_alone = (0..width).all(|column| is_in_group(column) || !(holds(upper, column) && holds(lower, column)));
    !is_title && stands_alone && groups.iter().any(names_group)
}

/// The same where nothing says what was merged: each name above begins a group, or stands alone.
fn is_pair_of_text(upper: &Row, lower: &Row, width: usize, wanted: &Wanted<'_>) -> bool {
    let holds = |row: &Row, column: usize| !row.cell(column).trim().is_empty();
    let begins = |column: &usize| holds(upper, *column) && holds(lower, *column);
    let goes_on = |column: usize| column < width && !holds(upper, column) && holds(lower, column);
    let mut starts = (0..width).filter(begins).peekable();
    if starts.peek().is_none() || upper.filled().count() < 2 || !starts.all(|column| goes_on(column + 1)) {
        return false;
    }
    let names: BTreeSet<String> = lower.filled().map(|(_, name)| normalised(name)).collect();
    let known = lower.filled().filter(|(_, name)| (wanted.is_known)(name)).count();
    names.len() < lower.filled().count() || known > 1
}

/// Words of a group above the header without which the name below means something else.
const TELLING: [&str; 26] = [
    "inherent",
    "inhärent",
    "gross",
    "raw",
    "brutto",
    "brut",
    "initial",
    "before",
    "current",
    "actual",
    "aktuell",
    "residual",
    "résiduel",
    "rest",
    "net",
    "netto",
    "target",
    "ziel",
    "cible",
    "after",
    "treatment",
    "residuo",
    "inherente",
    "intrinseco",
    "justification",
    "threat",
];

impl Heading {
    /// Returns the names of the columns.
    pub fn names(&self, grid: &Grid, wanted: &Wanted<'_>) -> Vec<String> {
        let upper = &grid.rows[self.at];
        let lower = grid.rows.get(self.at + 1).filter(|_| self.rows == 2);
        let Some(lower) = lower else {
            return upper.cells.iter().map(str::to_owned).collect();
        };
        let width = upper.cells.len().max(lower.cells.len());
        let groups = groups(grid, self.at);
        let mut above = "";
        let mut names = Vec::with_capacity(width);
        for column in 0..width {
            let (own, below) = (upper.cell(column).trim(), lower.cell(column).trim());
            let group = groups.iter().find(|(first, last)| (*first..=*last).contains(&column));
            above = match group {
                Some((first, _)) => upper.cell(*first).trim(),
                None if own.is_empty() && (grid.is_workbook() || below.is_empty()) => "",
                None if own.is_empty() => above,
                None => own,
            };
            names.push(joined(above, below, lower, wanted));
        }
        names
    }

    /// Says where the header was found, if not in the first row with content.
    pub fn note(&self, grid: &Grid) -> Option<Note> {
        let above = &grid.rows[..self.at];
        let is_news = self.is_found && (!above.is_empty() || self.rows == 2);
        is_news.then(|| Note::HeaderFound {
            row: grid.rows[self.at].number,
            rows: self.rows,
            above: above.iter().map(Line::of).collect(),
        })
    }
}

/// Joins a group and a name; a group that only sorts columns, such as "General", is left out where the name is known.
fn joined(above: &str, below: &str, lower: &Row, wanted: &Wanted<'_>) -> String {
    if above.is_empty() || below.is_empty() || normalised(above) == normalised(below) {
        return if below.is_empty() { above } else { below }.to_owned();
    }
    let joined = format!("{above} {below}");
    let is_only = lower
        .filled()
        .filter(|(_, name)| normalised(name) == normalised(below))
        .count()
        == 1;
    let group = above.to_lowercase();
    let is_telling = TELLING.iter().any(|word| group.contains(word));
    if is_only && !is_telling && (wanted.is_known)(below) && !(wanted.is_known)(&joined) {
        return below.to_owned();
    }
    joined
}
