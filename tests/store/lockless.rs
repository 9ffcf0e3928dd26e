//! Programs that take no lock, editors and git among them, which write while an edit is being saved.

use std::fs::{self, File};
use std::io::{Seek, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;

use aims::domain::kinds::risk;
use aims::store::files::disk::Disk;
use aims::store::save::SaveError;

use crate::faults::Scene;
use crate::fixture::Fixture;

/// How a program writes a file.
#[derive(Debug, Clone, Copy)]
enum Manner {
    /// It empties the file and fills it again.
    InPlace,
    /// It writes another file and renames that over it.
    Rename,
}

/// Something that another program does just before one of our operations on the disk.
#[derive(Debug, Clone, Copy)]
struct Deed {
    at: u64,
    /// The number of the risk.
    file: usize,
    field: &'static str,
    manner: Manner,
    /// The operation before which it had read the file, if that was earlier.
    read_at: u64,
}

/// Returns the text with another value in a field.
fn with(text: &str, field: &str, value: &str) -> String {
    let line = |line: &str| {
        if line.trim_start().starts_with(&format!("{field}:")) {
            format!("    {field}: \"{value}\",\n")
        } else {
            format!("{line}\n")
        }
    };
    text.lines().map(line).collect()
}

fn write(path: &Path, text: &str, manner: Manner) {
    match manner {
        Manner::InPlace => fs::write(path, text).expect("written"),
        Manner::Rename => {
            let other = path.with_extension("theirs");
            fs::write(&other, text).expect("written");
            fs::rename(other, path).expect("renamed");
        }
    }
}

fn value(nth: usize) -> String {
    format!("theirs {nth}")
}

/// Returns a disk with other programs at work on it, and which of their deeds were done.
fn shared(fixture: &Fixture, deeds: Vec<Deed>) -> (Disk, Arc<Mutex<Vec<bool>>>) {
    let done = Arc::new(Mutex::new(vec![false; deeds.len()]));
    let tell = done.clone();
    let paths: Vec<_> = (0..3).map(|nth| fixture.path(&Fixture::risk_path(nth))).collect();
    let read: Mutex<Vec<Option<String>>> = Mutex::new(vec![None; deeds.len()]);
    let plan = move |_: &'static str, count| {
        let mut read = read.lock().expect("not poisoned");
        for (nth, deed) in deeds.iter().enumerate() {
            let path = &paths[deed.file];
            if count == deed.read_at {
                read[nth] = fs::read_to_string(path).ok();
            }
            if count == deed.at
                && let Some(text) = read[nth].take()
            {
                write(path, &with(&text, deed.field, &value(nth)), deed.manner);
                tell.lock().expect("not poisoned")[nth] = true;
            }
        }
        Ok(())
    };
    (Disk::with_faults(Arc::new(plan)), done)
}

/// Saves an edit of three files while others write, and returns whether it was acknowledged, having made sure that
/// nothing of theirs is gone and that the edit is whole or not there.
fn survive(deeds: &[Deed], is_whole: bool) -> bool {
    let scene = Scene::named("three");
    let fixture = scene.fixture();
    let (disk, done) = shared(&fixture, deeds.to_vec());
    let mut session = fixture.open_on(disk);
    let saved = scene.act(&mut session);
    assert!(matches!(saved, Ok(_) | Err(SaveError::Busy(_))), "{deeds:?}: {saved:?}");
    let register = fixture.open().register;
    let risk = |nth: usize| register.get(crate::fixture::risk_id(nth).as_str()).expect("there");
    let done = done.lock().expect("not poisoned").clone();
    for (nth, deed) in deeds.iter().enumerate().filter(|(nth, _)| done[*nth]) {
        let text = fixture.read(&Fixture::risk_path(deed.file));
        assert!(text.contains(&value(nth)), "{deeds:?}: theirs is gone: {text}");
    }
    let expected = if saved.is_ok() { "ana" } else { "" };
    let owners: Vec<_> = (0..3).map(|nth| risk(nth).get(risk::OWNER)).collect();
    assert!(
        !is_whole || owners.iter().all(|owner| *owner == expected),
        "{deeds:?}: {owners:?}"
    );
    fixture.assert_clean();
    saved.is_ok()
}

fn operations() -> u64 {
    Scene::named("three").undisturbed().2
}

#[test]
fn a_program_that_writes_at_any_moment_loses_nothing() {
    let mut saved = 0;
    for at in 0..operations() {
        for file in 0..3 {
            for manner in [Manner::InPlace, Manner::Rename] {
                let deed = Deed {
                    at,
                    file,
                    field: "title",
                    manner,
                    read_at: at,
                };
                saved += usize::from(survive(&[deed], true));
            }
        }
    }
    assert_eq!(
        saved as u64,
        operations() * 6,
        "one writer never keeps an edit from being saved"
    );
}

