//! Files of evidence and documents, as the command line sees them.

use crate::sandbox::Sandbox;

fn told(sandbox: &Sandbox) -> String {
    let ran = sandbox.run(&["check"]);
    ran.out
}

#[test]
fn states_of_evidence_files_are_checked_and_listed() {
    let sandbox = Sandbox::new();
    sandbox.write("docs/minutes.md", "agreed\n");
    let add = |title: &str, location: &str, more: &[&str]| {
        let (title, location) = (format!("title={title}"), format!("location={location}"));
        let mut arguments = vec!["add", "evidence", &title, &location];
        arguments.extend(more);
        sandbox.fine(&arguments).trim().to_owned()
    };
    let there = add("There", "docs/minutes.md", &["supports=A.2.2"]);
    assert!(!told(&sandbox).contains(&there));
    let expired = add(
        "Expired",
        "https://example.org/report",
        &["supports=A.2.2", "expires=2026-11-22"],
    );
    let gone = add("Gone", "docs/gone.md", &["supports=A.2.2"]);
    let hash = format!("hash={}", "0".repeat(64));
    let changed = add(
        "Changed",
        "docs/minutes.md",
        &["supports=A.2.2", &hash, "seen=2026-01-01"],
    );
    let idle = add("Idle", "docs/minutes.md", &[]);
    sandbox.fine(&[
        "set",
        "4.3/d1",
        "location=docs/minutes.md",
        "approved_by=ana",
        "review=2026-11-01",
    ]);
    sandbox.fine(&["set", "4.3/d1", "approved_on="]);
    sandbox.fine(&["set", "4.4/d1", "location=docs/no.md"]);
    sandbox.fine(&["set", "5.2/q1", "state=informal"]);
    let out = told(&sandbox);
    for (id, code) in [
        (&*expired, "AIMS-E301"),
        (&*gone, "AIMS-E302"),
        (&*changed, "AIMS-E303"),
        (&*idle, "AIMS-W301"),
        ("4.3/d1", "AIMS-E311"),
        ("4.3/d1", "AIMS-E312"),
        ("4.4/d1", "AIMS-E313"),
        ("5.2/d1", "AIMS-W828"),
    ] {
        let line = out
            .lines()
            .find(|line| line.contains(&format!("{id}.ron")) && line.contains(code));
        assert!(line.is_some(), "{id} {code} in\n{out}");
    }
    assert_eq!(out.lines().filter(|line| line.contains("AIMS-E30")).count(), 3, "{out}");
    for (id, standing) in [
        (&there, "undated"),
        (&expired, "expired"),
        (&gone, "gone"),
        (&changed, "changed"),
    ] {
        let listed = sandbox.json(&["list", "evidence", &format!("id:{id}"), "--json"]);
        assert_eq!(
            listed[0]["standing"].as_str().map(str::to_lowercase).as_deref(),
            Some(standing)
        );
    }
    let states = sandbox.fine(&[
        "list",
        "documents",
        "state:due,gone",
        "--columns",
        "id,state,demanded_by",
    ]);
    assert_eq!(
        states,
        "id\tstate\tdemanded_by\n4.3/d1\treview due\t4.3\n4.4/d1\tfile gone\t4.4\n"
    );
    assert!(
        sandbox
            .fine(&["show", &changed])
            .contains("differs from the one attached on 2026-01-01")
    );
}

#[test]
fn nothing_outside_the_repository_is_looked_at() {
    let sandbox = Sandbox::new();
    std::os::unix::fs::symlink("/etc", sandbox.here().join("etc")).expect("a link");
    sandbox.write(
        "aims/evidence/E-00000.ron",
        "Evidence(\n    title: \"Out\",\n    location: \"../home\",\n    supports: [\"A.2.2\"],\n)\n",
    );
    sandbox.write(
        "aims/evidence/E-00001.ron",
        "Evidence(\n    title: \"Link\",\n    location: \"etc/hostname\",\n    supports: [\"A.2.2\"],\n)\n",
    );
    let out = told(&sandbox);
    assert!(out.contains("no path inside the repository"), "{out}");
    assert!(out.contains("a link or no folder"), "{out}");
}

#[test]
fn an_answer_that_needs_a_document_says_at_every_door_that_there_is_none() {
    let sandbox = Sandbox::new();
    let lacks = "6.1.2/q1 is documented, and its document is nowhere";
    let ran = sandbox.run(&["set", "6.1.2/q1", "state=documented"]);
    assert!(ran.code == 0 && ran.err.contains(lacks), "{ran:?}");
    sandbox.fine(&["undo"]);
    sandbox.write("answers.csv", "id,state\n6.1.2/q1,documented\n");
    let ran = sandbox.run(&["import", "answers", "answers.csv"]);
    assert!(ran.code == 0 && ran.err.contains(lacks), "{ran:?}");
    sandbox.fine(&["undo"]);
    sandbox.fine(&["set", "6.1.2/d1", "location=https://example.org/method"]);
    let ran = sandbox.run(&["set", "6.1.2/q1", "state=documented"]);
    assert!(!ran.err.contains("nowhere"), "{ran:?}");
}
