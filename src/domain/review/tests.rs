//! What agendas hold, on small registers whose figures can be counted by hand.

use super::*;
use crate::domain::day;
use crate::domain::kinds::{action, answer, finding, objective, organization, risk, supplier, system};
use crate::domain::record::field::Kind;
use crate::domain::record::input;

fn today() -> NaiveDate {
    day::iso("2026-11-23").expect("a day")
}

fn record(kind: &'static Kind, id: &str, fields: &[(&str, &str)]) -> Record {
    let mut record = Record::new(kind, Id::new(id));
    for (name, text) in fields {
        let at = kind.field_index(name).expect("a field");
        let value = input::read(kind.fields[at].shape, text, today()).expect("a value");
        record.put(at, value).expect("fits");
    }
    record
}

fn register(records: impl IntoIterator<Item = Record>) -> Register {
    let mut register = Register::default();
    register.put(crate::domain::kinds::method::preset());
    for record in records {
        register.put(record);
    }
    register
}

fn review(fields: &[(&str, &str)]) -> Record {
    record(&review::KIND, "V-00009", fields)
}

fn point<'a>(points: &'a [Point], id: &str) -> &'a Point {
    points.iter().find(|point| point.id == id).expect("a point")
}

const MANAGEMENT: (&str, &str) = ("event", "management review");

/// Two held reviews with two decisions each, one of which became no action.
fn earlier() -> Vec<Record> {
    let held = |id, on, decisions| {
        let fields = [MANAGEMENT, ("status", "held"), ("held", on), ("decisions", decisions)];
        record(&review::KIND, id, &fields)
    };
    let action = |id, fields: &[(&str, &str)]| record(&action::KIND, id, fields);
    vec![
        held(
            "V-00001",
            "2026-03-02",
            "buy a model | improvement | T-00001\nwait | other",
        ),
        held(
            "V-00002",
            "2026-09-01",
            "train them | change | T-00002\nask again | other | T-00003",
        ),
        action("T-00001", &[("status", "done"), ("closed", "2026-06-01")]),
        action("T-00002", &[("status", "open"), ("due", "2026-11-01")]),
        action("T-00003", &[("status", "done"), ("closed", "2026-09-01")]),
    ]
}

#[test]
fn a_management_review_has_the_inputs_of_the_standard_first_and_ours_marked() {
    let points = points(&register([]), &review(&[MANAGEMENT]), today());
    let of = |origin| -> Vec<_> {
        let of = points.iter().filter(|point| point.origin == origin);
        of.map(|point| point.id.as_str()).collect()
    };
    let asked = [
        "actions",
        "context",
        "parties",
        "nonconformities",
        "measurements",
        "audits",
        "improvement",
    ];
    assert_eq!(of(Origin::Standard), asked);
    assert_eq!(
        of(Origin::Ours),
        ["above-appetite", "overdue", "incidents", "suppliers"]
    );
    assert!(points.iter().all(|point| !point.figures.is_empty()));
}

#[test]
fn actions_of_all_earlier_reviews_are_followed_and_counted_since_the_last() {
    let register = register(earlier());
    let points = points(&register, &review(&[MANAGEMENT]), today());
    let actions = point(&points, "actions");
    assert_eq!(actions.figures, "1 of 3 actions open, 1 late; 1 done since 2026-09-01.");
    let ids: Vec<_> = actions.records.iter().map(Id::as_str).collect();
    assert_eq!(ids, ["T-00002", "T-00001", "T-00003"], "what is late goes first");
    // Those of another kind of event are not followed here.
    let other = crate::domain::review::points(&register, &review(&[("event", "internal audit")]), today());
    assert_eq!(last_held(&register, &review(&[("event", "internal audit")])), None);
    assert!(!other.iter().any(|point| point.id == "actions"));
}

