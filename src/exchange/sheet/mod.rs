//! A table read from a file of delimited text.
//!
//! [`Sheet::read`] accepts what spreadsheet programs write and people edit: any usual encoding and delimiter, cells
//! of many lines, repeated headers, rows of other lengths. What it had to assume or leave out is in
//! [`Sheet::notes`], so that an import can show it before anything is written. It fails only where going on would
//! mean importing nonsense.

pub mod delimiter;
pub mod encoding;
pub mod foreign;
pub mod header;
pub mod note;
pub(in crate::exchange) mod quotes;
pub(in crate::exchange) mod records;
pub mod tidy;

use crate::exchange::sheet::delimiter::{Delimiter, FoundBy};
use crate::exchange::sheet::encoding::Charset;

use crate::exchange::sheet::header::Header;
use crate::exchange::sheet::note::{Note, Ragged, SheetError};
use crate::exchange::sheet::quotes::mended;
use crate::exchange::sheet::records::{Record, Records, TooWide};
use crate::exchange::sheet::tidy::tidy;

/// The largest file read; callers can check before they load it.
pub const MAX_BYTES: usize = 64 << 20;

/// The most cells a table may have, which bounds the memory a file of nothing but delimiters takes.
pub const MAX_CELLS: usize = 5_000_000;

/// What the user may say about a file instead of letting it be found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The encoding; a byte order mark still outranks it.
    pub charset: Option<Charset>,
    /// The delimiter; it outranks a `sep=` line.
    pub delimiter: Option<Delimiter>,
    /// The row of the header, from 1, as a spreadsheet program numbers it. Empty rows there are passed over.
    pub header_row: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            charset: None,
            delimiter: None,
            header_row: 1,
        }
    }
}

/// One row below the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, as a spreadsheet program shows it: the first line is row 1, blank lines count.
    pub number: usize,
    /// The line of the file it begins on, from 1.
    pub line: usize,
    /// Its cells as they are, with `\n` as line end: fewer than there are headers, or more, if the row is ragged.
    pub cells: Vec<String>,
}

impl Row {
    /// Returns the cell in column `index`, or an empty text if the row has none there.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", String::as_str)
    }
}

/// A table: headers, the rows below them, and what reading it found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The row the header was found in.
    pub header_row: usize,
    /// One header per column, in order.
    pub headers: Vec<Header>,
    /// The rows with content, in order; at least one.
    pub rows: Vec<Row>,
    /// What the user should know.
    pub notes: Vec<Note>,
}

impl Sheet {
    /// Reads the table in `bytes`.
    ///
    /// # Errors
    ///
    /// When the file is too large, empty, has no row below its header, or is something other than delimited text.
    pub fn read(bytes: &[u8], options: &Options) -> Result<Self, SheetError> {
        if bytes.len() > MAX_BYTES {
            return Err(SheetError::TooLarge { bytes: bytes.len() });
        }
        if let Some(kind) = foreign::by_bytes(bytes) {
            return Err(SheetError::Foreign(kind));
        }
        let mut notes = Vec::new();
        let text = decoded(bytes, options.charset, &mut notes)?;
        let (body, line, delimiter) = delimited(&text, options, &mut notes);
        let mended = mended(body, delimiter);
        let lines = |found: &[usize]| found.iter().map(|nth| nth + line).collect::<Vec<_>>();
        if !mended.stray.is_empty() {
            notes.push(Note::StrayQuotes(lines(&mended.stray)));
        }
        if !mended.open.is_empty() {
            notes.push(Note::OpenQuotes(lines(&mended.open)));
        }
        let records = Records::new(&mended.text, delimiter, line);
        Self::of_records(records, options.header_row, notes)
    }

    /// Finds the column `wanted` names: `Name`, `name#2`, or by place, `#3`.
    pub fn column(&self, wanted: &str) -> Option<&Header> {
        header::find(&self.headers, wanted)
    }

    /// Returns the lines on which a quote opens that nothing closes.
    pub fn open_quotes(&self) -> &[usize] {
        let lines = self.notes.iter().find_map(|note| match note {
            Note::OpenQuotes(lines) => Some(lines.as_slice()),
            _ => None,
        });
        lines.unwrap_or_default()
    }

