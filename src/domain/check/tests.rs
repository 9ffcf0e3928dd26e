//! Findings of small registers that do not hold together.

use super::*;
use crate::domain::kinds::{action, control, evidence, organization, risk};

fn told(records: Vec<Record>) -> Vec<String> {
    let mut register = Register::default();
    register.put(Record::new(&organization::KIND, "organization".into()).with(organization::NAME, "Acme"));
    register.put(crate::domain::kinds::method::preset());
    for record in records {
        register.put(record);
    }
    let today = crate::domain::day::iso("2026-11-23").expect("a day");
    check(&register, today).iter().map(ToString::to_string).collect()
}

fn risk(id: &str) -> Record {
    Record::new(&risk::KIND, id.into()).with(risk::TITLE, "Injection")
}

#[test]
fn a_register_that_holds_together_has_no_findings() {
    let evidence = Record::new(&evidence::KIND, "E-00000".into())
        .with(evidence::TITLE, "Minutes")
        .with(evidence::LOCATION, "docs/minutes.md")
        .with(
            evidence::SUPPORTS,
            vec![Id::new("4.1"), Id::new("A.2.2"), Id::new("R-00000")],
        );
    // Owners need not be on the organization's list of people.
    assert_eq!(
        told(vec![risk("R-00000").with(risk::OWNER, "nobody"), evidence]),
        [""; 0]
    );
}

#[test]
fn references_lead_somewhere_of_the_right_kind() {
    let risk = risk("R-00000").with(risk::SYSTEMS, vec![Id::new("gone\u{1b}"), Id::new("method")]);
    let action = Record::new(&action::KIND, "T-00000".into())
        .with(action::TITLE, "Filter")
        .with(action::RISKS, vec![Id::new("R-00000"), Id::new("R-99999")]);
    let evidence = Record::new(&evidence::KIND, "E-00000".into())
        .with(evidence::TITLE, "Minutes")
        .with(evidence::LOCATION, "docs/minutes.md")
        .with(evidence::SUPPORTS, vec![Id::new("E-00000")]);
    assert_eq!(
        told(vec![risk, action, evidence]),
        [
            "AIMS-E103 self-reference E-00000 supports: The record refers to itself.",
            "AIMS-E101 dangling-reference R-00000 systems: There is no `gone\\u{1b}`.",
            "AIMS-E102 wrong-kind R-00000 systems: `method` is one of the method records; this takes system.",
            "AIMS-W102 incomplete T-00000 due: Due is required.",
            "AIMS-W102 incomplete T-00000 owner: Owner is required.",
            "AIMS-E101 dangling-reference T-00000 risks: There is no `R-99999`.",
        ]
    );
}

#[test]
fn terms_are_those_of_the_catalogue() {
    let told = told(vec![risk("R-00000").with(risk::OBJECTIVES, vec![Id::new("C.2.99")])]);
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("AIMS-W101 unknown-term R-00000 objectives: `C.2.99` is none of the AI objectives"),
        "{told:?}"
    );
}

#[test]
fn what_is_missing_is_told_but_not_of_records_nobody_wrote() {
    let bare = Record::new(&risk::KIND, "R-00000".into()).with(risk::STATUS, risk::Status::Accepted);
    let excluded =
        Record::new(&control::KIND, "A.2.2".into()).with(control::APPLICABILITY, control::Applicability::Excluded);
    let told = told(vec![bare, excluded]);
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(told[1..].iter().all(|line| line.starts_with("AIMS-W102 incomplete ")));
    assert!(
        told[0].starts_with("AIMS-W501 excluded-unreasoned A.2.2 reason") && told[1].contains("accept"),
        "{told:?}"
    );
}

#[test]
fn an_id_of_another_form_is_told() {
    assert_eq!(
        told(vec![risk("r1")]),
        ["AIMS-E104 bad-id r1: The id is not an id such as R-7k3qm."]
    );
}

#[test]
fn codes_are_told_apart_and_say_how_much_they_weigh() {
    let mut codes: Vec<_> = Rule::ALL.iter().map(|rule| rule.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        let letter = if rule.severity() == Severity::Error {
            "AIMS-E"
        } else {
            "AIMS-W"
        };
        assert!(rule.code().starts_with(letter), "{}", rule.name());
    }
}

#[test]
fn findings_do_not_depend_on_the_order_of_loading() {
    let records = || {
        (0..20)
            .map(|nth| risk(&format!("R-000{nth:02}")).with(risk::SYSTEMS, vec![Id::new("gone"), Id::new("lost")]))
            .collect::<Vec<_>>()
    };
    let turned = records().into_iter().rev().collect();
    assert_eq!(told(records()), told(turned));
}
