//! Commands that open a form.

use crate::app::form::open;
use crate::app::input::command::{Command, Group, commands, on_record};

commands! {
    [Command::of(Group::Edit)] {
        ADD "add" "add" "Add a record.", |app| open::add_here(app);
        EDIT "edit" "edit" "Edit the record in a form.", |app| open::edit_selected(app),
            fits: on_record;
        DUPLICATE "duplicate" "duplicate" "Make a copy of the record and edit it.", |app| open::duplicate(app),
            fits: on_record;
    }
}
