//! Taking back and making again: the bytes of the whole tree, and the history that outlives a session.

use std::fs;
use std::io::Write as _;

use aims::domain::kinds::{self, answer, control, risk, system};
use aims::domain::record::Record;
use aims::domain::record::choice::Choices;
use aims::domain::record::id::Id;
use aims::domain::record::typed::FieldRef;
use aims::domain::record::value::Value;
use aims::domain::register::Register;
use aims::domain::register::edit::{Change, Edit};
use aims::store::save::history;
use aims::store::save::history::{History, Step};
use proptest::prelude::*;

use crate::fixture::{Fixture, add, edit, risk_id};

/// One thing a user might do; numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Deed {
    Title(usize, String),
    Owner(Vec<usize>, String),
    Systems(usize, Vec<usize>),
    Note(usize, String),
    Control(usize, String),
    Answer(usize, Option<usize>),
    Dossier(usize),
    Risk(usize, usize),
}

const SYSTEMS: [&str; 3] = ["chat", "claims", "triage"];
const TEXTS: &str = "[a-c]{0,2}|Two\\.\nLines\\.|\"quoted\" \\\\";

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..5usize, TEXTS).prop_map(|(nth, text)| Deed::Title(nth, text)),
        (prop::collection::vec(0..5usize, 1..5), "[a-c]{0,1}").prop_map(|(all, text)| Deed::Owner(all, text)),
        (0..5usize, prop::collection::vec(0..3usize, 0..3)).prop_map(|(nth, systems)| Deed::Systems(nth, systems)),
        (0..5usize, TEXTS).prop_map(|(nth, text)| Deed::Note(nth, text)),
        (0..4usize, "[ab]{0,1}").prop_map(|(nth, text)| Deed::Control(nth, text)),
        (0..3usize, prop::option::of(0..4usize)).prop_map(|(nth, state)| Deed::Answer(nth, state)),
        (0..3usize).prop_map(Deed::Dossier),
        (0..5usize, 0..3usize).prop_map(|(nth, system)| Deed::Risk(nth, system)),
    ]
}

