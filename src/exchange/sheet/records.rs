//! Records and cells of delimited text, as the `csv` crate splits it.
//!
//! What an import report needs beyond the cells is added here: the row as a spreadsheet program numbers it (blank
//! lines count), and the line a record begins on.

use csv::{Reader, ReaderBuilder, StringRecord};

use crate::exchange::sheet::delimiter::Delimiter;
use crate::exchange::sheet::row::Cells;

/// One record and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::exchange) struct Record {
    /// The row, from 1, counting blank lines as a spreadsheet program does.
    pub row: usize,
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its cells, at least one.
    pub cells: Cells,
}

impl Record {
    /// Returns whether some cell holds a lone quote, as one does that a wrong delimiter cut open.
    pub fn is_cut_open(&self) -> bool {
        self.cells.iter().any(|cell| cell.matches('"').count() % 2 == 1)
    }
}

/// The most cells a row may have, in a text as in a workbook; nobody has a table as wide.
pub(in crate::exchange) const MAX_WIDTH: usize = 1_000;

/// The line of a row with more than [`MAX_WIDTH`] cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange) struct TooWide(pub usize);

/// The records of a text whose line ends are all `\n`. Blank lines are passed over, but counted.
pub(in crate::exchange) struct Records<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// The line of the file on which `text` begins.
    line: usize,
    row: usize,
    stopped: bool,
}

impl<'a> Records<'a> {
    /// Reads `text`, whose first line is line number `line` of its file.
    pub fn new(text: &'a str, delimiter: Delimiter, line: usize) -> Self {
        Self {
            text,
            reader: reader(text, delimiter),
            line,
            row: 0,
            stopped: false,
        }
    }
}

fn reader(text: &str, delimiter: Delimiter) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.byte())
        .from_reader(text.as_bytes())
}

impl Iterator for Records<'_> {
    type Item = Result<Record, TooWide>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = StringRecord::new();
        // A text in memory is always readable and UTF-8, so an error is the end like any other.
        if self.stopped || !self.reader.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        let position = record.position()?;
        let start = position.byte() as usize;
        let blank = self.text.bytes().skip(start).take_while(|b| *b == b'\n').count();
        let line = self.line + position.line() as usize - 1 + blank;
        self.row += blank + 1;
        if record.len() > MAX_WIDTH {
            self.stopped = true;
            return Some(Err(TooWide(line)));
        }
        Some(Ok(Record {
            row: self.row,
            line,
            cells: record.iter().collect(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<Record, TooWide>> {
        Records::new(text, Delimiter::COMMA, 1).collect()
    }

    #[test]
    fn rows_and_lines_are_counted_apart() {
        let records: Vec<_> = read("a,b\n\n\"x\ny\"\"z\",2\nlast,").into_iter().flatten().collect();
        let places: Vec<_> = records.iter().map(|r| (r.row, r.line)).collect();
        assert_eq!(places, [(1, 1), (3, 3), (4, 5)]);
        assert_eq!(records[1].cells, ["x\ny\"z", "2"]);
        assert_eq!(records[2].cells, ["last", ""]);
    }

    #[test]
    fn a_row_wider_than_any_sheet_stops_reading() {
        let widest = ",".repeat(MAX_WIDTH - 1);
        assert!(read(&widest).iter().all(Result::is_ok));
        assert_eq!(read(&format!("a\n{widest},\nb")).last(), Some(&Err(TooWide(2))));
    }
}
