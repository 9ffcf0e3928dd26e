//! What decisions take with them: evidence in the same edit, actions waited for, approvers, and the end of the queue.

use aims::app::dialogs::Confirm;
use aims::domain::kinds::evidence;
use aims::domain::record::value::Value;

use crate::bench::{Bench, states};
use crate::decisions::triage::triage;

fn newest_evidence(bench: &Bench) -> String {
    let mut all = bench.app.register.of(&evidence::KIND);
    let new = all.find(|record| record.id().as_str() != "E-00001");
    new.map(|record| record.id().to_string()).unwrap_or_default()
}

#[test]
fn a_link_becomes_evidence_in_the_edit_that_closes_the_action() {
    let mut bench = triage();
    let before = states(&bench.app.register);
    bench.press("x 'https://wiki.example/filter enter");
    let id = newest_evidence(&bench);
    assert_eq!(bench.value(&id, "location"), "https://wiki.example/filter");
    assert_eq!(bench.value(&id, "supports"), "T-00001");
    assert_eq!(
        (
            bench.value("T-00001", "status").as_str(),
            bench.value("T-00001", "note").as_str()
        ),
        ("done", "")
    );
    assert_eq!(bench.saves.len(), 1);
    assert_eq!(bench.at(), "T-00002", "it gives way to the next");
    bench.press("u");
    assert_eq!(states(&bench.app.register), before);
    bench.assert_saved();
}

#[test]
fn a_file_of_the_repository_becomes_evidence_with_its_content() {
    let mut bench = triage();
    bench
        .press("x 'docs/minutes-2026.md enter")
        .answer(&[("docs/minutes-2026.md", "agreed")]);
    let id = newest_evidence(&bench);
    assert_eq!(bench.value(&id, "title"), "Minutes 2026");
    assert_eq!(bench.value(&id, "hash").len(), 64);
    assert_eq!((bench.saves.len(), bench.at().as_str()), (1, "T-00002"));
    bench.assert_saved();
}

#[test]
fn text_that_only_looks_like_a_path_becomes_a_note() {
    let mut bench = triage();
    bench.press("x 'n/a enter").answer(&[]);
    assert_eq!(bench.value("T-00001", "note"), "2026-11-23: n/a");
    assert!(bench.notice().1.contains("no file n/a"), "{:?}", bench.notice());
    assert_eq!(newest_evidence(&bench), "");
}

#[test]
fn evidence_that_is_there_is_linked_by_id_or_by_its_place() {
    for typed in ["E-00001", "evidence/red-team.pdf", "./evidence/red-team.pdf"] {
        let mut bench = triage();
        bench.press(&format!("x '{typed} enter"));
        assert_eq!(bench.value("E-00001", "supports"), "R-00001, T-00001", "{typed}");
        assert_eq!(bench.value("T-00001", "status"), "done");
        assert_eq!((bench.saves.len(), newest_evidence(&bench).as_str()), (1, ""));
    }
}

#[test]
fn an_id_of_no_evidence_is_refused_and_can_be_retyped() {
    let mut bench = triage();
    bench.press("x 'E-00009 enter");
    assert!(
        bench.ask_error().contains("no evidence E-00009"),
        "{}",
        bench.ask_error()
    );
    bench.press("ctrl-u 'E-00001 enter");
    assert_eq!(bench.value("T-00001", "status"), "done");
}

#[test]
fn one_piece_of_evidence_shows_all_that_is_marked() {
    let mut bench = triage();
    bench
        .press("space space x 'minutes.md enter y")
        .answer(&[("minutes.md", "agreed")]);
    assert_eq!(bench.value(&newest_evidence(&bench), "supports"), "T-00001, T-00002");
    assert_eq!((bench.saves.len(), bench.list().marked()), (1, 0));
    bench.assert_saved();
}

#[test]
fn whoever_moved_on_while_a_file_was_looked_at_is_left_there() {
    let mut bench = triage();
    bench
        .press("x 'minutes.md enter j j")
        .answer(&[("minutes.md", "agreed")]);
    assert_eq!(bench.value("T-00001", "status"), "done");
    assert_eq!(bench.at(), "T-00003");
}

