//! Splitting text into records and cells.
//!
//! The rules are those of RFC 4180 as the `csv` crate reads it, and the tests hold both against each other. It is
//! done here because an import report needs what that reader does not tell: the row as the spreadsheet program
//! numbers it (blank lines count), the line a record begins on, and a quote that nothing closes.

use super::delimiter::Delimiter;

/// One record and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// The row, from 1, counting blank lines as a spreadsheet program does.
    pub row: usize,
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its cells, at least one.
    pub cells: Vec<String>,
    /// Whether a quote stands inside an unquoted cell or behind a quoted one.
    pub stray: bool,
}

impl Record {
    /// Returns how many cells hold something.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }
}

/// The most cells a row may have: as many as the widest sheet of any spreadsheet program.
pub(super) const MAX_WIDTH: usize = 16_384;

/// Why reading stops before the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A quote opens on this line and nothing closes it.
    OpenQuote(usize),
    /// The row on this line has more than [`MAX_WIDTH`] cells.
    TooWide(usize),
}

/// The records of a text whose line ends are all `\n`. Blank lines are passed over, but counted.
#[derive(Debug, Clone)]
pub(super) struct Records<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
    line: usize,
    row: usize,
    stray: bool,
}

impl<'a> Records<'a> {
    /// Reads `text`, whose first line is line number `line` of its file.
    pub fn new(text: &'a str, delimiter: Delimiter, line: usize) -> Self {
        Self {
            text,
            at: 0,
            delimiter: delimiter.byte(),
            line,
            row: 1,
            stray: false,
        }
    }

    /// Reads one cell; afterwards `at` is on the delimiter or line end behind it, or at the end.
    fn cell(&mut self) -> Result<String, Stop> {
        let Some(inside) = self.text[self.at..].strip_prefix('"') else {
            return Ok(self.plain().to_owned());
        };
        let open = Stop::OpenQuote(self.line);
        let mut cell = String::new();
        let mut rest = inside;
        loop {
            let close = rest.find('"').ok_or(open)?;
            cell.push_str(&rest[..close]);
            rest = &rest[close + 1..];
            let Some(after) = rest.strip_prefix('"') else { break };
            cell.push('"');
            rest = after;
        }
        self.at = self.text.len() - rest.len();
        self.line += cell.bytes().filter(|b| *b == b'\n').count();
        // Text behind a closing quote is kept, as every reader does.
        cell.push_str(self.plain());
        Ok(cell)
    }

    fn plain(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let ends = |b: u8| b == self.delimiter || b == b'\n';
        let length = rest.bytes().position(ends).unwrap_or(rest.len());
        self.at += length;
        self.stray |= rest[..length].contains('"');
        &rest[..length]
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Stop>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.text.as_bytes().get(self.at) == Some(&b'\n') {
            self.at += 1;
            self.line += 1;
            self.row += 1;
        }
        if self.at >= self.text.len() {
            return None;
        }
        let (row, line) = (self.row, self.line);
        let mut cells = Vec::new();
        self.stray = false;
        loop {
            let cell = if cells.len() < MAX_WIDTH {
                self.cell()
            } else {
                Err(Stop::TooWide(line))
            };
            match cell {
                Ok(cell) => cells.push(cell),
                Err(stop) => {
                    self.at = self.text.len();
                    return Some(Err(stop));
                }
            }
            let end = self.text.as_bytes().get(self.at).copied();
            self.at += 1;
            if end != Some(self.delimiter) {
                break;
            }
        }
        self.line += 1;
        self.row += 1;
        let stray = self.stray;
        Some(Ok(Record {
            row,
            line,
            cells,
            stray,
        }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<Result<Record, Stop>> {
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
    fn an_open_quote_says_where_it_opens() {
        assert_eq!(read("a\n\"x\ny\",\"z\n1\n").last(), Some(&Err(Stop::OpenQuote(3))));
    }

    #[test]
    fn a_row_wider_than_any_sheet_stops_reading() {
        let widest = ",".repeat(MAX_WIDTH - 1);
        assert!(read(&widest).iter().all(Result::is_ok));
        assert_eq!(read(&format!("a\n{widest},\nb")).last(), Some(&Err(Stop::TooWide(2))));
    }

    proptest! {
        #[test]
        fn cells_are_those_of_the_csv_crate(text in "[a\",;\n é]{0,40}") {
            let ours: Result<Vec<_>, _> = Records::new(&text, Delimiter::COMMA, 1).collect();
            if let Ok(ours) = ours {
                let mut reader = csv::ReaderBuilder::new()
                    .has_headers(false)
                    .flexible(true)
                    .from_reader(text.as_bytes());
                let theirs: Vec<Vec<String>> = reader
                    .records()
                    .map(|record| record.expect("text").iter().map(str::to_owned).collect())
                    .collect();
                let ours: Vec<_> = ours.into_iter().map(|record| record.cells).collect();
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
