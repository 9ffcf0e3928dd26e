//! Whatever ends the program, and whoever else writes: nothing is lost.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aims::domain::kinds::action;
use aims::domain::record::id::Id;
use aims::domain::register::edit::Edit;
use aims::store::files::disk::Disk;
use aims::store::files::repository::Repository;
use aims::store::load::open::open_to_write;
use aims::store::save::history::Step;
use aims::store::save::{Request, SaveError};
use rustix::process::Signal;

use crate::fixture::{Fixture, assert_restored, give_away, started};
use crate::pty::{Program, wait};

#[test]
fn leaving_at_once_after_an_edit_saves_it_first() {
    let fixture = Fixture::new();
    let mut pty = fixture.open();
    pty.send("4ozoe\t\rqq");
    assert_eq!(pty.wait_for_end(), 0);
    assert_eq!(fixture.changes().len(), 1);
    assert_restored(&pty);
}

#[test]
fn an_edit_of_the_last_session_is_undone_in_the_next() {
    let fixture = Fixture::new();
    let mut pty = fixture.open();
    pty.send("4ozoe\t\rqq");
    assert_eq!(pty.wait_for_end(), 0);
    let mut pty = fixture.open();
    // The history arrives after the register.
    wait(
        "the old text",
        || {
            pty.send("u");
            fixture.changes().is_empty().then_some(())
        },
        String::new,
    );
}

fn hang_up_in_a_form(program: Program, fixture: &Fixture) {
    let mut pty = started(program);
    pty.send("2");
    pty.wait_for_text("Systems");
    pty.send("a");
    pty.wait_for_text("Title");
    pty.send("Voice of the ward");
    pty.wait_for_text("Voice of the ward");
    pty.hang_up();
    pty.wait_for_end();
    let mut pty = fixture.open();
    pty.wait_for_text("Unsaved form");
    pty.send("o");
    pty.wait_for_text("Voice of the ward");
    pty.send("\x13");
    let made = fixture.checkout().join("aims/systems/voice-of-the-ward/system.ron");
    wait("the new file", || made.exists().then_some(()), || pty.text());
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    let pty = fixture.open();
    pty.wait_for_text("more than 90 days late");
    assert!(!pty.text().contains("Unsaved form"), "it was saved: {}", pty.text());
}

#[test]
fn a_form_open_at_a_hang_up_comes_back() {
    let fixture = Fixture::new();
    hang_up_in_a_form(fixture.program(), &fixture);
}

#[test]
fn a_form_open_at_a_hang_up_without_a_signal_comes_back() {
    let fixture = Fixture::new();
    let program = fixture.shell("sh", "trap '' HUP; $AIMS; true");
    hang_up_in_a_form(program, &fixture);
}

#[test]
fn an_edit_that_was_shown_is_on_disk_after_a_hang_up() {
    for line in ["exec $AIMS", "trap '' HUP; $AIMS; true"] {
        let fixture = Fixture::new();
        let mut pty = started(fixture.shell("sh", line));
        give_away(&mut pty, "zoe");
        pty.wait_for_text("owner: T-");
        pty.hang_up();
        pty.wait_for_end();
        assert_eq!(fixture.changes().len(), 1, "{line}");
    }
}

#[test]
fn a_signal_saves_what_was_shown() {
    for signal in [Signal::TERM, Signal::INT] {
        let fixture = Fixture::new();
        let mut pty = fixture.open();
        give_away(&mut pty, "zoe");
        pty.wait_for_text("owner: T-");
        pty.signal(signal);
        pty.wait_for_end();
        assert_eq!(fixture.changes().len(), 1);
        assert_restored(&pty);
    }
}

#[test]
fn suspending_goes_back_to_the_shell_and_continuing_shows_the_same() {
    let fixture = Fixture::new();
    let line = "set -m; $AIMS; echo stopped; read line; fg; echo ended";
    let mut pty = started(fixture.shell("bash", line));
    pty.send("4jj");
    pty.wait_for_text("3 of 128");
    pty.send("\x1a");
    pty.wait_for_text("stopped");
    assert!(!pty.screen(vt100::Screen::alternate_screen));
    pty.send("go on\n");
    pty.wait_for_text("3 of 128");
    assert!(pty.screen(vt100::Screen::alternate_screen));
    pty.send("q");
    pty.wait_for_text("ended");
    assert_restored(&pty);
}

