//! Every decision in every state of a record: what it may be made on, which day it moves, and that a bulk decision on
//! one record that does not fit changes none.

use aims::app::decisions::Running;
use aims::app::decisions::run;
use aims::app::decisions::table::{any_record, document};
use aims::app::input::command::Command;
use aims::app::notices::Tone;
use aims::app::state::commands::COMMANDS;
use aims::domain::kinds;
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::record::mark::Mark;

use crate::bench::{Bench, date, states};

fn decisions(record: &Record) -> impl Iterator<Item = (&'static Command, Running)> {
    COMMANDS
        .iter()
        .filter_map(move |command| Some((*command, Running::of(command, record)?)))
}

/// The commands that fit a record, by their names in the table.
fn fitting(bench: &Bench, record: &Record) -> Vec<&'static str> {
    let view = bench.app.view();
    let fits = |command: &&&'static Command| {
        Running::of(command, record).is_some_and(|decision| decision.refusal(view, record).is_none())
    };
    COMMANDS.iter().filter(fits).map(|command| command.name).collect()
}

/// A record of the demo with other values.
fn with(bench: &Bench, id: &str, fields: &[(&str, &str)]) -> Record {
    let mut record = bench.app.register.get(id).expect("a record").clone();
    for (name, text) in fields {
        let at = record.kind().field_index(name).expect("a field");
        let value = aims::domain::record::input::read(record.kind().fields[at].shape, text, date("2026-11-23"));
        record.put(at, value.expect("a value")).expect("fits");
    }
    record
}

/// What may be decided in which state: id, values, and the commands among those tried that fit.
type Row = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const TRIED: [&str; 12] = [
    "done",
    "redate",
    "owner",
    "block",
    "cancel",
    "accept",
    "note",
    "status",
    "approve",
    "check-effect",
    "approve-plan",
    "retire",
];

const STATES: &[Row] = &[
    (
        "T-00001",
        &[("status", "open")],
        "done redate owner block cancel accept note status retire",
    ),
    (
        "T-00001",
        &[("status", "started")],
        "done redate owner block cancel accept note status retire",
    ),
    (
        "T-00001",
        &[("status", "blocked")],
        "done redate owner block cancel accept note status retire",
    ),
    (
        "T-00001",
        &[("status", "done")],
        "owner accept note status check-effect retire",
    ),
    (
        "T-00001",
        &[("status", "done"), ("check_by", "2026-11-01")],
        "redate owner accept note status check-effect retire",
    ),
    (
        "T-00001",
        &[("status", "cancelled"), ("check_by", "2026-11-01")],
        "owner accept note status retire",
    ),
    ("T-00001", &[("retired", "2026-11-01")], "note"),
    (
        "R-00001",
        &[("status", "open")],
        "redate owner accept note status approve-plan retire",
    ),
    (
        "R-00001",
        &[("status", "accepted")],
        "redate owner accept note status approve-plan retire",
    ),
    ("R-00001", &[("status", "closed")], "owner note status retire"),
    ("R-00001", &[("retired", "2026-11-01")], "note"),
    ("V-00001", &[("status", "planned")], "redate owner cancel status retire"),
    ("V-00001", &[("status", "held")], "owner status retire"),
    ("V-00001", &[("status", "cancelled")], "owner status retire"),
    ("V-00001", &[("retired", "2026-11-01")], ""),
    ("E-00001", &[], "redate owner note retire"),
    ("E-00001", &[("retired", "2026-11-01")], "note"),
];

#[test]
fn decisions_offered_follow_the_state_of_the_record() {
    let bench = Bench::sample();
    for (id, fields, wanted) in STATES {
        let record = with(&bench, id, fields);
        let fits: Vec<_> = fitting(&bench, &record)
            .into_iter()
            .filter(|name| TRIED.contains(name))
            .collect();
        let mut wanted: Vec<_> = wanted.split_whitespace().collect();
        wanted.sort_unstable();
        let mut found = fits;
        found.sort_unstable();
        assert_eq!(found, wanted, "{id} {fields:?}");
    }
}

