//! What comes back from the disk: saved, merged, clashed, refused.

use aims::app::dialogs::Confirm;
use aims::app::dialogs::picker::Picker;
use aims::app::edits;
use aims::app::environment::effect::Effect;
use aims::app::environment::key::Key;
use aims::app::notices::Tone;
use aims::app::state::message::Message;
use aims::app::unsaved::{Cause, Standing};
use aims::domain::kinds::action;
use aims::domain::record::Record;
use aims::domain::record::value::Value;
use aims::domain::register::edit::Change;
use aims::store::save::queue::Outcome;
use aims::store::save::{Clash, Request, SaveError, Saved};

use crate::bench::{Bench, states};

/// Presses keys of one edit and returns it, not yet saved.
fn sent(bench: &mut Bench, keys: &str) -> Request {
    for word in keys.split_whitespace() {
        for key in match word.strip_prefix('\'') {
            Some(text) => text.chars().map(Key::char).collect::<Vec<_>>(),
            None => vec![word.parse().expect("a key")],
        } {
            bench.app.update(Message::Key(key));
        }
    }
    let save = |effect| match effect {
        Effect::Save(request) => Some(request),
        _ => None,
    };
    let mut saves: Vec<_> = bench.app.take_effects().into_iter().filter_map(save).collect();
    assert_eq!(saves.len(), 1);
    saves.remove(0)
}

fn answer(bench: &mut Bench, request: Request, result: Result<Saved, SaveError>) {
    bench.app.update(Message::Saved(Outcome { request, result }));
}

fn owner_clash() -> SaveError {
    SaveError::Clash(vec![Clash {
        id: "T-00001".into(),
        field: action::OWNER.index(),
        mine: "zoe".into(),
        theirs: "max".into(),
    }])
}

#[test]
fn an_edit_counts_as_on_its_way_until_the_disk_has_it() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    assert_eq!(bench.app.edits.unsaved.saving.len(), 1);
    answer(&mut bench, request, Ok(Saved::default()));
    assert!(bench.app.edits.unsaved.saving.is_empty());
}

#[test]
fn changes_of_others_to_the_same_record_are_merged() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    let record = bench.app.register.get("T-00001").cloned().expect("the action");
    let merged = vec![record.with(action::NOTE, "theirs")];
    answer(
        &mut bench,
        request,
        Ok(Saved {
            merged,
            ..Saved::default()
        }),
    );
    assert_eq!(bench.value("T-00001", "note"), "theirs");
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
    assert!(bench.notice().1.contains("T-00001"));
}

#[test]
fn an_edit_still_on_its_way_is_not_lost_to_a_record_read_before_it() {
    let mut bench = Bench::sample();
    let first = sent(&mut bench, "4 o 'zoe down enter");
    let on_disk = bench.app.register.get("T-00001").cloned().expect("the action");
    let second = sent(&mut bench, "k n 'mine enter");
    let merged = vec![on_disk.with(action::REASON, "theirs")];
    answer(
        &mut bench,
        first,
        Ok(Saved {
            merged,
            ..Saved::default()
        }),
    );
    assert_eq!(bench.value("T-00001", "reason"), "theirs");
    assert_eq!(bench.value("T-00001", "note"), "2026-11-23: mine");
    answer(&mut bench, second, Ok(Saved::default()));
    assert!(bench.app.edits.unsaved.saving.is_empty());
}

#[test]
fn a_clash_shows_both_sides_and_keeps_the_edit() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, request, Err(owner_clash()));
    let text = &bench.confirm().text;
    assert!(
        text.contains("T-00001 Owner") && text.contains("zoe") && text.contains("max"),
        "{text}"
    );
    assert_eq!(bench.app.edits.unsaved.failed.len(), 1);
}

#[test]
fn taking_theirs_takes_the_value_and_nothing_is_left_to_save() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, request, Err(owner_clash()));
    bench.app.update(Message::Key(Key::char('t')));
    assert_eq!(bench.value("T-00001", "owner"), "max");
    assert!(bench.app.edits.unsaved.is_empty() && bench.app.edits.unsaved.saving.is_empty());
    assert!(bench.app.take_effects().is_empty());
}