#[test]
fn two_programs_that_write_at_any_two_moments_lose_nothing() {
    let count = operations() * 3 / 2;
    for first in 0..count {
        for second in (first + 1..count).step_by(17) {
            for (one, other) in [(0, 0), (2, 2), (0, 2), (2, 0)] {
                let manner = if (first + second).is_multiple_of(2) {
                    Manner::InPlace
                } else {
                    Manner::Rename
                };
                let deed = |at, file, field| Deed {
                    at,
                    file,
                    field,
                    manner,
                    read_at: at,
                };
                survive(&[deed(first, one, "title"), deed(second, other, "note")], true);
            }
        }
    }
}

#[test]
fn a_program_that_writes_what_it_read_long_ago_keeps_what_it_writes() {
    for read_at in 0..operations() {
        for at in (read_at..operations()).step_by(4) {
            let deed = Deed {
                at,
                file: 1,
                field: "title",
                manner: Manner::InPlace,
                read_at,
            };
            survive(&[deed], false);
        }
    }
}

/// How a program writes a file that it has open, each time that a save gives it a moment.
type Strokes = [fn(&mut File, &str)];

fn fill(file: &mut File, text: &str) {
    file.rewind().expect("rewound");
    file.write_all(text.as_bytes()).expect("written");
    file.set_len(text.len() as u64).expect("cut");
}

fn empty(file: &mut File, _: &str) {
    file.set_len(0).expect("cut");
}

fn begin(file: &mut File, text: &str) {
    empty(file, text);
    fill(file, &text[..text.len() - 5]);
}

/// Saves an edit of three files while a program has one of them open since an operation, and makes sure that what it
/// writes is in the file afterwards.
fn survive_holding(file: usize, opened_at: u64, strokes: &'static Strokes) {
    let scene = Scene::named("three");
    let fixture = scene.fixture();
    let path = fixture.path(&Fixture::risk_path(file));
    let held: Arc<Mutex<Option<(File, String)>>> = Arc::default();
    let left = Arc::new(Mutex::new(strokes.iter()));
    let plan = {
        let (held, left) = (held.clone(), left.clone());
        move |name: &'static str, count| {
            let mut held = held.lock().expect("not poisoned");
            if count == opened_at
                && let Ok(text) = fs::read_to_string(&path)
            {
                let file = File::options().write(true).open(&path).expect("opened");
                *held = Some((file, with(&text, "title", "theirs")));
            }
            if name == "wait"
                && let Some((file, text)) = &mut *held
                && let Some(stroke) = left.lock().expect("not poisoned").next()
            {
                stroke(file, text);
            }
            Ok(())
        }
    };
    let mut session = fixture.open_on(Disk::with_faults(Arc::new(plan)));
    let saved = scene.act(&mut session);
    assert!(saved.is_ok(), "{file} {opened_at}: {saved:?}");
    // Who opened it later has our file, and all the time there is.
    if let Some((file, text)) = &mut *held.lock().expect("not poisoned") {
        for stroke in left.lock().expect("not poisoned").by_ref() {
            stroke(file, text);
        }
    }
    let text = fixture.read(&Fixture::risk_path(file));
    assert!(
        text.contains("theirs") && text.contains("ana"),
        "{file} {opened_at}: {text}"
    );
    fixture.assert_clean();
}

#[test]
fn a_program_that_had_the_file_open_is_given_a_moment_to_write_it() {
    let strokes: [&'static Strokes; 3] = [&[fill], &[empty, fill], &[begin, fill]];
    for strokes in strokes {
        for opened_at in 0..operations() {
            for file in 0..3 {
                survive_holding(file, opened_at, strokes);
            }
        }
    }
}

#[test]
fn a_program_that_never_stops_is_reported_and_nothing_is_half_done() {
    let scene = Scene::named("three");
    for file in 0..3 {
        let fixture = scene.fixture();
        let before = fixture.tree();
        let deeds = (0..10_000).map(|at| Deed {
            at,
            file,
            field: "title",
            manner: Manner::InPlace,
            read_at: at,
        });
        let mut session = fixture.open_on(shared(&fixture, deeds.collect()).0);
        let saved = scene.act(&mut session);
        assert!(matches!(saved, Err(SaveError::Busy(_))), "{saved:?}");
        assert!(!fixture.read(&Fixture::risk_path(file)).contains("ana"));
        let changed = fixture
            .tree()
            .into_iter()
            .filter(|(path, text)| before.get(path) != Some(text));
        assert_eq!(changed.count(), 1, "only what the other program wrote");
        fixture.assert_clean();
    }
}
