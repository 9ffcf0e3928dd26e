//! Every command on a record of every kind: it is refused with a sentence, or it sets only what belongs to that kind
//! and leaves a record that keeps the rules of its kind.
//!
//! The tests go over the tables of commands and kinds, so that a new one is tried without a line here.

use aims::app::decisions::prompt::Ask;
use aims::app::dialogs::Confirm;
use std::collections::BTreeMap;

use aims::app::decisions::Asked;
use aims::app::input::command::{Command, Group};
use aims::app::notices::Tone;
use aims::app::state::commands::{self, COMMANDS};
use aims::domain::kinds::{self, action};
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::register::edit::Change;
use aims::ui::hints;

use crate::bench::{Bench, today};

/// Commands that leave, start another program or only move: nothing of theirs changes a record.
fn changes(command: &Command) -> bool {
    use commands::{EDIT_LONG, QUIT, REDO, REDRAW, RELOAD, UNDO};
    [&QUIT, &UNDO, &REDO, &EDIT_LONG, &REDRAW, &RELOAD]
        .iter()
        .all(|other| !command.is(other))
}

/// Answers whatever is asked, the same way each time, until nothing is asked any more.
fn answer_everything(bench: &mut Bench) {
    for _ in 0..12 {
        let dialogs = &bench.app.dialogs;
        let keys = match dialogs.top::<Ask>() {
            None if dialogs.is_empty() => return,
            Some(ask) => match ask.question().shape {
                Asked::Day => "'+1w enter",
                Asked::Line | Asked::Page => "'seen_and_agreed enter",
                Asked::Owner | Asked::People => "'zoe down enter",
                Asked::Action => "'Write_it_down_+2w enter",
                Asked::Status | Asked::OneOf(_) => "1",
                Asked::Several(_) => "1 enter",
            },
            None if dialogs.top::<Confirm>().is_some() => "y",
            None => "esc",
        };
        bench.press(keys);
    }
    while !bench.app.dialogs.is_empty() {
        bench.press("esc y");
    }
}

/// Where a register stands: the problems of each record.
fn problems(bench: &Bench) -> BTreeMap<String, Vec<(&'static str, String)>> {
    let records = kinds::ALL.iter().flat_map(|kind| bench.app.register.of(kind));
    records
        .map(|record| (record.id().to_string(), record.problems()))
        .collect()
}

/// Takes everything back that was done.
fn undo_all(bench: &mut Bench) {
    while !bench.app.edits.history.done.is_empty() {
        let left = bench.app.edits.history.done.len();
        bench.app.run(&commands::UNDO);
        bench.collect();
        assert!(bench.app.edits.history.done.len() < left, "{:?}", bench.notice());
    }
}

#[test]
fn every_command_fits_the_record_of_every_kind_or_is_refused() {
    let mut bench = Bench::demo();
    let before = problems(&bench);
    for kind in kinds::ALL {
        let ids: Vec<Id> = bench.app.register.of(kind).map(|record| record.id().clone()).collect();
        let Some(id) = ids.first() else { continue };
        for &command in COMMANDS.iter().filter(|command| changes(command)) {
            bench.app.dialogs.clear();
            bench.app.go_to(id);
            bench.collect();
            let on = bench.app.record().map(Record::id).cloned();
            let saves = bench.saves.len();
            bench.app.run(command);
            bench.collect();
            answer_everything(&mut bench);
            let what = format!("{} on {} {id}", command.name, kind.name);
            for request in &bench.saves[saves..] {
                for change in &request.edit.changes {
                    let Change::Set { id, field, .. } = change else {
                        continue;
                    };
                    let record = bench.app.register.get(id.as_str()).expect("a record");
                    assert!(*field < record.kind().fields.len(), "{what}: {id}");
                }
            }
            for (id, after) in problems(&bench) {
                let earlier = before.get(&id).cloned().unwrap_or_default();
                let new: Vec<_> = after.iter().filter(|problem| !earlier.contains(problem)).collect();
                assert!(new.is_empty(), "{what}: {id}: {new:?}");
            }
            if bench.saves.len() == saves
                && on.as_ref() == Some(id)
                && let Some(notice) = bench.app.notices.current()
                && notice.tone == Tone::Refused
            {
                assert!(notice.text.ends_with(['.', '?', ')']), "{what}: {}", notice.text);
            }
            undo_all(&mut bench);
            if bench.app.guided.session(bench.app.screen).is_some()
                || bench.app.guided.holding(bench.app.screen).is_some()
            {
                bench = Bench::demo();
            }
        }
    }
}

