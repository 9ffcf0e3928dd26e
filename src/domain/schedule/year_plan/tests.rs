//! The plan on small registers.

mod promises;
mod stages;

use chrono::Datelike;

use super::*;
use crate::domain::day;
use crate::domain::kinds::{finding, method, organization, risk, supplier};
use crate::domain::method::score::Score;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::mint;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Edit};

fn date(text: &str) -> NaiveDate {
    day::iso(text).expect("a day")
}

fn today() -> NaiveDate {
    date("2026-11-23")
}

fn organization(posture: organization::Posture, cadence: &[(Event, &str)]) -> Record {
    let row = |(event, every): &(Event, &str)| Value::Row([(*event).into(), Value::text(every)].into());
    Record::new(&organization::KIND, Id::new(organization::ID))
        .with(organization::POSTURE, posture)
        .with(organization::CADENCE, Value::set(cadence.iter().map(row).collect()))
}

fn a_system(slug: &str) -> Record {
    Record::new(&system::KIND, Id::new(slug))
        .with(system::TITLE, slug)
        .with(system::SCOPE, system::Scope::In)
        .with(system::OWNER, "ben")
}

/// An assessment that says what was found, whatever risks there are.
fn a_complete_assessment(id: &str, of: assessment::Type, system: &str) -> Record {
    let made = Record::new(&assessment::KIND, Id::new(id))
        .with(assessment::TYPE, of)
        .with(assessment::SYSTEM, Id::new(system))
        .with(assessment::STATUS, assessment::Status::Complete);
    let found: [Value; 3] = match of {
        assessment::Type::Risk => [
            Id::new("R-99999").into(),
            assessment::Outcome::Valid.into(),
            Value::Empty,
        ],
        _ => [
            assessment::Affected::Individuals.into(),
            assessment::Effect::Good.into(),
            "Answers sooner".into(),
        ],
    };
    let rows = vec![Value::Row(found.into())];
    match of {
        assessment::Type::Risk => made.with(assessment::OUTCOMES, Value::set(rows)),
        assessment::Type::Impact => made.with(assessment::EFFECTS, rows),
        assessment::Type::Security => made.with(assessment::REVIEWED, vec!["Network path"]),
    }
}

fn a_risk(id: &str, system: &str, level: u8) -> Record {
    let score = Score {
        likelihood: Some(level),
        consequences: [Some(level), None, None],
    };
    Record::new(&risk::KIND, Id::new(id))
        .with(risk::SYSTEMS, vec![Id::new(system)])
        .with(risk::STATUS, risk::Status::Open)
        .with(risk::CONTROLS, vec![Id::new("A.6.2.4")])
        .with(risk::CURRENT, score)
}

fn a_finding(id: &str, about: &[&str], raised: &str) -> Record {
    Record::new(&finding::KIND, Id::new(id))
        .with(finding::GRADE, finding::Grade::Minor)
        .with(finding::RAISED, date(raised))
        .with(
            finding::REQUIREMENTS,
            about.iter().map(|id| Id::new(id)).collect::<Vec<_>>(),
        )
}

fn held(id: &str, event: Event, on: &str) -> Record {
    Record::new(&review::KIND, Id::new(id))
        .with(review::EVENT, event)
        .with(review::STATUS, review::Status::Held)
        .with(review::DATE, date(on))
        .with(review::HELD, date(on))
}

fn register(records: &[Record]) -> Register {
    let mut register = Register::default();
    register.put(method::preset());
    for record in records {
        register.put(record.clone());
    }
    register
}

fn of(proposals: &[Proposal], event: Event) -> Vec<&Proposal> {
    proposals.iter().filter(|proposal| proposal.event == event).collect()
}

fn only(proposals: &[Proposal], event: Event) -> &Proposal {
    let of = of(proposals, event);
    assert_eq!(of.len(), 1, "{of:?}");
    of[0]
}

