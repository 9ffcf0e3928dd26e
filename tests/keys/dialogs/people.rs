//! Who is meant at a prompt for a person: a known one by the beginning of the name, a new one only when that is chosen.

use crate::bench::Bench;

fn owner() -> Bench {
    let mut bench = Bench::sample();
    bench.press("4 o");
    bench
}

#[test]
fn enter_takes_the_known_person_whose_name_begins_so() {
    for typed in ["be", "ben", "BEN", "okaf"] {
        let mut bench = owner();
        bench.press(&format!("'{typed} enter"));
        assert_eq!(bench.value("T-00001", "owner"), "ben", "{typed}");
    }
}

#[test]
fn a_name_that_nobody_has_is_taken_only_where_it_is_chosen() {
    let mut bench = owner();
    bench.press("'zoe enter");
    assert_eq!(bench.value("T-00001", "owner"), "ana");
    assert_eq!(
        bench.ask_error(),
        "Nobody known is called zoe; Down takes it as a new name."
    );
    bench.press("down enter");
    assert_eq!(bench.value("T-00001", "owner"), "zoe");
}

#[test]
fn a_new_name_that_begins_like_a_known_one_is_the_last_offer() {
    let mut bench = owner();
    bench.press("'be down enter");
    assert_eq!(bench.value("T-00001", "owner"), "be");
}

#[test]
fn an_action_in_a_line_means_the_same_people() {
    let mut bench = Bench::sample();
    bench.press("3 T 'Check_the_scope_@okaf enter");
    let rows = bench.app.edits.history.done.last().expect("an edit").touched();
    assert_eq!(bench.value(rows[0].as_str(), "owner"), "ben");
}

#[test]
fn malformed_days_are_errors_and_no_part_of_the_title() {
    let mut bench = Bench::sample();
    bench.press("3 T 'Check_scope_@ben_2027-02-30 enter");
    assert!(
        bench.ask_error().starts_with("`2027-02-30` is no day."),
        "{}",
        bench.ask_error()
    );
    assert_eq!(bench.saves.len(), 0);
}
