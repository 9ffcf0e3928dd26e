//! The team's own catalogues, and the crosswalk from the other side.

use crate::sandbox::Sandbox;

const HOUSE: &str = r#"// Our own rules.
(
    schema: 1,
    standard: (id: "House rules", title: "Rules of the house"),
    notice: "Ours.",
    domains: [(id: "B.5", title: "Access and keys")],
    controls: [
        (id: "B.5.1", domain: "B.5", title: "Keys in the vault"),
        (id: "A.2.2", domain: "B.5", title: "Collides"),
    ],
)
"#;

const WORDING: &str = r#"(
    schema: 1,
    standard: (id: "ISO/IEC 42001:2023"),
    controls: [(id: "A.2.3", title: "How our policies fit together")],
)
"#;

#[test]
fn another_standard_and_the_organization_s_wording_are_read_beside_the_records() {
    let sandbox = Sandbox::new();
    sandbox.write("aims/catalogues/house.ron", HOUSE);
    sandbox.write("aims/catalogues/wording.ron", WORDING);
    let controls = sandbox.fine(&["list", "controls", "--columns", "id,title"]);
    assert!(controls.contains("B.5.1\tKeys in the vault\n"), "{controls}");
    assert!(
        controls.contains("A.2.3\tHow our policies fit together\n"),
        "{controls}"
    );
    assert!(controls.contains("A.2.2\tAI policy\n"), "{controls}");
    // A control of the team's catalogue gets its file with its first edit, and the catalogue stays as it was written.
    sandbox.fine(&["set", "B.5.1", "owner=ana"]);
    let files = sandbox.files();
    let text = |name: &str| files.get(&sandbox.here().join("aims").join(name)).cloned();
    assert!(text("controls/B.5.1.ron").is_some_and(|text| text.contains("ana")));
    assert_eq!(text("catalogues/house.ron").as_deref(), Some(HOUSE));
    assert!(sandbox.fine(&["list", "controls", "owner:ana"]).contains("B.5.1"));
    let screen = sandbox.fine(&["render", "--screen", "controls", "--size", "80x60", "--colour", "none"]);
    assert!(screen.contains("B.5 Access and keys"), "{screen}");
}

#[test]
fn problems_of_a_catalogue_are_reported_and_affect_nothing_else() {
    let sandbox = Sandbox::new();
    sandbox.write("aims/catalogues/house.ron", HOUSE);
    let ran = sandbox.run(&["check"]);
    insta::assert_snapshot!(ran.out, @"aims/catalogues/house.ron:9:14: AIMS-E005 error: Found `A.2.2` once more, expected an id that is free. Another catalogue or entry has this id already; give it a prefix, as in ORG-1 or B.5.1.");
    assert_eq!(ran.code, 1);
    sandbox.write(
        "aims/catalogues/house.ron",
        "(schema: 1, standard: (id: \"House\"), controls: [)",
    );
    sandbox.write("aims/catalogues/huge.ron", &" ".repeat((1 << 20) + 1));
    let ran = sandbox.run(&["check", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(
        (ran.code, &told[0]["code"], &told[1]["code"]),
        (3, &"AIMS-E001".into(), &"AIMS-E002".into())
    );
    assert_eq!(
        (&told[0]["line"], &told[0]["column"], &told[1]["path"]),
        (&1.into(), &49.into(), &"aims/catalogues/huge.ron".into())
    );
    let ran = sandbox.run(&["list", "controls", "--columns", "id"]);
    assert!(
        ran.out.lines().count() == 39 && ran.err.contains("cannot be read"),
        "{ran:?}"
    );
}

#[test]
fn a_place_of_another_framework_leads_to_what_we_have() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["set", "A.8.4", "status=partial", "basis=legal"]);
    let ran = sandbox.run(&["crosswalk", "iso27001", "A.5.24"]);
    insta::assert_snapshot!(ran.out, @"
    framework\treference\tours\ttitle\tconfidence\tstands\tevidence
    iso27001_2022\tA.5.24\tA.8.4\tCommunication of incidents\thigh\tpartial\t0
    ");
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (0, "This helps to reuse evidence, claims no equivalence.\n")
    );
    let rows = sandbox.json(&["crosswalk", "MAP 5.1", "--json"]);
    let rows = rows.as_array().expect("rows");
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!(
            (&row["framework"], &row["reference"]),
            (&"nist_ai_rmf_1_0".into(), &"MAP 5.1".into())
        );
        assert!(["high", "medium", "low"].contains(&row["confidence"].as_str().expect("a word")));
    }
    assert_eq!(sandbox.fine(&["crosswalk"]).lines().count(), 255);
    let ran = sandbox.run(&["crosswalk", "cobit"]);
    assert!(
        ran.code == 2 && ran.err.contains("Counterparts are known of: ISO/IEC 27001:2022; "),
        "{ran:?}"
    );
}
