//! Everything in a table can be reached by keys: commands, screens, decisions and dialogs.

use aims::app::dialogs::picker::{Entry, Picker};
use aims::app::input::screen;
use aims::app::state::outcome::Target;
use std::collections::BTreeSet;
use std::path::Path;

use aims::app::screens::SCREENS;
use aims::app::state::decisions::DECISIONS;
use aims::app::state::dialogs::DIALOG_KEYS;

use crate::bench::Bench;

/// Keys that bring about what some commands wait for: a question of a session, a review being held, an edit, one that
/// was undone, a place one came back from, a heatmap that narrows the list, the organization.
const STATES: &[&str] = &[
    "6 enter",
    ": 'V-vr6rt enter x",
    "2 o 'zoe down enter",
    "2 o 'zoe down enter u",
    "2 5 ctrl-o",
    "3 h j",
    "g o",
];

/// How many rows of each screen are looked at.
const ROWS: usize = 12;

/// Returns the entries of the picker that a key opens.
fn entries(bench: &mut Bench, key: &str) -> Vec<Entry> {
    bench.press(key);
    let picker = bench.app.dialogs.top::<Picker>().expect("a picker");
    let entries = picker.entries.clone();
    bench.press("esc");
    entries
}

/// Returns the names of the commands that palette or help offer without a refusal, on the first rows of every screen
/// and in the states above.
fn offered() -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let screens = SCREENS.iter().map(|screen| format!(": '{} enter", screen.show.name));
    for keys in screens.chain(STATES.iter().map(|keys| (*keys).to_owned())) {
        let mut bench = Bench::demo();
        bench.press(&keys);
        for _ in 0..ROWS {
            let offered = [entries(&mut bench, ":"), entries(&mut bench, "?")].concat();
            found.extend(offered.iter().filter_map(|entry| match entry.target {
                Target::Run(command) if entry.refused.is_none() => Some(command.name),
                _ => None,
            }));
            bench.press("j");
        }
    }
    found
}

#[test]
fn every_command_is_offered_by_palette_or_help_somewhere() {
    let offered = offered();
    let bench = Bench::demo();
    let all = bench.app.input.keymap.commands().map(|command| command.name);
    let missing: Vec<_> = all.filter(|name| !offered.contains(name)).collect();
    assert!(missing.is_empty(), "offered nowhere: {missing:?}");
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
        assert!(screen::tabs(SCREENS).any(|tab| tab == screen.tab()), "{screen:?}");
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

/// The keys that open each dialog.
const DIALOGS: &[(&str, &str)] = &[
    ("2 e", "Form"),
    ("4 n", "Ask"),
    ("3 M down down down enter", "Confirm"),
    ("2 /", "Filter"),
    ("2 s", "Picker"),
    ("5 X", "Crosswalk"),
    (": 'messages enter", "Page"),
    ("7 w / 'kind:review enter enter", "ShownRecord"),
    ("2 H", "RecordHistory"),
    ("2 y f", "SaveList"),
    ("1 T", "TrendsPage"),
    ("7 P", "Plan"),
    (": 'import enter '/tmp/x.csv enter", "Importing"),
];

/// The dialogs that open only over one that has read a file, which the tests of imports on a disk press.
const OVER_OTHERS: [&str; 1] = ["Naming"];

/// Returns the types that are dialogs, by the sources.
fn dialogs(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(dialogs(&path));
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a source");
        let named = text.lines().filter_map(|line| line.strip_prefix("impl Dialog for "));
        found.extend(named.map(|name| name.trim_end_matches(" {").to_owned()));
    }
    found
}

#[test]
fn every_dialog_is_opened_by_keys() {
    for (keys, name) in DIALOGS {
        let mut bench = Bench::demo();
        bench.press(keys);
        let shown = format!("{:?}", bench.app.dialogs.last().expect(keys));
        assert_eq!(shown.split([' ', '(']).next(), Some(*name), "{keys}");
        let title = bench.app.dialogs.last().expect(keys).keys().title();
        let is_listed = DIALOG_KEYS.iter().any(|dialog| dialog.title() == title);
        assert!(
            is_listed || *name == "ShownRecord",
            "help and reference list the keys of {name}"
        );
    }
    let opened = DIALOGS.iter().map(|(_, name)| *name).chain(OVER_OTHERS);
    let opened: BTreeSet<_> = opened.map(str::to_owned).collect();
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    assert_eq!(opened, dialogs(&app), "a dialog without keys that open it");
}

/// Returns the texts in quotes of the sources below a folder, without their tests, each with its file.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(texts(&path));
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let quoted = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
        found.extend(quoted.map(|text| (path.display().to_string(), text.to_owned())));
    }
    found
}

/// Returns the places of a sentence at which a word begins.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let starts = text
        .char_indices()
        .filter(|(at, _)| *at == 0 || text[..*at].ends_with([' ', '(']));
    starts.map(|(at, _)| text.split_at(at))
}

#[test]
fn sentences_name_commands_and_not_their_keys() {
    let bench = Bench::sample();
    let commands: BTreeSet<_> = bench.app.input.keymap.commands().map(|command| command.name).collect();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (file, text) in texts(&src.join("app")).into_iter().chain(texts(&src.join("ui"))) {
        for (before, after) in words(&text) {
            let mut following = after.splitn(3, ' ');
            let (word, next) = (
                following.next().unwrap_or_default(),
                following.next().unwrap_or_default(),
            );
            if let Some(name) = word
                .strip_prefix(':')
                .filter(|name| name.starts_with(char::is_lowercase))
            {
                let name = name.trim_end_matches(|c: char| !c.is_ascii_lowercase());
                assert!(commands.contains(name), "no command is called {name}: {text} in {file}");
            }
            let is_letter = word.len() == 1 && word.starts_with(char::is_alphabetic);
            let begins = before.trim_end().ends_with([';', ':', '.', '(']);
            assert!(
                !(is_letter && begins && next.ends_with('s')),
                "a key that may be bound otherwise, in place of `:command`: {text} in {file}"
            );
        }
    }
}
