//! When assessments are stale, and what closes the gate.

use proptest::prelude::*;

use super::*;
use crate::domain::day;
use crate::domain::record::id::Id;

fn on(text: &str) -> NaiveDate {
    day::iso(text).expect("a day")
}

fn today() -> NaiveDate {
    on("2026-11-23")
}

fn chat() -> Record {
    Record::new(&system::KIND, "chat".into())
        .with(system::SCOPE, system::Scope::In)
        .with(system::STAGE, system::Stage::Verification)
        .with(system::MODELS, vec!["large-1"])
        .with(system::PURPOSE, "Answers questions\nof customers")
}

fn made(register: &Register, id: &str, of: Type, date: &str) -> Record {
    let record = Record::new(&KIND, id.into())
        .with(TITLE, "A look")
        .with(TYPE, of)
        .with(SYSTEM, Id::new("chat"))
        .with(DATE, day::iso(date))
        .with(STATUS, Status::Complete)
        .with(BY, "ana");
    crate::domain::record::field::Kind::filled(register, record, today())
}

/// A register with a system whose gate is open.
fn open() -> Register {
    let mut register = Register::default();
    register.put(chat());
    for (id, of) in [
        ("S-00000", Type::Risk),
        ("S-00001", Type::Impact),
        ("S-00002", Type::Security),
    ] {
        let record = made(&register, id, of, "2026-06-01").with(DISPOSITION, Disposition::Proceed);
        register.put(record);
    }
    register
}

