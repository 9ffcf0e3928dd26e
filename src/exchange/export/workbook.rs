//! A workbook (XLSX): a sheet per kind with typed cells, a frozen header, filters and lists of choices, then the scales
//! of the risk method and a glossary of the columns.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};

use chrono::{Datelike, NaiveDate};

use crate::domain::method::Method;
use crate::domain::record::choice::Item;
use crate::domain::record::field::{Kind, Shape};
use crate::exchange::as_exported;
use crate::exchange::cells::neutral::neutral;
use crate::exchange::export::{Cell, ExportError, Table};

/// The most characters a cell takes, as Excel has it.
const MOST_CHARACTERS: usize = 32_767;

/// The most rows a sheet takes below its header.
const MOST_ROWS: u32 = 1_048_575;

/// The largest number that spreadsheet programs hold exactly, 2^53.
const MOST_EXACT: u64 = 1 << 53;

/// The sheet with the choices; it is hidden.
const LISTS: &str = "Lists";

/// How cells look.
struct Formats {
    heading: Format,
    text: Format,
    /// A text that would become a formula when somebody edits its cell.
    quoted: Format,
    day: Format,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let wrapped = || top().set_text_wrap();
        Self {
            heading: wrapped().set_bold(),
            text: wrapped(),
            quoted: wrapped().set_quote_prefix(),
            day: top().set_num_format("yyyy-mm-dd"),
        }
    }
}

/// Returns tables as a workbook, dated to a day, so that the same records give the same bytes.
///
/// # Errors
///
/// Fails when a text or a table is larger than a sheet takes.
pub fn write(tables: &[Table<'_>], method: &Method, day: NaiveDate) -> Result<Vec<u8>, ExportError> {
    for table in tables {
        refuse_too_large(table)?;
    }
    made(tables, method, day).map_err(|error| ExportError::Workbook(error.to_string()))
}

/// Returns rows below their headings as a workbook of one sheet, dated to a day.
///
/// # Errors
///
/// As [`write()`].
pub(super) fn rows_below(
    name: &str,
    headings: &[&'static str],
    rows: &[Vec<Cell>],
    day: NaiveDate,
) -> Result<Vec<u8>, ExportError> {
    refuse_too_many(name, rows.len())?;
    for row in rows {
        let id = match row.first() {
            Some(Cell::Text(id)) => id,
            _ => name,
        };
        refuse_too_long(id, headings.iter().copied().zip(row))?;
    }
    let made = || {
        let mut workbook = dated(day)?;
        let formats = Formats::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        put_rows(sheet, headings.iter().copied(), rows.iter(), &formats)?;
        sheet.set_autofit_max_width(400);
        sheet.autofit();
        workbook.save_to_buffer()
    };
    made().map_err(|error: XlsxError| ExportError::Workbook(error.to_string()))
}

fn refuse_too_large(table: &Table<'_>) -> Result<(), ExportError> {
    refuse_too_many(table.kind.plural, table.records.len())?;
    for record in &table.records {
        refuse_too_long(record.id().as_str(), table.headings().zip(&table.cells(record)))?;
    }
    Ok(())
}

fn refuse_too_many(kind: &str, found: usize) -> Result<(), ExportError> {
    let most = MOST_ROWS as usize;
    if found > most {
        let kind = kind.to_owned();
        return Err(ExportError::TooMany { kind, found, most });
    }
    Ok(())
}

fn refuse_too_long<'c>(id: &str, mut cells: impl Iterator<Item = (&'static str, &'c Cell)>) -> Result<(), ExportError> {
    let most = MOST_CHARACTERS;
    let too_long = cells.find_map(|(field, cell)| match cell {
        Cell::Text(text) => Some((field, text.encode_utf16().count())).filter(|(_, found)| *found > most),
        _ => None,
    });
    match too_long {
        Some((field, found)) => Err(ExportError::TooLong {
            id: id.to_owned(),
            field,
            found,
            most,
        }),
        None => Ok(()),
    }
}

/// Returns a workbook without sheets that says it was made on a day.
fn dated(day: NaiveDate) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let (month, of_month) = (day.month() as u8, day.day() as u8);
    let date = ExcelDateTime::from_ymd(year, month, of_month)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
    Ok(workbook)
}

fn made(tables: &[Table<'_>], method: &Method, day: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = dated(day)?;
    let formats = Formats::new();
    let mut lists: Vec<&'static [Item]> = Vec::new();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(table.kind))?;
        records(sheet, table, &formats, &mut lists)?;
    }
    scales(workbook.add_worksheet().set_name("Scales")?, method, &formats)?;
    glossary(workbook.add_worksheet().set_name("Glossary")?, tables, &formats)?;
    let sheet = workbook.add_worksheet().set_name(LISTS)?.set_hidden(true);
    for (column, items) in (0u16..).zip(&lists) {
        for (row, item) in (0u32..).zip(*items) {
            sheet.write_string(row, column, item.label)?;
        }
    }
    workbook.save_to_buffer()
}

/// Returns the name of the sheet of a kind, as an import finds it.
pub fn sheet_name(kind: &Kind) -> String {
    capitalised(kind.plural)
}