#[test]
fn keeping_mine_writes_over_theirs_knowing_it() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, request, Err(owner_clash()));
    let again = sent(&mut bench, "m");
    let [Change::Set { from, to, .. }] = &again.edit.changes[..] else {
        unreachable!("one change, not {:?}", again.edit.changes)
    };
    assert_eq!((from, to), (&Value::text("max"), &Value::text("zoe")));
    assert!(bench.app.edits.unsaved.failed.is_empty());
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
    answer(&mut bench, again, Ok(Saved::default()));
    assert!(bench.app.edits.unsaved.saving.is_empty());
}

#[test]
fn taking_theirs_of_one_field_still_saves_the_other_fields() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 b 'vendor enter");
    let clash = SaveError::Clash(vec![Clash {
        id: "T-00001".into(),
        field: action::REASON.index(),
        mine: "vendor".into(),
        theirs: "budget".into(),
    }]);
    answer(&mut bench, request, Err(clash));
    let rest = sent(&mut bench, "t");
    assert_eq!(rest.edit.changes.len(), 1);
    assert_eq!(bench.value("T-00001", "reason"), "budget");
    assert_eq!(bench.value("T-00001", "status"), "blocked");
}

#[test]
fn a_clash_left_open_is_asked_about_before_leaving() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, request, Err(owner_clash()));
    bench.press("esc q");
    assert!(bench.asked.is_empty());
    assert!(bench.confirm().text.contains("1 edit"), "{}", bench.confirm().text);
    bench.press("y");
    assert!(matches!(bench.asked[..], [Effect::Quit]));
}

#[test]
fn undoing_after_theirs_was_taken_is_refused_in_words_and_changes_nothing() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, request, Err(owner_clash()));
    bench.press("t");
    let before = states(&bench.app.register);
    bench.press("u");
    assert_eq!(states(&bench.app.register), before);
    assert_ne!(bench.notice().0, Tone::Done);
}

#[test]
fn a_failed_save_keeps_the_edit_says_so_and_tries_again_by_itself() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, request, Err(SaveError::Locked(5)));
    assert_eq!(bench.notice().0, Tone::Error);
    assert!(bench.app.dialogs.is_empty(), "nothing takes the next key");
    assert_eq!(
        (
            bench.app.edits.unsaved.failed.len(),
            bench.value("T-00001", "owner").as_str()
        ),
        (1, "zoe")
    );
    assert!(bench.app.edits.unsaved.waits_to_retry());
    let again = resent(&mut bench, Cause::Time);
    assert_eq!(again[0].edit.changes.len(), 1);
    assert_eq!(
        (
            bench.app.edits.unsaved.failed.len(),
            bench.app.edits.unsaved.saving.len()
        ),
        (0, 1)
    );
    answer(&mut bench, again[0].clone(), Ok(Saved::default()));
    assert!(bench.app.edits.unsaved.is_empty() && !bench.app.edits.unsaved.waits_to_retry());
}

#[test]
fn not_saved_gives_way_once_the_edit_is_on_disk() {
    let mut bench = Bench::sample();
    let edit = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, edit, Err(SaveError::Locked(2)));
    assert!(bench.notice().1.starts_with("Not saved: "), "{:?}", bench.notice());
    let again = resent(&mut bench, Cause::Time);
    answer(&mut bench, again[0].clone(), Ok(Saved::default()));
    assert!(bench.notice().1.starts_with("Now saved: "), "{:?}", bench.notice());
}

/// Lets what failed be tried again, and returns it.
fn resent(bench: &mut Bench, cause: Cause) -> Vec<Request> {
    bench.app.update(Message::Retry(cause));
    saves(bench)
}

/// Takes what is to be saved.
fn saves(bench: &mut Bench) -> Vec<Request> {
    let save = |effect| match effect {
        Effect::Save(request) => Some(request),
        _ => None,
    };
    bench.app.take_effects().into_iter().filter_map(save).collect()
}

#[test]
fn the_next_edit_that_is_saved_takes_the_failed_one_with_it() {
    let mut bench = Bench::sample();
    let first = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, first, Err(SaveError::Locked(2)));
    let second = sent(&mut bench, "o 'max down enter");
    assert_eq!(bench.app.edits.unsaved.last(), Standing::Saving);
    answer(&mut bench, second, Ok(Saved::default()));
    assert_eq!(
        bench.app.edits.unsaved.last(),
        Standing::Saved,
        "the later one is on disk, and said to be"
    );
    let again = saves(&mut bench);
    assert_eq!(again[0].edit.touched()[0].as_str(), "T-00001");
}

