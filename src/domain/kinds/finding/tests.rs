//! The steps of a finding, who acted on it, and the trend.

use super::*;
use crate::domain::admission::testing::{bare, changed};
use crate::domain::kinds::organization;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::rules::{Context, Remedy};

fn date(text: &str) -> NaiveDate {
    day::iso(text).expect("a day")
}

fn finding(id: &str, grade: Grade) -> Record {
    Record::new(&KIND, id.into())
        .with(TITLE, "Audit without criteria")
        .with(GRADE, grade)
        .with(STATUS, Status::Open)
        .with(OWNER, "ana")
}

fn action(id: &str, status: action::Status) -> Record {
    Record::new(&action::KIND, id.into())
        .with(action::STATUS, status)
        .with(action::OWNER, "ben")
        .with(action::SERVES, vec![Id::new("F-00000")])
}

fn register(records: Vec<Record>) -> Register {
    let mut register = Register::default();
    for record in records {
        register.put(record);
    }
    register
}

#[test]
fn good_practice_is_closed_from_the_start() {
    let raised = Record::new(&KIND, "F-00001".into()).with(GRADE, Grade::Positive);
    assert!(!raised.is_open());
    let filled = Kind::filled(&Register::default(), raised, date("2026-11-23"));
    assert_eq!(filled.get(STATUS), Some(Status::Closed));
    assert_eq!(filled.get(CLOSED), Some(date("2026-11-23")));
}

#[test]
fn a_nonconformity_goes_step_by_step_to_its_closing() {
    let mut record = finding("F-00000", Grade::Minor);
    let mut register = register(vec![record.clone()]);
    let now = |register: &Register| step(register, register.get("F-00000").expect("the finding"));
    assert_eq!(now(&register), Some(Step::Correct));
    record = record.with(CORRECTION, "Criteria written down");
    register.put(record.clone());
    assert_eq!(now(&register), Some(Step::Cause));
    record = record.with(CAUSE, "No template");
    register.put(record.clone());
    assert_eq!(now(&register), Some(Step::Act));
    // What was given up corrects nothing.
    register.put(action("T-00000", action::Status::Cancelled));
    assert_eq!(now(&register), Some(Step::Act));
    register.put(action("T-00001", action::Status::Started));
    assert_eq!(now(&register), Some(Step::Finish));
    register.put(action("T-00001", action::Status::Done));
    assert_eq!(now(&register), Some(Step::Verify));
    record = record.with(VERIFIED_BY, "carla");
    register.put(record.clone());
    assert_eq!(now(&register), Some(Step::Close));
    register.put(record.with(STATUS, Status::Closed));
    assert_eq!(now(&register), None);
}

#[test]
fn an_opportunity_asks_for_its_actions_alone() {
    let mut register = register(vec![finding("F-00000", Grade::Opportunity)]);
    let now = |register: &Register| step(register, register.get("F-00000").expect("the finding"));
    assert_eq!(now(&register), Some(Step::Close));
    register.put(action("T-00000", action::Status::Open));
    assert_eq!(now(&register), Some(Step::Finish));
}

#[test]
fn whoever_owns_it_or_an_action_acted_on_it_by_either_name() {
    let row = Value::Row([Value::text("ben"), Value::text("Ben Okafor"), Value::Empty].into());
    let people =
        Record::new(&organization::KIND, organization::ID.into()).with(organization::PEOPLE, Value::set(vec![row]));
    let register = register(vec![
        people,
        finding("F-00000", Grade::Minor),
        action("T-00000", action::Status::Done),
    ]);
    let record = register.get("F-00000").expect("the finding");
    let by = |name| acted(&register, record, name).map(|record| record.id().as_str());
    assert_eq!(by("ana"), Some("F-00000"));
    assert_eq!(by("ben"), Some("T-00000"));
    assert_eq!(by("Ben Okafor"), Some("T-00000"));
    assert_eq!(by("carla"), None);
}

#[test]
fn the_trend_counts_by_the_month_of_the_days() {
    let at = |id: &str, raised: &str, closed: Option<&str>| {
        finding(id, Grade::Minor)
            .with(RAISED, date(raised))
            .with(CLOSED, closed.map(date))
    };
    let register = register(vec![
        at("F-00001", "2026-09-01", Some("2026-11-30")),
        at("F-00002", "2026-09-30", None),
        at("F-00003", "2026-11-23", Some("2026-11-23")),
        // Before the months asked for, and retired.
        at("F-00004", "2026-08-31", None),
        at("F-00005", "2026-11-01", None).with(RETIRED, date("2026-11-02")),
    ]);
    let trend = trend(&register, 3, date("2026-11-30"));
    let counts: Vec<_> = trend
        .iter()
        .map(|month| (month.first, month.raised, month.closed))
        .collect();
    assert_eq!(
        counts,
        [
            (date("2026-09-01"), 2, 0),
            (date("2026-10-01"), 0, 0),
            (date("2026-11-01"), 1, 2)
        ]
    );
}

#[test]
fn a_lower_grade_keeps_its_reason() {
    let mut register = register(vec![finding("F-00000", Grade::Major)]);
    let to = |register: &Register, grade: Grade, because: Option<&'static str>| {
        let context = Context { because, ..bare() };
        changed(register, &finding("F-00000", Grade::Major).with(GRADE, grade), &context)
    };
    let asked = &to(&register, Grade::Opportunity, None).objections[0];
    assert_eq!(asked.remedy, Remedy::Because);
    assert_eq!(
        asked.sentence,
        "F-00000 is a major nonconformity; a lower grade needs the reason."
    );
    assert!(to(&register, Grade::Major, None).objections.is_empty());
    let edit = to(&register, Grade::Minor, Some("the auditor agreed")).edit;
    register.apply(&edit).expect("applies");
    assert_eq!(
        register.get("F-00000").map(|finding| finding.get(NOTE)),
        Some("2026-11-23: the auditor agreed")
    );
}
