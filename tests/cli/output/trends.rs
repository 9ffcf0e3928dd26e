//! `aims trends`.

use crate::sandbox::Sandbox;

#[test]
fn each_month_is_a_row_and_today_is_the_last() {
    let sandbox = Sandbox::new();
    let path = "aims/organization/T-00001.ron";
    let text =
        |status: &str| format!("Action(\n    title: \"Filter\",\n    due: \"2026-10-04\",\n    status: {status},\n)\n");
    sandbox.git(&["init", "--quiet", "--initial-branch=main"], "Ana Ruiz", 2);
    sandbox.write(path, &text("Open"));
    sandbox.git(&["add", "--all"], "Ana Ruiz", 2);
    sandbox.git_on(&["commit", "--quiet", "-m", "Plan"], "Ana Ruiz", "2026-09-10");
    sandbox.write(path, &text("Done"));
    let ran = sandbox.run_with_git(&["trends"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let line = |line: &str| {
        let cells = line.split('\t').enumerate();
        let cells = cells.map(|(at, cell)| {
            if at == 1 && cell.len() == 10 {
                "0123456789"
            } else {
                cell
            }
        });
        cells.collect::<Vec<_>>().join(" | ")
    };
    let out: Vec<_> = ran.out.lines().map(line).collect();
    insta::assert_snapshot!(out.join("\n"), @r"
    day | commit | above_appetite | overdue | answered | operating | implemented | findings
    2026-09-30 | 0123456789 | 0 | 0 | 0/94 | 0/94 | 0/38 | 0
    2026-10-31 | 0123456789 | 0 | 1 | 0/94 | 0/94 | 0/38 | 0
    2026-11-23 |  | 0 | 0 | 0/94 | 0/94 | 0/38 | 0
    ");
    let ran = sandbox.run_with_git(&["trends", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(rows[1]["overdue"], 1);
    assert_eq!(rows[0]["commit"].as_str().map(str::len), Some(40));
    assert_eq!(
        (&rows[2]["overdue"], &rows[2]["commit"]),
        (&0.into(), &serde_json::Value::Null)
    );
    assert_eq!(rows[2]["questions"], 94);
}

#[test]
fn a_short_history_differs_from_none() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["trends"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("not in a git repository"), "{}", ran.err);
    sandbox.git(&["init", "--quiet", "--initial-branch=main"], "Ana Ruiz", 2);
    sandbox.git(&["add", "--all"], "Ana Ruiz", 2);
    sandbox.git(&["commit", "--quiet", "-m", "Begin"], "Ana Ruiz", 2);
    let ran = sandbox.run_with_git(&["trends"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("commit it at least once a month"), "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 2);
}
