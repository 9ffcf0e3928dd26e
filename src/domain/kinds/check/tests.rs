//! Problems of small registers that do not hold together.

use super::*;
use crate::domain::kinds::{action, control, evidence, method, organization, risk};
use crate::domain::record::value::Value;

fn today() -> NaiveDate {
    crate::domain::day::iso("2026-11-23").expect("a day")
}

fn found(records: Vec<Record>) -> Vec<String> {
    let mut register = Register::default();
    register.put(Record::new(&organization::KIND, organization::ID.into()).with(organization::NAME, "Acme"));
    register.put(method::preset());
    for record in records {
        register.put(record);
    }
    let problems = check(&register, today());
    // What risks and actions lack by themselves has tests of its own.
    let spoken_of = |problem: &&Arc<Problem>| {
        ["1", "5", "6"]
            .iter()
            .any(|series| problem.rule.code[6..].starts_with(series))
    };
    problems.iter().filter(spoken_of).map(ToString::to_string).collect()
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
        found(vec![risk("R-00000").with(risk::OWNER, "nobody"), evidence]),
        [""; 0]
    );
}

#[test]
fn references_lead_somewhere_of_the_right_kind() {
    let risk = risk("R-00000").with(risk::SYSTEMS, vec![Id::new("gone\u{1b}"), Id::new(method::ID)]);
    let action = Record::new(&action::KIND, "T-00000".into())
        .with(action::TITLE, "Filter")
        .with(action::RISKS, vec![Id::new("R-00000"), Id::new("R-99999")]);
    let evidence = Record::new(&evidence::KIND, "E-00000".into())
        .with(evidence::TITLE, "Minutes")
        .with(evidence::LOCATION, "docs/minutes.md")
        .with(evidence::SUPPORTS, vec![Id::new("E-00000")]);
    assert_eq!(
        found(vec![risk, action, evidence]),
        [
            "AIMS-E103 self-reference E-00000 supports: The record refers to itself.",
            "AIMS-E101 dangling-reference R-00000 systems: There is no `gone\\u{1b}`.",
            "AIMS-E102 wrong-kind R-00000 systems: `method` is one of the method records; this takes system.",
            "AIMS-E101 dangling-reference T-00000 risks: There is no `R-99999`.",
        ]
    );
}

#[test]
fn terms_are_those_of_the_catalogue() {
    let found = found(vec![risk("R-00000").with(risk::OBJECTIVES, vec![Id::new("C.2.99")])]);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("AIMS-W101 unknown-term R-00000 objectives: `C.2.99` is none of the AI objectives"),
        "{found:?}"
    );
}

#[test]
fn missing_values_are_found_but_not_in_implied_records() {
    let score: crate::domain::method::score::Score = "1 1/1/1".parse().expect("a score");
    let bare = Record::new(&risk::KIND, "R-00000".into())
        .with(risk::STATUS, risk::Status::Accepted)
        .with(risk::CURRENT, score);
    let excluded =
        Record::new(&control::KIND, "A.2.2".into()).with(control::APPLICABILITY, control::Applicability::Excluded);
    let found = found(vec![bare, excluded]);
    // That it is not said until when it was accepted is told by a rule of its own.
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[1..].iter().all(|line| line.starts_with("AIMS-W102 incomplete ")));
    assert!(
        found[0].starts_with("AIMS-W501 excluded-unreasoned A.2.2 reason") && found[1].contains("accept"),
        "{found:?}"
    );
}

#[test]
fn an_id_of_another_form_is_found() {
    assert_eq!(
        found(vec![risk("r1")]),
        ["AIMS-E104 bad-id r1: The id is not an id such as R-7k3qm."]
    );
}

#[test]
fn findings_do_not_depend_on_the_order_of_loading() {
    let records = || {
        (0..20)
            .map(|nth| risk(&format!("R-000{nth:02}")).with(risk::SYSTEMS, vec![Id::new("gone"), Id::new("lost")]))
            .collect::<Vec<_>>()
    };
    let turned = records().into_iter().rev().collect();
    assert_eq!(found(records()), found(turned));
}

/// The problems of a register, where the file `a.md` holds `a`, and `b.md` is not there.
fn told_of_files(records: Vec<Record>) -> Vec<String> {
    use crate::domain::register::observed::Fact;
    let mut register = Register::default();
    let sha256 = "a".repeat(64);
    register.observe("a.md", Fact::Present { sha256 });
    register.observe("b.md", Fact::Missing);
    for record in records {
        register.put(record);
    }
    check(&register, today())
        .iter()
        .filter(|problem| {
            ["AIMS-E3", "AIMS-W3"]
                .iter()
                .any(|series| problem.rule.code.starts_with(series))
        })
        .map(ToString::to_string)
        .collect()
}

