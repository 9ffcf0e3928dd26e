//! Whether what was done had its effect (8.3), and the approval of treatment plans (6.1.3).

use aims::app::notices::Tone;

use crate::bench::{Bench, date, states};
use crate::decisions::triage::triage;

/// A workbench a month after an action of a risk above the appetite was done.
fn a_month_later() -> Bench {
    let mut bench = triage();
    bench.press("x enter");
    bench.app.env.today = date("2026-12-23");
    bench.app.refresh_all();
    bench
}

fn plan(bench: &Bench, id: &str) -> String {
    let record = bench.app.register.get(id).expect("the risk");
    bench.app.view().value(record, "plan").to_string()
}

#[test]
fn treatments_above_the_appetite_are_checked_a_month_after_they_are_done() {
    let mut bench = triage();
    bench.press("x enter x enter");
    assert_eq!(bench.value("T-00001", "check_by"), "2026-12-23");
    assert_eq!(
        bench.value("T-00002", "check_by"),
        "",
        "its risk lies within the appetite"
    );
    assert!(
        !bench.rows().contains(&"T-00001".to_owned()),
        "there is nothing to do about it yet"
    );
}

#[test]
fn a_due_check_is_in_the_queue_under_its_heading() {
    let bench = a_month_later();
    let groups = bench.list().groups(bench.app.view());
    let group = groups.iter().find(|(_, _, group)| group.title == "Check the effect");
    let (first, count, _) = group.expect("the group");
    assert_eq!((bench.rows()[*first].as_str(), *count), ("T-00001", 1));
}

#[test]
fn an_effect_that_was_there_takes_the_action_out_of_the_queue() {
    let mut bench = a_month_later();
    bench.press("/ 'filter enter f 1 'no_hits_in_a_month enter");
    assert_eq!(bench.value("T-00001", "effective"), "yes");
    assert_eq!(bench.value("T-00001", "checked"), "2026-12-23");
    assert_eq!(bench.value("T-00001", "effect"), "no hits in a month");
    assert_eq!(bench.value("T-00001", "status"), "done");
    assert!(bench.rows().is_empty());
}

#[test]
fn an_effect_that_was_not_there_reopens_the_action_as_one_edit() {
    let mut bench = a_month_later();
    let before = states(&bench.app.register);
    bench.press("/ 'filter enter f 3 enter");
    assert!(bench.ask_error().contains("needed"), "{}", bench.ask_error());
    bench.press("'still_seen enter");
    assert_eq!(bench.value("T-00001", "status"), "open");
    assert_eq!(bench.value("T-00001", "closed"), "");
    assert_eq!(bench.value("T-00001", "effective"), "no");
    assert_eq!(bench.rows(), ["T-00001"]);
    bench.press("u");
    assert_eq!(states(&bench.app.register), before);
    bench.press("U x enter");
    assert_eq!(
        bench.value("T-00001", "effective"),
        "",
        "another attempt is checked again"
    );
    assert_eq!(bench.value("T-00001", "check_by"), "2027-01-23");
    bench.assert_saved();
}

#[test]
fn a_late_check_put_off_by_key_keeps_the_old_day_as_set_does() {
    let mut bench = a_month_later();
    let day = bench.value("T-00001", "check_by");
    bench.app.env.today = date("2027-01-02");
    let today = bench.app.env.today;
    bench.press("/ 'filter enter d '+1w enter 'no_time enter");
    let moved = bench.value("T-00001", "check_by");
    assert_ne!(moved, day);
    assert_eq!(
        bench.value("T-00001", "note").lines().last(),
        Some(&*format!(
            "{today}: Check effect by moved from {day} to {moved}: no time"
        ))
    );
}

#[test]
fn only_what_is_done_is_checked() {
    let mut bench = triage();
    bench.press("f");
    assert_eq!(bench.notice().0, Tone::Refused);
}

#[test]
fn a_plan_is_a_draft_until_it_is_approved_and_changed_by_what_comes_after() {
    let mut bench = Bench::sample();
    assert_eq!(plan(&bench, "R-00001"), "draft");
    bench.press("3 P 'ben enter");
    assert_eq!(plan(&bench, "R-00001"), "approved");
    assert_eq!(bench.value("R-00001", "plan_approved_on"), "2026-11-23");
    bench.press("4 d '+1w enter 'why enter");
    assert_eq!(plan(&bench, "R-00001"), "changed since approval");
    bench.press("u");
    assert_eq!(plan(&bench, "R-00001"), "approved");
    bench.press("3 T 'one_more enter");
    assert_eq!(plan(&bench, "R-00001"), "changed since approval");
    bench.press("P 'ben enter");
    assert_eq!(plan(&bench, "R-00001"), "approved");
    bench.press("4 g g x enter");
    assert_eq!(
        plan(&bench, "R-00001"),
        "approved",
        "what is done as approved changes nothing"
    );
    bench.assert_saved();
}

#[test]
fn ones_own_plan_is_asked_about() {
    let mut bench = Bench::sample();
    bench.press("3 P 'ana enter");
    assert!(
        bench.confirm().text.contains("ana owns R-00001"),
        "{}",
        bench.confirm().text
    );
    bench.press("esc");
    assert_eq!(plan(&bench, "R-00001"), "draft");
}

#[test]
fn there_is_no_plan_without_actions() {
    let mut bench = Bench::sample();
    bench.app.register.forget(&"T-00004".into());
    bench.press("3 G P");
    assert_eq!(bench.notice().0, Tone::Refused);
    assert_eq!(plan(&bench, "R-00003"), "none");
}
