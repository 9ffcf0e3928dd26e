//! Rows and questions that were skipped, each of which can be undone like an edit.

use crate::app::edits;
use crate::app::edits::Cursor;
use crate::app::guided::session::steps;
use crate::app::input::screen::Screen;
use crate::app::state::App;
use crate::domain::register::index::Slot;

/// What was skipped by one key.
#[derive(Debug)]
pub struct Skip {
    /// Where.
    screen: &'static Screen,
    /// The rows, or the question of a session.
    slots: Vec<Slot>,
    /// How many edits could be undone then: it is undone before them and after those made since.
    pub(super) edits: usize,
}

/// Puts the row under the cursor, or the marked ones, behind all others.
pub(in crate::app) fn put_off(app: &mut App) {
    let mut slots = Vec::new();
    app.with_list(app.screen, |list, view| {
        slots = list.targets();
        list.clear_marks();
        list.put_off(view, &slots);
    });
    app.screens.leave_detail();
    note_skip(app, slots);
}

/// Notes what was skipped on the screen shown, so that it can be undone, and says so.
pub(in crate::app) fn note_skip(app: &mut App, slots: Vec<Slot>) {
    let what = named_slots(app, &slots);
    app.guided.triage.skips.push(Skip {
        screen: app.screen,
        slots,
        edits: app.edits.history.done.len(),
    });
    app.tell(format!("Skipped for now: {what}  (:undo to undo)"));
}

/// Undoes the skip that was the last thing done. Tells whether there was one.
pub(in crate::app) fn undo_skip(app: &mut App) -> bool {
    if !app.guided.triage.has_skipped_last(&app.edits.history) {
        return false;
    }
    let Some(Skip { screen, slots, .. }) = app.guided.triage.skips.pop() else {
        return false;
    };
    let what = named_slots(app, &slots);
    let ids: Vec<_> = slots.iter().filter_map(|slot| app.register.at(*slot)).collect();
    let ids: Vec<_> = ids.into_iter().map(|record| record.id().clone()).collect();
    if let Some(session) = app.guided.sessions.iter_mut().find(|session| session.home == screen) {
        session.skipped.retain(|id| !ids.contains(id));
        if let Some(at) = ids.first().and_then(|id| session.position(id.as_str())) {
            session.go(at);
        }
        steps::shown(app);
    } else {
        app.with_list(screen, |list, view| list.take_up(view, &slots));
        edits::refresh_touched(app, &slots.iter().copied().collect(), Cursor::Follow);
    }
    app.tell(format!("Undone: skip of {what}"));
    true
}

fn named_slots(app: &App, slots: &[Slot]) -> String {
    match slots {
        [one] => app
            .register
            .at(*one)
            .map(|record| record.id().to_string())
            .unwrap_or_default(),
        several => format!("{} records", several.len()),
    }
}
