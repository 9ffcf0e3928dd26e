//! Who is meant by a text, and what records keep of it.

use super::*;
use crate::domain::day;
use crate::domain::kinds::{organization, review};
use crate::domain::record::input;

const ROWS: &str = "ana | Ana Kovač | Head of AI | Ana Ruiz; akovac | ana@example.org | anak\n\
                    ben | Ben Okafor | Lead\n\
                    bm | Ben Mayer | Tester\n\
                    greta | Greta Lind | Director";

fn register(rows: &str) -> Register {
    let mut register = Register::default();
    let shape = organization::KIND.declared(PEOPLE).shape;
    let people = input::read(shape, rows, day::iso("2026-11-23").expect("a day")).expect("people");
    register.put(Record::new(&organization::KIND, organization::ID.into()).with(PEOPLE, people));
    register
}

#[test]
fn a_person_is_known_by_every_name_and_address() {
    let register = register(ROWS);
    let people = People::of(&register);
    for text in [
        "ana",
        "ANA",
        "Ana Kovač",
        "ana  kovac",
        "Kovač, Ana",
        "Kovac,Ana",
        "Ana Ruiz",
        "akovac",
        "ana@example.org",
        "Ana@Example.org",
        "anak",
        "@anak",
        "Somebody Else <ana@example.org>",
        "Ana Kovač <old@example.org>",
    ] {
        assert_eq!(people.person(text).map(Person::handle), Some("ana"), "{text}");
    }
}

#[test]
fn who_is_none_of_the_people_is_told_with_the_nearest() {
    let register = register(ROWS);
    let people = People::of(&register);
    assert_eq!(people.meant("grta"), Meant::Unknown(Some("greta")));
    assert_eq!(people.meant("okaf"), Meant::Unknown(Some("ben")));
    assert_eq!(people.meant("Xaver"), Meant::Unknown(None));
    assert_eq!(people.meant("N/A"), Meant::Nobody);
    assert!(people.is_same("ana", "Kovač, Ana") && !people.is_same("ben", "Ben Mayer"));
    assert!(people.is_same("Zoe", "zoe") && !people.is_same("TBD", "tbd"));
}

#[test]
fn a_handle_wins_over_a_name_and_a_name_of_two_means_neither() {
    let register = register("ana | Ana Kovač | | lead\nzoe | Zoe Ana | | ana; lead");
    let people = People::of(&register);
    assert_eq!(people.person("Ana").map(Person::handle), Some("ana"));
    assert_eq!(people.meant("lead"), Meant::Several(vec!["ana", "zoe"]));
}

#[test]
fn records_keep_handles_and_nothing_for_nobody() {
    let register = register(ROWS);
    let people = People::of(&register);
    assert_eq!(people.read("Kovač, Ana, ben, Zoe, TBD").to_string(), "Zoe, ana, ben");
    assert_eq!(people.read("Kovač, Ana; Okafor, Ben").to_string(), "ana, ben");
    assert_eq!(people.resolved(Shape::Person, "Greta Lind".into()).to_string(), "greta");
    assert!(people.resolved(Shape::Person, "n/a".into()).is_empty());
    let shape = review::KIND.declared(review::SHARES).shape;
    let today = day::iso("2026-11-23").expect("a day");
    let rows = input::read(shape, "Ben Okafor | 6.1\n? | 8.2", today).expect("rows");
    assert_eq!(people.resolved(shape, rows).to_string(), " | 8.2\nben | 6.1");
}

#[test]
fn who_works_here_is_known_by_the_names_of_git() {
    let mut register = register(ROWS);
    register.read_by(vec!["ana@example.org".to_owned(), "A. Kovač".to_owned()]);
    let people = People::of(&register);
    assert_eq!(people.person("a. kovac").map(Person::handle), Some("ana"));
}
