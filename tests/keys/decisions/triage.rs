//! Deciding on actions and risks, one or many at a time, and taking it back.

use aims::app::decisions::prompt::Ask;
use aims::app::notices::Tone;
use aims::domain::register::edit::Change;
use aims::store::save::history::Step;

use crate::bench::{Bench, states};

/// A workbench on the small register, with Treatment on screen.
pub fn triage() -> Bench {
    let mut bench = Bench::sample();
    bench.press("4");
    bench
}

#[test]
fn done_asks_what_shows_it_and_enter_skips() {
    let mut bench = triage();
    bench.press("x enter");
    assert_eq!(bench.value("T-00001", "status"), "done");
    assert_eq!(bench.value("T-00001", "closed"), "2026-11-23");
    assert_eq!(bench.value("T-00001", "note"), "");
    assert_eq!(bench.saves.len(), 1);
    bench.assert_saved();
}

#[test]
fn proof_of_a_done_action_goes_into_the_note() {
    let mut bench = triage();
    bench.press("x 'minutes_of_May enter");
    assert_eq!(bench.value("T-00001", "note"), "2026-11-23: minutes of May");
}

#[test]
fn after_a_decision_the_cursor_is_on_the_next_item() {
    let mut bench = triage();
    bench.press("j x enter");
    assert_eq!((bench.at().as_str(), bench.list().cursor), ("T-00003", 1));
    assert!(!bench.rows().contains(&"T-00002".to_owned()));
}

#[test]
fn after_postponing_the_cursor_is_on_the_next_item() {
    let mut bench = triage();
    bench.press("d '+1m enter 'why enter");
    assert_eq!((bench.at().as_str(), bench.list().cursor), ("T-00002", 0));
    assert!(bench.rows().contains(&"T-00001".to_owned()));
}

#[test]
fn the_filter_survives_a_decision() {
    let mut bench = triage();
    bench.press("/ 'owner:ana enter x enter");
    assert_eq!(bench.list().filter(), "owner:ana");
    assert_eq!(bench.rows(), ["T-00003", "T-00005"]);
}

#[test]
fn the_last_row_decided_leaves_the_cursor_on_the_new_last_row() {
    let mut bench = triage();
    bench.press("G x enter");
    assert_eq!(bench.at(), "T-00005");
}

#[test]
fn putting_off_what_is_late_needs_a_reason() {
    let mut bench = triage();
    bench.press("d '+1w enter enter");
    assert!(bench.ask_error().contains("needed"), "{}", bench.ask_error());
    bench.press("'waiting_for_the_vendor enter");
    assert_eq!(bench.value("T-00001", "due"), "2026-11-30");
    let rows = bench.value("T-00001", "redated");
    assert!(
        rows.contains("2026-11-23") && rows.contains("2026-08-01") && rows.contains("waiting for the vendor"),
        "{rows}"
    );
    assert_eq!(bench.saves.len(), 1);
}

#[test]
fn putting_off_what_was_late_counts_as_a_slip() {
    let mut bench = triage();
    bench.press("d '+1w enter 'why enter");
    let action = bench.app.register.get("T-00001").expect("the action");
    assert_eq!(aims::domain::kinds::action::slips(action), 1);
}

#[test]
fn putting_off_what_is_not_late_needs_no_reason_and_is_no_slip() {
    let mut bench = triage();
    bench.press("/ 'agents enter d 'fri enter enter");
    assert_eq!(bench.value("T-00004", "due"), "2026-11-27");
    let action = bench.app.register.get("T-00004").expect("the action");
    assert_eq!(aims::domain::kinds::action::slips(action), 0);
}

#[test]
fn a_day_that_is_none_is_refused_and_the_question_stays() {
    let mut bench = triage();
    bench.press("d 'someday enter");
    assert!(!bench.ask_error().is_empty());
    assert!(bench.saves.is_empty());
}

