//! JSON in, and the standard input.

use std::io::Write;
use std::process::Stdio;

use crate::sandbox::Sandbox;

#[test]
fn records_written_as_json_are_read_back_as_they_were() {
    let from = Sandbox::new();
    from.fine(&[
        "add",
        "system",
        "title=Chat, the bot",
        "owner=ana",
        "tags=hr, pii",
        "stage=operation",
    ]);
    from.fine(&[
        "add",
        "risk",
        "title=Drift",
        "systems=chat-the-bot",
        "inherent=4 3/2/-",
        "scenario=One &amp; two | N/A",
        "extras=Score | 12",
    ]);
    from.fine(&["export", "systems", "risks", "-o", "all.json"]);
    let into = Sandbox::new();
    std::fs::copy(from.here().join("all.json"), into.here().join("all.json")).expect("copied");
    for kind in ["systems", "risks"] {
        let told = into.fine(&["import", kind, "all.json"]);
        assert!(told.contains("1 create, 0 update, 0 unchanged, 0 problem"), "{told}");
        let again = into.fine(&["import", kind, "all.json"]);
        assert!(again.contains("1 unchanged"), "{again}");
    }
    for kind in ["systems", "risks"] {
        let [was, is] = [&from, &into].map(|sandbox| sandbox.fine(&["list", kind, "--json"]));
        assert_eq!(is, was);
    }
}

#[test]
fn objects_of_another_tool_are_rows() {
    let sandbox = Sandbox::new();
    let text = r#"{"total": 2, "issues": [
        {"key": "A-1", "fields": {"summary": "Mend", "duedate": "2026-12-31"}, "owner": "ana"},
        {"key": "A-2", "fields": {"summary": "Watch", "duedate": "2026-12-31"}, "owner": null}]}"#;
    sandbox.write("t.json", text);
    let mapped = [
        "--map",
        "fields.summary=title",
        "--map",
        "fields.duedate=due",
        "--map",
        "key=reference",
    ];
    let ran = sandbox.run(&[&["import", "actions", "t.json"], &mapped[..]].concat());
    assert!(
        ran.out.contains("1 create") && ran.out.contains("it lacks Owner"),
        "{ran:?}"
    );
    let actions = sandbox.fine(&["list", "actions", "--columns", "reference,title,due"]);
    assert!(actions.contains("A-1\tMend\t2026-12-31"), "{actions}");
}

#[test]
fn a_dash_reads_the_standard_input() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(&["import", "systems", "-"], "");
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("starts");
    let mut input = child.stdin.take().expect("an input");
    input.write_all(b"Name,Owner\nChat,ana\n").expect("written");
    drop(input);
    let done = child.wait_with_output().expect("ends");
    assert!(done.status.success(), "{done:?}");
    assert!(String::from_utf8_lossy(&done.stdout).contains("1 create"), "{done:?}");
}

#[test]
fn the_organization_and_the_method_come_back_from_json() {
    let from = Sandbox::new();
    from.write("p.csv", "Username,Name,Role\nana,Ana Ruiz,CISO\nben,Ben Okoro,\n");
    from.fine(&["import", "people", "p.csv"]);
    from.fine(&["set", "organization", "name=North", "scope=All systems"]);
    let to = Sandbox::new();
    for kind in ["organization", "method"] {
        let written = from.fine(&["export", kind, "--format", "json"]);
        to.write("one.json", &written);
        let read = to.run(&["import", kind, "one.json", "--overwrite"]);
        assert_eq!(read.code, 0, "{read:?}");
        let again = to.fine(&["export", kind, "--format", "json"]);
        assert_eq!(again, written);
    }
    // What a file says of its records holds.
    let other = to.run(&["import", "people", "one.json"]);
    assert!(
        other.code == 2 && other.err.contains("records of the kind `method`"),
        "{other:?}"
    );
    to.write("o.csv", "Name\nNorth\n");
    let other = to.run(&["import", "organization", "o.csv"]);
    assert!(
        other.code == 2 && other.err.contains("it is edited, not imported"),
        "{other:?}"
    );
}

#[test]
fn what_is_withheld_of_a_confidential_record_is_not_read_back_as_what_it_says() {
    let sandbox = Sandbox::new();
    sandbox.fine(&[
        "add",
        "incident",
        "title=Secret thing",
        "happened=2026-06-01",
        "confidential=yes",
        "description=Told in private",
    ]);
    let whole = || sandbox.json(&["export", "incidents", "--confidential", "--format", "json"])["incidents"][0].clone();
    let before = whole();
    for file in ["c.json", "c.csv", "c.md", "c.xlsx"] {
        sandbox.fine(&["export", "incidents", "-o", file]);
    }
    let part = std::fs::read_to_string(sandbox.here().join("c.json")).expect("a file");
    assert!(!part.contains("title\"") && !part.contains("Secret"), "{part}");
    sandbox.write("list.json", &sandbox.fine(&["list", "incidents", "--json"]));
    sandbox.write(
        "list.tsv",
        &sandbox.fine(&["list", "incidents", "--columns", "id,title,confidential"]),
    );
    for file in ["c.json", "c.csv", "c.md", "c.xlsx", "list.json", "list.tsv"] {
        let ran = sandbox.run(&["import", "incidents", file, "--theirs"]);
        assert!(ran.out.contains("0 create, 0 update, 1 unchanged"), "{file}: {ran:?}");
        assert_eq!(whole(), before, "{file}");
    }
}

#[test]
fn what_fits_the_schema_is_ours_and_what_does_not_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "one.json",
        r#"{"schema":1,"systems":[{"id":"one","kind":"system","title":"A","gate":"closed","colour":"red"}]}"#,
    );
    let ran = sandbox.run(&["import", "systems", "one.json"]);
    assert!(
        ran.out.contains("1 create") && ran.out.contains("found again by id (1)"),
        "{ran:?}"
    );
    assert!(ran.out.contains("colour  no field; kept (1 filled)"), "{ran:?}");
    assert!(!ran.out.contains("gate") && !ran.out.contains("kind "), "{ran:?}");
    assert_eq!(sandbox.json(&["show", "one", "--json"])["title"], "A");
    sandbox.fine(&["export", "systems", "-o", "all.json"]);
    let ran = sandbox.run(&["import", "systems", "all.json"]);
    assert!(
        ran.out.contains("1 unchanged") && !ran.out.contains("not imported"),
        "{ran:?}"
    );
    sandbox.write(
        "seven.json",
        r#"{"schema":7,"systems":[{"id":"two","kind":"system","title":"B"}]}"#,
    );
    let ran = sandbox.run(&["import", "systems", "seven.json"]);
    assert!(ran.code != 0 && ran.err.contains("This JSON is of schema 7"), "{ran:?}");
    // The schema is of all that an export writes.
    let schema = sandbox.json(&["fields", "--json-schema"]);
    let exported = sandbox.json(&["export", "--format", "json"]);
    for name in exported.as_object().expect("an object").keys() {
        assert!(schema["properties"].get(name).is_some(), "{name}");
    }
}
