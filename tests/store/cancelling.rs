//! A save that is stopped: at whatever moment, either all of it is on disk or nothing, and nothing is left behind.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use aims::domain::kinds::system;
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::register::edit::Edit;
use aims::store::files::disk::Disk;
use aims::store::save::history::Step;
use aims::store::save::lines::Lines;
use aims::store::save::{Request, SaveError, Watch};

use crate::fixture::{self, Fixture};

fn systems(count: usize) -> Edit {
    let system = |nth: usize| {
        let record = Record::new(&system::KIND, Id::new(&format!("system-{nth}")));
        fixture::add(record.with(system::TITLE, format!("System {nth}").as_str()))
    };
    fixture::edit((0..count).map(system).collect())
}

fn remembered() -> Vec<Lines> {
    vec![Lines {
        path: "imports/systems-0.txt".into(),
        minus: Vec::new(),
        plus: vec!["system-1 title 0123456789abcdef".to_owned()],
    }]
}

/// A disk that is counted, and on which the operation `at` finds the save stopped.
fn stopping(at: u64) -> (Disk, Watch) {
    let stop = Arc::new(AtomicBool::new(false));
    let watch = Watch::stopping(Arc::clone(&stop));
    let plan = move |_: &'static str, count: u64| {
        if count == at {
            stop.store(true, Ordering::Relaxed);
        }
        Ok(())
    };
    (Disk::with_faults(Arc::new(plan)), watch)
}

/// Saves new systems, stopped at an operation; returns whether they were saved, and how many operations it took.
fn save_stopped(count: usize, at: u64) -> (bool, u64) {
    let fixture = Fixture::with_risks(1);
    let (before, private) = (fixture.tree(), fixture.repository.private.clone());
    let history = || fs::read_to_string(private.join("undo.jsonl")).unwrap_or_default();
    let old_history = history();
    let (disk, watch) = stopping(at);
    let mut session = fixture.open_on(disk.clone());
    let edit = systems(count);
    session.register.apply(&edit).expect("applies");
    let request = Request::new(&session.register, edit, Step::Do).with_lines(remembered());
    let saved = session.writer.save(&request.watched(watch));
    fixture.assert_clean();
    match saved {
        Ok(_) => {
            assert_eq!(fixture.open().register.count(&system::KIND), count + 1);
            assert_ne!(history(), old_history);
            (true, disk.operations())
        }
        Err(SaveError::Cancelled) => {
            assert_eq!(fixture.tree(), before, "stopped at {at}");
            assert_eq!(history(), old_history, "stopped at {at}");
            (false, disk.operations())
        }
        Err(error) => panic!("stopped at {at}: {error}"),
    }
}

#[test]
fn a_save_that_is_stopped_at_any_moment_leaves_everything_or_nothing() {
    let (saved, operations) = save_stopped(3, u64::MAX);
    assert!(saved);
    let outcomes: Vec<bool> = (0..operations).map(|at| save_stopped(3, at).0).collect();
    let begins = outcomes
        .iter()
        .position(|saved| *saved)
        .expect("at the end it is too late");
    assert!(outcomes[begins..].iter().all(|saved| *saved), "{outcomes:?}");
    assert!(begins > outcomes.len() / 2, "{outcomes:?}");
}

#[test]
fn a_save_of_many_that_is_stopped_half_way_leaves_nothing() {
    let (saved, operations) = save_stopped(600, u64::MAX);
    assert!(saved);
    for part in 1..6 {
        assert!(!save_stopped(600, operations * part / 10).0, "{part} tenths");
    }
}

#[test]
fn a_save_tells_how_many_files_are_done() {
    let fixture = Fixture::with_risks(1);
    let mut session = fixture.open();
    let edit = systems(300);
    session.register.apply(&edit).expect("applies");
    let told = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&told);
    let watch = Watch::default().telling(move |done, of| notes.lock().expect("a lock").push((done, of)));
    let request = Request::new(&session.register, edit, Step::Do).watched(watch);
    session.writer.save(&request).expect("saved");
    let mut told = told.lock().expect("a lock").clone();
    told.sort_unstable();
    assert_eq!(told, (1..=300).map(|done| (done, 300)).collect::<Vec<_>>());
}

#[test]
fn new_records_cost_a_few_operations_each_and_are_synced_in_one_go() {
    let count = |name: &'static str, systems_made: usize| {
        let fixture = Fixture::with_risks(1);
        let counted = Arc::new(AtomicUsize::new(0));
        let plan = {
            let counted = Arc::clone(&counted);
            move |step: &'static str, _: u64| {
                counted.fetch_add(usize::from(name.is_empty() || step == name), Ordering::Relaxed);
                Ok(())
            }
        };
        let mut session = fixture.open_on(Disk::with_faults(Arc::new(plan)));
        session.save(systems(systems_made), Step::Do).expect("saved");
        counted.load(Ordering::Relaxed)
    };
    for name in ["fsync", "fsync folder", "sync"] {
        assert_eq!(count(name, 20), count(name, 400), "{name}");
    }
    let of_each = (count("", 420) - count("", 20)) / 400;
    assert!(of_each <= 6, "{of_each} operations a record");
}
