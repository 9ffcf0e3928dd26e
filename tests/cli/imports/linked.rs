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

#[test]
fn files_of_a_folder_come_in_as_one_edit_linked_to_each_other() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.here().join("in")).expect("a folder");
    sandbox.write(
        "in/actions.csv",
        "ID,Action,Owner,Due,Risk ID\nT-1,Mend,ana,2026-12-31,R-1\n",
    );
    sandbox.write("in/Risk register.csv", "Risk ID,Risk,System\nR-1,Drift,Chat\n");
    sandbox.write("in/systems.csv", "ID,Name\nS-1,Chat\n");
    sandbox.write("in/notes.txt", "Word,Other\na,b\n");
    sandbox.write("in/picture.png", "no table");
    let before = sandbox.files();
    let ran = sandbox.run(&["import", "all", "in"]);
    assert!(ran.code == 0 && ran.err.contains("notes.txt: left out"), "{ran:?}");
    let risks = sandbox.json(&["list", "risks", "--json"]);
    assert_eq!(risks[0]["systems"], serde_json::json!(["chat"]));
    let actions = sandbox.json(&["list", "actions", "--json"]);
    assert_eq!(actions[0]["risks"], serde_json::json!([risks[0]["id"]]));
    sandbox.fine(&["undo"]);
    assert_eq!(sandbox.files(), before);
    // By command line: each file by its kind, or all of one.
    let ran = sandbox.run(&["import", "risks,systems", "in/Risk register.csv", "in/systems.csv"]);
    assert!(ran.code == 0, "{ran:?}");
    let ran = sandbox.run(&["import", "risks,systems,actions", "in/systems.csv", "in/actions.csv"]);
    assert!(
        ran.code == 2 && ran.err.contains("in the order of the files"),
        "{ran:?}"
    );
}

#[test]
fn a_row_in_another_file_of_the_same_import_is_not_gone() {
    let sandbox = Sandbox::new();
    sandbox.write("north.csv", "ID,Name\nS-1,Chat\n");
    sandbox.write("south.csv", "ID,Name\nS-2,Bot\n");
    let files = ["import", "systems", "north.csv", "south.csv", "--retire-removed"];
    sandbox.fine(&files);
    let ran = sandbox.run(&files);
    assert!(ran.code == 0 && !ran.out.contains("gone"), "{ran:?}");
    let systems = sandbox.json(&["list", "systems", "--json"]);
    assert_eq!(systems.as_array().map(Vec::len), Some(2), "{systems}");
    sandbox.write("south.csv", "ID,Name\nS-3,Voice\n");
    sandbox.fine(&files);
    let left = sandbox.fine(&["list", "systems", "--columns", "reference"]);
    assert!(
        left.contains("S-1") && left.contains("S-3") && !left.contains("S-2"),
        "{left}"
    );
}

#[test]
fn what_lies_beside_the_tables_of_a_folder_stops_nothing() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.here().join("in")).expect("a folder");
    sandbox.write("in/systems.csv", "ID,Name\nS-1,Chat\n");
    sandbox.write("in/~$systems.xlsx", "\u{3}ana");
    sandbox.write("in/.~lock.systems.ods#", "ana");
    sandbox.write("in/.hidden.csv", "ID,Name\nS-2,Bot\n");
    sandbox.write("in/readme.txt", "How these files came about.\nAsk Ana.\n");
    sandbox.write("in/readme.md", "# Read me\n\nHow these files came about, and when.\n");
    sandbox.write("in/empty.csv", "");
    let ran = sandbox.run(&["import", "systems", "in"]);
    assert!(ran.code == 0 && ran.out.contains("1 create"), "{ran:?}");
    for (file, why) in [
        ("readme.txt", "It is text without a table."),
        ("readme.md", "It is text without a table."),
        ("empty.csv", "The file is empty."),
    ] {
        let told = format!("{file}: left out. {why}");
        assert!(ran.err.contains(&told), "{told}: {ran:?}");
    }
    assert!(
        !ran.err.contains("lock") && !ran.err.contains("~$") && !ran.out.contains("Bot"),
        "{ran:?}"
    );
    // By its name it is read, or refused.
    assert_ne!(sandbox.run(&["import", "systems", "in/empty.csv"]).code, 0);
    std::fs::remove_file(sandbox.here().join("in/systems.csv")).expect("removed");
    let ran = sandbox.run(&["import", "systems", "in"]);
    assert!(
        ran.code == 2 && ran.err.contains("no file of this folder is a table"),
        "{ran:?}"
    );
}