#[test]
fn different_fields_of_one_record_changed_in_two_sessions_both_stay() {
    let fixture = Fixture::new();
    let (mut one, mut other) = (fixture.open(), fixture.open());
    // While git works, nothing others change comes in by itself.
    let lock = fixture.lock_of_git();
    give_away(&mut one, "zoe");
    fixture.wait_for_diff(&["+    owner: \"zoe\","], &one);
    other.send("4");
    other.wait_for_text("31 to 90 days late");
    other.send("n");
    other.wait_for_text("Note:");
    other.send("asked again\r");
    other.wait_for_text("together with what others changed");
    drop(lock);
    fixture.wait_for_diff(&["+    owner: \"zoe\","], &other);
    assert!(fixture.git(&["diff"]).contains("2026-11-23: asked again"));
    assert_eq!(fixture.changes().len(), 1);
}

#[test]
fn the_same_field_changed_in_two_sessions_is_asked_about() {
    for (answer, owner) in [("t", "zoe"), ("m", "max")] {
        let fixture = Fixture::new();
        let (mut one, mut other) = (fixture.open(), fixture.open());
        let _lock = fixture.lock_of_git();
        give_away(&mut one, "zoe");
        fixture.wait_for_diff(&["+    owner: \"zoe\","], &one);
        give_away(&mut other, "max");
        other.wait_for_text("Changed on disk");
        other.wait_for_text("theirs: zoe");
        other.send(answer);
        other.wait_for("the question answered", |screen| {
            !screen.contents().contains("Changed on disk")
        });
        other.send("qq");
        assert_eq!(other.wait_for_end(), 0);
        fixture.wait_for_diff(&[&format!("+    owner: \"{owner}\",")], &other);
        assert_eq!(fixture.changes().len(), 1);
    }
}

#[test]
fn whatever_was_shown_as_saved_is_on_disk_after_a_kill() {
    let fixture = Fixture::new();
    let mut shown = Vec::new();
    for round in 0..8 {
        let mut pty = fixture.open();
        pty.send("4");
        pty.wait_for_text("31 to 90 days late");
        for edit in 0..3 {
            let text = format!("round {round} edit {edit}");
            pty.send("n");
            pty.wait_for_text("Note:");
            pty.send(format!("{text}\r"));
            pty.wait_for_text("note: T-");
            // Going on takes the notice away, and the status says what is still on its way.
            pty.send("j");
            let saved = |screen: &vt100::Screen| {
                let contents = screen.contents();
                contents.contains(" of 128") && !contents.contains("saving") && !contents.contains("NOT SAVED")
            };
            pty.wait_for("the edit shown as saved", saved);
            shown.push(text);
        }
        // One more is on its way when the end comes, sooner or later.
        pty.send("nlast");
        if round % 2 == 0 {
            pty.wait_for_text("last");
        }
        pty.send("\r");
        if round % 4 == 0 {
            pty.wait_for_text("note: T-");
        }
        pty.signal(Signal::KILL);
        drop(pty);
    }
    let diff = fixture.git(&["diff"]);
    for text in shown {
        assert!(diff.contains(&text), "{text} is not on disk:\n{diff}");
    }
    assert!(!fixture.printed().contains("cannot be read"), "{}", fixture.printed());
    let mut pty = fixture.open();
    give_away(&mut pty, "zoe");
    fixture.wait_for_diff(&["+    owner: \"zoe\","], &pty);
}

/// Cuts a save of three actions off after the first of their files.
fn cut_off(fixture: &Fixture) {
    let repository = Repository::at(&fixture.checkout());
    let (mut register, contents) = open_to_write(&repository);
    let renames = AtomicU64::new(0);
    let disk = Disk::with_faults(Arc::new(move |name: &'static str, _| {
        let done = renames.fetch_add(u64::from(name == "rename"), Ordering::SeqCst);
        if done + u64::from(name == "rename") > 2 {
            Err(io::Error::from_raw_os_error(5))
        } else {
            Ok(())
        }
    }));
    let mut writer = contents.writer(repository, disk);
    let ids: Vec<_> = register.of(&action::KIND).take(3).map(|one| one.id().clone()).collect();
    let change = |id: &Id| register.change(id.as_str(), action::OWNER.field(), "zoe".into());
    let edit = Edit {
        title: "owner of 3 actions".into(),
        who: "emre".into(),
        when: chrono::NaiveDateTime::default(),
        changes: ids.iter().filter_map(|id| change(id).expect("fits")).collect(),
    };
    register.apply(&edit).expect("applies");
    let saved = writer.save(&Request::new(&register, edit, Step::Do));
    assert!(matches!(saved, Err(SaveError::Pending { .. })), "{saved:?}");
}

#[test]
fn an_interrupted_save_is_finished_and_reported() {
    let fixture = Fixture::new();
    cut_off(&fixture);
    assert_eq!(fixture.changes().len(), 1);
    let pty = started(fixture.program());
    pty.wait_for_text("An interrupted save was finished: owner of 3 actions");
    assert_eq!(fixture.changes().len(), 3);
}