#[test]
fn an_empty_register_gets_the_plan_every_aims_needs() {
    let proposals = proposals(&register(&[]), today());
    let shown: Vec<_> = proposals
        .iter()
        .map(|one| format!("{} {}, {}", one.day, one.title, one.covers()))
        .collect();
    assert_eq!(
        shown,
        [
            "2027-01-07 Policy review, 5.2, A.2.4",
            "2027-02-05 Training, 7.2, 7.3",
            "2027-02-22 Objectives review, 6.2",
            "2027-03-23 Internal audit, March 2027, 32 clauses, 38 controls",
            "2027-04-22 Management review, 9.3.1, 9.3.2, 9.3.3",
        ]
    );
    assert!(
        proposals.iter().all(|one| one.why.contains("as is usual")),
        "each says why"
    );
}

#[test]
fn the_cadence_is_followed_and_an_unreadable_row_says_nothing() {
    let cadence = [
        (Event::ManagementReview, "6 months"),
        (Event::ObjectivesReview, "now and then"),
    ];
    let register = register(&[
        organization(organization::Posture::Conformance, &cadence),
        held("V-00001", Event::ManagementReview, "2026-09-14"),
        held("V-00002", Event::ObjectivesReview, "2026-07-01"),
        held("V-00003", Event::Training, "2024-05-01"),
    ]);
    let proposals = proposals(&register, today());
    let review = only(&proposals, Event::ManagementReview);
    // 14 March 2027 is a Sunday.
    assert_eq!(review.day, date("2027-03-12"));
    assert_eq!(
        review.why,
        "Every 6 months, as the cadence says; last held on 2026-09-14."
    );
    assert_eq!(review.every.map(|rule| rule.to_string()).as_deref(), Some("6 months"));
    assert!(only(&proposals, Event::ObjectivesReview).why.contains("as is usual"));
    let training = only(&proposals, Event::Training);
    assert!(training.day <= date("2026-12-07"), "what is late comes soon");
    assert!(training.why.ends_with("It was due on 2025-05-01."));
}

#[test]
fn systems_in_use_and_never_assessed_are_due_now_and_others_within_their_interval() {
    let register = register(&[
        a_system("live").with(system::STAGE, system::Stage::Operation),
        a_system("idea").with(system::STAGE, system::Stage::Development),
        a_system("out").with(system::SCOPE, system::Scope::Out),
    ]);
    let proposals = proposals(&register, today());
    for event in [Event::RiskReassessment, Event::ImpactReassessment] {
        let of = of(&proposals, event);
        assert_eq!(of.len(), 2, "one out of scope is none of ours");
        assert_eq!(of[0].systems, [Id::new("live")]);
        assert!(of[0].day <= later(today(), 60), "{:?}", of[0]);
        assert!(of[0].why.contains("so due now"), "{}", of[0].why);
        assert!(of[1].day > later(today(), 60), "{:?}", of[1]);
    }
}

#[test]
fn nothing_that_stage_2_needs_comes_after_it() {
    let posture = organization(organization::Posture::Certification, &[]);
    let stage = date("2027-03-10");
    let mut records = vec![
        posture
            .with(organization::STAGE_1, date("2026-11-01"))
            .with(organization::STAGE_2, stage),
        held("V-00001", Event::InternalAudit, "2026-10-01")
            .with(review::REQUIREMENTS, vec![Id::new("9")])
            .with(review::MINUTES, "All seen"),
        held("V-00002", Event::ManagementReview, "2026-02-01"),
        Record::new(&supplier::KIND, Id::new("P-00001"))
            .with(supplier::TITLE, "Cloud")
            .with(supplier::SYSTEMS, vec![Id::new("s1")]),
    ];
    records.extend((0..8).map(|nth| a_system(&format!("s{nth}")).with(system::STAGE, system::Stage::Operation)));
    let register = register(&records);
    let proposals = proposals(&register, today());
    let needed = [
        Event::RiskReassessment,
        Event::ImpactReassessment,
        Event::SupplierReview,
        Event::ManagementReview,
    ];
    for event in needed {
        let of = of(&proposals, event);
        assert!(!of.is_empty() && of.iter().all(|one| one.day < stage), "{of:?}");
    }
    let audits = of(&proposals, Event::InternalAudit);
    let early = audits.iter().filter(|audit| audit.day < stage);
    let named: Vec<_> = early.flat_map(|audit| &audit.requirements).collect();
    for clause in &register.catalogue().clauses {
        let is_held = clause.id.starts_with("9.");
        assert!(
            is_held || named.contains(&&Id::new(&clause.id)),
            "{} is too late",
            clause.id
        );
    }
}

