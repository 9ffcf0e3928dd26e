//! Opening, copying and leaving forms.

use crate::app::environment::key::Key;
use crate::app::form::{Form, new_record};
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::kinds::{review, risk};
use crate::domain::method::score::Score;
use crate::domain::record::Record;

pub(in crate::app) fn open_form(app: &mut App, record: Record, is_new: bool) {
    // However one came here: what may not be changed has no form.
    if let Some(reason) = app.sync.refuses_changes() {
        app.refuse(reason);
        return;
    }
    if let Some(reason) = app.register.refusal(record.id().as_str()) {
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
        app.refuse("This record has no long text; :edit opens its form.");
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
