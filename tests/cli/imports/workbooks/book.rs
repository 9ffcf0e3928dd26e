//! Makes workbooks from text, and a register into which they come.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::sandbox::{Ran, Sandbox};

/// Makes a workbook of sheets, each with its name and a line for each row, cells between bars. Days and numbers are
/// such cells, behind `'` they are texts; `^` is merged with the cell above it, `<` with the one before it. A sheet
/// whose name begins with `_` is hidden.
pub fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, text) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name").set_hidden(name.starts_with('_'));
        let rows: Vec<Vec<&str>> = text
            .lines()
            .map(|line| line.split('|').map(str::trim).collect())
            .collect();
        fill(sheet, &rows).expect("cells");
    }
    book.save_to_buffer().expect("a workbook")
}

fn fill(sheet: &mut Worksheet, rows: &[Vec<&str>]) -> Result<(), XlsxError> {
    let plain = Format::new();
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let down = rows[at + 1..]
                .iter()
                .take_while(|row| row.get(column) == Some(&"^"))
                .count();
            let right = row[column + 1..].iter().take_while(|cell| **cell == "<").count();
            let place = (u32::try_from(at).unwrap_or(0), u16::try_from(column).unwrap_or(0));
            if matches!(*cell, "" | "^" | "<") {
                continue;
            }
            if down + right > 0 {
                let (last_row, last_column) = (place.0 + down as u32, place.1 + right as u16);
                sheet.merge_range(place.0, place.1, last_row, last_column, cell, &plain)?;
            } else if let Some(text) = cell.strip_prefix('\'') {
                sheet.write_string(place.0, place.1, text)?;
            } else if let (10, Ok(day)) = (cell.len(), ExcelDateTime::parse_from_str(cell)) {
                let format = Format::new().set_num_format("dd/mm/yyyy");
                sheet.write_datetime_with_format(place.0, place.1, day, &format)?;
            } else if let Ok(number) = cell.parse::<f64>() {
                sheet.write_number(place.0, place.1, number)?;
            } else {
                sheet.write_string(place.0, place.1, cell.replace('\\', "\n"))?;
            }
        }
    }
    Ok(())
}

/// A register with three people and three systems.
pub fn desk() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "people.csv",
        "Username,Name,E-mail\nmia,Mia Lund,mia@example.org\ntom,Tom Reyes,tom@example.org\nines,Ines Roth,ines@example.org\n",
    );
    sandbox.fine(&["import", "people", "people.csv"]);
    sandbox.write(
        "systems.csv",
        "System ID,AI System\nS-1,Letter sorter\nS-2,Help desk bot\nS-3,Meter forecast\n",
    );
    sandbox.fine(&["import", "systems", "systems.csv"]);
    sandbox
}

pub fn put(sandbox: &Sandbox, name: &str, sheets: &[(&str, &str)]) {
    std::fs::write(sandbox.here().join(name), book(sheets)).expect("written");
}

/// Imports twice and returns the first run: the second one has nothing to do.
pub fn import(sandbox: &Sandbox, arguments: &[&str]) -> Ran {
    let arguments = [&["import"], arguments].concat();
    let first = sandbox.run(&arguments);
    let again = sandbox.run(&arguments);
    let counts: Vec<&str> = again.out.lines().filter(|line| line.contains(" create, ")).collect();
    assert!(
        !counts.is_empty() && counts.iter().all(|line| line.starts_with("0 create, 0 update, ")),
        "{first:?}\n{again:?}"
    );
    first
}

/// Returns the records of a kind, the cells of each between bars, by the first column. Links are shown by references, or
/// titles where there are none, unless the first column is the id.
pub fn listed(sandbox: &Sandbox, kind: &str, columns: &str) -> Vec<String> {
    let mut names = BTreeMap::new();
    for kind in ["systems", "risks", "findings"] {
        for line in sandbox.fine(&["list", kind, "--columns", "id,reference,title"]).lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            if let [id, reference, title] = cells[..] {
                let name = if reference.is_empty() { title } else { reference };
                names.insert(id.to_owned(), name.to_owned());
            }
        }
    }
    let text = sandbox.fine(&["list", kind, "--columns", columns]);
    let cell = |cell: &str| {
        let mut parts: Vec<&str> = cell.split(", ").collect();
        if columns.starts_with("id,") || !parts.iter().any(|part| names.contains_key(*part)) {
            return cell.to_owned();
        }
        for part in &mut parts {
            *part = names.get(*part).map_or(*part, String::as_str);
        }
        parts.sort_unstable();
        parts.join(", ")
    };
    let line = |line: &str| line.split('\t').map(cell).collect::<Vec<_>>().join(" | ");
    let mut lines: Vec<String> = text.lines().skip(1).map(line).collect();
    lines.sort();
    lines
}
