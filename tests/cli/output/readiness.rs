//! `aims readiness`: what blocks, for scripts; and Today on a pipe.

use crate::sandbox::Sandbox;

#[test]
fn it_says_what_blocks_by_clause_with_where_it_is_mended() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["readiness", "--for", "stage-1"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let first: Vec<_> = ran.out.lines().take(3).collect();
    assert_eq!(
        first,
        [
            "4 Context of the organization: 1 of 8 rules fulfilled; 4 problems block",
            "  minor  4.1 organization climate: It is not said whether climate change is an issue. [AIMS-W803 climate]",
            "  major  4.1 organization issues: No issue that bears on the AIMS is named, from outside or inside. [AIMS-W808 issues]",
        ]
    );
    assert!(ran.err.contains(" block stage 1: "), "{}", ran.err);
}

#[test]
fn json_adds_up_and_what_is_set_goes() {
    let sandbox = Sandbox::new();
    let told = sandbox.json(&["readiness", "--json"]);
    assert_eq!(told["goal"], "conformance");
    let count = |told: &serde_json::Value| {
        let shortfalls = told["shortfalls"].as_array().expect("shortfalls");
        shortfalls.iter().filter(|one| one["counted"] == true).count() as u64
    };
    let parts = told["parts"].as_array().expect("parts");
    let sum = |field: &str| {
        parts
            .iter()
            .map(|part| part[field].as_u64().expect("a number"))
            .sum::<u64>()
    };
    assert_eq!(
        (sum("asked"), sum("blockers") + sum("others")),
        (told["asked"].as_u64().expect("a number"), count(&told))
    );
    sandbox.fine(&["set", "organization", "climate=not relevant", "posture=certification"]);
    let after = sandbox.json(&["readiness", "--json", "--for", "conformance"]);
    assert_eq!(count(&after), count(&told) - 1);
    assert_eq!(sandbox.json(&["readiness", "--json"])["goal"], "stage 1");
}

#[test]
fn the_exit_code_says_whether_something_blocks_when_asked() {
    let sandbox = Sandbox::new();
    let code = |arguments: &[&str]| sandbox.run(&[&["readiness"], arguments].concat()).code;
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--exit-code"]), 1);
    assert_eq!(code(&["--for", "stage-3"]), 2);
}

#[test]
fn today_on_a_pipe_counts_for_everyone_or_for_me_and_ends_with_what_blocks() {
    let sandbox = Sandbox::new();
    for (owner, due) in [("owner=ana", "due=2026-11-20"), ("owner=ben", "due=2026-11-21")] {
        sandbox.fine(&["add", "action", "title=Write it", owner, due, "--today=2026-11-01"]);
    }
    sandbox.fine(&["set", "organization", "posture=certification"]);
    let everyone = sandbox.fine(&[]);
    assert!(everyone.contains("     2 1 to 30 days late\n"), "{everyone}");
    assert!(everyone.contains(" things recorded here block stage 1: "), "{everyone}");
    assert!(everyone.contains(" SoA Statement of Applicability, 0%\n"), "{everyone}");
    // The program knows the user by the login name here, since git does not say one.
    let mine = sandbox.fine(&["--me"]);
    assert!(mine.contains("     1 1 to 30 days late\n"), "{mine}");
}
