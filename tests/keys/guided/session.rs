//! The guided session over gap questions and controls, and actions said in one line.

use aims::app::environment::effect::Effect;
use aims::app::environment::key::Key;
use aims::app::guided::session::steps;
use aims::app::guided::session::{Place, Session};
use aims::app::notices::Tone;
use aims::app::screens;
use aims::app::screens::gap::tree::Node;
use aims::app::state::message::Message;
use aims::app::unsaved;
use aims::domain::kinds::{answer, control, document};
use aims::domain::record::value::Value;
use aims::domain::register::Register;

use crate::bench::{Bench, states};
use crate::dialogs::pickers::page;

fn session(bench: &Bench) -> &Session {
    bench.app.guided.session(bench.app.screen).expect("a session")
}

/// Every question of the gap analysis, in order.
fn questions() -> Vec<String> {
    Register::default()
        .of(&answer::KIND)
        .map(|record| record.id().to_string())
        .collect()
}

/// A workbench in which a session over the clauses just began.
fn begun() -> (Bench, Vec<String>) {
    let mut bench = Bench::sample();
    bench.press("6");
    let rows = bench.rows();
    bench.press("enter");
    (bench, rows)
}

#[test]
fn it_begins_at_the_first_open_question() {
    let (mut bench, rows) = begun();
    bench.press("2 q esc g g enter");
    assert_eq!(bench.at(), rows[1], "the first one is answered");
}

#[test]
fn a_question_under_the_cursor_is_entered_where_it_is() {
    let mut bench = Bench::sample();
    bench.press("6 j j l j j j");
    let here = bench.at();
    assert_eq!(here, "4.1/q3");
    bench.press("enter");
    assert_eq!(bench.at(), here);
    assert_eq!(session(&bench).at, 2);
}

#[test]
fn answers_are_one_key_each_and_move_on() {
    let (mut bench, rows) = begun();
    bench.press("1 2 3 4");
    let said: Vec<_> = rows[..4].iter().map(|id| bench.value(id, "state")).collect();
    assert_eq!(said, ["absent", "informal", "documented", "operating"]);
    assert_eq!(bench.at(), rows[4]);
    assert_eq!(bench.saves.len(), 4);
    bench.assert_saved();
}

#[test]
fn every_question_is_answered_by_as_many_keys_and_none_is_misplaced() {
    let (mut bench, rows) = begun();
    assert_eq!(rows.len(), 94);
    let mut sorted = (rows.clone(), questions());
    sorted.0.sort();
    sorted.1.sort();
    assert_eq!(sorted.0, sorted.1, "every question is walked");
    for at in 0..rows.len() {
        bench.key(Key::char(char::from(b'1' + (at % 4) as u8)));
    }
    let words = ["absent", "informal", "documented", "operating"];
    for (at, id) in rows.iter().enumerate() {
        assert_eq!(bench.value(id, "state"), words[at % 4], "{id}");
    }
    assert_eq!(bench.saves.len(), 94);
    assert_eq!(session(&bench).open(&bench.app.register), 0);
    bench.assert_saved();
}

#[test]
fn the_same_answer_again_moves_on_too() {
    let (mut bench, rows) = begun();
    bench.press("3 k 3");
    assert_eq!(bench.at(), rows[1]);
    assert_eq!(bench.saves.len(), 1);
    assert_eq!(session(&bench).given, 2);
}

#[test]
fn skipped_questions_come_again_when_all_others_are_answered() {
    let mut bench = Bench::sample();
    bench.press("6 / 'clause:4.1 enter enter");
    let queue = session(&bench).queue.clone();
    assert!(queue.len() > 2);
    bench.press("s");
    assert_eq!(bench.at(), queue[1].to_string());
    for _ in 1..queue.len() {
        bench.press("2");
    }
    assert_eq!(bench.at(), queue[0].to_string());
    assert!(bench.notice().1.contains("skipped"));
    bench.press("4");
    assert_eq!(session(&bench).open(&bench.app.register), 0);
}

#[test]
fn back_returns_the_same_way_and_an_answer_is_undone() {
    let (mut bench, rows) = begun();
    bench.press("3 2 b b 0");
    assert_eq!(bench.at(), rows[0], "taking an answer back stays");
    assert_eq!(bench.value(&rows[0], "state"), "");
    bench.press("b");
    assert!(bench.notice().1.contains("first"));
}

