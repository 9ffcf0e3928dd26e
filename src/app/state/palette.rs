//! The palette, the help and what the hint row may name: the commands of the keymap, and why each does not fit.

mod terms;

use crate::app::decisions::{Running, run};
use crate::app::dialogs::crosswalk;
use crate::app::dialogs::picker::{Entry, Picker};
use crate::app::form::new_record::is_addable;
use crate::app::input::command::{Command, Group};
use crate::app::input::keymap::text;
use crate::app::state::App;
use crate::app::state::commands::{ALL_KEYS, HELP};
use crate::app::state::contexts::{EVERYWHERE, with_keys};
use crate::app::state::dialogs::DIALOG_KEYS;
use crate::app::state::outcome::Target;

/// Lists every command, what can be added, the terms and clauses of the catalogue, and every record.
pub(in crate::app) fn open(app: &mut App) {
    let mut entries: Vec<Entry> = commands(app).collect();
    entries.extend(terms::lists(app));
    let mut list = |target, lead: String, text: String, note: &str| {
        entries.push(Entry {
            target,
            lead,
            text,
            note: note.to_owned(),
            refused: None,
        });
    };
    for kind in app.register.kinds().iter().filter(|kind| is_addable(kind)) {
        let (target, lead) = (Target::Add(kind.name), format!("add {}", kind.name));
        list(target, lead, "Add one in a form".to_owned(), "");
    }
    let catalogue = app.register.catalogue();
    for clause in &catalogue.clauses {
        let target = Target::Entry(clause.id.as_str().into(), String::new());
        list(target, clause.id.clone(), clause.title.clone(), "clause");
    }
    for heading in &catalogue.headings {
        let target = Target::Entry(heading.id.as_str().into(), String::new());
        list(target, heading.id.clone(), heading.title.clone(), "clause");
    }
    for domain in &catalogue.domains {
        let target = Target::Entry(domain.id.as_str().into(), String::new());
        list(target, domain.id.clone(), domain.title.clone(), "domain");
    }
    for kind in app.register.kinds() {
        let retired = format!("{}, retired", kind.name);
        for record in app.register.of(kind) {
            let (id, text) = (
                record.id(),
                app.register.title(record.id().as_str()).unwrap_or_default(),
            );
            let note = if record.is_retired() { &*retired } else { kind.name };
            list(Target::Record(id.clone()), id.to_string(), text.to_owned(), note);
        }
    }
    entries.extend(terms::people(&app.register));
    entries.extend(terms::entries(catalogue));
    entries.extend(crosswalk::places(catalogue));
    show(app, "Commands, records, terms", entries);
}

fn commands(app: &App) -> impl Iterator<Item = Entry> {
    let (contexts, targets) = (app.contexts(), app.targets());
    let listed = app
        .input
        .keymap
        .commands()
        .filter(|command| command.group != Group::Move);
    listed.map(move |command| {
        let is_screen = app.screens.table.iter().any(|screen| screen.show.is(command));
        let note = if is_screen { "screen" } else { "" };
        let keys = app.input.keymap.keys(&contexts, command);
        Entry {
            target: Target::Run(command),
            lead: command.name.to_owned(),
            text: command.help.trim_end_matches('.').to_owned(),
            note: keys.unwrap_or_else(|| note.to_owned()),
            refused: match app.record() {
                None if Running::is_begun_by(command) => Some(app.screen.pane.no_record(app)),
                Some(record) if Running::of(command, record).is_some() => {
                    run::decision(app, command, record).and_then(|decision| run::misfit(app, decision, &targets))
                }
                _ => app.refusal(command),
            }
            .map(|why| with_keys(app, &why)),
        }
    })
}

/// Lists the keys that hold here: those of the place one is in, then those that hold everywhere.
pub(in crate::app) fn open_help(app: &mut App) {
    let picker = Picker::new("Keys here", keys_here(app)).with_more(&ALL_KEYS);
    app.dialogs.push(picker);
}

/// Lists the keys of every place: those that hold here, then those of the other places and of dialogs.
pub(in crate::app) fn open_all_keys(app: &mut App) {
    let mut entries = keys_here(app);
    let here = app.contexts();
    for context in app
        .input
        .keymap
        .contexts()
        .iter()
        .filter(|context| !here.contains(context))
    {
        let bound = app
            .input
            .keymap
            .bindings()
            .iter()
            .filter(|bound| bound.context == *context);
        entries.extend(bound.map(|bound| elsewhere(text(&bound.keys), bound.command.help, context.title)));
    }
    for dialog in DIALOG_KEYS {
        let keys = dialog.keys().into_iter();
        entries.extend(keys.map(|(keys, help)| elsewhere(keys[0].to_owned(), help, dialog.title())));
    }
    show(app, "Keys of every place", entries);
}

fn keys_here(app: &App) -> Vec<Entry> {
    let contexts = app.contexts();
    let place: Vec<_> = contexts
        .iter()
        .copied()
        .filter(|context| *context != EVERYWHERE)
        .collect();
    let is_of_place = |command: &Command| app.input.keymap.keys(&place, command).is_some();
    let bound = |command: &'static Command| {
        if never_fits(app, command) {
            return None;
        }
        Some(Entry {
            target: Target::Run(command),
            lead: app.input.keymap.keys(&contexts, command)?,
            text: command.help.to_owned(),
            note: command.group.title().to_owned(),
            refused: app.refusal(command),
        })
    };
    let commands = || {
        Group::ALL.into_iter().flat_map(|group| {
            let commands = app.input.keymap.commands();
            commands.filter(move |command| command.group == group)
        })
    };
    let here = commands().filter(|command| is_of_place(command));
    let everywhere = commands().filter(|command| !is_of_place(command));
    here.chain(everywhere).filter_map(bound).collect()
}

/// Tells whether a command is a decision that never goes with what is under the cursor, so that the keys here leave it out.
fn never_fits(app: &App, command: &Command) -> bool {
    let decision = app
        .record()
        .and_then(|record| Some((record, run::decision(app, command, record)?)));
    decision.is_some_and(|(record, decision)| !decision.is_of_kind(app.view(), record)) || !(command.hinted)(app)
}

/// Returns a key that holds in another place, which the help cannot run.
fn elsewhere(lead: String, help: &str, place: &str) -> Entry {
    Entry {
        // It is refused, so that this never runs.
        target: Target::Run(&HELP),
        lead,
        text: help.to_owned(),
        note: place.to_owned(),
        refused: Some(format!("This holds elsewhere: {place}.")),
    }
}

fn show(app: &mut App, title: &'static str, entries: Vec<Entry>) {
    app.dialogs.push(Picker::new(title, entries));
}

/// Tells whether a command fits what is under the cursor, so that no hint names a key that would be refused.
pub fn fits_here(app: &App, command: &Command) -> bool {
    if app.screen.pane.refusal(app, command).is_some() || !(command.hinted)(app) {
        return false;
    }
    let Some(record) = app.record() else {
        // A clause of the gap analysis takes a decision for its questions.
        let can_run = || !Running::is_begun_by(command) && (command.fits)(app).is_ok();
        return can_run() || !app.targets().is_empty();
    };
    let decision = run::decision(app, command, record);
    decision.is_none_or(|decision| decision.refusal(app.view(), record).is_none())
}
