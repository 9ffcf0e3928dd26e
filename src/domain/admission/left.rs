//! Open records left behind by a record that ends: those that are about nothing else that still counts.
//!
//! Fields marked [`Mark::About`] say what a record is about. An open action of a risk that is closed, an open risk of a
//! system that is retired, and the actions of that risk in turn: whoever ends the record is told what it leaves open.

use std::collections::HashSet;

use crate::domain::record::Record;
use crate::domain::record::field::Shape;
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::rules::{Proposal, Remedy};
use crate::domain::register::Register;

/// The name of the rule that what an ending leaves open is looked at.
pub const OPEN: &str = "what stays open behind it";

/// How many records of a kind a sentence names.
const NAMED: usize = 8;

/// Asks for a second look when a record ends that leaves others open. A test says which records count.
pub fn stays_open(proposal: &Proposal<'_>, counts: impl Fn(&Record) -> bool) -> Option<(Remedy, String)> {
    let ends = proposal.before.is_some_and(&counts) && !counts(proposal.after);
    if !ends {
        return None;
    }
    let id = proposal.after.id();
    let left = behind(proposal.register, id, |id| proposal.record(id));
    (!left.is_empty()).then(|| {
        let sentence = format!("Open, and about nothing else than {id}: {}.", named(&left));
        (Remedy::Confirm, sentence)
    })
}

/// Names records that are sorted by kind, and how many of each kind there are: `1 action (T-00001), 2 risks (...)`.
pub fn named(left: &[&Record]) -> String {
    let mut kinds: Vec<_> = left.iter().map(|record| record.kind()).collect();
    kinds.dedup_by_key(|kind| kind.name);
    let groups: Vec<_> = kinds
        .into_iter()
        .map(|kind| {
            let of: Vec<_> = left.iter().filter(|record| record.is(kind)).collect();
            let named: Vec<_> = of.iter().take(NAMED).map(|record| record.id().to_string()).collect();
            let more = match of.len() - named.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let plural = if of.len() == 1 { kind.name } else { kind.plural };
            format!("{} {plural} ({}{more})", of.len(), named.join(", "))
        })
        .collect();
    groups.join(", ")
}

/// Returns the open records that are about nothing that counts once a record does not, sorted by kind and id: those
/// about it, and those about them in turn. A lookup yields the records as they are or as an edit leaves them.
pub fn behind<'a>(register: &'a Register, ended: &Id, record: impl Fn(&Id) -> Option<&'a Record>) -> Vec<&'a Record> {
    let mut over: HashSet<&Id> = HashSet::new();
    let mut left: Vec<&'a Record> = Vec::new();
    let mut waiting: Vec<Id> = vec![ended.clone()];
    while let Some(id) = waiting.pop() {
        let linked = register.linked(&id).into_iter();
        for one in linked.map(|one| record(one.id()).unwrap_or(one)) {
            let counts = |of: &Id| of != ended && !over.contains(of) && record(of).is_none_or(Record::is_open);
            if one.is_open() && one.id() != ended && !over.contains(one.id()) && is_only_about(one, &id, counts) {
                over.insert(one.id());
                left.push(one);
                waiting.push(one.id().clone());
            }
        }
    }
    left.sort_by_key(|record| (record.kind().plural, record.id().clone()));
    left
}

/// Tells whether a record is about another one, and about nothing that counts. A clause always does.
fn is_only_about(record: &Record, id: &Id, counts: impl Fn(&Id) -> bool) -> bool {
    let mut names_it = false;
    for (field, value) in record.fields().filter(|(field, _)| field.is(Mark::About)) {
        let refers = matches!(field.shape, Shape::One(_) | Shape::Many(_));
        if (!refers && !value.is_empty()) || value.ids().any(&counts) {
            return false;
        }
        names_it |= value.ids().any(|of| of == id);
    }
    names_it
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{bare, changed, put, record};
    use crate::domain::kinds::{action, review, risk, system};

    fn register() -> Register {
        let mut register = Register::default();
        for system in ["chat", "letters"] {
            register.put(record(&system::KIND, system, &[("title", "A system")]));
        }
        register.put(record(&risk::KIND, "R-00001", &[("systems", "chat")]));
        register.put(record(&risk::KIND, "R-00002", &[("systems", "chat, letters")]));
        register.put(record(&review::KIND, "V-00001", &[("systems", "chat")]));
        register.put(record(&action::KIND, "T-00001", &[("risks", "R-00001")]));
        register.put(record(&action::KIND, "T-00002", &[("risks", "R-00001, R-00002")]));
        register.put(record(
            &action::KIND,
            "T-00003",
            &[("risks", "R-00001"), ("requirements", "9.2")],
        ));
        register.put(record(
            &action::KIND,
            "T-00004",
            &[("risks", "R-00001"), ("status", "done")],
        ));
        register
    }

    #[test]
    fn actions_left_without_a_purpose_are_named_with_their_dependents() {
        let register = register();
        let chat = register.get("chat").expect("a system").clone();
        let mut objections = changed(&register, &put(chat, &[("retired", "today")]), &bare()).objections;
        objections.retain(|objection| objection.rule == OPEN);
        assert_eq!(objections.len(), 1, "{objections:?}");
        assert_eq!(
            objections[0].sentence,
            "Open, and about nothing else than chat: 1 action (T-00001), 1 review (V-00001), 1 risk (R-00001)."
        );
        assert_eq!(objections[0].remedy, Remedy::Confirm);
    }

    #[test]
    fn actions_that_end_by_the_same_edit_are_not_left() {
        let register = register();
        let closed = register.get("T-00001").expect("an action").clone();
        let closed = put(closed, &[("status", "cancelled"), ("reason", "gone")]);
        let id = Id::new("R-00001");
        let left = behind(&register, &id, |id| {
            if id == closed.id() {
                Some(&closed)
            } else {
                register.get(id.as_str())
            }
        });
        assert!(left.is_empty(), "{left:?}");
    }
}
