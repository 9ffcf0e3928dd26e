//! The command that imports a file.

use crate::app::guided::import::choosing;
use crate::app::input::command::{Command, Group, commands};

commands! {
    [Command::of(Group::Edit)] {
        IMPORT "import" "import" "Import a spreadsheet, JSON or Markdown, step by step.",
            |app| choosing::open(app);
    }
}
