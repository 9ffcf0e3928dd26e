//! Commands of Today.

use crate::app::input::command::{Command, Group, commands};
use crate::app::screens::today::{changes, identity, lines};

commands! {
    [Command::of(Group::Look)] {
        MINE "mine" "mine" "Count only what you answer for, or everything again.", |app| lines::turn_mine(app),
            word: |app| app.screens.today.mine.then_some("everyone");
        WHO_AM_I "who-am-i" "who" "Say who you are among the people, or be added to them.", |app| identity::ask(app);
        CHANGES "changed-by-others" "changes" "List the records that others changed since you were here last.",
            |app| changes::show_changes(app);
    }
}
