//! Workbooks as people have them, made here and read back.

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};

use super::*;
use crate::exchange::sheet::workbook::parts::{Limits, check_sizes};

/// Fills a sheet.
type Fill<'a> = &'a dyn Fn(&mut Worksheet) -> Result<(), XlsxError>;

/// Makes a workbook of sheets.
fn book(sheets: &[(&str, Fill<'_>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, fill) in sheets {
        let sheet = book.add_worksheet().set_name(*name).expect(name);
        fill(sheet).expect(name);
    }
    book.save_to_buffer().expect("a workbook")
}

fn table(sheet: &mut Worksheet, row: u32, rows: &[&[&str]]) -> Result<(), XlsxError> {
    for (row, cells) in (row..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, *cell)?;
            }
        }
    }
    Ok(())
}

fn known(header: &str) -> bool {
    ["ID", "Name", "Owner", "Inherent Likelihood", "Status"].contains(&header)
}

const WANTED: Wanted<'static> = Wanted {
    is_known: &known,
    is_named: &|_| None,
};

fn read(bytes: &[u8], options: &Options) -> Result<Sheet, SheetError> {
    Sheet::find(bytes, options, &WANTED)
}

fn found(bytes: &[u8]) -> Sheet {
    read(bytes, &Options::default()).expect("a sheet")
}

fn notes(sheet: &Sheet) -> Vec<String> {
    sheet.notes.iter().map(ToString::to_string).collect()
}

fn labels(sheet: &Sheet) -> Vec<&str> {
    sheet.headers.iter().map(|header| header.label.as_str()).collect()
}

#[test]
fn cells_of_every_type_are_the_text_a_spreadsheet_program_shows() {
    let fill = |sheet: &mut Worksheet| {
        table(
            sheet,
            0,
            &[&["ID", "Day", "Time", "Share", "Number", "Sum", "Yes", "Lines", "Bad"]],
        )?;
        let format = |text| Format::new().set_num_format(text);
        sheet.write_string(1, 0, "R-1")?;
        let day = chrono::NaiveDate::from_ymd_opt(2026, 2, 5).expect("a day");
        sheet.write_datetime_with_format(1, 1, day, &format("d. mmm"))?;
        let time = day.and_hms_opt(9, 30, 0).expect("a time");
        sheet.write_datetime_with_format(1, 2, time, &format("yyyy-mm-dd hh:mm"))?;
        sheet.write_number_with_format(1, 3, 0.55, &format("0%"))?;
        sheet.write_number(1, 4, 4711.0)?;
        sheet.write_formula(1, 5, Formula::new("=0.1+0.2").set_result("0.30000000000000004"))?;
        sheet.write_boolean(1, 6, true)?;
        sheet.write_string(1, 7, "one\r\ntwo")?;
        sheet.write_formula(1, 8, Formula::new("=1/0").set_result("#DIV/0!"))?;
        // Formulas filled down and formats without content are no rows.
        for row in 2..40 {
            sheet.write_formula(row, 5, Formula::new("=IF(A3=\"\",\"\",1)").set_result(""))?;
            sheet.write_blank(row, 1, &format("d. mmm"))?;
        }
        Ok(())
    };
    let sheet = found(&book(&[("Sheet1", &fill)]));
    assert_eq!(sheet.rows.len(), 1);
    assert_eq!(
        sheet.rows[0].cells,
        [
            "R-1",
            "2026-02-05",
            "2026-02-05 09:30:00",
            "55%",
            "4711",
            "0.3",
            "yes",
            "one\ntwo",
            ""
        ]
    );
    assert_eq!(
        notes(&sheet),
        ["sheet `Sheet1`", "cells with an error were read as empty: I2 #DIV/0!"]
    );
}

