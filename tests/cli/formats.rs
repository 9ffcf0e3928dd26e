//! Registers of an older format: read with everything at its place, and moved by an edit of its own.

use crate::sandbox::Sandbox;

/// A register of format 1 that says each thing at its old place.
fn older() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "aims/aims.ron",
        "// ours\nOrganization(\n    format: 1,\n    name: \"Acme\",\n    policy: \"docs/policy.md\", // where\n    \
         policy_approved_by: \"carla\",\n    policy_approved: \"2026-01-10\",\n    policy_review: \"2027-01-10\",\n)\n",
    );
    sandbox.write(
        "aims/documents/4.3/d1.ron",
        "Document(\n    id: \"4.3/d1\",\n    location: \"docs/scope.md\",\n    approved_by: \"ana\", // first\n    \
         approved_on: \"2026-02-01\",\n)\n",
    );
    sandbox.write(
        "aims/documents/4.4/d1.ron",
        "Document(id: \"4.4/d1\", owner: \"ana\")\n",
    );
    sandbox
}

fn read(sandbox: &Sandbox, path: &str) -> String {
    std::fs::read_to_string(sandbox.here().join(path)).unwrap_or_default()
}

#[test]
fn an_older_format_is_read_at_its_new_places_and_nothing_is_written() {
    let sandbox = older();
    let files = sandbox.files();
    let policy = sandbox.json(&["show", "5.2/d1", "--json"]);
    assert_eq!(policy["location"], "docs/policy.md");
    assert_eq!(policy["approvals"][0]["by"], "carla");
    assert_eq!(
        (&policy["approved_by"], &policy["review"]),
        (&"carla".into(), &"2027-01-10".into())
    );
    let scope = sandbox.json(&["show", "4.3/d1", "--json"]);
    assert_eq!(scope["approved_on"], "2026-02-01");
    let listed = sandbox.fine(&["list", "documents", "approved_by:ana"]);
    assert!(listed.contains("4.3/d1") && !listed.contains("5.2/d1"), "{listed}");
    let told = sandbox.fine(&["migrate", "--dry-run"]);
    assert!(told.contains("5.2/d1 location: (nothing) -> docs/policy.md"), "{told}");
    assert!(told.contains("organization format: 1 -> 2"), "{told}");
    assert_eq!(sandbox.files(), files);
}

#[test]
fn the_first_edit_writes_the_moves_as_an_edit_of_its_own() {
    let sandbox = older();
    let (organization, scope, untouched) = (
        read(&sandbox, "aims/aims.ron"),
        read(&sandbox, "aims/documents/4.3/d1.ron"),
        read(&sandbox, "aims/documents/4.4/d1.ron"),
    );
    sandbox.fine(&["set", "4.1/q1", "state=informal"]);
    assert_eq!(
        read(&sandbox, "aims/aims.ron"),
        "// ours\nOrganization(\n    format: 2,\n    name: \"Acme\",\n)\n"
    );
    let moved = read(&sandbox, "aims/documents/4.3/d1.ron");
    assert!(
        moved.contains("approvals: [") && !moved.contains("approved_by"),
        "{moved}"
    );
    assert_eq!(read(&sandbox, "aims/documents/4.4/d1.ron"), untouched);
    let listed = sandbox.fine(&["undo", "--list"]);
    assert!(
        listed.lines().nth(1).is_some_and(|line| line.contains("format 2")),
        "{listed}"
    );
    sandbox.fine(&["undo"]);
    sandbox.fine(&["undo"]);
    assert!(read(&sandbox, "aims/aims.ron").contains("format: 1") && organization.contains("format: 1"));
    assert!(read(&sandbox, "aims/documents/4.3/d1.ron").contains("approved_by: \"ana\"") && scope.contains("ana"));
    assert_eq!(
        sandbox.json(&["show", "5.2/d1", "--json"])["location"],
        "docs/policy.md"
    );
    sandbox.fine(&["redo"]);
    assert!(read(&sandbox, "aims/aims.ron").contains("format: 2"));
}

#[test]
fn migrating_moves_once_and_what_stands_at_the_new_place_wins() {
    let sandbox = older();
    sandbox.write(
        "aims/documents/5.2/d1.ron",
        "Document(id: \"5.2/d1\", location: \"docs/own.md\", approved_by: \"zoe\", approved_on: \"2026-03-01\")\n",
    );
    let ran = sandbox.run(&["migrate"]);
    assert!(ran.code == 0 && ran.err.contains("kept in the note"), "{ran:?}");
    let policy = sandbox.json(&["show", "5.2/d1", "--json"]);
    assert_eq!(
        (&policy["location"], &policy["approved_by"]),
        (&"docs/own.md".into(), &"zoe".into())
    );
    let note = policy["note"].as_str().unwrap_or_default();
    assert!(note.contains("docs/policy.md") && note.contains("carla"), "{note}");
    let files = sandbox.files();
    let again = sandbox.run(&["migrate"]);
    assert!(again.code == 0 && again.err.contains("nothing moves"), "{again:?}");
    assert_eq!(sandbox.files(), files);
}

#[test]
fn old_names_still_set_what_moved() {
    let sandbox = older();
    sandbox.write("docs/policy.md", "Policy");
    sandbox.write("docs/new.md", "Policy");
    sandbox.write("docs/scope.md", "Scope");
    sandbox.fine(&["set", "organization", "policy=docs/new.md", "policy_approved_by=dora"]);
    let policy = sandbox.json(&["show", "5.2/d1", "--json"]);
    assert_eq!(
        (&policy["location"], &policy["approved_by"]),
        (&"docs/new.md".into(), &"dora".into())
    );
    assert_eq!(policy["approvals"].as_array().map(Vec::len), Some(2));
    sandbox.fine(&["set", "4.3/d1", "approved_by=carla", "version=2"]);
    let scope = sandbox.json(&["show", "4.3/d1", "--json"]);
    assert_eq!(
        (&scope["version"], &scope["approved_by"]),
        (&"2".into(), &"carla".into())
    );
    sandbox.fine(&["set", "4.3/d1", "approved_by="]);
    assert_eq!(sandbox.json(&["show", "4.3/d1", "--json"])["approved_by"], "ana");
}

#[test]
fn a_register_of_a_newer_format_is_only_read() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "aims/aims.ron",
        "Organization(format: 3, name: \"Acme\", policy: \"a.md\")\n",
    );
    for arguments in [&["set", "4.1/q1", "state=informal"][..], &["migrate"]] {
        let ran = sandbox.run(arguments);
        assert!(ran.code != 0 && ran.err.contains("format 3"), "{ran:?}");
    }
}
