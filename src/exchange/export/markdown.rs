//! Markdown: a heading and a table per kind, without the columns in which nothing stands.

use crate::exchange::cells::markdown::escaped;
use crate::exchange::export::workbook::sheet_name;
use crate::exchange::export::{Cell, Table};

/// Returns tables as a file, each below a heading.
pub fn write(tables: &[Table<'_>]) -> Vec<u8> {
    let texts = tables.iter().map(|table| {
        let headings: Vec<&str> = table.headings().collect();
        let rows = table.records.iter().map(|record| table.cells(record)).collect();
        below(&sheet_name(table.kind), &headings, rows)
    });
    texts.collect::<Vec<_>>().join("\n").into_bytes()
}

/// Returns rows as a table below a heading.
pub(in crate::exchange) fn below(title: &str, headings: &[&str], rows: Vec<Vec<Cell>>) -> String {
    let mut text = format!("# {title}\n\n");
    if rows.is_empty() {
        text.push_str("None.\n");
        return text;
    }
    let is_filled = |column: &usize| {
        rows.iter()
            .any(|row| row.get(*column).is_some_and(|cell| *cell != Cell::Blank))
    };
    let columns: Vec<usize> = (0..headings.len()).filter(is_filled).collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    text.push_str(&line(columns.iter().map(|column| escaped(headings[*column])).collect()));
    text.push_str(&line(vec!["---".to_owned(); columns.len()]));
    for row in rows {
        let cell = |column: &usize| match row.get(*column) {
            Some(Cell::Text(text)) => escaped(text),
            Some(Cell::Day(day)) => day.to_string(),
            Some(Cell::Number(number)) => number.to_string(),
            Some(Cell::Blank) | None => String::new(),
        };
        text.push_str(&line(columns.iter().map(cell).collect()));
    }
    text
}
