//! Commands that add, edit, undo and redo.

use crate::app::edits::undo;
use crate::app::form::open;
use crate::app::input::command::{Command, Group, commands, on_record};
use crate::app::state::App;
use crate::store::save::history::Step;

commands! {
    [Command::of(Group::Edit)] {
        ADD "add" "add" "Add a record.", |app| open::add_here(app);
        EDIT "edit" "edit" "Edit the record in a form.", |app| open::edit_selected(app),
            fits: on_record;
        DUPLICATE "duplicate" "duplicate" "Make a copy of the record and edit it.", |app| open::duplicate(app),
            fits: on_record;
        UNDO "undo" "undo" "Undo the last edit that can be undone.", |app| undo::undo(app),
            fits: can_undo;
        REDO "redo" "redo" "Redo the edit that was undone last.", |app| undo::redo(app),
            fits: can_redo;
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
