//! The record kinds, one file each. A new kind is a new file and a line in [`ALL`].

use chrono::NaiveDate;

use super::check;
use super::field::{Derived, Kind, Shape};
use super::record::Record;
use super::typed::{Day, Handle};
use super::value::Value;

pub mod action;
pub mod answer;
pub mod assessment;
pub mod control;
pub mod document;
pub mod evidence;
pub mod finding;
pub mod incident;
pub mod method;
pub mod objective;
pub mod organization;
pub mod review;
pub mod risk;
pub mod supplier;
pub mod system;

/// Every record kind, in the order in which the reference and the palette list them.
pub const ALL: &[&Kind] = &[
    &organization::KIND,
    &method::KIND,
    &system::KIND,
    &risk::KIND,
    &action::KIND,
    &assessment::KIND,
    &control::KIND,
    &answer::KIND,
    &review::KIND,
    &finding::KIND,
    &incident::KIND,
    &supplier::KIND,
    &objective::KIND,
    &evidence::KIND,
    &document::KIND,
];

/// For kinds that show how many problems the check finds in a record.
const PROBLEMS: Derived = Derived {
    name: "problems",
    label: "Problems",
    help: "How many things `aims check` finds in it.",
    shape: Shape::Whole,
    get: |register, record, today| Value::Number(check::of(register, record, today).len() as i64),
};

/// By how many days a record is late, for kinds with a day by which it must be done.
const LATE: Derived = Derived {
    name: "late",
    label: "Late",
    help: "By how many days it is late.",
    shape: Shape::Whole,
    get: |_, record, today| record.days_late(today).map_or(Value::Empty, Value::Number),
};

/// For kinds whose records always count.
pub fn always_open(_: &Record) -> bool {
    true
}

/// For kinds without rules over several fields.
pub fn no_rules(_: &Record) -> Vec<(&'static str, String)> {
    Vec::new()
}

/// For kinds in which nothing follows from a change.
pub fn no_follow(_: &Record, _: usize, _: &Value, _: NaiveDate) -> Vec<(usize, Value)> {
    Vec::new()
}

/// Returns what becomes of the day of closing when a field changes: a status that ends the record sets it, one that opens
/// the record again takes it back.
fn day_of_closing<S>(
    record: &Record,
    (field, new): (usize, &Value),
    status: Handle<S>,
    closed: Handle<Day>,
    today: NaiveDate,
) -> Vec<(usize, Value)> {
    if field != status.index() {
        return Vec::new();
    }
    let mut after = record.clone();
    // A value that does not fit changes nothing, and so nothing follows.
    let _ = after.put(field, new.clone());
    match ((record.kind().open)(&after), record.get(closed)) {
        (false, None) => vec![(closed.index(), Value::Date(today))],
        (true, Some(_)) => vec![(closed.index(), Value::Empty)],
        _ => Vec::new(),
    }
}