/// Returns words with a capital letter in front.
pub(super) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn records(
    sheet: &mut Worksheet,
    table: &Table<'_>,
    formats: &Formats,
    lists: &mut Vec<&'static [Item]>,
) -> Result<(), XlsxError> {
    let last = u32::try_from(table.records.len()).unwrap_or(MOST_ROWS);
    let cells = table.records.iter().map(|record| table.cells(record));
    put_rows(sheet, table.headings(), cells, formats)?;
    for (column, field) in (1u16..).zip(table.kind.fields) {
        let width = match field.shape {
            Shape::Prose | Shape::Rows { .. } | Shape::Lines => 48,
            Shape::Line | Shape::Many(_) | Shape::Terms(_) => 28,
            _ => 14,
        };
        sheet.set_column_width(column, width)?;
        // A list below the last record helps whoever adds rows.
        let below = last.saturating_add(1_000).min(MOST_ROWS);
        match field.shape {
            Shape::OneOf(items) => {
                let known = lists.iter().position(|list| *list == items);
                let at = known.unwrap_or_else(|| {
                    lists.push(items);
                    lists.len() - 1
                });
                let letters = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(at).unwrap_or_default());
                let range = format!("={LISTS}!${letters}$1:${letters}${}", items.len());
                let choices = DataValidation::new().allow_list_formula(Formula::new(range));
                sheet.add_data_validation(1, column, below, column, &choices)?;
            }
            Shape::Flag => {
                let choices = DataValidation::new().allow_list_strings(&["yes", "no"])?;
                sheet.add_data_validation(1, column, below, column, &choices)?;
            }
            _ => {}
        }
    }
    sheet.set_column_width(0, 18)?;
    let last = u16::try_from(table.headings().count())
        .unwrap_or_default()
        .saturating_sub(1);
    sheet.set_column_hidden(last)?;
    Ok(())
}

/// Writes rows below headings that stay in sight and can be filtered.
fn put_rows<'h>(
    sheet: &mut Worksheet,
    headings: impl Iterator<Item = &'h str>,
    rows: impl Iterator<Item = impl std::borrow::Borrow<Vec<Cell>>>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let (mut columns, mut last) = (0, 1);
    for (column, heading) in (0u16..).zip(headings) {
        sheet.write_string_with_format(0, column, heading, &formats.heading)?;
        columns = column;
    }
    for (row, cells) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells.borrow()) {
            put(sheet, row, column, cell, formats)?;
        }
        last = row;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, last, columns)?;
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => {}
        Cell::Text(text) if neutral(text) != text.as_str() => {
            sheet.write_string_with_format(row, column, text, &formats.quoted)?;
        }
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, text, &formats.text)?;
        }
        Cell::Day(day) => {
            sheet.write_datetime_with_format(row, column, day, &formats.day)?;
        }
        // A spreadsheet program would round it.
        Cell::Number(number) if number.unsigned_abs() > MOST_EXACT => {
            sheet.write_string_with_format(row, column, number.to_string(), &formats.text)?;
        }
        Cell::Number(number) => {
            #[allow(clippy::cast_precision_loss, reason = "at most 2^53")]
            sheet.write_number(row, column, *number as f64)?;
        }
    }
    Ok(())
}

/// Writes lines of text, the first as a heading.
fn lines(sheet: &mut Worksheet, lines: &[Vec<String>], formats: &Formats) -> Result<(), XlsxError> {
    for (row, line) in (0u32..).zip(lines) {
        let format = if row == 0 { &formats.heading } else { &formats.text };
        for (column, text) in (0u16..).zip(line) {
            sheet.write_string_with_format(row, column, text, format)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn scales(sheet: &mut Worksheet, method: &Method, formats: &Formats) -> Result<(), XlsxError> {
    let heading = ["Scale", "Step", "Name", "Organization", "Individuals", "Society"];
    let mut all = vec![heading.map(str::to_owned).to_vec()];
    for (scale, steps) in [
        ("Likelihood", &method.likelihoods),
        ("Consequence", &method.consequences),
    ] {
        for (at, step) in steps.iter().enumerate() {
            let begin = [scale.to_owned(), (at + 1).to_string(), step.label.clone()];
            all.push(begin.into_iter().chain(step.criteria.iter().cloned()).collect());
        }
    }
    for (at, band) in method.bands.iter().enumerate() {
        all.push(vec!["Band".to_owned(), (at + 1).to_string(), band.name.clone()]);
    }
    for (column, width) in [(0, 14), (1, 6), (2, 18), (3, 36), (4, 36), (5, 36)] {
        sheet.set_column_width(column, width)?;
    }
    lines(sheet, &all, formats)
}

fn glossary(sheet: &mut Worksheet, tables: &[Table<'_>], formats: &Formats) -> Result<(), XlsxError> {
    let heading = ["Sheet", "Column", "Takes", "Meaning"];
    let mut all = vec![heading.map(str::to_owned).to_vec()];
    for table in tables {
        let of_fields = table.kind.fields.iter().map(|field| {
            let takes = match field.shape {
                Shape::OneOf(items) | Shape::AnyOf(items) => {
                    let labels: Vec<_> = items.iter().map(|item| item.label).collect();
                    labels.join("\n")
                }
                shape => shape.describe(),
            };
            vec![sheet_name(table.kind), field.label.to_owned(), takes, field.help()]
        });
        all.extend(of_fields);
        let hidden = [
            &*sheet_name(table.kind),
            as_exported::HEADING,
            "hidden",
            as_exported::MEANING,
        ];
        all.push(hidden.map(str::to_owned).to_vec());
    }
    for (column, width) in [(0, 16), (1, 24), (2, 30), (3, 80)] {
        sheet.set_column_width(column, width)?;
    }
    lines(sheet, &all, formats)
}
