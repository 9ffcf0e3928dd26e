//! What changed between two visits, on a real terminal.

use std::fs;
use std::process::Command;

use crate::fixture::{Fixture, assert_restored};

#[test]
fn commits_by_others_since_the_last_visit_are_shown() {
    let fixture = Fixture::new();
    let mut pty = fixture.open();
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_restored(&pty);
    let file = fixture.checkout().join("aims/systems/code-assistant/system.ron");
    let text = fs::read_to_string(&file).expect("a system");
    fs::write(&file, format!("{text}// Looked at.\n")).expect("it is written");
    // Somebody commits long after I left, wherever the clock stands.
    let committed = Command::new("git")
        .arg("-C")
        .arg(fixture.checkout())
        .args(["-c", "user.name=Ben Okafor", "-c", "user.email=ben@example.org"])
        .args(["commit", "--quiet", "--all", "--message", "Looked at"])
        .env("GIT_COMMITTER_DATE", "2030-01-01T12:00:00")
        .status();
    assert!(committed.expect("git starts").success());
    let mut pty = fixture.open();
    pty.send("G");
    pty.wait_for_text("record changed by others since 2026-11-23");
    pty.send("c");
    pty.wait_for_text("code-assistant");
    pty.wait_for_text("Ben Okafor");
}
