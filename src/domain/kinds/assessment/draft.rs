//! A new assessment of a system as a draft, with what is known filled in.

use chrono::NaiveDate;

use crate::domain::kinds::assessment::{self, Events, Outcome, Outcomes, Status, Type};
use crate::domain::kinds::system;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::typed::NewRow;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// What a security review supports unless it says otherwise.
const SUPPORTED: [&str; 3] = ["6.1.2", "6.1.3", "A.6.2.5"];

/// Returns the draft of an assessment of a system; its id is drawn by whoever adds it.
pub fn begun(register: &Register, system: &Record, of: Type, by: &str, id: Id, today: NaiveDate) -> Record {
    let label = of.item().label;
    let title = format!("{}{} of {}", label[..1].to_uppercase(), &label[1..], system.title());
    let before = assessment::current(register, system, of, today);
    let reviewed = before.map_or_else(
        || looked_at(system),
        |before| before.stored(assessment::REVIEWED).clone(),
    );
    let record = (assessment::KIND.initial)(Record::new(&assessment::KIND, id), today);
    let record = Kind::filled(register, record, today)
        .with(assessment::TITLE, title)
        .with(assessment::TYPE, of)
        .with(assessment::SYSTEM, system.id().clone())
        .with(assessment::BY, by)
        .with(assessment::REVIEWED, reviewed)
        .with(assessment::JUDGED, assessment::judged(system));
    match of {
        Type::Risk => {
            let row = |risk: &Record| {
                NewRow::of(Outcomes::RISK, risk.id().clone())
                    .with(Outcomes::OUTCOME, outcome_of(register, risk))
                    .into()
            };
            let rows: Vec<Value> = system::open_risks(register, system).map(row).collect();
            record.with(assessment::OUTCOMES, Value::set(rows))
        }
        Type::Impact => record.with(assessment::GROUPS, system.stored(system::SUBJECTS).clone()),
        Type::Security => record.with(assessment::SUPPORTS, SUPPORTED.map(Id::new).to_vec()),
    }
}

/// Returns an assessment that says the same as an earlier one, of the system as it is on a day. What came out of the earlier one
/// stays there.
pub fn repeated(register: &Register, old: &Record, by: &str, today: NaiveDate) -> Record {
    let system = old.get(assessment::SYSTEM).and_then(|id| register.get(id.as_str()));
    let judged = system.map(assessment::judged).unwrap_or_default();
    let span = |until: NaiveDate| Some(today + (until - old.get(assessment::DATE)?));
    let until = old.get(assessment::VALID_UNTIL).and_then(span);
    old.clone()
        .with(assessment::DATE, today)
        .with(assessment::BY, by)
        .with(assessment::VALID_UNTIL, until)
        .with(assessment::EVENTS, awaited(old))
        .with(assessment::JUDGED, judged)
        .with(assessment::RISKS, Value::Empty)
        .with(assessment::ACTIONS, Value::Empty)
}

/// Tells whether a system has a draft of a type already.
pub fn is_begun(register: &Register, system: &Record, of: Type) -> bool {
    let mut all = assessment::of_system(register, system);
    all.any(|one| one.get(assessment::TYPE) == Some(of) && one.get(assessment::STATUS) != Some(Status::Complete))
}

/// Returns what is known of the outcome of a risk: it is new to the first assessment that looks at it.
fn outcome_of(register: &Register, risk: &Record) -> Value {
    let looks = |one: &Record| one.get(assessment::TYPE) == Some(Type::Risk);
    let mut before = register.linked_of(&assessment::KIND, risk.id());
    if before.any(looks) {
        Value::Empty
    } else {
        Outcome::New.into()
    }
}

/// What there is to look at in a system, for the first assessment of a type.
fn looked_at(system: &Record) -> Value {
    let version = system.get(system::VERSION);
    let version = (!version.is_empty()).then(|| format!("Version {version}"));
    let models = system
        .get(system::MODELS)
        .into_iter()
        .map(|model| format!("Model {model}"));
    Value::list(version.into_iter().chain(models).map(Value::from).collect())
}

/// Returns the events of an assessment as they are awaited again: none has happened yet.
fn awaited(assessment: &Record) -> Value {
    let events = assessment.get(assessment::EVENTS).into_iter();
    let rows = events.map(|row| row.with(Events::HAPPENED, Value::Empty));
    Value::set(rows.collect())
}
