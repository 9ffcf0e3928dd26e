//! Every rule of every kind objects to its examples, and what follows from a change follows.

use std::collections::BTreeSet;

use super::*;
use crate::domain::admission::testing::{bare, changed, edit, put, record, register, today};
use crate::domain::kinds::{self, action, finding, incident, risk, sitting};
use crate::domain::record::field::Field;
use crate::domain::record::field::Shape;
use crate::domain::record::mark::Mark;
use crate::domain::record::rules::pairs;

#[test]
fn every_rule_has_examples_that_it_objects_to() {
    for kind in kinds::ALL {
        let names: BTreeSet<_> = kind.rules.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), kind.rules.len(), "{kind:?} has two rules of one name");
        for rule in kind.rules {
            assert!(!rule.examples.is_empty(), "{kind:?}, {}: no example", rule.name);
            for example in rule.examples {
                let register = register(kind, example);
                let before = register.get(example.id).expect("the record");
                let after = put(before.clone(), &pairs(example.change));
                let objections = changed(&register, &after, &bare()).objections;
                assert!(
                    objections.iter().any(|objection| objection.rule == rule.name),
                    "{kind:?}, {}: {:?} is not objected to, but {objections:?}",
                    rule.name,
                    example.change
                );
            }
        }
    }
}

#[test]
fn a_fault_that_was_there_is_no_objection() {
    let blocked = record(&action::KIND, "T-00001", &[("title", "Log"), ("status", "blocked")]);
    assert!(!blocked.problems().is_empty());
    let mut register = Register::default();
    register.put(blocked.clone());
    let renamed = put(blocked.clone(), &[("title", "Log more")]);
    assert_eq!(changed(&register, &renamed, &bare()).objections, []);
    let empty = put(blocked, &[("title", "")]);
    let objections = changed(&register, &empty, &bare()).objections;
    assert_eq!(objections[0].remedy, Remedy::Fill("title"));
}

/// The record after a change that was reasoned and looked at, and the register with it.
fn taken(records: Vec<Record>, after: &Record, because: Option<&str>) -> Record {
    let mut register = Register::default();
    register.put(kinds::method::preset());
    for record in records {
        register.put(record);
    }
    let context = Context {
        because,
        confirmed: true,
        ..bare()
    };
    let before = register.get(after.id().as_str()).expect("the record");
    let edit = admit(&register, edit(before, after), &context).expect("admitted");
    register.apply(&edit).expect("applies");
    register.get(after.id().as_str()).expect("the record").clone()
}

fn late() -> Record {
    record(
        &action::KIND,
        "T-00001",
        &[
            ("title", "Log"),
            ("owner", "ana"),
            ("status", "open"),
            ("due", "2026-11-01"),
            ("risks", "R-00001"),
        ],
    )
}

fn high() -> Record {
    record(
        &risk::KIND,
        "R-00001",
        &[("title", "Injection"), ("status", "open"), ("current", "5 5/5/5")],
    )
}

#[test]
fn putting_off_what_is_late_keeps_the_reason_and_the_slip() {
    let after = taken(vec![late()], &put(late(), &[("due", "+1w")]), Some("no time"));
    assert_eq!(
        after.value(action::REDATED.index()).to_string(),
        "2026-11-23 | 2026-11-01 | 2026-11-30 | no time"
    );
    assert_eq!(action::slips(&after), 1);
}

#[test]
fn every_kind_with_a_note_asks_why_a_day_that_has_passed_is_moved() {
    for kind in kinds::ALL {
        let is_asked = |field: &Field| field.is(Mark::Dated) && !field.is(Mark::Due);
        let asks = kind.rules.iter().any(|rule| rule.name == redating::PASSED);
        let must = kind.fields.iter().any(is_asked) && kind.field_index("note").is_some();
        assert_eq!(asks, must, "{kind:?}");
    }
}

