//! XLSX: cells one after the other, as the text a spreadsheet program shows of them.
//!
//! The reader that makes a rectangle of a sheet is never asked: two cells far apart would make it as large as memory.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible};
use quick_xml::events::attributes::Attribute;

use crate::exchange::sheet::MAX_CELLS;
use crate::exchange::sheet::grid::{Grid, areas, place};
use crate::exchange::sheet::note::{Note, SheetError};
use crate::exchange::sheet::records::MAX_WIDTH;
use crate::exchange::sheet::row::Row;
use crate::exchange::sheet::tidy::tidy;
use crate::exchange::sheet::workbook::Book;
use crate::exchange::sheet::workbook::parts::{self, Archive, Shape, attribute, broken, elements, part};

/// The columns in which cells are read.
pub(super) const MAX_COLUMNS: usize = MAX_WIDTH;

/// The most rows with content.
const MAX_ROWS: usize = 200_000;

/// The most text in the cells of one sheet.
const MAX_TEXT: usize = 64 << 20;

/// A workbook in the form of Excel since 2007.
pub(super) struct Xlsx<'a> {
    book: calamine::Xlsx<Cursor<&'a [u8]>>,
    archive: Archive<'a>,
    /// The part of each sheet.
    paths: BTreeMap<String, String>,
}

impl<'a> Xlsx<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, SheetError> {
        let mut archive = parts::archive(bytes)?;
        let paths = paths(&mut archive)?;
        let book = calamine::Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
        Ok(Self { book, archive, paths })
    }
}

impl Book for Xlsx<'_> {
    fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = self.book.sheets_metadata().iter();
        let of_cells = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let visible = |sheet: &calamine::Sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible);
        of_cells.map(visible).collect()
    }

    fn grid(&mut self, name: &str, most: usize) -> Result<Grid, SheetError> {
        let mut grid = Grid {
            name: Some(name.to_owned()),
            ..Grid::default()
        };
        let shape = match self
            .paths
            .get(name)
            .map(|path| part(&mut self.archive, path))
            .transpose()?
        {
            Some(Some(part)) => parts::shape(part)?,
            _ => Shape::default(),
        };
        grid.hidden_rows = shape.hidden_rows;
        grid.hidden_columns = shape.hidden_columns;
        grid.merged = shape.merged;
        let mut reader = self.book.worksheet_cells_reader(name).map_err(broken)?;
        let is_percent = |style: &calamine::Style| {
            let format = style.number_format.as_ref();
            format.is_some_and(|format| format.format_code.contains('%'))
        };
        let percent: Vec<bool> = reader.styles().iter().map(is_percent).collect();
        let mut rows = Rows::default();
        let mut errors = Vec::new();
        let mut without_result = shape.valued;
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(broken)? {
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize + 1, column as usize);
            let text = match cell.get_value() {
                DataRef::Error(error) => {
                    errors.push(format!("{} {error}", place(row, column)));
                    String::new()
                }
                DataRef::Float(number) if percent.get(style).copied().unwrap_or_default() => {
                    format!("{}%", number_text(number * 100.0))
                }
                value => text(value),
            };
            if !text.is_empty() || matches!(cell.get_value(), DataRef::Error(_)) {
                without_result.remove(&(row, column));
            }
            // A formula that is filled down below the table says 0 there.
            let is_own = text != "0" || !shape.formulas.contains(&(row, column));
            rows.add(row, column, text, is_own)?;
            if rows.done.len() >= most {
                break;
            }
        }
        rows.end_row();
        rows.done.sort_by_key(|row| row.number);
        for row in rows.done {
            grid.push(row);
        }
        if !errors.is_empty() {
            grid.notes.push(Note::ErrorCells(errors));
        }
        if !without_result.is_empty() {
            grid.notes.push(Note::NoResults(
                areas(&without_result).iter().map(ToString::to_string).collect(),
            ));
        }
        Ok(grid)
    }
}

/// Rows as they are read, and what they hold together.
#[derive(Default)]
pub(super) struct Rows {
    pub done: Vec<Row>,
    number: usize,
    cells: Vec<String>,
    /// Whether the row has a cell that somebody filled in.
    is_own: bool,
    /// How many rows, cells and bytes were read that hold something.
    full: usize,
    wide: usize,
    bytes: usize,
}

