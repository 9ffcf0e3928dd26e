//! Everything that waits for an answer, of somebody or of a file: what a colleague writes to the same field meanwhile is
//! asked about and never written over.

use aims::app::notices::Tone;
use aims::app::state::message::Message;
use aims::app::unsaved;
use aims::domain::kinds::{document, finding, incident, objective, supplier};
use aims::domain::record::Record;
use aims::domain::record::id::Id;

use crate::bench::{Bench, date, states};
use crate::disk::same_field::{asks, colleague};

/// The small register with one of each other kind that is decided on.
fn bench() -> Bench {
    let mut bench = Bench::sample();
    let finding = |id: &str| {
        Record::new(&finding::KIND, Id::new(id))
            .with(finding::TITLE, "No criteria")
            .with(finding::GRADE, finding::Grade::Minor)
            .with(finding::RAISED, date("2026-11-01"))
            .with(finding::STATUS, finding::Status::Open)
            .with(finding::OWNER, "ana")
    };
    for record in [
        Record::new(&document::KIND, Id::new("A.2.2/d1")).with(document::LOCATION, "https://a.example/old"),
        finding("F-00001"),
        finding("F-00002")
            .with(finding::CORRECTION, "put right")
            .with(finding::CAUSE, "unknown")
            .with(finding::SIMILAR, "none"),
        Record::new(&supplier::KIND, Id::new("P-00001")).with(supplier::TITLE, "Northlake"),
        Record::new(&incident::KIND, Id::new("I-00001"))
            .with(incident::TITLE, "Not handed over")
            .with(incident::STATUS, incident::Status::Open)
            .with(incident::HAPPENED, date("2026-11-20")),
        Record::new(&objective::KIND, Id::new("O-00001"))
            .with(objective::TITLE, "Sooner")
            .with(objective::STATUS, objective::Status::Open),
    ] {
        bench.app.register.put(record.clone());
        bench.disk.put(record);
    }
    bench.app.refresh_all();
    bench
}

