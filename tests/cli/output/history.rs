//! `aims history`.

use crate::sandbox::Sandbox;

/// A register with a risk that two people changed, one of them with a name that would clear the screen.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let path = "aims/organization/R-00001.ron";
    let text = |owner: &str, note: &str| {
        format!("Risk(\n    title: \"Leak\",\n    owner: \"{owner}\",\n    note: \"{note}\",\n)\n")
    };
    sandbox.git(&["init", "--quiet", "--initial-branch=main"], "Ana Ruiz", 2);
    for (day, who, owner, note, message) in [
        (2, "Ana Ruiz", "ana", "One stays. Two goes.", "Find it"),
        (
            3,
            "Eve\u{1b}[2J\u{202e}",
            "ben",
            "One stays. Two goes.",
            "Hand over\n\nFor good.",
        ),
    ] {
        sandbox.write(path, &text(owner, note));
        sandbox.git(&["add", "--all"], who, day);
        sandbox.git(&["commit", "--quiet", "-m", message], who, day);
    }
    sandbox.write(path, &text("ben", "One stays. Three comes."));
    sandbox
}

#[test]
fn who_changed_which_field_when_is_printed_newest_first() {
    let sandbox = sandbox();
    let ran = sandbox.run_with_git(&["history", "R-0"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // The ids of the commits follow from everything that `init` writes.
    let line = |line: &str| {
        let cells = line.split('\t').enumerate();
        let cells = cells.map(|(at, cell)| {
            if at == 1 && cell.len() == 10 {
                "0123456789"
            } else {
                cell
            }
        });
        cells.collect::<Vec<_>>().join(" | ").trim_end().to_owned()
    };
    let out: Vec<_> = ran.out.lines().map(line).collect();
    insta::assert_snapshot!(out.join("\n"), @r"
    when | commit | who | what | from | to | subject
    uncommitted |  |  | Note | Two goes. | Three comes. |
    2026-11-03 | 0123456789 | Eve␛[2J␦ | Owner | ana | ben | Hand over
    2026-11-02 | 0123456789 | Ana Ruiz | the risk |  | created | Find it
    ");
    assert!(!ran.out.contains('\u{1b}'));
}

#[test]
fn json_has_whole_values_and_commits_of_the_same_rows() {
    let sandbox = sandbox();
    let ran = sandbox.run_with_git(&["history", "R-00001", "--json"]);
    assert_eq!(ran.code, 0);
    assert!(
        !ran.out.contains(['\u{1b}', '\u{202e}']),
        "nothing in it can act on a terminal"
    );
    let rows: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(3));
    assert_eq!(rows[0]["uncommitted"], true);
    assert_eq!(
        (&rows[0]["field"], &rows[0]["commit"]),
        (&"note".into(), &serde_json::Value::Null)
    );
    assert_eq!(rows[1]["who"], "Eve\u{1b}[2J\u{202e}");
    assert_eq!((&rows[1]["from"], &rows[1]["to"]), (&"ana".into(), &"ben".into()));
    assert_eq!(rows[1]["commit"].as_str().map(str::len), Some(40));
    assert_eq!(
        (&rows[2]["change"], &rows[2]["when"]),
        (&"created".into(), &"2026-11-02T12:00:00".into())
    );
}

#[test]
fn a_missing_history_is_explained() {
    let sandbox = Sandbox::new();
    let told = |ran: crate::sandbox::Ran| (ran.code, ran.err, ran.out);
    let sentence = "Error: This register is not in a git repository, so there is no history.\n";
    assert_eq!(
        told(sandbox.run_with_git(&["history", "method"])),
        (3, sentence.to_owned(), String::new())
    );
    sandbox.git(&["init", "--quiet"], "Ana Ruiz", 2);
    let sentence = "Error: Nothing was committed in this repository yet, so there is no history.\n";
    assert_eq!(
        told(sandbox.run_with_git(&["history", "method"])),
        (3, sentence.to_owned(), String::new())
    );
    let ran = sandbox.run(&["history", "method"]);
    assert!(ran.code == 3 && ran.err.contains("git is not on the PATH"), "{ran:?}");
    let ran = sandbox.run_with_git(&["history", "A.6.2.5"]);
    assert!(
        ran.code == 3 && ran.err.contains("Nothing was written about A.6.2.5 yet"),
        "{ran:?}"
    );
    let ran = sandbox.run_with_git(&["history", "nobody"]);
    assert_eq!(ran.code, 2, "{ran:?}");
}
