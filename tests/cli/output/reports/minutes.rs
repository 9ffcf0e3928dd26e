//! The minutes of a management review.

use aims::domain::kinds::review::{self, Event, Status};
use aims::domain::record::Record;
use aims::domain::record::input;
use aims::domain::register::Register;
use aims::report::basis::Basis;
use aims::report::kinds::named;
use aims::report::render::Format;

use super::reader::tables;
use super::{basis, demo, field, today};
use crate::sandbox::Sandbox;

fn held(id: &str, fields: &[(&str, &str)]) -> Record {
    let record = Record::new(&review::KIND, id.into());
    let record = record
        .with(review::EVENT, Event::ManagementReview)
        .with(review::STATUS, Status::Held)
        .with(review::TITLE, "Management review");
    fields.iter().fold(record, |mut record, (name, text)| {
        let at = record.kind().field_index(name).expect(name);
        let value = input::read(record.kind().fields[at].shape, text, today()).expect(text);
        record.put(at, value).expect("fits");
        record
    })
}

fn minutes(register: &Register, id: &str) -> String {
    let report = named("minutes").expect("a document");
    let basis = Basis {
        subject: register.get(id),
        ..basis(register)
    };
    Format::Markdown.write(&report.document(&basis))
}

#[test]
fn the_minutes_hold_what_was_stored_that_day_and_only_of_this_review() {
    let mut register = demo();
    register.put(held(
        "V-00001",
        &[
            ("held", "2026-05-04"),
            ("attended", "maya, ana"),
            ("participants", "maya, ana, ben"),
            (
                "points",
                "Risks | 3 above the appetite that day | worth a look\\nTrend \\| up",
            ),
            (
                "decisions",
                "Buy a second reader | improvement | | Risks\nLook again | other",
            ),
            ("conclusion", "It works."),
        ],
    ));
    register.put(held(
        "V-00002",
        &[("held", "2026-06-04"), ("points", "Risks | 99 above | nothing")],
    ));
    let text = minutes(&register, "V-00001");
    assert!(text.contains("- **Document no.:** minutes:V-00001"), "{text}");
    assert!(text.contains("- **Held on:** 2026-05-04"), "{text}");
    assert!(text.contains("> Not confirmed yet by who led it."), "{text}");
    assert!(!text.contains("V-00002") && !text.contains("99 above"), "only its own");
    let points = tables(&text)
        .into_iter()
        .find(|table| table.heads[0] == "Point")
        .expect("points");
    assert_eq!(
        points.rows[0],
        ["Risks", "3 above the appetite that day", "worth a look\nTrend | up"]
    );
    assert!(
        text.contains("Maya Chen, Chief executive officer (Top management)"),
        "{text}"
    );
    assert!(text.contains("Invited and not present: Ben Okafor"), "{text}");
    assert!(
        text.contains("No decision on changes to the AIMS is recorded."),
        "{text}"
    );
    assert!(!text.contains("No decision on improvement is recorded."), "{text}");
    let decisions = tables(&text)
        .into_iter()
        .find(|table| table.caption.contains("Decisions of this review"));
    let decisions = decisions.expect("decisions");
    assert_eq!(decisions.rows.len(), 2);
    assert_eq!(decisions.rows[0][1..4], ["Buy a second reader", "improvement", "Risks"]);
    assert_eq!(decisions.rows[1][3], "not recorded: From point");
    let other = minutes(&register, "V-00002");
    assert!(other.contains("not recorded: Present"), "{other}");
}

#[test]
fn the_held_review_of_the_demo_is_printed_with_every_point_and_decision() {
    let register = demo();
    let subject = named("minutes")
        .and_then(|report| report.subject.as_ref())
        .expect("about one");
    let held = subject.candidates(&register);
    assert!(!held.is_empty());
    for one in held {
        let text = minutes(&register, one.id().as_str());
        let points = field(&register, one.id(), "points");
        let listed = tables(&text).into_iter().find(|table| table.heads[0] == "Point");
        assert_eq!(listed.map_or(0, |table| table.rows.len()), points.lines().count());
        let decisions = field(&register, one.id(), "decisions");
        let listed = tables(&text)
            .into_iter()
            .find(|table| table.caption.contains("Decisions of this review"));
        assert_eq!(listed.map_or(0, |table| table.rows.len()), decisions.lines().count());
    }
}

#[test]
fn of_several_reviews_none_is_taken_before_one_is_named() {
    let sandbox = Sandbox::new();
    let none = sandbox.run(&["report", "minutes"]);
    assert_eq!(none.code, 2, "{none:?}");
    assert!(none.err.contains("none is recorded"), "{none:?}");
    let add = |title: &str| {
        let title = format!("title={title}");
        let fields = [
            "event=management review",
            "date=2026-11-02",
            "status=held",
            "held=2026-11-02",
        ];
        let arguments = [&["add", "review", &title], &fields[..], &["--yes"]].concat();
        sandbox.fine(&arguments).trim().to_owned()
    };
    let first = add("Spring");
    assert!(sandbox.fine(&["report", "minutes"]).contains("Spring"), "the only one");
    let second = add("Autumn");
    let several = sandbox.run(&["report", "minutes"]);
    assert_eq!(several.code, 2, "{several:?}");
    assert!(
        several.err.contains("Spring") && several.err.contains("Autumn"),
        "{several:?}"
    );
    let named = sandbox.fine(&["report", "minutes", second.split_whitespace().next().expect("an id")]);
    assert!(named.contains("Autumn") && !named.contains("Spring"), "{named}");
    let other = sandbox.run(&["report", "minutes", "A.2.2"]);
    assert!(other.err.contains("A.2.2 is none"), "{other:?}");
    let about_none = sandbox.run(&["report", "soa", first.split_whitespace().next().expect("an id")]);
    assert!(about_none.err.contains("about no single record"), "{about_none:?}");
}
