//! Every command on a record of every kind: it is refused with a sentence, or it sets only what belongs to that kind
//! and leaves a record that keeps the rules of its kind.
//!
//! The tests go over the tables of commands and kinds, so that a new one is tried without a line here.

use std::collections::BTreeMap;

use aims::app::action::{Action, Entry, TABLE};
use aims::app::layer::Layer;
use aims::app::notice::Tone;
use aims::app::verb::Asked;
use aims::domain::edit::Change;
use aims::domain::id::Id;
use aims::domain::kinds;
use aims::domain::record::Record;

use crate::ground::Bench;

/// Commands that leave, start another program or only move: nothing of theirs changes a record.
fn changes(entry: &Entry) -> bool {
    !matches!(
        entry.action,
        Action::Quit | Action::Undo | Action::Redo | Action::EditLong | Action::Redraw | Action::Reload
    )
}

/// Answers whatever is asked, the same way each time, until nothing is asked any more.
fn answer_everything(bench: &mut Bench) {
    for _ in 0..12 {
        let keys = match bench.app.layers.last() {
            None => return,
            Some(Layer::Ask(ask)) => match ask.question().shape {
                Asked::Day => "'+1w enter",
                Asked::Line | Asked::Page => "'seen_and_agreed enter",
                Asked::Owner | Asked::People => "'zoe down enter",
                Asked::Action => "'Write_it_down_+2w enter",
                Asked::Status | Asked::OneOf(_) => "1",
                Asked::Several(_) => "1 enter",
            },
            Some(Layer::Confirm(_)) => "y",
            Some(_) => "esc",
        };
        bench.press(keys);
    }
    while !bench.app.layers.is_empty() {
        bench.press("esc y");
    }
}

/// Where a register stands: the problems of each record.
fn problems(bench: &Bench) -> BTreeMap<String, Vec<(&'static str, String)>> {
    let records = kinds::ALL.iter().flat_map(|kind| bench.app.register.of(kind));
    records
        .map(|record| (record.id().to_string(), record.problems()))
        .collect()
}

/// Takes everything back that was done.
fn undo_all(bench: &mut Bench) {
    while !bench.app.history.done.is_empty() {
        let left = bench.app.history.done.len();
        bench.app.run(Action::Undo);
        bench.collect();
        assert!(bench.app.history.done.len() < left, "{:?}", bench.said());
    }
}

#[test]
fn every_command_fits_the_record_of_every_kind_or_is_refused() {
    let mut bench = Bench::demo();
    let before = problems(&bench);
    for kind in kinds::ALL {
        let ids: Vec<Id> = bench.app.register.of(kind).map(|record| record.id().clone()).collect();
        let Some(id) = ids.first() else { continue };
        for entry in TABLE.iter().filter(|entry| changes(entry)) {
            bench.app.layers.clear();
            bench.app.go_to(id);
            bench.collect();
            let on = bench.app.record().map(Record::id).cloned();
            let saves = bench.saves.len();
            bench.app.run(entry.action);
            bench.collect();
            answer_everything(&mut bench);
            let what = format!("{} on {} {id}", entry.name, kind.name);
            for request in &bench.saves[saves..] {
                for change in &request.edit.changes {
                    let Change::Set { id, field, .. } = change else {
                        continue;
                    };
                    let record = bench.app.register.get(id.as_str()).expect("a record");
                    assert!(*field < record.kind().fields.len(), "{what}: {id}");
                }
            }
            for (id, after) in problems(&bench) {
                let earlier = before.get(&id).cloned().unwrap_or_default();
                let new: Vec<_> = after.iter().filter(|problem| !earlier.contains(problem)).collect();
                assert!(new.is_empty(), "{what}: {id}: {new:?}");
            }
            if bench.saves.len() == saves
                && on.as_ref() == Some(id)
                && let Some(notice) = bench.app.notices.current()
                && notice.tone == Tone::Refused
            {
                assert!(notice.text.ends_with(['.', '?', ')']), "{what}: {}", notice.text);
            }
            undo_all(&mut bench);
            if bench.app.session().is_some() || bench.app.holding().is_some() {
                bench = Bench::demo();
            }
        }
    }
}

#[test]
fn a_gap_answer_leaves_records_of_other_kinds_alone() {
    for screen in ["2", "3", "9", "8", "5"] {
        for command in ["unassessed", "absent", "operating"] {
            let mut bench = Bench::demo();
            bench.press(screen);
            bench.app.run(Action::Down);
            let record = bench.app.record().expect("a record").clone();
            let command = TABLE
                .iter()
                .find(|entry| entry.name == command)
                .expect("a command")
                .action;
            bench.app.run(command);
            bench.collect();
            assert_eq!(bench.app.record(), Some(&record));
            let (tone, text) = bench.said();
            assert_eq!((tone, text.contains("gap analysis")), (Tone::Refused, true), "{text}");
            assert_eq!(bench.saves.len(), 0);
        }
    }
}
