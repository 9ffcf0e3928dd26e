//! Conflict between an open form and a change made by others: fields changed on one side are merged; where both changed
//! one, the user chooses.

use crate::app::edits::conflict::{ask_whose, clashes, shown};
use crate::app::environment::key::Key;
use crate::app::form::Form;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::record::Record;
use crate::domain::register::edit::Edit;

/// Returns what others wrote into a field since its form was opened, on one line.
pub fn written_meanwhile(app: &App, form: &Form, position: usize) -> Option<String> {
    let record = app.register.get(form.original.id().as_str()).filter(|_| !form.is_new)?;
    let theirs = record.value(position);
    (theirs != form.original.value(position)).then(|| shown(theirs).replace('\n', " "))
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