#[test]
fn a_gap_answer_leaves_records_of_other_kinds_alone() {
    for screen in ["2", "3", "9", "8", "5"] {
        for command in ["unassessed", "absent", "operating"] {
            let mut bench = Bench::demo();
            bench.press(screen);
            bench.app.run(&commands::DOWN);
            let record = bench.app.record().expect("a record").clone();
            let named = COMMANDS.iter().find(|known| known.name == command);
            let command = named.expect("a command");
            bench.app.run(command);
            bench.collect();
            assert_eq!(bench.app.record(), Some(&record));
            let (tone, text) = bench.notice();
            assert_eq!((tone, text.contains("gap analysis")), (Tone::Refused, true), "{text}");
            assert_eq!(bench.saves.len(), 0);
        }
    }
}

/// A few rows of each screen, one of each state that a row can be in there.
fn rows_of_every_state(bench: &mut Bench, mut look: impl FnMut(&mut Bench, &str)) {
    for screen in ["2", "3", "4", "5", "8", "9", "8 D", "9 I", "2 P", "1 O", "7 enter", "7"] {
        bench.press("esc esc").press(screen);
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..90 {
            let record = bench.app.record();
            let state = record.map(|record| {
                let status = record
                    .kind()
                    .field_index("status")
                    .map(|at| record.value(at).to_string());
                (
                    record.kind().name,
                    status,
                    record.is_open(),
                    record.deadline(today()).is_some(),
                )
            });
            if seen.insert(format!("{state:?}")) {
                look(
                    bench,
                    &format!("{screen}: {:?} {state:?}", bench.app.record().map(Record::id)),
                );
            }
            bench.press("j");
        }
    }
}

#[test]
fn a_hint_names_only_decisions_that_fit_the_row_under_the_cursor() {
    let mut bench = Bench::demo();
    rows_of_every_state(&mut bench, |bench, what| {
        let hinted = hints::commands(&bench.app);
        for action in hinted.into_iter().filter(|action| action.group == Group::Decide) {
            bench.app.notices.dismiss();
            bench.app.run(action);
            let refused = bench
                .app
                .notices
                .current()
                .filter(|notice| notice.tone == Tone::Refused);
            assert!(refused.is_none(), "{what}: {}: {refused:?}", action.name);
            leave_and_undo(bench);
        }
    });
}

/// Leaves what a decision asks, and takes it back where it was made at once.
fn leave_and_undo(bench: &mut Bench) {
    bench.collect();
    bench.app.dialogs.clear();
    bench.app.screens.calendar.drag = None;
    undo_all(bench);
}

#[test]
fn a_row_that_asks_for_the_check_of_an_effect_hints_at_it_and_not_at_what_is_refused() {
    let mut bench = Bench::demo();
    bench.press("4");
    let asks = |bench: &Bench| {
        bench
            .app
            .record()
            .is_some_and(|one| action::awaits_check(&bench.app.register, one))
    };
    for _ in 0..200 {
        if asks(&bench) {
            break;
        }
        bench.press("j");
    }
    assert!(asks(&bench), "a row of the queue");
    let hinted = hints::commands(&bench.app);
    assert_eq!(hinted[0], &commands::CHECK_EFFECT, "{hinted:?}");
    for refused in [&commands::DONE, &commands::BLOCK, &commands::CANCEL] {
        assert!(!hinted.contains(&refused), "{hinted:?}");
    }
}

#[test]
fn refusals_name_the_keys_of_the_screen_they_are_on() {
    let mut bench = Bench::sample();
    bench.press("4 / z z z z enter enter");
    assert!(
        bench.notice().1.contains("; A adds a record, / changes"),
        "{:?}",
        bench.notice()
    );
}

#[test]
fn holding_is_hinted_at_for_a_review_to_be_held_and_the_minutes_for_one_that_was() {
    let mut bench = Bench::demo();
    bench.press("7 A");
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..bench.rows().len() {
        let status = bench.value(&bench.at(), "status");
        let is_hinted = hints::commands(&bench.app).contains(&&commands::HOLD);
        let word = (commands::HOLD.word)(&bench.app);
        let wanted = match &*status {
            "held" => (true, Some("minutes")),
            "cancelled" => (false, None),
            _ => (true, None),
        };
        assert_eq!((is_hinted, word), wanted, "{status}: {}", bench.at());
        seen.insert(status);
        bench.press("j");
    }
    assert!(seen.contains("held") && seen.contains("planned"), "{seen:?}");
}
