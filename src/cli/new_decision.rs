//! A decision is declared once, shown with one that nobody else knows: its key, the palette, the help, the hints and
//! the reference come from the declaration.
//!
//! It stands here because only the outermost layer may name all the others.

use crate::app::decisions::table::tests::sample::START;
use crate::app::dialogs::Dialog;
use crate::app::environment::Environment;
use crate::app::input::keymap::Keymap;
use crate::app::notices::Tone;
use crate::app::screens::SCREENS;
use crate::app::state::App;
use crate::app::state::message::Message;
use crate::cli::commands::keys;
use crate::domain::admission::testing::{record, today};
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
    let env = Environment {
        today: today(),
        now: today().and_hms_opt(9, 0, 0).expect("a time"),
        who: "Ana".to_owned(),
        branch: None,
        entropy: || [7; 5],
    };
    App::new(register, env)
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split(' ') {
        app.update(Message::Key(key.parse().expect("a key")));
    }
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
    let help = match app.dialogs.last() {
        Some(Dialog::Picker(picker)) => &*picker.entries,
        _ => &[],
    };
    let shown = help.iter().find(|entry| entry.text == command.entry().help);
    assert_eq!(shown.map(|entry| &*entry.lead), Some("alt-s"));
    assert!(keys::markdown(&Keymap::of(SCREENS)).contains("Work on the action has begun."));
    press(&mut app, "esc alt-s");
    assert!(
        !hints::commands(&app).contains(&command),
        "what does not fit is no hint"
    );
}
