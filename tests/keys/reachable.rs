//! Everything in a table can be reached by keys: commands, screens, decisions and dialogs.

use std::collections::BTreeSet;

use aims::app::decisions::DECISIONS;
use aims::app::dialogs::Dialog;
use aims::app::input::command::Group;
use aims::app::screens::{self, SCREENS};

use crate::ground::Bench;

#[test]
fn every_command_is_bound_to_a_key_or_offered_by_the_palette() {
    let mut bench = Bench::sample();
    bench.press(":");
    let palette = match bench.app.dialogs.last() {
        Some(Dialog::Picker(palette)) => &*palette.entries,
        _ => &[],
    };
    let offered: BTreeSet<_> = palette.iter().map(|entry| entry.lead.as_str()).collect();
    let keymap = &bench.app.input.keymap;
    for command in keymap.commands() {
        let is_bound = keymap.bindings().iter().any(|bound| bound.command == command);
        let is_offered = offered.contains(command.name);
        assert!(is_bound || is_offered, "{command:?}");
        assert!(is_offered || command.group == Group::Move, "{command:?}");
    }
}

#[test]
fn every_screen_is_in_the_key_reference() {
    let contexts = Bench::sample().app.input.keymap.contexts().to_vec();
    let named: BTreeSet<_> = contexts.iter().map(|context| context.title).collect();
    for screen in SCREENS {
        assert!(named.contains(screen.title), "{screen:?}");
    }
}

#[test]
fn every_screen_is_shown_by_its_command_and_by_its_tab() {
    for screen in SCREENS {
        let mut bench = Bench::sample();
        bench.press(&format!(":  '{} enter", screen.show.name).replace("  ", " "));
        assert_eq!(bench.screen(), *screen);
        assert!(screens::tabs(SCREENS).any(|tab| tab == screen.tab()), "{screen:?}");
    }
}

#[test]
fn every_decision_has_a_command() {
    let bench = Bench::sample();
    let commands: Vec<_> = bench.app.input.keymap.commands().collect();
    for decision in DECISIONS {
        let is_run = decision.commands.iter().any(|command| commands.contains(command));
        assert!(is_run || decision.commands.is_empty(), "{}", decision.title);
    }
}

/// Returns the name of a dialog; a new one does not compile without its keys below.
fn name(dialog: &Dialog) -> &'static str {
    match dialog {
        Dialog::Form(_) => "form",
        Dialog::Ask(_) => "question",
        Dialog::Confirm(_) => "confirmation",
        Dialog::Filter(_) => "filter",
        Dialog::Picker(_) => "picker",
        Dialog::Crosswalk(_) => "crosswalk",
        Dialog::Text(_) => "text",
        Dialog::Record(_) => "record",
        Dialog::History(_) => "history",
        Dialog::Trends(_) => "trends",
        Dialog::Plan(_) => "plan",
    }
}

#[test]
fn every_dialog_is_opened_by_keys() {
    for (keys, dialog) in [
        ("2 e", "form"),
        ("4 n", "question"),
        ("3 M down down down enter", "confirmation"),
        ("2 /", "filter"),
        ("2 s", "picker"),
        ("5 X", "crosswalk"),
        (": 'messages enter", "text"),
        ("7 w / 'kind:review enter enter", "record"),
        ("2 H", "history"),
        ("1 T", "trends"),
        ("7 P", "plan"),
    ] {
        let mut bench = Bench::demo();
        bench.press(keys);
        assert_eq!(bench.app.dialogs.last().map(name), Some(dialog), "{keys}");
    }
}
