//! A new list screen: its keys, the palette, the help, the hints, jumps and the reference come from its declaration.

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen;
use crate::app::input::screen::{Screen, Tab, Table};
use crate::app::screens::{SCREENS, today};
use crate::app::state::App;
use crate::app::state::commands::COMMANDS;
use crate::app::state::contexts;
use crate::app::state::dialogs::DIALOG_KEYS;
use crate::cli::commands::keys;
use crate::cli::from_outside::kind::{SPEC, register};
use crate::cli::from_outside::{drawn, keys_in_help, press, workbench};
use crate::domain::record::Record;
use crate::ui::hints;

static SCREEN: Screen = Screen {
    show: Command::show("spills", "Show what was spilt."),
    title: "Spills",
    short: "Spills",
    tab: Tab::Under(&today::SCREEN),
    list: Some(&SPEC),
    keys: keys! { "a" ADD!, OPEN!, "r" RETIRE!, "o" OWNER, FILTER! },
    empty: |_| "Nothing was spilt yet.",
    ..Screen::PLAIN
};

fn table() -> Table {
    Box::leak(SCREENS.iter().copied().chain([&SCREEN]).collect())
}

fn app() -> App {
    let mut app = workbench(register(), table());
    press(&mut app, ": s p i l l s enter");
    assert_eq!(app.screen, &SCREEN);
    app
}

fn title(app: &App) -> Option<&str> {
    app.record().map(Record::title)
}

#[test]
fn a_new_screen_is_shown_from_the_palette_drawn_and_walked() {
    let mut app = app();
    assert_eq!(title(&app), Some("Mocha"));
    press(&mut app, "j");
    assert_eq!(title(&app), Some("Tea"));
    let shown = drawn(&app);
    for part in ["Spills", "Mocha", "Tea", "2 of 2", "desk"] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    press(&mut app, "/ m o c enter");
    assert_eq!(app.list(&SCREEN).map(|list| list.rows().len()), Some(1));
    press(&mut app, "esc 1");
    assert_eq!(app.screen, &today::SCREEN);
    press(&mut app, "ctrl-o");
    assert_eq!(app.screen, &SCREEN);
}

#[test]
fn a_new_screen_is_where_its_records_are_gone_to_added_and_decided_on() {
    let mut app = app();
    press(&mut app, "1 : X - 0 0 0 0 2 enter");
    assert_eq!((app.screen, title(&app)), (&SCREEN, Some("Tea")));
    press(&mut app, "a");
    press(&mut app, "R u m ctrl-s");
    assert_eq!(title(&app), Some("Rum"));
    press(&mut app, "o z o e down enter");
    assert_eq!(app.record().map(Record::owner), Some("zoe"));
    press(&mut app, "u");
    assert_eq!(app.record().map(Record::owner), Some(""));
}

#[test]
fn hints_help_reference_and_command_line_name_a_new_screen() {
    let mut app = app();
    let hinted: Vec<_> = hints::commands(&app).iter().map(|command| command.name).collect();
    assert!(hinted.starts_with(&["add", "open"]), "{hinted:?}");
    press(&mut app, "?");
    assert_eq!(
        keys_in_help(&app, "Retire the record; it stays on disk and in the history.").as_deref(),
        Some("r")
    );
    let reference = keys::markdown(&contexts::keymap(table(), COMMANDS), DIALOG_KEYS);
    assert!(
        reference.contains("## Spills") && reference.contains("| `a` | add |"),
        "{reference}"
    );
    assert_eq!(screen::named(table(), "SPILLS"), Some(&SCREEN));
}
