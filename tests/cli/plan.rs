//! `aims plan`.

use super::ground::Ground;

#[test]
fn a_dry_run_prints_the_plan_and_yes_makes_it_as_one_edit() {
    let ground = Ground::new();
    let before = ground.files();
    let ran = ground.run(&["plan"]);
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
    assert_eq!(ground.run(&["plan", "--dry-run"]).out, ran.out);
    assert_eq!(ground.files(), before, "nothing was written");
    let rows = ground.json(&["plan", "--json"]);
    assert_eq!(rows[3]["requirements"].as_array().map(Vec::len), Some(70));
    assert_eq!(rows[4]["every"], "year");

    let ran = ground.run(&["plan", "--yes"]);
    assert_eq!(ran.err, "5 reviews were planned; `aims undo` takes them back.\n");
    assert_eq!(ground.files().len(), before.len() + 5);
    assert!(
        ground
            .fine(&["list", "reviews", "is:open"])
            .contains("Internal audit, March 2027")
    );
    let ran = ground.run(&["plan", "--yes"]);
    assert!(ran.out.is_empty() && ran.err.contains("is planned"), "{ran:?}");
    assert_eq!(ground.run(&["check"]).code, 0);
    ground.fine(&["undo"]);
    assert_eq!(ground.files(), before);
    assert_eq!(ground.run(&["plan", "--yes", "--dry-run"]).code, 2);
}