fn changes(register: &Register, deed: &Deed) -> Vec<Change> {
    let set = |id: &str, field: FieldRef, value: Value| register.change(id, field, value).ok().flatten();
    let owner = |all: &[usize], text: &str| {
        let mut ids: Vec<_> = all.iter().map(|nth| risk_id(*nth)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.iter()
            .filter_map(|id| set(id.as_str(), risk::OWNER.field(), text.into()))
            .collect()
    };
    match deed {
        Deed::Title(nth, text) => set(risk_id(*nth).as_str(), risk::TITLE.field(), text.as_str().into())
            .into_iter()
            .collect(),
        Deed::Owner(all, text) => owner(all, text),
        Deed::Systems(nth, systems) => {
            let systems: Vec<_> = systems.iter().map(|nth| Id::new(SYSTEMS[*nth])).collect();
            set(risk_id(*nth).as_str(), risk::SYSTEMS.field(), systems.into())
                .into_iter()
                .collect()
        }
        Deed::Note(nth, text) => set(risk_id(*nth).as_str(), risk::NOTE.field(), text.as_str().into())
            .into_iter()
            .collect(),
        Deed::Control(nth, text) => {
            let id = ["A.2.2", "A.6.2.5", "A.10.3", "A.9.2"][*nth];
            set(id, control::REASON.field(), text.as_str().into())
                .into_iter()
                .collect()
        }
        Deed::Answer(nth, state) => {
            let id = ["4.1/q1", "4.2/q1", "9.2.1/q1"][*nth];
            let state = state.map_or(Value::Empty, |nth| answer::State::ALL[nth].into());
            set(id, answer::STATE.field(), state).into_iter().collect()
        }
        Deed::Dossier(nth) if register.get(SYSTEMS[*nth]).is_none() => {
            vec![add(
                Record::new(&system::KIND, SYSTEMS[*nth].into()).with(system::TITLE, SYSTEMS[*nth])
            )]
        }
        Deed::Risk(nth, system) if register.get(risk_id(*nth).as_str()).is_none() => {
            let record = Record::new(&risk::KIND, risk_id(*nth)).with(risk::SYSTEMS, vec![Id::new(SYSTEMS[*system])]);
            vec![add(record)]
        }
        _ => Vec::new(),
    }
}

/// Saves the inverse of an edit.
fn undo(session: &mut crate::fixture::Session, edit: &Edit) {
    let saved = session.save(edit.inverse(), Step::Undo);
    assert!(saved.is_ok(), "{saved:?} of {edit:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undone_and_redone_edits_give_the_same_bytes(deeds in prop::collection::vec(deed(), 1..14), reopen in 0..4usize) {
        let fixture = Fixture::new();
        // One file by hand, so that not only canonical texts come back.
        fixture.write(&Fixture::risk_path(1), "// hand\nRisk( title: \"T\",\n  owner: \"\", /* o */ systems: [\"chat\"], zz: 1 )\n");
        let mut session = fixture.open();
        let mut trees = vec![fixture.tree()];
        let mut edits = Vec::new();
        for deed in &deeds {
            let changes = changes(&session.register, deed);
            if changes.is_empty() {
                continue;
            }
            let edit = edit(changes);
            let saved = session.save(edit.clone(), Step::Do);
            prop_assert!(saved.is_ok(), "{:?} of {:?}", saved, edit);
            edits.push(edit);
            trees.push(fixture.tree());
        }
        let mut expected = History { done: edits.clone(), ..History::default() };
        prop_assert_eq!(&history::read(&fixture.repository.private, kinds::ALL).expect("read"), &expected);
        for (nth, edit) in edits.iter().enumerate().rev() {
            if nth == reopen {
                session = fixture.open();
            }
            undo(&mut session, edit);
            // A field a hand left out is there once it was set, so only what was all ours comes back to the byte.
            if !touches_hand(&edits[nth..]) {
                prop_assert_eq!(&fixture.tree(), &trees[nth], "undone {:?}", edit);
            }
        }
        expected.undone = edits.iter().rev().cloned().collect();
        expected.done.clear();
        prop_assert_eq!(&history::read(&fixture.repository.private, kinds::ALL).expect("read"), &expected);
        for (nth, edit) in edits.iter().enumerate() {
            let saved = session.save(edit.clone(), Step::Redo);
            prop_assert!(saved.is_ok(), "{:?} of {:?}", saved, edit);
            if !touches_hand(&edits) {
                prop_assert_eq!(&fixture.tree(), &trees[nth + 1], "redone {:?}", edit);
            }
        }
        let again = fixture.open();
        for kind in kinds::ALL {
            let records: Vec<_> = again.register.of(kind).collect();
            prop_assert_eq!(records, session.register.of(kind).collect::<Vec<_>>());
        }
        prop_assert!(again.contents.problems.len() == 1, "{:?}", again.contents.problems);
    }
}

/// Tells whether an edit sets a field that the file by hand does not have.
fn touches_hand(edits: &[Edit]) -> bool {
    let absent = |change: &Change| match change {
        Change::Set { id, field, .. } => {
            *id == risk_id(1) && *field == risk::NOTE.index() || *id == risk_id(1) && *field == risk::SYSTEMS.index()
        }
        _ => false,
    };
    edits.iter().any(|edit| edit.changes.iter().any(absent))
}

#[test]
fn a_torn_line_costs_only_itself() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    for owner in ["ana", "ben"] {
        session.set("R-00000", risk::OWNER, owner).expect("saved");
    }
    let whole = history::read(&fixture.repository.private, kinds::ALL).expect("read");
    assert_eq!(whole.done.len(), 2);
    let path = fixture.repository.private.join("undo.jsonl");
    let text = fs::read_to_string(&path).expect("a file");
    let second = text.find('\n').expect("a line") + 1;
    for cut in second + 1..text.len() - 1 {
        fs::write(&path, &text[..cut]).expect("written");
        let history = history::read(&fixture.repository.private, kinds::ALL).expect("read");
        assert_eq!(history.done, whole.done[..1], "cut at {cut}");
    }
    session.set("R-00000", risk::OWNER, "eve").expect("saved");
    let history = history::read(&fixture.repository.private, kinds::ALL).expect("read");
    let owners: Vec<_> = history.done.iter().map(|edit| edit.changes.clone()).collect();
    assert_eq!(
        owners.len(),
        2,
        "the torn line is passed over, the next one stands on its own"
    );
    fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .expect("a file")
        .write_all(b"\0\0\xff\n")
        .expect("written");
    assert!(
        history::read(&fixture.repository.private, kinds::ALL).is_err(),
        "what is no text is no history"
    );
}

#[test]
fn two_sessions_taking_turns_find_their_own_edits_again() {
    let fixture = Fixture::new();
    let (mut a, mut b) = (fixture.open(), fixture.open());
    let first = edit(vec![a.change("R-00000", risk::OWNER, "ana")]);
    a.save(first.clone(), Step::Do).expect("saved");
    let second = edit(vec![b.change("R-00001", risk::OWNER, "ben")]);
    b.save(second.clone(), Step::Do).expect("saved");
    a.save(first.inverse(), Step::Undo).expect("saved");
    let history = history::read(&fixture.repository.private, kinds::ALL).expect("read");
    assert_eq!(
        history,
        History {
            done: vec![second],
            undone: vec![first],
            ..History::default()
        }
    );
}
