//! `aims import`, there and back.

use crate::sandbox::Sandbox;

const SHEET: &str = "Use_Case_ID,Title,Summary,Development_Stage,Cost\r\n\
    X-1,Chat,\"First.\r\nSecond.\",Operation and Management,12\r\n\
    X-2,Triage,,In production: less than 6 months,\r\n\
    X-3,Summaries,,,7\r\n\
    X-4,Vision,,Planned (not in production),\r\n\
    X-5,Speech,,half way,\r\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("2023.csv", SHEET);
    sandbox
}

#[test]
fn a_dry_run_shows_what_each_column_and_row_does_and_writes_nothing() {
    let sandbox = sandbox();
    let before = sandbox.files();
    let ran = sandbox.run(&["import", "systems", "2023.csv", "--dry-run"]);
    insta::assert_snapshot!(ran.out, @r"
    Systems: 5 rows, 5 columns, header in row 1.
      Use_Case_ID        -> reference (by its name)
      Title              -> title (by its name)
      Summary            -> purpose (by its name)
      Development_Stage  -> stage (by its name)
      Cost               no field; kept (2 filled)
    What is kept stands with the record under Imported columns; --map 'COLUMN=FIELD' gives it a field, --map 'COLUMN=-' leaves it out.
    Rows are found again by reference (5).

    row 2      create     chat  Chat
    row 3      create     triage  Triage
    row 4      create     summaries  Summaries
    row 5      create     vision  Vision
    row 6      create     speech  Speech
        Development_Stage: `half way` is none of the choices, so Stage is not set

    Development_Stage: 1 cell is not read as Stage, or only in part; the text is kept with the record.
         1 x `half way` is none of the choices
      It is one of inception, development, verification, deployment, operation, retirement: --map-value 'Development_Stage:half way=inception' says which.
    5 create, 0 update, 0 unchanged, 0 problem, 0 removed.
    ");
    assert!(ran.code == 0 && ran.err.contains("Nothing was written"), "{ran:?}");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_second_import_changes_no_byte_and_one_undo_takes_the_first_back() {
    let sandbox = sandbox();
    let before = sandbox.files();
    sandbox.fine(&["import", "system", "2023.csv", "--keep-unmapped"]);
    let after = sandbox.files();
    let out = sandbox.fine(&["import", "systems", "2023.csv", "--keep-unmapped"]);
    assert!(out.contains("5 unchanged"), "{out}");
    assert_eq!(sandbox.files(), after);
    let stages = sandbox.json(&["list", "systems", "--json", "--columns", "id,stage"]);
    let stage = |nth: usize| stages[nth]["stage"].as_str().unwrap_or("none").to_owned();
    assert_eq!(
        [0, 1, 2, 3, 4].map(stage),
        ["operation", "none", "none", "operation", "inception"]
    );
    let undone = sandbox.fine(&["undo"]);
    assert!(
        undone.starts_with("Undone: import systems from 2023.csv: 5 created ("),
        "{undone}"
    );
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_row_that_cannot_be_imported_is_a_finding() {
    let sandbox = sandbox();
    sandbox.write("odd.csv", "Title,Stage\nChat,operation\nShifted,a,b,c\n");
    let ran = sandbox.run(&["import", "systems", "odd.csv"]);
    assert!(ran.code == 1 && ran.out.contains("row 3      problem"), "{ran:?}");
    assert_eq!(
        sandbox.json(&["list", "systems", "--json"]).as_array().map(Vec::len),
        Some(1)
    );
}

#[test]
fn the_columns_can_be_named_kept_and_used_again() {
    let sandbox = sandbox();
    let named = [
        "import",
        "systems",
        "2023.csv",
        "--map",
        "Cost=note",
        "--map-value",
        "Development_Stage:half way=development",
        "--key",
        "Use_Case_ID",
        "--save-mapping",
        "yearly",
    ];
    sandbox.fine(&named);
    let text = sandbox
        .files()
        .into_iter()
        .find(|(path, _)| path.ends_with("mappings/yearly.ron"));
    assert!(text.is_some_and(|(_, text)| text.contains("\"Cost\": \"note\"")));
    // A mapping is no record, and nothing odd either.
    assert!(!sandbox.run(&["check"]).out.contains("mappings"));
    let out = sandbox.fine(&["import", "systems", "2023.csv", "--mapping", "yearly"]);
    assert!(out.contains("(saved mapping)") && out.contains("5 unchanged"), "{out}");
    assert_eq!(sandbox.json(&["show", "speech", "--json"])["stage"], "development");
}

#[test]
fn the_next_file_changes_what_changed_and_retires_what_is_gone() {
    let sandbox = sandbox();
    sandbox.fine(&["import", "systems", "2023.csv"]);
    sandbox.fine(&["set", "chat", "title=Assistant"]);
    let newer = SHEET
        .replace("X-3,Summaries,,,7\r\n", "")
        .replace("Triage,", "Sorting,");
    sandbox.write("2024.csv", &newer);
    let arguments = [
        "import",
        "systems",
        "2024.csv",
        "--since",
        "2023.csv",
        "--retire-removed",
    ];
    let out = sandbox.fine(&arguments);
    assert!(
        out.contains("0 create, 1 update, 3 unchanged, 0 problem, 1 removed."),
        "{out}"
    );
    assert!(out.contains("summaries has no row any more; it is retired"), "{out}");
    assert_eq!(sandbox.json(&["show", "triage", "--json"])["title"], "Sorting");
    assert_eq!(sandbox.json(&["show", "chat", "--json"])["title"], "Assistant");
    assert_eq!(sandbox.json(&["show", "summaries", "--json"])["retired"], "2026-11-23");
    let listed = sandbox.fine(&["undo", "--list"]);
    assert!(
        listed.starts_with("1  import systems from 2024.csv: 1 updated, 1 retired ("),
        "{listed}"
    );
}

#[test]
fn an_impossible_value_is_refused_with_the_possible_ones() {
    let sandbox = sandbox();
    for (arguments, told) in [
        (&["import", "sytems", "2023.csv"][..], "Perhaps `systems`?"),
        (&["import", "systems", "2022.csv"], "2022.csv: No such file"),
        (
            &["import", "systems", "2023.csv", "--map", "Titel=title"],
            "perhaps `Title`",
        ),
        (
            &["import", "systems", "2023.csv", "--map", "Title"],
            "write COLUMN=FIELD",
        ),
        (
            &["import", "systems", "2023.csv", "--mapping", "none"],
            "There is no mapping `none`",
        ),
        (
            &["import", "systems", "2023.csv", "--save-mapping", "../x"],
            "no name for a mapping",
        ),
        (&["import", "method", "2023.csv"], "There is one method"),
        (&["import", "systems", "2023.csv", "--delimiter", "ab"], "no delimiter"),
    ] {
        let ran = sandbox.run(arguments);
        assert!(
            ran.code == 2 && ran.err.contains(told) && ran.out.is_empty(),
            "{arguments:?}: {ran:?}"
        );
    }
}
