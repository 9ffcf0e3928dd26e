//! A new decision: its key, the palette, the help, the hints and the reference come from its declaration.

use crate::app::decisions::table::tests::sample::START;
use crate::app::notices::Tone;
use crate::app::screens::SCREENS;
use crate::app::state::commands::COMMANDS;
use crate::app::state::dialogs::DIALOG_KEYS;
use crate::app::state::{App, contexts};
use crate::cli::commands::keys;
use crate::cli::from_outside::{keys_in_help, press, workbench};
use crate::domain::admission::testing::record;
use crate::domain::kinds::{action, method};
use crate::domain::register::Register;
use crate::ui::hints;

fn app() -> App {
    let mut register = Register::default();
    register.put(method::preset());
    let fields = &[
        ("title", "Log prompts"),
        ("owner", "ana"),
        ("status", "open"),
        ("due", "2026-12-01"),
    ];
    register.put(record(&action::KIND, "T-00001", fields));
    workbench(register, SCREENS)
}

fn status(app: &App) -> Option<action::Status> {
    app.register.get("T-00001")?.get(action::STATUS)
}

#[test]
fn a_new_decision_is_made_by_its_key_and_undone() {
    let mut app = app();
    press(&mut app, "4 alt-s");
    assert_eq!(status(&app), Some(action::Status::Started));
    press(&mut app, "u");
    assert_eq!(status(&app), Some(action::Status::Open));
}

#[test]
fn a_new_decision_is_found_in_the_palette_and_refused_by_its_own_words() {
    let mut app = app();
    press(&mut app, "4 : s t a r t - w o r k enter");
    assert_eq!(status(&app), Some(action::Status::Started));
    press(&mut app, "alt-s");
    let notice = app.notices.current().expect("a notice");
    assert_eq!((notice.tone, &*notice.text), (Tone::Refused, "It is started already."));
}

#[test]
fn help_hints_and_reference_name_a_new_decision() {
    let mut app = app();
    press(&mut app, "4");
    let command = START.commands[0];
    assert!(hints::commands(&app).contains(&command));
    press(&mut app, "?");
    assert_eq!(keys_in_help(&app, command.help).as_deref(), Some("alt-s"));
    assert!(
        keys::markdown(&contexts::keymap(SCREENS, COMMANDS), DIALOG_KEYS).contains("Work on the action has begun.")
    );
    press(&mut app, "esc alt-s");
    assert!(
        !hints::commands(&app).contains(&command),
        "what does not fit is no hint"
    );
}
