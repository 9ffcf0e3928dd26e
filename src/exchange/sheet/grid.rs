//! What a file holds before anybody knows where its table begins: rows of cells, areas that were merged, and what a
//! spreadsheet program does not show.

use std::collections::BTreeSet;
use std::fmt;

use crate::exchange::sheet::MAX_CELLS;
use crate::exchange::sheet::note::{Note, SheetError};
use crate::exchange::sheet::records::{Records, TooWide};
use crate::exchange::sheet::row::Row;

/// The rows of one sheet.
#[derive(Debug, Clone, Default)]
pub(in crate::exchange) struct Grid {
    /// The name of the sheet; none for a file of text.
    pub name: Option<String>,
    /// The rows with content, in order.
    pub rows: Vec<Row>,
    /// The rows between them that hold nothing, of those the file has.
    pub empty: Vec<usize>,
    /// The areas whose cells were merged into one.
    pub merged: Vec<Area>,
    /// The rows a spreadsheet program does not show.
    pub hidden_rows: BTreeSet<usize>,
    /// The columns a spreadsheet program does not show, from 0.
    pub hidden_columns: BTreeSet<usize>,
    /// What the user should know.
    pub notes: Vec<Note>,
}

impl Grid {
    /// Takes the records of delimited text.
    pub fn of_records(records: Records<'_>, notes: Vec<Note>) -> Result<Self, SheetError> {
        let mut grid = Self {
            notes,
            ..Self::default()
        };
        let mut cells = 0;
        for record in records {
            let record = record.map_err(|TooWide(line)| SheetError::TooWide { line })?;
            cells += record.cells.len();
            if cells > MAX_CELLS {
                return Err(SheetError::TooManyCells);
            }
            let row = Row {
                number: record.row,
                line: record.line,
                cells: record.cells,
            };
            grid.push(row);
        }
        Ok(grid)
    }

    /// Adds a row below the others.
    pub fn push(&mut self, row: Row) {
        if row.filled().next().is_some() {
            self.rows.push(row);
        } else {
            self.empty.push(row.number);
        }
    }

    /// Returns whether it comes from a workbook, whose rows are as wide as the widest.
    pub fn is_workbook(&self) -> bool {
        self.name.is_some()
    }
}

/// A rectangle of cells: rows from 1, columns from 0, the last ones included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange) struct Area {
    /// The first row and column.
    pub start: (usize, usize),
    /// The last row and column.
    pub end: (usize, usize),
}

/// Puts cells, each a row and a column, together into the areas that they fill of their columns.
pub(in crate::exchange) fn areas(cells: &BTreeSet<(usize, usize)>) -> Vec<Area> {
    let mut by_column: Vec<(usize, usize)> = cells.iter().map(|(row, column)| (*column, *row)).collect();
    by_column.sort_unstable();
    let mut areas: Vec<Area> = Vec::new();
    for (column, row) in by_column {
        match areas.last_mut() {
            Some(area) if area.end == (row - 1, column) => area.end.0 = row,
            _ => areas.push(Area {
                start: (row, column),
                end: (row, column),
            }),
        }
    }
    areas
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((top, left), (bottom, right)) = (self.start, self.end);
        if self.start == self.end {
            return f.write_str(&place(top, left));
        }
        write!(f, "{}:{}", place(top, left), place(bottom, right))
    }
}

/// Names a cell as spreadsheet programs do: `C7`.
pub(in crate::exchange) fn place(row: usize, column: usize) -> String {
    format!("{}{row}", letters(column))
}

/// Names a column, from 0, as spreadsheet programs do: `A`, `Z`, `AA`.
pub(in crate::exchange) fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut name = Vec::new();
    while left > 0 {
        let digit = ((left - 1) % 26) as u8;
        name.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    name.iter().rev().collect()
}

/// Reads the name of a cell: `C7` is row 7, column 2.
pub(in crate::exchange) fn cell_of(name: &str) -> Option<(usize, usize)> {
    let name = name.trim().replace('$', "");
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column = 0_usize;
    for letter in letters.bytes() {
        let digit = letter.to_ascii_uppercase().checked_sub(b'A').filter(|nth| *nth < 26)?;
        column = column.checked_mul(26)?.checked_add(usize::from(digit) + 1)?;
    }
    Some((row.parse().ok()?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheet_programs_do() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
            assert_eq!(cell_of(&format!("${name}$7")), Some((7, column)));
        }
        for name in ["", "A", "7", "A0x", "É1"] {
            assert_eq!(cell_of(name), None, "{name}");
        }
    }
}
