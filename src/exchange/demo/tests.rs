//! The demo on any day: its numbers, its history, and what it leaves out on purpose.

use std::collections::BTreeSet;

use super::*;
use crate::domain::day;
use crate::domain::kinds::action::Redatings;
use crate::domain::kinds::organization::people::Person;
use crate::domain::kinds::{action, control, finding, incident, objective, organization, review, risk};
use crate::domain::kinds::{supplier, system};
use crate::domain::record::choice::Choices;
use crate::domain::record::field::Shape;
use crate::domain::record::typed::{Handle, Judged};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::schedule::year_plan::proposals;

/// Month ends, leap days, turns of the year and of the clock.
const DAYS: &str = "2026-11-23 2026-12-31 2027-01-01 2027-01-31 2027-02-28 2027-03-28 2028-02-29 2031-08-31";

/// What is incomplete on purpose, so that the checks have something to show.
const GAPS: [(&str, &str); 3] = [
    ("Get the technical documentation of the vendor under NDA", "reason"),
    ("Interview six engineers on how they review suggestions", "owner"),
    ("Write down how changes to the AIMS itself are planned", "due"),
];

fn days() -> impl Iterator<Item = NaiveDate> {
    DAYS.split(' ').map(|text| day::iso(text).expect(text))
}

fn today() -> NaiveDate {
    days().next().expect("a day")
}

fn demo() -> Demo {
    Demo::shipped().expect("the demo reads")
}

fn records() -> Vec<Record> {
    demo().records(today()).expect("values")
}

fn register(records: &[Record]) -> Register {
    let mut register = Register::default();
    for record in records {
        register.put(record.clone());
    }
    register
}

fn of<'a>(records: &'a [Record], kind: &'a Kind) -> impl Iterator<Item = &'a Record> {
    records.iter().filter(move |record| record.is(kind))
}

