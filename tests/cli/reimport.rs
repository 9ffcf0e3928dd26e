//! A second import of a spreadsheet, after somebody edited what the first one brought.

use crate::sandbox::Sandbox;

const SHEET: &str = "name,owner,department,description\nAlpha,ana,IT,first\nBeta,,IT,\n";

fn systems(sandbox: &Sandbox, columns: &str) -> String {
    sandbox.fine(&["list", "systems", "--json", "--columns", columns])
}

#[test]
fn local_edits_stay_when_the_file_is_unchanged() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", SHEET);
    sandbox.fine(&["import", "systems", "a.csv"]);
    sandbox.fine(&["set", "alpha", "owner=ben", "purpose=edited here"]);
    let edited = sandbox.files();
    let ran = sandbox.run(&["import", "systems", "a.csv"]);
    assert!(ran.out.contains("0 update, 2 unchanged"), "{ran:?}");
    for field in ["Owner", "Purpose"] {
        let told = format!("{field} was edited here and not in the file; left as it is");
        assert!(ran.out.contains(&told), "{ran:?}");
    }
    assert_eq!(sandbox.files(), edited, "not a byte changes");
}

#[test]
fn what_changes_is_listed_also_where_it_is_written_at_once() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", SHEET);
    sandbox.fine(&["import", "systems", "a.csv"]);
    sandbox.write("b.csv", &SHEET.replace(",ana,", ",emre,"));
    let told = sandbox.fine(&["import", "systems", "b.csv"]);
    assert!(told.contains("Owner: ana -> emre"), "{told}");
}

#[test]
fn a_clash_is_reported_and_ours_stays_unless_the_file_is_to_win() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", SHEET);
    sandbox.write(
        "b.csv",
        &SHEET
            .replace(",ana,", ",emre,")
            .replace("Beta,,IT,", "Beta,eve,IT,second"),
    );
    sandbox.fine(&["import", "systems", "a.csv"]);
    sandbox.fine(&["set", "alpha", "owner=ben"]);
    let told = "Owner was edited here and in the file, where it is `emre`; left as it is (--theirs takes the file's, --ours settles it)";
    for _ in 0..2 {
        let ran = sandbox.run(&["import", "systems", "b.csv", "--dry-run"]);
        assert!(ran.out.contains(told), "a dry run remembers nothing: {ran:?}");
    }
    let ran = sandbox.run(&["import", "systems", "b.csv"]);
    assert!(
        ran.out.contains(told) && ran.out.contains("1 update, 1 unchanged"),
        "{ran:?}"
    );
    let owners = systems(&sandbox, "id,owner,purpose");
    assert!(
        owners.contains("\"ben\"") && owners.contains("\"eve\"") && owners.contains("second"),
        "{owners}"
    );
    // What was left out is no base: it is told again until it is settled.
    let ran = sandbox.run(&["import", "systems", "b.csv"]);
    assert!(
        ran.out.contains(told) && ran.out.contains("0 update, 2 unchanged"),
        "{ran:?}"
    );
    let ran = sandbox.run(&["import", "systems", "b.csv", "--theirs"]);
    assert!(
        ran.out
            .contains("Owner was edited here to `ben` and in the file; the file wins, as asked"),
        "{ran:?}"
    );
    assert!(systems(&sandbox, "id,owner").contains("emre"));
    let ran = sandbox.run(&["import", "systems", "b.csv"]);
    assert!(!ran.out.contains("left as it is"), "{ran:?}");
}

#[test]
fn a_clash_that_is_settled_with_what_is_here_is_told_once() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", SHEET);
    sandbox.fine(&["import", "systems", "a.csv"]);
    sandbox.fine(&["set", "alpha", "owner=ben"]);
    sandbox.write("b.csv", &SHEET.replace(",ana,", ",emre,"));
    let ran = sandbox.run(&["import", "systems", "b.csv", "--ours"]);
    let told = "Owner was edited here and in the file, where it is `emre`; what is here stays, as asked";
    assert!(ran.out.contains(told) && ran.out.contains("0 update"), "{ran:?}");
    let ran = sandbox.run(&["import", "systems", "b.csv"]);
    assert!(ran.out.contains("Owner was edited here and not in the file"), "{ran:?}");
    assert!(systems(&sandbox, "id,owner").contains("ben"));
    // The next change of the file is another matter.
    sandbox.write("c.csv", &SHEET.replace(",ana,", ",gil,"));
    let ran = sandbox.run(&["import", "systems", "c.csv"]);
    assert!(ran.out.contains("where it is `gil`; left as it is"), "{ran:?}");
    let both = sandbox.run(&["import", "systems", "c.csv", "--ours", "--theirs"]);
    assert_eq!(both.code, 2, "{both:?}");
}

