//! `aims add`, `aims set` and `aims undo`.

use crate::sandbox::Sandbox;

#[test]
fn a_record_is_added_by_the_rules_of_its_form() {
    let sandbox = Sandbox::new();
    assert_eq!(
        sandbox.fine(&["add", "system", "title=Prüfung der Anträge"]),
        "pruefung-der-antraege\n"
    );
    assert_eq!(sandbox.json(&["show", "pruefung", "--json"])["scope"], "in-scope");
    assert_eq!(sandbox.fine(&["add", "system", "title=Chat", "id=bot"]), "bot\n");
    assert_eq!(sandbox.fine(&["add", "control", "title=Own rule"]), "ORG-1\n");
    let id = sandbox.fine(&["add", "risk", "title=Leak", "systems=bot"]);
    assert!(id.starts_with("R-") && id.len() == 8, "{id}");
    assert!(
        sandbox
            .here()
            .join("aims/systems/bot")
            .join(format!("{}.ron", id.trim()))
            .exists()
    );
    for (arguments, told) in [
        (&["add", "risk"][..], "Title is required."),
        (&["add", "system", "title=X", "id=bot"], "in the register already"),
        (&["add", "system", "title=X", "id=../x"], "is not a slug"),
        (&["add", "risk", "title=X", "id=R-00000"], "are drawn"),
        (&["add", "answer"], "there already"),
        (&["add", "risk", "title=X", "systems=bto"], "bot"),
        (&["add", "risk", "title=X", "current=9 9/9/9"], "The method has"),
        (&["add", "system", "title=X", "scope=out"], "needs the reason"),
    ] {
        let before = sandbox.files();
        let ran = sandbox.run(arguments);
        assert!(
            ran.code == 2 && ran.err.contains(told) && ran.out.is_empty(),
            "{arguments:?}: {ran:?}"
        );
        assert_eq!(sandbox.files(), before);
    }
}

#[test]
fn consequences_of_a_change_are_set_and_undone_with_it() {
    let sandbox = Sandbox::new();
    let id = sandbox.fine(&["add", "action", "title=Filter", "owner=ana", "due=+1w"]);
    let id = id.trim();
    let before = sandbox.files();
    let out = sandbox.fine(&["set", id, "status=done", "owner=ben"]);
    assert_eq!(
        out,
        "owner: ana -> ben\nstatus: open -> done\nclosed: (nothing) -> 2026-11-23\n"
    );
    let ran = sandbox.run(&["set", id, "owner=ben"]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (0, "", "Nothing changed.\n")
    );
    let out = sandbox.fine(&["undo"]);
    assert!(
        out.starts_with(&format!("Undone: set {id} (1 record, 2026-11-23")) && out.ends_with("by ana)\n"),
        "{out}"
    );
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_name_that_nobody_has_is_taken_with_a_word() {
    let sandbox = Sandbox::new();
    let added = sandbox.run(&["add", "system", "id=chat", "title=Chat", "owner=ana"]);
    assert_eq!(
        added.err.matches("new name").count(),
        0,
        "nobody is known yet: {added:?}"
    );
    let ran = sandbox.run(&["set", "chat", "owner=zorro"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("`zorro` is a new name"), "{ran:?}");
    let ran = sandbox.run(&["set", "chat", "title=Chats"]);
    assert!(!ran.err.contains("new name"), "{ran:?}");
}

#[test]
fn an_unknown_person_is_refused_with_the_nearest_once_people_are_named_unless_it_is_meant() {
    let sandbox = Sandbox::new();
    sandbox.fine(&[
        "set",
        "organization",
        "name=Acme",
        "people=soren | Soren Sorensen | Developer",
    ]);
    sandbox.fine(&["add", "system", "id=chat", "title=Chat", "owner=soren"]);
    let before = sandbox.files();
    for tried in [
        &["set", "chat", "owner=Sorenson"][..],
        &["add", "system", "id=mail", "title=Mail", "owner=Sorenson"],
    ] {
        let ran = sandbox.run(tried);
        assert_eq!(ran.code, 2, "{ran:?}");
        let said = ran.err.contains("`Sorenson` is nobody of the people. Perhaps `soren`?");
        assert!(said && ran.err.contains("--new-name"), "{ran:?}");
    }
    assert_eq!(sandbox.files(), before, "nothing was written");
    let ran = sandbox.run(&["set", "chat", "owner=Sorenson", "--new-name"]);
    assert!(ran.code == 0 && ran.err.contains("is nobody of the people"), "{ran:?}");
    assert_eq!(
        sandbox.run(&["set", "chat", "title=Chats", "owner=Sorenson"]).code,
        0,
        "it stood there before"
    );
    let ran = sandbox.run(&["set", "chat", "owner=soren"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn nothing_goes_back_before_the_beginning() {
    let sandbox = Sandbox::new();
    let before = sandbox.files();
    let ran = sandbox.run(&["undo"]);
    assert!(ran.code == 2 && ran.err == "Error: Nothing to undo.\n", "{ran:?}");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn an_edit_that_was_changed_since_is_not_undone() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Chat", "owner=ana"]);
    sandbox.fine(&["set", "chat", "owner=ben"]);
    let path = sandbox.here().join("aims/systems/chat/system.ron");
    let text = std::fs::read_to_string(&path).expect("text");
    sandbox.write("aims/systems/chat/system.ron", &text.replace("\"ben\"", "\"cem\""));
    let ran = sandbox.run(&["undo"]);
    assert!(
        ran.code == 3 && ran.err.contains("was changed in the meantime to `cem`"),
        "{ran:?}"
    );
    assert_eq!(sandbox.json(&["show", "chat", "--json"])["owner"], "cem");
}

#[test]
fn a_system_goes_into_use_through_a_closed_gate_only_with_the_reason() {
    let sandbox = Sandbox::new();
    sandbox.fine(&["add", "system", "title=Chat"]);
    let before = sandbox.files();
    let ran = sandbox.run(&["set", "chat", "stage=operation"]);
    assert!(
        ran.code == 2 && ran.err.contains("Its risks were never assessed") && ran.err.contains("gate_override="),
        "{ran:?}"
    );
    assert!(
        !ran.err.contains("security review"),
        "our advice refuses nothing: {ran:?}"
    );
    assert_eq!(sandbox.files(), before);
    let out = sandbox.fine(&[
        "set",
        "chat",
        "stage=operation",
        "gate_override=2026-11-23 | ben | a pilot of two weeks",
    ]);
    assert!(out.contains("stage: (nothing) -> operation"), "{out}");
}
