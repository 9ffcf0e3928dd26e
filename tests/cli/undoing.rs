//! `aims undo` and `aims redo`: whose edit it is, and what the exit code says of an edit.

use std::fs::{self, File};

use super::ground::{Ground, Ran};

fn owner(ground: &Ground, id: &str) -> String {
    let rows = ground.json(&["list", "actions", "--json", "--columns", "id,owner"]);
    let rows = rows.as_array().expect("rows").clone();
    let row = rows.iter().find(|row| row["id"] == id).expect("a row");
    row["owner"].as_str().unwrap_or_default().to_owned()
}

fn action(ground: &Ground) -> String {
    let id = ground.fine(&["add", "action", "title=Filter", "owner=ana", "due=+1w"]);
    id.trim().to_owned()
}

#[test]
fn an_edit_of_somebody_else_is_undone_only_when_confirmed() {
    let ground = Ground::new();
    ground.be("Ana Ruiz");
    let id = action(&ground);
    ground.fine(&["set", &id, "owner=emre"]);
    ground.be("Ben Okoro");
    let ran = ground.run(&["undo"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{ran:?}");
    assert!(
        ran.err.contains("by Ana Ruiz, not by you (Ben Okoro)") && ran.err.contains(&format!("set {id} (1 record")),
        "{ran:?}"
    );
    assert!(ran.err.contains("aims undo --yes"), "{ran:?}");
    assert_eq!(owner(&ground, &id), "emre");
    let listed = ground.fine(&["undo", "--list"]);
    assert!(
        listed.starts_with(&format!("1  set {id} (1 record, 2026-11-23")) && listed.lines().count() == 2,
        "{listed}"
    );
    assert!(
        ground
            .fine(&["undo", "--yes"])
            .starts_with(&format!("Undone: set {id}"))
    );
    assert_eq!(owner(&ground, &id), "ana");
    let ran = ground.run(&["redo"]);
    assert!(ran.code == 3 && ran.err.contains("aims redo --yes"), "{ran:?}");
    ground.be("Ana Ruiz");
    let redone = ground.fine(&["redo"]);
    assert!(
        redone.starts_with(&format!("Redone: set {id} (1 record")) && redone.ends_with("by Ana Ruiz)\n"),
        "{redone}"
    );
    assert_eq!(owner(&ground, &id), "emre");
    let ran = ground.run(&["redo"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "Error: Nothing to redo.\n"));
}

#[test]
fn every_edit_says_whose_it_is() {
    let ground = Ground::bare();
    for arguments in [&["init", "--name", "Example"][..], &["add", "system", "title=Chat"]] {
        let ran = Ran::of(ground.command(arguments, "").env_remove("USER"));
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let history = fs::read_to_string(ground.here().join("aims/.local/undo.jsonl")).expect("a file");
    assert!(!history.contains("\"who\":\"\""), "{history}");
}

#[test]
fn the_exit_code_reports_a_saved_edit_whose_result_was_not_printed() {
    let ground = Ground::new();
    let id = action(&ground);
    let set = ["set", &id, "owner=ben"];
    let add = ["add", "system", "title=Chat"];
    for arguments in [&set[..], &add, &["undo"], &["redo"], &["undo"]] {
        let before = ground.files();
        let full = File::options().write(true).open("/dev/full").expect("a device");
        let ran = Ran::of(ground.command(arguments, "").stdout(full));
        assert_eq!(ran.code, 4, "{arguments:?}: {ran:?}");
        assert!(
            ran.err
                .contains("Error: The edit is saved, but what comes after it failed: No space left"),
            "{ran:?}"
        );
        assert_ne!(ground.files(), before, "{arguments:?}");
    }
    assert!(ground.fine(&["--help"]).contains("4  the edit IS saved"));
    let missing = ground.run(&["set", "T-00000", "owner=ben"]);
    assert_eq!(missing.code, 2, "{missing:?}");
}

#[test]
fn an_edit_that_cannot_be_undone_does_not_bar_the_way_to_the_one_before_it() {
    let ground = Ground::new();
    ground.be("Ana Ruiz");
    let (first, second) = (action(&ground), action(&ground));
    ground.fine(&["set", &first, "owner=emre"]);
    ground.fine(&["set", &second, "note=asked"]);
    let files = ground.files();
    let (path, text) = files.iter().find(|file| file.1.contains("asked")).expect("a file");
    fs::write(path, text.replace("asked", "")).expect("writes");
    let ran = ground.run(&["undo"]);
    let told = format!(
        "Error: Note of {second} was emptied in the meantime. Nothing was changed.\n\
         `aims undo 2` undoes the edit before it: set {first} (1 record"
    );
    assert!(ran.code == 3 && ran.err.starts_with(&told), "{ran:?}");
    assert!(ground.fine(&["undo", "2"]).starts_with(&format!("Undone: set {first}")));
    assert_eq!(owner(&ground, &first), "ana");
    assert!(ground.fine(&["redo"]).starts_with(&format!("Redone: set {first}")));
    assert_eq!(owner(&ground, &first), "emre");
    for (number, told) in [
        ("9", "Error: There are 4 edits to undo, not 9.\n"),
        ("0", "error: invalid value"),
    ] {
        let ran = ground.run(&["undo", number]);
        assert!(ran.code == 2 && ran.err.starts_with(told), "{ran:?}");
    }
}

#[test]
fn an_edit_of_mine_below_one_of_somebody_else_can_be_undone() {
    let ground = Ground::new();
    ground.be("Ana Ruiz");
    let id = action(&ground);
    ground.fine(&["set", &id, "owner=emre"]);
    ground.be("Ben Okoro");
    ground.fine(&["set", &id, "note=asked"]);
    ground.be("Ana Ruiz");
    let ran = ground.run(&["undo"]);
    let offered = format!("`aims undo 2` undoes the last one of yours: set {id} (1 record");
    assert!(ran.code == 3 && ran.err.contains(&offered), "{ran:?}");
    ground.fine(&["undo", "2"]);
    assert_eq!(owner(&ground, &id), "ana");
    let left = ground.fine(&["undo", "--list"]);
    assert!(
        left.contains(&format!("1  set {id}")) && left.contains("by Ben Okoro"),
        "{left}"
    );
    let bare = Ground::new();
    assert_eq!(bare.run(&["undo"]).err, "Error: Nothing to undo.\n");
}
