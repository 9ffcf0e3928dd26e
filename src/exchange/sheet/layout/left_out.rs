//! Rows that are no records: hints under the header, headings of sections, totals, and what stands below the table.
//!
//! A row that may be a record is one. Each row that is left out is named with what it says.

use std::collections::BTreeMap;

use crate::exchange::sheet::grid::Grid;
use crate::exchange::sheet::header::normalised;
use crate::exchange::sheet::layout::heading::is_figure;
use crate::exchange::sheet::note::{LeftOut, Line, Note};
use crate::exchange::sheet::row::Row;

/// What is known of a table before its rows are judged.
struct Table {
    /// How many cells a row usually has.
    usual: usize,
    /// The first column in which most rows hold something.
    first: usize,
    /// Whether that column holds short names of things, such as ids, and no titles.
    is_of_ids: bool,
    /// The last row that is surely a record.
    last_full: usize,
    /// How wide the cells are that were merged across columns of one row, by row and column.
    across: BTreeMap<(usize, usize), usize>,
}

impl Table {
    fn of(grid: &Grid, rows: &[Row]) -> Self {
        let mut counts: Vec<usize> = rows.iter().map(|row| row.filled().count()).collect();
        counts.sort_unstable();
        // A quarter of the rows has as many cells or more; the others may be headings and incomplete.
        let usual = counts[counts.len() * 3 / 4];
        let full = || rows.iter().filter(|row| is_full(row, usual));
        let number = full().count();
        let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let holds =
            |column: &usize| full().filter(|row| !row.cell(*column).trim().is_empty()).count() * 4 >= number * 3;
        let first = (0..widest).find(holds).unwrap_or_default();
        let ids = full().filter(|row| is_id(row.cell(first))).count();
        let across = grid.merged.iter().filter(|area| area.start.0 == area.end.0);
        Self {
            usual,
            first,
            is_of_ids: ids * 4 >= number * 3,
            last_full: full().next_back().map_or(0, |row| row.number),
            across: across.map(|area| (area.start, area.end.1 - area.start.1 + 1)).collect(),
        }
    }
}

/// Returns whether a row has more cells than a heading or a total has.
fn is_full(row: &Row, usual: usize) -> bool {
    row.filled().count() >= usual.div_ceil(2).max(3)
}

/// Returns whether a cell is a short name with a number or of capitals: `R-01`, `A.6.2.4`, `4.1`, `Clause 6.1.2`.
fn is_id(cell: &str) -> bool {
    let cell = cell.trim();
    let has_number = cell.chars().any(|c| c.is_ascii_digit());
    let words = cell.split_whitespace().count();
    let is_code = words == 1 && !cell.chars().any(char::is_lowercase);
    !cell.is_empty() && cell.chars().count() <= 20 && words <= 2 && (has_number || is_code)
}

/// Takes the rows that are no records out and says which they were.
pub(super) fn take(grid: &Grid, names: &[String], rows: &mut Vec<Row>) -> Vec<Note> {
    let hints = rows.iter().take(2).take_while(|row| is_hint(row)).count();
    let hints: Vec<Line> = rows.drain(..hints).map(|row| Line::of(&row)).collect();
    let mut notes: Vec<Note> = said(LeftOut::Hint, hints).into_iter().collect();
    let repeated = |row: &mut Row| is_header(row, names);
    let headers: Vec<Line> = rows.extract_if(.., repeated).map(|row| Line::of(&row)).collect();
    notes.extend(said(LeftOut::Header, headers));
    if rows.len() < 2 {
        return notes;
    }
    let table = Table::of(grid, rows);
    if table.usual == 2 && names.len() > 2 {
        let ends = rows
            .iter()
            .rposition(|row| row.filled().count() > 1)
            .map_or(0, |at| at + 1);
        let is_lone_total = |row: &mut Row| is_lone(row, &TOTALS);
        let is_lone_note = |row: &mut Row| is_lone(row, &MADE_BY);
        let totals: Vec<Line> = rows
            .extract_if(ends.., is_lone_total)
            .map(|row| Line::of(&row))
            .collect();
        let below: Vec<Line> = rows
            .extract_if(ends.., is_lone_note)
            .map(|row| Line::of(&row))
            .collect();
        notes.extend(said(LeftOut::Total, totals));
        notes.extend(said(LeftOut::Below, below));
    }
    if table.usual < 3 {
        return notes;
    }
    let mut lines: [Vec<Line>; 3] = Default::default();
    let (mut is_below, mut before) = (false, 0);
    rows.retain(|row| {
        let has_gap = before > 0 && row.number > before + 1;
        before = row.number;
        let at_end = row.number > table.last_full;
        let found = if is_total(row, &table, at_end) {
            Some(LeftOut::Total)
        } else if at_end && (is_below || is_closing(row, has_gap)) && !is_full(row, table.usual) {
            is_below = true;
            Some(LeftOut::Below)
        } else if is_section(row, &table) {
            Some(LeftOut::Section)
        } else {
            None
        };
        match found {
            Some(LeftOut::Total) => lines[1].push(Line::of(row)),
            Some(LeftOut::Below) => lines[2].push(Line::of(row)),
            Some(_) => lines[0].push(Line::of(row)),
            None => {}
        }
        found.is_none()
    });
    let [sections, totals, below] = lines;
    notes.extend(said(LeftOut::Section, sections));
    notes.extend(said(LeftOut::Total, totals));
    notes.extend(said(LeftOut::Below, below));
    notes
}

