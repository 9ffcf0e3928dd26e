//! Admission of edits: a proposed edit is completed with what follows from it, or objected to.
//!
//! Keys, forms, `aims set`, `aims add` and the import all hand their edit to [`admit`] before it is applied. The rules
//! stand with each kind ([`Kind::rules`](crate::domain::record::field::Kind)); a fault that a record had before the edit is no
//! objection, so that it can still be edited elsewhere. Undo and redo restore exactly what was and ask nobody.

mod entailed;
pub mod happened;
pub mod left;
mod reasons;
pub mod redating;
pub mod retiring;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::moves;
use crate::domain::record::rules::{Context, Proposal, Remedy, Test, faults};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};

pub use reasons::{UNKEPT, admit_reasoned};

/// The name of the rule that a record is not changed of which nobody knows what it says.
const UNKNOWN: &str = "record whose file cannot be read";

/// Why an edit is not made as it is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// The record whose change breaks a rule.
    pub id: Id,
    /// The name of the rule.
    pub rule: &'static str,
    /// What is wrong, as a sentence.
    pub sentence: String,
    /// What lets it through.
    pub remedy: Remedy,
}

/// An edit with what follows from it, and what is objected to.
#[derive(Debug)]
pub struct Completed {
    /// The edit with its consequences.
    pub edit: Edit,
    /// Why it is not made, if anything is said against it.
    pub objections: Vec<Objection>,
}

/// Completes a proposed edit with its consequences, by the rules of every record it touches.
///
/// # Errors
///
/// Fails with everything that is objected to. An edit that does not fit the register is no objection: applying it says
/// so.
pub fn admit(register: &Register, edit: Edit, context: &Context<'_>) -> Result<Edit, Vec<Objection>> {
    let Completed { edit, objections } = complete(register, edit, context);
    if objections.is_empty() {
        Ok(edit)
    } else {
        Err(objections)
    }
}

/// Completes a proposed edit with its consequences and collects the objections, for a door that can take a part of it.
pub fn complete(register: &Register, mut edit: Edit, context: &Context<'_>) -> Completed {
    let because = context.because.map(str::trim).filter(|reason| !reason.is_empty());
    let context = &Context { because, ..*context };
    let Some(mut touched) = proposed(register, &edit) else {
        return Completed {
            edit,
            objections: Vec::new(),
        };
    };
    moves::in_edit(register, &mut edit, &mut touched, context.today);
    entailed::add(register, &mut edit, &mut touched, context);
    let ids = edit.touched();
    let explicit: HashSet<(Id, usize)> = edit.changes.iter().filter_map(field_set).collect();
    let mut follows = Vec::new();
    for id in &ids {
        let Some(proposal) = proposal(register, &touched, id, context) else {
            continue;
        };
        // Where a kind says it twice, the last one holds.
        let of_every_kind = redating::reason_of_passed(&proposal);
        let of_every_kind = of_every_kind.into_iter().chain(retiring::reason(&proposal));
        let of_kind = (proposal.after.kind().follow)(&proposal);
        let of_kind: BTreeMap<_, _> = of_every_kind.chain(of_kind).collect();
        follows.extend(of_kind.into_iter().map(|(field, value)| (id.clone(), field, value)));
    }
    let added = edit.changes.iter().enumerate().filter_map(|(at, change)| match change {
        Change::Add(record) => Some((record.id().clone(), at)),
        _ => None,
    });
    let added: HashMap<Id, usize> = added.collect();
    for (id, field, value) in follows {
        if !explicit.contains(&(id.clone(), field))
            && let Some(record) = touched.get_mut(&id)
        {
            follow(&mut edit, added.get(&id), record, field, value);
        }
    }
    let objections = ids
        .iter()
        .filter_map(|id| proposal(register, &touched, id, context))
        .flat_map(|proposal| objections(&proposal))
        .collect();
    Completed { edit, objections }
}

/// Returns what would be wrong with records as a whole after an edit and is not before it: undo and redo, which ask
/// nobody, tell it.
pub fn brings_back(register: &Register, edit: &Edit) -> Vec<String> {
    let touched = proposed(register, edit).unwrap_or_default();
    let mut sentences = Vec::new();
    for id in edit.touched() {
        let Some(after) = touched.get(&id) else { continue };
        let known = register.get(id.as_str()).map(faults).unwrap_or_default();
        let new = faults(after).into_iter().filter(|fault| !known.contains(fault));
        sentences.extend(new.map(|(_, _, sentence)| format!("{id}: {sentence}")));
    }
    sentences
}

