//! What others change meets what is being edited: forms, questions, edits on their way, undo.

use aims::app::form::conflict;
use aims::app::notices::Tone;
use aims::app::state::message::Message;
use aims::domain::kinds::action;
use aims::store::save::queue::Outcome;
use aims::store::save::{Clash, SaveError};
use aims::store::watch::News;

use crate::bench::Bench;
use crate::disk::others::{all, done, files, loaded, on_disk, path, record, remove, sent, whole, write};

#[test]
fn an_edit_of_records_that_others_changed_is_not_undone() {
    let mut bench = on_disk();
    bench.press("4 o 'zoe down enter");
    let theirs = record(&bench, "T-00001").with(action::OWNER, "max");
    write(&mut bench, theirs);
    bench.press("u");
    assert_eq!(bench.notice().0, Tone::Error);
    assert_eq!(bench.value("T-00001", "owner"), "max");
    let next = bench.at();
    bench.press("o 'zoe down enter");
    remove(&mut bench, &next);
    bench.press("u");
    assert_eq!(bench.notice().0, Tone::Error);
}

#[test]
fn a_question_about_a_record_that_went_changes_nothing_and_about_others_only_them() {
    let mut bench = on_disk();
    bench.press("4 o 'zoe");
    remove(&mut bench, "T-00001");
    bench.press("down enter");
    assert!(bench.saves.is_empty());
    assert_eq!(
        bench.ask_error(),
        "Gone since the decision was begun: T-00001. Nothing was changed."
    );
    bench.press("esc space j space o 'zoe");
    let marked: Vec<_> = bench.app.targets();
    assert!(marked.len() < 3);
    bench.press("down enter");
    let text = bench.confirm().text.clone();
    remove(&mut bench, "R-00003");
    bench.press("y");
    for id in bench.saves[0].edit.touched() {
        assert!(text.contains(id.as_str()), "{id} in {text}");
    }
}

#[test]
fn a_form_stays_and_says_what_changed_and_saves_with_the_other() {
    let mut bench = on_disk();
    bench.press("4 e '_mine");
    let theirs = record(&bench, "T-00001").with(action::OWNER, "max");
    write(&mut bench, theirs);
    assert!(
        bench
            .notice()
            .1
            .contains("T-00001 changed outside while it is open here: Owner")
    );
    let owner = action::OWNER.index();
    let written = |position| conflict::written_meanwhile(&bench.app, bench.form(), position);
    assert_eq!(written(owner).as_deref(), Some("max"));
    assert_eq!(written(action::TITLE.index()), None);
    bench.press("ctrl-s");
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(bench.value("T-00001", "owner"), "max");
    assert!(bench.value("T-00001", "title").ends_with(" mine"));
    bench.assert_saved();
}

/// A form with a title of ours while others wrote another and another owner.
fn both_wrote() -> Bench {
    let mut bench = on_disk();
    bench.press("4 e '_mine");
    let theirs = record(&bench, "T-00001")
        .with(action::TITLE, "Theirs")
        .with(action::OWNER, "max");
    write(&mut bench, theirs);
    bench.press("ctrl-s");
    assert!(
        bench.confirm().text.contains("theirs: Theirs"),
        "{}",
        bench.confirm().text
    );
    bench
}

#[test]
fn a_field_both_changed_is_asked_about_when_the_form_is_saved() {
    for (key, title) in [("t", "Theirs"), ("m", "Filter retrieved pages mine")] {
        let mut bench = both_wrote();
        bench.press(key);
        assert!(bench.app.dialogs.is_empty(), "{key}");
        assert_eq!(bench.value("T-00001", "title"), title);
        assert_eq!(bench.value("T-00001", "owner"), "max");
        bench.assert_saved();
    }
    let mut bench = both_wrote();
    bench.press("esc");
    assert!(bench.form().is_dirty(), "leaving the question leaves the form as it is");
}

#[test]
fn a_field_both_changed_alike_is_no_question() {
    let mut bench = on_disk();
    bench.press("4 e '_mine");
    let theirs = record(&bench, "T-00001").with(action::TITLE, "Filter retrieved pages mine");
    write(&mut bench, theirs);
    bench.press("ctrl-s");
    assert!(bench.app.dialogs.is_empty() && bench.saves.is_empty());
}

#[test]
fn the_form_of_a_record_that_went_keeps_what_is_typed() {
    let mut bench = on_disk();
    bench.press("4 e '_mine");
    remove(&mut bench, "T-00001");
    assert!(bench.notice().1.contains("what is typed stays"));
    bench.press("ctrl-s");
    assert!(bench.confirm().text.contains("T-00001 is gone"));
    bench.press("esc");
    assert!(bench.form().is_dirty() && bench.saves.is_empty());
}

#[test]
fn a_record_with_an_edit_on_its_way_waits_for_that() {
    let mut bench = on_disk();
    let old = record(&bench, "T-00001");
    let request = sent(&mut bench, "4 o 'zoe down enter");
    let here = path(&bench, "T-00001");
    let other = done(record(&bench, "T-00002"));
    let both = vec![
        loaded(here.clone(), Some(old.clone())),
        loaded(path(&bench, "T-00002"), Some(other)),
    ];
    let taken = bench.outside(News::Files(files(both)), &[]);
    assert_eq!(taken.later, std::slice::from_ref(&here));
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
    assert_eq!(bench.value("T-00002", "status"), "done", "the others do not wait");
    let records = all(&bench, |record| {
        Some(if record.id() == old.id() { old.clone() } else { record })
    });
    let taken = bench.outside(News::Whole(Box::new(whole(records, Vec::new()))), &[]);
    assert_eq!(taken.later, [here]);
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
    bench.app.update(Message::Saved(Outcome {
        request,
        result: Ok(aims::store::save::Saved::default()),
    }));
}

#[test]
fn an_edit_that_could_not_be_saved_stays_on_top_of_what_others_wrote() {
    let mut bench = on_disk();
    let theirs = record(&bench, "T-00001").with(action::OWNER, "max");
    let request = sent(&mut bench, "4 o 'zoe down enter");
    let clash = Clash {
        id: "T-00001".into(),
        field: action::OWNER.index(),
        mine: "zoe".into(),
        theirs: "max".into(),
    };
    let result = Err(SaveError::Clash(vec![clash]));
    bench.app.update(Message::Saved(Outcome { request, result }));
    write(&mut bench, theirs.with(action::NOTE, "theirs"));
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
    assert_eq!(bench.value("T-00001", "note"), "theirs");
    remove(&mut bench, "T-00001");
    assert_eq!(
        bench.value("T-00001", "owner"),
        "zoe",
        "what is typed is not lost with the file"
    );
    assert_eq!(bench.confirm().title, "Changed on disk");
}
