//! What a list on screen shows, as a file: its columns and its rows, in their order.

use chrono::NaiveDate;
use serde_json::json;

use crate::domain::method::Method;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::value::Value;
use crate::exchange::export::workbook::sheet_name;
use crate::exchange::export::{Cell, ExportError, Format, cell, delimited, json, markdown, workbook};
use crate::exchange::json::{harmless, of_value};

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name of its value.
    pub name: &'static str,
    /// Its heading: the label of a field, so that an import knows it.
    pub heading: &'static str,
}

/// Returns so many records of a kind in words.
pub fn counted(kind: &Kind, count: usize) -> String {
    let word = if count == 1 { kind.name } else { kind.plural };
    format!("{count} {word}")
}

/// What a list shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The kind of its records.
    pub kind: &'static Kind,
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
        let title = sheet_name(self.kind);
        Ok(match format {
            Format::Csv => delimited::rows_below(headings.into_iter(), self.cells()),
            Format::Markdown => markdown::below(&title, &headings, self.cells().collect()).into_bytes(),
            Format::Xlsx => workbook::rows_below(&title, &headings, &self.cells().collect::<Vec<_>>(), self.day)?,
            Format::Json => self.json().map_err(|error| ExportError::Json(error.to_string()))?,
        })
    }

    fn shape(&self, name: &str) -> Shape {
        let column = self.kind.cell_column(name).map(|cell| cell.column.shape);
        self.kind.shape(name).or(column).unwrap_or(Shape::Line)
    }

    fn cells(&self) -> impl Iterator<Item = Vec<Cell>> {
        let shapes: Vec<Shape> = self.columns.iter().map(|column| self.shape(column.name)).collect();
        self.rows.iter().map(move |row| {
            let cells = shapes.iter().zip(row).map(|(shape, value)| match value {
                Value::Level(level) => Cell::Text(self.method.band_name(*level)),
                value => cell(*shape, value),
            });
            cells.collect()
        })
    }

    fn json(&self) -> serde_json::Result<Vec<u8>> {
        let mut lines = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let mut members = Vec::with_capacity(row.len());
            for (column, value) in self.columns.iter().zip(row) {
                let value = of_value(self.shape(column.name), value, &self.method)?;
                members.push(format!("{}:{value}", json!(column.name)));
            }
            lines.push(format!("{{{}}}", members.join(",")));
        }
        let name = json!(json::member(self.kind));
        let text = format!("{{\n\"schema\": 1,\n{name}: [\n{}\n]\n}}\n", lines.join(",\n"));
        Ok(harmless(&text).into_bytes())
    }
}
