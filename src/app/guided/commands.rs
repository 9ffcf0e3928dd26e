//! Commands of guided sessions and of reviews, and commands with another meaning within them or after a skip.

use crate::app::decisions::commands::DECISION;
use crate::app::dialogs::opening;
use crate::app::edits::undo;
use crate::app::form::open;
use crate::app::guided::review::{at_length, closing, entries, points};
use crate::app::guided::session::steps;
use crate::app::guided::triage::{self, skips};
use crate::app::input::command::{Command, Group, commands, on_record, require};
use crate::app::state::{App, navigate};
use crate::domain::kinds::review;
use crate::domain::record::Record;
use crate::store::save::history::Step;

commands! {
    [Command::of(Group::Look)] {
        BEGIN_SESSION "session" "session" "Begin the guided session on what is shown, or go on where it was left.",
            |app| steps::begin_session(app);
        GO_TO_CLAUSE "go-to-clause" "clause" "Go to a clause or domain of the session.", |app| steps::choose_clause(app);
        GO_TO_POINT "go-to-point" "points" "Go to a point of the agenda, or to what came of the review.",
            |app| points::choose(app),
            fits: in_review;
        LINKS "links" "links" "Go to a linked record.", |app| links(app),
            fits: on_record;
    }
    [Command::of(Group::Edit)] {
        EDIT_LONG "edit-long" "editor" "Edit the long text of the record in your editor.", |app| edit_long(app),
            fits: on_record;
        UNDO "undo" "undo" "Undo the last edit that can be undone.", |app| undo(app),
            fits: can_undo;
        REDO "redo" "redo" "Redo the edit that was undone last.", |app| undo::redo(app),
            fits: can_redo;
    }
    [Command::of(Group::Decide)] {
        SKIP "skip" "skip" "Go on; the item goes to the end of the queue until the program ends.", |app| skip(app),
            changes: false;
        HOLD "hold" "hold" "Hold the review, point by point; of one that was held, show the minutes.",
            |app| points::hold(app),
            changes: false,
            hinted: can_hold,
            word: |app| app.record().is_some_and(is_held).then_some("minutes");
        NOTED "noted" "noted" "The point was looked at and there is nothing more to say; go on.",
            |app| entries::note(app),
            fits: at_point;
        CLOSE_REVIEW "close-review" "close" "Close the review: look at what came of it, say the day, plan the next one.",
            |app| closing::begin_closing(app),
            fits: in_review;
    }
    [DECISION] {
        SAY "say" "say" "Say something about the point of the agenda.",
            fits: at_point;
        DECIDE "decide" "decision" "Decide in one line, which becomes an action: buy the second model @owner +2w.",
            fits: in_review;
        RESOLVE "resolve" "decision alone" "Decide something that asks for no action.",
            fits: in_review;
        ATTEND "attend" "there" "Say who is there.",
            fits: in_review;
        FIND "find" "finding" "Raise a finding from the point of the agenda.",
            fits: in_review;
    }
    [Command::of(Group::Program)] {
        DECIDED "decided" "decided" "Show what was decided since the program began, to copy or as a commit message.",
            |app| triage::show_sitting(app);
    }
}

/// A review is being held.
fn in_review(app: &App) -> Result<(), String> {
    const ELSEWHERE: &str = "This belongs to a review that is being held; x on one in the Calendar (7) opens it.";
    require(app.guided.holding(app.screen).is_some(), ELSEWHERE)
}

/// A point of a review is shown.
fn at_point(app: &App) -> Result<(), String> {
    in_review(app)?;
    let is_shown = app
        .guided
        .holding(app.screen)
        .is_some_and(|holding| holding.point().is_some());
    require(
        is_shown,
        "Something is said about a point; :up goes back to the last one.",
    )
}

/// Tells whether a point of a review has the screen, and no record lies over it.
fn is_at_point(app: &App) -> bool {
    app.has_hints() && app.guided.holding(app.screen).is_some()
}

fn links(app: &mut App) {
    if is_at_point(app) {
        points::choose_record(app);
    } else {
        opening::links(app);
    }
}

fn edit_long(app: &mut App) {
    if is_at_point(app) {
        at_length::write(app);
    } else {
        open::edit_long(app);
    }
}

fn skip(app: &mut App) {
    if app.guided.session(app.screen).is_some() {
        steps::skip(app);
    } else if app.list(app.screen).is_some() {
        skips::put_off(app);
    } else {
        navigate::move_rows(app, 1);
    }
}

fn can_hold(app: &App) -> bool {
    app.record()
        .is_some_and(|record| record.is(&review::KIND) && (record.is_open() || is_held(record)))
}

fn is_held(record: &Record) -> bool {
    record.is(&review::KIND) && record.get(review::STATUS) == Some(review::Status::Held)
}

/// Undoes the last thing done: a skip, or an edit.
fn undo(app: &mut App) {
    if !skips::undo_skip(app) {
        undo::undo(app);
    }
}

fn can_undo(app: &App) -> Result<(), String> {
    let edits = &app.edits;
    if edits.history.done.is_empty() && !edits.has_past && !app.guided.triage.has_skipped_last(&app.edits.history) {
        return Err(Step::Undo.nothing().to_owned());
    }
    Ok(())
}

fn can_redo(app: &App) -> Result<(), String> {
    if app.edits.history.undone.is_empty() && !app.edits.has_past {
        return Err(Step::Redo.nothing().to_owned());
    }
    Ok(())
}
