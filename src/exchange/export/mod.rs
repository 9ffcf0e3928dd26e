//! Records as tables of typed cells, and the files that hold them: every stored field of every record, so that what an
//! import reads from them is what was exported.

pub mod delimited;
pub mod json;
pub mod listed;
pub mod markdown;
pub mod workbook;

use std::path::Path;

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::value::Value;
use crate::exchange::as_exported;
use crate::exchange::as_exported::HEADING;

/// A record that a format cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// A text is longer than a cell may be.
    #[error("{field} of {id} has {found} characters, and a cell of a workbook takes {most}. CSV and JSON take it.")]
    TooLong {
        /// The record.
        id: String,
        /// The label of the field.
        field: &'static str,
        /// How many characters it has.
        found: usize,
        /// How many a cell takes.
        most: usize,
    },
    /// There are more records than rows.
    #[error("There are {found} {kind}, and a sheet of a workbook takes {most}. Narrow them, or write CSV or JSON.")]
    TooMany {
        /// The records, in the plural.
        kind: String,
        /// How many there are.
        found: usize,
        /// How many rows a sheet takes.
        most: usize,
    },
    /// The library that writes workbooks refused something.
    #[error("The workbook cannot be written: {0}.")]
    Workbook(String),
    /// A value is none that JSON takes.
    #[error("JSON cannot be written: {0}.")]
    Json(String),
    /// Two kinds are to be written in a format that holds one.
    #[error("CSV holds one kind of record. Name one, or write a workbook (.xlsx), .json or .md.")]
    OneKind,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, one kind.
    Csv,
    /// A workbook, a sheet per kind.
    Xlsx,
    /// An object with a list per kind.
    Json,
    /// Markdown, a table per kind.
    Markdown,
}

impl Format {
    /// The endings of files that say it, for messages.
    pub const ENDINGS: &str = ".csv, .xlsx, .json or .md";

    /// Returns what the name of a file says that it holds.
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "csv" => Self::Csv,
            "xlsx" => Self::Xlsx,
            "json" => Self::Json,
            "md" | "markdown" => Self::Markdown,
            _ => return None,
        })
    }
}

/// A cell, typed as a spreadsheet program has it.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// A text, on several lines where it has several items.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A whole number.
    Number(i64),
}

/// The records of a kind, a row each: the id, and then the stored fields in order.
#[derive(Debug)]
pub struct Table<'a> {
    /// The kind.
    pub kind: &'static Kind,
    /// The records, in the order of the rows.
    pub records: Vec<&'a Record>,
    /// Whether confidential records are written whole, and not only what is public of them.
    pub with_confidential: bool,
}

impl Table<'_> {
    /// Returns the headings: those that an import knows by themselves, and that of what the fields said.
    pub fn headings(&self) -> impl Iterator<Item = &'static str> {
        let labels = self.kind.fields.iter().map(|field| field.label);
        std::iter::once("Id").chain(labels).chain([HEADING])
    }

    /// Returns the cells of the row of a record.
    pub fn cells(&self, record: &Record) -> Vec<Cell> {
        let fields = self.kind.fields.iter().enumerate();
        let cells = fields.map(|(at, field)| {
            // A blank cell, and no word in its place: an import of the file would take that for the title.
            if !self.with_confidential && record.withholds(at) {
                Cell::Blank
            } else {
                cell(field.shape, record.value(at))
            }
        });
        std::iter::once(Cell::Text(record.id().to_string()))
            .chain(cells)
            .chain([Cell::Text(as_exported::of(record, self.with_confidential))])
            .collect()
    }
}

/// Returns a value as the cell that is read back as the same value.
fn cell(shape: Shape, value: &Value) -> Cell {
    match value {
        Value::Empty => Cell::Blank,
        Value::Date(day) => Cell::Day(*day),
        Value::Number(number) => Cell::Number(*number),
        value => Cell::Text(text(shape, value)),
    }
}

/// Returns a value as the text that is read back as the same value: a list has an item per line.
fn text(shape: Shape, value: &Value) -> String {
    match (shape, value) {
        (Shape::Rows { .. }, _) => value.to_string(),
        (_, Value::List(items)) => {
            let items: Vec<String> = items.iter().map(Value::to_string).collect();
            match &items[..] {
                // A name with a comma alone would be taken for two.
                [only] if shape == Shape::People && only.contains(',') => format!("{only};"),
                items => items.join("\n"),
            }
        }
        (_, value) => value.to_string(),
    }
}

#[cfg(test)]
mod tests;
