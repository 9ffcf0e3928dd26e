//! What makes an assessment stale: its day, what changed in the system, and events.

use std::fmt;

use chrono::{Months, NaiveDate};

use crate::domain::kinds::assessment::{
    DATE, EVENTS, EVERY, JUDGED, STATUS, SYSTEM, Standing, Status, TYPE, Type, VALID_UNTIL, of_system,
};
use crate::domain::kinds::system;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// The positions of the fields of a system on which a judgement of it rests.
const RESTS_ON: [usize; 12] = [
    system::PURPOSE.index(),
    system::ROLES.index(),
    system::STAGE.index(),
    system::VENDOR.index(),
    system::MODELS.index(),
    system::VERSION.index(),
    system::TECHNIQUES.index(),
    system::DATA.index(),
    system::SUBJECTS.index(),
    system::AUTONOMY.index(),
    system::OVERSIGHT.index(),
    system::EU_CLASS.index(),
];

/// One thing that made an assessment stale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The last day on which it held has passed.
    Past(NaiveDate),
    /// A field of the system says something else: its label, what was judged and what it says now.
    Changed(&'static str, String, String),
    /// An event happened.
    Event(String, NaiveDate),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Past(day) => write!(f, "It held until {day}."),
            Self::Changed(label, before, now) if before.len() + now.len() > 60 || before.contains('\n') => {
                write!(f, "{label} changed.")
            }
            Self::Changed(label, before, now) => {
                let or_nothing = |text: &str| {
                    if text.is_empty() {
                        "nothing".to_owned()
                    } else {
                        text.to_owned()
                    }
                };
                write!(f, "{label} changed from {} to {}.", or_nothing(before), or_nothing(now))
            }
            Self::Event(event, day) => write!(f, "{event} ({day})."),
        }
    }
}

/// Returns what a system says of itself, as the rows of the judged values.
pub fn judged(system: &Record) -> Value {
    let row = |&field: &usize| {
        let (name, text) = (system.kind().fields[field].name, system.value(field).to_string());
        Value::Row([Value::text(name), Value::text(&text)].into())
    };
    Value::set(RESTS_ON.iter().map(row).collect())
}

/// Returns the last day on which an assessment holds: the one said or the end of its interval, whichever is earlier.
pub fn valid_until(assessment: &Record) -> Option<NaiveDate> {
    let interval = assessment.get(EVERY).and_then(|months| u32::try_from(months).ok());
    let end = assessment
        .get(DATE)
        .zip(interval)
        .and_then(|(date, months)| date.checked_add_months(Months::new(months)));
    assessment.get(VALID_UNTIL).into_iter().chain(end).min()
}

/// Returns everything that made an assessment stale; nothing for a draft or one that was retired.
///
/// Every screen, the check and the gate ask here.
pub fn stale(register: &Register, assessment: &Record, today: NaiveDate) -> Vec<Reason> {
    if assessment.is_retired() || assessment.get(STATUS) != Some(Status::Complete) {
        return Vec::new();
    }
    let past = valid_until(assessment).filter(|day| *day < today).map(Reason::Past);
    let system = assessment.get(SYSTEM).and_then(|id| register.get(id.as_str()));
    let rows = assessment.get(JUDGED);
    let changed = system
        .into_iter()
        .flat_map(|system| rows.iter().filter_map(|row| changed(system, row)));
    let events = assessment.get(EVENTS);
    let happened = events
        .iter()
        .filter_map(|row| happened(row, assessment.get(DATE), today));
    past.into_iter().chain(changed).chain(happened).collect()
}

/// Compares a judged value with what the system says now; space does not count.
fn changed(system: &Record, row: &[Value]) -> Option<Reason> {
    let [name, before] = row else { return None };
    let field = system.kind().field_index(name.as_text()?)?;
    let (before, now) = (before.as_text().unwrap_or_default(), system.value(field).to_string());
    if before.split_whitespace().eq(now.split_whitespace()) {
        return None;
    }
    if field == system::STAGE.index() && moved_on(before, system) {
        return None;
    }
    Some(Reason::Changed(
        system.kind().fields[field].label,
        before.to_owned(),
        now,
    ))
}

/// Tells whether a system only went on in its life cycle, which is what it was examined for. Going back is a change.
fn moved_on(before: &str, system: &Record) -> bool {
    let before = system::Stage::ITEMS.iter().find(|item| item.is_named(before));
    let now = system.get(system::STAGE);
    matches!((before.and_then(system::Stage::of), now), (Some(before), Some(now)) if before < now)
}

fn happened(row: &[Value], date: Option<NaiveDate>, today: NaiveDate) -> Option<Reason> {
    let [event, Value::Date(day)] = row else { return None };
    let since = date.is_none_or(|date| *day >= date);
    (since && *day <= today).then(|| Reason::Event(event.to_string(), *day))
}

/// Returns the newest complete assessment of a type that a system has.
pub fn current<'a>(register: &'a Register, system: &'a Record, of: Type) -> Option<&'a Record> {
    let counts = |record: &&Record| record.get(TYPE) == Some(of) && record.get(STATUS) == Some(Status::Complete);
    let newest = |record: &&Record| (record.get(DATE), record.id().clone());
    of_system(register, system).filter(counts).max_by_key(newest)
}

/// Returns how an assessment stands.
pub fn standing(register: &Register, assessment: &Record, today: NaiveDate) -> Standing {
    if assessment.get(STATUS) != Some(Status::Complete) {
        return Standing::Draft;
    }
    let system = assessment.get(SYSTEM).and_then(|id| register.get(id.as_str()));
    let newest = system
        .zip(assessment.get(TYPE))
        .and_then(|(system, of)| current(register, system, of));
    if newest.is_some_and(|newest| newest.id() != assessment.id()) {
        Standing::Superseded
    } else if stale(register, assessment, today).is_empty() {
        Standing::Valid
    } else {
        Standing::Stale
    }
}
