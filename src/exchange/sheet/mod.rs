//! A table read from a file: delimited text, a sheet of a workbook, a list of objects in JSON, or a table in Markdown.
//!
//! [`Sheet::read`] accepts what spreadsheet programs write and people edit: any usual encoding and delimiter, cells
//! of many lines, repeated headers, rows of other lengths, titles above the table. What it had to assume or leave out
//! is in [`Sheet::notes`], so that an import can show it before anything is written. It fails only where going on
//! would mean importing nonsense.

pub mod delimiter;
pub mod encoding;
pub mod foreign;
mod grid;
pub mod header;
mod json;
mod layout;
mod markdown;
pub mod note;
pub(in crate::exchange) mod quotes;
pub(in crate::exchange) mod records;
pub mod row;
pub mod tidy;
mod workbook;

use crate::exchange::sheet::delimiter::{Delimiter, FoundBy};
use crate::exchange::sheet::encoding::Charset;
use crate::exchange::sheet::foreign::Foreign;
use crate::exchange::sheet::grid::Grid;
use crate::exchange::sheet::header::Header;
use crate::exchange::sheet::note::{Note, SheetError};
use crate::exchange::sheet::quotes::mended;
use crate::exchange::sheet::records::Records;
use crate::exchange::sheet::tidy::tidy;
use crate::exchange::sheet::workbook::Workbook;

pub use crate::exchange::sheet::row::Row;

/// The largest file read; callers can check before they load it.
pub const MAX_BYTES: usize = 64 << 20;

/// The most cells a table may have, which bounds the memory a file of nothing but delimiters takes.
pub const MAX_CELLS: usize = 5_000_000;

/// What the user may say about a file instead of letting it be found out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The encoding; a byte order mark still outranks it.
    pub charset: Option<Charset>,
    /// The delimiter; it outranks a `sep=` line.
    pub delimiter: Option<Delimiter>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row of the header, from 1, as a spreadsheet program numbers it. Empty rows there are passed over.
    pub header_row: Option<usize>,
    /// How many rows the header has: one, or two of which the upper one names groups.
    pub header_rows: Option<usize>,
}

/// What is looked for in a file, to find the sheet and the row of the header.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Returns whether a header is a known one.
    pub is_known: &'a dyn Fn(&str) -> bool,
    /// Returns whether the name of a sheet says that it is the one, or that it is one of something else.
    pub is_named: &'a dyn Fn(&str) -> Option<bool>,
}

impl Wanted<'_> {
    /// Any table.
    pub const ANY: Wanted<'static> = Wanted {
        is_known: &|_| false,
        is_named: &|_| None,
    };
}

/// A table: headers, the rows below them, and what reading it found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name of the sheet in its workbook.
    pub name: Option<String>,
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
    /// Reads a table in `bytes`, whatever it is of.
    ///
    /// # Errors
    ///
    /// As [`Sheet::find`].
    pub fn read(bytes: &[u8], options: &Options) -> Result<Self, SheetError> {
        Self::find(bytes, options, &Wanted::ANY)
    }

    /// Reads the table in `bytes` that is `wanted`.
    ///
    /// # Errors
    ///
    /// As [`File::open`] and [`File::find`].
    pub fn find(bytes: &[u8], options: &Options, wanted: &Wanted<'_>) -> Result<Self, SheetError> {
        File::open(bytes)?.find(options, wanted)
    }

    /// Finds the column `wanted` names: `Name`, `name#2`, or by place, `#3`.
    pub fn column(&self, wanted: &str) -> Option<&Header> {
        header::find(&self.headers, wanted)
    }

    /// Tells whether it is delimited text, in which cells that look like formulas have an apostrophe in front.
    pub fn is_delimited(&self) -> bool {
        self.notes.iter().any(|note| matches!(note, Note::Delimiter { .. }))
    }

    /// Returns the lines on which a quote opens that nothing closes.
    pub fn open_quotes(&self) -> &[usize] {
        let lines = self.notes.iter().find_map(|note| match note {
            Note::OpenQuotes(lines) => Some(lines.as_slice()),
            _ => None,
        });
        lines.unwrap_or_default()
    }

    /// Puts columns together into one with another name, in the place of the first of them.
    pub fn join(&mut self, columns: &[usize], name: &str, text: impl Fn(&Row) -> String) {
        let Some(place) = columns.iter().min().copied() else {
            return;
        };
        let stays = |column: usize| column == place || !columns.contains(&column);
        let labels: Vec<&str> = columns
            .iter()
            .map(|column| self.headers[*column].label.as_str())
            .collect();
        let label = labels.join(" ");
        for row in &mut self.rows {
            let whole = text(row);
            row.cells.set(place, &whole);
            let cells = row.cells.iter().enumerate().filter(|(column, _)| stays(*column));
            row.cells = cells.map(|(_, cell)| cell).collect();
        }
        name.clone_into(&mut self.headers[place].name);
        self.headers[place].label = label;
        self.headers.retain(|header| stays(header.index));
        for (index, header) in self.headers.iter_mut().enumerate() {
            header.index = index;
        }
    }

    /// Returns the cells of one column, top to bottom.
    pub fn values(&self, index: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cell(index))
    }
}

