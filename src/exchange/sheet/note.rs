//! What reading a sheet found out and the user should know: facts, things to look at, and what stops it.

use std::fmt;

use crate::exchange::sheet::delimiter::{Delimiter, FoundBy};
use crate::exchange::sheet::encoding::{Charset, Found};
use crate::exchange::sheet::foreign::Foreign;
use crate::exchange::sheet::row::Row;
use crate::exchange::sheet::tidy::Spots;

/// A row with more or fewer cells than the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ragged {
    /// The row, as a spreadsheet program numbers it.
    pub row: usize,
    /// The line of the file it begins on.
    pub line: usize,
    /// How many cells it has.
    pub found: usize,
}

/// A row that was left out, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The row, as a spreadsheet program numbers it.
    pub row: usize,
    /// Its cells.
    pub text: String,
}

impl Line {
    /// How much of a row is shown.
    const SHOWN: usize = 60;

    pub(in crate::exchange) fn of(row: &Row) -> Self {
        let cells: Vec<&str> = row.filled().map(|(_, cell)| cell).collect();
        let text = cells.join(" | ").replace('\n', " ");
        let mut shown: String = text.chars().take(Self::SHOWN).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        Self {
            row: row.number,
            text: shown,
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {} `{}`", self.row, self.text)
    }
}

/// Why a row is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// It says how to fill in the table.
    Hint,
    /// It is the header once more.
    Header,
    /// It is the heading of a section.
    Section,
    /// It sums rows up.
    Total,
    /// It is below the table: a legend, a signature.
    Below,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hint => "hints below the header",
            Self::Header => "the header once more",
            Self::Section => "headings of sections",
            Self::Total => "totals",
            Self::Below => "text below the table",
        })
    }
}

/// One thing found out while reading a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The encoding used.
    Encoding {
        /// Which.
        charset: Charset,
        /// How it was found.
        found: Found,
    },
    /// Bytes that the encoding does not have became U+FFFD.
    Replaced(Spots),
    /// The file itself holds U+FFFD.
    Lost(Spots),
    /// The file itself holds letters that were read in the wrong encoding before.
    Mojibake(Spots),
    /// Control characters were taken out.
    Controls(Spots),
    /// Quotes stood inside of quoted cells, on these lines; they were kept as text.
    StrayQuotes(Vec<usize>),
    /// Quotes opened that nothing closes, on these lines; they were kept as text, and their cells end on their lines.
    OpenQuotes(Vec<usize>),
    /// The delimiter used.
    Delimiter {
        /// Which.
        delimiter: Delimiter,
        /// How it was found.
        found: FoundBy,
    },
    /// The header row looks like a title, and another row like the header.
    Title {
        /// The row read as header.
        row: usize,
        /// The row that looks like the header.
        better: usize,
    },
    /// The header was looked for and found below other rows, or in two rows.
    HeaderFound {
        /// Its first row.
        row: usize,
        /// How many rows it has.
        rows: usize,
        /// The rows above it, which were left out.
        above: Vec<Line>,
    },
    /// Rows that are no records.
    LeftOut {
        /// What they are.
        what: LeftOut,
        /// All of them.
        rows: Vec<Line>,
    },
    /// Another table begins below the first.
    SecondTable {
        /// Its header.
        header: Line,
        /// How many rows are below that.
        below: usize,
    },
    /// A sheet of a workbook was chosen.
    SheetChosen {
        /// Which.
        name: String,
        /// Others that look like it.
        alike: Vec<String>,
        /// Others.
        others: Vec<String>,
        /// Sheets the spreadsheet program does not show.
        hidden: Vec<String>,
    },
    /// Cells of areas that were merged downwards were filled.
    Merged(Vec<String>),
    /// Cells hold an error in place of a value; they were read as empty.
    ErrorCells(Vec<String>),
    /// Cells hold a formula and no result of it; they were read as empty.
    NoResults(Vec<String>),
    /// Rows the spreadsheet program does not show, which were read like others.
    HiddenRows(Vec<usize>),
    /// Columns the spreadsheet program does not show, which were read like others.
    HiddenColumns(Vec<String>),
    /// Columns with cells and no name; they have labels such as `#4`.
    Unnamed(Vec<usize>),
    /// Rows without any content between others were passed over.
    EmptyRows(usize),
    /// Rows with more or fewer cells than the header.
    Ragged {
        /// How many cells the header has.
        expected: usize,
        /// The rows, in the order of the file.
        rows: Vec<Ragged>,
    },
}

