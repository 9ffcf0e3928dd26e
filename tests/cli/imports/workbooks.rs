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
