//! What moves out of fields of an older format: it is at its new place as soon as a register is read, and reaches the disk
//! as an edit of its own before the first one.

use crate::app::state::App;
use crate::domain::record::moves;
use crate::domain::register::edit::Edit;
use crate::store::save::Request;
use crate::store::save::history::Step;

/// Brings what was read to its place. Tells whether anything moved.
pub(in crate::app) fn take(app: &mut App) -> bool {
    put_back(app);
    let moved = moves::of_register(&app.register, app.env.today);
    let edit = Edit {
        title: moves::TITLE.to_owned(),
        who: app.env.who.clone(),
        when: app.env.now,
        changes: moved.changes,
    };
    if edit.is_empty() || app.register.apply(&edit).is_err() {
        return false;
    }
    for told in moved.told {
        app.warn(told);
    }
    app.edits.moved = Some(edit);
    true
}

/// Brings the register to what the files say, for a while.
pub(in crate::app) fn put_back(app: &mut App) {
    if let Some(moved) = app.edits.moved.take() {
        // Nothing was edited since it moved, for an edit writes what moved.
        let _ = app.register.apply(&moved.inverse());
    }
}

/// Sends what moved to the disk, as an edit that can be undone like any other.
pub(in crate::app) fn write(app: &mut App) {
    if let Some(moved) = app.edits.moved.take() {
        app.edits.history.push(Step::Do, moved.clone());
        let request = Request::new(&app.register, moved, Step::Do);
        app.effects.extend(app.edits.unsaved.send(request));
    }
}
