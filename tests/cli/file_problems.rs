//! `aims check`, exit codes, and texts that would act on a terminal.

use crate::sandbox::Sandbox;

#[test]
fn outside_of_a_register_every_command_says_where_to_begin() {
    let sandbox = Sandbox::bare();
    for arguments in [
        &[][..],
        &["check"],
        &["list", "systems"],
        &["show", "x"],
        &["set", "x", "y=z"],
        &["add", "system"],
        &["undo"],
        &["import", "systems", "x.csv"],
        &["render"],
    ] {
        let ran = sandbox.run(arguments);
        assert_eq!(ran.code, 3, "{arguments:?}: {ran:?}");
        assert!(
            ran.err.starts_with("Error: There is no aims/ folder in ") && ran.out.is_empty(),
            "{ran:?}"
        );
        assert!(ran.err.lines().count() == 1 && !ran.err.contains("src/"), "{ran:?}");
    }
}

#[test]
fn a_whole_register_is_fine() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["check"]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (0, "", "Nothing found.\n")
    );
    assert_eq!(sandbox.json(&["check", "--json"]), serde_json::json!([]));
}

#[test]
fn incomplete_risks_are_found() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "aims/systems/chat/system.ron",
        "System(\n    id: \"chat\",\n    title: \"Chat\",\n    scope: Out,\n    scope_reason: \"A toy\",\n)\n",
    );
    sandbox.write(
        "aims/systems/chat/R-00001.ron",
        "Risk(\n    id: \"R-00001\",\n    title: \"Leak\",\n    systems: [\"chat\"],\n    status: Open,\n)\n",
    );
    let ran = sandbox.run(&["check"]);
    insta::assert_snapshot!(ran.out, @r"
    aims/systems/chat/R-00001.ron:1:1: AIMS-W201 minor: inherent: Nobody judged it yet.
    aims/systems/chat/R-00001.ron:1:1: AIMS-W202 minor: treatment: An open risk needs an option: mitigate, avoid, transfer or accept.
    aims/systems/chat/R-00001.ron:1:1: AIMS-W209 advice: owner: Nobody answers for the risk.
    ");
    assert_eq!(ran.code, 1);
}

#[test]
fn problems_are_reported_with_their_place() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "aims/systems/chat/R-00001.ron",
        "Risk(\n    id: \"R-00001\",\n    title: \"Leak\",\n    systems: [\"gone\"],\n    colour: 1,\n    status: Draft,\n)\n",
    );
    let ran = sandbox.run(&["check"]);
    insta::assert_snapshot!(ran.out, @r"
    aims/systems/chat/R-00001.ron:4:14: AIMS-E101 minor: systems: There is no `gone`.
    aims/systems/chat/R-00001.ron:5:13: AIMS-W002 warning: The field `colour` is unknown to this version; it is kept as it is.
    ");
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (
            1,
            "1 problem of a file, 1 would be minor. `aims readiness` counts of these what its goal asks, and once what most \
             records lack.\n"
        )
    );
    let ran = sandbox.run(&["check", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(
        (ran.code, &told[0]["code"], &told[0]["line"]),
        (1, &"AIMS-E101".into(), &4.into())
    );
    assert_eq!(told[0]["field"], "systems");
}

#[test]
fn unreadable_files_set_the_exit_code_and_are_never_hidden() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Chat"]);
    sandbox.write(
        "aims/systems/odd/system.ron",
        "System(\n    id: \"odd\",\n    title: \n",
    );
    sandbox.write(
        "aims/systems/both/system.ron",
        "<<<<<<< HEAD\nSystem(\n=======\nSystem()\n>>>>>>> x\n",
    );
    let ran = sandbox.run(&["check"]);
    assert!(
        ran.code == 3 && ran.out.contains("AIMS-E001 error") && ran.out.contains("AIMS-E003 error"),
        "{ran:?}"
    );
    assert!(!ran.out.contains("AIMS-E006"), "each file is told once: {ran:?}");
    for goal in ["conformance", "stage-1", "stage-2", "surveillance"] {
        let ran = sandbox.run(&["readiness", "--for", goal]);
        let told = "major  - organization: 2 files cannot be read or are in doubt: aims/systems/both/system.ron:1:1, \
                    aims/systems/odd/system.ron:";
        assert!(ran.code == 3 && ran.out.contains(told), "{ran:?}");
        assert!(!ran.err.contains("Nothing recorded here blocks"), "{ran:?}");
    }
    let ran = sandbox.run(&["list", "systems", "--columns", "id"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, "id\nchat\n"));
    assert!(ran.err.starts_with("2 files of the register cannot be read"), "{ran:?}");
    // A record that cannot be read would be made a second time.
    sandbox.write("x.csv", "Title\nOdd\n");
    let before = sandbox.files();
    let ran = sandbox.run(&["import", "systems", "x.csv"]);
    assert!(ran.code == 3 && ran.err.contains("imported a second time"), "{ran:?}");
    assert_eq!(sandbox.files(), before);
}

