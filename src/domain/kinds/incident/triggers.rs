//! Assessments that wait for an event, and become stale when an incident is that event.

use chrono::NaiveDate;

use crate::domain::kinds::assessment::Events;
use crate::domain::kinds::{assessment, incident};
use crate::domain::record::Record;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// An assessment that an incident makes stale.
pub struct Fired<'a> {
    /// The assessment.
    pub assessment: &'a Record,
    /// The events of it that the incident is.
    pub names: String,
    /// All its events, with the day on those.
    pub rows: Value,
}

/// Returns the assessments of an incident's systems that are in force: neither drafts nor superseded.
pub fn in_force<'a>(
    register: &'a Register,
    incident: &Record,
    today: NaiveDate,
) -> impl Iterator<Item = &'a Record> + use<'a> {
    let systems = incident.get(incident::SYSTEMS).into_iter();
    let systems: Vec<_> = systems.filter_map(|id| register.get(id.as_str())).collect();
    let assessments = systems
        .into_iter()
        .flat_map(move |system| assessment::of_system(register, system));
    assessments.filter(move |one| assessment::is_in_force(register, one, today))
}

/// Returns the assessments that an incident makes stale.
pub fn fired<'a>(register: &'a Register, incident: &Record, today: NaiveDate) -> Vec<Fired<'a>> {
    in_force(register, incident, today)
        .filter_map(|one| fires(one, incident))
        .collect()
}

/// Returns the events of an assessment that an incident is, and all its events with the day on those; nothing where
/// none waits, or where the assessment was made after the incident and knew of it.
fn fires<'a>(one: &'a Record, incident: &Record) -> Option<Fired<'a>> {
    let happened = incident.get(incident::HAPPENED)?;
    if one.get(assessment::DATE).is_some_and(|date| date > happened) {
        return None;
    }
    let mut names = Vec::new();
    let rows = one.get(assessment::EVENTS).into_iter().map(|row| {
        let name = row.text(Events::EVENT);
        if row.says(Events::HAPPENED) || !incident::is_named_by(incident, name) {
            return Value::Row(row.cells().into());
        }
        names.push(name.to_owned());
        row.with(Events::HAPPENED, happened)
    });
    let rows = Value::set(rows.collect());
    let names = names.join("; ");
    (!names.is_empty()).then_some(Fired {
        assessment: one,
        names,
        rows,
    })
}