/// Returns the records that an edit touches as it leaves them; nothing where it does not fit the register.
fn proposed(register: &Register, edit: &Edit) -> Option<HashMap<Id, Arc<Record>>> {
    let mut touched: HashMap<Id, Arc<Record>> = HashMap::new();
    for change in &edit.changes {
        match change {
            Change::Set { id, field, to, .. } => {
                if !touched.contains_key(id) {
                    touched.insert(id.clone(), register.shared(id.as_str())?);
                }
                Arc::make_mut(touched.get_mut(id)?).put(*field, to.clone()).ok()?;
            }
            Change::Add(record) => {
                touched.insert(record.id().clone(), Arc::clone(record));
            }
            Change::Remove(record) => {
                touched.remove(record.id());
            }
        }
    }
    Some(touched)
}

fn proposal<'a>(
    register: &'a Register,
    touched: &'a HashMap<Id, Arc<Record>>,
    id: &Id,
    context: &'a Context<'a>,
) -> Option<Proposal<'a>> {
    Some(Proposal {
        register,
        before: register.get(id.as_str()),
        after: touched.get(id)?,
        context,
        touched,
    })
}

/// Returns the field that a change sets, which nothing that follows overrules.
fn field_set(change: &Change) -> Option<(Id, usize)> {
    match change {
        Change::Set { id, field, .. } => Some((id.clone(), *field)),
        Change::Add(_) | Change::Remove(_) => None,
    }
}

/// Adds what follows to an edit: a change of a record that is there, or a value of one that comes in and does not say
/// otherwise. `added` is the place of the change by which it comes in, `record` the record as the edit leaves it.
fn follow(edit: &mut Edit, added: Option<&usize>, record: &mut Arc<Record>, field: usize, value: Value) {
    if let Some(at) = added {
        if record.value(field).is_empty() && Arc::make_mut(record).put(field, value).is_ok() {
            edit.changes[*at] = Change::Add(Arc::clone(record));
        }
        return;
    }
    let record = Arc::make_mut(record);
    let from = record.value(field).clone();
    if record.put(field, value).is_ok() && *record.value(field) != from {
        edit.changes.push(Change::Set {
            id: record.id().clone(),
            field,
            from,
            to: record.value(field).clone(),
        });
    }
}

/// Returns what the rules of its kind say against one record as an edit leaves it.
fn objections(proposal: &Proposal<'_>) -> Vec<Objection> {
    let Proposal {
        before, after, context, ..
    } = proposal;
    let mut found = Vec::new();
    let mut object = |rule, sentence, remedy| {
        found.push(Objection {
            id: after.id().clone(),
            rule,
            sentence,
            remedy,
        });
    };
    if let Some(sentence) = proposal.register.refusal(after.id().as_str()) {
        object(UNKNOWN, sentence, Remedy::Never);
        return found;
    }
    let known = before.map(faults).unwrap_or_default();
    for (rule, field, sentence) in faults(after) {
        let is_known = known.iter().any(|(_, at, other)| (*at, other) == (field, &sentence));
        if !is_known {
            object(rule, sentence, Remedy::Fill(field));
        }
    }
    for (field, sentence) in happened::objections(proposal) {
        object(happened::TO_COME, sentence, Remedy::Fill(field));
    }
    let of_register = proposal.register.rules().iter();
    let of_kind = of_register
        .chain(after.kind().rules)
        .filter_map(|rule| match rule.test {
            Test::Change(test) => Some((rule.name, test)),
            Test::Record(_) => None,
        });
    let of_every_kind: [(_, fn(&Proposal<'_>) -> _); 1] = [(retiring::REASON, retiring::needs_reason)];
    for (rule, test) in of_kind.chain(of_every_kind) {
        let Some((remedy, sentence)) = test(proposal) else {
            continue;
        };
        let is_answered = match remedy {
            Remedy::Because => context.because.is_some(),
            Remedy::Confirm => context.confirmed,
            Remedy::Fill(_) | Remedy::Never => false,
        };
        if !is_answered {
            object(rule, sentence, remedy);
        }
    }
    found
}

#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
mod tests;
