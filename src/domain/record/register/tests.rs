//! The register against itself: lookups, edits and their inverses.

use proptest::prelude::*;

use super::*;
use crate::domain::kinds::{self, action, incident, method, organization, risk, system};

fn edit(changes: Vec<Change>) -> Edit {
    let when = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|day| day.and_hms_opt(9, 0, 0));
    Edit {
        title: "test".into(),
        who: String::new(),
        when: when.expect("a time"),
        changes,
    }
}

fn add(record: Record) -> Change {
    Change::add(record)
}

fn sample() -> Register {
    let mut register = Register::default();
    let system = Record::new(&system::KIND, "chat".into())
        .with(system::TITLE, "Chat")
        .with(system::OWNER, "ana");
    let risk = Record::new(&risk::KIND, "R-00001".into())
        .with(risk::TITLE, "Injection")
        .with(risk::SYSTEMS, vec![Id::new("chat")])
        .with(
            risk::CURRENT,
            "4 4/2/1"
                .parse::<crate::domain::method::score::Score>()
                .expect("a score"),
        );
    register.apply(&edit(vec![add(system), add(risk)])).expect("applies");
    register
}

#[test]
fn records_of_the_catalogue_exist_from_the_start() {
    let register = Register::default();
    assert_eq!(register.count(register.kind("controls").expect("a kind")), 38);
    assert_eq!(register.count(register.kind("answer").expect("a kind")), 94);
    assert!(register.get(method::ID).is_some());
}

#[test]
fn records_are_found_by_what_they_refer_to() {
    let register = sample();
    let linked: Vec<_> = register
        .linked(&Id::new("chat"))
        .into_iter()
        .map(Record::title)
        .collect();
    assert_eq!(linked, ["Injection"]);
    assert_eq!(register.find("R-0").map(Record::title), Some("Injection"));
    let cell = crate::domain::register::index::Cell {
        field: risk::CURRENT.index(),
        dimension: None,
        likelihood: Some(4),
        consequence: 4,
    };
    assert_eq!(register.index().in_cell(cell).count(), 1);
}

#[test]
fn a_risk_without_current_score_is_placed_by_its_inherent_score() {
    let score: crate::domain::method::score::Score = "3 2/1/1".parse().expect("a score");
    let risk = Record::new(&risk::KIND, "R-00002".into()).with(risk::INHERENT, score);
    let mut register = Register::default();
    let cell = |field: usize| crate::domain::register::index::Cell {
        field,
        dimension: None,
        likelihood: Some(3),
        consequence: 2,
    };
    let counts = |register: &Register| risk::TIMES.map(|time| register.index().in_cell(cell(time.index())).count());
    register.put(risk.clone());
    assert_eq!(counts(&register), [1, 1, 0]);
    register.put(
        risk.with(
            risk::CURRENT,
            "1 1/1/1"
                .parse::<crate::domain::method::score::Score>()
                .expect("a score"),
        ),
    );
    assert_eq!(counts(&register), [1, 0, 0]);
}

#[test]
fn an_edit_touches_only_the_lookups_that_differ() {
    let mut register = sample();
    for number in 0..1000 {
        let id = format!("T-{number:05}");
        let record = Record::new(&action::KIND, Id::new(&id)).with(action::OWNER, "ben");
        register.put(record);
    }
    let before = register.index().work();
    let change = register
        .change("T-00500", action::OWNER.field(), "ana".into())
        .expect("fits")
        .expect("differs");
    register.apply(&edit(vec![change])).expect("applies");
    assert_eq!(register.index().work() - before, 2);
    assert_eq!(register.index().of_owner("ana").count(), 2);
}

#[test]
fn a_field_of_another_kind_is_refused_and_named() {
    let register = sample();
    let error = register
        .change("chat", action::STATUS.field(), Value::Empty)
        .expect_err("another kind");
    assert_eq!(
        error.to_string(),
        "chat is of the kind system and has no field of the kind action."
    );
    let error = register
        .change("chat", system::STAGE.field(), Value::Number(3))
        .expect_err("a number");
    assert!(error.to_string().starts_with("chat: "), "{error}");
}

