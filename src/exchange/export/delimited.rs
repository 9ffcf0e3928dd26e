//! Comma-separated values, as RFC 4180 has them, in UTF-8 with the mark by which spreadsheet programs know it.

use crate::exchange::cells::neutral::neutral;
use crate::exchange::export::{Cell, Table};

/// Returns a table as a file.
pub fn write(table: &Table<'_>) -> Vec<u8> {
    let rows = table.records.iter().map(|record| table.cells(record));
    rows_below(table.headings(), rows)
}

/// Returns rows below their headings as a file. A text that a spreadsheet program would take for a formula has an
/// apostrophe in front.
pub(super) fn rows_below<'a>(
    headings: impl Iterator<Item = &'a str>,
    rows: impl Iterator<Item = Vec<Cell>>,
) -> Vec<u8> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    row(&mut out, headings.map(str::to_owned));
    for cells in rows {
        let cells = cells.into_iter().map(|cell| match cell {
            Cell::Blank => String::new(),
            Cell::Text(text) => neutral(&text).into_owned(),
            Cell::Day(day) => day.to_string(),
            Cell::Number(number) => number.to_string(),
        });
        row(&mut out, cells);
    }
    out
}

fn row(out: &mut Vec<u8>, cells: impl Iterator<Item = String>) {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing into memory does not fail.
    let written = writer.write_record(cells.collect::<Vec<_>>()).is_ok();
    if let (true, Ok(bytes)) = (written, writer.into_inner()) {
        out.extend(bytes);
    }
}
