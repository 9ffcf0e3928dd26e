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

/// Returns a form of the demo with the cursor in the owner, which is emptied.
fn owner_in_form() -> (Bench, String) {
    let mut bench = Bench::demo();
    bench.press("3 e");
    let id = bench.form().original.id().to_string();
    while bench.form().field().name != "owner" {
        bench.press("tab");
    }
    bench.press("ctrl-u");
    (bench, id)
}

#[test]
fn a_form_takes_the_known_person_by_any_name() {
    for typed in ["Ben_Okafor", "Okafor,_Ben", "okaf"] {
        let (mut bench, id) = owner_in_form();
        bench.press(&format!("'{typed} enter"));
        bench.press("ctrl-s");
        assert_eq!(bench.value(&id, "owner"), "ben", "{typed}");
    }
}

#[test]
fn a_form_takes_a_new_name_only_where_it_is_chosen() {
    let (mut bench, id) = owner_in_form();
    let before = bench.value(&id, "owner");
    bench.press("'zoe ctrl-s");
    assert_eq!(bench.value(&id, "owner"), before);
    while bench.form().field().name != "owner" {
        bench.press("shift-tab");
    }
    bench.press("ctrl-u 'zoe down enter ctrl-s");
    assert_eq!(bench.value(&id, "owner"), "zoe");
}

#[test]
fn who_is_nobody_of_the_people_is_told_so_and_can_be_added() {
    let mut bench = Bench::demo();
    bench
        .app
        .register
        .read_by(vec!["zoe@example.org".to_owned(), "Zoe Quist".to_owned()]);
    "Zoe Quist".clone_into(&mut bench.app.env.who);
    bench.press("1 m");
    assert!(
        bench.confirm().text.contains("Zoe Quist <zoe@example.org>"),
        "{}",
        bench.confirm().text
    );
    bench.press("a");
    assert!(
        bench
            .value("organization", "people")
            .contains("zoe | Zoe Quist |  |  | zoe@example.org")
    );
    bench.press("u");
    assert!(!bench.value("organization", "people").contains("Zoe"));
}