#[test]
fn the_reason_for_moving_a_past_review_is_in_the_note() {
    let late = put(high(), &[("review", "2026-11-01")]);
    let after = taken(
        vec![late.clone()],
        &put(late, &[("review", "+1m")]),
        Some("ana was ill"),
    );
    assert_eq!(
        after.get(risk::NOTE),
        "2026-11-23: Next review moved from 2026-11-01 to 2026-12-23: ana was ill"
    );
}

#[test]
fn a_day_of_a_row_is_moved_or_taken_away_for_a_reason() {
    let late = record(
        &incident::KIND,
        "I-00001",
        &[
            ("title", "Dosage"),
            ("reports", "2026-11-01 | BfDI | \n2026-12-01 | Board | "),
        ],
    );
    let mut register = Register::default();
    register.put(late.clone());
    let asked = |rows: &'static str| {
        let fields: &'static [(&str, &str)] = Box::leak(Box::new([("reports", rows)]));
        let objections = changed(&register, &put(late.clone(), fields), &bare()).objections;
        objections.iter().any(|objection| objection.rule == redating::PASSED)
    };
    assert!(asked("2026-12-15 | BfDI | \n2026-12-01 | Board | "));
    assert!(asked("2026-12-01 | Board | "));
    // It was made; one that is still to come is moved freely, and a name can be put right.
    assert!(!asked("2026-11-01 | BfDI | 2026-11-20\n2026-12-01 | Board | "));
    assert!(!asked("2026-11-01 | BfDI | \n2026-12-09 | Board | "));
    assert!(!asked("2026-11-01 | Authority | \n2026-12-01 | Board | "));
}

#[test]
fn a_day_that_is_taken_away_leaves_the_reason() {
    let finding = record(
        &finding::KIND,
        "F-00001",
        &[
            ("title", "Audit"),
            ("grade", "minor"),
            ("raised", "-1m"),
            ("due", "2026-11-01"),
        ],
    );
    let after = taken(
        vec![finding.clone()],
        &put(finding, &[("due", "")]),
        Some("with the next audit"),
    );
    assert_eq!(
        after.get(finding::NOTE),
        "2026-11-23: no longer on 2026-11-01: with the next audit"
    );
}

#[test]
fn done_actions_are_closed_and_their_effect_is_checked_above_the_appetite() {
    let done = |records| taken(records, &put(late(), &[("status", "done")]), None);
    let after = done(vec![late(), high()]);
    assert_eq!(after.get(action::CLOSED), Some(today()));
    assert_eq!(after.get(action::CHECK_BY), day("2026-12-23"));
    // A risk that no longer counts asks for no check.
    let closed = put(high(), &[("status", "closed")]);
    assert_eq!(done(vec![late(), closed]).get(action::CHECK_BY), None);
}

fn day(text: &str) -> Option<chrono::NaiveDate> {
    crate::domain::day::iso(text)
}

#[test]
fn an_effect_that_failed_opens_the_action_again() {
    let done = put(
        late(),
        &[("status", "done"), ("closed", "2026-11-10"), ("check_by", "2026-11-20")],
    );
    let after = taken(
        vec![done.clone()],
        &put(done, &[("effective", "no"), ("effect", "nothing changed")]),
        None,
    );
    assert_eq!(after.get(action::STATUS), Some(action::Status::Open));
    assert_eq!((after.get(action::CLOSED), after.get(action::CHECK_BY)), (None, None));
    assert_eq!(after.get(action::CHECKED), Some(today()));
}

#[test]
fn an_acceptance_is_of_today_and_is_the_option() {
    let terms = &[
        ("status", "accepted"),
        ("accepted_by", "carla"),
        ("acceptance_reason", "rare"),
        ("accepted_until", "+6m"),
    ];
    let after = taken(vec![high()], &put(high(), terms), None);
    assert_eq!(after.get(risk::ACCEPTED_ON), Some(today()));
    assert_eq!(after.get(risk::TREATMENT), Some(risk::Treatment::Accept));
}