    /// Returns the cells of one column, top to bottom.
    pub fn values(&self, index: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cell(index))
    }

    fn of_records(records: Records<'_>, header_row: usize, mut notes: Vec<Note>) -> Result<Self, SheetError> {
        let row = header_row.max(1);
        let mut top: Option<Record> = None;
        let mut rows: Vec<Row> = Vec::new();
        let (mut cells, mut last_full) = (0, 0);
        let mut empty: Vec<usize> = Vec::new();
        let mut any = false;
        for record in records {
            let record = record.map_err(|TooWide(line)| SheetError::TooWide { line })?;
            cells += record.cells.len();
            if cells > MAX_CELLS {
                return Err(SheetError::TooManyCells);
            }
            let filled = record.filled() > 0;
            any |= filled;
            if record.row < row || (!filled && top.is_none()) {
                continue;
            }
            if !filled {
                empty.push(record.row);
            } else if top.is_none() {
                top = Some(record);
            } else {
                last_full = record.row;
                rows.push(Row {
                    number: record.row,
                    line: record.line,
                    cells: record.cells,
                });
            }
        }
        let top = match top {
            Some(top) => top,
            None if any => return Err(SheetError::NoHeader { row }),
            None => return Err(SheetError::Empty),
        };
        if rows.is_empty() {
            return Err(SheetError::HeaderOnly { row: top.row });
        }
        let between = empty.iter().filter(|row| **row < last_full).count();
        let headers = columns(&top, &rows, &mut notes);
        if between > 0 {
            notes.push(Note::EmptyRows(between));
        }
        match title(&top, &rows) {
            // Every row is ragged against a title, which is the same news over and over.
            Some(note) => notes.push(note),
            None => notes.extend(ragged(top.cells.len(), &rows)),
        }
        Ok(Self {
            header_row: top.row,
            headers,
            rows,
            notes,
        })
    }
}

fn decoded(bytes: &[u8], asked: Option<Charset>, notes: &mut Vec<Note>) -> Result<String, SheetError> {
    let decoded = encoding::decode(bytes, asked);
    if let Some(kind) = foreign::by_text(&decoded.text) {
        return Err(SheetError::Foreign(kind));
    }
    let (text, controls) = tidy(&decoded.text);
    notes.push(Note::Encoding {
        charset: decoded.charset,
        found: decoded.found,
    });
    notes.extend(decoded.replaced.map(Note::Replaced));
    notes.extend(decoded.lost.map(Note::Lost));
    notes.extend(controls.map(Note::Controls));
    Ok(text)
}

/// Returns the text below a `sep=` line, the line it begins on, and its delimiter.
fn delimited<'a>(text: &'a str, options: &Options, notes: &mut Vec<Note>) -> (&'a str, usize, Delimiter) {
    let sep = delimiter::sep_line(text);
    let (body, line) = sep.map_or((text, 1), |(_, rest)| (rest, 2));
    let (delimiter, found) = match (options.delimiter, sep) {
        (Some(asked), _) => (asked, FoundBy::Asked),
        (None, Some((named, _))) => (named, FoundBy::SepLine),
        (None, None) => delimiter::sniff(body, options.header_row),
    };
    notes.push(Note::Delimiter { delimiter, found });
    (body, line, delimiter)
}

