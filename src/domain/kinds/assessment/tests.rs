//! When assessments are stale, and what closes the gate.

use proptest::prelude::*;

use super::*;
use crate::domain::day;
use crate::domain::record::check::Provenance;
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
    let record = match of {
        Type::Risk => record.with(CONCLUSION, "No risk found."),
        Type::Security => record.with(REVIEWED, vec!["Network path"]),
        Type::Impact => {
            let effect = |on: Affected| Value::Row([on.into(), Effect::Good.into(), "Answers sooner".into()].into());
            record
                .with(INTENDED, vec!["Answers"])
                .with(MISUSE, vec!["Spam"])
                .with(JURISDICTIONS, vec!["EU"])
                .with(CONCLUSION, "Fine.")
                .with(EFFECTS, vec![effect(Affected::Individuals), effect(Affected::Society)])
        }
    };
    crate::domain::record::field::Kind::filled(register, record, today())
}

/// A register with a system whose gate is open.
fn open() -> Register {
    open_of(chat())
}

/// A register with that system, and its assessments.
fn open_of(system: Record) -> Register {
    let mut register = Register::default();
    register.put(system);
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
fn one_that_lacks_something_is_not_called_valid() {
    let mut register = open();
    let standing_of = |register: &Register, id: &str| {
        let record = register.get(id).expect("it");
        let lack = lack(register, record, today()).unwrap_or_default();
        (standing(register, record, today()), lack)
    };
    assert_eq!(standing_of(&register, "S-00000"), (Standing::Valid, String::new()));
    for id in ["R-00000", "R-00001"] {
        let risk = Record::new(&risk::KIND, id.into())
            .with(risk::SYSTEMS, vec![Id::new("chat")])
            .with(risk::STATUS, risk::Status::Open)
            .with(risk::IDENTIFIED, on("2026-01-01"));
        register.put(risk);
    }
    let judged = Value::Row([Id::new("R-00000").into(), Outcome::Valid.into(), Value::Empty].into());
    let one_of_two = register.get("S-00000").expect("it").clone();
    register.put(one_of_two.with(OUTCOMES, Value::set(vec![judged])));
    let passed = "It says nothing of open risks: R-00001.".to_owned();
    assert_eq!(standing_of(&register, "S-00000"), (Standing::Incomplete, passed));
    let impact = made(&register, "S-00001", Type::Impact, "2026-06-01");
    register.put(
        impact
            .with(MISUSE, Vec::<&str>::new())
            .with(JURISDICTIONS, Vec::<&str>::new()),
    );
    let lacks_some = "It lacks: misuse or unintended uses, jurisdictions, whom it affects.".to_owned();
    assert_eq!(standing_of(&register, "S-00001"), (Standing::Incomplete, lacks_some));
}

#[test]
fn a_screening_that_does_not_suffice_is_no_draft() {
    let mut register = open_of(chat().with(system::SUBJECTS, vec!["Customers"]));
    let impact = made(&register, "S-00001", Type::Impact, "2026-06-01").with(DEPTH, Depth::Screening);
    register.put(impact.clone());
    let screened = "It affects people: its impact was screened, and is to be assessed in full.";
    let impact_of = |register: &Register| standing(register, register.get("S-00001").expect("it"), today());
    assert_eq!(impact_of(&register), Standing::Incomplete);
    assert_eq!(lacks(&register), [format!("impact assessment: {screened}")]);
    let draft = impact.with(STATUS, Status::Draft);
    register.put(draft);
    let none = "It affects people, and its impact was not assessed. There is only a draft.";
    assert_eq!(lacks(&register), [format!("impact assessment: {none}")]);
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
fn the_same_condition_in_several_records_is_said_once() {
    let missing = |condition, sentence: &str| Missing {
        condition,
        rule: None,
        provenance: Provenance::Standard,
        sentence: sentence.to_owned(),
        records: Vec::new(),
    };
    let risk = |id: &str| Missing {
        records: vec![Id::new(id)],
        ..missing(system::Condition::G4, "Nobody approved its plan.")
    };
    let all = [
        risk("R-2"),
        missing(system::Condition::G5, "There is no release."),
        risk("R-1"),
    ];
    assert_eq!(
        in_words(&all),
        "risk treatment: Nobody approved its plan (R-1, R-2); release: There is no release"
    );
    assert_eq!(in_words(&[]), "");
}

#[test]
fn going_into_use_through_a_closed_gate_needs_a_reason() {
    let mut register = Register::default();
    register.put(chat());
    let used = chat().with(system::STAGE, system::Stage::Operation);
    let row = |reason: &str| vec![Value::Row([today().into(), "ana".into(), reason.into()].into())];
    let asks = |register: &Register, after: &Record| !refusal(register, &chat(), after, today()).is_empty();
    assert!(asks(&register, &used));
    assert!(asks(&register, &used.clone().with(system::GATE_OVERRIDE, row(""))));
    assert!(!asks(
        &register,
        &used.clone().with(system::GATE_OVERRIDE, row("Board decided"))
    ));
    assert!(refusal(&register, &used, &used, today()).is_empty());
    assert!(!asks(&open(), &used));
}

#[test]
fn three_empty_assessments_of_2020_hold_no_gate_open() {
    let mut register = open();
    for (id, of) in [
        ("S-00000", Type::Risk),
        ("S-00001", Type::Impact),
        ("S-00002", Type::Security),
    ] {
        let empty = Record::new(&KIND, id.into())
            .with(TITLE, "A look")
            .with(TYPE, of)
            .with(SYSTEM, Id::new("chat"))
            .with(DATE, day::iso("2020-01-01"))
            .with(STATUS, Status::Complete)
            .with(DISPOSITION, Disposition::Proceed);
        register.put(empty);
    }
    assert_eq!(
        lacks(&register),
        [
            "risk assessment: Its risks were never assessed. S-00000 is marked complete, and says nothing of what was found.",
            "impact assessment: Its impact was not assessed, and it is not said whom it affects. S-00001 is marked complete, \
             and names no effect on individuals, groups or society.",
            "security review: There is none. S-00002 is marked complete, and does not say what was looked at.",
        ]
    );
}

#[test]
fn a_risk_assessment_judges_every_open_risk_of_its_system() {
    let mut register = open();
    let score: crate::domain::method::score::Score = "1 1/1/1".parse().expect("a score");
    let risk = Record::new(&risk::KIND, "R-00001".into())
        .with(risk::SYSTEMS, vec![Id::new("chat")])
        .with(risk::STATUS, risk::Status::Open)
        .with(risk::CURRENT, score)
        .with(risk::IDENTIFIED, on("2026-05-01"));
    register.put(risk.clone());
    assert_eq!(
        lacks(&register),
        [
            "risk assessment: Its risks are judged, and no risk assessment of it was completed. S-00000 is marked complete, and judges none of the risks of its \
             system."
        ]
    );
    register.put(risk.clone().with(risk::IDENTIFIED, on("2026-07-01")));
    assert_eq!(lacks(&register), [""; 0], "it was found since");
    register.put(risk);
    let row = |id: &str| Value::Row([Value::Reference(id.into()), Outcome::Valid.into(), Value::Empty].into());
    let assessment = register.get("S-00000").expect("an assessment").clone();
    register.put(assessment.clone().with(OUTCOMES, Value::set(vec![row("R-00009")])));
    assert_eq!(
        lacks(&register),
        ["risk assessment: It says nothing of open risks: R-00001."]
    );
    register.put(assessment.with(OUTCOMES, Value::set(vec![row("R-00001")])));
    assert_eq!(lacks(&register), [""; 0]);
}

#[test]
fn a_version_alone_is_slight_and_a_change_record_says_whether_a_change_is_significant() {
    use crate::domain::kinds::change;
    use crate::domain::kinds::shared_choices::YesNo;
    let mut register = open();
    register.put(chat().with(system::VERSION, "2"));
    assert_eq!(
        lacks(&register),
        ["security review: Version changed from  to 2."].map(|text| text.replace("from  to", "from nothing to"))
    );
    register.put(chat().with(system::MODELS, vec!["large-2"]));
    assert_eq!(lacks(&register).len(), 3);
    let record = Record::new(&change::KIND, "C-00001".into())
        .with(change::SYSTEMS, vec![Id::new("chat")])
        .with(change::APPROVED_ON, on("2026-10-01"))
        .with(change::EFFECTS, "None on people")
        .with(change::SIGNIFICANT, YesNo::No);
    register.put(record.clone());
    assert_eq!(lacks(&register), [""; 0]);
    register.put(record.with(change::SIGNIFICANT, YesNo::Yes));
    assert_eq!(lacks(&register).len(), 3);
}

#[test]
fn an_excluded_control_makes_the_gate_advice_that_refuses_nothing() {
    use crate::domain::kinds::control;
    let mut register = Register::default();
    register.put(chat());
    let used = chat().with(system::STAGE, system::Stage::Operation);
    assert_eq!(
        refusal(&register, &chat(), &used, today()).len(),
        2,
        "our advice refuses nothing"
    );
    let excluded = Record::new(&control::KIND, "A.6.2.5".into())
        .with(control::APPLICABILITY, control::Applicability::Excluded)
        .with(control::REASON, "Nothing is developed here");
    register.put(excluded);
    assert_eq!(refusal(&register, &chat(), &used, today()), []);
    assert_eq!(lacks(&register).len(), 3, "it is shown all the same");
    assert!(is_advice(&register, &chat()));
}

#[test]
fn a_release_of_the_version_is_asked_while_its_control_applies() {
    use crate::domain::kinds::control;
    let mut register = open();
    let applied = Record::new(&control::KIND, "A.6.2.5".into());
    register.put(applied.with(control::APPLICABILITY, control::Applicability::Applicable));
    assert_eq!(lacks(&register).len(), 1);
    let row = [
        Value::Empty,
        on("2026-06-10").into(),
        "zoe".into(),
        system::Release::Released.into(),
        "docs/plan.md".into(),
    ];
    register.put(chat().with(system::RELEASES, vec![Value::Row(row.into())]));
    assert_eq!(lacks(&register), [""; 0]);
}

#[test]
fn an_override_holds_for_a_time_and_for_what_it_covers() {
    use system::Condition::{G2, G3, G7};
    let row = |day: &str, until: Option<NaiveDate>, covers: &[system::Condition]| {
        let covers = Value::set(covers.iter().map(|one| (*one).into()).collect());
        vec![Value::Row(
            [on(day).into(), "zoe".into(), "Trial".into(), until.into(), covers].into(),
        )]
    };
    let mut register = Register::default();
    register.put(chat());
    let missing = gate(&register, &chat(), today());
    let holds = |rows: Vec<Value>| {
        let newest = newest_override(&chat().with(system::GATE_OVERRIDE, rows)).expect("an override");
        newest.holds(&register, &missing, today())
    };
    assert!(holds(row("2026-11-01", None, &[])));
    assert!(!holds(row("2026-08-01", None, &[])), "it holds for 90 days");
    assert!(holds(row("2026-08-01", day::iso("2026-12-01"), &[])));
    assert!(!holds(row("2025-08-01", day::iso("2028-12-01"), &[])), "at most a year");
    assert!(!holds(row("2026-11-01", None, &[G2, G3])));
    assert!(holds(row("2026-11-01", None, &[G2, G3, G7])));
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