#[test]
fn the_review_itself_and_one_that_was_cancelled_are_not_the_last() {
    let mut records = earlier();
    records.push(record(&review::KIND, "V-00003", &[MANAGEMENT, ("status", "cancelled")]));
    let this = review(&[MANAGEMENT, ("status", "held"), ("held", "2026-11-20")]);
    records.push(this.clone());
    let register = register(records);
    assert_eq!(
        last_held(&register, &this).map(|last| last.id().as_str()),
        Some("V-00002")
    );
}

#[test]
fn nonconformities_are_listed_by_grade_and_date() {
    let of = |id, fields: &[(&str, &str)]| record(&finding::KIND, id, fields);
    let mut records = earlier();
    records.extend([
        of(
            "F-00001",
            &[
                ("grade", "major"),
                ("status", "open"),
                ("raised", "2026-10-01"),
                ("due", "2026-11-01"),
            ],
        ),
        of(
            "F-00002",
            &[("grade", "minor"), ("status", "open"), ("raised", "2026-02-01")],
        ),
        of(
            "F-00003",
            &[
                ("grade", "minor"),
                ("status", "closed"),
                ("raised", "2026-02-01"),
                ("closed", "2026-10-02"),
            ],
        ),
        of(
            "F-00004",
            &[("grade", "ofi"), ("status", "open"), ("raised", "2026-10-01")],
        ),
        of(
            "F-00005",
            &[("grade", "minor"), ("status", "withdrawn"), ("raised", "2026-10-01")],
        ),
        record(&action::KIND, "T-00009", &[("serves", "F-00001"), ("status", "open")]),
    ]);
    let points = points(&register(records), &review(&[MANAGEMENT]), today());
    assert_eq!(
        point(&points, "nonconformities").figures,
        "2 open (1 major, 1 minor), 1 late; 1 raised and 1 closed since 2026-09-01; 1 corrective action open."
    );
    assert_eq!(
        point(&points, "improvement").figures,
        "1 opportunity open, 1 raised since 2026-09-01."
    );
}

#[test]
fn measurements_are_listed_with_their_targets() {
    let fields = [
        ("title", "Fast"),
        ("target", "2 h"),
        ("measured", "2026-08-01 | 5 h\n2026-10-01 | 3 h"),
    ];
    let fast = record(&objective::KIND, "O-00001", &fields);
    let fields = [("title", "Fair"), ("target", "0.8"), ("status", "met")];
    let fair = record(&objective::KIND, "O-00002", &fields);
    let state = ("state", "operating");
    let records = [fast, fair, record(&answer::KIND, "4.1/q1", &[state])];
    let points = points(&register(records), &review(&[MANAGEMENT]), today());
    let measured = point(&points, "measurements");
    let aids = [
        "Fast: 3 h on 2026-10-01, target 2 h",
        "Fair: no measurement yet, target 0.8",
    ];
    assert_eq!(measured.aids, aids);
    assert!(
        measured
            .figures
            .starts_with("2 objectives, 0 late, 1 met, 0 missed; 1 of 94 gap questions answered, 1 operating;")
    );
}

#[test]
fn an_audit_asks_the_questions_of_its_clauses_and_takes_the_worst_system_first() {
    let audit = review(&[
        ("event", "internal audit"),
        ("requirements", "9.1, A.2.2"),
        ("systems", "calm, wild"),
        ("auditors", "ana"),
        ("agenda", "Is it done as written?"),
    ]);
    let judged = |id, system, score| {
        record(
            &risk::KIND,
            id,
            &[("systems", system), ("current", score), ("status", "open")],
        )
    };
    let records = [
        record(&system::KIND, "calm", &[("title", "Calm"), ("scope", "in")]),
        record(&system::KIND, "wild", &[("title", "Wild"), ("scope", "in")]),
        judged("R-00001", "calm", "1 1/1/1"),
        judged("R-00002", "wild", "5 5/5/5"),
        record(&organization::KIND, organization::ID, &[("name", "Acme")]),
    ];
    let points = points(&register(records), &audit, today());
    let ids: Vec<_> = points.iter().map(|point| point.id.as_str()).collect();
    let wanted = [
        "objectives",
        "criteria",
        "scope",
        "auditors",
        "earlier",
        "sample",
        "9.1",
        "A.2.2",
        "findings",
        "report",
        "evidence",
    ];
    assert_eq!(ids, wanted);
    assert_eq!(point(&points, "objectives").figures, "Is it done as written?");
    assert_eq!(
        point(&points, "auditors").figures,
        "ana; nobody of them owns anything in the scope."
    );
    let sample: Vec<_> = point(&points, "sample").records.iter().map(Id::as_str).collect();
    assert_eq!(sample, ["wild", "calm"]);
    let clause = point(&points, "9.1");
    assert!(clause.figures.ends_with("unassessed.") && clause.aids.iter().any(|aid| aid.starts_with("To show: ")));
    assert_eq!(clause.requirements, [Id::new("9.1")]);
}

