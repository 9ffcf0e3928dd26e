//! Conflict between an edit and what others changed since it was proposed: the user chooses whose values stay.

use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Edit};

/// Leaves out of an edit what others made the same by now.
pub(in crate::app) fn leave_out_what_is_so(app: &App, edit: &mut Edit) {
    edit.changes.retain(|change| match change {
        Change::Set { id, field, to, .. } => {
            let record = app.register.get(id.as_str());
            record.is_none_or(|record| record.value(*field) != to)
        }
        _ => true,
    });
}

/// Asks about the fields of an edit that hold something else by now than when it was proposed; tells whether there
/// are any.
pub(in crate::app) fn asks_about_stale(app: &mut App, edit: &Edit) -> bool {
    let clashes = clashes(app, edit);
    let is_stale = !clashes.is_empty();
    if is_stale {
        let make = |theirs| Then::Make(Box::new(resolved_edit(app, edit, theirs)));
        let (theirs, mine) = (make(true), make(false));
        ask_whose(app, clashes, theirs, mine);
    }
    is_stale
}

/// Returns an edit without what others changed since, or on top of it.
pub(in crate::app) fn resolved_edit(app: &App, edit: &Edit, theirs: bool) -> Edit {
    let mut edit = edit.clone();
    let now = |id: &Id, field: usize| app.register.get(id.as_str()).map(|record| record.value(field).clone());
    edit.changes.retain_mut(|change| match change {
        Change::Set { id, field, from, .. } => match now(id, *field) {
            Some(value) if value != *from => {
                *from = value;
                !theirs
            }
            _ => true,
        },
        _ => true,
    });
    edit
}

/// Asks whose value stays in each of some fields, told by its label with theirs and mine.
pub(in crate::app) fn ask_whose(app: &mut App, clashes: Vec<(String, Value, Value)>, theirs: Then, mine: Then) {
    let mut text = String::from("Somebody else changed the same fields.\n");
    for (label, theirs, mine) in clashes {
        text.push_str(&format!(
            "\n{label}\n  theirs: {}\n  mine:   {}\n",
            shown(&theirs),
            shown(&mine)
        ));
    }
    let choices = vec![
        (Key::char('t'), "take theirs".to_owned(), theirs),
        (Key::char('m'), "keep mine".to_owned(), mine),
    ];
    app.confirm("Changed on disk", text, choices);
}

/// Returns the label of each field that changed on both sides, with their value and the edit's.
pub(in crate::app) fn clashes(app: &App, edit: &Edit) -> Vec<(String, Value, Value)> {
    let clash = |change: &Change| {
        let Change::Set { id, field, from, to } = change else {
            return None;
        };
        let record = app.register.get(id.as_str())?;
        let theirs = record.value(*field);
        let label = format!("{id} {}", record.kind().stored(*field).label);
        (theirs != from && theirs != to).then(|| (label, theirs.clone(), to.clone()))
    };
    edit.changes.iter().filter_map(clash).collect()
}

/// Returns a value as it is shown to people.
pub(in crate::app) fn shown(value: &Value) -> String {
    if value.is_empty() {
        "nothing".to_owned()
    } else {
        value.to_string()
    }
}
