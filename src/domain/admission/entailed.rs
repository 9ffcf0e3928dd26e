//! What a change of one record brings with it in the record itself and in others, as if it had been proposed with it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::admission::proposal;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::rules::Context;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};

/// Adds to an edit what its changes bring with them. What the edit says of another record itself stays.
pub(super) fn add(register: &Register, edit: &mut Edit, touched: &mut HashMap<Id, Arc<Record>>, context: &Context<'_>) {
    let mut added = Vec::new();
    for id in edit.touched() {
        if let Some(proposal) = proposal(register, touched, &id, context) {
            let entailed = (proposal.after.kind().entails)(&proposal).into_iter();
            added.extend(entailed.map(|one| (id.clone(), one)));
        }
    }
    for (of, (id, field, value)) in added {
        let is_said = of != id && says(edit, &id, field);
        if !is_said {
            take(register, edit, touched, &id, (field, value));
        }
    }
}

/// Tells whether an edit sets a field itself.
fn says(edit: &Edit, id: &Id, field: usize) -> bool {
    edit.changes.iter().any(|change| match change {
        Change::Set { id: of, field: at, .. } => of == id && *at == field,
        Change::Add(record) => record.id() == id && !record.value(field).is_empty(),
        Change::Remove(record) => record.id() == id,
    })
}

/// Takes one value into an edit: into the change that sets the field, or as a change of its own.
fn take(
    register: &Register,
    edit: &mut Edit,
    touched: &mut HashMap<Id, Arc<Record>>,
    id: &Id,
    (field, value): (usize, Value),
) {
    let known = touched.get(id).map(|record| &**record);
    let Some(mut after) = known.or_else(|| register.get(id.as_str())).cloned() else {
        return;
    };
    let from = after.value(field).clone();
    if after.put(field, value).is_err() || *after.value(field) == from {
        return;
    }
    let value = after.value(field).clone();
    let after = Arc::new(after);
    let known = edit.changes.iter_mut().find(|change| match change {
        Change::Set { id: of, field: at, .. } => of == id && *at == field,
        Change::Add(record) => record.id() == id,
        Change::Remove(_) => false,
    });
    match known {
        Some(Change::Add(record)) => *record = Arc::clone(&after),
        Some(Change::Set { to, .. }) => *to = value,
        _ => edit.changes.push(Change::Set {
            id: id.clone(),
            field,
            from,
            to: value,
        }),
    }
    touched.insert(id.clone(), after);
}