#[test]
fn optional_reviews_are_planned_where_the_cadence_names_them() {
    let events = [
        Event::ContextReview,
        Event::ObligationsReview,
        Event::DocumentReview,
        Event::SecurityReview,
    ];
    let of_cadence = |cadence: &[(Event, &str)]| {
        let posture = organization(organization::Posture::Conformance, cadence);
        let proposals = proposals(&register(&[posture, a_system("chat")]), today());
        events.map(|event| of(&proposals, event).len())
    };
    assert_eq!(of_cadence(&[]), [0; 4]);
    assert_eq!(of_cadence(&events.map(|event| (event, "year"))), [1; 4]);
}

#[test]
fn planned_reviews_are_not_proposed_again() {
    let planned = |id, event, systems: Vec<Id>| {
        held(id, event, "2027-02-01")
            .with(review::STATUS, review::Status::Planned)
            .with(review::SYSTEMS, systems)
    };
    let register = register(&[
        a_system("a"),
        a_system("b"),
        planned("V-00001", Event::RiskReassessment, vec![Id::new("a")]),
        planned("V-00002", Event::ManagementReview, vec![]),
        planned("V-00003", Event::InternalAudit, vec![]),
    ]);
    let proposals = proposals(&register, today());
    assert_eq!(only(&proposals, Event::RiskReassessment).systems, [Id::new("b")]);
    assert!(of(&proposals, Event::ManagementReview).is_empty());
    assert!(
        of(&proposals, Event::InternalAudit).is_empty(),
        "one that names nothing is about all"
    );
}

#[test]
fn what_stage_2_needs_is_proposed_before_it_though_one_is_planned_after_it() {
    let organization = organization(organization::Posture::Certification, &[]);
    let organization = organization.with(organization::STAGE_2, date("2027-03-11"));
    let in_use = |id| a_system(id).with(system::STAGE, system::Stage::Operation);
    let planned = |id, event, on, systems: Vec<Id>| {
        held(id, event, on)
            .with(review::STATUS, review::Status::Planned)
            .with(review::SYSTEMS, systems)
    };
    let register = register(&[
        organization,
        in_use("a"),
        in_use("b"),
        planned("V-00001", Event::RiskReassessment, "2027-03-25", vec![Id::new("a")]),
        planned("V-00002", Event::RiskReassessment, "2027-02-25", vec![Id::new("b")]),
        planned("V-00003", Event::ManagementReview, "2027-05-01", vec![]),
    ]);
    let proposals = proposals(&register, today());
    let risks = only(&proposals, Event::RiskReassessment);
    assert_eq!(risks.systems, [Id::new("a")]);
    assert!(risks.day < date("2027-03-11"), "{risks:?}");
    assert!(only(&proposals, Event::ManagementReview).day < date("2027-03-11"));
}

#[test]
fn before_stage_1_an_audit_and_then_a_management_review_are_held() {
    let organization = organization(organization::Posture::Certification, &[]);
    let stage = date("2027-02-01");
    let register = register(&[organization.with(organization::STAGE_1, stage)]);
    let proposals = proposals(&register, today());
    let audit = of(&proposals, Event::InternalAudit)[0];
    let review = only(&proposals, Event::ManagementReview);
    assert!(audit.day < review.day && review.day < stage, "{audit:?} {review:?}");
    assert!(audit.why.contains("Stage 1 on 2027-02-01") && review.why.contains("Stage 1 on 2027-02-01"));
}

