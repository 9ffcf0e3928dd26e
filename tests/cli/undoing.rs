//! `aims undo` and `aims redo`: whose edit it is, and what the exit code says of an edit.

use std::fs::{self, File};

use crate::sandbox::{Ran, Sandbox};

fn owner(sandbox: &Sandbox, id: &str) -> String {
    let rows = sandbox.json(&["list", "actions", "--json", "--columns", "id,owner"]);
    let rows = rows.as_array().expect("rows").clone();
    let row = rows.iter().find(|row| row["id"] == id).expect("a row");
    row["owner"].as_str().unwrap_or_default().to_owned()
}

fn action(sandbox: &Sandbox) -> String {
    let id = sandbox.fine(&["add", "action", "title=Filter", "owner=ana", "due=+1w"]);
    id.trim().to_owned()
}

#[test]
fn an_edit_of_somebody_else_is_undone_only_when_confirmed() {
    let sandbox = Sandbox::new();
    sandbox.be("Ana Ruiz");
    let id = action(&sandbox);
    sandbox.fine(&["set", &id, "owner=emre"]);
    sandbox.be("Ben Okoro");
    let ran = sandbox.run(&["undo"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{ran:?}");
    assert!(
        ran.err.contains("by Ana Ruiz, not by you (Ben Okoro)") && ran.err.contains(&format!("set {id} (1 record")),
        "{ran:?}"
    );
    assert!(ran.err.contains("aims undo --yes"), "{ran:?}");
    assert_eq!(owner(&sandbox, &id), "emre");
    let listed = sandbox.fine(&["undo", "--list"]);
    assert!(
        listed.starts_with(&format!("1  set {id} (1 record, 2026-11-23")) && listed.lines().count() == 2,
        "{listed}"
    );
    assert!(
        sandbox
            .fine(&["undo", "--yes"])
            .starts_with(&format!("Undone: set {id}"))
    );
    assert_eq!(owner(&sandbox, &id), "ana");
    let ran = sandbox.run(&["redo"]);
    assert!(ran.code == 3 && ran.err.contains("aims redo --yes"), "{ran:?}");
    sandbox.be("Ana Ruiz");
    let redone = sandbox.fine(&["redo"]);
    assert!(
        redone.starts_with(&format!("Redone: set {id} (1 record")) && redone.ends_with("by Ana Ruiz)\n"),
        "{redone}"
    );
    assert_eq!(owner(&sandbox, &id), "emre");
    let ran = sandbox.run(&["redo"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "Error: Nothing to redo.\n"));
}

#[test]
fn every_edit_says_whose_it_is() {
    let sandbox = Sandbox::bare();
    for arguments in [&["init", "--name", "Example"][..], &["add", "system", "title=Chat"]] {
        let ran = Ran::of(sandbox.command(arguments, "").env_remove("USER"));
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let history = fs::read_to_string(sandbox.here().join("aims/.local/undo.jsonl")).expect("a file");
    assert!(!history.contains("\"who\":\"\""), "{history}");
}

#[test]
fn the_exit_code_reports_a_saved_edit_whose_result_was_not_printed() {
    let sandbox = Sandbox::new();
    let id = action(&sandbox);
    let set = ["set", &id, "owner=ben"];
    let add = ["add", "system", "title=Chat"];
    for arguments in [&set[..], &add, &["undo"], &["redo"], &["undo"]] {
        let before = sandbox.files();
        let full = File::options().write(true).open("/dev/full").expect("a device");
        let ran = Ran::of(sandbox.command(arguments, "").stdout(full));
        assert_eq!(ran.code, 4, "{arguments:?}: {ran:?}");
        assert!(
            ran.err
                .contains("Error: The edit is saved, but what comes after it failed: No space left"),
            "{ran:?}"
        );
        assert_ne!(sandbox.files(), before, "{arguments:?}");
    }
    assert!(sandbox.fine(&["--help"]).contains("4  the edit IS saved"));
    let missing = sandbox.run(&["set", "T-00000", "owner=ben"]);
    assert_eq!(missing.code, 2, "{missing:?}");
}

#[test]
fn an_edit_that_cannot_be_undone_does_not_bar_the_way_to_the_one_before_it() {
    let sandbox = Sandbox::new();
    sandbox.be("Ana Ruiz");
    let (first, second) = (action(&sandbox), action(&sandbox));
    sandbox.fine(&["set", &first, "owner=emre"]);
    sandbox.fine(&["set", &second, "note=asked"]);
    let files = sandbox.files();
    let (path, text) = files.iter().find(|file| file.1.contains("asked")).expect("a file");
    fs::write(path, text.replace("asked", "")).expect("writes");
    let ran = sandbox.run(&["undo"]);
    let told = format!(
        "Error: Note of {second} was emptied in the meantime. Nothing was changed.\n\
         `aims undo 2` undoes the edit before it: set {first} (1 record"
    );
    assert!(ran.code == 3 && ran.err.starts_with(&told), "{ran:?}");
    assert!(
        sandbox
            .fine(&["undo", "2"])
            .starts_with(&format!("Undone: set {first}"))
    );
    assert_eq!(owner(&sandbox, &first), "ana");
    assert!(sandbox.fine(&["redo"]).starts_with(&format!("Redone: set {first}")));
    assert_eq!(owner(&sandbox, &first), "emre");
    for (number, told) in [
        ("9", "Error: There are 4 edits to undo, not 9.\n"),
        ("0", "error: invalid value"),
    ] {
        let ran = sandbox.run(&["undo", number]);
        assert!(ran.code == 2 && ran.err.starts_with(told), "{ran:?}");
    }
}

#[test]
fn an_edit_of_mine_below_one_of_somebody_else_can_be_undone() {
    let sandbox = Sandbox::new();
    sandbox.be("Ana Ruiz");
    let id = action(&sandbox);
    sandbox.fine(&["set", &id, "owner=emre"]);
    sandbox.be("Ben Okoro");
    sandbox.fine(&["set", &id, "note=asked"]);
    sandbox.be("Ana Ruiz");
    let ran = sandbox.run(&["undo"]);
    let offered = format!("`aims undo 2` undoes the last one of yours: set {id} (1 record");
    assert!(ran.code == 3 && ran.err.contains(&offered), "{ran:?}");
    sandbox.fine(&["undo", "2"]);
    assert_eq!(owner(&sandbox, &id), "ana");
    let left = sandbox.fine(&["undo", "--list"]);
    assert!(
        left.contains(&format!("1  set {id}")) && left.contains("by Ben Okoro"),
        "{left}"
    );
    let bare = Sandbox::new();
    assert_eq!(bare.run(&["undo"]).err, "Error: Nothing to undo.\n");
}
