//! The demo organization: an invented company with a full register and a history of six commits.
//!
//! The asset holds what people would type, with days relative to today, so the demo is current on any day. A key
//! `field<N` holds what the field held before commit N; that is all the history there is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::field::Kind;
use crate::domain::id::Id;
use crate::domain::input;
use crate::domain::kinds;
use crate::domain::record::Record;

const TEXT: &str = include_str!("../../assets/demo.ron");

/// Why an asset is no demo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DemoError {
    /// The text is no RON of the expected form.
    #[error("The demo cannot be read: {0}.")]
    Unreadable(String),
    /// The records of an unknown kind, or a record without an id.
    #[error("The demo has {0}.")]
    Strange(String),
    /// A field of a record that the kind has not, or a text that is no value of it.
    #[error("{record}, {field}: {problem}")]
    Field {
        /// The id of the record.
        record: String,
        /// The key in the asset.
        field: String,
        /// What is wrong, a sentence.
        problem: String,
    },
}

/// One commit of the demo's history.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What it does, for the commit message.
    pub title: String,
    /// The full name of who made it.
    pub name: String,
    /// The address of who made it.
    pub email: String,
    /// How many days before today it was made.
    pub days_ago: u32,
    /// The records that came in or changed, complete, as they stand after it.
    #[serde(skip)]
    pub records: Vec<Record>,
}

/// The demo as its asset tells it, checked; days become dates when it is asked for a day.
#[derive(Debug, Clone)]
pub struct Demo {
    steps: Vec<Step>,
    entries: Vec<Entry>,
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    steps: Vec<Step>,
    records: BTreeMap<String, Vec<BTreeMap<String, String>>>,
}

/// One record: its fields with what they hold from which step on.
#[derive(Debug, Clone)]
struct Entry {
    kind: &'static Kind,
    id: Id,
    step: usize,
    texts: Vec<Said>,
}

/// What one field holds in the steps before `before`; the last word has none.
#[derive(Debug, Clone)]
struct Said {
    key: String,
    field: usize,
    before: Option<usize>,
    text: String,
}

impl Demo {
    /// Reads the demo that ships with the program.
    ///
    /// # Errors
    ///
    /// Never, as long as the embedded file is one, which a test shows.
    pub fn shipped() -> Result<Self, DemoError> {
        Self::read(TEXT)
    }

    /// Reads a demo from the text of an asset.
    ///
    /// # Errors
    ///
    /// Fails when the text is not of the form, naming the record and field where it can. Values are read when the
    /// records are asked for.
    pub fn read(text: &str) -> Result<Self, DemoError> {
        let mut file: File = ron::from_str(text).map_err(|error| DemoError::Unreadable(error.to_string()))?;
        let mut entries = Vec::new();
        for kind in kinds::ALL {
            for fields in file.records.remove(kind.plural).unwrap_or_default() {
                entries.push(Entry::read(kind, fields, file.steps.len())?);
            }
        }
        match file.records.into_keys().next() {
            Some(unknown) => Err(DemoError::Strange(format!("records of an unknown kind, `{unknown}`"))),
            None => Ok(Self {
                steps: file.steps,
                entries,
            }),
        }
    }

    /// Returns the records as they stand today, kind by kind.
    ///
    /// # Errors
    ///
    /// Fails when a text is no value of its field.
    pub fn records(&self, today: NaiveDate) -> Result<Vec<Record>, DemoError> {
        self.entries
            .iter()
            .map(|entry| entry.after(self.steps.len(), today))
            .collect()
    }

    /// Returns the history: each step with the records that came in or changed. After the last one everything is as
    /// [`Demo::records`] has it.
    ///
    /// # Errors
    ///
    /// Fails when a text is no value of its field.
    pub fn steps(&self, today: NaiveDate) -> Result<Vec<Step>, DemoError> {
        let mut known: Vec<Option<Record>> = vec![None; self.entries.len()];
        let mut steps = Vec::with_capacity(self.steps.len());
        for (nth, step) in self.steps.iter().enumerate() {
            let mut records = Vec::new();
            for (entry, known) in self.entries.iter().zip(&mut known) {
                if entry.step > nth + 1 {
                    continue;
                }
                let record = entry.after(nth + 1, today)?;
                if known.as_ref() != Some(&record) {
                    records.push(record.clone());
                    *known = Some(record);
                }
            }
            steps.push(Step {
                records,
                ..step.clone()
            });
        }
        Ok(steps)
    }
}