impl Note {
    /// Returns the names of the sheets of a workbook that the choice of one names, those that are shown.
    pub fn sheets(&self) -> impl Iterator<Item = &String> {
        let all: Vec<&String> = match self {
            Self::SheetChosen {
                name, alike, others, ..
            } => [name].into_iter().chain(alike).chain(others).collect(),
            _ => Vec::new(),
        };
        all.into_iter()
    }

    /// Returns whether the user should look at this, as opposed to a fact for the record.
    pub fn is_warning(&self) -> bool {
        match self {
            Self::Encoding { found, .. } => matches!(found, Found::Mostly | Found::Assumed),
            Self::Delimiter { found, .. } => *found == FoundBy::OneColumn,
            Self::EmptyRows(_) | Self::Merged(_) => false,
            Self::SheetChosen {
                alike, others, hidden, ..
            } => ![alike, others, hidden].iter().all(|names| names.is_empty()),
            Self::Replaced(_)
            | Self::Lost(_)
            | Self::Mojibake(_)
            | Self::Controls(_)
            | Self::StrayQuotes(_)
            | Self::OpenQuotes(_)
            | Self::Title { .. }
            | Self::Unnamed(_)
            | Self::HeaderFound { .. }
            | Self::LeftOut { .. }
            | Self::SecondTable { .. }
            | Self::ErrorCells(_)
            | Self::NoResults(_)
            | Self::HiddenRows(_)
            | Self::HiddenColumns(_)
            | Self::Ragged { .. } => true,
        }
    }
}

