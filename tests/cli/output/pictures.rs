//! The README's pictures are what the program draws: made again here and held against the committed ones.
//!
//! `UPDATE_PICTURES=1 cargo test --test cli pictures` writes them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Name, screen, keys pressed first.
const PICTURES: [(&str, &str, &str); 16] = [
    ("today", "today", ""),
    ("readiness", "readiness", "j"),
    ("trends", "today", "T"),
    ("systems", "systems", "j j"),
    ("risks", "risks", ""),
    ("treatment", "treatment", "j j d + 2 w"),
    ("controls", "controls", "j j j"),
    ("gap", "gap", "j j l j"),
    ("session", "gap", "enter 3 2"),
    ("calendar", "calendar", "l l"),
    ("plan", "calendar", "P j"),
    ("holding", "calendar", "/ M a n a g e m e n t enter enter x"),
    ("findings", "findings", "j j j"),
    ("evidence", "evidence", "j j"),
    ("documents", "documents", "j"),
    ("form", "risks", "e tab tab"),
];

fn aims(home: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_aims"))
        .args(["--today", "2026-11-23", "--colour", "256"])
        .args(arguments)
        .env("HOME", home)
        .env("LC_ALL", "C.UTF-8")
        .env("TERM", "xterm-256color")
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn pictures_are_what_the_program_draws() {
    let home = tempfile::tempdir().expect("a folder");
    let demo = home.path().join("demo");
    let demo = demo.to_str().expect("a name in UTF-8");
    aims(home.path(), &["demo", demo, "--no-open"]);
    let update = std::env::var_os("UPDATE_PICTURES").is_some();
    let mut stale = Vec::new();
    for (name, screen, keys) in PICTURES {
        let svg = aims(
            home.path(),
            &[
                "--dir", demo, "render", "--screen", screen, "--size", "110x32", "--keys", keys, "--svg",
            ],
        );
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("assets/pictures")
            .join(format!("{name}.svg"));
        if update {
            std::fs::write(&path, svg).expect("the picture is written");
        } else if std::fs::read_to_string(&path).unwrap_or_default() != svg {
            stale.push(name);
        }
    }
    assert!(
        stale.is_empty(),
        "stale pictures: {stale:?}; UPDATE_PICTURES=1 cargo test --test cli pictures makes them again"
    );
}