#[test]
fn evidence_is_checked_against_its_day_and_its_file() {
    let evidence = |id: &str, location: &str| {
        Record::new(&evidence::KIND, id.into())
            .with(evidence::TITLE, "Minutes")
            .with(evidence::SUPPORTS, vec![Id::new("4.1")])
            .with(evidence::LOCATION, location)
    };
    let day = crate::domain::day::iso;
    let records = vec![
        evidence("E-00001", "a.md").with(evidence::HASH, "a".repeat(64)),
        evidence("E-00002", "a.md").with(evidence::EXPIRES, day("2026-11-22")),
        evidence("E-00003", "b.md"),
        evidence("E-00004", "a.md")
            .with(evidence::HASH, "b".repeat(64))
            .with(evidence::SEEN, day("2026-01-01")),
        evidence("E-00005", "c.md").with(evidence::SUPPORTS, Value::Empty),
        evidence("E-00006", "b.md").with(evidence::RETIRED, day("2026-01-01")),
    ];
    assert_eq!(
        told_of_files(records),
        [
            "AIMS-E301 evidence-expired E-00002 expires: It holds no longer since 2026-11-22.",
            "AIMS-E302 evidence-gone E-00003 location: There is no file b.md in the repository.",
            "AIMS-E303 evidence-changed E-00004 hash: The file's content differs from the one looked at on 2026-01-01.",
            "AIMS-W301 evidence-supports-nothing E-00005 supports: It supports no record.",
        ]
    );
}

#[test]
fn documents_are_checked_once_they_are_awaited() {
    use crate::domain::kinds::{answer, control, document};
    assert_eq!(
        told_of_files(Vec::new()),
        [""; 0],
        "a register that begins lacks nothing"
    );
    let day = crate::domain::day::iso;
    let document = |id: &str| Record::new(&document::KIND, id.into());
    let records = vec![
        Record::new(&answer::KIND, "6.1.2/q1".into()).with(answer::STATE, answer::State::Informal),
        Record::new(&answer::KIND, "5.2/q1".into()).with(answer::STATE, answer::State::Documented),
        Record::new(&control::KIND, "A.2.3".into()).with(control::STATUS, control::Status::Implemented),
        Record::new(&control::KIND, "A.8.4".into()).with(control::STATUS, control::Status::Partial),
        document("A.8.4/d1").with(document::LOCATION, "a.md"),
        document("4.3/d1").with(document::LOCATION, "b.md"),
        document("5.2/d1").with(document::NOT_NEEDED, "Said elsewhere"),
        document("6.2/d1")
            .with(document::LOCATION, "a.md")
            .with(document::APPROVALS, approvals("", "ana"))
            .with(document::REVIEW, day("2026-11-01")),
    ];
    assert_eq!(
        told_of_files(records),
        [
            "AIMS-W312 document-unapproved 4.3/d1 approved_by: Nobody approved it: AIMS scope.",
            "AIMS-E313 document-gone 4.3/d1 location: There is no file b.md in the repository.",
            "AIMS-E314 document-not-needed 5.2/d1 not_needed: 5.2 demands it, so it cannot be \"not needed\"; \"part of\" names the document that contains it.",
            "AIMS-W311 document-missing 6.1.2/d1 location: 6.1.2 demands it, and it is not there: AI risk assessment process.",
            "AIMS-W315 document-changed 6.2/d1 approvals: It was approved, and what the file said then is not recorded.",
            "AIMS-E311 document-approval 6.2/d1 approved_on: It was approved, and nobody says on which day.",
            "AIMS-E312 document-review 6.2/d1 review: Its review was due on 2026-11-01.",
            "AIMS-W312 document-unapproved A.8.4/d1 approved_by: Nobody approved it: Communication of incidents.",
        ]
    );
}

/// Returns an approval by somebody on no day, of what has a digest.
fn approvals(digest: &str, by: &str) -> Value {
    let row = [Value::text("1"), Value::Empty, Value::text(by), Value::text(digest)];
    Value::set(vec![Value::Row(row.into())])
}

#[test]
fn the_file_of_a_document_is_the_one_that_was_approved() {
    use crate::domain::kinds::document;
    let approved = |digest: &str| {
        let row = [
            Value::text("1"),
            today().into(),
            Value::text("zoe"),
            Value::text(digest),
        ];
        Record::new(&document::KIND, "6.1.2/d1".into())
            .with(document::LOCATION, "a.md")
            .with(document::APPROVALS, Value::set(vec![Value::Row(row.into())]))
    };
    assert_eq!(told_of_files(vec![approved(&"a".repeat(64))]), [""; 0]);
    assert_eq!(
        told_of_files(vec![approved(&"b".repeat(64))]),
        ["AIMS-W315 document-changed 6.1.2/d1 approvals: The file changed since it was approved."]
    );
}

