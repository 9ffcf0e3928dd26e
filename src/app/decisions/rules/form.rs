//! Saving a form: what it says as an edit, and what is asked about that before the rules see it.

use crate::app::decisions::rules::{admitted, commit, risk_method};
use crate::app::edits::{self, Cursor, conflict};
use crate::app::environment::key::Key;
use crate::app::form::conflict::clashes_in_form;
use crate::app::form::{Form, new_record};
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::record::field::Kind;
use crate::domain::register::edit::Change;

/// Proposes what the form on top says; it is left once that is saved.
pub(in crate::app) fn propose_form(app: &mut App) {
    let Some(form) = app.dialogs.top::<Form>() else {
        return;
    };
    let id = form.original.id().clone();
    if !form.is_new && app.register.get(id.as_str()).is_none() {
        let text = format!(
            "{id} is gone: its file was removed, or is not on the branch that is checked out.\n\nWhat is typed stays in the form."
        );
        let again = "make the record again, with what is typed".to_owned();
        app.confirm("Record gone", text, vec![(Key::char('m'), again, Then::SaveFormAsNew)]);
        return;
    }
    let today = app.env.today;
    let mut edit = app.edit_named(String::new());
    if form.is_new {
        let record = form.record(&app.register, today);
        let id = new_record::id(&record, &app.register, app.env.entropy);
        let record = Kind::filled(&app.register, record.renamed(id), today);
        edit.title = format!("add {}: {}", record.kind().name, record.title());
        edit.changes.push(Change::add(record));
    } else {
        let original = form.original.clone();
        edit.title = format!("edit {}", original.id());
        let changed: Vec<_> = form.changed(&app.register, today);
        for (field, value) in changed {
            // The form is held against the record as it was opened, so that what others changed meanwhile shows.
            let from = original.value(field).clone();
            let mut after = original.clone();
            if after.put(field, value.clone()).is_err() || *after.value(field) == from {
                continue;
            }
            edit.changes.push(Change::Set {
                id: original.id().clone(),
                field,
                from,
                to: after.value(field).clone(),
            });
        }
    }
    risk_method::propose_reviews(app, &mut edit);
    conflict::leave_out_what_is_so(app, &mut edit);
    let added = match edit.changes.first() {
        Some(Change::Add(record)) => Some(record.id().clone()),
        _ => None,
    };
    if edit.is_empty() {
        app.dialogs.pop();
        app.tell("Nothing changed.");
    } else if clashes_in_form(app, &edit) {
        // Now it is asked.
    } else if risk_method::asks_about_method(app, &edit) {
        // It shows more than the rule would; the answer takes it.
    } else if admitted(app, &edit, Cursor::Follow).is_none() {
        // What the rules ask for is shown or asked.
    } else if commit(app, &edit, cursor_after_form(app, added.is_some())) {
        app.dialogs.pop();
        if let Some(slot) = added.and_then(|id| app.register.slot(id.as_str())) {
            app.screen.pane.select(app, slot);
        }
    }
}

/// Returns where the cursor goes when a form is saved: to a new record; in the queue it keeps its row, where the next
/// item comes.
fn cursor_after_form(app: &App, is_new: bool) -> Cursor {
    if edits::is_in_queue(app) && !is_new {
        Cursor::Stay
    } else {
        Cursor::Follow
    }
}

/// Saves the topmost form as a new record under the id of its own, which is gone.
pub(in crate::app) fn save_form_as_new(app: &mut App) {
    let Some(form) = app.dialogs.top::<Form>() else {
        return;
    };
    let record = form.record(&app.register, app.env.today);
    let mut edit = app.edit_named(format!("make {} again", record.id()));
    edit.changes.push(Change::add(record));
    if commit(app, &edit, Cursor::Follow) {
        app.dialogs.pop();
    }
}