fn ids(records: &[Record], kind: &Kind, wanted: fn(&Record) -> bool) -> String {
    let found = of(records, kind).filter(|record| wanted(record));
    found.map(|record| record.id().as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_numbers_are_as_promised_on_any_day() {
    for today in days() {
        let records = demo().records(today).expect("values");
        for (kind, count) in kinds::ALL
            .iter()
            .zip([1, 0, 12, 70, 160, 19, 27, 55, 10, 10, 3, 5, 4, 25, 14, 2, 3, 2, 3, 2, 1])
        {
            assert_eq!(of(&records, kind).count(), count, "{}", kind.plural);
        }
        let late: Vec<_> = of(&records, &action::KIND)
            .filter(|action| action.is_open())
            .filter_map(|action| action.days_late(&Register::default(), today))
            .collect();
        let unchecked = of(&records, &action::KIND).filter(|action| !action.is_open());
        assert_eq!(
            unchecked
                .filter_map(|action| action.days_late(&Register::default(), today))
                .count(),
            1,
            "{today}"
        );
        let within = |least, most| late.iter().filter(|days| (least..=most).contains(*days)).count();
        assert_eq!(late.len(), 60, "{today}");
        assert_eq!([within(91, 999), within(31, 90), within(1, 30)], [12, 22, 26]);
        let slipped = of(&records, &action::KIND).filter(|action| action::slips(action) > 0);
        assert!(slipped.count() >= 15);
        let overdue = |review: &&Record| review.days_late(&Register::default(), today).is_some();
        assert_eq!(of(&records, &review::KIND).filter(overdue).count(), 1);
    }
}

#[test]
fn the_statement_of_applicability_is_half_done() {
    let records = records();
    let lacking = |entry: &Record| !control::has_reason(entry) || entry.owner().is_empty();
    assert_eq!(ids(&records, &control::KIND, lacking), "A.8.5");
    assert_eq!(
        ids(&records, &control::KIND, |entry| entry.id().as_str() > "O"),
        "ORG-1 ORG-2"
    );
    let excluded = ids(&records, &control::KIND, |entry| !control::is_applicable(entry));
    assert_eq!(excluded, "A.7.3 A.7.6 A.10.4");
    let mut treating = of(&records, &risk::KIND).flat_map(|risk| risk.get(risk::CONTROLS));
    assert!(!treating.any(|id| excluded.split(' ').any(|out| out == id.as_str())));
}

#[test]
fn nothing_is_incomplete_but_what_is_meant_to_be() {
    let records = records();
    let problems = records.iter().flat_map(|record| {
        let problems = record.problems().into_iter();
        problems.map(|(field, _)| (record.title(), field))
    });
    assert_eq!(problems.collect::<BTreeSet<_>>(), BTreeSet::from(GAPS));
}

#[test]
fn ids_are_valid_and_nothing_is_there_twice() {
    let records = records();
    let ids: BTreeSet<_> = records.iter().map(Record::id).collect();
    assert_eq!(ids.len(), records.len());
    let valid = |record: &Record| record.kind().ids.accepts(record.id().as_str());
    assert!(records.iter().all(valid));
    let titles: BTreeSet<_> = of(&records, &action::KIND).map(Record::title).collect();
    assert_eq!(titles.len(), 160, "two actions are called the same");
}

/// Asserts that whatever the records name exists.
fn assert_resolved(register: &Register, records: &[Record]) {
    for record in records {
        for (field, value) in record.fields() {
            for id in value.items().iter().filter_map(Value::as_id) {
                let (vocabulary, kinds) = match field.shape {
                    Shape::Terms(vocabulary) => (Some(vocabulary), &[][..]),
                    Shape::One(kinds) | Shape::Many(kinds) => (None, kinds),
                    _ => continue,
                };
                let context = format!("{} {}: {id}", record.id(), field.name);
                assert!(register.resolves(id.as_str(), vocabulary), "{context}");
                let named = register.get(id.as_str()).map(|target| target.kind().name);
                let fits = kinds.is_empty() || named.is_some_and(|name| kinds.contains(&name));
                assert!(fits, "{context}");
            }
        }
    }
}

#[test]
fn every_reference_resolves() {
    let records = records();
    let register = register(&records);
    assert_resolved(&register, &records);
    let organization = register.get(organization::ID).expect("the organization");
    let people = organization.get(organization::PEOPLE);
    let people: Vec<_> = people.iter().map(|row| Person::of(*row).handle().to_owned()).collect();
    let units = organization.get(organization::UNITS);
    let known = |handle: &str| handle.is_empty() || people.iter().any(|known| known == handle);
    assert!(records.iter().all(|record| known(record.owner())));
    assert!(of(&records, &risk::KIND).all(|risk| known(risk.get(risk::ACCEPTED_BY))));
    for system in of(&records, &system::KIND) {
        assert!(units.contains(&system.get(system::UNIT)), "{}", system.id());
    }
}

#[test]
fn risks_are_spread_over_the_grid() {
    let records = records();
    let register = register(&records);
    let level = |risk: &Record, time: Handle<Judged>| {
        let score = risk.get(time)?;
        register.method().level(&score, None)
    };
    let mut bands = [0; 4];
    let mut cells = BTreeSet::new();
    let (mut drafts, mut without_likelihood) = (0, 0);
    for risk in of(&records, &risk::KIND) {
        let levels = risk::TIMES.map(|time| level(risk, time));
        if risk.get(risk::STATUS) == Some(risk::Status::Draft) {
            assert!(levels[0].is_some() && levels[1].is_none(), "{}", risk.id());
            drafts += 1;
            continue;
        }
        assert!(levels.iter().all(Option::is_some), "{}", risk.id());
        assert!(levels.is_sorted_by(|a, b| a >= b), "{}: {levels:?}", risk.id());
        bands[usize::from(levels[1].unwrap_or_default())] += 1;
        let score = risk.get(risk::CURRENT).expect("a score");
        without_likelihood += usize::from(score.likelihood.is_none());
        cells.insert((score.likelihood, score.consequence(None)));
    }
    assert_eq!((drafts, without_likelihood), (6, 3));
    assert!(cells.len() >= 18, "{cells:?}");
    assert!(bands.iter().all(|count| *count >= 3) && bands[3] <= 8, "{bands:?}");
    let shared = of(&records, &risk::KIND).filter(|risk| risk.get(risk::SYSTEMS).len() > 1);
    assert_eq!(shared.count(), 8);
    let ran_out = |risk: &&Record| {
        risk.get(risk::STATUS) == Some(risk::Status::Accepted)
            && risk.get(risk::ACCEPTED_UNTIL).is_some_and(|until| until < today())
    };
    assert_eq!(of(&records, &risk::KIND).filter(ran_out).count(), 1);
}

#[test]
fn findings_stand_at_every_step_and_what_is_late_is_late() {
    for today in days() {
        let records = demo().records(today).expect("values");
        let register = register(&records);
        let steps = of(&records, &finding::KIND).filter_map(|record| finding::step(&register, record));
        let steps: Vec<_> = steps.map(|step| step.item().name).collect();
        assert_eq!(
            steps.iter().copied().collect::<BTreeSet<_>>(),
            BTreeSet::from(["Correct", "Cause", "Act", "Finish", "Verify"])
        );
        assert_eq!(steps.len(), 7);
        let count =
            |kind: &Kind, wanted: &dyn Fn(&Record) -> bool| of(&records, kind).filter(|one| wanted(one)).count();
        assert_eq!(
            count(&finding::KIND, &|one| one.days_late(&register, today).is_some()),
            1
        );
        assert_eq!(
            count(&finding::KIND, &|one| !one.get(finding::VERIFIED_BY).is_empty()),
            2
        );
        let soon = |one: &Record| incident::next_report(one).map(|(by, _)| (by - today).num_days()) == Some(3);
        assert_eq!(count(&incident::KIND, &soon), 1);
        assert_eq!(count(&incident::KIND, &|one| !one.get(incident::LESSONS).is_empty()), 1);
        assert_eq!(count(&supplier::KIND, &|one| one.get(supplier::ASSESSED).is_none()), 1);
        assert_eq!(
            count(&supplier::KIND, &|one| one
                .get(supplier::REVIEW)
                .is_some_and(|day| day < today)),
            1
        );
        assert_eq!(
            count(&objective::KIND, &|one| one.days_late(&register, today).is_some()),
            1
        );
        assert_eq!(
            count(&objective::KIND, &|one| !one.get(objective::RESULT).is_empty()),
            1
        );
    }
}

#[test]
fn the_steps_end_where_the_records_are() {
    for today in days() {
        let demo = demo();
        let mut register = Register::default();
        let mut last_days = u32::MAX;
        for step in demo.steps(today).expect("values") {
            assert!(step.days_ago < last_days && step.name.contains(' '), "{step:?}");
            last_days = step.days_ago;
            for record in &step.records {
                register.put(record.clone());
            }
            assert_resolved(&register, &step.records);
        }
        for record in &demo.records(today).expect("values") {
            assert_eq!(register.get(record.id().as_str()), Some(record));
        }
    }
}

/// A commit knows no day of decision, completion or beginning that lies after it.
#[test]
fn the_history_does_not_know_the_future() {
    let today = today();
    for step in demo().steps(today).expect("values") {
        let day = today - chrono::Days::new(u64::from(step.days_ago));
        for record in &step.records {
            let past = [
                "closed",
                "identified",
                "accepted_on",
                "held",
                "effective",
                "seen",
                "approved_on",
                "raised",
                "verified",
                "happened",
                "noticed",
                "assessed",
            ];
            let days = record
                .fields()
                .filter(|(field, _)| field.shape == Shape::Day && past.contains(&field.name));
            let mut days: Vec<_> = days.map(|(_, value)| value).collect();
            if record.is(&action::KIND) {
                days.extend(record.get(action::REDATED).iter().map(|row| row.stored(Redatings::ON)));
            }
            let known =
                |value: &Value| matches!(value, Value::Empty) || matches!(value, Value::Date(date) if *date <= day);
            assert!(days.into_iter().all(known), "{} in {}", record.id(), step.title);
        }
    }
}

#[test]
fn redatings_lead_to_the_day_that_is_due() {
    for step in demo().steps(today()).expect("values") {
        for action in of(&step.records, &action::KIND) {
            let rows = action.get(action::REDATED);
            let due = rows.iter().skip(1).map(|row| row.stored(Redatings::FROM));
            let due = due.chain([action.stored(action::DUE)]);
            for (row, due) in rows.iter().zip(due) {
                assert_eq!(row.stored(Redatings::TO), due, "{}", action.id());
                assert!(row.says(Redatings::REASON), "{}", action.id());
            }
        }
    }
}

#[test]
fn systems_show_the_gaps_they_should() {
    let records = records();
    let ids = |wanted| ids(&records, &system::KIND, wanted);
    assert_eq!(ids(|record| record.owner().is_empty()), "consult-dictation log-anomaly");
    let out = ids(|record| record.get(system::SCOPE) == Some(system::Scope::Out));
    assert_eq!(out, "log-anomaly");
    assert_eq!(ids(|record| !record.is_open()), "marketing-content");
    let unreviewed = ids(|record| record.is_open() && record.get(system::REVIEW).is_none());
    assert_eq!(unreviewed, "code-assistant log-anomaly");
}

#[test]
fn a_fault_names_the_record_and_the_field() {
    let fault = |field: &str| {
        let step = r#"(title: "a", name: "b", email: "c", days_ago: 1)"#;
        let text = format!(r#"(steps: [{step}], records: {{"systems": [{{"id": "chat", {field}}}]}})"#);
        let read = Demo::read(&text).and_then(|demo| demo.records(today()));
        read.expect_err(field).to_string()
    };
    for (field, named) in [
        (r#""review": "soon""#, "chat, review: "),
        (r#""nothing": "x""#, "chat, nothing: "),
        (r#""title<9": "x""#, "chat, title<9: "),
        (r#""title<1": "x""#, "chat, title<1: "),
        (r#""step": "0""#, "chat, step: "),
    ] {
        assert!(fault(field).starts_with(named), "{}", fault(field));
    }
    assert!(Demo::read(r#"(steps: [], records: {"things": []})"#).is_err());
    assert!(Demo::read("nonsense").is_err());
}

#[test]
fn what_the_stages_look_at_is_planned_before_them() {
    let register = register(&records());
    let organization = register.get(organization::ID).expect("the organization");
    let stages = [organization::STAGE_1, organization::STAGE_2].map(|field| organization.get(field).expect("a day"));
    let before = |stage: NaiveDate| {
        let proposed = proposals(&register, today()).into_iter().filter(|one| one.day < stage);
        let titles = proposed.map(|one| one.title.split(", ").next().unwrap_or_default().to_owned());
        titles.collect::<BTreeSet<_>>()
    };
    // In use and never assessed; assessed without a risk, an effect or a jurisdiction; or stale.
    let first = [
        "Impact re-assessment: Appointment no-show prediction",
        "Impact assessment: CV screening",
        "Impact assessment: Consultation dictation",
        "Impact assessment: Invoice fraud scoring",
        "Impact re-assessment: Support assistant",
        "Objectives review",
        "Risk re-assessment: Appointment no-show prediction",
        "Risk re-assessment: CV screening",
        "Risk re-assessment: Claims triage",
        "Risk assessment: Consultation dictation",
        "Risk assessment: Invoice fraud scoring",
        "Risk re-assessment: Radiology image prioritisation",
        "Risk re-assessment: Support assistant",
        "Security review: Appointment no-show prediction",
        "Security review: Consultation dictation",
        "Security review: Invoice fraud scoring",
        "Security review: Radiology image prioritisation",
        "Security review: Support assistant",
        "Security review: Symptom checker",
        "Training",
    ];
    assert_eq!(before(stages[0]), first.map(str::to_owned).into());
    // Never assessed and not in use yet; controls that no audit covered.
    let second = [
        "Control test",
        "Impact assessment: Clinical coding copilot",
        "Internal audit",
        "Security review: Claims triage",
        "Risk assessment: Clinical coding copilot",
        "Supplier review: Talentsieve",
    ];
    let all: BTreeSet<_> = first.into_iter().chain(second).map(str::to_owned).collect();
    assert_eq!(before(stages[1]), all);
}
