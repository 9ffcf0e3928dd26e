//! Commands that add and edit records, and take edits back.

use crate::app::input::command::{Command, Group, commands, on_record};
use crate::app::state::App;
use crate::store::save::history::Step;

commands! {
    [Command::of(Group::Edit)] {
        ADD "add" "add" "Add a record.", |app| app.add_here();
        EDIT "edit" "edit" "Edit the record in a form.", |app| app.edit_selected(),
            fits: on_record;
        DUPLICATE "duplicate" "duplicate" "Make a copy of the record and edit it.", |app| app.duplicate(),
            fits: on_record;
        UNDO "undo" "undo" "Undo the last edit that can be undone.", |app| app.undo(),
            fits: can_undo;
        REDO "redo" "redo" "Redo the edit that was undone last.", |app| app.redo(),
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
