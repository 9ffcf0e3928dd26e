//! Every key that the hint row or the help names does something, wherever it is named: on every screen, in every pane,
//! at a record of every kind.

use std::collections::BTreeSet;

use aims::app::dialogs::ShownRecord;
use aims::app::dialogs::picker::Picker;
use aims::app::input::command::{Command, Group};
use aims::app::screens::SCREENS;
use aims::app::state::commands;
use aims::app::state::contexts::EVERYWHERE;
use aims::app::state::outcome::Target;
use aims::domain::kinds;
use aims::domain::record::id::Id;
use aims::ui::canvas::pen::Look;
use aims::ui::export::text;
use aims::ui::style::glyphs;
use aims::ui::style::theme::{Depth, Shade, Theme};
use aims::ui::{hints, screen};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::bench::Bench;

pub(crate) fn drawn(bench: &Bench) -> String {
    let area = Rect::new(0, 0, 80, 24);
    let look = Look::new(Theme::new(Depth::None, Shade::Dark), &glyphs::UNICODE);
    let mut buffer = Buffer::empty(area);
    screen::draw(&bench.app, area, &mut buffer, look);
    text::text(&buffer)
}

/// Tells whether a command is tried where it is named: at the end of a list there is nowhere to move to, and what holds
/// everywhere is tried elsewhere.
fn is_tried(command: &Command) -> bool {
    let is_own = !EVERYWHERE.keys.iter().any(|binding| binding.command.is(command));
    let shows = SCREENS.iter().any(|screen| screen.show.is(command));
    command.group != Group::Move && is_own && !shows
}

/// Returns the keys that the hint row names, then those that the help names without a refusal.
fn named_keys(bench: &mut Bench) -> BTreeSet<String> {
    let contexts = bench.app.contexts();
    let hinted = hints::commands(&bench.app).into_iter();
    let mut keys: BTreeSet<_> = hinted
        .filter(|command| is_tried(command))
        .filter_map(|command| bench.app.input.keymap.keys(&contexts, command))
        .collect();
    bench.press("?");
    let help = bench.app.dialogs.top::<Picker>().expect("the help");
    let offered = help.entries.iter().filter(|entry| entry.refused.is_none());
    let offered = offered.filter(|entry| matches!(entry.target, Target::Run(command) if is_tried(command)));
    keys.extend(offered.map(|entry| entry.lead.clone()));
    bench.press("esc");
    keys
}

/// Goes back to where a workbench began; a guided mode that a key began is left by beginning anew.
fn reset(bench: &mut Bench) {
    bench.app.dialogs.clear();
    bench.app.screens.calendar.drag = None;
    while !bench.app.edits.history.done.is_empty() {
        let left = bench.app.edits.history.done.len();
        bench.app.run(&commands::UNDO);
        bench.collect();
        assert!(bench.app.edits.history.done.len() < left, "{:?}", bench.notice());
    }
    let is_guided = SCREENS
        .iter()
        .any(|screen| bench.app.guided.session(screen).is_some() || bench.app.guided.holding(screen).is_some());
    if is_guided {
        *bench = Bench::demo();
    }
    bench.press("esc esc esc");
}

/// Presses every key named where a way leads, each from there anew, and notes those that do nothing.
fn try_keys(bench: &mut Bench, place: &str, reach: impl Fn(&mut Bench), silent: &mut Vec<String>) {
    reach(bench);
    let titles = |bench: &Bench| {
        bench
            .app
            .contexts()
            .iter()
            .map(|context| context.title)
            .collect::<Vec<_>>()
    };
    let here = titles(bench);
    for keys in named_keys(bench) {
        bench.asked.clear();
        bench.saves.clear();
        bench.app.notices.dismiss();
        let before = drawn(bench);
        bench.press(&keys);
        if drawn(bench) == before && bench.asked.is_empty() && bench.saves.is_empty() {
            silent.push(format!("{keys} {place}"));
        }
        reset(bench);
        reach(bench);
        if titles(bench) != here {
            *bench = Bench::demo();
            reach(bench);
        }
    }
}

/// Presses every key named on every screen after some keys there, and returns those that do nothing.
fn silent_on_screens(pane: &str) -> Vec<String> {
    let mut silent = Vec::new();
    let mut bench = Bench::demo();
    for screen in SCREENS {
        let reach = |bench: &mut Bench| {
            bench.app.show(screen);
            bench.app.prepare_shown();
            bench.press(pane);
        };
        try_keys(
            &mut bench,
            &format!("on {} after {pane:?}", screen.title),
            reach,
            &mut silent,
        );
        reset(&mut bench);
    }
    silent
}

#[test]
fn every_key_named_on_a_screen_does_something() {
    assert_eq!(silent_on_screens(""), [""; 0]);
}

#[test]
fn every_key_named_in_the_other_pane_of_a_screen_does_something() {
    assert_eq!(silent_on_screens("w"), [""; 0]);
}

#[test]
fn every_key_named_in_what_a_screen_opens_does_something() {
    assert_eq!(silent_on_screens("enter"), [""; 0]);
}

#[test]
fn every_key_named_at_a_record_does_something() {
    let mut silent = Vec::new();
    let mut bench = Bench::demo();
    for kind in kinds::ALL {
        let ids: Vec<Id> = bench.app.register.of(kind).map(|record| record.id().clone()).collect();
        for id in ids.iter().take(1).chain(ids.iter().skip(1).next_back()) {
            let reach = |bench: &mut Bench| bench.app.dialogs.push(ShownRecord(id.clone()));
            try_keys(&mut bench, &format!("at {} {id}", kind.name), reach, &mut silent);
            reset(&mut bench);
        }
    }
    assert_eq!(silent, [""; 0]);
}
