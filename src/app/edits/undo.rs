//! Undo and redo: whose edit it is, what stands in the way, and where the cursor goes.

use crate::app::edits::{self, Cursor, changed_beside};
use crate::app::environment::effect::Effect;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::register::edit::{Edit, EditError};
use crate::store::save::history::Step;

/// Undoes the last edit. One of somebody else is asked about first.
pub(in crate::app) fn undo(app: &mut App) {
    let Some(edit) = app.edits.history.done.last() else {
        app.effects.push(Effect::Recall(Step::Undo));
        return;
    };
    let is_mine = |edit: &&Edit| edit.who == app.env.who || edit.who.is_empty();
    let mine = app.edits.history.done.iter().rev().find(is_mine).cloned();
    if is_mine(&edit) {
        let edit = edit.clone();
        undo_edit(app, &edit);
        return;
    }
    let text = format!("{}{}", edit.title, origin(app, edit));
    let theirs = Then::Undo(Box::new(edit.clone()));
    let mut choices = vec![(Key::char('y'), "undo it".to_owned(), theirs)];
    choices.extend(mine.map(|mine| {
        let what = format!("undo my last edit instead: {}", mine.title);
        (Key::char('m'), what, Then::Undo(Box::new(mine)))
    }));
    app.confirm("Undo an edit of somebody else", text, choices);
}

/// Undoes an edit, whoever made it.
pub(in crate::app) fn undo_edit(app: &mut App, edit: &Edit) {
    let title = format!("{}{}", edit.title, origin(app, edit));
    let inverse = edit.inverse();
    let broken = changed_beside::broken(&app.register, &inverse);
    match edits::apply(app, &inverse, Step::Undo, Cursor::Follow) {
        Ok(()) => {
            app.pane_below().show_edited(app, &edit.touched());
            app.tell_edit(format!("Undone: {title}  (:redo to redo){broken}"));
        }
        Err(error) => pass_over(app, edit, Step::Undo, &error),
    }
}

/// Says why an edit cannot be undone or redone, and lets the next one come.
fn pass_over(app: &mut App, edit: &Edit, step: Step, error: &EditError) {
    app.edits.history.set_aside(edit);
    let (left, decision, key) = match step {
        Step::Redo => (&app.edits.history.undone, "redone", ":redo redoes"),
        _ => (&app.edits.history.done, "undone", ":undo undoes"),
    };
    let next = if left.is_empty() && !app.edits.has_past {
        ".".to_owned()
    } else {
        format!("; {key} the edit before it.")
    };
    app.warn(format!("{error} {} cannot be {decision}{next}", edit.title));
}

/// Says who made an edit and when, where that was somebody else or in an earlier run; empty else.
fn origin(app: &App, edit: &Edit) -> String {
    let when = edit.when.format("%Y-%m-%d %H:%M");
    if edit.who != app.env.who && !edit.who.is_empty() {
        format!(", by {} on {when}", edit.who)
    } else if edit.when < app.guided.triage.began {
        format!(", of {when}")
    } else {
        String::new()
    }
}

pub(in crate::app) fn redo(app: &mut App) {
    let Some(edit) = app.edits.history.undone.last().cloned() else {
        app.effects.push(Effect::Recall(Step::Redo));
        return;
    };
    let title = edit.title.clone();
    // In the queue what was decided gives way to the next item, as when it was decided first.
    let in_queue = edits::is_in_queue(app);
    if in_queue {
        app.pane_below().show_edited(app, &edit.touched());
    }
    let cursor = if in_queue { Cursor::Stay } else { Cursor::Follow };
    let broken = changed_beside::broken(&app.register, &edit);
    match edits::apply(app, &edit, Step::Redo, cursor) {
        Ok(()) => {
            if !in_queue {
                app.pane_below().show_edited(app, &edit.touched());
            }
            app.tell_edit(format!("Redone: {title}  (:undo to undo){broken}"));
        }
        Err(error) => pass_over(app, &edit, Step::Redo, &error),
    }
}