#[test]
fn undo_goes_to_the_question_it_changes() {
    let (mut bench, rows) = begun();
    bench.press("1 2 3 g g '9.2.1 enter 4");
    bench.press("u u");
    assert_eq!(bench.at(), rows[2]);
    assert_eq!(bench.value(&rows[2], "state"), "");
    bench.press("u u");
    assert_eq!(bench.at(), rows[0]);
    bench.press("U U U U");
    assert_eq!(bench.value(&rows[2], "state"), "documented");
    bench.assert_saved();
}

#[test]
fn a_clause_is_jumped_to() {
    let (mut bench, _) = begun();
    bench.press("g g '9.2.2 enter");
    assert_eq!(bench.at(), "9.2.2/q1");
    bench.press("3 g g '9.2.2 enter");
    assert_eq!(bench.at(), "9.2.2/q2", "its first open question");
}

#[test]
fn notes_and_owners_stay_at_the_question() {
    let (mut bench, rows) = begun();
    bench.press("n 'only_in_slides enter o 'ben enter");
    assert_eq!(bench.at(), rows[0]);
    assert!(bench.value(&rows[0], "note").ends_with("only in slides"));
    assert_eq!(bench.value(&rows[0], "owner"), "ben");
}

#[test]
fn an_action_in_one_line_serves_the_clause() {
    let (mut bench, rows) = begun();
    bench.press("a 'write_the_context_@ben_+2w enter");
    let made = bench.saves[0].edit.touched().remove(0).to_string();
    let said: Vec<_> = ["title", "owner", "due", "requirements", "status"]
        .map(|field| bench.value(&made, field))
        .to_vec();
    assert_eq!(said, ["write the context", "ben", "2026-12-07", "4.1", "open"]);
    assert_eq!(bench.at(), rows[0], "the question stays");
    bench.press("u");
    assert!(bench.app.register.get(&made).is_none());
    bench.assert_saved();
}

#[test]
fn an_action_without_owner_or_day_gets_those_that_go_without_saying() {
    let (mut bench, rows) = begun();
    bench.press("a 'write_it enter");
    let first = bench.saves[0].edit.touched().remove(0).to_string();
    // Ana Ruiz works here, whom records call ana.
    assert_eq!(bench.value(&first, "owner"), "ana");
    assert_eq!(bench.value(&first, "due"), "2026-12-23");
    bench.press("o 'ben enter a 'print_it enter");
    let second = bench.saves[2].edit.touched().remove(0).to_string();
    assert_eq!(bench.value(&second, "owner"), "ben", "who answers for {}", rows[0]);
}

#[test]
fn a_name_is_completed_in_the_line() {
    let (mut bench, _) = begun();
    bench.press("a 'write_it_@be down enter '+1w enter");
    let made = bench.saves[0].edit.touched().remove(0).to_string();
    assert_eq!(bench.value(&made, "title"), "write it");
    assert_eq!(bench.value(&made, "owner"), "ben");
    assert_eq!(bench.value(&made, "due"), "2026-11-30");
}

#[test]
fn a_line_that_says_nothing_to_do_is_refused_in_place() {
    let (mut bench, _) = begun();
    bench.press("a '@ben_+2w enter");
    assert!(bench.ask_error().contains("what is to be done"));
    bench.press("esc");
    assert!(bench.saves.is_empty());
}

#[test]
fn a_line_that_the_rules_refuse_stays_in_its_prompt() {
    let mut bench = Bench::sample();
    bench.press("3 T 'check_scope_@ben_2020-01-01 enter");
    assert!(
        bench.ask_error().contains("2020-01-01 is past"),
        "{}",
        bench.ask_error()
    );
    bench.press("ctrl-u 'check_scope_@ben_+1w enter");
    let made = bench.saves[0].edit.touched().remove(0);
    assert_eq!(bench.value(made.as_str(), "title"), "check scope");
    assert!(unsaved::kept(&bench.app).is_empty(), "it is saved");
}

#[test]
fn an_action_serves_the_risk_it_was_added_to() {
    let mut bench = Bench::sample();
    bench.press("3 T 'do_it_@ana_+2w enter");
    let made = bench.saves[0].edit.touched().remove(0);
    assert_eq!(bench.value(made.as_str(), "risks"), "R-00001");
    assert_eq!(bench.screen(), &screens::risks::SCREEN);
}

#[test]
fn marked_records_get_one_action_together() {
    let mut bench = Bench::sample();
    bench.press("5 space space T 'do_both enter");
    let made = bench.saves[0].edit.touched().remove(0);
    assert_eq!(bench.value(made.as_str(), "controls"), "A.2.2, A.2.3");
    assert_eq!(bench.list().marked(), 0);
}

