//! Commands that move the cursor, mark rows and change what is shown, on every screen alike.

use crate::app::input::command::{Command, Group, commands, require};
use crate::app::state::App;
use crate::app::state::{navigate, palette};
use crate::domain::kinds::organization;
use crate::domain::record::id::Id;

commands! {
    [Command::of(Group::Move)] {
        DOWN "down" "down" "Move down.", |app| navigate::move_rows(app, 1);
        UP "up" "up" "Move up.", |app| navigate::move_rows(app, -1);
        LEFT "left" "left" "Move left; fold the clause.", |app| app.screen.pane.across(app, -1);
        RIGHT "right" "right" "Move right; unfold the clause.", |app| app.screen.pane.across(app, 1);
        FIRST "first" "top" "Go to the first row.", |app| navigate::move_rows(app, isize::MIN / 2);
        LAST "last" "end" "Go to the last row.", |app| navigate::move_rows(app, isize::MAX / 2);
        HALF_DOWN "half-down" "half page" "Move down by half a page.", |app| navigate::scroll(app, |page| (page / 2).max(1));
        HALF_UP "half-up" "half page" "Move up by half a page.", |app| navigate::scroll(app, |page| -(page / 2).max(1));
        PAGE_DOWN "page-down" "page" "Move down by a page.", |app| navigate::scroll(app, |page| page);
        PAGE_UP "page-up" "page" "Move up by a page.", |app| navigate::scroll(app, |page| -page);
    }
    [Command::of(Group::Look)] {
        ORGANIZATION "organization" "organization" "Show the organization: scope, context, people, policy, cadence.",
            |app| app.go_to(&Id::new(organization::ID));
        NEXT_SCREEN "next-screen" "next" "Go to the next screen.", |app| navigate::show_by(app, 1);
        PREVIOUS_SCREEN "previous-screen" "previous" "Go to the previous screen.", |app| navigate::show_by(app, -1);
        OPEN "open" "open" "Open the item: its detail, or the record behind a line.", |app| app.pane().open(app),
            keeps_move: true,
            hinted: has_something;
        BACK "back" "back" "Close what is on top, or clear the filter and the marks.", |app| navigate::back_out(app),
            keeps_move: true;
        ZOOM "zoom" "zoom" "Give the pane the whole screen, and back.", |app| app.screens.zoomed = !app.screens.zoomed,
            fits: has_panes;
        SWITCH_PANE "switch-pane" "other pane" "Go to the other pane.", |app| app.screen.pane.switch(app),
            fits: has_panes;
        JUMP_BACK "jump-back" "back" "Go back to where you were before the last jump.", |app| navigate::jump_back(app),
            fits: |app| require(!app.visited.back.is_empty(), "There is no earlier place to go back to.");
        RETURN "return" "back" "Go back to where you came from: the step before, as Esc does.",
            |app| { navigate::take_step_back(app); },
            fits: |app| require(!app.visited.steps.is_empty(), "No step led here; :jump-back goes to earlier places.");
        JUMP_FORWARD "jump-forward" "forward" "Go forward again.", |app| navigate::jump_forward(app),
            fits: |app| require(!app.visited.forward.is_empty(), "There is no later place to go to.");
    }
    [Command::of(Group::Edit)] {
        MARK "mark" "mark" "Mark or unmark the row; decisions then apply to all marked rows.",
            |app| app.screen.pane.mark(app),
            changes: false, hinted: has_something;
        MARK_RANGE "mark-range" "range" "Mark from here to where the cursor goes.",
            |app| app.with_list(app.screen, |list, _| list.toggle_range()),
            changes: false, fits: is_marked_here;
        MARK_ALL "mark-all" "all" "Mark all rows shown, or none.",
            |app| app.with_list(app.screen, |list, _| list.toggle_all()),
            changes: false, fits: is_marked_here;
    }
    [Command::of(Group::Program)] {
        PALETTE "palette" "palette" "Find any command, record or screen by a few letters.", |app| palette::open(app);
        HELP "help" "help" "Show the keys that hold here; type to search, Enter runs, ? shows those of every place.",
            |app| palette::open_help(app),
            keeps_move: true;
        ALL_KEYS "all-keys" "all keys" "Show the keys of every place, those that hold here first.", |app| palette::open_all_keys(app),
            keeps_move: true;
    }
}

/// No record lies over the screen, which would hide its panes.
fn has_panes(app: &App) -> Result<(), String> {
    require(
        !navigate::is_covered(app),
        "A record that lies over the screen has one pane; :back closes it.",
    )
}

/// The screen has a list, whose rows can be marked.
fn is_marked_here(app: &App) -> Result<(), String> {
    require(app.list(app.screen).is_some(), "Nothing is marked here.")
}

/// There is a row to open, or a detail that lies over the list.
fn has_something(app: &App) -> bool {
    let list = app.list(app.screen).filter(|_| !navigate::is_covered(app));
    list.is_none_or(|list| !list.rows().is_empty())
}