fn lacks(register: &Register) -> Vec<String> {
    let system = register.get("chat").expect("the system");
    gate(register, system, today())
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn with_review(change: impl Fn(Record) -> Record) -> Register {
    let mut register = open();
    let review = register.get("S-00002").expect("the review").clone();
    register.put(change(review));
    register
}

#[test]
fn a_new_assessment_judges_what_the_system_says_and_nothing_is_stale_at_once() {
    let register = open();
    let review = register.get("S-00002").expect("the review");
    assert_eq!(review.get(JUDGED).len(), 12);
    assert_eq!(stale(&register, review, today()), []);
    assert_eq!(standing(&register, review, today()), Standing::Valid);
    assert_eq!(lacks(&register), [""; 0]);
}

#[test]
fn a_changed_model_makes_it_stale_and_taking_the_change_back_makes_it_valid() {
    let mut register = open();
    register.put(chat().with(system::MODELS, vec!["large-2"]));
    let review = register.get("S-00002").expect("the review").clone();
    let reasons = stale(&register, &review, today());
    assert_eq!(reasons[0].to_string(), "Models changed from large-1 to large-2.");
    assert_eq!(standing(&register, &review, today()), Standing::Stale);
    assert_eq!(lacks(&register).len(), 3);
    register.put(chat());
    assert_eq!(stale(&register, &review, today()), []);
}

#[test]
fn going_on_in_the_life_cycle_is_what_it_was_made_for_and_going_back_is_a_change() {
    let mut register = open();
    let at = |stage| chat().with(system::STAGE, stage);
    for (stage, expected) in [
        (system::Stage::Operation, 0),
        (system::Stage::Deployment, 0),
        (system::Stage::Development, 1),
    ] {
        register.put(at(stage));
        let review = register.get("S-00002").expect("the review");
        assert_eq!(stale(&register, review, today()).len(), expected, "{stage:?}");
    }
}

#[test]
fn a_day_an_interval_and_an_event_make_it_stale() {
    let cases: [(&str, Record); 5] = {
        let register = open();
        let review = register.get("S-00002").expect("the review").clone();
        let event = |day: Option<NaiveDate>| vec![Value::Row(["Breach at the vendor".into(), day.into()].into())];
        [
            (
                "It held until 2026-11-22.",
                review.clone().with(VALID_UNTIL, day::iso("2026-11-22")),
            ),
            ("", review.clone().with(VALID_UNTIL, today())),
            (
                "It held until 2026-09-01.",
                review.clone().with(EVERY, Value::Number(3)),
            ),
            (
                "Breach at the vendor (2026-10-01).",
                review.clone().with(EVENTS, event(day::iso("2026-10-01"))),
            ),
            ("", review.with(EVENTS, event(None))),
        ]
    };
    for (expected, record) in cases {
        let register = with_review(|_| record.clone());
        let reasons = stale(&register, &record, today());
        let met: Vec<_> = reasons.iter().map(ToString::to_string).collect();
        assert_eq!(met.join(" "), expected);
        assert_eq!(lacks(&register).is_empty(), expected.is_empty());
    }
}

#[test]
fn a_newer_one_supersedes_and_a_draft_does_not() {
    let mut register = open();
    let newer = made(&register, "S-00003", Type::Security, "2026-10-01");
    register.put(newer.clone().with(STATUS, Status::Draft));
    let standing_of = |register: &Register, id: &str| standing(register, register.get(id).expect("it"), today());
    assert_eq!(standing_of(&register, "S-00002"), Standing::Valid);
    assert_eq!(standing_of(&register, "S-00003"), Standing::Draft);
    register.put(newer);
    assert_eq!(standing_of(&register, "S-00002"), Standing::Superseded);
    assert_eq!(lacks(&register), ["security review: undecided"]);
}

#[test]
fn the_gate_is_closed_by_what_is_not_decided() {
    let action = |status| Record::new(&action::KIND, "T-00000".into()).with(action::STATUS, status);
    let conditional = |review: Record| {
        review
            .with(DISPOSITION, Disposition::Conditional)
            .with(CONDITIONS, vec![Id::new("T-00000")])
    };
    let set = |disposition| with_review(move |review| review.with(DISPOSITION, disposition));
    assert_eq!(lacks(&set(Disposition::Hold)), ["security review: hold"]);
    assert_eq!(lacks(&set(Disposition::Decline)), ["security review: decline"]);
    assert_eq!(lacks(&set(Disposition::RestrictedPilot)), [""; 0]);
    assert_eq!(lacks(&set(Disposition::Conditional)).len(), 1);
    let mut register = with_review(conditional);
    let is_met = |register: &Register| match &*lacks(register) {
        [] => "met".to_owned(),
        [one] => one.replace("security review: conditional, and not met: T-00000 ", ""),
        _ => "more".to_owned(),
    };
    assert_eq!(is_met(&register), "not in the register");
    for (record, met) in [
        (action(action::Status::Open), "not done"),
        (action(action::Status::Started), "not done"),
        (action(action::Status::Blocked), "not done"),
        (action(action::Status::Cancelled), "cancelled"),
        (action(action::Status::Done).with(action::RETIRED, today()), "retired"),
        (action(action::Status::Done), "met"),
    ] {
        register.put(record);
        assert_eq!(is_met(&register), met);
    }
    let mut register = Register::default();
    register.put(chat());
    assert_eq!(lacks(&register).len(), 3);
    register.put(chat().with(system::SCOPE, system::Scope::Out));
    assert_eq!(lacks(&register), [""; 0]);
}

#[test]
fn going_into_use_through_a_closed_gate_needs_a_reason() {
    let mut register = Register::default();
    register.put(chat());
    let used = chat().with(system::STAGE, system::Stage::Operation);
    let row = |reason: &str| vec![Value::Row([today().into(), "ana".into(), reason.into()].into())];
    let asks = |register: &Register, after: &Record| is_override_missing(register, &chat(), after, today());
    assert!(asks(&register, &used));
    assert!(asks(&register, &used.clone().with(system::GATE_OVERRIDE, row(""))));
    assert!(!asks(
        &register,
        &used.clone().with(system::GATE_OVERRIDE, row("Board decided"))
    ));
    assert!(!is_override_missing(&register, &used, &used, today()));
    assert!(!asks(&open(), &used));
}

#[test]
fn a_form_has_the_fields_of_its_type() {
    let of = |of| Record::new(&KIND, "S-00000".into()).with(TYPE, of);
    assert!(relevant(&of(Type::Security), DISPOSITION.index()));
    assert!(!relevant(&of(Type::Impact), DISPOSITION.index()));
    assert!(relevant(&of(Type::Impact), EFFECTS.index()));
    assert!(!relevant(&of(Type::Risk), EFFECTS.index()));
    assert!(relevant(&of(Type::Risk), OUTCOMES.index()));
    for of in Type::ALL.iter().map(|one| of(*one)) {
        assert!(relevant(&of, VALID_UNTIL.index()));
        assert!(relevant(&of, CONCLUSION.index()));
    }
    let untyped = Record::new(&KIND, "S-00000".into());
    assert!((0..KIND.fields.len()).all(|field| relevant(&untyped, field)));
}

proptest! {
    /// Time alone never makes a stale assessment valid, and an unchanged system never makes one stale before its day.
    #[test]
    fn time_only_ever_makes_it_stale(until in 0_i64..400, at in 0_i64..400, later in 0_i64..400) {
        let day = |days| on("2026-06-01") + chrono::Duration::days(days);
        let register = with_review(|review| review.with(VALID_UNTIL, day(until)));
        let review = register.get("S-00002").expect("the review");
        let is_stale = |at| !stale(&register, review, day(at)).is_empty();
        prop_assert_eq!(is_stale(at), at > until);
        prop_assert!(!is_stale(at) || is_stale(at + later));
    }

    /// The gate is open exactly when nothing is stale and something lets the system go on.
    #[test]
    fn the_gate_follows_its_assessments(models in "[a-z]{1,6}", disposition in 0_usize..5, complete: [bool; 3]) {
        let mut register = open();
        let changed = models != "large-1";
        register.put(chat().with(system::MODELS, vec![if changed { models } else { "large-1".to_owned() }]));
        for (nth, complete) in complete.into_iter().enumerate() {
            let id = format!("S-0000{nth}");
            let record = register.get(&id).expect("an assessment").clone();
            let status = if complete { Status::Complete } else { Status::Draft };
            register.put(record.with(STATUS, status).with(DISPOSITION, Disposition::ALL[disposition]));
        }
        let going = matches!(Disposition::ALL[disposition], Disposition::Proceed | Disposition::RestrictedPilot);
        let expected = !changed && complete == [true; 3] && going;
        prop_assert_eq!(lacks(&register).is_empty(), expected);
    }
}
