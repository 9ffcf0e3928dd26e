//! A management review held on a real terminal, from its agenda to its minutes, with the line cut in the middle.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use aims::domain::kinds::action;
use aims::domain::kinds::review::{self, Decisions, Points};
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::store::files::repository::Repository;
use aims::store::load::open::open;

use crate::fixture::{Fixture, assert_restored};
use crate::pty::Pty;

/// The management review of the demo that is still to be held.
const REVIEW: &str = "V-vr6rt";

/// What is said about the first points, one after the other.
const SAID: [&str; 6] = [
    "All done but one",
    "The act applies from August",
    "The board asks for figures",
    "Two are late, both known",
    "Coverage grows by a tenth",
    "The audit comes before stage one",
];

/// What is decided: the line, the key of what it is about, and the words for that.
const DECIDED: [(&str, &str, &str); 3] = [
    ("Buy the second model @ben +2w", "1", "improvement"),
    ("Change the cadence of audits @ana +1m", "2", "change to the AIMS"),
    ("Tell the clinics @carla 2027-01-15", "3", "other decision"),
];

fn open_review(pty: &mut Pty) {
    pty.send(":");
    pty.wait_for_text("Commands, records, terms");
    pty.send(format!("{REVIEW}\r"));
    pty.wait_for_text("Agenda");
    pty.send("x");
    pty.wait_for_text("Holding");
}

fn say(pty: &mut Pty, text: &str) {
    pty.send("n");
    pty.wait_for_text("Said:");
    pty.send(format!("{text}\r"));
    pty.wait_for_text(text);
}

fn decide(pty: &mut Pty, (line, outcome, _): (&str, &str, &str), nth: usize) {
    pty.send("a");
    pty.wait_for_text("Decided:");
    pty.send(format!("{line}\r"));
    pty.wait_for_text("What it is about (9.3.3)");
    pty.send(outcome);
    pty.wait_for_text(&format!("{nth} decision"));
}

fn saved(pty: &Pty) {
    pty.wait_for("everything on disk", |screen| !screen.contents().contains("saving"));
}

/// The records of the checkout as the program reads them.
fn read(fixture: &Fixture) -> Vec<Record> {
    let (register, contents) = open(&Repository::at(&fixture.checkout()));
    assert!(contents.problems.is_empty(), "{:?}", contents.problems);
    let kinds = [&review::KIND, &action::KIND];
    let records = kinds
        .iter()
        .flat_map(|kind| register.of(kind).cloned().collect::<Vec<_>>());
    records.collect()
}

fn of<'a>(records: &'a [Record], id: &str) -> &'a Record {
    records
        .iter()
        .find(|record| record.id().as_str() == id)
        .expect("a record")
}

fn cells(record: &Record) -> Vec<[String; 3]> {
    let rows = record.get(review::POINTS).into_iter();
    rows.map(|row| [row.get(Points::POINT), row.get(Points::SHOWN), row.get(Points::SAID)].map(str::to_owned))
        .collect()
}

/// The files of a folder of the register.
fn files(fixture: &Fixture, folder: &str) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(fixture.checkout().join("aims").join(folder)).expect("a folder");
    entries.flatten().map(|entry| entry.path()).collect()
}