fn said(what: LeftOut, rows: Vec<Line>) -> Option<Note> {
    (!rows.is_empty()).then_some(Note::LeftOut { what, rows })
}

/// Returns whether a row says the header again, as where tables were put below each other.
fn is_header(row: &Row, names: &[String]) -> bool {
    let is_again = |(column, cell): (usize, &str)| {
        names
            .get(column)
            .is_some_and(|name| normalised(name) == normalised(cell))
    };
    let most = names.iter().filter(|name| !name.trim().is_empty()).count();
    row.filled().count() >= most.div_ceil(2).max(2) && row.filled().all(is_again)
}

/// Returns whether a row is one cell that begins with one of some words: with a word of a total alone.
fn is_lone(row: &Row, words: &[&str]) -> bool {
    let mut cells = row.filled();
    let (Some((_, text)), None) = (cells.next(), cells.next()) else {
        return false;
    };
    let text = text.trim_end_matches([':', '=', ' ']).to_lowercase();
    words
        .iter()
        .any(|word| text == *word || (word.contains(' ') && text.starts_with(word)))
}

/// Words that begin the line of the program that made the file.
const MADE_BY: [&str; 8] = [
    "generated by",
    "generated on",
    "exported by",
    "exported from",
    "exported on",
    "created by",
    "erstellt mit",
    "généré par",
];

/// Returns whether every cell of a row is help in brackets, as under the header of a form.
fn is_hint(row: &Row) -> bool {
    let is_bracketed = |cell: &str| {
        [('[', ']'), ('<', '>'), ('(', ')'), ('{', '}')]
            .iter()
            .any(|(open, close)| cell.len() > 2 && cell.starts_with(*open) && cell.ends_with(*close))
    };
    row.filled().next().is_some() && row.filled().all(|(_, cell)| is_bracketed(cell))
}

/// Words that begin a row of totals.
const TOTALS: [&str; 28] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sum",
    "count",
    "average",
    "avg",
    "mean",
    "median",
    "overall",
    "summe",
    "gesamt",
    "gesamtsumme",
    "zwischensumme",
    "anzahl",
    "durchschnitt",
    "mittelwert",
    "somme",
    "moyenne",
    "nombre",
    "totale",
    "media",
    "promedio",
    "suma",
    "totaal",
    "gemiddelde",
];

/// Returns whether a row is a label and figures: a total, or below the table a count of something.
fn is_total(row: &Row, table: &Table, at_end: bool) -> bool {
    let mut cells = row.filled();
    let Some((_, label)) = cells.next() else {
        return false;
    };
    let mut figures = 0;
    for (_, cell) in cells {
        if !is_figure(cell) {
            return false;
        }
        figures += 1;
    }
    let label = label.trim_end_matches([':', '=', ' ']).to_lowercase();
    if TOTALS.contains(&label.as_str()) {
        return true;
    }
    at_end && figures == 1 && table.usual > 3 && table.is_of_ids && !is_id(&label) && !is_figure(&label)
}

/// Words that begin what stands below a table.
const CLOSINGS: [&str; 24] = [
    "legend",
    "legende",
    "légende",
    "leyenda",
    "legenda",
    "key:",
    "note:",
    "notes:",
    "source:",
    "quelle:",
    "hinweis:",
    "anmerkung",
    "remarque",
    "prepared by",
    "reviewed by",
    "approved by",
    "signed",
    "signature",
    "unterschrift",
    "freigegeben",
    "erstellt von",
    "date:",
    "datum:",
    "* ",
];

/// Returns whether a row begins a legend, a sign-off or a remark on the whole.
fn is_closing(row: &Row, has_gap: bool) -> bool {
    let mut cells = row.filled();
    let Some((_, text)) = cells.next() else {
        return false;
    };
    let others = cells.count();
    let small = text.to_lowercase();
    let is_announced = CLOSINGS.iter().chain(&MADE_BY).any(|word| small.starts_with(word));
    let explains = text.contains([':', '=']) && text.contains(' ');
    others < 3 && is_announced && (has_gap || others == 0 || text.ends_with(':'))
        || (others == 0 && has_gap && explains)
}

/// Returns whether a row is the heading of a section: one cell, merged across or with words where others have ids.
fn is_section(row: &Row, table: &Table) -> bool {
    let mut cells = row.filled();
    let (Some((column, text)), None) = (cells.next(), cells.next()) else {
        return false;
    };
    let is_merged = table
        .across
        .get(&(row.number, column))
        .is_some_and(|width| *width >= table.usual.max(2));
    is_merged || (column == table.first && table.is_of_ids && !is_figure(text) && is_heading(text))
}

/// Returns whether a text is a heading and no id: words, perhaps after a number, as in `5 Leadership`.
fn is_heading(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    let is_number = |word: &&str| {
        let word = word.trim_end_matches(['.', ':', ')']);
        word.chars().any(|c| c.is_ascii_digit()) && word.chars().filter(|c| c.is_alphabetic()).count() < 2
    };
    let is_numbered = words.next_if(is_number).is_some();
    let letters = words
        .clone()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .count();
    if is_numbered {
        letters > 0
    } else {
        letters > 1 && !is_id(text)
    }
}