/// Characters that repaint, turn text around or hide in it, as escapes of RON.
const HOSTILE: &str = r"a\u{1b}]0;x\u{7}\u{1b}[2Jb\u{9b}31mc\u{202e}d\u{200b}e\u{e0041}f\rg\th";

#[test]
fn no_text_of_a_file_acts_on_a_terminal() {
    let sandbox = Sandbox::new();
    let system = format!(
        "System(\n    id: \"chat\",\n    title: \"{HOSTILE}\",\n    purpose: \"{HOSTILE}\",\n    owner: \"{HOSTILE}\",\n    \
         tags: [\"{HOSTILE}\"],\n)\n"
    );
    sandbox.write("aims/systems/chat/system.ron", &system);
    sandbox.write("aims/systems/ch\u{1b}[2Jat/sys\u{202e}tem.ron", "x");
    sandbox.write(
        "x.csv",
        "Title,St\u{1b}[2Jage\u{202e}\nA\u{1b}[2J\u{9b}b\u{202e},x\u{7}\n",
    );
    for arguments in [
        &["list", "systems"][..],
        &["list", "systems", "--json"],
        &["list", "systems", "--columns", "owner,tags,purpose"],
        &["show", "chat"],
        &["show", "chat", "--json"],
        &["show", "chat", "--markdown"],
        &["show", "\u{1b}[2J\u{202e}"],
        &["list", "systems", "own\u{1b}[2J:x"],
        &["set", "chat", "own\u{1b}[2J=x"],
        &["check"],
        &["check", "--json"],
        &["import", "systems", "x.csv", "--dry-run"],
        &["import", "systems", "nothing\u{1b}[2J.csv"],
        &["doctor"],
        &["set", "chat", "owner=ana"],
        &["undo"],
        &[],
    ] {
        let ran = sandbox.run(arguments);
        for text in [&ran.out, &ran.err] {
            let acts =
                |c: &char| (c.is_control() && !matches!(c, '\n' | '\t')) || "\u{202e}\u{200b}\u{e0041}".contains(*c);
            let found = text.chars().find(acts);
            assert_eq!(found, None, "{arguments:?}: {text:?}");
        }
        if arguments.contains(&"--json") && ran.code == 0 {
            let _: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        }
    }
}

/// Makes a register with a judged risk, and returns the text of its method.
fn judged(sandbox: &Sandbox) -> String {
    sandbox.write(
        "aims/organization/R-00001.ron",
        "Risk(\n    id: \"R-00001\",\n    title: \"Leak\",\n    status: Open,\n    \
         current: (likelihood: 5, organization: 5, individuals: 5, society: 5),\n)\n",
    );
    let files = sandbox.files();
    let is_method = |path: &&std::path::PathBuf| path.ends_with("method.ron");
    let method = files.keys().find(is_method).expect("the method");
    files[method].clone()
}

#[test]
fn levels_by_the_fallback_method_are_reported_and_marked_everywhere() {
    let sandbox = Sandbox::new();
    let method = judged(&sandbox);
    let first_row = method
        .lines()
        .skip_while(|line| !line.contains("grid"))
        .nth(1)
        .expect("a row");
    let band = |ran: &str| ran.contains('?');
    assert!(!band(&sandbox.fine(&["list", "risks"])));
    let unknown_letter = method.replace(first_row, &first_row.replacen(char::is_uppercase, "Q", 1));
    let unreadable = method.replace("Method(", "Method((");
    for (text, told, code) in [(unknown_letter, "has faults", 0), (unreadable, "cannot be read", 3)] {
        assert_ne!(text, method);
        sandbox.write("aims/method.ron", &text);
        let check = sandbox.run(&["check"]);
        assert_eq!(check.code, if code == 3 { 3 } else { 1 }, "{check:?}");
        for arguments in [
            &["list", "risks"][..],
            &["show", "R-00001"],
            &["render", "--screen", "risks"],
            &["render"],
        ] {
            let ran = sandbox.run(arguments);
            let all = format!("{}{}", ran.out, ran.err);
            assert!(all.contains("method.ron"), "{arguments:?}: {ran:?}");
        }
        let listed = sandbox.run(&["list", "risks"]);
        assert!(listed.out.contains('?') && listed.err.contains(told), "{listed:?}");
        assert_eq!(listed.code, code, "{listed:?}");
        let json: serde_json::Value =
            serde_json::from_str(&sandbox.run(&["list", "risks", "--json"]).out).expect("JSON");
        assert_eq!(json[0]["level"]["stand_in"], true, "{json}");
        for arguments in [["due"], ["readiness"]] {
            let ran = sandbox.run(&arguments);
            assert!(ran.err.contains(told), "{ran:?}");
        }
        assert!(sandbox.run(&["readiness"]).out.contains("5x5"), "{told}");
    }
}