#[test]
fn an_edit_that_fails_half_way_leaves_no_trace() {
    let mut register = sample();
    let rename = register
        .change("chat", system::TITLE.field(), "Chat 2".into())
        .expect("fits")
        .expect("differs");
    let missing = Change::Set {
        id: "gone".into(),
        field: 0,
        from: Value::Empty,
        to: "x".into(),
    };
    assert!(register.apply(&edit(vec![rename, missing])).is_err());
    assert_eq!(register.get("chat").map(Record::title), Some("Chat"));
}

#[test]
fn an_edit_made_for_another_value_is_refused() {
    let mut register = sample();
    let stale = Change::Set {
        id: "chat".into(),
        field: system::TITLE.index(),
        from: "Old".into(),
        to: "New".into(),
    };
    assert!(matches!(
        register.apply(&edit(vec![stale])),
        Err(EditError::Changed { .. })
    ));
}

#[test]
fn a_row_of_a_dated_table_counts_until_it_happened_even_in_a_closed_incident() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
    let row = |by: &str, reported: Value| Value::Row(vec![day(by).into(), "authority".into(), reported].into());
    let rows = vec![
        row("2026-12-01", Value::Empty),
        row("2026-12-05", day("2026-12-02").into()),
    ];
    let mut register = Register::default();
    let incident = Record::new(&incident::KIND, "I-00001".into()).with(incident::REPORTS, Value::list(rows));
    register.put(incident.clone());
    let days = |register: &Register| {
        let all = register.index().days(day("2026-01-01"), day("2027-01-01"));
        all.map(|(day, ..)| day).collect::<Vec<_>>()
    };
    assert_eq!(days(&register), [day("2026-12-01")]);
    let closed = incident.with(incident::STATUS, incident::Status::Closed);
    register.put(closed.clone());
    assert_eq!(days(&register), [day("2026-12-01")], "it still owes the report");
    register.put(closed.with(incident::RETIRED, day("2026-11-01")));
    assert!(days(&register).is_empty());
}

#[test]
fn a_method_with_faults_is_reported_and_replaced_by_the_preset() {
    let mut register = Register::default();
    let record = kinds::method::preset();
    register.put(record.clone().with(kinds::method::APPETITE, "Nope"));
    assert!(register.method().is_fallback);
    assert_eq!(register.method().likelihoods.len(), 5);
    assert_eq!(
        (register.method().band_name(2), register.method().band_letter(2)),
        ("High?".to_owned(), "H?".to_owned())
    );
    assert_eq!(
        register.method().band_named("high?"),
        Some(2),
        "what is shown can be filtered for"
    );
    assert!(
        kinds::fallbacks(&register)[0].1.contains("method.ron has faults"),
        "{:?}",
        kinds::fallbacks(&register)
    );
    register.put(record);
    assert!(!register.method().is_fallback);
    assert_eq!(register.method().band_name(2), "High");
    assert_eq!(kinds::fallbacks(&register), []);
}

#[test]
fn the_fallback_of_an_unreadable_file_is_reported_until_it_can_be_read() {
    let mut register = Register::default();
    register.put(kinds::method::preset());
    let unreadable = [method::ID, organization::ID].map(|id| (Id::new(id), "aims/x.ron:1:1: found `[`.".to_owned()));
    assert!(register.note_unreadable(unreadable.into()));
    assert!(register.method().is_fallback);
    let ids: Vec<_> = kinds::fallbacks(&register)
        .into_iter()
        .map(|(id, _)| id.to_string())
        .collect();
    assert_eq!(ids, [method::ID, organization::ID]);
    assert!(register.note_unreadable(std::collections::BTreeMap::new()));
    assert!(!register.method().is_fallback);
    assert_eq!(kinds::fallbacks(&register), []);
}

