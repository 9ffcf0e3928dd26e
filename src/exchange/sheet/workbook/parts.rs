//! The parts of a workbook that no reader of cells shows: how much they unpack to, and what a sheet hides and merges.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::exchange::sheet::MAX_CELLS;
use crate::exchange::sheet::grid::{Area, cell_of};
use crate::exchange::sheet::note::SheetError;

/// The archive a workbook is.
pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// How much the parts of a workbook may unpack to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Together.
    pub all: u64,
    /// One that is kept in memory as a whole.
    pub kept: u64,
    /// The text of one cell.
    pub cell: u64,
}

impl Limits {
    /// More than any table needs.
    pub const USUAL: Self = Self {
        all: 768 << 20,
        kept: 128 << 20,
        cell: 1 << 20,
    };
}

/// The most merged areas that are looked at.
const MAX_MERGED: usize = 100_000;

pub(super) fn broken(error: impl std::fmt::Display) -> SheetError {
    SheetError::Workbook(error.to_string())
}

pub(super) fn archive(bytes: &[u8]) -> Result<Archive<'_>, SheetError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(broken)
}

/// Refuses an archive that unpacks to more than any table needs, whatever it says of itself.
pub(super) fn check_sizes(bytes: &[u8], limits: Limits) -> Result<(), SheetError> {
    let mut archive = archive(bytes)?;
    let mut left = limits.all;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_ascii_lowercase();
        let is_xml = [".xml", ".rels"].iter().any(|end| name.ends_with(end));
        if !is_xml {
            continue;
        }
        let is_sheet = name.contains("worksheets/");
        let most = if is_sheet { left } else { left.min(limits.kept) };
        let is_of_cells = is_sheet
            || ["sharedstrings.xml", "content.xml"]
                .iter()
                .any(|end| name.ends_with(end));
        let mut cells = Cells::new(limits.cell);
        let copied = if is_of_cells {
            io::copy(&mut part.take(most + 1), &mut cells)
        } else {
            io::copy(&mut part.take(most + 1), &mut io::sink())
        };
        if cells.is_too_long() {
            return Err(SheetError::LongCell {
                most: limits.cell >> 10,
            });
        }
        let size = copied.map_err(broken)?;
        left = left
            .checked_sub(size)
            .filter(|_| size <= most)
            .ok_or(SheetError::UnpacksTooLarge)?;
    }
    Ok(())
}

/// The elements that begin with a cell or row; between two of them is no more than one cell.
const OF_CELLS: [&[u8]; 7] = [
    b"c",
    b"row",
    b"si",
    b"table-cell",
    b"table-row",
    b"mergeCell",
    b"hyperlink",
];

/// How many times the text of a cell its marks may take as well.
const MARKS: u64 = 16;

/// Counts what stands between the cells of a part that is unpacked, so that a cell as large as memory is refused before
/// anything reads it.
struct Cells {
    most: u64,
    /// How many bytes the text between two marks has by now.
    text: u64,
    /// How many the cell has.
    length: u64,
    /// The name of the element that is read, as long as it may be one of those.
    name: Option<Vec<u8>>,
}

impl Cells {
    fn new(most: u64) -> Self {
        Self {
            most,
            text: 0,
            length: 0,
            name: None,
        }
    }

    fn is_too_long(&self) -> bool {
        self.text > self.most || self.length > self.most.saturating_mul(MARKS)
    }
}