#[test]
fn an_action_waited_for_is_linked_and_frees_the_other_when_it_is_done() {
    let mut bench = triage();
    bench.press("b 'T-00002 enter");
    assert_eq!(bench.value("T-00001", "reason"), "waits for T-00002");
    assert_eq!(bench.value("T-00001", "waits_for"), "T-00002");
    let state = |bench: &Bench| {
        let record = bench.app.register.get("T-00001").expect("the action");
        bench.app.view().value(record, "state").to_string()
    };
    assert_eq!(state(&bench), "blocked");
    bench.press("x enter");
    assert_eq!(bench.value("T-00002", "status"), "done");
    assert_eq!(state(&bench), "open");
    bench.press("u");
    assert_eq!(state(&bench), "blocked");
}

#[test]
fn a_circle_of_waiting_is_refused_with_the_way_round() {
    let mut bench = triage();
    bench.press("b 'first_T-00002_then_us enter b 'T-00001 enter");
    assert!(bench.ask_error().contains("circle"), "{}", bench.ask_error());
    bench.press("ctrl-u 'T-00002 enter");
    assert!(bench.ask_error().contains("itself"), "{}", bench.ask_error());
    bench.press("ctrl-u 'T-99999 enter");
    assert!(bench.ask_error().contains("no action"), "{}", bench.ask_error());
    bench.press("ctrl-u 'T-00004 enter");
    assert_eq!(bench.value("T-00002", "waits_for"), "T-00004");
}

#[test]
fn accepting_ones_own_risk_is_asked_about() {
    for (approver, why) in [("ben", "ben owns R-00002"), ("ana", "ana is who writes this")] {
        let mut bench = triage();
        bench.press(&format!("j a '{approver} enter 'small enter '+6m enter"));
        assert!(bench.confirm().text.contains(why), "{}", bench.confirm().text);
        assert!(bench.saves.is_empty());
        bench.press("y");
        assert_eq!(bench.value("R-00002", "status"), "accepted");
    }
}

#[test]
fn a_strict_organization_refuses_it() {
    let mut bench = triage();
    bench.app.register.put({
        let organization = bench.app.register.get("organization").expect("it").clone();
        organization.with(aims::domain::kinds::organization::STRICT_APPROVAL, Value::Flag(true))
    });
    bench.press("j a 'Ana_Ruiz enter");
    assert!(bench.ask_error().contains("strict approval"), "{}", bench.ask_error());
    bench.press("ctrl-u 'zoe down enter 'small enter '+6m enter y");
    assert_eq!(bench.value("R-00002", "accepted_by"), "zoe");
}

#[test]
fn skipped_items_come_last_in_their_order() {
    let mut bench = triage();
    bench.press("z j z");
    assert_eq!(
        bench.rows(),
        ["T-00002", "T-00004", "T-00005", "T-00006", "T-00001", "T-00003"]
    );
    assert_eq!(bench.at(), "T-00004");
    let groups = bench.list().groups(bench.app.view());
    let last = groups.last().expect("a group");
    assert_eq!(
        (last.0, last.1, last.2.title.as_str()),
        (4, 2, "Put off until the program ends")
    );
    bench.press("G");
    assert_eq!(bench.at(), "T-00003");
    assert!(bench.saves.is_empty());
}

#[test]
fn skipped_items_stay_last_through_edits_filters_and_undo() {
    let mut bench = triage();
    bench.press("z o 'zoe down enter u / 'owner:ana enter");
    assert_eq!(bench.rows(), ["T-00003", "T-00005", "T-00001"]);
    bench.press("G d '+1m enter 'why enter");
    assert_eq!(bench.rows(), ["T-00003", "T-00005", "T-00001"]);
    bench.press("u");
    assert_eq!(bench.at(), "T-00001");
}

#[test]
fn marked_rows_are_skipped_together() {
    let mut bench = triage();
    bench.press("space space z");
    assert_eq!(bench.rows()[4..], ["T-00001", "T-00002"]);
    assert_eq!((bench.at().as_str(), bench.list().marked()), ("T-00003", 0));
    assert!(bench.app.dialogs.top::<Confirm>().is_none());
}