impl Rows {
    /// Adds a cell to its row, which is the last one or begins with it.
    pub fn add(&mut self, row: usize, column: usize, text: String, is_own: bool) -> Result<(), SheetError> {
        if row != self.number {
            self.end_row();
            self.number = row;
        }
        if text.trim().is_empty() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            return Err(SheetError::FarCell(place(row, column)));
        }
        self.is_own |= is_own;
        self.full += usize::from(self.cells.is_empty());
        self.wide += (column + 1).saturating_sub(self.cells.len());
        self.bytes += text.len();
        if self.full > MAX_ROWS || self.wide > MAX_CELLS || self.bytes > MAX_TEXT {
            return Err(SheetError::TooManyCells);
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
        Ok(())
    }

    /// Returns the rows of the next sheet of the same file, which count together with these.
    pub fn next_sheet(&self) -> Self {
        Self {
            full: self.full,
            wide: self.wide,
            bytes: self.bytes,
            ..Self::default()
        }
    }

    /// Ends the row that was read last.
    pub fn end_row(&mut self) {
        if !std::mem::take(&mut self.is_own) {
            self.cells.clear();
        }
        if self.number > 0 {
            self.done.push(Row {
                number: self.number,
                line: self.number,
                cells: self.cells.drain(..).collect(),
            });
        }
        self.number = 0;
    }
}

/// Returns what a cell says, in the form the same cell has in a file of text.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => tidy(text).0,
        DataRef::SharedString(text) => tidy(text).0,
        DataRef::Bool(is_so) => if *is_so { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(time) if time.is_duration() => duration(time.as_f64()),
        DataRef::DateTime(time) => moment(time),
        DataRef::DateTimeIso(text) => without_midnight(&text.replace('T', " ")).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Writes a number as spreadsheet programs show it: 15 digits, none of them needless.
pub(super) fn number_text(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // Minus zero is zero.
    format!("{}", rounded + 0.0)
}

fn moment(time: &calamine::ExcelDateTime) -> String {
    let Some(moment) = time.as_datetime() else {
        return number_text(time.as_f64());
    };
    if (0.0..1.0).contains(&time.as_f64()) {
        return moment.format("%H:%M").to_string();
    }
    without_midnight(&moment.format("%Y-%m-%d %H:%M:%S").to_string()).to_owned()
}

pub(super) fn without_midnight(text: &str) -> &str {
    let text = text.strip_suffix(".000").unwrap_or(text);
    text.strip_suffix(" 00:00:00").unwrap_or(text)
}

fn duration(days: f64) -> String {
    let seconds = (days * 86_400.0).round() as i64;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Finds the part of each sheet, by its name.
fn paths(archive: &mut Archive<'_>) -> Result<BTreeMap<String, String>, SheetError> {
    const BOOK: &str = "workbook.xml";
    let names: Vec<String> = archive
        .file_names()
        .map_while(Result::ok)
        .map(std::borrow::Cow::into_owned)
        .collect();
    let is_book = |name: &&String| {
        name.rsplit('/')
            .next()
            .is_some_and(|last| last.eq_ignore_ascii_case(BOOK))
    };
    let Some(book) = names.iter().find(is_book) else {
        return Ok(BTreeMap::new());
    };
    let folder = &book[..book.len() - BOOK.len()];
    let mut ids = BTreeMap::new();
    if let Some(part) = part(archive, book)? {
        elements(part, |element| {
            let is_id = |found: &Attribute<'_>| found.key.local_name().as_ref() == "id";
            let id = element.attributes().flatten().find(is_id);
            if let ("sheet", Some(id), Some(name)) = (element.local_name().as_ref(), id, attribute(element, "name")) {
                ids.insert(id.value.into_owned(), name);
            }
        })?;
    }
    let mut paths = BTreeMap::new();
    if let Some(part) = part(archive, &format!("{folder}_rels/{BOOK}.rels"))? {
        elements(part, |element| {
            let name = attribute(element, "Id").and_then(|id| ids.remove(&id));
            if let (Some(name), Some(target)) = (name, attribute(element, "Target")) {
                let is_whole = target.starts_with('/');
                paths.insert(name, if is_whole { target } else { format!("{folder}{target}") });
            }
        })?;
    }
    Ok(paths)
}
