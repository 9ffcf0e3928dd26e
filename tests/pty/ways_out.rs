//! Every way out, at every place where something is typed, and with an edit that cannot be saved: nothing is gone.

use std::fs;
use std::path::Path;

use rustix::process::Signal;

use crate::fixture::{Fixture, give_away, started};
use crate::pty::{Pty, wait};

/// Keys on the way to a place, each with what shows that it came so far.
type Way = &'static [(&'static str, &'static str)];

/// Where something is typed: the way to it, the key of the prompt, and the text.
const PLACES: [(Way, &str, &str); 6] = [
    (&[("6", "Coverage"), ("\r", "of 94")], "n", "said by the board"),
    (&[("6", "Coverage"), ("\r", "of 94")], "a", "write it down @ben"),
    (&[("4", "31 to 90 days late")], "n", "asked the vendor twice"),
    (&[("4", "31 to 90 days late")], "c", "the budget is gone"),
    (&[("2", "Systems")], "a", "Voice of the ward"),
    (
        &[
            (":", "Commands, records, terms"),
            ("V-vr6rt\r", "Agenda"),
            ("x", "Holding"),
        ],
        "n",
        "half of a sentence",
    ),
];

/// Tells whether a file below a folder holds a text. One that is still being written, and not renamed yet, does not count:
/// a kill just then would leave the text nowhere.
fn holds(folder: &Path, text: &str) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).any(|path| {
        let is_unfinished = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(".tmp"));
        if path.is_dir() {
            holds(&path, text)
        } else if is_unfinished {
            false
        } else {
            fs::read_to_string(&path).is_ok_and(|found| found.contains(text))
        }
    })
}

fn typed_at_every_place_is_offered_after(end: impl Fn(&Fixture, &mut Pty, &str), line: Option<&str>) {
    let fixture = Fixture::new();
    let open = || match line {
        Some(line) => started(fixture.shell("sh", line)),
        None => fixture.open(),
    };
    let mut pty = open();
    for (way, key, text) in PLACES {
        for (keys, shown) in way {
            pty.send(keys);
            pty.wait_for_text(shown);
        }
        pty.send(format!("{key}{text}"));
        pty.wait_for_text(text);
        end(&fixture, &mut pty, text);
        pty = open();
        pty.wait_for_text("Unsaved");
        pty.wait_for_text(text);
        pty.send("d");
        pty.wait_for_text("Discarded");
        // Or the next kill would come before it is off the disk, and it would be offered once more.
        let state = fixture.folder.path().join("home/state");
        wait(
            "the discarded text to be gone",
            || (!holds(&state, text)).then_some(()),
            || pty.text(),
        );
        if pty.text().contains("cut off at") {
            pty.send("\x1b");
            pty.wait_for("the session put off", |screen| {
                !screen.contents().contains("cut off at")
            });
        }
    }
    assert!(fixture.changes().is_empty(), "nothing is made of it by itself");
}

#[test]
fn typed_text_is_offered_after_a_hang_up() {
    typed_at_every_place_is_offered_after(
        |_, pty, _| {
            pty.hang_up();
            pty.wait_for_end();
        },
        None,
    );
}

#[test]
fn typed_text_is_offered_after_a_hang_up_without_a_signal() {
    typed_at_every_place_is_offered_after(
        |_, pty, _| {
            pty.hang_up();
            pty.wait_for_end();
        },
        Some("trap '' HUP; $AIMS; true"),
    );
}

#[test]
fn typed_text_is_offered_after_a_signal() {
    typed_at_every_place_is_offered_after(
        |_, pty, _| {
            pty.signal(Signal::TERM);
            assert_eq!(pty.wait_for_end(), 143);
            pty.wait_for_text("1 text: kept");
        },
        None,
    );
}

#[test]
fn typed_text_is_offered_after_a_kill() {
    typed_at_every_place_is_offered_after(
        |fixture, pty, text| {
            let state = fixture.folder.path().join("home/state");
            let kept = || holds(&state, text).then_some(());
            wait("the text in the state folder", kept, || pty.text());
            pty.signal(Signal::KILL);
        },
        None,
    );
}

/// Holds the lock of the writers, as another process does that saves.
fn hold_lock(fixture: &Fixture) -> fs::File {
    let private = fixture.checkout().join(".git/aims");
    fs::create_dir_all(&private).expect("a folder");
    let lock = fs::File::options()
        .create(true)
        .append(true)
        .open(private.join("lock"))
        .expect("the lock");
    lock.lock().expect("it is free");
    lock
}

#[test]
fn leaving_waits_for_another_process_that_saves() {
    let fixture = Fixture::new();
    let mut pty = fixture.open();
    let lock = hold_lock(&fixture);
    give_away(&mut pty, "zoe");
    pty.send("qq");
    pty.wait_for_text("Waiting for another aims");
    drop(lock);
    assert_eq!(pty.wait_for_end(), 0);
    assert_eq!(fixture.changes().len(), 1);
}

#[test]
fn an_edit_that_cannot_be_saved_at_a_signal_is_offered_and_made_again() {
    let fixture = Fixture::new();
    let mut pty = fixture.open();
    let lock = hold_lock(&fixture);
    give_away(&mut pty, "zoe");
    pty.wait_for_text("owner: T-");
    pty.signal(Signal::TERM);
    assert_eq!(pty.wait_for_end(), 143);
    pty.wait_for_text("1 edit not on disk: kept");
    drop(lock);
    assert!(fixture.changes().is_empty());
    let mut pty = fixture.open();
    pty.wait_for_text("Unsaved edit");
    assert!(fixture.changes().is_empty(), "never in silence");
    pty.send("o");
    fixture.wait_for_diff(&["+    owner: \"zoe\","], &pty);
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    let pty = fixture.open();
    pty.wait_for_text("more than 90 days late");
    assert!(!pty.text().contains("Unsaved"), "{}", pty.text());
}