/// How many rows a note names before it only counts.
const NAMED: usize = 5;

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding { charset, found } => match found {
                Found::Mark => write!(f, "read as {charset} (byte order mark)"),
                Found::Asked => write!(f, "read as {charset} (asked for)"),
                Found::Nuls => write!(f, "read as {charset} (no byte order mark, but NUL bytes of UTF-16)"),
                Found::Valid => write!(f, "read as {charset}"),
                Found::Mostly => write!(f, "read as {charset}, although not all of it is"),
                Found::Assumed => {
                    write!(
                        f,
                        "read as {charset}, an assumption by the letters: check them, or name it with --encoding"
                    )
                }
            },
            Self::Replaced(spots) => write!(f, "bytes not valid in the encoding became \u{fffd}: {spots}"),
            Self::Lost(spots) => write!(f, "the file itself holds \u{fffd} where characters were lost: {spots}"),
            Self::Mojibake(spots) => write!(
                f,
                "the file itself holds letters that were read in the wrong encoding before, such as `\u{c3}\u{bc}` for `ü`: {spots}; \
                 mend them where the file comes from"
            ),
            Self::Controls(spots) => write!(f, "control characters were taken out: {spots}"),
            Self::StrayQuotes(lines) => {
                write!(
                    f,
                    "quotes inside of quoted cells were kept as text: {}",
                    on_lines(lines)
                )
            }
            Self::OpenQuotes(lines) => {
                let lines = on_lines(lines);
                write!(
                    f,
                    "a quote opens that nothing closes, so its cell was ended on its line: {lines}"
                )
            }
            Self::Delimiter { delimiter, found } => match found {
                FoundBy::Asked => write!(f, "cells separated by {delimiter} (asked for)"),
                FoundBy::SepLine => write!(f, "cells separated by {delimiter} (the file's `sep=` line)"),
                FoundBy::Sniffed => write!(f, "cells separated by {delimiter}"),
                FoundBy::OneColumn => f.write_str("one column: no delimiter found"),
            },
            Self::Title { row, better } => {
                write!(
                    f,
                    "row {row} was read as the header but looks like a title; row {better} looks like the header"
                )
            }
            Self::HeaderFound { row, rows, above } => {
                match rows {
                    1 => write!(f, "the header is row {row}")?,
                    _ => write!(f, "the header is rows {row} and {}", row + 1)?,
                }
                if above.is_empty() {
                    return Ok(());
                }
                write!(f, "; above it and left out: {}", list(above))
            }
            Self::LeftOut { what, rows } => write!(f, "no records but {what}, left out: {}", list(rows)),
            Self::SecondTable { header, below } => {
                let rows = if *below == 1 { "row" } else { "rows" };
                write!(
                    f,
                    "another table begins in {header}; it and the {below} {rows} below were left out: put it into a file or \
                     sheet of its own"
                )
            }
            Self::SheetChosen {
                name,
                alike,
                others,
                hidden,
            } => {
                write!(f, "sheet `{name}`")?;
                if !alike.is_empty() {
                    write!(f, "; `--sheet` reads the others like it: {}", list(alike))?;
                }
                if !others.is_empty() {
                    write!(f, "; sheets left out: {}", list(others))?;
                }
                if !hidden.is_empty() {
                    write!(f, "; hidden sheets left out: {}", list(hidden))?;
                }
                Ok(())
            }
            Self::Merged(areas) => write!(f, "merged cells say the same for each of their rows: {}", named(areas)),
            Self::ErrorCells(cells) => write!(f, "cells with an error were read as empty: {}", named(cells)),
            Self::NoResults(cells) => write!(
                f,
                "formulas without a result in the file were read as empty: {}; open it in a spreadsheet program, save it and \
                 import it again",
                list(cells)
            ),
            Self::HiddenRows(rows) => write!(
                f,
                "rows hidden in the spreadsheet program, such as by a filter, were read too: {}",
                named(rows)
            ),
            Self::HiddenColumns(columns) => write!(
                f,
                "columns hidden in the spreadsheet program were read too: {}",
                list(columns)
            ),
            Self::Unnamed(columns) => {
                let labels: Vec<_> = columns.iter().map(|index| format!("#{}", index + 1)).collect();
                write!(f, "columns without a name: {}", labels.join(", "))
            }
            Self::EmptyRows(1) => f.write_str("1 empty row was passed over"),
            Self::EmptyRows(count) => write!(f, "{count} empty rows were passed over"),
            Self::Ragged { expected, rows } => {
                let name = |r: &Ragged| format!("row {} (line {}) has {}", r.row, r.line, r.found);
                let named: Vec<_> = rows.iter().take(NAMED).map(name).collect();
                write!(f, "the header has {expected} cells, {}", named.join(", "))?;
                match rows.len().saturating_sub(NAMED) {
                    0 => Ok(()),
                    1 => f.write_str(", and 1 more row differs"),
                    more => write!(f, ", and {more} more rows differ"),
                }
            }
        }
    }
}

/// Lists all of something.
fn list(items: &[impl fmt::Display]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Lists the first of something, and how many more there are.
fn named(items: &[impl fmt::Display]) -> String {
    match items.len().saturating_sub(2 * NAMED) {
        0 => list(items),
        more => format!("{}, and {more} more", list(&items[..2 * NAMED])),
    }
}

fn on_lines(lines: &[usize]) -> String {
    let named: Vec<_> = lines.iter().take(NAMED).map(|line| format!("line {line}")).collect();
    match lines.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{}, and {more} more", named.join(", ")),
    }
}

impl fmt::Display for Spots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { count, line, column } = self;
        match count {
            1 => write!(f, "1, at line {line}, character {column}"),
            count => write!(f, "{count}, first at line {line}, character {column}"),
        }
    }
}