#[test]
fn a_clash_with_an_older_file_is_resolved_as_asked() {
    let sandbox = Sandbox::new();
    let newer = SHEET.replace(",ana,", ",emre,");
    sandbox.write("a.csv", SHEET);
    sandbox.write("b.csv", &newer);
    sandbox.fine(&["import", "systems", "a.csv"]);
    sandbox.fine(&["set", "alpha", "owner=ben"]);
    for _ in 0..2 {
        let ran = sandbox.run(&["import", "systems", "b.csv", "--since", "a.csv"]);
        assert!(
            ran.out.contains("(--theirs takes the file's, --ours settles it)"),
            "{ran:?}"
        );
    }
    let ran = sandbox.run(&["import", "systems", "b.csv"]);
    assert!(
        ran.out.contains("(--theirs takes the file's, --ours settles it)"),
        "{ran:?}"
    );
    let ran = sandbox.run(&["import", "systems", "b.csv", "--since", "a.csv", "--overwrite"]);
    assert!(ran.out.contains("the file wins, as asked"), "{ran:?}");
    assert!(systems(&sandbox, "id,owner").contains("emre"));
}

#[test]
fn an_import_that_was_undone_can_be_made_again_and_leaves_nothing() {
    let sandbox = Sandbox::new();
    let bare = sandbox.files();
    sandbox.write("a.csv", SHEET);
    sandbox.write("b.csv", &SHEET.replace(",ana,", ",emre,"));
    sandbox.fine(&["import", "systems", "a.csv"]);
    let first = sandbox.files();
    sandbox.fine(&["import", "systems", "b.csv"]);
    let second = sandbox.files();
    for _ in 0..2 {
        sandbox.fine(&["undo"]);
        assert_eq!(sandbox.files(), first, "the memory goes back with the edit");
        let ran = sandbox.run(&["import", "systems", "b.csv"]);
        assert!(ran.out.contains("1 update"), "{ran:?}");
        assert_eq!(sandbox.files(), second);
    }
    sandbox.fine(&["undo"]);
    sandbox.fine(&["redo"]);
    assert_eq!(sandbox.files(), second);
    sandbox.fine(&["undo"]);
    sandbox.fine(&["undo"]);
    assert_eq!(sandbox.files(), bare);
}

#[test]
fn records_that_preceded_any_import_are_matched_and_named() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Alpha", "owner=ben", "unit=IT"]);
    sandbox.write("a.csv", SHEET);
    let ran = sandbox.run(&["import", "systems", "a.csv"]);
    assert!(ran.out.contains("Owner was `ben` here; the file wins"), "{ran:?}");
}

#[test]
fn a_kept_column_does_not_go_stale() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "title,owner,score\nLeak,ana,25\nDrift,ben,4\n");
    sandbox.write("b.csv", "title,owner,score\nLeak,ana,2\nDrift,ben,9\n");
    sandbox.fine(&["import", "risks", "--keep-unmapped", "a.csv"]);
    sandbox.fine(&["import", "risks", "--keep-unmapped", "b.csv"]);
    let risks = sandbox.json(&["list", "risks", "--json", "--columns", "title,extras"]);
    let rows = risks.as_array().expect("rows").iter();
    let mut kept: Vec<_> = rows.map(|row| row["extras"].to_string()).collect();
    kept.sort();
    assert_eq!(
        kept,
        [
            r#"[{"column":"score","value":"2"}]"#,
            r#"[{"column":"score","value":"9"}]"#
        ]
    );
}

#[test]
fn printed_lists_import_without_a_change() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.csv",
        "name,owner,description\nClaims chat,ana,\"First paragraph.\n\nSecond paragraph.\"\n",
    );
    sandbox.fine(&["import", "systems", "a.csv"]);
    // It is remembered that the list had the record, too.
    let records = || {
        let mut files = sandbox.files();
        files.retain(|path, _| !path.iter().any(|part| part == "imports"));
        files
    };
    let before = records();
    let table = sandbox.fine(&["list", "systems", "--columns", "id,title,owner,purpose"]);
    sandbox.write("x.tsv", &table);
    let ran = sandbox.run(&["import", "systems", "x.tsv"]);
    assert!(ran.out.contains("0 update, 1 unchanged"), "{ran:?}");
    assert_eq!(records(), before);
}

const EXPORTS: [&str; 4] = ["e.csv", "e.json", "e.md", "e.xlsx"];

