//! Conflict between an open form and a change made by others: fields changed on one side are merged; where both changed
//! one, the user chooses.

use crate::app::decisions::shown;
use crate::app::environment::key::Key;
use crate::app::form::Form;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Edit};

/// Returns what others wrote into a field since its form was opened, on one line.
pub fn written_meanwhile(app: &App, form: &Form, position: usize) -> Option<String> {
    let record = app.register.get(form.original.id().as_str()).filter(|_| !form.is_new)?;
    let theirs = record.value(position);
    (theirs != form.original.value(position)).then(|| shown(theirs).replace('\n', " "))
}

/// Leaves out of a form's edit what others made the same by now.
pub(in crate::app) fn leave_out_what_is_so(app: &App, edit: &mut Edit) {
    edit.changes.retain(|change| match change {
        Change::Set { id, field, to, .. } => {
            let record = app.register.get(id.as_str());
            record.is_none_or(|record| record.value(*field) != to)
        }
        _ => true,
    });
}

/// Asks about the fields of a form's edit that hold something else by now than when the form was opened; tells
/// whether there are any.
pub(in crate::app) fn clashes_in_form(app: &mut App, edit: &Edit) -> bool {
    let clashes = clashes(app, edit);
    if clashes.is_empty() {
        return false;
    }
    let record = form_record(app);
    let Some(shown) = record.cloned().map(Box::new) else {
        return false;
    };
    let resolve = |theirs| Then::ResolveForm {
        theirs,
        shown: shown.clone(),
    };
    ask_whose(app, clashes, resolve(true), resolve(false));
    true
}

/// Returns the record of the form on top as it is now.
fn form_record(app: &App) -> Option<&Record> {
    match app.dialogs.top::<Form>() {
        Some(form) => app.register.get(form.original.id().as_str()),
        _ => None,
    }
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
        let label = format!("{id} {}", record.kind().fields[*field].label);
        (theirs != from && theirs != to).then(|| (label, theirs.clone(), to.clone()))
    };
    edit.changes.iter().filter_map(clash).collect()
}

/// Brings the form up to what others wrote, with theirs or its own where both changed a field, and saves it.
pub(in crate::app) fn resolve_form(app: &mut App, theirs: bool, shown: &Record) {
    bring_form_up(app, theirs, shown);
    app.key(Key::ctrl('s'));
}

/// Takes what others had changed, as it was shown, as what the form was opened on; what they changed since is asked
/// about when it is saved.
fn bring_form_up(app: &mut App, theirs: bool, record: &Record) {
    let Some(form) = app.dialogs.top_mut::<Form>() else {
        return;
    };
    let changed: Vec<_> = form.original.differences(record).collect();
    for field in changed {
        let typed = form.is_typed(field);
        form.take_outside(field, record.value(field), theirs || !typed);
    }
}
