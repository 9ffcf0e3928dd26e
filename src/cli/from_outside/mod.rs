//! What can be added from outside: a record kind with its check rules, a screen, a decision, a dialog, a command. Each is declared in one file
//! and used here through keys, palette, help, hints and reference.
//!
//! It is here because only the outermost layer may name all the others.

mod command;
mod decision;
mod dialog;
mod kind;
mod rule;
mod screen;

use crate::app::dialogs::picker::Picker;
use crate::app::environment::Environment;
use crate::app::input::screen::Table;
use crate::app::state::App;
use crate::app::state::commands::{self, COMMANDS};
use crate::app::state::message::Message;
use crate::domain::admission::testing::today;
use crate::domain::register::Register;
use crate::ui::canvas::pen::Look;
use crate::ui::export::text;
use crate::ui::style::glyphs;
use crate::ui::style::theme::Theme;

/// Returns the workbench on a register.
fn workbench(register: Register, table: Table) -> App {
    workbench_with(register, table, COMMANDS)
}

/// Returns the workbench on a register, with commands of its own.
fn workbench_with(register: Register, table: Table, commands: commands::Table) -> App {
    App::with_tables(register, environment(), table, commands)
}

fn environment() -> Environment {
    Environment {
        today: today(),
        now: today().and_hms_opt(9, 0, 0).expect("a time"),
        who: "Ana".to_owned(),
        branch: None,
        entropy: || [7; 5],
    }
}

/// Presses keys that are separated by spaces.
fn press(app: &mut App, keys: &str) {
    for key in keys.split(' ') {
        app.update(Message::Key(key.parse().expect("a key")));
    }
}

/// Returns the screen as text, 100 by 30.
fn drawn(app: &App) -> String {
    let area = ratatui::layout::Rect::new(0, 0, 100, 30);
    let mut buffer = ratatui::buffer::Buffer::empty(area);
    let look = Look::new(Theme::default(), &glyphs::ASCII);
    crate::ui::screen::draw(app, area, &mut buffer, look);
    text::text(&buffer)
}

/// Returns the keys that the help names for a text of help.
fn keys_in_help(app: &App, help: &str) -> Option<String> {
    match app.dialogs.top::<Picker>() {
        Some(picker) => {
            let mut entries = picker.entries.iter();
            entries.find(|entry| entry.text == help).map(|entry| entry.lead.clone())
        }
        _ => None,
    }
}