#[test]
fn a_document_that_is_part_of_another_is_not_missing() {
    use crate::domain::kinds::document;
    let manual = Record::new(&document::KIND, "D-00000".into())
        .with(document::TITLE, "Manual")
        .with(document::LOCATION, "a.md");
    let part = Record::new(&document::KIND, "6.1.2/d1".into());
    let begun = Record::new(&document::KIND, "6.1.3/d1".into()).with(document::LOCATION, "a.md");
    let asked = |part: Record| {
        use crate::domain::kinds::answer;
        let begun_too = Record::new(&answer::KIND, "6.1.2/q1".into()).with(answer::STATE, answer::State::Informal);
        told_of_files(vec![
            manual.clone(),
            begun.clone().with(document::APPROVALS, approvals("", "zoe")),
            part,
            begun_too,
        ])
    };
    assert!(
        asked(part.clone())
            .iter()
            .any(|line| line.contains("W311 document-missing 6.1.2/d1"))
    );
    assert!(
        !asked(part.with(document::PART_OF, Id::new("D-00000")))
            .iter()
            .any(|line| line.contains("6.1.2/d1"))
    );
}

#[test]
fn a_system_in_use_is_held_against_its_gate() {
    use crate::domain::kinds::{action, assessment, system};
    use crate::domain::record::field::Kind;
    let day = crate::domain::day::iso;
    let chat = Record::new(&system::KIND, "chat".into())
        .with(system::TITLE, "Chat")
        .with(system::SCOPE, system::Scope::In)
        .with(system::STAGE, system::Stage::Operation)
        .with(system::VERSION, "1");
    let mut register = Register::default();
    register.put(chat.clone());
    let made = |id: &str, of: assessment::Type| {
        let record = Record::new(&assessment::KIND, id.into())
            .with(assessment::TITLE, "A look")
            .with(assessment::TYPE, of)
            .with(assessment::SYSTEM, Id::new("chat"))
            .with(assessment::DATE, day("2026-06-01"))
            .with(assessment::STATUS, assessment::Status::Complete)
            .with(assessment::BY, "ana");
        Kind::filled(&register, record, today())
    };
    let review = made("S-00002", assessment::Type::Security)
        .with(assessment::REVIEWED, vec!["Prompts"])
        .with(assessment::DISPOSITION, assessment::Disposition::Conditional)
        .with(assessment::CONDITIONS, vec![Id::new("T-00001")])
        .with(assessment::VALID_UNTIL, day("2026-11-01"));
    let condition = Record::new(&action::KIND, "T-00001".into())
        .with(action::TITLE, "Filter pages")
        .with(action::OWNER, "ana")
        .with(action::DUE, day("2026-11-20"));
    let decided = Value::Row([today().into(), "ana".into(), "Winter".into()].into());
    let found = |chat: Record| {
        found(vec![
            chat,
            made("S-00000", assessment::Type::Risk).with(assessment::CONCLUSION, "No risk found: it only greets."),
            review.clone(),
            condition.clone(),
        ])
    };
    let changed = chat.with(system::VERSION, "2").with(system::SUBJECTS, vec!["patients"]);
    assert_eq!(
        found(changed.clone().with(system::GATE_OVERRIDE, vec![decided.clone()])),
        [
            "AIMS-W607 assessment-unapproved S-00000 approved_by: Nobody approved it.",
            "AIMS-W602 assessment-stale S-00000 judged: Affected changed from nothing to patients. Version changed from 1 to 2.",
            "AIMS-E603 conditions-overdue S-00002 conditions: Conditions of its disposition are not kept: T-00001 late.",
            "AIMS-W602 assessment-stale S-00002 judged: Affected changed from nothing to patients. Version changed from 1 to 2.",
            "AIMS-E602 disposition-expired S-00002 valid_until: Its disposition held until 2026-11-01.",
            "AIMS-W601 gate-overridden chat gate_override: In use by decision of ana until 2027-02-21 (Winter), while its gate is closed: risk assessment (S-00000), impact assessment.",
            "AIMS-W603 impact-missing chat subjects: It affects people, and its impact was not assessed.",
        ]
    );
    let codes: Vec<_> = found(changed).iter().map(|line| line[..9].to_owned()).collect();
    assert!(codes.contains(&"AIMS-E601".to_owned()) && !codes.contains(&"AIMS-W601".to_owned()));
}
