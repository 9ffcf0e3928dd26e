//! What is told of all rows together: what says nothing, what was plain text once, what may mean something else.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::exchange::cells::citations::is_ambiguous;
use crate::exchange::import::reading::Reading;

/// Counts the texts that say nothing, by column.
pub(super) fn nothing(readings: &[Reading]) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for said in readings.iter().flat_map(|reading| &reading.nothing) {
        *counts.entry(said.clone()).or_default() += 1;
    }
    counts
}

/// Counts the cells whose markup was made plain text, by column.
pub(super) fn marked_up(readings: &[Reading]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for column in readings.iter().flat_map(|reading| &reading.marked_up) {
        *counts.entry(column.clone()).or_default() += 1;
    }
    counts
}

/// Returns the words for the steps of likelihoods and of consequences.
pub(super) fn scales(register: &Register) -> [Vec<String>; 2] {
    let method = register.method();
    [&method.likelihoods, &method.consequences].map(|scale| scale.iter().map(|step| step.label.clone()).collect())
}

/// Returns the ranks that were taken for choices, by column.
pub(super) fn ranks(readings: &[Reading]) -> BTreeMap<String, BTreeMap<String, &'static str>> {
    let mut ranks: BTreeMap<String, BTreeMap<String, &'static str>> = BTreeMap::new();
    for (column, rank, choice) in readings.iter().flat_map(|reading| &reading.ranks) {
        ranks.entry(column.clone()).or_default().insert(rank.clone(), choice);
    }
    ranks
}

/// Returns the ids of controls to which rows link and that ISO/IEC 27001 has as well.
pub(super) fn ambiguous(readings: &[Reading]) -> BTreeSet<String> {
    let values = readings.iter().flat_map(|reading| &reading.values);
    let items = values.flat_map(|(_, value)| value.items());
    let links = items.filter_map(|item| match item {
        Value::Reference(id) if is_ambiguous(id.as_str()) => Some(id.to_string()),
        _ => None,
    });
    links.collect()
}
