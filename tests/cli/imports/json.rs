//! JSON in, the standard input, and people.

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
fn a_sheet_of_people_becomes_the_people_of_the_organization() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "p.csv",
        "Username,First name,Last name,E-mail,Job title,Left,Badge\n\
        ana,Ana,Ruiz,ana@example.org,CISO,,7\n,Farid,Noor,farid@example.org,Auditor,2026-03-31,8\n,,,who@example.org,Guest,,9\n",
    );
    let ran = sandbox.run(&["import", "people", "p.csv"]);
    assert_eq!(ran.code, 1, "a row names nobody: {ran:?}");
    assert!(
        ran.out.contains("2 create, 0 update, 0 unchanged, 1 problem"),
        "{ran:?}"
    );
    assert!(ran.out.contains("Badge  not imported"), "{ran:?}");
    let people = sandbox.fine(&["list", "organizations", "--columns", "people"]);
    for person in ["ana | Ana Ruiz | CISO", "farid | Farid Noor | Auditor", "2026-03-31"] {
        assert!(people.contains(person), "{people}");
    }
    // They are known from now on, and a second import changes nothing.
    let again = sandbox.run(&["import", "people", "p.csv"]);
    assert!(again.out.contains("0 create, 0 update, 2 unchanged"), "{again:?}");
    sandbox.write("s.csv", "Name,Owner\nChat,Farid Noor\n");
    sandbox.fine(&["import", "systems", "s.csv"]);
    assert!(
        sandbox
            .fine(&["list", "systems", "--columns", "owner"])
            .contains("farid")
    );
    let asked = sandbox.run(&["import", "people", "p.csv", "--map", "Badge=role"]);
    assert_eq!(asked.code, 2, "{asked:?}");
}
