//! What a decision changes beside the records it is made on, so that nobody confirms what they were not shown.

use crate::domain::admission;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};
use crate::domain::register::index::Slot;

/// Returns the records that are there and that an edit changes beside the ones it is made on.
pub(in crate::app) fn ids(register: &Register, edit: &Edit, targets: &[Slot]) -> Vec<Id> {
    let set = edit.changes.iter().filter_map(|change| match change {
        Change::Set { id, .. } => Some(id),
        Change::Add(_) | Change::Remove(_) => None,
    });
    let is_target = |id: &Id| {
        let slot = register.slot(id.as_str());
        slot.is_some_and(|slot| targets.contains(&slot))
    };
    let mut beside: Vec<Id> = set.filter(|id| !is_target(id)).cloned().collect();
    beside.sort_unstable();
    beside.dedup();
    beside
}

/// Returns a line per record, of the first ones, and how many more there are.
pub(in crate::app) fn listed_by_title(register: &Register, ids: &[Id]) -> String {
    let mut text = String::new();
    for id in ids.iter().take(8) {
        let title = register.title(id.as_str()).unwrap_or_default();
        text.push_str(&format!("\n{id}  {title}"));
    }
    if ids.len() > 8 {
        text.push_str(&format!("\nand {} more", ids.len() - 8));
    }
    text
}

/// Counts some records by the word of their kind: `3 actions`.
pub(in crate::app) fn counted(register: &Register, ids: &[Id]) -> String {
    let kinds: Vec<_> = ids
        .iter()
        .filter_map(|id| register.get(id.as_str()))
        .map(Record::kind)
        .collect();
    match (ids, &*kinds) {
        ([one], _) => one.to_string(),
        (_, [first, rest @ ..]) if rest.iter().all(|kind| kind == first) => format!("{} {}", ids.len(), first.plural),
        _ => format!("{} records", ids.len()),
    }
}

/// Says which rule an edit that is undone or redone breaks, after what else is told; empty where it breaks none.
pub(in crate::app) fn broken(register: &Register, edit: &Edit) -> String {
    match &*admission::brings_back(register, edit) {
        [] => String::new(),
        [one] => format!("  {one}"),
        [first, rest @ ..] => format!("  {first} And {} more; `aims check` lists them.", rest.len()),
    }
}
