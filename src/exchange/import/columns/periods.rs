//! Columns that are named after months, quarters or years and hold what was measured by then, as registers of
//! objectives have them.

use chrono::NaiveDate;

use crate::domain::record::field::{Field, Kind, Shape};
use crate::exchange::cells::periods::{DateOptions, read_date_by};
use crate::exchange::sheet::{Row, Sheet};

use crate::exchange::import::words::is_blank;

/// Returns the field of a kind that holds what was measured on which day.
fn measured(kind: &'static Kind) -> Option<&'static Field> {
    kind.field("measured").filter(|field| is_of_days(field))
}

/// Tells whether a field is a table of days with a text each.
pub(super) fn is_of_days(field: &Field) -> bool {
    let Shape::Rows { columns, .. } = field.shape else {
        return false;
    };
    let shapes: Vec<Shape> = columns.iter().map(|column| column.shape).collect();
    shapes == [Shape::Day, Shape::Line]
}

/// Returns the columns that are named after periods, each with the last day of its own, in kinds that measure.
pub fn columns(kind: &'static Kind, sheet: &Sheet) -> Vec<(usize, NaiveDate)> {
    let ends = DateOptions {
        period_end: true,
        ..DateOptions::default()
    };
    let end = |name: &str| read_date_by(name, None, ends).ok();
    let periods = sheet.headers.iter().filter(|_| measured(kind).is_some());
    periods
        .filter_map(|header| Some((header.index, end(&header.name)?)))
        .collect()
}

/// Puts the columns that are named after periods together into one of what was measured on which day.
pub fn join(kind: &'static Kind, sheet: &mut Sheet) {
    let periods = columns(kind, sheet);
    let (Some(measured), false) = (measured(kind), periods.is_empty()) else {
        return;
    };
    let text = |row: &Row| {
        let said = periods.iter().map(|(column, day)| (day, row.cell(*column).trim()));
        let said = said.filter(|(_, text)| !is_blank(text));
        let lines: Vec<String> = said
            .map(|(day, text)| format!("{day} | {}", text.replace('|', "/")))
            .collect();
        lines.join("\n")
    };
    let places: Vec<usize> = periods.iter().map(|(column, _)| *column).collect();
    sheet.join(&places, measured.label, text);
}
