//! A second table below the first on the same sheet: its rows are no records of the first.

use crate::domain::kinds;
use crate::domain::record::field::Kind;
use crate::exchange::import::{Known, people};
use crate::exchange::sheet::header::normalised;
use crate::exchange::sheet::note::{Line, Note};
use crate::exchange::sheet::{Row, Sheet};

/// With fewer cells a row of headings is none: a record may have two such words.
const FEWEST: usize = 3;

/// Text longer than this is no heading.
const LONGEST: usize = 80;

/// Takes from a sheet the table that begins below the rows of the first, and tells where it is.
pub(super) fn take(sheet: &mut Sheet) {
    // What cannot be headings is not compared with those of all kinds.
    let is_word = |cell: &str| cell.len() <= LONGEST && !cell.contains(|c: char| c.is_ascii_digit() || c == '\n');
    let may_be = |row: &Row| row.filled().count() >= FEWEST && row.filled().all(|(_, cell)| is_word(cell));
    let mut all: Vec<Known> = Vec::new();
    let mut before = 0;
    let begins = |row: &Row| {
        let has_gap = before > 0 && row.number > before + 1;
        before = row.number;
        if !may_be(row) {
            return false;
        }
        if all.is_empty() {
            let kinds = kinds::ALL.iter().copied().chain([&people::KIND]);
            all.extend(kinds.map(|kind: &'static Kind| Known::of(kind)));
        }
        let names: Vec<String> = row.filled().map(|(_, cell)| normalised(cell)).collect();
        all.iter().any(|known| {
            let count = names.iter().filter(|name| known.is_name(name)).count();
            count == names.len() || (has_gap && known.is_name(&names[0]) && count * 3 >= names.len() * 2)
        })
    };
    let Some(at) = sheet.rows.iter().position(begins) else {
        return;
    };
    // A table of which nothing is left is read as it is.
    if at == 0 {
        return;
    }
    let rows = sheet.rows.split_off(at);
    let Some(first) = rows.first() else {
        return;
    };
    sheet.notes.retain_mut(|note| match note {
        Note::Ragged { rows, .. } => {
            rows.retain(|row| row.row < first.number);
            !rows.is_empty()
        }
        _ => true,
    });
    sheet.notes.push(Note::SecondTable {
        header: Line::of(first),
        below: rows.len() - 1,
    });
}