/// Why a file is no sheet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// The file is larger than [`MAX_BYTES`](crate::exchange::sheet::MAX_BYTES).
    #[error("The file has {} MiB; the limit is {} MiB. Split it and import the parts.", bytes.div_ceil(1 << 20), crate::exchange::sheet::MAX_BYTES >> 20)]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// The table has more cells than [`MAX_CELLS`](crate::exchange::sheet::MAX_CELLS).
    #[error(
        "The table has more than {} cells. Split it and import the parts.",
        crate::exchange::sheet::MAX_CELLS
    )]
    TooManyCells,
    /// A row has more cells than any spreadsheet program allows.
    #[error(
        "The row on line {line} has more than {} cells, and tables have no more columns. Check the delimiter.",
        crate::exchange::sheet::records::MAX_WIDTH
    )]
    TooWide {
        /// The line it begins on.
        line: usize,
    },
    /// There is nothing in the file.
    #[error("The file is empty.")]
    Empty,
    /// There is a header and no row below it.
    #[error("The file has a header in row {row} and no rows below it: there is nothing to import.")]
    HeaderOnly {
        /// The row of the header.
        row: usize,
    },
    /// The file ends above the row that should hold the header.
    #[error("The file has no content in row {row} or below, so no header is there.")]
    NoHeader {
        /// The row asked for.
        row: usize,
    },
    /// A sheet was asked for that the workbook has not.
    #[error("There is no sheet `{asked}`. The workbook has: {}.", sheets.join(", "))]
    NoSheet {
        /// The sheet asked for.
        asked: String,
        /// The sheets there are.
        sheets: Vec<String>,
    },
    /// A sheet was asked for of a file without sheets.
    #[error("This file is text and has no sheets. Leave out --sheet.")]
    NoWorkbook,
    /// The text begins like JSON and is none.
    #[error("This JSON cannot be read: {0}.")]
    Json(String),
    /// The JSON holds no list of objects, or several of which none is named after what is imported.
    #[error("No list of objects in this JSON is surely meant{}.", of_lists(.0))]
    NoList(Vec<String>),
    /// The JSON holds no list of objects.
    #[error(
        "This JSON holds no list of objects. Each object of a list becomes a record: [{{\"title\": \"One\"}}], alone or \
         as a member."
    )]
    NoObjects,
    /// The JSON is of this program, in a dialect that is not known here.
    #[error(
        "This JSON is of schema {0}, as another version of aims writes it; this one reads schema 1. Import it with that \
         version, or export it there as a workbook or CSV."
    )]
    OtherSchema(String),
    /// The workbook is damaged.
    #[error("The workbook cannot be read: {0}. Open it in a spreadsheet program and save it again.")]
    Workbook(String),
    /// The parts of the workbook are larger than any table needs.
    #[error("The workbook unpacks to more than a table needs. Save the sheet as CSV and import that.")]
    UnpacksTooLarge,
    /// A cell of a workbook is larger than any cell.
    #[error(
        "A cell of the workbook has more than {most} KiB, and a cell of a spreadsheet program takes 32. Shorten it."
    )]
    LongCell {
        /// The bound in KiB.
        most: u64,
    },
    /// A cell is far from any table.
    #[error(
        "Cell {0} has content, and tables have at most {most} columns. Clear it and import the file again.",
        most = crate::exchange::sheet::records::MAX_WIDTH
    )]
    FarCell(String),
    /// All sheets of the workbook are hidden.
    #[error("All sheets of the workbook are hidden: {}. Show the one that is meant, or name it with --sheet.", .0.join(", "))]
    OnlyHidden(Vec<String>),
    /// The file holds more control characters than any text.
    #[error(
        "This is no file of rows. It is not text: it holds control characters ({0}). Open it in a spreadsheet program and \
         save it as CSV (UTF-8) or XLSX."
    )]
    NotText(Spots),
    /// The file is something else.
    #[error("This is no file of rows. It is {0}.")]
    Foreign(Foreign),
}

fn of_lists(names: &[String]) -> String {
    if names.is_empty() {
        String::new()
    } else {
        format!("; say with --sheet which of {}", names.join(", "))
    }
}
