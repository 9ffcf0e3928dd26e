//! What a list on screen shows, as a file: its columns and its rows, in their order. The rows are records of a kind, or
//! what a screen has found across kinds.

use chrono::NaiveDate;
use serde_json::json;

use crate::domain::method::Method;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::value::Value;
use crate::exchange::export::workbook::capitalised;
use crate::exchange::export::{Cell, ExportError, Format, cell, delimited, markdown, workbook};
use crate::exchange::json::{harmless, of_value};

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The name of its value.
    pub name: &'static str,
    /// Its heading: the label of a field, so that an import knows it.
    pub heading: &'static str,
    /// What its values are.
    pub shape: Shape,
}

impl Column {
    /// Returns the column of a field, a derived value or a cell of a table of a kind.
    pub fn of(kind: &'static Kind, name: &'static str, heading: &'static str) -> Self {
        let cell = kind.cell_column(name).map(|cell| cell.column.shape);
        Self {
            name,
            heading,
            shape: kind.shape(name).or(cell).unwrap_or(Shape::Line),
        }
    }
}

/// What the rows are, in the words for one of them and for several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct What {
    /// One of them.
    pub one: &'static str,
    /// Several.
    pub several: &'static str,
}

impl What {
    /// Returns the words for the records of a kind.
    pub fn of(kind: &'static Kind) -> Self {
        Self {
            one: kind.name,
            several: kind.plural,
        }
    }

    /// Returns so many in words.
    pub fn counted(self, count: usize) -> String {
        let word = if count == 1 { self.one } else { self.several };
        format!("{count} {word}")
    }

    /// Returns the word for several as names of files and of members of JSON have it.
    pub fn member(self) -> String {
        self.several.replace(' ', "_")
    }
}

/// What a list shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// What its rows are.
    pub what: What,
    /// Its columns.
    pub columns: Vec<Column>,
    /// A value per column of each row.
    pub rows: Vec<Vec<Value>>,
    /// The method that names the bands of levels.
    pub method: Method,
    /// The day that the file is of.
    pub day: NaiveDate,
}

impl Listed {
    /// Returns it as a file.
    ///
    /// # Errors
    ///
    /// Fails when a text or the list is larger than the format takes.
    pub fn write(&self, format: Format) -> Result<Vec<u8>, ExportError> {
        let headings: Vec<&'static str> = self.columns.iter().map(|column| column.heading).collect();
        let title = capitalised(self.what.several);
        Ok(match format {
            Format::Csv => delimited::rows_below(headings.into_iter(), self.cells()),
            Format::Markdown => markdown::below(&title, &headings, self.cells().collect()).into_bytes(),
            Format::Xlsx => workbook::rows_below(&title, &headings, &self.cells().collect::<Vec<_>>(), self.day)?,
            Format::Json => self.json().map_err(|error| ExportError::Json(error.to_string()))?,
        })
    }

    fn cells(&self) -> impl Iterator<Item = Vec<Cell>> {
        self.rows.iter().map(|row| {
            let cells = self.columns.iter().zip(row).map(|(column, value)| match value {
                Value::Level(level) => Cell::Text(self.method.band_name(*level)),
                value => cell(column.shape, value),
            });
            cells.collect()
        })
    }

    fn json(&self) -> serde_json::Result<Vec<u8>> {
        let mut lines = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let mut members = Vec::with_capacity(row.len());
            for (column, value) in self.columns.iter().zip(row) {
                let value = of_value(column.shape, value, &self.method)?;
                members.push(format!("{}:{value}", json!(column.name)));
            }
            lines.push(format!("{{{}}}", members.join(",")));
        }
        let name = json!(self.what.member());
        let text = format!("{{\n\"schema\": 1,\n{name}: [\n{}\n]\n}}\n", lines.join(",\n"));
        Ok(harmless(&text).into_bytes())
    }
}