#[test]
fn an_owner_is_chosen_among_those_known_by_a_few_letters() {
    let mut bench = triage();
    bench.press("o 'okaf enter");
    assert_eq!(bench.value("T-00001", "owner"), "ben");
}

#[test]
fn an_owner_nobody_knows_yet_can_be_typed() {
    let mut bench = triage();
    bench.press("o 'zoe down enter");
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
}

#[test]
fn blocking_asks_by_what() {
    let mut bench = triage();
    bench.press("b enter");
    assert!(!bench.ask_error().is_empty());
    bench.press("'the_vendor enter");
    assert_eq!(
        (bench.value("T-00001", "status"), bench.value("T-00001", "reason")),
        ("blocked".to_owned(), "the vendor".to_owned())
    );
    assert!(bench.rows().contains(&"T-00001".to_owned()), "it is still open");
}

#[test]
fn cancelling_asks_why_and_closes() {
    let mut bench = triage();
    bench.press("c enter");
    assert!(!bench.ask_error().is_empty());
    bench.press("'no_longer_needed enter");
    assert_eq!(bench.value("T-00001", "status"), "cancelled");
    assert_eq!(bench.value("T-00001", "closed"), "2026-11-23");
    assert!(!bench.rows().contains(&"T-00001".to_owned()));
}

#[test]
fn a_note_is_added_below_what_was_noted() {
    let mut bench = triage();
    bench.press("n 'asked enter n 'answered enter");
    assert_eq!(
        bench.value("T-00001", "note"),
        "2026-11-23: asked\n2026-11-23: answered"
    );
    assert_eq!(bench.at(), "T-00001");
}

#[test]
fn accepting_accepts_the_risk_behind_the_action_until_a_day() {
    let mut bench = triage();
    bench.press("j a 'zoe down enter 'small enter enter");
    assert!(!bench.ask_error().is_empty(), "an acceptance is never open-ended");
    bench.press("'+6m enter");
    let question = &bench.confirm().text;
    assert!(question.contains("`zoe` is nobody of the people"), "{question}");
    bench.press("y");
    assert_eq!(bench.value("R-00002", "status"), "accepted");
    assert_eq!(bench.value("R-00002", "accepted_by"), "zoe");
    assert_eq!(bench.value("R-00002", "accepted_on"), "2026-11-23");
    assert_eq!(bench.value("R-00002", "accepted_until"), "2027-05-23");
    assert_eq!(bench.value("R-00002", "acceptance_reason"), "small");
    assert_eq!(bench.value("T-00002", "status"), "started");
    bench.assert_saved();
}

#[test]
fn accepting_above_the_appetite_asks_once_more() {
    let mut bench = triage();
    bench.press("a 'ana enter 'why enter '+1m enter");
    assert!(
        bench.confirm().text.contains("above the appetite"),
        "{}",
        bench.confirm().text
    );
    assert!(bench.saves.is_empty());
    bench.press("y");
    assert_eq!(bench.value("R-00001", "status"), "accepted");
}

#[test]
fn an_action_that_treats_no_risk_has_none_to_accept() {
    let mut bench = triage();
    bench.press("G a");
    assert_eq!(bench.notice().0, Tone::Refused);
    assert!(bench.app.dialogs.is_empty());
}

#[test]
fn leaving_a_question_changes_nothing() {
    let mut bench = triage();
    let before = states(&bench.app.register);
    for keys in [
        "x esc",
        "d '+1w esc",
        "d '+1w enter esc",
        "a 'ana enter esc",
        "b 'x ctrl-c",
    ] {
        bench.press(keys);
        assert!(bench.app.dialogs.is_empty(), "{keys}");
    }
    assert!(bench.saves.is_empty());
    assert_eq!(states(&bench.app.register), before);
}

#[test]
fn a_decision_on_marks_shows_what_it_would_change_before_it_does() {
    let mut bench = triage();
    bench.press("space space space x enter");
    let text = &bench.confirm().text;
    assert!(
        text.contains("3 records") && text.contains("T-00001") && text.contains("Write the runbook"),
        "{text}"
    );
    assert!(bench.saves.is_empty());
}

