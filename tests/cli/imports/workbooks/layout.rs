//! Workbooks on the command line: the sheet and the header that are found, and what is said of the rest.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::sandbox::Sandbox;

fn register() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("Cover")?;
    cover.write_row(0, 0, ["Document", "Inventory"])?;
    let sheet = book.add_worksheet().set_name("AI Systems")?;
    sheet.merge_range(0, 0, 0, 3, "Inventory of AI systems", &Format::new())?;
    sheet.write_row(2, 0, ["System ID", "Name", "Stage", "Next review"])?;
    for (row, (id, name)) in (3..).zip([("AI-1", "Chat"), ("AI-2", "Triage")]) {
        sheet.write_row(row, 0, [id, name, "pilot"])?;
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 11, 30)?;
        sheet.write_with_format(row, 3, day, &Format::new().set_num_format("dd.mm.yyyy"))?;
    }
    book.save_to_buffer()
}

#[test]
fn a_workbook_is_imported_without_a_word_about_its_layout() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.here().join("r.xlsx"), register().expect("a workbook")).expect("written");
    let ran = sandbox.run(&["import", "systems", "r.xlsx", "--map", "Next review=review"]);
    assert!(ran.code == 0, "{ran:?}");
    for said in [
        "r.xlsx: sheet `AI Systems`; sheets left out: Cover",
        "r.xlsx: the header is row 3; above it and left out: row 1 `Inventory of AI systems`",
    ] {
        assert!(ran.err.contains(said), "{ran:?}");
    }
    assert!(ran.out.contains("2 create"), "{ran:?}");
    let systems = sandbox.fine(&["list", "systems", "--columns", "reference,title,review"]);
    assert!(systems.contains("AI-2\tTriage\t2026-11-30"), "{systems}");
    let cover = sandbox.run(&["import", "systems", "r.xlsx", "--sheet", "Summary"]);
    assert!(
        cover
            .err
            .contains("There is no sheet `Summary`. The workbook has: Cover, AI Systems."),
        "{cover:?}"
    );
}

/// A workbook with a sheet of open and one of closed actions.
fn two_sheets(open: &[&str], closed: &[&str]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for (name, references) in [("Open Items", open), ("Closed Items", closed)] {
        let sheet = book.add_worksheet().set_name(name)?;
        sheet.write_row(0, 0, ["Action ID", "Action", "Owner", "Due date", "Status"])?;
        let status = if name == "Open Items" { "Open" } else { "Done" };
        for (row, reference) in (1..).zip(references) {
            let title = format!("Mend {reference}");
            sheet.write_row(row, 0, [*reference, &title, "ana", "2026-12-31", status])?;
        }
    }
    book.save_to_buffer()
}

#[test]
fn a_record_with_a_row_in_another_sheet_of_the_file_is_not_gone() {
    let sandbox = Sandbox::new();
    let write = |open: &[&str], closed: &[&str]| {
        let book = two_sheets(open, closed).expect("a workbook");
        std::fs::write(sandbox.here().join("r.xlsx"), book).expect("written");
    };
    let import = |sheet: &str| sandbox.fine(&["import", "actions", "r.xlsx", "--sheet", sheet, "--retire-removed"]);
    write(&["T-1", "T-2", "T-3"], &["T-8", "T-9"]);
    import("Open Items");
    import("Closed Items");
    let again = import("Open Items");
    assert!(again.contains("3 unchanged, 0 problem, 0 removed"), "{again}");
    // One moves to the other sheet, and one is in none any more.
    write(&["T-1"], &["T-2", "T-8", "T-9"]);
    let moved = import("Open Items");
    assert!(moved.contains("1 unchanged, 0 problem, 1 removed"), "{moved}");
    let retired = sandbox.fine(&["list", "actions", "is:retired", "--columns", "reference"]);
    assert_eq!(retired, "reference\nT-3\n");
}