#[test]
fn every_event_has_an_agenda_with_names_that_differ() {
    use crate::domain::record::choice::Choices;
    for event in Event::ALL {
        let review = review(&[
            ("event", event.item().label),
            ("agenda", "One thing. Another thing.\n- A third"),
        ]);
        let points = points(&register([]), &review, today());
        let titles: std::collections::BTreeSet<_> = points.iter().map(|point| &point.title).collect();
        assert_eq!(titles.len(), points.len(), "{event:?}");
        let written = points
            .iter()
            .any(|point| point.title.contains("A third") || !point.aids.is_empty());
        assert!(written, "{event:?}");
    }
}

#[test]
fn an_entry_about_a_removed_point_stays_on_the_agenda() {
    let text = (
        "points",
        "Suppliers | 3 of them | all fine\nThe old one | 7 days | kept",
    );
    let review = review(&[MANAGEMENT, text]);
    let points = points(&register([]), &review, today());
    let last = points.last().expect("points");
    assert_eq!(
        (last.title.as_str(), last.figures.as_str(), last.origin),
        ("The old one", "7 days", Origin::Earlier)
    );
    assert_eq!(points.iter().filter(|point| point.title == "Suppliers").count(), 1);
    let found = crate::domain::review::entry(&review, "Suppliers");
    assert_eq!(
        found,
        Some(Entry {
            shown: "3 of them",
            text: "all fine"
        })
    );
    assert!(is_dealt_with(&review, "Suppliers") && !is_dealt_with(&review, "Incidents"));
}

#[test]
fn a_review_of_suppliers_goes_from_one_to_the_next() {
    let of = |id, title| record(&supplier::KIND, id, &[("title", title), ("systems", "chat")]);
    let records = [
        record(&system::KIND, "chat", &[("title", "Chat")]),
        of("P-00001", "Cloud"),
        of("P-00002", "Model"),
    ];
    let review = review(&[("event", "supplier review"), ("systems", "chat")]);
    let points = points(&register(records), &review, today());
    let titles: Vec<_> = points.iter().map(|point| point.title.as_str()).collect();
    assert_eq!(titles, ["Cloud", "Model"]);
    assert_eq!(points[0].figures, "Judged: never assessed; 1 system.");
}

#[test]
fn of_many_records_the_first_are_named_and_all_are_counted() {
    let action = |at: usize| {
        let id = format!("T-{at:05}");
        record(&action::KIND, &id, &[("status", "open"), ("due", "2026-10-01")])
    };
    let mut records: Vec<_> = (0..100).map(action).collect();
    records.push(record(
        &action::KIND,
        "T-00100",
        &[("status", "open"), ("due", "2026-09-01")],
    ));
    let points = points(&register(records), &review(&[MANAGEMENT]), today());
    let overdue = point(&points, "overdue");
    assert_eq!(overdue.figures, "101 of 101 actions to do overdue, the oldest by 83d.");
    assert_eq!(overdue.records.len(), MOST);
    assert_eq!(overdue.records[0].as_str(), "T-00100");
}
