//! The record kinds, one file each. A new kind is a new file and a line in [`ALL`].

use super::field::Kind;
use super::record::Record;
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

/// For kinds whose records always count.
pub fn always_open(_: &Record) -> bool {
    true
}

/// For kinds without rules over several fields.
pub fn no_rules(_: &Record) -> Vec<(&'static str, String)> {
    Vec::new()
}

/// For kinds in which nothing follows from a change.
pub fn no_follow(_: &Record, _: usize, _: &Value, _: chrono::NaiveDate) -> Vec<(usize, Value)> {
    Vec::new()
}