/// A file whose tables are read one after the other; a workbook or a file of JSON is opened once for all of them.
pub struct File<'a> {
    bytes: &'a [u8],
    /// Whether the name of the file says that it is Markdown, or that it is not.
    is_markdown: Option<bool>,
    form: Form<'a>,
}

/// What is in a file.
enum Form<'a> {
    /// Text that was not looked at yet.
    Text,
    /// Text in which cells are separated, whose tables have no names.
    Delimited,
    Book(Workbook<'a>),
    Json(json::Lists),
}

impl<'a> File<'a> {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// When the file is too large, or something other than a workbook or text.
    pub fn open(bytes: &'a [u8]) -> Result<Self, SheetError> {
        if bytes.len() > MAX_BYTES {
            return Err(SheetError::TooLarge { bytes: bytes.len() });
        }
        let kind = foreign::by_bytes(bytes);
        let book = kind.map(|kind| Workbook::open(bytes, kind)).transpose()?;
        Ok(Self {
            bytes,
            is_markdown: None,
            form: book.map_or(Form::Text, Form::Book),
        })
    }

    /// Takes into account what the file is called: text with bars and dashes may be Markdown, or hold some in a cell.
    #[must_use]
    pub fn called(self, name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let is_markdown = match ending.as_deref() {
            Some("md" | "markdown") => Some(true),
            Some("csv" | "tsv" | "tab") => Some(false),
            _ => None,
        };
        Self { is_markdown, ..self }
    }

    /// Reads the table that is `wanted`.
    ///
    /// # Errors
    ///
    /// When the file is empty, has no row below its header, or is something other than a table.
    pub fn find(&mut self, options: &Options, wanted: &Wanted<'_>) -> Result<Sheet, SheetError> {
        match &mut self.form {
            Form::Book(book) => return book.sheet(options, wanted),
            Form::Json(lists) => return lists.sheet(options, wanted),
            Form::Text | Form::Delimited => {}
        }
        let mut notes = Vec::new();
        let text = decoded(self.bytes, options.charset, &mut notes)?;
        if foreign::is_json(&text) {
            let lists = json::Lists::of(text, notes)?;
            let sheet = lists.sheet(options, wanted);
            self.form = Form::Json(lists);
            return sheet;
        }
        let may_be_markdown = options.delimiter.is_none() && self.is_markdown != Some(false);
        if may_be_markdown && markdown::is_markdown(&text, self.is_markdown == Some(true)) {
            return markdown::sheet(&text, options, wanted, notes);
        }
        self.form = Form::Delimited;
        if options.sheet.is_some() {
            return Err(SheetError::NoWorkbook);
        }
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
        layout::sheet(Grid::of_records(records, notes)?, options, wanted)
    }

    /// Reads as much of a table as tells what it holds: of a workbook the first rows, of another file all.
    ///
    /// # Errors
    ///
    /// As [`find`](Self::find).
    pub fn sample(&mut self, options: &Options, wanted: &Wanted<'_>) -> Result<Sheet, SheetError> {
        match &mut self.form {
            Form::Book(book) => book.sample(options, wanted),
            _ => self.find(options, wanted),
        }
    }