impl io::Write for Cells {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.length += 1;
            self.text += 1;
            match (byte, &mut self.name) {
                (b'<', _) => (self.name, self.text) = (Some(Vec::new()), 0),
                (_, None) => {}
                // What stands in front of the name is the space of names.
                (b':', Some(name)) => name.clear(),
                (byte, Some(name)) if byte.is_ascii_alphanumeric() || *byte == b'-' => {
                    name.push(*byte);
                    if name.len() > LONGEST_NAME {
                        self.name = None;
                    }
                }
                (_, Some(name)) => {
                    if OF_CELLS.contains(&name.as_slice()) {
                        self.length = 0;
                    }
                    self.name = None;
                }
            }
            if self.is_too_long() {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// No name of an element that is looked for is longer.
const LONGEST_NAME: usize = 24;

/// What a sheet hides and merges.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub hidden_rows: BTreeSet<usize>,
    pub hidden_columns: BTreeSet<usize>,
    pub merged: Vec<Area>,
    /// The cells with a formula: the row, and the column from 0.
    pub formulas: BTreeSet<(usize, usize)>,
    /// Those of them that have a result only where the cell holds a value; an empty text is a result of others.
    pub valued: BTreeSet<(usize, usize)>,
}

/// Returns the text of an attribute.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    found
        .normalized_value(XmlVersion::Implicit1_0)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// Calls `each` with the elements of a part, whether they are empty or have content.
pub(super) fn elements(part: impl BufRead, mut each: impl FnMut(&BytesStart<'_>)) -> Result<(), SheetError> {
    let mut reader = Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(element) | Event::Empty(element) => each(&element),
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

/// Opens a part by its path, in whatever case the archive writes it.
pub(super) fn part<'a, 'b>(
    archive: &'a mut Archive<'b>,
    path: &str,
) -> Result<Option<impl BufRead + use<'a, 'b>>, SheetError> {
    let path = path.trim_start_matches('/');
    let names = archive.file_names().map_while(Result::ok);
    let found = names
        .map(std::borrow::Cow::into_owned)
        .find(|name| name.eq_ignore_ascii_case(path));
    match found {
        Some(name) => Ok(Some(BufReader::new(archive.by_name(&name).map_err(broken)?))),
        None => Ok(None),
    }
}

/// Reads what a sheet of an XLSX file hides and merges.
pub(super) fn shape(part: impl BufRead) -> Result<Shape, SheetError> {
    let mut shape = Shape::default();
    let (mut row, mut cell, mut is_text) = (0, None, false);
    let is_hidden = |element: &BytesStart<'_>| matches!(attribute(element, "hidden").as_deref(), Some("1" | "true"));
    let number = |element: &BytesStart<'_>, name| attribute(element, name)?.parse::<usize>().ok();
    elements(part, |element| match element.local_name().as_ref() {
        "row" => {
            row = number(element, "r").unwrap_or(row + 1);
            if is_hidden(element) {
                shape.hidden_rows.insert(row);
            }
        }
        "col" if is_hidden(element) => {
            if let (Some(first), Some(last)) = (number(element, "min"), number(element, "max")) {
                let last = last.min(first.saturating_add(super::xlsx::MAX_COLUMNS));
                shape
                    .hidden_columns
                    .extend((first..=last).filter_map(|column| column.checked_sub(1)));
            }
        }
        "c" => {
            cell = attribute(element, "r").and_then(|name| cell_of(&name));
            is_text = attribute(element, "t").as_deref() == Some("str");
        }
        "f" if shape.formulas.len() < MAX_CELLS => {
            shape.formulas.extend(cell);
            shape.valued.extend(cell.filter(|_| !is_text));
        }
        "mergeCell" if shape.merged.len() < MAX_MERGED => {
            let area = attribute(element, "ref");
            let corners = area.as_deref().and_then(|area| area.split_once(':'));
            if let Some((Some(start), Some(end))) = corners.map(|(start, end)| (cell_of(start), cell_of(end)))
                && start.0 <= end.0
                && start.1 <= end.1
            {
                shape.merged.push(Area { start, end });
            }
        }
        _ => {}
    })?;
    Ok(shape)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn takes(text: &str) -> bool {
        Cells::new(100).write_all(text.as_bytes()).is_ok()
    }

    #[test]
    fn a_cell_is_bounded_and_their_number_is_not() {
        let row = format!(
            "<x:row r=\"1\"><x:c r=\"A1\"><is><t>{}</t></is></x:c></x:row>",
            "a".repeat(80)
        );
        assert!(takes(&row.repeat(1_000)));
        assert!(!takes(&format!("<c><v>{}</v></c>", "a".repeat(200))));
        // In pieces of its own each.
        assert!(!takes(&format!(
            "<c><is>{}</is></c>",
            "<r><t>aaaaaaaaaa</t></r>".repeat(200)
        )));
    }
}