#[test]
fn requirements_with_findings_are_audited_every_time_and_heavier_ones_first() {
    let mut records = vec![organization(organization::Posture::Certification, &[])];
    records.extend(["a", "b", "c", "d"].map(a_system));
    records.extend([
        a_risk("R-00001", "d", 5),
        a_risk("R-00002", "c", 3),
        a_finding("F-00001", &["7.5.1", "A.9.2"], "2026-03-01"),
        a_finding("F-00002", &["7.5.2"], "2020-03-01"),
    ]);
    let register = register(&records);
    let proposals = proposals(&register, today());
    let audits = of(&proposals, Event::InternalAudit);
    assert_eq!(audits.len(), 3);
    let times = |id: &str| {
        let names =
            |audit: &&&Proposal| audit.requirements.contains(&Id::new(id)) || audit.systems.contains(&Id::new(id));
        audits.iter().filter(names).count()
    };
    assert_eq!([times("7.5.1"), times("A.9.2"), times("d")], [3, 3, 3]);
    assert_eq!(
        [times("7.5.2"), times("A.9.3"), times("b")],
        [1, 1, 1],
        "an old finding is forgotten"
    );
    assert!(audits[0].systems.contains(&Id::new("c")));
    assert!(
        audits[0].requirements.contains(&Id::new("A.6.2.4")),
        "it treats the worst risk"
    );
    let years: Vec<_> = audits.iter().map(|audit| audit.day.year()).collect();
    assert_eq!(years, [2027, 2028, 2029]);
}

#[test]
fn requirements_left_out_by_planned_audits_go_to_audits_between_them() {
    let yearly = held("V-00001", Event::InternalAudit, "2026-12-14")
        .with(review::STATUS, review::Status::Planned)
        .with(review::EVERY, "year")
        .with(review::REQUIREMENTS, vec![Id::new("4.1")]);
    let posture = organization(organization::Posture::Certification, &[]);
    let all = proposals(&register(&[posture.clone(), yearly.clone()]), today());
    let audits = of(&all, Event::InternalAudit);
    let years: Vec<_> = audits.iter().map(|audit| audit.day.year()).collect();
    assert_eq!(years, [2027, 2028, 2029]);
    assert!(audits.iter().all(|audit| (20..=25).contains(&audit.requirements.len())));
    let clauses: Vec<_> = register(&[])
        .catalogue()
        .clauses
        .iter()
        .map(|clause| Id::new(&clause.id))
        .collect();
    let mut named: Vec<_> = register(&[])
        .of(&control::KIND)
        .map(|control| control.id().clone())
        .collect();
    named.extend(clauses.into_iter().filter(|id| id.as_str() != "7.3"));
    let most = yearly.with(review::REQUIREMENTS, named);
    let little = proposals(&register(&[posture, most]), today());
    assert_eq!(only(&little, Event::InternalAudit).requirements, [Id::new("7.3")]);
    assert_eq!(only(&little, Event::InternalAudit).day.year(), 2027);
}

#[test]
fn the_interval_of_an_assessment_goes_before_the_cadence() {
    let every = |own: Option<i64>| {
        let made = a_complete_assessment("S-00001", assessment::Type::Risk, "hot")
            .with(assessment::JUDGED, assessment::judged(&a_system("hot")))
            .with(assessment::RISKS, vec![Id::new("R-00001")])
            .with(assessment::DATE, date("2026-10-01"))
            .with(assessment::EVERY, own.map_or(Value::Empty, Value::Number));
        let cadence = organization(
            organization::Posture::Conformance,
            &[(Event::RiskReassessment, "6 months")],
        );
        let register = register(&[cadence, a_system("hot"), a_risk("R-00001", "hot", 5), made]);
        let proposals = proposals(&register, today());
        let one = only(&proposals, Event::RiskReassessment);
        (one.every.map(|rule| rule.to_string()).unwrap_or_default(), one.day)
    };
    assert_eq!(every(None), ("6 months".to_owned(), date("2027-04-01")));
    assert_eq!(every(Some(3)), ("3 months".to_owned(), date("2027-01-01")));
}

#[test]
fn control_tests_take_what_is_in_operation_by_turns() {
    let control =
        |id: &str| Record::new(&control::KIND, Id::new(id)).with(control::STATUS, control::Status::Implemented);
    let register = register(&["A.2.2", "A.2.3", "A.2.4"].map(control));
    let proposals = proposals(&register, today());
    let tests = of(&proposals, Event::ControlTest);
    let named: Vec<_> = tests
        .iter()
        .flat_map(|test| &test.requirements)
        .map(Id::as_str)
        .collect();
    assert_eq!(tests.len(), 2);
    assert_eq!(named, ["A.2.2", "A.2.3", "A.2.4"]);
}