#[test]
fn a_risk_is_closed_with_its_reason_in_the_note() {
    let after = taken(vec![high()], &put(high(), &[("status", "closed")]), Some("out of use"));
    assert_eq!(after.get(risk::NOTE), "2026-11-23: closed: out of use");
}

#[test]
fn explicit_values_take_precedence_over_consequences() {
    let mut register = Register::default();
    register.put(late());
    let after = put(late(), &[("status", "done"), ("closed", "2026-11-15")]);
    let edit = changed(&register, &after, &bare()).edit;
    register.apply(&edit).expect("applies");
    let after = register.get("T-00001").expect("it");
    assert_eq!(after.get(action::CLOSED), day("2026-11-15"));
}

#[test]
fn a_circle_of_two_in_one_edit_is_seen() {
    let other = record(
        &action::KIND,
        "T-00002",
        &[("title", "Train"), ("owner", "ana"), ("due", "+1m")],
    );
    let mut register = Register::default();
    register.put(late());
    register.put(other.clone());
    let mut both = edit(&late(), &put(late(), &[("waits_for", "T-00002")]));
    both.changes
        .extend(edit(&other, &put(other.clone(), &[("waits_for", "T-00001")])).changes);
    let objections = admit(&register, both, &bare()).expect_err("a circle");
    assert_eq!(objections[0].rule, "waiting in a circle");
}

#[test]
fn a_record_that_comes_in_gets_what_follows_where_it_says_nothing() {
    let register = Register::default();
    let closed = put(late(), &[("status", "done")]);
    let mut add = edit(&closed, &closed);
    add.changes.push(Change::add(closed));
    let edit = admit(&register, add, &bare()).expect("admitted");
    let Change::Add(record) = &edit.changes[0] else {
        unreachable!("an addition")
    };
    assert_eq!(record.get(action::CLOSED), Some(today()));
}

#[test]
fn a_finding_opened_again_is_verified_again() {
    let closed = record(
        &finding::KIND,
        "F-00001",
        &[
            ("title", "Audit"),
            ("grade", "opportunity"),
            ("raised", "-1m"),
            ("status", "closed"),
            ("closed", "-1w"),
            ("verified_by", "carla"),
            ("verified", "-1w"),
        ],
    );
    let after = taken(
        vec![closed.clone()],
        &put(closed, &[("status", "open")]),
        Some("it came back"),
    );
    assert_eq!(
        (after.get(finding::VERIFIED_BY), after.get(finding::VERIFIED)),
        ("", None)
    );
    assert_eq!(after.get(finding::CLOSED), None);
    assert_eq!(after.get(finding::NOTE), "2026-11-23: it came back");
}

#[test]
fn retiring_what_asks_for_something_needs_a_reason_that_stays_with_it() {
    let mut kinds = 0;
    for kind in kinds::ALL.iter().filter(|kind| kind.marked(Mark::Retired).is_some()) {
        let open = record(kind, "X-00001", &[]);
        // The record of a sitting asks for nothing.
        assert_eq!(open.is_open(), **kind != sitting::KIND, "{kind:?}");
        if !open.is_open() {
            continue;
        }
        let mut register = Register::default();
        register.put(open.clone());
        let retired = put(open.clone(), &[("retired", "today")]);
        let objections = changed(&register, &retired, &bare()).objections;
        let asked: Vec<_> = objections.iter().map(|one| (one.rule, one.remedy)).collect();
        assert_eq!(asked, [(retiring::REASON, Remedy::Because)], "{kind:?}");
        let after = taken(vec![open], &retired, Some("sold"));
        let kept = after.value(retiring::kept_in(kind).expect("a text"));
        assert_eq!(kept.to_string(), "2026-11-23: retired: sold", "{kind:?}");
        kinds += 1;
    }
    assert!(kinds >= 9, "{kinds}");
}