#[test]
fn a_filter_limits_the_session() {
    let mut bench = Bench::sample();
    bench.press("6 / 'clause:9.3.2 enter enter");
    assert_eq!(session(&bench).scope.describe(), "clause:9.3.2");
    assert_eq!(session(&bench).queue.len(), 4);
    bench.press("1 1 1 1 1");
    assert_eq!(bench.saves.len(), 4);
    assert!(bench.value("9.3.3/q1", "state").is_empty());
}

#[test]
fn marks_limit_the_session() {
    let mut bench = Bench::sample();
    bench.press("6 j j l j space j space W");
    let queue: Vec<_> = session(&bench).queue.iter().map(ToString::to_string).collect();
    assert_eq!(queue, ["4.1/q1", "4.1/q3"]);
}

#[test]
fn a_clause_is_begun_at_its_first_open_question() {
    let mut bench = Bench::sample();
    bench.press("6 G enter");
    assert_eq!(bench.at(), "10.2/q1");
    bench.press("3 q esc enter");
    assert_eq!(bench.at(), "10.2/q2");
}

#[test]
fn a_decision_on_a_clause_is_one_on_its_questions() {
    let mut bench = Bench::sample();
    bench.press("6 j j o 'ben enter");
    assert_eq!(bench.confirm().text.lines().next(), Some("owner on 4 records: ben"));
    bench.press("y");
    assert_eq!(bench.value("4.1/q4", "owner"), "ben");
    assert_eq!(bench.saves.len(), 1);
    bench.press("u");
    assert_eq!(bench.value("4.1/q4", "owner"), "");
}

#[test]
fn a_jump_unfolds_the_clause_it_goes_to() {
    let mut bench = Bench::sample();
    bench.press("6 : '9.1/q2 enter esc");
    assert_eq!(bench.at(), "9.1/q2");
    bench.press("h");
    assert_eq!(bench.at(), "", "a clause is no record");
    bench.press("l");
    assert_eq!(bench.at(), "9.1/q1");
}

#[test]
fn leaving_shows_what_changed_and_offers_it_to_copy() {
    let (mut bench, rows) = begun();
    bench.press("3 2 u 1 a 'write_it_@ben_+2w enter n 'later enter q");
    assert!(bench.app.guided.session(bench.app.screen).is_none());
    let lines = page(&bench).lines.join("\n");
    for told in [
        format!("{}  unassessed -> documented", rows[0]),
        format!("{}  unassessed -> absent", rows[1]),
        "write it  @ben  2026-12-07  for 4.1".to_owned(),
        "Notes (1)".to_owned(),
    ] {
        assert!(lines.contains(&told), "{told} in\n{lines}");
    }
    assert!(!lines.contains("informal"), "what was taken back is not told");
    bench.press("c");
    bench.press("y");
    let copied = bench.asked.iter().filter(|effect| matches!(effect, Effect::Copy(_)));
    assert_eq!(copied.count(), 2);
    bench.press("esc");
    assert_eq!(bench.screen(), &screens::gap::SCREEN);
}

#[test]
fn a_worse_answer_is_shown_as_such() {
    let (mut bench, rows) = begun();
    bench.press("4 q esc");
    bench.press("enter b 2 q");
    // The session goes on behind the answered question, so it is gone back to.
    let lines = page(&bench).lines.join("\n");
    assert!(lines.contains("Worse than before (1)"), "{lines}");
    assert!(
        lines.contains(&format!("{}  operating -> informal", rows[0])),
        "{lines}"
    );
}

#[test]
fn a_session_that_changed_nothing_is_left_without_a_page() {
    let (mut bench, _) = begun();
    bench.press("j j q");
    assert!(bench.app.dialogs.is_empty() && bench.app.guided.session(bench.app.screen).is_none());
}

#[test]
fn the_session_continues_at_the_next_open_question() {
    let (mut bench, rows) = begun();
    bench.press("1 s 1 q esc");
    bench.press("6 g g enter");
    assert_eq!(bench.at(), rows[3], "behind the last answer, not at the skipped one");
}

#[test]
fn an_interrupted_session_is_offered_and_continues_with_its_limits() {
    let (mut before, _) = begun();
    before.press("q / 'clause:6.1.2 enter W 3 3");
    let place = before.app.guided.places().remove("answer").expect("a place");
    assert!(place.cut);
    let records = states(&before.disk);
    let mut after = Bench::sample();
    for record in records {
        after.app.register.put(record.clone());
        after.disk.put(record);
    }
    after.app.refresh_all();
    let text = serde_json::to_string(&place).expect("text");
    let place: Place = serde_json::from_str(&text).expect("a place");
    after
        .app
        .update(Message::Places([(place.scope.kind.clone(), place)].into()));
    after.press("o");
    assert_eq!(after.screen(), &screens::gap::SCREEN);
    assert_eq!(after.at(), "6.1.2/q3");
    assert_eq!(session(&after).scope.describe(), "clause:6.1.2");
}

