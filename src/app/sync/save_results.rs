//! Results of saving: saved, merged, clashed or failed.

use crate::app::decisions::attach;
use crate::app::dialogs::trends;
use crate::app::edits;
use crate::app::edits::moved;
use crate::app::guided::{commands, import};
use crate::app::state::App;
use crate::app::state::parts::Visited;
use crate::app::unsaved::{Cause, Reason, leaving, listing, saving};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::edit::Change;
use crate::domain::register::observed::Observed;
use crate::store::load::open::Contents;
use crate::store::save::history::{History, Step};
use crate::store::save::queue::Outcome;

/// Takes what became of an edit on the disk.
pub(in crate::app) fn saved(app: &mut App, outcome: Outcome) {
    app.dirty = true;
    let Outcome { request, result } = outcome;
    let again = app.edits.unsaved.arrived(request.number);
    import::saved(app, request.number);
    match result {
        Ok(saved) => {
            if app.edits.unsaved.failed.is_empty() {
                app.notices.dismiss_if(saving::NOT_SAVED);
            }
            if !saved.merged.is_empty() {
                let ids: Vec<_> = saved.merged.iter().map(|record| record.id().to_string()).collect();
                let mut merged = saved.merged;
                for record in &mut merged {
                    app.edits.unsaved.set_in(record);
                }
                edits::absorb(app, merged);
                app.tell(format!(
                    "Saved, together with what others changed in {}.",
                    ids.join(", ")
                ));
            } else if again {
                app.notices
                    .tell_quietly(app.env.now, format!("Now saved: {}.", request.edit.title));
            }
            if let Some(remark) = saved.remark {
                app.warn(remark);
            }
            saving::retry(app, Cause::Saved);
        }
        Err(error) => saving::keep_failed(app, request, Reason::Refused(error), again),
    }
    leaving::leave_if_saved(app);
    listing::renew_question(app);
}

/// Takes the register as it was read, with what was found on the way, and keeps every place that still is.
pub(in crate::app) fn take_register(app: &mut App, mut register: Register, contents: Contents) {
    register.read_by(app.register.reader().to_vec());
    let selected = app.record().map(|record| record.id().clone());
    let spot = app.screen;
    let seen = std::mem::replace(&mut app.register, register).observed().clone();
    for list in &mut app.screens.lists {
        list.forget();
    }
    take_contents(app, seen, contents);
    if let Some(slot) = selected.and_then(|id| app.register.slot(id.as_str())) {
        app.with_rows(spot, |list, _| list.select(slot));
    }
}

/// Takes what was found while the register on screen was read.
pub(in crate::app) fn end_load(app: &mut App, contents: Contents) {
    take_contents(app, Observed::default(), contents);
}

fn take_contents(app: &mut App, seen: Observed, mut contents: Contents) {
    app.edits.moved = None;
    app.edits.unsaved.set_in_register(&mut app.register);
    moved::take(app);
    attach::observe_all(app, seen);
    app.sync.read_only.clone_from(&contents.read_only);
    app.sync.paths = contents.take_paths();
    app.sync.problems = contents.problems;
    app.sync.loading = None;
    app.sync.asked_changes = false;
    app.sync.asked_approved.clear();
    trends::forget(app);
    app.visited = Visited::default();
    app.screens.calendar.forget(app.env.today);
    app.refresh_all();
    let broken = app.sync.problems.iter().filter(|problem| problem.is_broken()).count();
    if broken > 0 {
        app.warn(format!(
            "{broken} files cannot be read and are left alone; :problems says why."
        ));
    }
}

/// Takes the undo history on disk, of which this run may know only a part, and makes the step for which it was
/// wanted.
pub(in crate::app) fn remember_history(app: &mut App, history: History, step: Step) {
    if app.edits.history.done.is_empty() {
        app.edits.has_past = false;
    }
    app.edits.history.recall(history);
    match step {
        Step::Redo if app.edits.history.undone.is_empty() => app.refuse(step.nothing()),
        Step::Redo => app.run(&commands::REDO),
        _ => app.run(&commands::UNDO),
    }
}

/// Filters what the screen shows.
pub fn filter_by(app: &mut App, filter: &str) {
    if app.screen.pane.filter(app).is_none() {
        app.refuse("This screen has no list to filter.");
        return;
    }
    app.screen.pane.set_filter(app, filter);
    if let Some(error) = app.screen.pane.filter_error(app) {
        let error = error.to_string();
        app.refuse(error);
    }
    app.dirty = true;
}

pub(in crate::app) fn label(app: &App, id: &Id, field: usize) -> &'static str {
    app.register
        .get(id.as_str())
        .map_or("", |record| record.kind().stored(field).label)
}

/// Takes the other values into the register and saves the rest of the edit.
pub(in crate::app) fn take_theirs(app: &mut App, number: u64) {
    let Some((request, clashes)) = app.edits.unsaved.take_clash(number) else {
        return;
    };
    let mut records = Vec::new();
    for clash in &clashes {
        let known = records.iter().position(|record: &Record| *record.id() == clash.id);
        let at = known.unwrap_or_else(|| {
            records.extend(app.register.get(clash.id.as_str()).cloned());
            records.len().saturating_sub(1)
        });
        if let Some(record) = records.get_mut(at) {
            // The value was read from the record's own file, so it fits.
            let _ = record.put(clash.field, clash.theirs.clone());
        }
    }
    edits::absorb(app, records);
    let mut rest = request.edit.clone();
    rest.changes.retain(|change| {
        !matches!(change, Change::Set { id, field, .. } if clashes.iter().any(|clash| clash.id == *id && clash.field == *field))
    });
    if rest.is_empty() {
        app.tell("Theirs is taken; nothing of this edit was left to save.");
        saving::retry(app, Cause::Saved);
    } else {
        saving::save_instead(app, &request, rest);
    }
}

/// Writes this edit's values over the others', which stay in git's history or in the message log.
pub(in crate::app) fn keep_mine(app: &mut App, number: u64) {
    let Some((request, clashes)) = app.edits.unsaved.take_clash(number) else {
        return;
    };
    let mut edit = request.edit.clone();
    for change in &mut edit.changes {
        if let Change::Set { id, field, from, .. } = change
            && let Some(clash) = clashes.iter().find(|clash| clash.id == *id && clash.field == *field)
        {
            from.clone_from(&clash.theirs);
        }
    }
    for clash in &clashes {
        let label = label(app, &clash.id, clash.field);
        app.tell(format!(
            "{} {label}: `{}` was written over `{}`.",
            clash.id, clash.mine, clash.theirs
        ));
    }
    saving::save_instead(app, &request, edit);
}
