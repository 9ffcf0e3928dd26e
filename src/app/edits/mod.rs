//! Applies, undoes and redoes edits, sends them to be saved, and refreshes what they touch. What is edited is admitted by
//! `decisions::rules` first.

pub(in crate::app) mod changed_beside;
pub(in crate::app) mod conflict;
pub mod draft;
pub(in crate::app) mod moved;
pub(in crate::app) mod undo;

use std::collections::HashSet;
use std::fmt::Display;

use crate::app::environment::effect::Effect;
use crate::app::state::App;
use crate::domain::kinds::{control, document, evidence, method, risk};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::edit::{Changes, Edit, EditError};
use crate::domain::register::index::Slot;
use crate::domain::register::observed::{Place, place};
use crate::store::save::Request;
use crate::store::save::history::Step;
use crate::store::save::lines::Lines;

/// Where the cursor goes after an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Cursor {
    /// It stays on its record, wherever that goes.
    Follow,
    /// It stays at its row, so that a decided item gives way to the next.
    Stay,
}

/// Adds the changes of one record to an edit; what follows from them is added when it is committed.
///
/// # Errors
///
/// Fails when a field is one of another kind or cannot hold its value; the error names the record.
pub(in crate::app) fn add_changes(
    app: &App,
    edit: &mut Edit,
    record: &Record,
    changes: Changes,
) -> Result<(), EditError> {
    for (field, value) in changes {
        edit.changes
            .extend(app.register.change(record.id().as_str(), field, value)?);
    }
    Ok(())
}

/// Returns an edit with changes to one record added.
///
/// # Errors
///
/// As [`add_changes`].
pub(in crate::app) fn with_changes(
    app: &App,
    mut edit: Edit,
    record: &Record,
    changes: Changes,
) -> Result<Edit, EditError> {
    add_changes(app, &mut edit, record, changes)?;
    Ok(edit)
}

/// Returns an edit whose changes fit, or says which do not.
pub(in crate::app) fn fitting<E: Display>(app: &mut App, edit: Result<Edit, E>) -> Option<Edit> {
    edit.map_err(|error| app.refuse(format!("{error} Nothing was changed.")))
        .ok()
}

/// Makes a step of the history, in the register and on its way to the disk.
pub(in crate::app) fn apply(app: &mut App, edit: &Edit, step: Step, cursor: Cursor) -> Result<(), EditError> {
    apply_with(app, edit, step, cursor, Vec::new())
}

/// Makes a step of the history with lines of files beside the records, which change with it.
pub(in crate::app) fn apply_with(
    app: &mut App,
    edit: &Edit,
    step: Step,
    cursor: Cursor,
    lines: Vec<Lines>,
) -> Result<(), EditError> {
    match step {
        Step::Begin | Step::Do => moved::write(app),
        Step::Undo | Step::Redo => moved::put_back(app),
    }
    let mut touched = related(app, edit);
    let made = match app.register.apply(edit) {
        Ok(inverse) => inverse.inverse(),
        Err(error) => {
            moved::take(app);
            return Err(error);
        }
    };
    touched.extend(related(app, &made));
    refresh_touched(app, &touched, cursor);
    app.guided.note(app.screen, &made);
    app.edits.history.push(step, made.clone());
    observe_records(app, &made.touched());
    let request = Request::new(&app.register, made, step).with_lines(lines);
    app.effects.extend(app.edits.unsaved.send(request));
    if moved::take(app) {
        app.refresh_all();
    }
    Ok(())
}

/// Tells whether the list shown is worked through, so that a record that was decided on gives way to the next.
pub(in crate::app) fn is_in_queue(app: &App) -> bool {
    app.screen.is_queue && !app.screens.detail.focused
}

/// Returns the places of the records an edit touches, and of those whose derived values may follow.
fn related(app: &App, edit: &Edit) -> HashSet<Slot> {
    reached(app, edit.touched())
}

/// Returns the places of records and of those whose derived values may follow from theirs.
pub(in crate::app) fn reached(app: &App, ids: impl IntoIterator<Item = Id>) -> HashSet<Slot> {
    let mut ids: HashSet<Id> = ids.into_iter().collect();
    if ids.contains(method::ID) {
        ids.extend(app.register.of(&risk::KIND).map(|record| record.id().clone()));
    }
    for _ in 0..2 {
        let mut more = Vec::new();
        for id in &ids {
            let Some(record) = app.register.get(id.as_str()) else {
                continue;
            };
            // An excluded control demands no document.
            if record.is(&control::KIND) {
                more.extend(document::demanded(&app.register, id.as_str()).cloned());
            }
            let referred = record.fields().flat_map(|(_, value)| value.ids());
            more.extend(referred.cloned());
            more.extend(app.register.linked(id).into_iter().map(|record| record.id().clone()));
        }
        ids.extend(more);
    }
    ids.iter().filter_map(|id| app.register.slot(id.as_str())).collect()
}

pub(in crate::app) fn refresh_touched(app: &mut App, touched: &HashSet<Slot>, cursor: Cursor) {
    let view = crate::app::list::spec::View {
        register: &app.register,
        today: app.env.today,
    };
    for list in &mut app.screens.lists {
        let (row, is_here) = (list.cursor, app.screen.shows(list));
        list.update(view, touched);
        if is_here && cursor == Cursor::Stay {
            list.cursor = row.min(list.rows().len().saturating_sub(1));
        }
    }
    app.screens.calendar.update(view, touched);
    narrow_lists(app);
    app.screens.today.outdate();
    app.screens.readiness.outdate();
    app.guided.outdate();
    app.freshen();
    app.dirty = true;
}

/// Narrows each list to what is chosen beside it, since its records changed.
pub(in crate::app) fn narrow_lists(app: &mut App) {
    for screen in app.screens.table {
        screen.pane.narrow(app);
    }
}

/// Takes records as the disk has them now.
pub fn absorb(app: &mut App, records: Vec<Record>) {
    let ids: Vec<_> = records.iter().map(|record| record.id().clone()).collect();
    for record in records {
        app.register.put(record);
    }
    observe_records(app, &ids);
    let touched = ids.iter().filter_map(|id| app.register.slot(id.as_str())).collect();
    refresh_touched(app, &touched, Cursor::Follow);
}

/// Asks the outside to look at the files that some records point at.
pub(in crate::app) fn observe_records(app: &mut App, ids: &[Id]) {
    let records = ids.iter().filter_map(|id| app.register.get(id.as_str()));
    let mut paths = Vec::new();
    for record in records.filter(|record| record.is(&evidence::KIND) || record.is(&document::KIND)) {
        let field = record.kind().field_index("location");
        let location = field.and_then(|field| record.value(field).as_text());
        if let Some(Place::File(path)) = location.map(place) {
            paths.push(path.to_owned());
        }
    }
    if !paths.is_empty() {
        paths.sort_unstable();
        paths.dedup();
        app.effects.push(Effect::Observe { paths, then: None });
    }
}
