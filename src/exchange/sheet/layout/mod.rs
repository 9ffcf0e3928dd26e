//! From the rows of a file to its table: where the header is, what merged cells say, and which rows are records.

mod heading;
mod left_out;

#[cfg(test)]
mod tests;

use crate::exchange::as_exported::HEADING;
use crate::exchange::sheet::grid::{Area, Grid};
use crate::exchange::sheet::header::{self, Header};
use crate::exchange::sheet::note::{Note, Ragged, SheetError};
use crate::exchange::sheet::row::Row;
use crate::exchange::sheet::{MAX_BYTES, MAX_CELLS, Options, Sheet, Wanted};

/// Makes the table of a file's rows.
pub(in crate::exchange) fn sheet(mut grid: Grid, options: &Options, wanted: &Wanted<'_>) -> Result<Sheet, SheetError> {
    let heading = heading::find(&grid, options, wanted)?;
    let mut notes = std::mem::take(&mut grid.notes);
    let header_row = grid.rows[heading.at].number;
    notes.extend(heading.note(&grid));
    let mut names = heading.names(&grid, wanted);
    let mut rows = grid.rows.split_off(heading.at + heading.rows);
    notes.extend(left_out::take(&grid, &names, &mut rows));
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Err(SheetError::HeaderOnly { row: header_row });
    };
    let (first, last) = (first.number, last.number);
    fill_merged(&grid.merged, &mut rows, &mut notes)?;
    if grid.is_workbook() {
        let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        names.resize(names.len().max(widest), String::new());
        for row in &mut rows {
            row.cells.pad(names.len());
        }
    }
    let headers = columns(&names, &rows, &mut notes);
    let is_between = |row: &&usize| **row > header_row && **row < last;
    let between = grid.empty.iter().filter(is_between).count();
    if between > 0 {
        notes.push(Note::EmptyRows(between));
    }
    if !grid.is_workbook() {
        match title(header_row, &names, &rows) {
            // Every row is ragged against a title, which is the same news over and over.
            Some(note) => notes.push(note),
            None => notes.extend(ragged(names.len(), &rows)),
        }
    }
    let is_row = |number: &&usize| rows.binary_search_by_key(*number, |row| row.number).is_ok();
    let hidden: Vec<usize> = grid.hidden_rows.range(first..=last).filter(is_row).copied().collect();
    if !hidden.is_empty() {
        notes.push(Note::HiddenRows(hidden));
    }
    // An export of ours hides the column itself.
    let is_hidden = |header: &&Header| header.name != HEADING && grid.hidden_columns.contains(&header.index);
    let hidden: Vec<String> = headers
        .iter()
        .filter(is_hidden)
        .map(|header| header.label.clone())
        .collect();
    if !hidden.is_empty() {
        notes.push(Note::HiddenColumns(hidden));
    }
    Ok(Sheet {
        name: grid.name,
        header_row,
        headers,
        rows,
        notes,
    })
}

/// Gives every row its cell of an area that was merged downwards. Rows that hold nothing else stay empty.
fn fill_merged(merged: &[Area], rows: &mut [Row], notes: &mut Vec<Note>) -> Result<(), SheetError> {
    let mut filled: Vec<(usize, String)> = Vec::new();
    let (mut cells, mut bytes) = (0_usize, 0_usize);
    for area in merged.iter().filter(|area| area.end.0 > area.start.0) {
        let from = rows.partition_point(|row| row.number < area.start.0);
        let to = rows.partition_point(|row| row.number <= area.end.0);
        let column = area.start.1;
        let Some((first, others)) = rows[from..to].split_first_mut() else {
            continue;
        };
        let text = first.cell(column).to_owned();
        if first.number != area.start.0 || text.trim().is_empty() || others.is_empty() {
            continue;
        }
        for row in others.iter_mut().filter(|row| row.cell(column).trim().is_empty()) {
            cells += column + 1;
            bytes += text.len();
            if cells > MAX_CELLS || bytes > MAX_BYTES {
                return Err(SheetError::TooManyCells);
            }
            row.cells.set(column, &text);
        }
        filled.push((area.start.0, area.to_string()));
    }
    filled.sort();
    if !filled.is_empty() {
        notes.push(Note::Merged(filled.into_iter().map(|(_, area)| area).collect()));
    }
    Ok(())
}

/// Makes the headers, without the nameless columns at the right edge that hold nothing.
fn columns(names: &[String], rows: &[Row], notes: &mut Vec<Note>) -> Vec<Header> {
    let mut headers = header::headers(names);
    let holds = |index: usize| rows.iter().any(|row| !row.cell(index).trim().is_empty());
    while headers.last().is_some_and(|h| h.name.is_empty() && !holds(h.index)) {
        headers.pop();
    }
    let nameless = headers.iter().filter(|h| h.name.is_empty() && holds(h.index));
    let unnamed: Vec<usize> = nameless.map(|h| h.index).collect();
    if !unnamed.is_empty() {
        notes.push(Note::Unnamed(unnamed));
    }
    headers
}

/// Notes a header of one name above rows of many cells: probably the title of the table.
fn title(header_row: usize, names: &[String], rows: &[Row]) -> Option<Note> {
    if names.iter().filter(|name| !name.trim().is_empty()).count() > 1 {
        return None;
    }
    let better = rows.iter().take(20).find(|row| row.filled().count() > 1)?;
    Some(Note::Title {
        row: header_row,
        better: better.number,
    })
}

/// Notes the rows that miss cells, or have content beyond the last header.
fn ragged(expected: usize, rows: &[Row]) -> Option<Note> {
    let differs = |row: &&Row| {
        let beyond = row.cells.iter().skip(expected).any(|cell| !cell.trim().is_empty());
        beyond || row.cells.len() < expected
    };
    let found: Vec<Ragged> = rows
        .iter()
        .filter(differs)
        .map(|row| Ragged {
            row: row.number,
            line: row.line,
            found: row.cells.len(),
        })
        .collect();
    (!found.is_empty()).then_some(Note::Ragged { expected, rows: found })
}
