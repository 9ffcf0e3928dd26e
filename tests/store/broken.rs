//! Files that cannot be read: each is told with its place, the rest loads, and none is ever written.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use aims::domain::kinds::check::Severity;
use aims::domain::kinds::risk;
use aims::store::load::FileProblemKind;
use aims::store::save::SaveError;
use aims::store::save::history::Step;
use proptest::prelude::*;

use crate::fixture::{Fixture, edit};

/// What a broken file holds, and what a message about it says.
fn corpus() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let deep = format!("Risk(zz: {}{})", "[".repeat(5000), "]".repeat(5000));
    let mut long = b"Risk(note: \"".to_vec();
    long.extend(std::iter::repeat_n(b'x', 2 << 20));
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        (
            "conflict",
            text("Risk(\n<<<<<<< HEAD\n    title: \"a\",\n=======\n    title: \"b\",\n>>>>>>> b\n)\n"),
            ":2:1: found a git conflict marker",
        ),
        (
            "byte order mark",
            text("\u{feff}Risk()"),
            ":1:1: found a byte order mark",
        ),
        ("nul", text("Risk(title: \"a\0\")"), ":1:15: found a NUL byte"),
        ("unclosed string", text("Risk(\n    title: \"a,\n)\n"), ":2:12:"),
        ("other struct", text("\nSystem(id: \"R-00001\")"), ":2:1: found `System"),
        ("no struct", text("5"), ":1:1: found `5`, expected `Risk(...)`"),
        ("empty", text(""), ":1:1:"),
        (
            "other id",
            text("Risk(\n    id: \"R-00002\",\n)"),
            ":2:9: found `\"R-00002\"`, expected \"R-00001\"",
        ),
        (
            "bad day",
            text("Risk(review: \"2026-13-01\")"),
            ":1:14: found `\"2026-13-01\"`",
        ),
        (
            "bad choice",
            text("Risk(status: Opne)"),
            ":1:14: found `Opne`, expected one of Draft, Open",
        ),
        (
            "other name of a choice",
            text("Risk(status: active)"),
            "Did you mean Open?",
        ),
        (
            "level out of range",
            text("Risk(current: (likelihood: 99, organization: 1))"),
            ":1:28: found `99`",
        ),
        (
            "escape",
            text("Risk(title: \"a\u{1b}[2Jb\")"),
            ":1:15: found the character U+001B",
        ),
        ("deep", deep.into_bytes(), ":1:"),
        ("large", long, "larger than 1048576 bytes"),
        (
            "latin 1",
            b"Risk(\n  title: \"caf\xe9\")".to_vec(),
            "not UTF-8 (line 2)",
        ),
        ("twice", text("Risk(title: \"a\", title: \"b\")"), ":1:18:"),
        ("trailing", text("Risk() Risk()"), ":1:8:"),
    ]
}

#[test]
fn a_broken_file_is_reported_and_left_alone() {
    for (name, bytes, told) in corpus() {
        let fixture = Fixture::new();
        fs::write(fixture.path(&Fixture::risk_path(1)), &bytes).expect("written");
        let mut session = fixture.open();
        let problems: Vec<_> = session.contents.problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 1, "{name}: {problems:?}");
        assert!(
            problems[0].starts_with("systems/chat/R-00001.ron:") && problems[0].contains(told),
            "{name}: {}",
            problems[0]
        );
        assert!(!problems[0].chars().any(char::is_control), "{name}");
        assert!(session.contents.problems[0].is_broken());
        assert_eq!(session.contents.problems[0].kind.severity(), Severity::Error);
        assert!(session.register.get("R-00001").is_none(), "{name}");
        assert_eq!(session.register.count(&risk::KIND), 2, "{name}: the rest loads");
        // Broken while it was loaded already: the save is refused as a whole.
        let healthy = Fixture::new();
        let mut before = healthy.open();
        fs::write(healthy.path(&Fixture::risk_path(1)), &bytes).expect("written");
        let changes = vec![
            before.change("R-00000", risk::OWNER, "a"),
            before.change("R-00001", risk::OWNER, "a"),
        ];
        let saved = before.save(edit(changes), Step::Do);
        assert!(
            matches!(saved, Err(SaveError::Broken(..) | SaveError::Disk(..))),
            "{name}: {saved:?}"
        );
        assert_eq!(
            fs::read(healthy.path(&Fixture::risk_path(1))).expect("there"),
            bytes,
            "{name}"
        );
        assert!(healthy.read(&Fixture::risk_path(0)).contains("owner: \"\""), "{name}");
        // An edit elsewhere does not touch it.
        session.set("R-00000", risk::OWNER, "ana").expect("saved");
        assert_eq!(
            fs::read(fixture.path(&Fixture::risk_path(1))).expect("there"),
            bytes,
            "{name}"
        );
    }
}

