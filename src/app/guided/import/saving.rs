//! Saves an import as one edit, and leaves it without one.

use crate::app::decisions::prompt::keeping;
use crate::app::edits::{self, Cursor, undo};
use crate::app::guided::import::{Importing, Page, plan, with};
use crate::app::state::App;
use crate::domain::register::edit::Edit;
use crate::store::load::problem::FileProblem;
use crate::store::save::history::Step;

/// An edit that is on its way to the disk.
#[derive(Debug)]
pub struct OnItsWay {
    /// The number of its request.
    number: u64,
    /// How many records it touches.
    pub records: usize,
    edit: Edit,
}

/// How many records reach the disk before anybody could ask where they are.
const AT_ONCE: usize = 100;

/// Saves what the rows show. Where the register changed since they were planned, they are planned again, and saved if
/// that comes to the same.
pub(super) fn save(app: &mut App) {
    if let Some(why) = refusal(app) {
        return app.refuse(why);
    }
    let version = app.register.version();
    let Some(import) = app.dialogs.top_mut::<Importing>() else {
        return;
    };
    if import.page != Page::Rows {
        import.page = Page::Rows;
        return app.tell("This is what it would do; ctrl-s once more imports it.");
    }
    let is_stale = import
        .planned
        .as_ref()
        .is_some_and(|planned| planned.version != version);
    if is_stale {
        import.looked_at = import.outcome().map(|outcome| outcome.whole.edit.changes.clone());
        return plan(app);
    }
    save_planned(app);
}

/// Saves the plan that was asked for once more to be saved, if it comes to what was looked at.
pub(super) fn save_if_same(app: &mut App) {
    let looked_at = with(app, |import| import.looked_at.take()).flatten();
    let Some(looked_at) = looked_at else { return };
    let now = app.dialogs.top::<Importing>().and_then(Importing::outcome);
    if now.is_some_and(|outcome| outcome.whole.edit.changes == looked_at) {
        save_planned(app);
    } else {
        app.refuse("The register changed meanwhile: this is what it would do now; ctrl-s imports it.");
    }
}

/// Returns why nothing can be saved now, if so.
fn refusal(app: &App) -> Option<String> {
    if let Some(why) = app.sync.refuses_changes() {
        return Some(why);
    }
    // A record whose file is broken would be taken for missing and made a second time.
    if app.sync.problems.iter().any(FileProblem::is_broken) {
        let why = "Files of the register cannot be read, so their rows would be imported a second time; :problems says what is wrong.";
        return Some(why.to_owned());
    }
    let import = app.dialogs.top::<Importing>()?;
    if import.waits.is_some() {
        return Some("What it would do is still being worked out; one moment.".to_owned());
    }
    match import.planned.as_ref().map(|planned| &planned.result) {
        None => Some("Nothing would be imported yet: enter says what the rows are.".to_owned()),
        Some(Err(why)) => Some(why.clone()),
        Some(Ok(outcome)) if outcome.whole.edit.changes.is_empty() && outcome.lines.is_empty() => {
            Some("The register says all of it already; there is nothing to import.".to_owned())
        }
        Some(Ok(_)) => None,
    }
}

fn save_planned(app: &mut App) {
    let Some(import) = app.dialogs.pop_top::<Importing>() else {
        return;
    };
    let Some(outcome) = import.outcome() else { return };
    let edit = &outcome.whole.edit;
    if let Err(error) = edits::apply_with(app, edit, Step::Do, Cursor::Follow, outcome.lines.clone()) {
        app.dialogs.push(*import);
        return app.warn(format!("{error} Nothing was changed."));
    }
    let touched = edit.touched();
    app.pane_below().show_edited(app, &touched);
    let rows = outcome.whole.plans.iter().flat_map(|plan| &plan.rows);
    let left = match rows.filter(|row| row.is_problem()).count() {
        0 => String::new(),
        1 => "; 1 row is not imported, or not all of it".to_owned(),
        left => format!("; {left} rows are not imported, or not all of them"),
    };
    app.tell_edit(if edit.changes.is_empty() {
        format!("Nothing to change; what the file says is remembered for its next import{left}  (:undo to undo)")
    } else {
        format!("{}{left}  (:undo to undo)", edit.title)
    });
    if touched.len() > AT_ONCE {
        let saving = OnItsWay {
            number: app.edits.unsaved.made(),
            records: touched.len(),
            edit: edit.clone(),
        };
        app.dialogs.push(Importing {
            saving: Some(saving),
            ..*import
        });
    }
}

/// Closes the import whose edit is on the disk, or is kept among what is not.
pub(in crate::app) fn saved(app: &mut App, number: u64) {
    let is_it = |import: &Importing| import.saving.as_ref().is_some_and(|saving| saving.number == number);
    app.dialogs.close(is_it);
}

/// Stops what is under way and leaves; what was answered is kept, and what is on its way to the disk goes back.
pub(super) fn leave(app: &mut App) {
    let saving = with(app, |import| {
        import.waits = None;
        import.saving.take()
    });
    keeping::leave(app);
    if let Some(OnItsWay { edit, .. }) = saving.flatten() {
        undo::undo_edit(app, &edit);
    }
}