/// Writes a part of a workbook anew.
fn with_part(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let path = part.name().expect("a name").into_owned();
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut text).expect("reads");
        if path == name {
            text = change(String::from_utf8(text).expect("text")).into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(path, options).expect("a part");
        std::io::Write::write_all(&mut writer, &text).expect("writes");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn a_formula_without_a_result_is_told_by_its_cell() {
    let fill = |sheet: &mut Worksheet| {
        table(
            sheet,
            0,
            &[
                &["ID", "Name", "Owner", "Status"],
                &["1", "One"],
                &["2", "Two"],
                &["3", "Three"],
            ],
        )?;
        for row in 1..3 {
            sheet.write_formula(row, 2, Formula::new("=A1").set_result("77"))?;
        }
        sheet.write_formula(3, 2, Formula::new("=A1").set_result("88"))?;
        sheet.write_formula(1, 3, Formula::new("=A1").set_result("77"))?;
        // An empty text is a result.
        sheet.write_formula(2, 3, Formula::new("=\"\"").set_result(""))?;
        Ok(())
    };
    let bytes = book(&[("Sheet1", &fill)]);
    let bytes = with_part(&bytes, "xl/worksheets/sheet1.xml", |text| {
        text.replace("<v>77</v>", "<v></v>")
    });
    let sheet = found(&bytes);
    assert_eq!(sheet.values(2).collect::<Vec<_>>(), ["", "", "88"]);
    assert_eq!(
        notes(&sheet),
        [
            "sheet `Sheet1`",
            "formulas without a result in the file were read as empty: C2:C3, D2; open it in a spreadsheet program, save it \
             and import it again"
        ]
    );
}

#[test]
fn titles_groups_and_merged_cells_are_understood() {
    let fill = |sheet: &mut Worksheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 5, "Register of risks", &plain)?;
        sheet.merge_range(2, 3, 2, 4, "Inherent", &plain)?;
        sheet.merge_range(2, 0, 3, 0, "ID", &plain)?;
        table(
            sheet,
            3,
            &[&["", "Name", "Owner", "Likelihood\n(1-5)", "Impact", "Status"]],
        )?;
        table(
            sheet,
            4,
            &[
                &["R-1", "One", "", "4", "3", "Open"],
                &["R-2", "Two", "", "2", "1", "Open"],
                &[],
                &["R-3", "Three", "", "2", "2", "Closed"],
            ],
        )?;
        sheet.merge_range(4, 2, 6, 2, "Ana Ruiz", &plain)?;
        sheet.set_row_hidden(5)?;
        sheet.set_column_hidden(5)?;
        Ok(())
    };
    let sheet = found(&book(&[("Risks", &fill)]));
    assert_eq!(
        labels(&sheet),
        [
            "ID",
            "Name",
            "Owner",
            "Inherent Likelihood (1-5)",
            "Inherent Impact",
            "Status"
        ]
    );
    let rows: Vec<_> = sheet
        .rows
        .iter()
        .map(|row| (row.number, row.cell(0), row.cell(2)))
        .collect();
    assert_eq!(rows, [(5, "R-1", "Ana Ruiz"), (6, "R-2", "Ana Ruiz"), (8, "R-3", "")]);
    assert_eq!(
        notes(&sheet),
        [
            "sheet `Risks`",
            "the header is rows 3 and 4; above it and left out: row 1 `Register of risks`",
            "merged cells say the same for each of their rows: C5:C7",
            "rows hidden in the spreadsheet program, such as by a filter, were read too: 6",
            "columns hidden in the spreadsheet program were read too: Status",
        ]
    );
    let options = Options {
        header_row: Some(4),
        ..Options::default()
    };
    let asked = read(&book(&[("Risks", &fill)]), &options).expect("a sheet");
    assert_eq!(
        labels(&asked),
        ["#1", "Name", "Owner", "Likelihood (1-5)", "Impact", "Status"]
    );
}