#[test]
fn an_edit_of_a_record_waits_for_the_one_before_it() {
    let mut bench = Bench::sample();
    let first = sent(&mut bench, "4 n 'one enter");
    answer(&mut bench, first, Err(SaveError::Locked(2)));
    bench.app.update(Message::Key(Key::char('n')));
    for key in "two".chars() {
        bench.app.update(Message::Key(Key::char(key)));
    }
    bench.app.update(Message::Key("enter".parse().expect("a key")));
    assert!(saves(&mut bench).is_empty());
    assert_eq!(bench.app.edits.unsaved.last(), Standing::NotSaved);
    let again = resent(&mut bench, Cause::Time);
    assert_eq!(again.len(), 2);
    assert!(again[0].number < again[1].number, "in their order");
    // Without the first, the second is no clash with anybody.
    answer(&mut bench, again[0].clone(), Err(SaveError::Locked(2)));
    answer(&mut bench, again[1].clone(), Err(owner_clash()));
    assert!(bench.app.dialogs.is_empty() && bench.app.edits.unsaved.waits_to_retry());
    for request in resent(&mut bench, Cause::Time) {
        answer(&mut bench, request, Ok(Saved::default()));
    }
    assert!(bench.app.edits.unsaved.is_empty());
}

#[test]
fn a_save_that_fails_while_typing_takes_no_key() {
    for error in [owner_clash(), SaveError::Locked(2)] {
        let mut bench = Bench::sample();
        let request = sent(&mut bench, "4 o 'zoe down enter");
        bench.press("n 'the_red");
        answer(&mut bench, request, Err(error));
        bench.press("'_rabbit enter");
        assert!(bench.value("T-00002", "note").contains("the red rabbit"));
    }
}

#[test]
fn reading_again_asks_about_a_clash_that_was_not_asked_about() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    bench.press("n 'x");
    answer(&mut bench, request, Err(owner_clash()));
    bench.app.update(Message::Key("esc".parse().expect("a key")));
    bench.app.update(Message::Key(Key::char('R')));
    let again = saves(&mut bench);
    answer(&mut bench, again[0].clone(), Err(owner_clash()));
    assert!(bench.confirm().text.contains("theirs: max"));
}

#[test]
fn unsaved_edits_stay_when_all_is_read_again() {
    let mut bench = Bench::sample();
    let before = std::mem::take(&mut Bench::sample().app.register);
    let request = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, request, Err(SaveError::Locked(2)));
    bench
        .app
        .update(Message::Loaded(Some(Box::new(before)), Box::default()));
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
}

#[test]
fn leaving_waits_for_what_is_on_its_way() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    bench.app.edits.unsaved.waits = true;
    let quits = |bench: &mut Bench| {
        bench
            .app
            .take_effects()
            .iter()
            .any(|effect| matches!(effect, Effect::Quit))
    };
    bench.app.update(Message::Key(Key::char('q')));
    if !bench.app.dialogs.is_empty() {
        bench.app.update(Message::Key(Key::char('q')));
    }
    assert!(!quits(&mut bench));
    assert!(
        bench.notice().1.contains("Waiting for another aims"),
        "{:?}",
        bench.notice()
    );
    answer(&mut bench, request, Ok(Saved::default()));
    assert!(quits(&mut bench));
}

#[test]
fn leaving_stays_when_a_save_fails_and_reports_it() {
    for error in [SaveError::Locked(2), owner_clash()] {
        let mut bench = Bench::sample();
        let request = sent(&mut bench, "2 o 'zoe down enter");
        bench.app.update(Message::Key(Key::char('q')));
        answer(&mut bench, request, Err(error));
        assert!(saves(&mut bench).is_empty());
        let leave = bench
            .app
            .dialogs
            .each::<Confirm>()
            .find(|confirm| confirm.title == "Leave");
        let text = &leave.expect("a question").text;
        assert!(
            text.contains("1 edit is not on disk") && text.contains("owner: chat"),
            "{text}"
        );
    }
}