/// Makes the headers, without the nameless columns at the right edge that hold nothing.
fn columns(top: &Record, rows: &[Row], notes: &mut Vec<Note>) -> Vec<Header> {
    let mut headers = header::headers(&top.cells);
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
fn title(top: &Record, rows: &[Row]) -> Option<Note> {
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    if top.filled() > 1 {
        return None;
    }
    let better = rows.iter().take(20).find(|row| filled(&row.cells) > 1)?;
    Some(Note::Title {
        row: top.row,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sheet::encoding::Found;

    fn read(text: &str) -> Sheet {
        Sheet::read(text.as_bytes(), &Options::default()).expect(text)
    }

    fn error(bytes: &[u8]) -> SheetError {
        Sheet::read(bytes, &Options::default()).expect_err("no sheet")
    }

    fn warnings(sheet: &Sheet) -> Vec<String> {
        let notes = sheet.notes.iter().filter(|note| note.is_warning());
        notes.map(ToString::to_string).collect()
    }

    #[test]
    fn many_lines_in_a_cell_and_mixed_line_ends_are_read() {
        let sheet = read("Id,Use\r\n Case\r\n1,\"a\n\nb\"\r\n2,\"say \"\"hi\"\"\"\r\n");
        assert_eq!(sheet.rows[1].cells, ["1", "a\n\nb"]);
        let places: Vec<_> = sheet.rows.iter().map(|row| (row.number, row.line)).collect();
        assert_eq!(places, [(2, 2), (3, 3), (4, 6)]);
        let old_mac = read("Id,Name\r1,One\r2,Two\r");
        assert_eq!(old_mac.values(1).collect::<Vec<_>>(), ["One", "Two"]);
    }

    #[test]
    fn ragged_and_empty_rows_are_reported_and_none_is_lost() {
        let sheet = read("a,b,c,\n1,2,3,\n\n,,,\n4,5\n6,7,8,,9\n,,,\n\n");
        assert_eq!(sheet.headers.len(), 3);
        assert_eq!(sheet.rows.len(), 3);
        assert_eq!(sheet.rows[1].cell(2), "");
        assert_eq!(sheet.rows[2].cell(4), "9");
        assert_eq!(
            warnings(&sheet),
            ["the header has 4 cells, row 5 (line 5) has 2, row 6 (line 6) has 5"]
        );
        assert!(sheet.notes.contains(&Note::EmptyRows(1)));
    }

    #[test]
    fn excel_hints_and_options_are_followed() {
        let sheet = read("sep=;\nName;Name\na,b;c\n");
        assert_eq!(sheet.column("name#2").map(|h| h.index), Some(1));
        assert_eq!((sheet.rows[0].number, sheet.rows[0].line), (2, 3));
        let options = Options {
            delimiter: Some(Delimiter::COMMA),
            ..Options::default()
        };
        let sheet = Sheet::read(b"sep=;\nName;Name\na,b;c\n", &options).expect("sheet");
        assert_eq!(sheet.headers.len(), 1);
    }

    #[test]
    fn a_title_is_noticed_and_the_header_can_be_named() {
        let text = "Our inventory,,\n\nId,Name,Owner\n1,One,\n";
        let better = Note::Title { row: 1, better: 3 };
        assert!(read(text).notes.contains(&better));
        let options = Options {
            header_row: 3,
            ..Options::default()
        };
        let sheet = Sheet::read(text.as_bytes(), &options).expect("sheet");
        assert_eq!((sheet.header_row, sheet.headers.len(), sheet.rows.len()), (3, 3, 1));
        assert_eq!(warnings(&sheet), Vec::<String>::new());
    }

    #[test]
    fn encodings_reach_the_notes() {
        let sheet = Sheet::read(b"Name;Ort\nx;Z\xFCrich\n", &Options::default()).expect("sheet");
        assert_eq!(sheet.rows[0].cell(1), "Zürich");
        let assumed = Note::Encoding {
            charset: Charset::WINDOWS_1252,
            found: Found::Assumed,
        };
        assert_eq!(sheet.notes.first(), Some(&assumed));
    }

    #[test]
    fn a_file_that_is_no_sheet_says_what_it_is() {
        for bytes in [b"" as &[u8], b"\xEF\xBB\xBF", b"\r\n\r\n", b",,\n", b"sep=;\n"] {
            assert_eq!(error(bytes), SheetError::Empty, "{bytes:?}");
        }
        assert_eq!(error(b"\nName,Id\n,\n"), SheetError::HeaderOnly { row: 2 });
        assert!(error(b"PK\x03\x04").to_string().contains("ZIP"));
        assert!(error(b"<html><table>").to_string().contains("save it as CSV"));
        assert!(
            error(&vec![b','; MAX_BYTES + 1])
                .to_string()
                .starts_with("The file has 65 MiB")
        );
        assert_eq!(error(",".repeat(20_000).as_bytes()), SheetError::TooWide { line: 1 });
        let many = format!("{}\n", ",".repeat(9_999)).repeat(MAX_CELLS / 10_000 + 1);
        assert_eq!(error(many.as_bytes()), SheetError::TooManyCells);
        let options = Options {
            header_row: 9,
            ..Options::default()
        };
        assert_eq!(Sheet::read(b"a\n1\n", &options), Err(SheetError::NoHeader { row: 9 }));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..60), text in "[a\u{e9},;\"\r\n\t=\u{feff}]{0,40}") {
            for input in [bytes.as_slice(), text.as_bytes()] {
                if let Ok(sheet) = Sheet::read(input, &Options::default()) {
                    proptest::prop_assert!(!sheet.rows.is_empty());
                    for header in &sheet.headers {
                        proptest::prop_assert_eq!(sheet.column(&header.label), Some(header));
                    }
                }
            }
        }
    }
}