#[test]
fn failed_saves_are_retried_when_the_obstacle_is_gone() {
    let fixture = Fixture::new();
    let mut pty = fixture.open();
    let lock = hold_lock(&fixture);
    give_away(&mut pty, "zoe");
    pty.wait_for_text("NOT SAVED");
    drop(lock);
    fixture.wait_for_diff(&["+    owner: \"zoe\","], &pty);
    pty.wait_for("nothing unsaved", |screen| !screen.contents().contains("NOT SAVED"));
}

/// Opens the program where the state folder cannot be written, and types a note.
fn typed_without_a_state_folder() -> (Fixture, Pty) {
    let fixture = Fixture::new();
    let state = fixture.folder.path().join("home/state");
    if state.exists() {
        fs::remove_dir_all(&state).expect("it is ours");
    }
    fs::create_dir_all(state.parent().expect("a folder")).expect("a folder");
    fs::write(&state, "").expect("a file in its place");
    let mut pty = fixture.open();
    pty.send("4");
    pty.wait_for_text("31 to 90 days late");
    pty.send("nasked the vendor twice");
    pty.wait_for_text("cannot be kept");
    pty.wait_for_text("asked the vendor twice");
    (fixture, pty)
}

#[test]
fn a_failure_to_keep_drafts_is_reported_at_once_and_at_a_signal() {
    let (_fixture, mut pty) = typed_without_a_state_folder();
    pty.signal(Signal::TERM);
    assert_eq!(pty.wait_for_end(), 143);
    pty.wait_for_text("1 text: lost");
}

#[test]
fn leaving_a_text_that_cannot_be_kept_asks_first_and_is_no_success() {
    let (_fixture, mut pty) = typed_without_a_state_folder();
    pty.send("\x1b");
    pty.wait_for_text("stays until you leave");
    pty.send("q");
    pty.wait_for_text("leave without saving");
    pty.send("y");
    assert_eq!(pty.wait_for_end(), 3);
    pty.wait_for_text("1 text: lost");
}

/// Ends the program while an editor is open that lives on and saves later; what it saves is offered once it has ended.
fn an_editor_that_saves_later(signal: Signal) {
    let fixture = Fixture::new();
    let folder = fixture.folder.path();
    let script = "trap '' HUP TERM\ncd \"$(dirname \"$0\")\"\necho $$ > pid\necho opened\n\
                  while [ ! -e go ]; do sleep 0.05; done\nprintf 'saved late\\n' > \"$1\" && touch saved\n";
    fs::write(folder.join("editor.sh"), script).expect("a script");
    let editor = format!("sh {}", folder.join("editor.sh").display());
    let mut pty = started(fixture.program().env("VISUAL", editor));
    pty.send("2");
    pty.wait_for_text("Systems");
    pty.send("E");
    pty.wait_for_text("opened");
    pty.signal(signal);
    // Whoever opens it meanwhile takes nothing from under the editor.
    let mut meanwhile = fixture.open();
    meanwhile.wait_for_text("more than 90 days late");
    meanwhile.send("q");
    assert_eq!(meanwhile.wait_for_end(), 0);
    fs::write(folder.join("go"), "").expect("a file");
    let saved = || folder.join("saved").exists().then_some(());
    wait("the text that the editor saved", saved, || pty.text());
    let pid = fs::read_to_string(folder.join("pid")).expect("its number");
    let open = format!("/proc/{}/fd", pid.trim());
    let ended = || fs::read_dir(&open).map_or(Some(()), |mut held| held.next().is_none().then_some(()));
    wait("the end of the editor", ended, || pty.text());
    let pty = fixture.open();
    pty.wait_for_text("Unsaved text");
    pty.wait_for_text("saved late");
}

#[test]
fn text_saved_by_the_editor_after_a_kill_is_offered() {
    an_editor_that_saves_later(Signal::KILL);
}

#[test]
fn text_saved_by_the_editor_after_a_signal_is_offered() {
    an_editor_that_saves_later(Signal::TERM);
}

#[test]
fn a_text_in_the_editor_comes_back_after_a_hang_up() {
    let fixture = Fixture::new();
    let editor = fixture.folder.path().join("editor.sh");
    // It saves what is in it, as editors do, and goes on.
    let script =
        "trap 'exit 1' HUP\nprintf 'written at length\\n' > \"$1\"\necho opened\nwhile :; do sleep 0.05; done\n";
    fs::write(&editor, script).expect("a script");
    let program = fixture.program().env("VISUAL", format!("sh {}", editor.display()));
    let mut pty = started(program);
    pty.send("2");
    pty.wait_for_text("Systems");
    pty.send("E");
    pty.wait_for_text("opened");
    pty.hang_up();
    pty.wait_for_end();
    let mut pty = fixture.open();
    pty.wait_for_text("Unsaved text");
    pty.wait_for_text("written at length");
    pty.send("o");
    pty.wait_for_text("written at length");
    pty.send("\x13");
    wait(
        "the text on disk",
        || fixture.git(&["diff"]).contains("written at length").then_some(()),
        || pty.text(),
    );
}