#[test]
fn everything_that_is_not_on_disk_is_listed_with_what_can_be_done() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, request, Err(SaveError::Gone("T-00001".into())));
    bench.press("n 'half_a_sentence esc : 'unsaved enter");
    let Some(picker) = bench.app.dialogs.top::<Picker>() else {
        unreachable!("a list")
    };
    assert_eq!(picker.entries.len(), 2);
    let row = &picker.entries[0];
    assert_eq!((row.lead.as_str(), row.text.as_str()), ("T-00001", "Owner: zoe"));
    assert!(picker.entries[0].note.contains("gone"), "{}", picker.entries[0].note);
    assert_eq!(picker.entries[1].text, "half a sentence");
    bench.app.update(Message::Key("enter".parse().expect("a key")));
    let text = &bench.confirm().text;
    assert_eq!(text.matches("T-00001").count(), 2, "the edit and why: {text}");
    assert!(
        text.starts_with("owner: T-00001\nOwner: zoe\n\nNot on disk: "),
        "{text}"
    );
    let again = sent(&mut bench, "m");
    let [Change::Add(record)] = &again.edit.changes[..] else {
        unreachable!("the record, not {:?}", again.edit.changes)
    };
    assert_eq!(record.owner(), "zoe");
}

#[test]
fn a_remark_on_a_save_stays_until_it_is_read() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    let remark = Some("The history could not be noted.".to_owned());
    answer(
        &mut bench,
        request,
        Ok(Saved {
            remark,
            ..Saved::default()
        }),
    );
    assert_eq!(bench.notice(), (Tone::Error, "The history could not be noted."));
}

#[test]
fn two_edits_that_failed_are_both_kept() {
    let mut bench = Bench::sample();
    let first = sent(&mut bench, "4 o 'zoe down enter");
    let second = sent(&mut bench, "o 'max down enter");
    answer(&mut bench, first, Err(SaveError::Locked(5)));
    answer(&mut bench, second, Err(SaveError::Locked(5)));
    assert_eq!(bench.app.edits.unsaved.failed.len(), 2);
    let again = resent(&mut bench, Cause::Time);
    let ids: Vec<_> = again
        .iter()
        .map(|request| request.edit.touched()[0].to_string())
        .collect();
    assert_eq!(ids, ["T-00001", "T-00002"], "in their order");
}

#[test]
fn reading_again_keeps_the_cursor_on_its_record() {
    let mut bench = Bench::sample();
    bench.press("4 j j");
    let record: Record = bench.app.register.get("T-00001").cloned().expect("the action");
    edits::absorb(&mut bench.app, vec![record.with(action::STATUS, action::Status::Done)]);
    assert_eq!(bench.at(), "T-00003");
    assert!(!bench.rows().contains(&"T-00001".to_owned()));
}

#[test]
fn the_question_before_leaving_goes_when_everything_is_saved_by_itself() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, request, Err(SaveError::Locked(2)));
    bench.app.update(Message::Key(Key::char('q')));
    let request = saves(&mut bench).remove(0);
    answer(&mut bench, request, Err(SaveError::Locked(2)));
    assert_eq!(bench.confirm().title, "Leave");
    let request = resent(&mut bench, Cause::Time).remove(0);
    answer(&mut bench, request, Ok(Saved::default()));
    assert!(bench.app.dialogs.is_empty());
    assert!(
        bench
            .app
            .take_effects()
            .iter()
            .any(|effect| matches!(effect, Effect::Quit))
    );
}

#[test]
fn an_edit_that_is_being_tried_again_can_be_looked_at() {
    let mut bench = Bench::sample();
    let request = sent(&mut bench, "4 o 'zoe down enter");
    answer(&mut bench, request, Err(SaveError::Locked(2)));
    bench.press(": 'unsaved enter");
    let request = resent(&mut bench, Cause::Time).remove(0);
    bench.app.update(Message::Key("enter".parse().expect("a key")));
    assert!(
        bench.confirm().text.contains("is being saved now"),
        "{}",
        bench.confirm().text
    );
    bench.app.update(Message::Key(Key::char('r')));
    assert!(bench.app.dialogs.is_empty(), "the key is for the question");
    bench.press(": 'unsaved enter");
    bench.app.update(Message::Key("enter".parse().expect("a key")));
    answer(&mut bench, request, Ok(Saved::default()));
    assert!(bench.app.dialogs.is_empty(), "nothing is left to ask");
}