#[test]
fn suppliers_without_a_day_get_one() {
    let supplier = |id: &str, title: &str| {
        Record::new(&supplier::KIND, Id::new(id))
            .with(supplier::TITLE, title)
            .with(supplier::ASSESSED, date("2026-10-01"))
            .with(supplier::EVERY, "3 months")
    };
    let register = register(&[
        supplier("P-00001", "Cloud Co"),
        supplier("P-00002", "Model Co").with(supplier::REVIEW, date("2027-01-01")),
        supplier("P-00003", "Old Co").with(supplier::ENDED, date("2026-01-01")),
    ]);
    let proposals = proposals(&register, today());
    let review = only(&proposals, Event::SupplierReview);
    assert_eq!(
        (review.title.as_str(), review.day),
        ("Supplier review: Cloud Co", date("2027-01-01"))
    );
}

#[test]
fn a_supplier_in_use_that_was_never_assessed_is_proposed_despite_a_day_far_ahead() {
    let supplier = Record::new(&supplier::KIND, Id::new("P-00001"))
        .with(supplier::TITLE, "Cloud Co")
        .with(supplier::SYSTEMS, vec![Id::new("chat")])
        .with(supplier::REVIEW, date("2099-01-01"));
    let live = a_system("chat")
        .with(system::SCOPE, system::Scope::In)
        .with(system::STAGE, system::Stage::Operation);
    let proposals = proposals(&register(&[live, supplier]), today());
    let first = only(&proposals, Event::SupplierReview);
    assert!(first.day < date("2027-06-01"), "{first:?}");
}

#[test]
fn an_assessment_that_something_made_stale_is_made_again_soon() {
    let judged = a_system("chat")
        .with(system::VERSION, "1")
        .with(system::SUBJECTS, vec!["customers"]);
    let one = |id: &str, of, on: &str| a_complete_assessment(id, of, "chat").with(assessment::DATE, date(on));
    let now = judged.clone().with(system::VERSION, "2");
    let risks = one("S-00002", assessment::Type::Risk, "2026-10-01").with(assessment::VALID_UNTIL, date("2027-02-26"));
    let register = register(&[
        now.clone(),
        one("S-00001", assessment::Type::Impact, "2026-10-01").with(assessment::JUDGED, assessment::judged(&judged)),
        risks.with(assessment::JUDGED, assessment::judged(&now)),
        one("S-00003", assessment::Type::Security, "2026-10-01").with(assessment::JUDGED, assessment::judged(&judged)),
    ]);
    let proposals = proposals(&register, today());
    // A security review is planned where a cadence asks for it, and where the one that was made has to be made again.
    for event in [Event::ImpactReassessment, Event::SecurityReview] {
        let again = only(&proposals, event);
        assert!(
            again.day <= date("2026-12-08") && again.why.contains("Version changed from 1 to 2"),
            "{again:?}"
        );
    }
    let risks = only(&proposals, Event::RiskReassessment);
    assert_eq!(
        (risks.day, risks.why.as_str()),
        (date("2027-02-26"), "The assessment in force holds until 2027-02-26.")
    );
}

#[test]
fn where_every_day_is_taken_two_share_one_rather_than_one_being_late() {
    let friday = date("2026-11-27");
    let mut free =
        crate::domain::schedule::year_plan::working_days::Days::new(today(), std::iter::once(date("2026-11-24")));
    let taken: Vec<_> = (0..11).map(|_| free.take(friday, friday)).collect();
    assert!(taken.iter().all(|day| *day > today() && *day <= friday), "{taken:?}");
    let on = |day: &str| taken.iter().filter(|taken| **taken == date(day)).count();
    let counts = ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"].map(on);
    assert_eq!(counts, [2, 3, 3, 3]);
    let mut free = crate::domain::schedule::year_plan::working_days::Days::new(friday, std::iter::empty());
    assert_eq!(
        free.take(friday, date("2026-11-28")),
        date("2026-11-30"),
        "no weekend, even then"
    );
}
