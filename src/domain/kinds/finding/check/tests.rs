//! Findings that lack something, and when that is missed.

use super::*;
use crate::domain::kinds::action;
use crate::domain::kinds::check::testing::{self, date};

use crate::domain::record::id::Id;
use crate::domain::record::value::Value;

/// A nonconformity in which nothing is to be found: raised lately, due later, owned.
fn sound() -> Record {
    Record::new(&finding::KIND, "F-00000".into())
        .with(finding::TITLE, "Audit without criteria")
        .with(finding::GRADE, Grade::Minor)
        .with(finding::RAISED, date("2026-10-24"))
        .with(finding::STATUS, finding::Status::Open)
        .with(finding::OWNER, "ana")
        .with(finding::DUE, date("2026-11-23"))
}

fn action() -> Record {
    Record::new(&action::KIND, "T-00000".into())
        .with(action::TITLE, "Write the criteria")
        .with(action::OWNER, "ben")
        .with(action::DUE, date("2026-12-01"))
        .with(action::STATUS, action::Status::Open)
        .with(action::SERVES, vec![Id::new("F-00000")])
}

fn found(record: &Record, others: Vec<Record>) -> Vec<(&'static Rule, &'static str)> {
    testing::found(
        record,
        others,
        &[
            &OVERDUE,
            &UNASSIGNED,
            &CORRECTIVE_ACTION_MISSING,
            &UNVERIFIED,
            &VERIFIED_BY_ACTOR,
        ],
    )
}

#[test]
fn open_findings_need_a_day_to_come_and_major_ones_an_owner() {
    assert_eq!(found(&sound(), vec![]), []);
    let late = sound().with(finding::DUE, date("2026-11-22"));
    assert_eq!(found(&late, vec![]), [(&OVERDUE, "due")]);
    let bare = sound()
        .with(finding::GRADE, Grade::Major)
        .with(finding::DUE, Value::Empty)
        .with(finding::OWNER, Value::Empty);
    assert_eq!(found(&bare, vec![]), [(&UNASSIGNED, "due"), (&UNASSIGNED, "owner")]);
    for lenient in [
        late.clone().with(finding::GRADE, Grade::Opportunity),
        late.with(finding::RETIRED, date("2026-11-22")),
    ] {
        assert_eq!(found(&lenient, vec![]), []);
    }
}

#[test]
fn a_month_after_it_was_raised_something_is_done_about_it() {
    let old = sound().with(finding::RAISED, date("2026-10-23"));
    assert_eq!(found(&old, vec![]), [(&CORRECTIVE_ACTION_MISSING, "")]);
    assert_eq!(found(&old, vec![action()]), []);
    let explained = old.clone().with(finding::NO_ACTION, "The correction removed the cause");
    assert_eq!(found(&explained, vec![]), []);
    let dropped = action()
        .with(action::STATUS, action::Status::Cancelled)
        .with(action::REASON, "Not needed");
    assert_eq!(found(&old, vec![dropped]), [(&CORRECTIVE_ACTION_MISSING, "")]);
}

#[test]
fn it_is_verified_by_somebody_who_did_not_act() {
    let closed = sound()
        .with(finding::STATUS, finding::Status::Closed)
        .with(finding::CORRECTION, "Criteria written")
        .with(finding::CAUSE, "No template");
    assert_eq!(found(&closed, vec![action()]), [(&UNVERIFIED, "verified_by")]);
    let undated = closed.clone().with(finding::VERIFIED_BY, "carla");
    assert_eq!(found(&undated, vec![action()]), [(&UNVERIFIED, "verified")]);
    for (by, expected) in [
        ("ana", vec![(&VERIFIED_BY_ACTOR, "verified_by")]),
        ("Ben", vec![(&VERIFIED_BY_ACTOR, "verified_by")]),
        ("carla", vec![]),
    ] {
        let verified = closed.clone().with(finding::VERIFIED_BY, by);
        let verified = verified.with(finding::VERIFIED, date("2026-11-20"));
        assert_eq!(found(&verified, vec![action()]), expected, "{by}");
    }
}

/// The codes of all rules of findings that are raised of one.
fn codes(record: &Record, others: Vec<Record>) -> Vec<&'static str> {
    let found = testing::found(record, others, RULES).into_iter();
    found.map(|(rule, _)| rule.code).collect()
}

#[test]
fn a_closed_opportunity_without_a_cause_raises_nothing() {
    for grade in [Grade::Opportunity, Grade::Positive] {
        let closed = sound().with(finding::GRADE, grade);
        let closed = closed.with(finding::STATUS, finding::Status::Closed);
        assert_eq!(codes(&closed, vec![]), [""; 0]);
    }
    let withdrawn = sound().with(finding::STATUS, finding::Status::Withdrawn);
    assert_eq!(codes(&withdrawn, vec![]), [""; 0]);
}

#[test]
fn findings_of_the_certification_body_have_no_days_of_grace() {
    let audit = |event| Record::new(&review::KIND, "V-00001".into()).with(review::EVENT, event);
    let acme = Record::new(&organization::KIND, organization::ID.into());
    let acme = acme.with(organization::POSTURE, organization::Posture::Certification);
    let late = sound()
        .with(finding::DUE, date("2026-11-22"))
        .with(finding::CORRECTION, "Criteria written")
        .with(finding::STATEMENT, "No criteria")
        .with(finding::REQUIREMENTS, vec![Id::new("9.2.2")])
        .with(finding::SOURCE, Id::new("V-00001"));
    let found = |event| codes(&late, vec![audit(event), acme.clone(), action()]);
    assert_eq!(found(review::Event::Stage1), ["AIMS-E734"]);
    assert_eq!(found(review::Event::InternalAudit), ["AIMS-E701"]);
    assert_eq!(found(review::Event::CustomerAudit), ["AIMS-E701"]);
}