/// Exports two systems in every format; then the team edits one.
fn stale() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Chat", "owner=ana", "stage=operation"]);
    sandbox.fine(&["add", "system", "title=Bot", "owner=ben", "purpose=Answers"]);
    for file in EXPORTS {
        sandbox.fine(&["export", "systems", "-o", file]);
    }
    sandbox.fine(&["set", "chat", "owner=zoe", "purpose=filled since"]);
    sandbox
}

#[test]
fn an_export_that_nobody_edited_reverts_nothing() {
    let sandbox = stale();
    let edited = sandbox.fine(&["list", "systems", "--json"]);
    for file in EXPORTS {
        for side in [&[][..], &["--ours"], &["--theirs"]] {
            let ran = sandbox.run(&[&["import", "systems", file][..], side].concat());
            assert!(ran.out.contains("0 create, 0 update, 2 unchanged"), "{file}: {ran:?}");
            let told = "Owner was edited here and not in the file; left as it is";
            assert!(ran.out.contains(told), "{file}: {ran:?}");
            assert!(!ran.out.contains("Columns not imported: As"), "{file}: {ran:?}");
            assert!(!ran.out.contains("hidden"), "{file}: {ran:?}");
            assert_eq!(sandbox.fine(&["list", "systems", "--json"]), edited, "{file}");
        }
    }
}

#[test]
fn of_an_export_what_the_file_changed_is_taken_and_what_both_changed_is_told() {
    for file in ["e.csv", "e.json", "e.md"] {
        let sandbox = stale();
        let text = std::fs::read_to_string(sandbox.here().join(file)).expect("a file");
        // In both, and in the file alone.
        sandbox.write(file, &text.replace("ana", "carl").replace("Answers", "Sorts"));
        let ran = sandbox.run(&["import", "systems", file]);
        assert!(ran.out.contains("Purpose: Answers -> Sorts"), "{file}: {ran:?}");
        let told = "Owner was edited here and in the file, where it is `carl`; left as it is";
        assert!(
            ran.out.contains(told) && ran.out.contains("1 update, 1 unchanged"),
            "{file}: {ran:?}"
        );
        let ran = sandbox.run(&["import", "systems", file, "--theirs"]);
        assert!(
            ran.out
                .contains("Owner was edited here to `zoe` and in the file; the file wins"),
            "{file}: {ran:?}"
        );
        assert!(systems(&sandbox, "id,owner,purpose").contains("filled since"));
        // What was taken is not told again, and neither is it taken back when the team goes on.
        sandbox.fine(&["set", "chat", "owner=eve"]);
        let ran = sandbox.run(&["import", "systems", file]);
        assert!(
            ran.out.contains("Owner was edited here and not in the file"),
            "{file}: {ran:?}"
        );
        assert!(ran.out.contains("0 update, 2 unchanged"), "{file}: {ran:?}");
    }
}

#[test]
fn what_an_export_says_of_itself_counts_for_its_own_record_alone() {
    let sandbox = stale();
    let text = std::fs::read_to_string(sandbox.here().join("e.csv")).expect("a file");
    let rows: Vec<&str> = text.lines().collect();
    let said = |row: &str| row.rsplit_once(',').expect("cells").1.to_owned();
    let swapped = [
        rows[0].to_owned(),
        rows[1].to_owned(),
        rows[2].replace(&said(rows[2]), &said(rows[1])),
    ];
    sandbox.write("swapped.csv", &swapped.join("\n"));
    let ran = sandbox.run(&["import", "systems", "swapped.csv"]);
    assert!(ran.out.contains("Owner: zoe -> ana"), "as without the column: {ran:?}");
    // To the letter is what it was, and each field is named.
    let sandbox = stale();
    let ran = sandbox.run(&["import", "systems", "e.csv", "--restore"]);
    for change in ["Owner: zoe -> ana", "Purpose: filled since -> "] {
        assert!(ran.out.contains(change), "{ran:?}");
    }
}

#[test]
fn the_organization_of_an_old_export_reverts_nothing_either() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["set", "organization", "scope=All systems", "people=ana | Ana Ruiz"]);
    sandbox.fine(&["export", "-o", "all.json"]);
    sandbox.fine(&[
        "set",
        "organization",
        "people=ana | Ana Ruiz | Chief",
        "legal_name=Example Ltd",
    ]);
    sandbox.fine(&["set", "A.2.2", "applicability=applicable"]);
    let edited = sandbox.fine(&["export", "--format", "json"]);
    for side in [&[][..], &["--ours"], &["--theirs"]] {
        let ran = sandbox.run(&[&["import", "all", "all.json"][..], side].concat());
        assert!(
            ran.out
                .contains("People was edited here and not in the file; left as it is"),
            "{ran:?}"
        );
        assert_eq!(sandbox.fine(&["export", "--format", "json"]), edited, "{side:?}");
    }
}
