//! A new dialog: opened by the key of a command, drawn with its hints, answered, and kept when the program must stop.

use std::borrow::Cow;

use crate::app::decisions::prompt::keeping;
use crate::app::dialogs::keys::{DialogKeys, Listed, dialog_keys};
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::{Draft, Keep, TypedDraft};
use crate::app::environment::key::Key;
use crate::app::input::command::{Command, Group};
use crate::app::input::keymap::Binding;
use crate::app::input::screen::{Screen, Tab, Table};
use crate::app::screens::{SCREENS, today};
use crate::app::state::commands::{self, COMMANDS};
use crate::app::state::message::Message;
use crate::app::state::recorded::Recorded;
use crate::app::state::{App, contexts, dialogs};
use crate::app::unsaved::{kept, may_have_unsaved};
use crate::cli::commands::keys;
use crate::cli::from_outside::kind::{SPEC, register};
use crate::cli::from_outside::{drawn, keys_in_help, press, workbench_with};
use crate::ui::hints;

/// What somebody says about the spills.
#[derive(Debug)]
struct Remark {
    line: Writing,
}

static REMARK: Command = Command {
    name: "remark",
    hint: "remark",
    help: "Say something about the spills.",
    run: |app, command| {
        let line = Writing::line("");
        keeping::open(app, command, Remark { line });
    },
    ..Command::of(Group::Look)
};

static DIALOGS: dialogs::Table = &[&KEYS];

static KEYS: DialogKeys<Remark> = DialogKeys::with(
    "at a remark",
    &[dialog_keys! {
        "enter" "Say it." ! "says it" => |remark, _| if remark.line.is_empty() {
            Outcome::Refuse("Say something first.".into())
        } else {
            Outcome::Do(answered)
        },
        "esc" "Leave it unsaid." ! "leaves" => |_, _| Outcome::Leave,
    }],
    |remark, key, _| {
        remark.line.press(key);
        Outcome::Stay
    },
);

impl Dialog for Remark {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        KEYS.press(self, key, background)
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn paste(&mut self, text: &str, _: Background<'_>) -> Option<Outcome> {
        self.line.paste(text);
        Some(Outcome::Stay)
    }

    fn writing(&self) -> Option<&Writing> {
        Some(&self.line)
    }

    fn title(&self) -> Cow<'_, str> {
        "Remark".into()
    }
}

impl Keep for Remark {
    fn draft(&self, _: &App) -> Option<Draft> {
        let texts = vec![("Remark".to_owned(), self.line.text())];
        let command = REMARK.name.to_owned();
        (!self.line.is_empty()).then_some(Draft::Typed(TypedDraft { command, texts }))
    }

    fn may_have_draft(&self) -> bool {
        !self.line.is_empty()
    }

    fn recall(&mut self, texts: &[(String, String)]) {
        for (_, text) in texts {
            self.line.set(text);
        }
    }
}

fn answered(app: &mut App) {
    if let Some(remark) = app.dialogs.pop_top::<Remark>() {
        app.tell(format!("Remarked: {}.", remark.line.text()));
    }
}

static SCREEN: Screen = Screen {
    show: Command::show("spills", "Show what was spilt."),
    title: "Spills",
    short: "Spills",
    tab: Tab::Under(&today::SCREEN),
    list: Some(&SPEC),
    keys: &[Binding::new("alt-r", &REMARK).hinted("")],
    ..Screen::PLAIN
};

fn screens() -> Table {
    Box::leak(SCREENS.iter().copied().chain([&SCREEN]).collect())
}

fn commands() -> commands::Table {
    Box::leak(COMMANDS.iter().copied().chain([&REMARK]).collect())
}

fn app() -> App {
    let mut app = workbench_with(register(), screens(), commands());
    app.show(&SCREEN);
    app
}

fn said(app: &App) -> Option<&str> {
    Some(&app.notices.current()?.text)
}

fn typed(app: &App) -> String {
    let remark = app.dialogs.top::<Remark>().expect("the dialog is open");
    remark.line.text()
}

#[test]
fn a_new_dialog_is_opened_by_a_key_drawn_with_its_hints_and_answered() {
    let mut app = app();
    press(&mut app, "alt-r enter");
    assert_eq!(said(&app), Some("Say something first."));
    press(&mut app, "w e t");
    app.update(Message::Paste(" floor".to_owned()));
    let shown = drawn(&app);
    for part in ["Remark", "wet floor", "enter says it  esc leaves"] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    press(&mut app, "enter");
    assert_eq!(said(&app), Some("Remarked: wet floor."));
    assert!(app.dialogs.is_empty() && kept(&app).is_empty());
}

#[test]
fn help_hints_palette_and_reference_name_what_opens_a_new_dialog() {
    let mut app = app();
    assert!(hints::commands(&app).contains(&&REMARK));
    press(&mut app, "?");
    assert_eq!(keys_in_help(&app, REMARK.help).as_deref(), Some("alt-r"));
    press(&mut app, "esc : r e m a r k enter");
    assert!(app.dialogs.top::<Remark>().is_some());
    let reference = keys::markdown(&contexts::keymap(screens(), commands()), DIALOGS);
    for line in [
        "| `alt-r` | remark | Say something about the spills. |",
        "## At a remark",
        "| `enter` |  | Say it. |",
    ] {
        assert!(reference.contains(line), "{line}");
    }
}

#[test]
fn text_in_a_new_dialog_is_kept_when_it_is_left() {
    let mut app = app();
    press(&mut app, "alt-r w e t esc");
    assert!(app.dialogs.is_empty() && may_have_unsaved(&app));
    press(&mut app, "alt-r");
    assert_eq!(typed(&app), "wet");
    press(&mut app, "! enter");
    assert!(kept(&app).is_empty(), "what was answered is no draft");
}

#[test]
fn text_in_a_new_dialog_is_kept_at_a_hang_up_and_offered_at_the_next_start() {
    let mut before = app();
    press(&mut before, "alt-r w e t");
    let left = serde_json::to_string(&kept(&before)).expect("JSON");
    let mut later = app();
    later.update(Message::Drafts(serde_json::from_str(&left).expect("drafts")));
    assert!(drawn(&later).contains("Remark: wet"), "{}", drawn(&later));
    press(&mut later, "o");
    assert_eq!((&*typed(&later), kept(&later).len()), ("wet", 1));
}

#[test]
fn text_in_a_new_dialog_is_masked_in_a_recording() {
    let mut app = app();
    press(&mut app, "alt-r");
    let recorded = Recorded::of(&app, &Message::Key(Key::char('w')), false);
    assert_eq!(recorded, Some(Recorded::Key(Key::char('x'))));
}