#[test]
fn a_limited_session_left_before_is_offered_beside_everything() {
    let mut bench = Bench::sample();
    bench.press("6 / 'clause:6.1.2 enter W 3 q esc esc esc W");
    assert_eq!(bench.confirm().choices.len(), 2);
    bench.press("w");
    assert_eq!(session(&bench).queue.len(), 94);
}

#[test]
fn other_screens_leave_the_session_where_it_is() {
    let (mut bench, rows) = begun();
    bench.press("3 ] ]");
    assert_ne!(bench.screen(), &screens::gap::SCREEN);
    bench.press("6");
    assert_eq!(bench.at(), rows[1]);
    assert_eq!(session(&bench).at, 1);
}

#[test]
fn the_controls_are_walked_with_their_own_answers() {
    let mut bench = Bench::sample();
    bench.press("5 W");
    assert!(session(&bench).goes_through(&control::KIND));
    bench.press("4 x 'nothing_is_built_here enter 1");
    let said = |id, field| bench.value(id, field);
    assert_eq!(
        (said("A.2.2", "applicability"), said("A.2.2", "status")),
        ("applicable".into(), "implemented".into())
    );
    assert_eq!(
        (said("A.2.3", "applicability"), said("A.2.3", "reason")),
        ("excluded".into(), "nothing is built here".into())
    );
    assert_eq!(said("A.2.4", "status"), "not implemented");
    assert_eq!(bench.at(), "A.3.2");
    bench.press("g g 'A.8 enter");
    assert_eq!(bench.at(), "A.8.2");
    bench.assert_saved();
}

#[test]
fn the_answers_of_one_walk_mean_nothing_in_the_other() {
    let mut bench = Bench::sample();
    bench.press("6 enter x");
    assert_eq!(bench.notice().0, Tone::Refused);
    assert!(bench.saves.is_empty());
}

#[test]
fn who_answered_last_is_asked_of_git_once() {
    let (mut bench, _) = begun();
    bench.press("3 q esc enter");
    let asked = bench
        .asked
        .iter()
        .filter(|effect| matches!(effect, Effect::LastChanges(_)));
    assert_eq!(asked.count(), 1);
    bench.press("b");
    assert_eq!(steps::last_change(&bench.app), None, "nothing is known of this one");
    bench.press("2 b");
    assert_eq!(
        steps::last_change(&bench.app).as_deref(),
        Some("changed in this session")
    );
}

#[test]
fn the_tree_unfolds_only_where_the_session_is_left() {
    let (mut bench, _) = begun();
    for _ in 0..20 {
        bench.press("2");
    }
    bench.press("q esc");
    let lines = bench.app.screens.tree.lines(bench.list(), bench.app.view());
    let shown = lines.iter().filter(|line| matches!(line, Node::Question(_))).count();
    assert_eq!(bench.at(), "5.2/q4");
    assert_eq!(shown, 4, "those of 5.2");
}

#[test]
fn a_session_over_the_controls_leaves_that_over_the_questions_where_it_is() {
    let (mut bench, rows) = begun();
    bench.press("1 s 7 5 W 4 6");
    assert_eq!(session(&bench).skipped.len(), 1);
    assert_eq!(bench.at(), rows[2]);
    let places = bench.app.guided.places();
    assert_eq!(places.keys().collect::<Vec<_>>(), ["answer", "control"]);
    assert_eq!(places["answer"].at, rows[2]);
    assert_eq!(places["answer"].skipped.len(), 1);
    // What is answered in one is not told as done in the other.
    assert_eq!(session(&bench).given, 1);
    bench.press("esc");
    let text = page(&bench).lines.join("\n");
    assert!(text.contains("1 answer given") && !text.contains("A.2.2"), "{text}");
    bench.press("esc 5");
    assert_eq!(session(&bench).given, 1, "the other goes on");
}

#[test]
fn an_answer_that_needs_a_document_says_at_once_that_there_is_none() {
    let mut bench = Bench::demo();
    let process = bench.app.register.get("6.1.3/d1").expect("a document").clone();
    bench.app.register.put(process.with(document::LOCATION, Value::Empty));
    bench.press("6 : '6.1.3/q1 enter");
    assert_eq!(bench.at(), "6.1.3/q1");
    bench.press("esc enter 2 b 3");
    assert!(
        bench
            .notice()
            .1
            .starts_with("6.1.3/q1 is documented, and its document is nowhere"),
        "{:?}",
        bench.notice()
    );
}
