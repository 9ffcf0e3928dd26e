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
    for (place, why) in [
        ("none/all.csv", "there is no folder none; make it, or name another"),
        ("aims/all.csv", "The folder aims/ holds the register and nothing else"),
        (
            "aims/systems/../all.csv",
            "The folder aims/ holds the register and nothing else",
        ),
    ] {
        let ran = sandbox.run(&["export", "systems", "-o", place, "--force"]);
        assert!(
            ran.code != 0 && ran.err.contains(why) && !ran.err.contains(".tmp"),
            "{ran:?}"
        );
    }
    // What was written is what is there.
    let ran = sandbox.run(&["import", "systems", "all.csv"]);
    assert!(ran.out.contains("0 create, 0 update, 2 unchanged"), "{ran:?}");
}

#[test]
fn people_go_out_by_themselves_and_come_back() {
    let sandbox = sandbox();
    sandbox.write(
        "people.csv",
        "Username,Name,E-mail\nana,Ana Ruiz,ana@example.org\nben,Ben Okoro,\n",
    );
    sandbox.fine(&["import", "people", "people.csv"]);
    let csv = sandbox.fine(&["export", "people", "--format", "csv"]);
    assert!(
        csv.contains("ana,ana,Ana Ruiz,") && csv.contains("ben,ben,Ben Okoro,"),
        "{csv}"
    );
    sandbox.fine(&["export", "people", "-o", "out.csv"]);
    let again = sandbox.fine(&["import", "people", "out.csv"]);
    assert!(again.contains("0 create, 0 update, 2 unchanged"), "{again}");
    let json = sandbox.json(&["export", "--format", "json"]);
    assert_eq!(json["people"][0]["name"], "Ana Ruiz");
}

#[test]
fn everything_comes_back_into_a_new_register_byte_for_byte() {
    let demo = Sandbox::bare();
    demo.fine(&["demo", "demo", "--no-open"]);
    let out =
        |arguments: &[&str]| drop(demo.fine(&[&["--dir", "demo", "export", "--confidential"], arguments].concat()));
    for file in ["all.xlsx", "all.json", "all.md"] {
        out(&["-o", file]);
    }
    std::fs::create_dir(demo.here().join("sheets")).expect("a folder");
    for kind in aims::domain::kinds::ALL
        .iter()
        .map(|kind| kind.plural)
        .chain(["people"])
    {
        out(&[kind, "-o", &format!("sheets/{kind}.csv")]);
    }
    let was = demo.register_in("demo");
    assert!(was.len() > 300, "{}", was.len());
    for from in ["all.xlsx", "all.json", "all.md", "sheets"] {
        let other = Sandbox::bare();
        other.fine(&["init", "--name", "Other"]);
        let path = demo.here().join(from).display().to_string();
        let ran = other.run(&["import", "all", &path, "--restore"]);
        assert!(ran.code == 0, "{from}: {ran:?}");
        let is = other.register_in(".");
        // Markdown has no columns in which nothing stands, so what `init` said of the organization stays.
        let is_told = |path: &std::path::Path| from != "all.md" || !path.ends_with("aims.ron");
        let differs: Vec<_> = was
            .iter()
            .filter(|(path, text)| is_told(path) && is.get(*path) != Some(*text))
            .map(|(path, _)| path)
            .chain(is.keys().filter(|path| !was.contains_key(*path)))
            .collect();
        assert!(differs.is_empty(), "{from}: {differs:?}");
    }
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

#[test]
fn markdown_has_a_table_per_kind_that_reads_back() {
    let sandbox = sandbox();
    sandbox.fine(&["set", "chat", "purpose=Answers *all* questions | day and night"]);
    sandbox.fine(&["export", "systems", "people", "-o", "all.md"]);
    let text = std::fs::read_to_string(sandbox.here().join("all.md")).expect("a file");
    assert!(text.starts_with("# Systems\n\n| Id | Title |"), "{text}");
    assert!(
        text.contains("\n# People\n\nNone.\n") && !text.contains("| Unit |"),
        "{text}"
    );
    let ran = sandbox.run(&["import", "systems", "all.md"]);
    assert!(ran.out.contains("0 create, 0 update, 2 unchanged"), "{ran:?}");
}

#[test]
fn choices_are_words_of_filters_and_those_of_older_files_are_read() {
    let sandbox = sandbox();
    let json = sandbox.fine(&["export", "systems", "--format", "json"]);
    assert!(json.contains(r#""stage":"operation""#), "{json}");
    sandbox.write("old.json", &json.replace(r#""operation""#, r#""Operation""#));
    let ran = sandbox.run(&["import", "systems", "old.json"]);
    assert!(ran.out.contains("0 create, 0 update, 2 unchanged"), "{ran:?}");
    // Without the number of the dialect, and in a register that has no such records.
    let other = Sandbox::new();
    other.write(
        "old.json",
        &json
            .replace("\"schema\": 1,", "")
            .replace(r#""operation""#, r#""Operation""#),
    );
    other.fine(&["import", "systems", "old.json"]);
    let stage = |id: &str| other.json(&["show", id, "--json"])["stage"].clone();
    assert_eq!((stage("chat"), stage("bot")), ("operation".into(), "retirement".into()));
}

#[test]
fn a_file_made_by_hand_after_our_form_is_held_to_the_rules() {
    let sandbox = Sandbox::new();
    let head = sandbox.fine(&["export", "actions", "--format", "csv"]);
    let column = |name: &str| head.trim().split(',').position(|heading| heading == name).expect(name);
    let mut cells = vec![""; head.trim().split(',').count()];
    cells[0] = "T-7k3qm";
    cells[column("Title")] = "Mend";
    cells[column("Status")] = "open";
    sandbox.write("t.csv", &format!("{}\n{}\n", head.trim(), cells.join(",")));
    let ran = sandbox.run(&["import", "actions", "t.csv"]);
    assert!(
        ran.code == 1 && ran.out.contains("0 create") && ran.out.contains("it lacks Owner and Due"),
        "{ran:?}"
    );
    let ran = sandbox.run(&["import", "actions", "t.csv", "--restore"]);
    assert!(
        ran.out.contains("1 create") && ran.out.contains("taken as it was exported: It lacks Owner"),
        "{ran:?}"
    );
}
