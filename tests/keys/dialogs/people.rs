//! Who is meant at a prompt for a person: a known one by the beginning of the name, a new one only when that is chosen.

use aims::domain::kinds::action;
use aims::domain::query::Query;

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
fn a_name_near_that_of_somebody_says_whose() {
    let mut bench = owner();
    bench.press("'bne enter");
    assert_eq!(
        bench.ask_error(),
        "Nobody is called bne; ben is near. Down takes it as a new name."
    );
}

#[test]
fn of_several_names_each_is_somebody_or_chosen_as_a_new_one() {
    let mut bench = Bench::demo();
    bench.press("7 A / 'management_review enter g g x");
    let id = bench.at();
    bench.press("w 'ana,_zoe enter");
    assert!(
        bench.ask_error().starts_with("Nobody known is called zoe"),
        "{}",
        bench.ask_error()
    );
    bench.press("down enter enter");
    assert_eq!(bench.value(&id, "attended"), "ana, zoe");
}

#[test]
fn a_new_name_that_begins_like_a_known_one_is_the_last_offer() {
    let mut bench = owner();
    bench.press("'be down enter");
    assert_eq!(bench.value("T-00001", "owner"), "be");
}

#[test]
fn placeholders_and_two_people_are_no_new_name() {
    for (typed, said) in [
        ("N/A", "N/A is nobody"),
        ("TBD", "TBD is nobody"),
        ("-", "- is nobody"),
        ("ben_;_ana", "names 2 people"),
    ] {
        let mut bench = owner();
        bench.press(&format!("'{typed} enter"));
        assert!(bench.ask_error().contains(said), "{typed}: {}", bench.ask_error());
        bench.press("down enter");
        assert!(bench.ask_error().contains(said), "{typed}: {}", bench.ask_error());
        assert_eq!(bench.value("T-00001", "owner"), "ana", "{typed}");
        bench.assert_saved();
    }
}

#[test]
fn an_action_in_a_line_means_the_same_people() {
    let mut bench = Bench::sample();
    bench.press("3 T 'Check_the_scope_@okaf enter");
    let rows = bench.app.edits.history.done.last().expect("an edit").touched();
    assert_eq!(bench.value(rows[0].as_str(), "owner"), "ben");
}

#[test]
fn a_new_name_in_a_line_about_an_action_is_taken_only_where_it_is_chosen() {
    let mut bench = Bench::sample();
    bench.press("3 T 'Check_the_scope_@zoe_fri enter");
    assert!(
        bench.ask_error().starts_with("Nobody known is called zoe"),
        "{}",
        bench.ask_error()
    );
    bench.press("down enter enter");
    let rows = bench.app.edits.history.done.last().expect("an edit").touched();
    assert_eq!(bench.value(rows[0].as_str(), "owner"), "zoe");
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
fn a_cell_of_a_row_in_a_form_takes_people_as_a_field_does() {
    let mut bench = Bench::demo();
    bench.press("2 e");
    let id = bench.form().original.id().to_string();
    while bench.form().field().name != "releases" {
        bench.press("tab");
    }
    bench.press("ctrl-u '9.9_|_2026-11-20_|_zoe ctrl-s");
    let form = bench.form();
    let error = form.inputs[form.focus].error.clone().unwrap_or_default();
    assert!(error.contains("Nobody known is called zoe"), "{error}");
    assert!(!bench.value(&id, "releases").contains("9.9"));
    bench.press("backspace backspace backspace 'okaf down tab ctrl-s");
    assert!(
        bench.value(&id, "releases").contains("9.9 | 2026-11-20 | ben"),
        "{}",
        bench.value(&id, "releases")
    );
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

#[test]
fn who_has_nearly_the_name_of_somebody_is_that_person_with_one_key() {
    let mut bench = Bench::demo();
    bench
        .app
        .register
        .read_by(vec!["bokafor@example.org".to_owned(), "Ben Okafr".to_owned()]);
    "Ben Okafr".clone_into(&mut bench.app.env.who);
    bench.press("1 m y");
    let people = bench.value("organization", "people");
    let ben = people.lines().find(|row| row.starts_with("ben |")).unwrap_or_default();
    assert!(
        ben.contains("Ben Okafr") && ben.contains("bokafor@example.org"),
        "{ben}"
    );
    bench.press("4 / 'owner:me enter");
    assert!(bench.rows().len() > 3);
    for id in bench.rows() {
        assert_eq!(bench.value(&id, "owner"), "ben");
    }
}

#[test]
fn a_filter_by_oneself_says_so_where_one_is_nobody_of_the_people() {
    let mut bench = Bench::demo();
    bench.app.register.read_by(vec!["Zoe Quist".to_owned()]);
    let parsed = Query::parse("owner:me", &action::KIND, &bench.app.register, bench.app.env.today);
    let error = parsed.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.contains("Git calls you Zoe Quist"), "{error}");
}