    /// Returns the names of the tables that are named after what is wanted, as far as their first rows tell, and those of
    /// all, each with whether it is shown.
    pub fn named(&mut self, options: &Options, wanted: &Wanted<'_>) -> (Vec<String>, Vec<(String, bool)>) {
        match &mut self.form {
            Form::Book(book) => return book.named(options, wanted),
            Form::Json(lists) => {
                let is_named = |name: &&String| (wanted.is_named)(name) == Some(true);
                let named = lists.names().filter(is_named).cloned().collect();
                return (named, lists.names().map(|name| (name.clone(), true)).collect());
            }
            Form::Delimited => return (Vec::new(), Vec::new()),
            Form::Text => {}
        }
        // A file without a table of this kind is no fault here.
        let found = self.find(options, wanted);
        if matches!(self.form, Form::Json(_)) {
            return self.named(options, wanted);
        }
        let Ok(sheet) = found else {
            return (Vec::new(), Vec::new());
        };
        let all = sheet.notes.iter().flat_map(Note::sheets);
        let all = all.map(|name| (name.clone(), true)).collect();
        let named = sheet
            .name
            .into_iter()
            .filter(|name| (wanted.is_named)(name) == Some(true));
        (named.collect(), all)
    }

    /// Reads the other sheets of the workbook that hold the same kind of table as `sheet`; none beside a text.
    pub fn beside(&mut self, sheet: &Sheet, wanted: &Wanted<'_>) -> Vec<Sheet> {
        match (&sheet.name, &mut self.form) {
            (Some(name), Form::Book(book)) => book.beside(name, wanted),
            _ => Vec::new(),
        }
    }
}

fn decoded(bytes: &[u8], asked: Option<Charset>, notes: &mut Vec<Note>) -> Result<String, SheetError> {
    let decoded = encoding::decode(bytes, asked);
    let kind = foreign::by_text(&decoded.text);
    if let Some(kind) = kind.filter(|kind| *kind != Foreign::Binary) {
        return Err(SheetError::Foreign(kind));
    }
    let (text, controls) = tidy(&decoded.text);
    if let (Some(kind), spots) = (kind, controls) {
        return Err(spots.map_or(SheetError::Foreign(kind), SheetError::NotText));
    }
    notes.push(Note::Encoding {
        charset: decoded.charset,
        found: decoded.found,
    });
    notes.extend(decoded.replaced.map(Note::Replaced));
    notes.extend(decoded.lost.map(Note::Lost));
    notes.extend(decoded.mojibake.map(Note::Mojibake));
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
        (None, None) => delimiter::sniff(body, options.header_row.unwrap_or(1)),
    };
    notes.push(Note::Delimiter { delimiter, found });
    (body, line, delimiter)
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
        let found = read(text);
        assert_eq!((found.header_row, found.headers.len(), found.rows.len()), (3, 3, 1));
        assert_eq!(
            warnings(&found),
            ["the header is row 3; above it and left out: row 1 `Our inventory`"]
        );
        let asked = |row| {
            let options = Options {
                header_row: Some(row),
                ..Options::default()
            };
            Sheet::read(text.as_bytes(), &options).expect("sheet")
        };
        assert!(asked(1).notes.contains(&Note::Title { row: 1, better: 3 }));
        assert_eq!(asked(3).headers.len(), 3);
        assert_eq!(warnings(&asked(3)), Vec::<String>::new());
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
        let controls = error(b"Name,Owner\nA,\x1bn\x07a\n").to_string();
        assert!(
            controls.contains("control characters (2, first at line 2, character 3)"),
            "{controls}"
        );
        assert!(error(b"<html><table>").to_string().contains("save it as CSV"));
        assert!(
            error(&vec![b','; MAX_BYTES + 1])
                .to_string()
                .starts_with("The file has 65 MiB")
        );
        assert_eq!(error(",".repeat(20_000).as_bytes()), SheetError::TooWide { line: 1 });
        let many = format!("{}\n", ",".repeat(999)).repeat(MAX_CELLS / 1_000 + 1);
        assert_eq!(error(many.as_bytes()), SheetError::TooManyCells);
        let options = Options {
            header_row: Some(9),
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