/// What waits: the keys until it does, the keys that answer, and two values that a colleague writes, one after the other,
/// to a field that it sets. `*` among the keys is the answer of whoever looks at files.
struct Waits {
    begun: &'static str,
    answered: &'static str,
    id: &'static str,
    field: &'static str,
    theirs: [&'static str; 2],
}

const fn waits(
    begun: &'static str,
    answered: &'static str,
    id: &'static str,
    field: &'static str,
    theirs: [&'static str; 2],
) -> Waits {
    Waits {
        begun,
        answered,
        id,
        field,
        theirs,
    }
}

const ALL: &[Waits] = &[
    // The questions of decisions.
    waits(
        "4 d '2026-12-03 enter 'why",
        "enter",
        "T-00001",
        "due",
        ["2027-05-05", "2027-06-06"],
    ),
    waits("4 o 'ben", "enter", "T-00001", "owner", ["carla", "dora"]),
    waits(
        "4 b 'the_vendor",
        "enter",
        "T-00001",
        "reason",
        ["the budget", "the board"],
    ),
    waits(
        "4 c 'given_up",
        "enter",
        "T-00001",
        "reason",
        ["the budget", "the board"],
    ),
    waits("4 S", "2", "T-00001", "status", ["blocked", "cancelled"]),
    waits("4 x", "enter", "T-00001", "status", ["started", "blocked"]),
    waits(
        "4 x 'https://a.example",
        "enter",
        "T-00001",
        "status",
        ["started", "blocked"],
    ),
    waits(
        "3 A 'ana enter 'small enter '+6m",
        "enter y",
        "R-00001",
        "accepted_until",
        ["2027-01-01", "2027-02-02"],
    ),
    waits("3 P 'ben", "enter", "R-00001", "plan_approved_by", ["carla", "dora"]),
    waits(
        "3 S 4 'out_of_use enter",
        "1 y",
        "R-00001",
        "status",
        ["draft", "accepted"],
    ),
    waits(
        "5 x 'nothing_built",
        "enter",
        "A.2.2",
        "reason",
        ["no models", "no data"],
    ),
    waits(
        "5 i 1 enter 'for_the_chat",
        "enter",
        "A.2.2",
        "reason",
        ["by law", "by contract"],
    ),
    waits("2 S", "3", "chat", "stage", ["retirement", "development"]),
    waits(
        ": 'A.2.2/d1 enter A 'ana enter '+1y enter enter",
        "enter y",
        "A.2.2/d1",
        "review",
        ["2027-03-03", "2027-04-04"],
    ),
    waits(
        ": 'P-00001 enter x 1 enter '2027-11-30",
        "enter",
        "P-00001",
        "review",
        ["2027-03-03", "2027-04-04"],
    ),
    waits(
        ": 'O-00001 enter S 2 'reached",
        "enter y",
        "O-00001",
        "status",
        ["missed", "dropped"],
    ),
    waits(
        ": 'V-00001 enter x w 'ben",
        "enter enter",
        "V-00001",
        "attended",
        ["carla", "dora"],
    ),
    waits(
        ": 'V-00001 enter x c",
        "enter 2 enter enter",
        "V-00001",
        "held",
        ["2026-11-20", "2026-11-21"],
    ),
    // A look at what a decision on many changes.
    waits("4 space space o 'ben enter", "y", "T-00001", "owner", ["carla", "dora"]),
    // The picker of files, and the look at a file.
    waits(
        ": 'A.2.2/d1 enter l 'https://a.example/new",
        "enter",
        "A.2.2/d1",
        "location",
        ["docs/a.md", "docs/b.md"],
    ),
    waits(
        ": 'A.2.2/d1 enter l * 'docs/new.md",
        "enter *",
        "A.2.2/d1",
        "location",
        ["docs/a.md", "docs/b.md"],
    ),
    waits(
        ": 'A.2.2/d1 enter l * 'docs/new.md enter",
        "*",
        "A.2.2/d1",
        "location",
        ["docs/a.md", "docs/b.md"],
    ),
    waits(
        ": 'E-00001 enter l * 'docs/new.md enter",
        "*",
        "E-00001",
        "location",
        ["docs/a.md", "docs/b.md"],
    ),
    waits(
        "4 x 'docs/new.md enter",
        "*",
        "T-00001",
        "status",
        ["started", "blocked"],
    ),
    waits(": 'E-00001 enter x", "* y", "E-00001", "hash", ["aa", "bb"]),
    waits(": 'E-00001 enter x *", "y", "E-00001", "hash", ["aa", "bb"]),
    // Forms, and the method.
    waits("4 e '_mine", "ctrl-s", "T-00001", "title", ["Theirs", "Third"]),
];

fn press(bench: &mut Bench, keys: &str) {
    for word in keys.split_whitespace() {
        if word == "*" {
            bench.answer(&[("docs/new.md", "new"), ("evidence/red-team.pdf", "looked at")]);
        } else {
            bench.press(word);
        }
    }
}

#[test]
fn changes_of_others_to_the_same_field_are_asked_about_at_every_open_question() {
    for one in ALL {
        let what = format!("{} | {}", one.begun, one.answered);
        let [second, third] = one.theirs;
        let mut bench = bench();
        press(&mut bench, one.begun);
        let base = bench.value(one.id, one.field);
        assert!(base != second && base != third, "{what}: {base}");
        colleague(&mut bench, one.id, one.field, second);
        press(&mut bench, one.answered);
        let told = format!(
            "{what}: {:?} {:?}",
            bench.app.dialogs.last(),
            bench.app.notices.current()
        );
        assert!(asks(&bench), "{told}");
        let theirs = bench.value(one.id, one.field);
        let text = &bench.confirm().text;
        assert!(text.contains(&format!("theirs: {theirs}")), "{what}: {text}");
        assert!(bench.saves.is_empty(), "{what}: {:?}", bench.saves);
        // Whoever answers has seen the second value, not the third.
        colleague(&mut bench, one.id, one.field, third);
        let theirs = bench.value(one.id, one.field);
        press(&mut bench, "m *");
        assert!(
            asks(&bench),
            "{what}: {:?} {:?}",
            bench.app.dialogs.last(),
            bench.app.notices.current()
        );
        assert_eq!(bench.value(one.id, one.field), theirs, "{what}");
        press(&mut bench, "t *");
        assert_eq!(bench.value(one.id, one.field), theirs, "{what}");
    }
}

#[test]
fn whoever_keeps_their_own_writes_over_what_they_were_shown() {
    for one in ALL {
        let what = format!("{} | {}", one.begun, one.answered);
        let mut bench = bench();
        press(&mut bench, one.begun);
        colleague(&mut bench, one.id, one.field, one.theirs[0]);
        press(&mut bench, one.answered);
        let theirs = bench.value(one.id, one.field);
        press(&mut bench, "m * y *");
        let told = format!("{:?} {:?}", bench.app.dialogs.last(), bench.app.notices.current());
        assert_ne!(bench.value(one.id, one.field), theirs, "{what}: {told}");
        bench.assert_saved();
    }
}

#[test]
fn a_decision_that_a_colleague_made_is_not_made_again() {
    for (begun, answered, field, theirs) in [
        ("4 x 'docs/new.md enter", "*", "status", "done"),
        ("4 x 'docs/new.md enter", "*", "status", "cancelled"),
    ] {
        let mut bench = bench();
        press(&mut bench, begun);
        colleague(&mut bench, "T-00001", field, theirs);
        let before = states(&bench.app.register);
        press(&mut bench, answered);
        assert_eq!(bench.notice().0, Tone::Refused, "{begun}: {:?}", bench.notice());
        assert_eq!(states(&bench.app.register), before, "{begun}");
    }
}

#[test]
fn additions_of_two_writers_are_both_kept() {
    for (begun, answered, id, field, theirs, mine) in [
        ("4 n 'mine", "enter", "T-00001", "note", "theirs", "mine"),
        (
            ": 'F-00001 enter x 'mine",
            "enter",
            "F-00001",
            "correction",
            "theirs",
            "mine",
        ),
        (
            "3 V 'E-00001",
            "enter",
            "E-00001",
            "supports",
            "R-00001, chat",
            "R-00002",
        ),
    ] {
        let mut bench = bench();
        if begun.starts_with("3 V") {
            bench.press("3 j");
            press(&mut bench, &begun[2..]);
        } else {
            press(&mut bench, begun);
        }
        colleague(&mut bench, id, field, theirs);
        press(&mut bench, answered);
        let value = bench.value(id, field);
        let both = theirs.split(", ").all(|theirs| value.contains(theirs)) && value.contains(mine);
        assert!(both, "{begun}: {value}, {:?}", bench.app.notices.current());
        bench.assert_saved();
    }
}

#[test]
fn an_entry_of_a_colleague_while_the_editor_is_open_is_asked_about() {
    for (key, said) in [("t", "theirs"), ("m", "mine at length"), ("esc", "theirs")] {
        let mut bench = bench();
        bench.press(": 'V-00001 enter x E");
        let title = bench
            .app
            .guided
            .holding(bench.app.screen)
            .and_then(|holding| holding.point())
            .expect("a point")
            .title
            .clone();
        colleague(&mut bench, "V-00001", "points", &format!("{title} |  | theirs"));
        bench.app.update(Message::Edited(Ok(Some("mine at length".to_owned()))));
        bench.collect();
        assert!(asks(&bench), "{:?}", bench.app.notices.current());
        bench.press(key);
        let points = bench.value("V-00001", "points");
        assert!(points.contains(said), "{key}: {points}");
        bench.assert_saved();
        assert_eq!(unsaved::kept(&bench.app).len(), usize::from(key == "esc"), "{key}");
    }
}

#[test]
fn a_preset_over_a_method_that_a_colleague_changed_is_asked_about() {
    for begun in ["3 M down down down", "3 M down down down enter"] {
        for (key, is_theirs) in [("t", true), ("m", false)] {
            let mut bench = bench();
            bench.press(begun);
            let base = bench.value("method", "appetite");
            colleague(&mut bench, "method", "appetite", "3");
            let theirs = bench.value("method", "appetite");
            assert_ne!(base, theirs);
            bench.press(if begun.ends_with("enter") { "y" } else { "enter y" });
            assert!(asks(&bench), "{begun}: {:?}", bench.app.dialogs.last());
            bench.press(key);
            assert_eq!(bench.value("method", "appetite") == theirs, is_theirs, "{begun} {key}");
            bench.assert_saved();
        }
    }
}

#[test]
fn a_form_of_an_earlier_run_is_held_against_what_it_was_opened_on() {
    let mut before = bench();
    before.press("4 e '_mine");
    let drafts = unsaved::kept(&before.app);
    let mut bench = bench();
    colleague(&mut bench, "T-00001", "title", "Theirs");
    bench.app.update(Message::Drafts(drafts));
    bench.press("o ctrl-s");
    assert!(asks(&bench), "{:?}", bench.app.dialogs.last());
    bench.press("t");
    assert_eq!(bench.value("T-00001", "title"), "Theirs");
}
