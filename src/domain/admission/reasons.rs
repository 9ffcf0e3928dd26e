//! A reason that no rule asked for: it is kept in the note of the records that the edit touches.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::admission::{Objection, admit, complete, proposal, proposed};
use crate::domain::record::id::Id;
use crate::domain::record::rules::{Context, Remedy};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};

/// The name of the rule that a reason is kept somewhere.
pub const UNKEPT: &str = "a reason without a place";

/// Completes a proposed edit as [`admit`] does, and keeps the reason that was given where no rule asked for it.
///
/// # Errors
///
/// As [`admit`], and for a record that has no note and is changed for a reason that no rule asked for.
pub fn admit_reasoned(register: &Register, edit: Edit, context: &Context<'_>) -> Result<Edit, Vec<Objection>> {
    let given = context.because.map(str::trim).filter(|reason| !reason.is_empty());
    let Some(reason) = given else {
        return admit(register, edit, context);
    };
    let unreasoned = Context {
        because: None,
        ..*context
    };
    let bare = complete(register, edit.clone(), &unreasoned);
    let mut admitted = admit(register, edit, context)?;
    let asked = |id: &Id| {
        let objected = bare.objections.iter();
        let is_asked = objected
            .into_iter()
            .any(|objection| objection.id == *id && objection.remedy == Remedy::Because);
        is_asked || of(&bare.edit, id) != of(&admitted, id)
    };
    let unasked: Vec<Id> = admitted.touched().into_iter().filter(|id| !asked(id)).collect();
    let mut objections = Vec::new();
    for id in unasked {
        if let Some(sentence) = note(register, &mut admitted, &id, reason, context) {
            objections.push(Objection {
                id,
                rule: UNKEPT,
                sentence,
                remedy: Remedy::Never,
            });
        }
    }
    if objections.is_empty() {
        Ok(admitted)
    } else {
        Err(objections)
    }
}

/// Returns what an edit does to a record.
fn of<'a>(edit: &'a Edit, id: &Id) -> Vec<&'a Change> {
    let about = |change: &&Change| match change {
        Change::Set { id: of, .. } => of == id,
        Change::Add(record) | Change::Remove(record) => record.id() == id,
    };
    edit.changes.iter().filter(about).collect()
}

/// Adds a dated line with the reason to the note of a record, as the edit leaves it. Says why that cannot be, if so.
fn note(register: &Register, edit: &mut Edit, id: &Id, reason: &str, context: &Context<'_>) -> Option<String> {
    let touched: HashMap<_, _> = proposed(register, edit)?;
    let proposal = proposal(register, &touched, id, context)?;
    let kind = proposal.after.kind();
    let Some(field) = kind.field_index("note") else {
        let sentence = format!("No rule asks for a reason here, and {id} has no note that could keep it.");
        return Some(sentence);
    };
    let (field, whole) = proposal.dated(field, reason);
    put(edit, register, id, field, whole);
    None
}

fn put(edit: &mut Edit, register: &Register, id: &Id, at: usize, whole: Value) {
    for change in &mut edit.changes {
        match change {
            Change::Set { id: of, field, to, .. } if of == id && *field == at => {
                *to = whole;
                return;
            }
            Change::Add(record) if record.id() == id => {
                // A text fits a note.
                let _ = Arc::make_mut(record).put(at, whole);
                return;
            }
            _ => {}
        }
    }
    if let Some(record) = register.get(id.as_str()) {
        edit.changes.push(Change::Set {
            id: id.clone(),
            field: at,
            from: record.value(at).clone(),
            to: whole,
        });
    }
}
