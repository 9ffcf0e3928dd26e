//! `aims list` and `aims show`.

use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.fine(&[
        "add",
        "system",
        "title=Chat",
        "owner=ana",
        "stage=operation",
        "roles=operator",
        "tags=hr,it",
    ]);
    sandbox.fine(&["add", "system", "title=Vision", "stage=pilot", "review=2027-01-15"]);
    sandbox.fine(&[
        "add",
        "system",
        "title=Attic",
        "retired=2026-01-01",
        "--because",
        "sold",
    ]);
    sandbox.fine(&["add", "risk", "title=Leak", "systems=chat", "current=4 4/2/-"]);
    sandbox
}

#[test]
fn a_table_has_a_heading_and_tabs_where_another_program_reads() {
    let sandbox = sandbox();
    let out = sandbox.fine(&["list", "systems"]);
    let expected = "id\ttitle\tstage\tlevel\towner\treview\n\
        chat\tChat\toperation\tHigh\tana\t\n\
        vision\tVision\tverification\t\t\t2027-01-15\n";
    assert_eq!(out, expected);
    let out = sandbox.fine(&["list", "system", "--columns", "title,id", "--sort", "-title"]);
    assert_eq!(out, "title\tid\nVision\tvision\nChat\tchat\n");
    // What says nothing comes last, whichever way it is sorted.
    for sort in ["review", "-review"] {
        let out = sandbox.fine(&["list", "systems", "--columns", "id", "--sort", sort]);
        assert_eq!(out, "id\nvision\nchat\n", "{sort}");
    }
}

#[test]
fn a_filter_says_which_records_and_retired_ones_are_asked_for() {
    let sandbox = sandbox();
    let ids = |filter: &[&str]| {
        let mut arguments = vec!["list", "systems", "--columns", "id"];
        arguments.extend(filter);
        sandbox
            .fine(&arguments)
            .lines()
            .skip(1)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&["owner:ana", "#hr"]), ["chat"]);
    assert_eq!(ids(&["owner:ana #it"]), ["chat"]);
    assert_eq!(ids(&["-owner:ana"]), ["vision"]);
    assert_eq!(ids(&["-has:owner"]), ["vision"]);
    assert_eq!(ids(&["level>=high"]), ["chat"]);
    assert_eq!(ids(&["is:retired"]), ["attic"]);
    assert_eq!(ids(&["attic"]), [""; 0]);
}

#[test]
fn a_column_of_a_table_is_filtered_by_and_listed() {
    let sandbox = sandbox();
    let releases = "releases=1.0 | 2026-05-01 | ana | released\n1.1 | 2026-11-01 | ben | released";
    sandbox.fine(&["set", "chat", releases]);
    sandbox.fine(&[
        "set",
        "organization",
        "people=ana | Ana Ruiz | | | ana@example.org\nben | Ben Okafor",
    ]);
    let listed = |filter: &str| sandbox.fine(&["list", "systems", "--columns", "id,releases.by", filter]);
    assert_eq!(listed("releases.by:ben"), "id\treleases.by\nchat\tben\n");
    assert_eq!(listed("releases.by:ana"), "id\treleases.by\n", "the newest counts");
    assert_eq!(listed("releases.on>2026-10-01"), "id\treleases.by\nchat\tben\n");
    let ids = |filter: &str| sandbox.fine(&["list", "organization", "--columns", "id", filter]);
    assert_eq!(ids("people.name:okafor"), "id\norganization\n");
    assert_eq!(ids("people.role:okafor"), "id\n");
    let json = sandbox.json(&["list", "organization", "--columns", "people.handle", "--json"]);
    assert_eq!(json[0]["people.handle"], serde_json::json!(["ana", "ben"]));
    let ran = sandbox.run(&["list", "systems", "releases.nothing:x"]);
    assert!(ran.err.contains("have no `releases.nothing`"), "{}", ran.err);
}

