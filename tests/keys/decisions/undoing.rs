//! Undo in the workbench: skips, edits of others, and the place in the queue.

use aims::app::edits;
use aims::app::form::Form;
use aims::app::notices::Tone;
use aims::domain::record::value::Value;

use crate::bench::states;
use crate::decisions::triage::triage;

#[test]
fn a_skip_is_undone_before_the_decision_before_it() {
    let mut bench = triage();
    let rows = bench.rows();
    bench.press("n 'asked enter z");
    assert_eq!(bench.rows().last().map(String::as_str), Some("T-00001"));
    assert_eq!(bench.notice().1, "Skipped for now: T-00001  (u to undo)");
    bench.press("u");
    assert_eq!(bench.notice().1, "Undone: skip of T-00001");
    assert_eq!((bench.rows(), bench.at().as_str()), (rows, "T-00001"));
    assert_eq!(
        bench.value("T-00001", "note"),
        "2026-11-23: asked",
        "the decision stays"
    );
    bench.press("u");
    assert_eq!(bench.value("T-00001", "note"), "");
    bench.press("u");
    assert_eq!(bench.notice(), (Tone::Refused, "Nothing to undo."));
}

#[test]
fn a_decision_after_a_skip_is_undone_first() {
    let mut bench = triage();
    bench.press("z n 'asked enter u");
    assert_eq!(bench.value("T-00002", "note"), "");
    assert_eq!(
        bench.rows().last().map(String::as_str),
        Some("T-00001"),
        "it is still skipped"
    );
    bench.press("u");
    assert_eq!(bench.rows().first().map(String::as_str), Some("T-00001"));
}

#[test]
fn undo_and_redo_are_announced_in_those_words() {
    let mut bench = triage();
    bench.press("x enter u");
    assert_eq!(bench.notice().1, "Undone: done: T-00001  (U to redo)");
    bench.press("U");
    assert_eq!(bench.notice().1, "Redone: done: T-00001  (u to undo)");
    assert_eq!(bench.at(), "T-00002", "the next item comes, as at first");
    bench.press("u");
    assert_eq!(bench.at(), "T-00001");
}

#[test]
fn an_edit_of_somebody_else_is_undone_only_when_that_is_meant() {
    let mut bench = triage();
    bench.press("n 'theirs enter");
    let edit = bench.app.edits.history.done.last_mut().expect("an edit");
    edit.who = "Carla".to_owned();
    let before = states(&bench.app.register);
    bench.press("u");
    let confirm = bench.confirm();
    assert_eq!(confirm.title, "Undo an edit of somebody else");
    assert!(
        confirm.text.contains("by Carla on 2026-11-23 09:00"),
        "{}",
        confirm.text
    );
    bench.press("esc");
    assert_eq!(states(&bench.app.register), before);
    bench.press("u y");
    assert_eq!(bench.value("T-00001", "note"), "");
    assert!(
        bench.notice().1.starts_with("Undone: note: T-00001, by Carla"),
        "{:?}",
        bench.notice()
    );
}

#[test]
fn saving_a_form_in_the_queue_keeps_the_place() {
    let mut bench = triage();
    bench.press("e");
    while bench.form().kind.fields[bench.form().inputs[bench.form().focus].position].name != "status" {
        bench.press("tab");
    }
    bench.press("ctrl-a ctrl-k 'done ctrl-s");
    assert!(bench.app.dialogs.top::<Form>().is_none(), "{:?}", bench.notice());
    assert_eq!(bench.value("T-00001", "status"), "done");
    assert_eq!(
        bench.at(),
        "T-00002",
        "the cursor is on the next item, not 30 rows down"
    );
}

#[test]
fn an_edit_that_cannot_be_undone_does_not_bar_the_way_to_the_one_before_it() {
    let mut bench = triage();
    bench.press("n 'first enter j n 'second enter");
    // Somebody empties the note beside it, as a checkout of git does.
    let mut record = bench.app.register.get("T-00002").expect("a record").clone();
    let note = record.kind().field_index("note").expect("a field");
    let _ = record.put(note, Value::Empty);
    edits::absorb(&mut bench.app, vec![record]);
    bench.press("u");
    assert_eq!(
        bench.notice().1,
        "Note of T-00002 was emptied in the meantime. note: T-00002 cannot be undone; u undoes the edit before it."
    );
    bench.press("u");
    assert_eq!(bench.value("T-00001", "note"), "");
    bench.press("u");
    assert_eq!(bench.notice(), (Tone::Refused, "Nothing to undo."));
    bench.press("U U");
    assert_eq!(bench.notice(), (Tone::Refused, "Nothing to redo."));
}

#[test]
fn an_edit_of_mine_below_one_of_somebody_else_can_be_undone() {
    let mut bench = triage();
    bench.press("n 'mine enter j n 'theirs enter");
    let edit = bench.app.edits.history.done.last_mut().expect("an edit");
    edit.who = "Carla".to_owned();
    bench.press("u");
    let choices: Vec<_> = bench.confirm().choices.iter().map(|choice| choice.1.clone()).collect();
    assert_eq!(choices, ["undo it", "undo my last edit instead: note: T-00001"]);
    bench.press("m");
    assert_eq!(bench.value("T-00001", "note"), "");
    assert_eq!(bench.value("T-00002", "note"), "2026-11-23: theirs");
}
