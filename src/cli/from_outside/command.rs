//! A new command: the palette, the help, the hints and the reference come from its declaration, its keys from the screen
//! that binds it.

use crate::app::input::command::{Command, Group};
use crate::app::input::keymap::Binding;
use crate::app::input::screen::{Screen, Tab, Table};
use crate::app::notices::Tone;
use crate::app::screens::{SCREENS, systems, today};
use crate::app::state::commands::{self, COMMANDS, OPEN};
use crate::app::state::dialogs::DIALOG_KEYS;
use crate::app::state::{App, contexts};
use crate::cli::commands::keys;
use crate::cli::from_outside::kind::{SPEC, register};
use crate::cli::from_outside::{keys_in_help, press, workbench_with};
use crate::ui::hints;

static COUNT: Command = Command {
    name: "count-spills",
    hint: "count",
    help: "Say how many spills there are.",
    fits: |app| match app.screen.list {
        Some(spec) if spec.kind == SPEC.kind => Ok(()),
        _ => Err("Spills are counted on their own screen.".to_owned()),
    },
    run: |app, _| {
        let count = app.register.of(SPEC.kind).count();
        app.tell(format!("{count} spills."));
    },
    ..Command::of(Group::Look)
};

static SCREEN: Screen = Screen {
    show: Command::show("spills", "Show what was spilt."),
    title: "Spills",
    short: "Spills",
    tab: Tab::Under(&today::SCREEN),
    list: Some(&SPEC),
    keys: &[
        Binding::new("alt-c", &COUNT).hinted(""),
        Binding::new("", &OPEN).hinted(""),
    ],
    ..Screen::PLAIN
};

fn screens() -> Table {
    Box::leak(SCREENS.iter().copied().chain([&SCREEN]).collect())
}

fn commands() -> commands::Table {
    Box::leak(COMMANDS.iter().copied().chain([&COUNT]).collect())
}

fn app() -> App {
    let mut app = workbench_with(register(), screens(), commands());
    app.show(&SCREEN);
    app
}

fn notice(app: &App) -> Option<(Tone, &str)> {
    let notice = app.notices.current()?;
    Some((notice.tone, &notice.text))
}

#[test]
fn a_new_command_runs_by_its_key_and_from_the_palette() {
    let mut app = app();
    press(&mut app, "alt-c");
    assert_eq!(notice(&app), Some((Tone::Done, "2 spills.")));
    press(&mut app, "j");
    assert_eq!(notice(&app), None);
    press(&mut app, ": c o u n t - s p i l l s enter");
    assert_eq!(notice(&app), Some((Tone::Done, "2 spills.")));
}

#[test]
fn a_new_command_is_refused_where_it_does_not_fit_by_its_own_words() {
    let mut app = app();
    app.show(&systems::SCREEN);
    app.run(&COUNT);
    let sentence = "Spills are counted on their own screen.";
    assert_eq!(notice(&app), Some((Tone::Refused, sentence)));
    assert_eq!(app.refusal(&COUNT).as_deref(), Some(sentence));
}

#[test]
fn help_hints_and_reference_name_a_new_command() {
    let mut app = app();
    assert_eq!(hints::commands(&app), [&COUNT, &OPEN]);
    press(&mut app, "?");
    assert_eq!(keys_in_help(&app, COUNT.help).as_deref(), Some("alt-c"));
    let reference = keys::markdown(&contexts::keymap(screens(), commands()), DIALOG_KEYS);
    assert!(reference.contains("| `alt-c` | count-spills | Say how many spills there are. |"));
}