#[test]
fn a_filter_that_is_not_understood_is_pointed_at() {
    let sandbox = sandbox();
    let ran = sandbox.run(&["list", "systems", "chat", "onwer:ana"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    insta::assert_snapshot!(ran.err, @r"
    Error: Systems have no `onwer`; quote the text to search for it. Try `owner`.
      chat onwer:ana
           ^^^^^
    ");
    let ran = sandbox.run(&["list", "systems", "stage:"]);
    assert!(ran.code == 2 && ran.err.contains("^^^^^^"), "{ran:?}");
    let ran = sandbox.run(&["list", "systems", "--columns", "stag"]);
    assert!(ran.code == 2 && ran.err.contains("Perhaps `stage`?"), "{ran:?}");
}

#[test]
fn json_has_every_name_of_the_reference_and_values_of_their_sort() {
    let sandbox = sandbox();
    for kind in ["system", "risk", "control", "answer", "organization", "method"] {
        let reference = sandbox.fine(&["fields", kind, "--markdown"]);
        let fields: Vec<_> = reference
            .split("\n### ")
            .filter(|part| part.contains("| takes |"))
            .collect();
        let names = fields
            .iter()
            .flat_map(|part| part.lines())
            .filter_map(|line| line.strip_prefix("| `"));
        let mut names: Vec<_> = names.filter_map(|line| line.split('`').next()).collect();
        names.extend(["id", "kind"]);
        names.sort_unstable();
        let records = sandbox.json(&["list", kind, "--json"]);
        let record = records[0].as_object().expect("an object");
        assert_eq!(record.keys().collect::<Vec<_>>(), names, "{kind}");
    }
    let chat = sandbox.json(&["show", "chat", "--json"]);
    assert_eq!(chat["kind"], "system");
    assert_eq!(chat["roles"], serde_json::json!(["customer-operator"]));
    assert_eq!(chat["level"]["band"], "High");
    assert_eq!(chat["vendor"], serde_json::Value::Null);
    assert_eq!(
        sandbox.json(&["list", "systems", "--json"]).as_array().map(Vec::len),
        Some(2)
    );
}

#[test]
fn a_record_is_shown_by_a_beginning_of_its_id() {
    let sandbox = sandbox();
    let out = sandbox.fine(&["show", "cha"]);
    let out: Vec<_> = out.lines().filter(|line| !line.contains("R-")).collect();
    insta::assert_snapshot!(out.join("\n"), @r"
    chat  Chat
    system, aims/systems/chat/system.ron


    Problems (2 more at the end)

    Affected  Its impact was not assessed, and it is not said whom it affects. (the standard asks, would
              be major; AIMS-W603)
    Purpose   It is not said what it is meant for. (the standard asks, would be minor; AIMS-W813)
      Its risks are judged, and no risk assessment of it was completed. (the standard asks, would be
      minor; AIMS-W620)

    What it says

    Level     High
    Risks     1
    Gate      closed by the standard, and it is in use (A.6.2.5)

    Deployment gate
      risk assessment: Its risks are judged, and no risk assessment of it was completed.
      impact assessment: Its impact was not assessed, and it is not said whom it affects.
      risk treatment: It is High, above the appetite of Medium, with no open action and no acceptance.
      security review: There is none.

    The system

    Owner     ana
    Roles     customer (operator)
    Stage     operation
    Scope     in scope
    Tags      hr, it

    More problems

    Stage     In use, and not met: security review: There is none. (we advise; AIMS-W608)
    Stage     In use, and its deployment gate is closed: risk assessment, impact assessment, risk

    Risks (1 open of 1)
    ");
    assert!(
        sandbox
            .fine(&["show", "chat", "--markdown"])
            .starts_with("# Chat\n\n`chat`\n")
    );
    let ran = sandbox.run(&["show", "caht"]);
    assert!(ran.code == 2 && ran.err.contains("  chat  Chat"), "{ran:?}");
    let ran = sandbox.run(&["show", "A.6.2"]);
    assert!(
        ran.code == 2 && ran.err.contains("ids begin with `A.6.2`") && ran.err.contains("A.6.2.2"),
        "{ran:?}"
    );
}

#[test]
fn a_clause_a_domain_and_a_person_can_be_shown() {
    let sandbox = sandbox();
    sandbox.fine(&[
        "set",
        "organization",
        "name=Acme",
        "people=ana | Ana Ruiz | Lead | | ana@example.org",
    ]);
    let clause = sandbox.fine(&["show", "4.3"]);
    assert!(
        clause.starts_with("4.3  ") && clause.contains("4.3/q1") && clause.contains("4.3/d1"),
        "{clause}"
    );
    assert!(sandbox.fine(&["show", "A.6"]).contains("A.6.2.5"));
    assert!(sandbox.fine(&["show", "4.3/q1"]).starts_with("4.3/q1"));
    let person = sandbox.fine(&["show", "Ruiz, Ana"]);
    assert!(
        person.starts_with("ana  Ana Ruiz") && person.contains("chat"),
        "{person}"
    );
    let json = sandbox.json(&["show", "ana", "--json"]);
    assert_eq!(
        (&json["id"], json["records"].as_array().map(Vec::len)),
        (&"ana".into(), Some(1))
    );
}

#[test]
fn a_name_is_resolved_by_set_and_an_unknown_one_told_with_the_nearest() {
    let sandbox = sandbox();
    sandbox.fine(&[
        "set",
        "organization",
        "name=Acme",
        "people=greta | Greta Lind | Lead | | g@example.org",
    ]);
    sandbox.fine(&["set", "chat", "owner=Lind, Greta"]);
    assert_eq!(sandbox.json(&["show", "chat", "--json"])["owner"], "greta");
    let ran = sandbox.run(&["set", "vision", "owner=grta"]);
    assert!(ran.code == 2 && ran.err.contains("Perhaps `greta`?"), "{ran:?}");
    sandbox.fine(&["set", "vision", "owner=grta", "--new-name"]);
    assert!(sandbox.run(&["check"]).out.contains("AIMS-W110"));
    sandbox.fine(&["set", "vision", "owner=N/A"]);
    assert!(!sandbox.run(&["check"]).out.contains("`grta`"));
    assert!(
        sandbox
            .fine(&["list", "systems", "owner:\"Greta Lind\""])
            .contains("chat")
    );
}