fn states(register: &Register) -> Vec<Record> {
    register
        .kinds()
        .iter()
        .flat_map(|kind| register.of(kind).cloned().collect::<Vec<_>>())
        .collect()
}

#[derive(Debug, Clone)]
enum Step {
    Title(u8, String),
    Owner(u8, String),
    Systems(u8, Vec<u8>),
    Add(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0..6u8, "[a-c ]{0,3}").prop_map(|(nth, text)| Step::Title(nth, text)),
        (0..6u8, "[a-c]{0,2}").prop_map(|(nth, text)| Step::Owner(nth, text)),
        (0..6u8, proptest::collection::vec(0..4u8, 0..4)).prop_map(|(nth, ids)| Step::Systems(nth, ids)),
        (0..6u8).prop_map(Step::Add),
    ];
    proptest::collection::vec(step, 1..30)
}

fn change_of(register: &Register, step: &Step) -> Option<Change> {
    let id = |nth: &u8| format!("R-0000{nth}");
    match step {
        Step::Add(nth) => Some(add(Record::new(&risk::KIND, Id::new(&id(nth))))),
        Step::Title(nth, text) => register.change(&id(nth), risk::TITLE.field(), Value::text(text)).ok()?,
        Step::Owner(nth, text) => register.change(&id(nth), risk::OWNER.field(), Value::text(text)).ok()?,
        Step::Systems(nth, ids) => {
            let systems = ids
                .iter()
                .map(|nth| Value::Reference(Id::new(&format!("s{nth}"))))
                .collect();
            register
                .change(&id(nth), risk::SYSTEMS.field(), Value::list(systems))
                .ok()?
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn apply_then_inverse_is_identity(steps in steps()) {
        let mut register = sample();
        let start = states(&register);
        let mut inverses = Vec::new();
        let mut after = Vec::new();
        for step in &steps {
            let Some(change) = change_of(&register, step) else { continue };
            let Ok(inverse) = register.apply(&edit(vec![change])) else { continue };
            inverses.push(inverse);
            after.push(states(&register));
        }
        let mut redo = Vec::new();
        for inverse in inverses.iter().rev() {
            redo.push(register.apply(inverse).expect("an inverse applies"));
        }
        prop_assert_eq!(states(&register), start);
        for (again, state) in redo.iter().rev().zip(&after) {
            register.apply(again).expect("a redo applies");
            prop_assert_eq!(&states(&register), state);
        }
    }

    #[test]
    fn incremental_lookups_equal_rebuilt_ones(steps in steps()) {
        let mut register = sample();
        for step in &steps {
            if let Some(change) = change_of(&register, step) {
                let _ = register.apply(&edit(vec![change]));
            }
        }
        let mut rebuilt = Register::default();
        for record in states(&register) {
            rebuilt.put(record);
        }
        let owners = |register: &Register| register.index().owners().map(|(o, n)| (o.to_owned(), n)).collect::<Vec<_>>();
        prop_assert_eq!(owners(&register), owners(&rebuilt));
        for nth in 0..4 {
            let id = Id::new(&format!("s{nth}"));
            let linked = |register: &Register| {
                register.linked(&id).into_iter().map(|record| record.id().clone()).collect::<std::collections::BTreeSet<_>>()
            };
            prop_assert_eq!(linked(&register), linked(&rebuilt));
        }
    }
}

#[test]
fn a_snapshot_makes_the_same_register_again_and_the_two_go_their_ways() {
    let mut register = sample();
    register.read_by(vec!["Ana".into()]);
    register.forget(&Id::new("R-00001"));
    let mut again = Register::from(register.snapshot());
    assert_eq!(states(&again), states(&register));
    assert_eq!((again.method(), again.reader()), (register.method(), register.reader()));
    assert_eq!(again.count(&system::KIND), 1);
    again.forget(&Id::new("chat"));
    assert!(register.get("chat").is_some());
}
