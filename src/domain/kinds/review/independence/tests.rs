//! Auditors who own what they audit.

use super::*;
use crate::domain::admission::testing::record;
use crate::domain::kinds::{action, control, document, risk, system};

const PEOPLE: &str = "ana | Ana Ruiz | Head of AI\nben | Ben Okafor | Lead\ncarla | Carla | Board | | | | yes\n\
    dora | Dora | Auditor\nemil | Emil | Data\nxenia | Xenia | Auditor | | | | | | yes";

fn register() -> Register {
    let mut register = Register::default();
    for record in [
        record(
            &organization::KIND,
            organization::ID,
            &[("people", PEOPLE), ("conformity", "ben")],
        ),
        record(
            &system::KIND,
            "chat",
            &[("title", "Chat"), ("scope", "in"), ("owner", "ana")],
        ),
        record(
            &system::KIND,
            "scoring",
            &[("title", "Scoring"), ("scope", "in"), ("owner", "ana")],
        ),
        record(&risk::KIND, "R-00001", &[("systems", "chat"), ("owner", "ana")]),
        record(&action::KIND, "T-00001", &[("requirements", "9.1"), ("owner", "emil")]),
        record(&control::KIND, "A.2.2", &[("owner", "ana"), ("basis", "good practice")]),
        record(
            &document::KIND,
            "6.1.2/d1",
            &[("location", "a.md"), ("approvals", "1 | 2026-01-10 | emil")],
        ),
    ] {
        register.put(record);
    }
    register
}

fn verdict(fields: &[(&str, &str)]) -> Verdict {
    let mut all = vec![("event", "internal audit")];
    all.extend(fields);
    judge(&register(), &record(&review::KIND, "V-00001", &all))
}

fn texts(works: &[OwnWork]) -> Vec<String> {
    works.iter().map(OwnWork::text).collect()
}

#[test]
fn an_auditor_who_owns_systems_risks_and_controls_of_the_scope_is_not_independent() {
    let all = verdict(&[("auditors", "ana")]);
    assert_eq!(texts(&all.own), ["ana owns chat, scoring, R-00001 and 1 more"]);
    let named = verdict(&[("systems", "chat, scoring"), ("auditors", "Ana Ruiz")]);
    assert_eq!(texts(&named.own), ["Ana Ruiz owns chat, scoring, R-00001 and 1 more"]);
    assert_eq!(verdict(&[("auditors", "dora")]), Verdict::default());
}

#[test]
fn duties_of_clauses_and_approved_documents_are_own_work() {
    let of = |requirements, auditor| texts(&verdict(&[("requirements", requirements), ("auditors", auditor)]).own);
    assert_eq!(
        of("4, 10", "ben"),
        ["ben owns the duties of 10.1, the duties of 10.2, the duties of 4.1 and 3 more"]
    );
    assert_eq!(of("5.1, 9.2", "carla"), ["carla owns the duties of 5.1"]);
    assert_eq!(of("6.1.2", "emil"), ["emil owns 6.1.2/d1"]);
    assert_eq!(of("9.2", "ben"), [""; 0]);
}

#[test]
fn an_audit_of_requirements_without_systems_is_about_no_system() {
    assert_eq!(
        verdict(&[("requirements", "9.2.1"), ("auditors", "ana")]),
        Verdict::default()
    );
    let domain = verdict(&[("requirements", "A.2"), ("auditors", "ana")]);
    assert_eq!(texts(&domain.own), ["ana owns A.2.2"]);
    let risks = verdict(&[("requirements", "6.1"), ("auditors", "ana")]);
    assert_eq!(texts(&risks.own), ["ana owns chat, scoring, R-00001"]);
}

#[test]
fn areas_another_auditor_can_take_are_shared_and_actions_weigh_little() {
    let two = verdict(&[("systems", "chat"), ("auditors", "ana, dora")]);
    assert_eq!(two.own, []);
    assert_eq!(texts(&two.shared), ["ana owns chat, R-00001, A.2.2"]);
    let given = [
        ("systems", "chat"),
        ("requirements", "8.2"),
        ("auditors", "ana, dora"),
        ("shares", "ana | chat\ndora | 8.2"),
    ];
    assert_eq!(texts(&verdict(&given).own), ["ana owns chat, R-00001"]);
    let light = verdict(&[("requirements", "9.1"), ("auditors", "emil")]);
    assert_eq!(
        (texts(&light.own), texts(&light.shared)),
        (vec![], vec!["emil owns T-00001".to_owned()])
    );
}

#[test]
fn a_misspelt_auditor_is_not_known_and_one_from_outside_owns_nothing() {
    let misspelt = verdict(&[("systems", "chat"), ("auditors", "dorra")]);
    assert_eq!(
        (&misspelt.own, &misspelt.unknown),
        (
            &vec![],
            &vec!["`dorra` is nobody of the people. Perhaps `dora`?".to_owned()]
        )
    );
    let beside = verdict(&[("systems", "chat"), ("requirements", "8"), ("auditors", "ana, dorra")]);
    assert_eq!(texts(&beside.own), ["ana owns chat, R-00001"], "nobody known is free");
    assert_eq!(verdict(&[("auditors", "xenia")]), Verdict::default());
}

#[test]
fn other_events_ask_for_no_independence() {
    let fields = [("event", "management review"), ("auditors", "ana")];
    let review = record(&review::KIND, "V-00001", &fields);
    assert_eq!(sentence(&register(), &review), None);
}
