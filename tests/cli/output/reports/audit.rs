//! The report of an internal audit.

use aims::domain::kinds::finding;
use aims::domain::kinds::review::{self, Event, Status};
use aims::domain::record::Record;
use aims::domain::record::input;
use aims::domain::register::Register;
use aims::report::basis::Basis;
use aims::report::kinds::named;
use aims::report::render::Format;

use super::reader::tables;
use super::{basis, demo, field, today};

fn report(register: &Register, id: &str) -> String {
    let report = named("audit-report").expect("a document");
    let basis = Basis {
        subject: register.get(id),
        ..basis(register)
    };
    Format::Markdown.write(&report.document(&basis))
}

fn with(record: Record, fields: &[(&str, &str)]) -> Record {
    fields.iter().fold(record, |mut record, (name, text)| {
        let at = record.kind().field_index(name).expect(name);
        let value = input::read(record.kind().fields[at].shape, text, today()).expect(text);
        record.put(at, value).expect("fits");
        record
    })
}

fn audit(id: &str, fields: &[(&str, &str)]) -> Record {
    let record = Record::new(&review::KIND, id.into()).with(review::EVENT, Event::InternalAudit);
    with(
        record.with(review::STATUS, Status::Held).with(review::TITLE, "Audit"),
        fields,
    )
}

fn raised(id: &str, source: &str, grade: &str) -> Record {
    let fields = [
        ("title", "Something"),
        ("grade", grade),
        ("source", source),
        ("requirements", "8.2"),
        ("statement", "It was seen."),
        ("status", "open"),
    ];
    with(Record::new(&finding::KIND, id.into()), &fields)
}

#[test]
fn a_report_has_the_findings_sample_and_points_of_its_audit_and_of_no_other() {
    let mut register = demo();
    register.put(audit("V-00001", &[("held", "2026-01-10"), ("title", "Earlier audit")]));
    register.put(audit(
        "V-00002",
        &[
            ("held", "2026-06-10"),
            ("auditors", "ana, greta"),
            ("requirements", "8.2; 8.3"),
            ("criteria", "The standard"),
            ("sample", "risks | 60 | 12 | the worst"),
            ("points", "8.2 AI risk assessment | 60 risks | two were stale"),
            ("reported", "maya | 2026-06-20"),
            ("conclusion", "It works in the main."),
        ],
    ));
    register.put(raised("F-00001", "V-00001", "minor"));
    register.put(raised("F-00002", "V-00002", "major"));
    register.put(raised("F-00003", "V-00002", "positive"));
    let text = report(&register, "V-00002");
    let find = |caption: &str| tables(&text).into_iter().find(|table| table.caption.contains(caption));
    let findings = find("Findings of this audit").expect("findings");
    assert_eq!(
        findings.rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(),
        ["F-00002"]
    );
    let earlier = find("Findings of earlier audits").expect("earlier findings");
    assert!(earlier.rows.iter().any(|row| row[0] == "F-00001"), "{earlier:?}");
    assert!(earlier.rows.iter().all(|row| row[0] != "F-00002"), "{earlier:?}");
    assert!(text.contains("### F-00003 Something"), "good practice is told");
    assert!(
        text.contains("1 major nonconformity") && text.contains("good practice: 1"),
        "{text}"
    );
    assert_eq!(
        find("Sample").expect("a sample").rows[0],
        ["risks", "60", "12", "the worst"]
    );
    let points = find("Points of the audit").expect("points");
    assert_eq!(
        points.rows[0][1..],
        ["60 risks".to_owned(), "two were stale".to_owned()]
    );
    assert!(
        points
            .rows
            .iter()
            .any(|row| row[0].starts_with("8.3") && row[1] == "in scope, nothing recorded"),
        "{points:?}"
    );
    assert!(text.contains("An audit is a sample; what it did not find can exist."));
    let team = find("Team").expect("a team");
    assert_eq!(team.rows.len(), 2);
}

#[test]
fn what_a_held_audit_of_the_demo_lacks_is_said() {
    let register = demo();
    let subject = named("audit-report")
        .and_then(|report| report.subject.as_ref())
        .expect("about one");
    for one in subject.candidates(&register) {
        let text = report(&register, one.id().as_str());
        for (name, words) in [
            ("sample", "not recorded: Sample"),
            ("reported", "not recorded: Reported to, on"),
        ] {
            assert_eq!(
                text.contains(words),
                field(&register, one.id(), name).is_empty(),
                "{} {name}",
                one.id()
            );
        }
    }
}
