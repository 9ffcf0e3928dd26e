//! What a colleague writes while a question is open: other fields go together, the same field is asked about.

use aims::app::decisions::prompt::Ask;
use aims::app::dialogs::Confirm;
use aims::app::edits;
use aims::app::unsaved;
use aims::domain::record::input;
use aims::domain::register::edit::{Change, Edit};

use crate::bench::{Bench, around, states, today};
use crate::decisions::triage::triage;

/// Lets a colleague change a field of a record, in the register and on disk.
pub fn colleague(bench: &mut Bench, id: &str, field: &str, text: &str) {
    let mut record = bench.app.register.get(id).expect("a record").clone();
    let at = record.kind().field_index(field).expect("a field");
    let to = input::read(record.kind().fields[at].shape, text, today()).expect("a value");
    let from = record.put(at, to.clone()).expect("fits");
    let edit = Edit {
        title: "theirs".to_owned(),
        who: "carla".to_owned(),
        when: around().now,
        changes: vec![Change::Set {
            id: record.id().clone(),
            field: at,
            from,
            to,
        }],
    };
    bench.disk.apply(&edit).expect("applies");
    edits::absorb(&mut bench.app, vec![record]);
}

/// Tells whether it is asked whose change holds.
pub fn asks(bench: &Bench) -> bool {
    bench
        .app
        .dialogs
        .top::<Confirm>()
        .is_some_and(|confirm| confirm.title == "Changed on disk")
}

#[test]
fn a_day_that_a_colleague_moved_while_it_was_asked_is_not_overwritten_unseen() {
    for (key, due, saves) in [("t", "2027-05-05", 0), ("m", "2026-12-03", 1), ("esc", "2027-05-05", 0)] {
        let mut bench = triage();
        bench.press("d '2026-12-03 enter 'it_takes_longer");
        colleague(&mut bench, "T-00001", "due", "2027-05-05");
        bench.press("enter");
        assert!(asks(&bench), "{key}");
        let text = &bench.confirm().text;
        assert!(
            text.contains("theirs: 2027-05-05") && text.contains("mine:   2026-12-03"),
            "{text}"
        );
        bench.press(key);
        assert_eq!(
            (bench.value("T-00001", "due").as_str(), bench.saves.len()),
            (due, saves),
            "{key}"
        );
        bench.assert_saved();
    }
}

#[test]
fn a_field_that_the_decision_leaves_alone_keeps_what_a_colleague_wrote() {
    let mut bench = triage();
    bench.press("d '2026-12-03 enter 'it_takes_longer");
    colleague(&mut bench, "T-00001", "owner", "ben");
    bench.press("enter");
    assert_eq!(bench.value("T-00001", "due"), "2026-12-03");
    assert_eq!(bench.value("T-00001", "owner"), "ben");
    bench.assert_saved();
}

#[test]
fn two_words_for_one_note_both_stay() {
    let mut bench = triage();
    bench.press("n 'mine");
    colleague(&mut bench, "T-00001", "note", "theirs");
    bench.press("enter");
    assert_eq!(bench.value("T-00001", "note"), "theirs\n2026-11-23: mine");
}

#[test]
fn records_a_colleague_changed_are_asked_about_and_the_others_are_decided() {
    let mut bench = triage();
    bench.press("space space o 'ana");
    colleague(&mut bench, "T-00002", "owner", "carla");
    bench.press("enter y");
    assert!(asks(&bench));
    assert!(
        bench.confirm().text.contains("T-00002 Owner"),
        "{}",
        bench.confirm().text
    );
    bench.press("t");
    assert_eq!(bench.value("T-00002", "owner"), "carla");
    bench.assert_saved();
}

#[test]
fn a_record_that_does_not_fit_any_more_keeps_the_question_and_its_text_open() {
    let mut bench = triage();
    bench.press("b 'the_vendor");
    colleague(&mut bench, "T-00001", "status", "done");
    let before = states(&bench.app.register);
    bench.press("enter");
    assert_eq!(bench.ask_error(), "It is done; :status opens it again.");
    let Some(ask) = bench.app.dialogs.top::<Ask>() else {
        unreachable!("the question stays")
    };
    assert_eq!(ask.line.text(), "the vendor");
    assert_eq!(states(&bench.app.register), before);
}

#[test]
fn a_day_moved_in_the_calendar_is_held_against_the_day_it_came_from() {
    let mut bench = Bench::sample();
    bench.press("7 enter");
    while bench.at() != "V-00001" {
        bench.press("j");
    }
    bench.press("> >");
    colleague(&mut bench, "V-00001", "date", "2027-01-20");
    bench.press("enter");
    assert!(
        bench.app.dialogs.top::<Ask>().is_some(),
        "{:?} {:?}",
        bench.app.screens.calendar.drag,
        bench.app.notices.current()
    );
    bench.press("enter");
    assert!(asks(&bench), "{:?}", bench.app.dialogs.last());
    bench.press("t");
    assert_eq!(bench.value("V-00001", "date"), "2027-01-20");
    bench.assert_saved();
}

#[test]
fn a_reason_that_is_refused_after_the_second_look_is_kept() {
    let mut bench = triage();
    bench.press("space space c 'the_vendor_left enter");
    assert!(bench.confirm().text.contains("the vendor left"));
    colleague(&mut bench, "T-00001", "status", "done");
    bench.press("y");
    assert!(
        bench.notice().1.contains("It is done; S opens it again."),
        "{:?}",
        bench.notice()
    );
    let kept = unsaved::kept(&bench.app);
    assert!(format!("{kept:?}").contains("the vendor left"), "{kept:?}");
}

#[test]
fn a_decision_that_began_with_its_status_is_held_against_what_stood_then() {
    let mut bench = triage();
    bench.press("S");
    colleague(&mut bench, "T-00001", "status", "started");
    bench.press("5 'the_vendor_left enter");
    assert!(asks(&bench), "{:?}", bench.app.dialogs.last());
    bench.press("t");
    assert_eq!(bench.value("T-00001", "status"), "started");
}
