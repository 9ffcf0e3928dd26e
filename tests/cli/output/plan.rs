//! `aims plan` and `aims duties`.

use crate::sandbox::Sandbox;

#[test]
fn a_dry_run_prints_the_plan_and_yes_makes_it_as_one_edit() {
    let sandbox = Sandbox::new();
    let before = sandbox.files();
    let ran = sandbox.run(&["plan"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (0, "5 reviews are proposed; --yes plans them.\n")
    );
    let titles: Vec<_> = ran.out.lines().filter_map(|line| line.split('\t').nth(1)).collect();
    let expected = [
        "title",
        "Policy review",
        "Training",
        "Objectives review",
        "Internal audit, March 2027",
        "Management review",
    ];
    assert_eq!(titles, expected);
    assert_eq!(sandbox.run(&["plan", "--dry-run"]).out, ran.out);
    assert_eq!(sandbox.files(), before, "nothing was written");
    let rows = sandbox.json(&["plan", "--json"]);
    assert_eq!(rows[3]["requirements"].as_array().map(Vec::len), Some(70));
    assert_eq!(rows[4]["every"], "year");

    let ran = sandbox.run(&["plan", "--yes"]);
    assert_eq!(ran.err, "5 reviews were planned; `aims undo` takes them back.\n");
    assert_eq!(sandbox.files().len(), before.len() + 5);
    assert!(
        sandbox
            .fine(&["list", "reviews", "is:open"])
            .contains("Internal audit, March 2027")
    );
    let ran = sandbox.run(&["plan", "--yes"]);
    assert!(ran.out.is_empty() && ran.err.contains("is planned"), "{ran:?}");
    assert_eq!(sandbox.run(&["check"]).code, 0);
    sandbox.fine(&["undo"]);
    assert_eq!(sandbox.files(), before);
    assert_eq!(sandbox.run(&["plan", "--yes", "--dry-run"]).code, 2);
}

#[test]
fn legal_duties_are_printed_and_added_once_with_yes() {
    let sandbox = Sandbox::new();
    let fields = ["title=Chat bot", "scope=in", "eu_class=transparency", "roles=provider"];
    let system = sandbox
        .fine(&[&["add", "system"], &fields[..]].concat())
        .trim()
        .to_owned();
    let before = sandbox.files();
    let ran = sandbox.run(&["duties", &system]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.contains("EU AI Act, Art. 50") && ran.err.contains("Not legal advice"),
        "{ran:?}"
    );
    assert_eq!(sandbox.files(), before, "nothing was written");
    sandbox.fine(&["duties", &system, "--yes"]);
    let found = sandbox.json(&["list", "obligations", "duty:transparency", "--json"]);
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    let ran = sandbox.run(&["duties", &system, "--yes"]);
    assert!(ran.err.contains("is an obligation already"), "{ran:?}");
    sandbox.fine(&["undo"]);
    assert_eq!(sandbox.files(), before);
}