#[test]
fn a_retired_record_of_any_kind_takes_at_most_a_word() {
    let bench = Bench::demo();
    for kind in kinds::ALL {
        let Some(retired) = kind.marked(Mark::Retired) else {
            continue;
        };
        for record in bench.app.register.of(kind).take(3) {
            let mut record = record.clone();
            record.put(retired, date("2026-11-01").into()).expect("fits");
            for (action, decision) in decisions(&record) {
                let refusal = decision.refusal(bench.app.view(), &record);
                assert!(
                    refusal.is_some() || decision == any_record::NOTE,
                    "{action:?} on a retired {}",
                    kind.name
                );
            }
        }
    }
}

#[test]
fn every_decision_on_one_that_fits_and_one_that_does_not_names_that_one_and_changes_none() {
    let mut bench = Bench::demo();
    for kind in kinds::ALL {
        let records: Vec<Record> = bench.app.register.of(kind).cloned().collect();
        let Some(first) = records.first() else { continue };
        for (action, decision) in decisions(first).collect::<Vec<_>>() {
            let view = bench.app.view();
            let unfit = records.iter().find(|record| decision.refusal(view, record).is_some());
            let fit = records.iter().find(|record| {
                Running::of(action, record) == Some(decision) && decision.refusal(view, record).is_none()
            });
            let (Some(fit), Some(unfit)) = (fit, unfit) else {
                continue;
            };
            let slot = |id: &Id| bench.app.register.slot(id.as_str()).expect("a place");
            let targets = vec![slot(fit.id()), slot(unfit.id())];
            let (id, before) = (unfit.id().clone(), bench.saves.len());
            bench.app.dialogs.clear();
            run::begin(&mut bench.app, decision, &targets);
            bench.collect();
            let (tone, text) = bench.notice();
            assert_eq!(tone, Tone::Refused, "{action:?} on {} and {id}", fit.id());
            assert!(text.starts_with(&format!("{id}: ")), "{action:?}: {text}");
            assert!(bench.app.dialogs.is_empty(), "{action:?} asks nothing");
            assert_eq!(bench.saves.len(), before);
        }
    }
}

#[test]
fn a_check_of_an_effect_is_put_off_by_its_own_day() {
    let mut bench = Bench::sample();
    bench.press("4 x enter");
    bench.app.env.today = date("2026-12-30");
    bench.app.refresh_all();
    bench.press("/ 'filter enter");
    assert_eq!(
        (bench.at().as_str(), bench.value("T-00001", "check_by").as_str()),
        ("T-00001", "2026-12-23")
    );
    let before = states(&bench.app.register);
    for key in ["c", "x", "b"] {
        bench.press(key);
        assert_eq!(
            bench.notice(),
            (Tone::Refused, "It is done; S opens it again."),
            "{key}"
        );
    }
    assert_eq!(states(&bench.app.register), before);
    bench.press("d '+1w enter 'nobody_was_there enter");
    assert_eq!(bench.value("T-00001", "check_by"), "2027-01-06");
    assert_eq!(bench.value("T-00001", "due"), "2026-08-01", "the day it was due stays");
    assert_eq!(bench.value("T-00001", "redated"), "", "and it is no slip");
}

#[test]
fn a_missing_document_is_not_approved_along_with_one_that_is_there() {
    let mut bench = Bench::demo();
    bench.press("8 D");
    let document = |place: &str| {
        let mut documents = bench.app.register.of(&kinds::document::KIND);
        let found = documents.find(|document| {
            document.get(kinds::document::LOCATION).is_empty() == (place == "missing")
                && document.get(kinds::document::NOT_NEEDED).is_empty()
        });
        found.expect("a document").id().clone()
    };
    let (missing, there) = (document("missing"), document("there"));
    let slots = [&there, &missing].map(|id| bench.app.register.slot(id.as_str()).expect("a place"));
    let before = states(&bench.app.register);
    run::begin(&mut bench.app, &document::APPROVE, &slots);
    bench.collect();
    let text = bench.notice().1;
    assert!(
        text.starts_with(&format!("{missing}: There is nothing to approve yet")),
        "{text}"
    );
    assert_eq!(states(&bench.app.register), before);
}