#[test]
fn closed_records_are_retired_without_a_reason() {
    let cancelled = put(late(), &[("status", "cancelled"), ("reason", "not needed")]);
    taken(vec![cancelled.clone()], &put(cancelled, &[("retired", "today")]), None);
    let closed = put(high(), &[("status", "closed")]);
    taken(vec![closed.clone()], &put(closed, &[("retired", "today")]), None);
    // The effect of what was done is still to be checked.
    let done = put(late(), &[("status", "done"), ("check_by", "+1m")]);
    assert!(retiring::asks_for_something(
        &Register::default(),
        &done,
        day("2026-11-23").expect("a day")
    ));
}

#[test]
fn no_day_on_which_something_happened_is_to_come() {
    let mut fields = 0;
    for kind in kinds::ALL {
        for (at, field) in kind.fields.iter().enumerate() {
            if !field.is(Mark::Happened) || field.shape != Shape::Day {
                continue;
            }
            let before = record(kind, "X-00001", &[]);
            let mut register = Register::default();
            register.put(before.clone());
            let to_come = |days: u64| {
                let mut after = before.clone();
                after
                    .put(at, (today() + chrono::Days::new(days)).into())
                    .expect("a day");
                let objections = changed(&register, &after, &bare()).objections;
                objections.iter().any(|objection| objection.rule == happened::TO_COME)
            };
            assert!(to_come(1) && !to_come(0), "{kind:?}, {}", field.name);
            fields += 1;
        }
    }
    assert!(fields >= 15, "{fields}");
}

#[test]
fn a_report_is_due_on_a_day_to_come_and_made_on_none() {
    let before = record(&incident::KIND, "I-00001", &[("title", "Dosage"), ("happened", "-1w")]);
    let mut register = Register::default();
    register.put(before.clone());
    let to_come = |rows: &'static str| {
        let fields: &'static [(&str, &str)] = Box::leak(Box::new([("reports", rows)]));
        let objections = changed(&register, &put(before.clone(), fields), &bare()).objections;
        objections.iter().any(|objection| objection.rule == happened::TO_COME)
    };
    assert!(!to_come("2026-12-01 | BfDI | "));
    assert!(to_come("2026-12-01 | BfDI | 2026-11-30"));
}

#[test]
fn a_withdrawn_acceptance_stays_in_the_note_alone() {
    let terms = &[
        ("status", "accepted"),
        ("accepted_by", "carla"),
        ("accepted_on", "-1m"),
        ("acceptance_reason", "rare"),
        ("accepted_until", "+3m"),
        ("treatment", "accept"),
    ];
    let accepted = put(high(), terms);
    let after = taken(
        vec![accepted.clone()],
        &put(accepted.clone(), &[("status", "open")]),
        None,
    );
    assert_eq!(
        after.get(risk::NOTE),
        "2026-11-23: was accepted by carla until 2027-02-23: rare"
    );
    assert_eq!((after.get(risk::ACCEPTED_BY), after.get(risk::ACCEPTED_ON)), ("", None));
    assert_eq!(
        (after.get(risk::ACCEPTED_UNTIL), after.get(risk::ACCEPTANCE_REASON)),
        (None, "")
    );
    assert_eq!(after.get(risk::TREATMENT), Some(risk::Treatment::Accept));
    // One that is closed keeps it.
    let closed = taken(
        vec![accepted.clone()],
        &put(accepted, &[("status", "closed")]),
        Some("gone"),
    );
    assert_eq!(closed.get(risk::ACCEPTED_BY), "carla");
}

#[test]
fn an_undo_names_what_it_would_break() {
    let owned = late();
    let mut register = Register::default();
    register.put(owned.clone());
    let back = edit(&owned, &put(owned.clone(), &[("owner", "")]));
    assert_eq!(brings_back(&register, &back), ["T-00001: Owner is required."]);
    assert_eq!(brings_back(&register, &back.inverse()), [""; 0]);
}