#[test]
fn the_sheet_that_fits_is_found_or_named() {
    let cover = |sheet: &mut Worksheet| table(sheet, 0, &[&["Document", "Register"], &["Version", "2"]]);
    let legend = |sheet: &mut Worksheet| table(sheet, 0, &[&["Status", "Meaning"], &["Open", "to do"]]);
    let open = |sheet: &mut Worksheet| table(sheet, 0, &[&["ID", "Name", "Owner"], &["1", "One", "ana"]]);
    let closed = |sheet: &mut Worksheet| table(sheet, 0, &[&["ID", "Name", "Owner"], &["2", "Two", "ben"]]);
    let lists = |sheet: &mut Worksheet| {
        sheet.set_hidden(true);
        table(
            sheet,
            0,
            &[&["ID", "Name", "Owner", "Status"], &["9", "Old", "eve", "x"]],
        )
    };
    let bytes = book(&[
        ("Cover", &cover),
        ("Open", &open),
        ("Closed", &closed),
        ("Key", &legend),
        ("_Old", &lists),
    ]);
    let sheet = found(&bytes);
    assert_eq!((sheet.name.as_deref(), sheet.rows[0].cell(1)), (Some("Open"), "One"));
    assert_eq!(
        notes(&sheet),
        [
            "sheet `Open`; `--sheet` reads the others like it: Closed; sheets left out: Cover, Key; hidden sheets left out: _Old"
        ]
    );
    let asked = |name: &str| {
        let options = Options {
            sheet: Some(name.to_owned()),
            ..Options::default()
        };
        read(&bytes, &options)
    };
    assert_eq!(asked("closed").expect("a sheet").rows[0].cell(1), "Two");
    assert_eq!(asked("_Old").expect("a sheet").rows[0].cell(1), "Old");
    assert_eq!(
        asked("none").expect_err("no sheet").to_string(),
        "There is no sheet `none`. The workbook has: Cover, Open, Closed, Key, _Old."
    );
    let options = Options {
        sheet: Some("Open".to_owned()),
        ..Options::default()
    };
    assert_eq!(read(b"ID,Name\n1,One\n", &options), Err(SheetError::NoWorkbook));
}

#[test]
fn a_workbook_that_would_fill_the_memory_is_refused() {
    let far = |sheet: &mut Worksheet| {
        table(sheet, 0, &[&["ID", "Name"], &["1", "One"]])?;
        sheet.write_string(1_048_575, 16_383, "x").map(|_| ())
    };
    let bytes = book(&[("Sheet1", &far)]);
    assert_eq!(
        read(&bytes, &Options::default()),
        Err(SheetError::FarCell("XFD1048576".to_owned()))
    );
    let tall = |sheet: &mut Worksheet| {
        table(sheet, 0, &[&["ID", "Name"], &["1", "One"]])?;
        sheet.write_string(1_048_575, 1, "x").map(|_| ())
    };
    let sheet = found(&book(&[("Sheet1", &tall)]));
    assert_eq!(sheet.rows.last().map(|row| row.number), Some(1_048_576));
    for limits in [
        Limits {
            all: 2_000,
            kept: 2_000,
            ..Limits::USUAL
        },
        Limits {
            kept: 100,
            ..Limits::USUAL
        },
    ] {
        assert_eq!(check_sizes(&bytes, limits), Err(SheetError::UnpacksTooLarge));
    }
    assert_eq!(check_sizes(&bytes, Limits::USUAL), Ok(()));
    let short = Limits {
        cell: 2,
        ..Limits::USUAL
    };
    assert_eq!(check_sizes(&bytes, short), Err(SheetError::LongCell { most: 0 }));
}

/// A workbook in which nothing is shown.
struct Hidden;

impl Book for Hidden {
    fn sheets(&self) -> Vec<(String, bool)> {
        ["One", "Two"].map(|name| (name.to_owned(), false)).into()
    }

    fn grid(&mut self, _: &str, _: usize) -> Result<Grid, SheetError> {
        Err(SheetError::Empty)
    }
}

#[test]
fn a_workbook_of_hidden_sheets_says_so() {
    let error = of_book(&mut Hidden, &Options::default(), &WANTED, usize::MAX).expect_err("nothing is shown");
    assert_eq!(
        error.to_string(),
        "All sheets of the workbook are hidden: One, Two. Show the one that is meant, or name it with --sheet."
    );
}

#[test]
fn a_damaged_workbook_is_told() {
    let fill = |sheet: &mut Worksheet| table(sheet, 0, &[&["ID", "Name"], &["1", "One"]]);
    let bytes = book(&[("Sheet1", &fill)]);
    for cut in [bytes.len() / 2, bytes.len() - 30] {
        let error = read(&bytes[..cut], &Options::default()).expect_err("damaged");
        assert!(
            matches!(error, SheetError::Workbook(_) | SheetError::Foreign(_)),
            "{error}"
        );
    }
}
