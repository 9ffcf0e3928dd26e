//! `aims due`: the queue for scripts.

use crate::sandbox::Sandbox;

const TODAY: &str = "--today=2026-11-23";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Chat", "owner=ana"]);
    sandbox.fine(&["add", "risk", "title=Leak", "systems=chat", "current=4 4/2/-"]);
    let risk = sandbox.fine(&["list", "risks", "--columns", "id"]);
    let risk = format!("risks={}", risk.lines().nth(1).expect("the risk"));
    for (title, owner, due, risk) in [
        ("title=Write it", "owner=ana", "due=2026-11-20", ""),
        ("title=Filter it", "owner=ben", "due=2026-08-01", &*risk),
        ("title=Later", "owner=ben", "due=2027-03-01", ""),
    ] {
        let mut arguments = vec!["add", "action", title, owner, due, "--today=2026-07-01"];
        arguments.extend(Some(risk).filter(|risk| !risk.is_empty()));
        sandbox.fine(&arguments);
    }
    sandbox
}

/// The text without the ids, which are drawn.
fn without_ids(out: &str) -> String {
    let line = |line: &str| line.split_once('\t').map_or("", |(_, rest)| rest).to_owned();
    out.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn it_prints_the_queue_in_the_order_of_the_screen() {
    let sandbox = sandbox();
    let ran = sandbox.run(&["due", TODAY]);
    assert_eq!(ran.code, 0, "{ran:?}");
    insta::assert_snapshot!(without_ids(&ran.out).replace('\t', "|"), @r"
    level|next|late|slips|title|systems|owner|state
    High|2026-08-01|114|0|Filter it|chat|ben|open
    |2026-11-20|3|0|Write it||ana|open
    |2027-03-01||0|Later||ben|open
    ");
    assert_eq!(ran.err.trim(), "3 to do, 2 overdue.");
}

#[test]
fn json_has_the_same_records_in_the_same_order() {
    let sandbox = sandbox();
    let out = sandbox.fine(&["due", TODAY, "--json", "--filter", "owner:ben"]);
    let records: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let titles: Vec<_> = records
        .as_array()
        .expect("an array")
        .iter()
        .map(|record| record["title"].clone())
        .collect();
    assert_eq!(titles, ["Filter it", "Later"]);
    assert_eq!(records[0]["late"], 114);
}

#[test]
fn the_exit_code_says_whether_something_is_overdue() {
    let sandbox = sandbox();
    let code = |arguments: &[&str]| sandbox.run(&[&["due", TODAY], arguments].concat()).code;
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--exit-code"]), 1);
    assert_eq!(code(&["--exit-code", "--filter", "title:later"]), 0);
    assert_eq!(code(&["--filter", "ownr:ana"]), 2);
    let ran = sandbox.run(&["due", TODAY, "--count", "--filter", "-owner:ana"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "1\n", ""));
}
