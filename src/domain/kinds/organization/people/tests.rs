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

#[test]
fn names_are_known_without_accents_in_every_spelling() {
    let register =
        register("jm | Jörg Müller\nao | Åsa Öberg\nod | Kari Ødegård\nlw | Łukasz Weiß\nms | Michael Sauer");
    let people = People::of(&register);
    for (text, handle) in [
        ("Jorg Muller", "jm"),
        ("Joerg Mueller", "jm"),
        ("Jorg Mueller", "jm"),
        ("Mueller, Jörg", "jm"),
        ("Asa Oberg", "ao"),
        ("Aasa Oeberg", "ao"),
        ("Kari Odegard", "od"),
        ("Kari Oedegaard", "od"),
        ("Lukasz Weiss", "lw"),
    ] {
        assert_eq!(people.person(text).map(Person::handle), Some(handle), "{text}");
    }
    assert_eq!(people.person("Michal Sauer"), None, "another name");
    assert_eq!(people.meant("Odeg"), Meant::Unknown(Some("od")));
}

#[test]
fn me_is_who_works_here_or_nobody_known() {
    let mut register = register(ROWS);
    let me = |register: &Register| People::of(register).resolved(Shape::Person, "me".into()).to_string();
    assert_eq!(me(&register), "me");
    let said = |register: &Register, name: &str| People::of(register).refused_name(name, |_| false);
    assert!(said(&register, "me").is_some_and(|said| said.contains("not known who you are")));
    register.read_by(vec!["ana@example.org".to_owned()]);
    assert_eq!(me(&register), "ana");
    assert_eq!(People::of(&register).read("ben, me").to_string(), "ana, ben");
    let mut nobody = Register::default();
    nobody.read_by(vec!["zoe@example.org".to_owned(), "Zoe Lind".to_owned()]);
    assert_eq!(me(&nobody), "Zoe Lind");
}

#[test]
fn one_person_is_not_two() {
    let register = register(ROWS);
    let people = People::of(&register);
    for several in ["ben, ana", "Ben Okafor / greta", "ana; lea", "ana and ben"] {
        assert!(people.refused_name(several, |_| false).is_some(), "{several}");
    }
    for one in ["ana", "Kovač, Ana", "Novak, Petra", "Legal & Compliance", "ana, n/a"] {
        assert_eq!(people.refused_name(one, |_| false), None, "{one}");
    }
    assert!(
        people
            .refused_name("zoe, tim", |name| ["zoe", "tim"].contains(&name))
            .is_some()
    );
}
