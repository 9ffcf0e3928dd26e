//! Opening, copying and saving forms, and drafts of earlier runs.

use crate::app::decisions::rules;
use crate::app::edits::draft::{Draft, LongDraft};
use crate::app::edits::{self, Cursor, conflict};
use crate::app::environment::key::Key;
use crate::app::form::conflict::clashes_in_form;
use crate::app::form::{Form, new_record};
use crate::app::guided::review::at_length;
use crate::app::screens::risks::method;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::kinds::{review, risk};
use crate::domain::method::score::Score;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::register::edit::Change;

pub(in crate::app) fn open_form(app: &mut App, record: Record, is_new: bool) {
    // However one came here: what may not be changed has no form.
    if let Some(reason) = app.sync.refuses_changes() {
        app.refuse(reason);
        return;
    }
    let form = Form::new(record, is_new, &app.register, app.env.today);
    app.dialogs.push(form);
}

pub(in crate::app) fn edit_selected(app: &mut App) {
    if let Some(record) = app.record().cloned() {
        open_form(app, record, false);
    }
}

/// Opens the form at the field with this label.
pub(in crate::app) fn edit_field(app: &mut App, label: &str) {
    let Some(record) = app.record() else { return };
    let name = record
        .kind()
        .fields
        .iter()
        .find(|field| field.label == label)
        .map(|field| field.name);
    edit_selected(app);
    if let (Some(form), Some(name)) = (app.dialogs.top_mut::<Form>(), name) {
        form.go_to(name, &app.register, app.env.today);
    }
}

/// Opens the form at its first page of text and hands that to the editor.
pub(in crate::app) fn edit_long(app: &mut App) {
    edit_selected(app);
    let Some(form) = app.dialogs.top_mut::<Form>() else {
        return;
    };
    if let Some(at) = form.first_page() {
        form.focus = at;
        app.key(Key::ctrl('e'));
    } else {
        app.dialogs.pop();
        app.refuse("This record has no long text; e opens its form.");
    }
}

/// Takes what the editor left.
pub(in crate::app) fn edited(app: &mut App, text: Option<String>) {
    app.dirty = true;
    let writing = app.edits.unsaved.writing.take();
    if app.dialogs.top::<Form>().is_none() && at_length::written(app, text.as_deref(), writing) {
        return;
    }
    let today = app.env.today;
    match (app.dialogs.top_mut::<Form>(), text) {
        (Some(form), Some(text)) => {
            form.set_text(&text, &app.register, today);
            app.tell("Taken from the editor; ctrl-s saves the form.");
        }
        _ => app.tell("The editor changed nothing."),
    }
}

/// Takes that the editor failed, with what it saved all the same, if it did.
pub(in crate::app) fn editor_failed(app: &mut App, saved: Option<String>) {
    if let (Some(writing), Some(text)) = (app.edits.unsaved.writing.take(), saved) {
        app.edits
            .unsaved
            .drafts
            .push(Draft::Long(LongDraft { text, ..writing }));
    }
}

pub(in crate::app) fn duplicate(app: &mut App) {
    let Some(record) = app.record().cloned() else { return };
    if !new_record::is_addable(record.kind()) {
        app.refuse("There is one of these only.");
        return;
    }
    let copy = new_record::like(&record, &app.register, app.env.today);
    open_form(app, copy, true);
}

/// Adds a record of the screen's kind, with what the place says about it filled in.
pub(in crate::app) fn add_here(app: &mut App) {
    if let Some(kind) = app.screen.kind() {
        add(app, kind.name);
    }
}

/// Opens the form of a new record.
pub fn add(app: &mut App, kind: &str) {
    let Some(kind) = app.register.kind(kind) else { return };
    let today = app.env.today;
    let mut record = new_record::record(kind, &app.register, today);
    if kind == &risk::KIND && app.screens.heatmap.narrowed && !app.screens.heatmap.by_band {
        let consequence = Some(app.screens.heatmap.consequence);
        let likelihood = app.screens.heatmap.likelihood;
        let score = Score {
            likelihood,
            consequences: [consequence, None, None],
        };
        record = record.with(risk::TIMES[app.screens.heatmap.time as usize], score);
    } else if kind == &review::KIND {
        record = record.with(review::DATE, app.screens.calendar.day);
    }
    open_form(app, record, true);
}

pub(in crate::app) fn leave_form(app: &mut App) {
    let Some(form) = app.dialogs.top::<Form>() else {
        return;
    };
    if !form.is_dirty() {
        app.dialogs.pop();
        return;
    }
    let text = "What was typed is not saved.".to_owned();
    let choices = vec![
        (Key::char('s'), "save it".to_owned(), Then::SaveForm),
        (Key::char('d'), "discard it".to_owned(), Then::DiscardForm),
    ];
    app.confirm("Leave the form", text, choices);
}

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
        edit.changes.push(Change::Add(Box::new(record)));
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
    method::propose_reviews(app, &mut edit);
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
    } else if method::asks_about_method(app, &edit) {
        // It shows more than the rule would; the answer takes it.
    } else if rules::admitted(app, &edit, Cursor::Follow).is_none() {
        // What the rules ask for is shown or asked.
    } else if rules::commit(app, &edit, cursor_after_form(app, added.is_some())) {
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
    edit.changes.push(Change::Add(Box::new(record)));
    if rules::commit(app, &edit, Cursor::Follow) {
        app.dialogs.pop();
    }
}
