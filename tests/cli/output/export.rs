//! `aims export`.

use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Chat", "owner=ana", "stage=operation"]);
    sandbox.fine(&["add", "system", "title=Bot", "owner=ben", "stage=retirement"]);
    sandbox
}

#[test]
fn records_go_to_standard_output_or_into_a_file_that_is_not_there() {
    let sandbox = sandbox();
    let csv = sandbox.fine(&["export", "systems", "--filter", "stage:operation", "--format", "csv"]);
    let rows: Vec<_> = csv.lines().collect();
    assert!(
        rows[0].starts_with("\u{feff}Id,Title,") && rows[1].starts_with("chat,Chat,"),
        "{csv}"
    );
    assert_eq!(rows.len(), 2);
    let ran = sandbox.run(&["export", "systems", "-o", "all.csv"]);
    assert!(ran.err.contains("Wrote 2 records to all.csv."), "{ran:?}");
    let again = sandbox.run(&["export", "systems", "-o", "all.csv"]);
    assert!(
        again.code != 0 && again.err.contains("--force writes over it"),
        "{again:?}"
    );
    sandbox.fine(&["export", "systems", "-o", "all.csv", "--force"]);
    // What was written is what is there.
    let ran = sandbox.run(&["import", "systems", "all.csv"]);
    assert!(ran.out.contains("0 create, 0 update, 2 unchanged"), "{ran:?}");
}

#[test]
fn a_workbook_and_json_hold_every_kind_and_csv_one() {
    let sandbox = sandbox();
    sandbox.fine(&["export", "-o", "all.xlsx"]);
    let workbook = std::fs::read(sandbox.here().join("all.xlsx")).expect("a file");
    assert!(workbook.starts_with(b"PK"));
    let json = sandbox.json(&["export", "--format", "json"]);
    assert_eq!(
        (&json["schema"], &json["systems"][0]["title"]),
        (&1.into(), &"Bot".into())
    );
    assert_eq!(json["controls"].as_array().map(Vec::len), Some(38));
    for arguments in [
        &["export", "systems", "risks", "-o", "x.csv"][..],
        &["export", "systems", "risks"],
    ] {
        let ran = sandbox.run(arguments);
        assert!(ran.code != 0 && ran.err.contains(".xlsx"), "{ran:?}");
    }
}