#[test]
fn a_management_review_is_held_across_a_cut_line_and_nothing_of_it_is_lost() {
    let fixture = Fixture::new();
    let before = read(&fixture);
    let reviews = files(&fixture, "reviews");
    let mut pty = fixture.open();
    open_review(&mut pty);
    pty.wait_for_text("1 of 12");
    pty.send("w");
    pty.wait_for_text("all who take part");
    pty.send("\x1b[B\r\r");
    pty.wait_for_text("5 there");
    for (nth, text) in SAID[..3].iter().enumerate() {
        pty.wait_for_text(&format!("{} of 12", nth + 1));
        say(&mut pty, text);
        if nth == 1 {
            decide(&mut pty, DECIDED[0], 1);
        }
        pty.send("j");
    }
    saved(&pty);
    // The line is cut while somebody is typing.
    pty.send("n");
    pty.wait_for_text("Said:");
    pty.send("half a sent");
    pty.wait_for_text("half a sent");
    pty.hang_up();
    pty.wait_for_end();

    let now = read(&fixture);
    let cut = of(&now, REVIEW);
    assert_eq!(cut.get(review::STATUS), Some(review::Status::Planned));
    let said: Vec<_> = cells(cut).into_iter().map(|[_, _, said]| said).collect();
    assert_eq!(said, SAID[..3]);
    assert_eq!(cut.get(review::DECISIONS).len(), 1);

    // What was being typed comes back to its point.
    let mut pty = fixture.open();
    pty.wait_for_text("half a sent");
    pty.send("o");
    pty.wait_for_text("Holding");
    pty.wait_for_text("Said: half a sent");
    pty.send("\x15\x03");
    pty.wait_for_text("4 of 12");
    for (nth, text) in SAID.iter().enumerate().skip(3) {
        pty.wait_for_text(&format!("{} of 12", nth + 1));
        say(&mut pty, text);
        if nth < 5 {
            decide(&mut pty, DECIDED[nth - 2], nth - 1);
        }
        pty.send("j");
    }
    pty.send("c");
    pty.wait_for_text("Held on:");
    pty.send("\r");
    pty.wait_for_text("not looked at");
    pty.send("-");
    pty.wait_for_text("whether the AIMS still fits");
    pty.send("\r");
    pty.wait_for_text("Minutes: Management review before stage 1");
    // Leaving waits for what is on its way to the disk.
    pty.send("q1q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_restored(&pty);

    let after = read(&fixture);
    assert_held(of(&after, REVIEW), &before, &after);
    // Nothing but the review, its next one and the three actions is different.
    let known = |record: &&Record| before.iter().any(|old| old.id() == record.id());
    let (old, new): (Vec<_>, Vec<_>) = after.iter().partition(known);
    let changed: Vec<_> = old
        .into_iter()
        .filter(|record| of(&before, record.id().as_str()) != *record)
        .collect();
    assert_eq!(
        changed.iter().map(|record| record.id().as_str()).collect::<Vec<_>>(),
        [REVIEW]
    );
    let next: Vec<_> = new.iter().filter(|record| record.is(&review::KIND)).collect();
    assert_eq!((new.len(), next.len()), (4, 1));
    assert_eq!(next[0].get(review::PREVIOUS), Some(&Id::new(REVIEW)));
    assert_eq!(next[0].value(review::DATE.index()).to_string(), "2027-06-27");
    assert_eq!(files(&fixture, "reviews").len(), reviews.len() + 1);
}

/// Holds a review that was closed against what was said and decided in it.
fn assert_held(held: &Record, before: &[Record], after: &[Record]) {
    assert_eq!(held.get(review::STATUS), Some(review::Status::Held));
    assert_eq!(held.value(review::HELD.index()).to_string(), "2026-11-23");
    assert_eq!(held.get(review::ATTENDED), ["ana", "ben", "carla", "fatima", "maya"]);
    let rows = cells(held);
    assert_eq!(rows.len(), 12, "every point stands in it");
    for (at, [title, shown, said]) in rows.iter().enumerate() {
        assert_eq!(said, SAID.get(at).copied().unwrap_or_default(), "{title}");
        // What people wrote into the agenda has no figures.
        assert_eq!(shown.is_empty(), at == 11, "{title}");
    }
    let decisions = held.get(review::DECISIONS);
    assert_eq!(decisions.len(), DECIDED.len());
    for (row, (line, _, outcome)) in decisions.iter().zip(DECIDED) {
        let title = row.get(Decisions::DECISION);
        assert!(line.starts_with(title) && row.stored(Decisions::OUTCOME).to_string() == outcome);
        assert!(rows.iter().any(|[title, ..]| title == row.get(Decisions::POINT)));
        let id = row.get(Decisions::ACTION).expect("an action").as_str();
        assert!(before.iter().all(|record| record.id().as_str() != id));
        let action = of(after, id);
        assert_eq!(action.title(), title);
        assert!(line.contains(&format!("@{} ", action.owner())));
    }
    let due = decisions
        .iter()
        .filter_map(|row| row.get(Decisions::ACTION))
        .map(|id| of(after, id.as_str()));
    let due: Vec<_> = due
        .map(|action| action.value(action::DUE.index()).to_string())
        .collect();
    assert_eq!(due, ["2026-12-07", "2026-12-23", "2027-01-15"]);
}