impl Entry {
    fn read(kind: &'static Kind, mut fields: BTreeMap<String, String>, steps: usize) -> Result<Self, DemoError> {
        let id = fields
            .remove("id")
            .ok_or_else(|| DemoError::Strange(format!("a {} without an id", kind.name)))?;
        if !kind.ids.accepts(&id) {
            return Err(fault(&id, "id", format!("This is not {}.", kind.ids.example())));
        }
        let number = |key: &str, text: &str| {
            let number = text.parse().ok().filter(|number| (1..=steps).contains(number));
            number.ok_or_else(|| fault(&id, key, format!("`{text}` is no step; there are {steps}.")))
        };
        let step = match fields.remove("step") {
            Some(text) => number("step", &text)?,
            None => 1,
        };
        let mut texts = Vec::new();
        for (key, text) in fields {
            let (name, before) = match key.split_once('<') {
                Some((name, before)) => (name, Some(number(&key, before)?)),
                None => (&*key, None),
            };
            if before.is_some_and(|before| before <= step) {
                return Err(fault(&id, &key, format!("The record only comes in with step {step}.")));
            }
            let field = kind.field_index(name);
            let field = field.ok_or_else(|| fault(&id, &key, format!("A {} has no such field.", kind.name)))?;
            texts.push(Said {
                key,
                field,
                before,
                text,
            });
        }
        // What held until the earliest step comes first, what holds now last.
        texts.sort_by_key(|text| (text.field, text.before.unwrap_or(usize::MAX)));
        let id = Id::new(&id);
        Ok(Self { kind, id, step, texts })
    }

    /// Returns the record as it stands after a step, counted from 1.
    fn after(&self, step: usize, today: NaiveDate) -> Result<Record, DemoError> {
        let mut record = Record::new(self.kind, self.id.clone());
        for texts in self.texts.chunk_by(|a, b| a.field == b.field) {
            let holds = |text: &&Said| text.before.is_none_or(|before| step < before);
            let Some(text) = texts.iter().find(holds) else { continue };
            let shape = self.kind.fields[text.field].shape;
            let value = input::read(shape, &text.text, today).map_err(|error| error.to_string());
            let put = value.and_then(|value| record.put(text.field, value).map_err(|error| error.to_string()));
            put.map_err(|problem| fault(self.id.as_str(), &text.key, problem))?;
        }
        Ok(record)
    }
}

fn fault(record: &str, field: &str, problem: String) -> DemoError {
    DemoError::Field {
        record: record.to_owned(),
        field: field.to_owned(),
        problem,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::day;
    use crate::domain::field::Shape;
    use crate::domain::kinds::{action, control, organization, review, risk, system};
    use crate::domain::register::Register;
    use crate::domain::typed::{Handle, Judged};
    use crate::domain::value::Value;

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
            for (kind, count) in kinds::ALL.iter().zip([1, 0, 12, 70, 160, 27, 55, 10, 25]) {
                assert_eq!(of(&records, kind).count(), count, "{}", kind.plural);
            }
            let late: Vec<_> = of(&records, &action::KIND)
                .filter_map(|action| action::days_late(action, today))
                .collect();
            let within = |least, most| late.iter().filter(|days| (least..=most).contains(*days)).count();
            assert_eq!(late.len(), 60, "{today}");
            assert_eq!([within(91, 999), within(31, 90), within(1, 30)], [12, 22, 26]);
            let slipped = of(&records, &action::KIND).filter(|action| action::slips(action) > 0);
            assert!(slipped.count() >= 15);
            let overdue = |review: &&Record| review.is_open() && review.get(review::DATE) < Some(today);
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
        let organization = register.get("organization").expect("the organization");
        let people = organization.get(organization::PEOPLE);
        let people: Vec<_> = people.iter().map(|row| row[0].to_string()).collect();
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
                let past = ["closed", "identified", "accepted_on", "held", "effective"];
                let days = record.fields().filter(|(field, _)| past.contains(&field.name));
                let mut days: Vec<_> = days.map(|(_, value)| value).collect();
                if record.is(&action::KIND) {
                    days.extend(record.get(action::REDATED).iter().map(|row| &row[0]));
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
                let due = rows.iter().skip(1).map(|row| &row[1]);
                let due = due.chain([action.value(action::DUE.index())]);
                for (row, due) in rows.iter().zip(due) {
                    assert_eq!(&row[2], due, "{}", action.id());
                    assert!(!row[3].is_empty(), "{}", action.id());
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
}