#[test]
fn a_decision_on_marks_is_confirmed_by_another_key_than_began_it() {
    let mut bench = triage();
    bench.press("space space x enter x enter");
    assert!(bench.saves.is_empty(), "x and enter began it");
    bench.press("y");
    assert_eq!(bench.saves.len(), 1);
}

#[test]
fn a_decision_on_marks_is_one_edit_and_undone_as_one() {
    let mut bench = triage();
    let before = states(&bench.app.register);
    bench.press("space space space x enter y");
    assert_eq!(bench.saves.len(), 1);
    assert_eq!(bench.saves[0].edit.touched().len(), 3);
    assert_eq!(bench.list().marked(), 0);
    assert_eq!(bench.rows(), ["T-00004", "T-00005", "T-00006"]);
    bench.press("u");
    assert_eq!(states(&bench.app.register), before);
    assert_eq!(bench.saves[1].step, Step::Undo);
    bench.assert_saved();
}

#[test]
fn a_decision_left_at_its_preview_changes_nothing_and_keeps_the_marks() {
    let mut bench = triage();
    bench.press("space space x enter esc");
    assert!(bench.saves.is_empty() && bench.app.dialogs.is_empty());
    assert_eq!(bench.list().marked(), 2);
}

#[test]
fn retiring_asks_even_for_one() {
    let mut bench = triage();
    bench.press("r 'done_elsewhere enter");
    assert!(bench.saves.is_empty());
    bench.press("y");
    assert_eq!(bench.value("T-00001", "retired"), "2026-11-23");
    assert_eq!(bench.value("T-00001", "note"), "2026-11-23: retired: done elsewhere");
    assert!(!bench.rows().contains(&"T-00001".to_owned()));
}

#[test]
fn skipping_moves_on_without_a_decision() {
    let mut bench = triage();
    bench.press("z z");
    assert_eq!(bench.at(), "T-00003");
    assert!(bench.saves.is_empty());
}

#[test]
fn undo_and_redo_walk_the_same_way_and_follow_to_what_they_changed() {
    let mut bench = triage();
    let start = states(&bench.app.register);
    bench.press("o 'zoe down enter j d '+1w enter 'why enter n 'seen enter");
    let end = states(&bench.app.register);
    bench.press("u u u");
    assert_eq!(states(&bench.app.register), start);
    assert_eq!(bench.at(), "T-00001");
    bench.press("u");
    assert_eq!(bench.notice().0, Tone::Refused);
    bench.press("U U ctrl-r");
    assert_eq!(states(&bench.app.register), end);
    bench.press("U");
    assert_eq!(bench.notice().0, Tone::Refused);
    bench.assert_saved();
}

#[test]
fn a_new_decision_leaves_nothing_to_make_again() {
    let mut bench = triage();
    bench.press("o 'zoe down enter u o 'max down enter U");
    assert_eq!(bench.notice().0, Tone::Refused);
    assert_eq!(bench.value("T-00001", "owner"), "max");
}

#[test]
fn an_edit_says_who_made_it_and_what_it_is() {
    let mut bench = triage();
    bench.press("x enter");
    let edit = &bench.saves[0].edit;
    assert_eq!((edit.who.as_str(), edit.title.as_str()), ("Ana Ruiz", "done: T-00001"));
    assert!(edit.changes.iter().all(|change| matches!(change, Change::Set { .. })));
}

#[test]
fn the_same_owner_again_is_no_edit() {
    let mut bench = triage();
    bench.press("o 'ana enter");
    assert!(bench.saves.is_empty());
    assert!(bench.notice().1.contains("Nothing changed"));
}

#[test]
fn a_decision_that_does_not_go_with_the_record_is_refused_where_it_is_chosen() {
    let mut bench = Bench::sample();
    bench.press("2 : 'done enter");
    assert_eq!(bench.notice().0, Tone::Refused);
    assert!(bench.app.dialogs.top::<Ask>().is_none());
}