#[test]
fn a_record_whose_file_cannot_be_read_is_neither_shown_nor_changed_and_every_door_says_where() {
    let sandbox = Sandbox::new();
    sandbox.fine(&[
        "set",
        "A.2.2",
        "applicability=applicable",
        "reason=a client asks for it",
    ]);
    sandbox.fine(&["set", "6.1.2/q1", "state=informal"]);
    for (id, path, set) in [
        ("method", "aims/method.ron", "appetite=Low"),
        ("organization", "aims/aims.ron", "name=Acme"),
        ("A.2.2", "aims/controls/A.2.2.ron", "reason=none"),
        ("6.1.2/q1", "aims/clauses/6.1.2/q1.ron", "state=operating"),
    ] {
        let read = || {
            let files = sandbox.files().into_iter();
            let mut texts = files.filter(|(file, _)| file.ends_with(path)).map(|(_, text)| text);
            texts.next().expect("the file")
        };
        let text = read();
        let broken = text.replacen('(', "((", 1);
        sandbox.write(path, &broken);
        let kind = if id == "method" { "method" } else { "organization" };
        for arguments in [&["show", id][..], &["set", id, set], &["add", kind, set]] {
            if arguments[0] == "add" && !matches!(id, "method" | "organization") {
                continue;
            }
            let ran = sandbox.run(arguments);
            let told = format!("Error: The file of `{id}` cannot be read: {path}:");
            assert!(ran.code == 3 && ran.err.contains(&told), "{arguments:?}: {ran:?}");
        }
        assert_eq!(read(), broken);
        let ran = sandbox.run(&["readiness"]);
        assert!(ran.out.contains(&format!("{path}:")), "{ran:?}");
        // Nobody knows what it lacks; what the register as a whole lacks is told of the organization.
        let check = sandbox.run(&["check"]);
        let whole = |line: &&str| line.contains("AIMS-W204");
        let of_it = check.out.lines().filter(|line| line.starts_with(path) && !whole(line));
        assert!(
            of_it.clone().all(|line| line.contains("AIMS-E")),
            "{:?}",
            of_it.collect::<Vec<_>>()
        );
        sandbox.write(path, &text);
    }
}

#[test]
fn a_record_with_an_unreadable_file_is_reported_where_it_is_named() {
    let sandbox = Sandbox::new();
    judged(&sandbox);
    sandbox.write(
        "aims/organization/T-00001.ron",
        "Action(\n    id: \"T-00001\",\n    title: \"Mend\",\n    risks: [\"R-00001\"],\n    owner: \"ana\",\n    \
         due: \"2027-01-01\",\n)\n",
    );
    sandbox.write(
        "aims/organization/R-00001.ron",
        "Risk(\n    id: \"R-00001\",\n    title: Leak,\n)\n",
    );
    let place = "aims/organization/R-00001.ron:3:";
    let ran = sandbox.run(&["show", "R-00001"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("cannot be read") && ran.err.contains(place), "{ran:?}");
    let check = sandbox.run(&["check"]);
    let referrer = check
        .out
        .lines()
        .find(|line| line.contains("AIMS-E101"))
        .expect("the reference");
    assert!(
        referrer.contains("cannot be read") && referrer.contains(place),
        "{referrer}"
    );
}

#[test]
fn a_second_file_of_an_id_blocks_every_goal_until_it_is_gone() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Chat", "id=chat"]);
    let risk = "Risk(\n    id: \"R-00001\",\n    title: \"Leak\",\n)\n";
    sandbox.write("aims/systems/chat/R-00001.ron", risk);
    sandbox.write("aims/systems/other/R-00001.ron", risk);
    let told = |goal: &str| {
        sandbox
            .run(&["readiness", "--for", goal])
            .out
            .contains("The file of R-00001 cannot be read or is in doubt: aims/systems/")
    };
    for goal in ["conformance", "stage-1", "stage-2", "surveillance"] {
        assert!(told(goal), "{goal}");
    }
    std::fs::remove_file(sandbox.here().join("aims/systems/other/R-00001.ron")).expect("the file is removed");
    assert!(!told("conformance"));
}
