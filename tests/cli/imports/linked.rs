//! Several kinds and sheets of one file as one edit, linked to each other.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::sandbox::Sandbox;

/// A workbook with people, risks, and actions that point at the risks.
fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The actions stand first: the order of the sheets says nothing.
    let actions = book.add_worksheet().set_name("Treatment Plan")?;
    actions.write_row(0, 0, ["Action ID", "Risk ID", "Action", "Action Owner", "Due Date"])?;
    actions.write_row(1, 0, ["T-1", "R-01", "Rescan", "Ana Ruiz", "2026-12-31"])?;
    actions.write_row(2, 0, ["T-2", "R-02, R-99", "Limit topics", "Ben Okoro", "2026-12-31"])?;
    let risks = book.add_worksheet().set_name("Risk Register")?;
    risks.write_row(0, 0, ["Risk ID", "Risk Statement", "Risk Owner"])?;
    risks.write_row(1, 0, ["R-01", "Claims are misread", "Ana Ruiz"])?;
    risks.write_row(2, 0, ["R-02", "Wrong advice", "Ben Okoro"])?;
    let people = book.add_worksheet().set_name("People")?;
    people.write_row(0, 0, ["Username", "Name"])?;
    people.write_row(1, 0, ["ana", "Ana Ruiz"])?;
    people.write_row(2, 0, ["ben", "Ben Okoro"])?;
    book.add_worksheet()
        .set_name("Read me")?
        .write_row(0, 0, ["How to use this"])?;
    book.save_to_buffer()
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.here().join("w.xlsx"), workbook().expect("a workbook")).expect("written");
    sandbox
}

/// Checks that the records are there and linked, and that one undo takes all of them back.
fn linked(sandbox: &Sandbox) {
    let risks = sandbox.json(&["list", "risks", "--json"]);
    let actions = sandbox.json(&["list", "actions", "--json"]);
    let action = |reference: &str| {
        let all = actions.as_array().expect("a list");
        all.iter()
            .find(|action| action["reference"] == reference)
            .expect(reference)
    };
    let risk = |reference: &str| {
        let all = risks.as_array().expect("a list");
        all.iter().find(|risk| risk["reference"] == reference).expect(reference)["id"].clone()
    };
    assert_eq!(action("T-1")["risks"], serde_json::json!([risk("R-01")]));
    assert_eq!(action("T-2")["risks"], serde_json::json!([risk("R-02")]));
    sandbox.fine(&["undo"]);
    for kind in ["risks", "actions"] {
        assert_eq!(sandbox.json(&["list", kind, "--json"]), serde_json::json!([]));
    }
}

#[test]
fn every_sheet_named_after_a_kind_comes_in_linked() {
    let sandbox = sandbox();
    let dry = sandbox.run(&["import", "all", "w.xlsx", "--dry-run"]);
    assert!(dry.out.contains("`R-99` names no record"), "{dry:?}");
    assert_eq!(sandbox.json(&["list", "risks", "--json"]), serde_json::json!([]));
    let ran = sandbox.run(&["import", "all", "w.xlsx"]);
    assert_eq!(ran.out.matches("2 create").count(), 3, "{ran:?}");
    let owners = sandbox.fine(&["list", "actions", "--columns", "owner"]);
    assert!(owners.contains("ana") && owners.contains("ben"), "{owners}");
    let again = sandbox.run(&["import", "all", "w.xlsx"]);
    assert_eq!(again.out.matches("2 unchanged").count(), 3, "{again:?}");
    linked(&sandbox);
}

#[test]
fn kinds_and_sheets_are_named_in_their_order() {
    let sandbox = sandbox();
    let both = ["import", "risks,actions", "w.xlsx"];
    sandbox.run(&both);
    linked(&sandbox);
    sandbox.run(&[&both[..], &["--sheet", "Risk Register", "--sheet", "Treatment Plan"]].concat());
    linked(&sandbox);
    let fewer = sandbox.run(&[
        "import",
        "risks,actions,people",
        "w.xlsx",
        "--sheet",
        "A",
        "--sheet",
        "B",
    ]);
    assert!(
        fewer.code == 2 && fewer.err.contains("not as many of both"),
        "{fewer:?}"
    );
    let unknown = sandbox.run(&[&both[..], &["--map", "Nowhere=title"]].concat());
    assert!(
        unknown.code == 2 && unknown.err.contains("no column `Nowhere`"),
        "{unknown:?}"
    );
    assert_eq!(sandbox.json(&["list", "risks", "--json"]), serde_json::json!([]));
}

#[test]
fn a_file_without_named_sheets_says_what_to_type() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "Name\nChat\n");
    let ran = sandbox.run(&["import", "all", "a.csv"]);
    assert!(
        ran.code == 2 && ran.err.contains("No sheet of the file is named"),
        "{ran:?}"
    );
}