#[test]
fn links_and_special_files_are_reported_and_not_followed() {
    let fixture = Fixture::new();
    let outside = fixture.repository.top.join("outside.ron");
    fs::write(&outside, "Risk()").expect("written");
    symlink(&outside, fixture.path("systems/chat/R-0000a.ron")).expect("a link");
    symlink(&fixture.repository.top, fixture.path("systems/up")).expect("a link");
    symlink("nowhere", fixture.path("organization")).expect("a link");
    fs::create_dir(fixture.path("systems/chat/R-0000b.ron")).expect("a folder");
    let fifo = Command::new("mkfifo")
        .arg(fixture.path("systems/chat/R-0000c.ron"))
        .status();
    assert!(fifo.expect("mkfifo").success());
    fs::create_dir_all(fixture.path("a/b/c/d/e/f/g")).expect("folders");
    fixture.write("stray.ron", "What()");
    fixture.write("systems/chat/notes.md", "not a record");
    fixture.write(".hidden/R-0000d.ron", "Risk()");
    let session = fixture.open();
    let told: Vec<_> = session
        .contents
        .problems
        .iter()
        .map(|problem| (problem.path.to_string_lossy().into_owned(), problem.kind.code().0))
        .collect();
    let expected = [
        ("a/b/c/d/e/f", "AIMS-W001"),
        ("organization", "AIMS-E002"),
        ("stray.ron", "AIMS-W001"),
        ("systems/chat/R-0000a.ron", "AIMS-E002"),
        ("systems/chat/R-0000b.ron", "AIMS-E002"),
        ("systems/chat/R-0000c.ron", "AIMS-E002"),
        ("systems/up", "AIMS-E002"),
    ];
    assert_eq!(told, expected.map(|(path, code)| (path.to_owned(), code)));
    assert_eq!(session.register.count(&risk::KIND), 3);
}

#[test]
fn a_name_that_acts_on_the_terminal_is_shown_as_what_it_is() {
    let fixture = Fixture::new();
    fixture.write("a\u{1b}[2J\u{202e}.ron", "");
    let told = fixture.open().contents.problems[0].to_string();
    assert!(told.starts_with("a\\u{1b}[2J\\u{202e}.ron: no record"), "{told:?}");
}

#[test]
fn of_two_files_with_one_id_the_first_is_taken_whatever_the_order() {
    for _ in 0..5 {
        let fixture = Fixture::new();
        for folder in ["systems/alpha", "systems/zeta", "organization"] {
            fixture.write(&format!("{folder}/R-00001.ron"), &format!("Risk(title: \"{folder}\")"));
        }
        let session = fixture.open();
        assert_eq!(
            session.register.get("R-00001").map(aims::domain::record::Record::title),
            Some("organization")
        );
        let told: Vec<_> = session.contents.problems.iter().map(ToString::to_string).collect();
        let line = |path: &str| {
            format!("{path}/R-00001.ron: R-00001 is also in organization/R-00001.ron; give one of them another id.")
        };
        assert_eq!(told, ["systems/alpha", "systems/chat", "systems/zeta"].map(line));
        assert_eq!(session.contents.problems[0].kind.code(), ("AIMS-E004", "duplicate-id"));
    }
}

#[test]
fn unknown_fields_are_reported_and_kept() {
    let fixture = Fixture::new();
    fixture.write(
        &Fixture::risk_path(1),
        "Risk(\n    title: \"a\",\n    mood: \"blue\",\n)\n",
    );
    let mut session = fixture.open();
    let problem = &session.contents.problems[0];
    assert_eq!(problem.kind.code(), ("AIMS-W002", "unknown-field"));
    assert!(matches!(&problem.kind, FileProblemKind::UnknownField(name, place) if name == "mood" && place.line == 3));
    assert!(!problem.is_broken());
    session.set("R-00001", risk::TITLE, "b").expect("saved");
    assert_eq!(
        fixture.read(&Fixture::risk_path(1)),
        "Risk(\n    title: \"b\",\n    mood: \"blue\",\n)\n"
    );
}

#[test]
fn a_folder_without_a_register_or_with_nothing_in_it_opens_empty() {
    let fixture = Fixture::new();
    fs::remove_dir_all(&fixture.repository.root).expect("removed");
    let session = fixture.open();
    assert_eq!(session.register.count(&risk::KIND), 0);
    fs::create_dir(&fixture.repository.root).expect("a folder");
    assert!(fixture.open().contents.problems.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_in_any_file_bring_a_load_down(bytes in prop::collection::vec(any::<u8>(), 0..300), which in 0..6usize) {
        let fixture = Fixture::new();
        let path = ["aims.ron", "method.ron", "systems/chat/system.ron", "systems/chat/R-00000.ron", "controls/A.2.2.ron", "clauses/4.1/q1.ron"][which];
        fixture.write(path, "");
        fs::write(fixture.path(path), &bytes).expect("written");
        let session = fixture.open();
        prop_assert!(session.contents.problems.iter().any(|problem| problem.path == Path::new(path)));
        prop_assert_eq!(fs::read(fixture.path(path)).expect("there"), bytes);
    }
}
