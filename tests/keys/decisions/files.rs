//! Attaching evidence, looking at it again, and the documents.

use aims::app::dialogs::Dialog;
use aims::app::dialogs::picker::Picker;
use aims::app::environment::effect::Effect;
use aims::app::notices::Tone;
use aims::app::screens;
use aims::domain::kinds::document;
use aims::domain::kinds::evidence::{self, Standing};
use aims::domain::sha256::of as sha256;

use crate::bench::{Bench, states, today};

/// What the repository has.
const FILES: [(&str, &str); 4] = [
    ("docs/board-minutes.md", "agreed"),
    ("docs/policy.pdf", "policy"),
    ("evidence/red-team.pdf", "found nothing"),
    ("src/main.rs", "fn main() {}"),
];

fn picker(bench: &Bench) -> &Picker {
    match bench.app.dialogs.top::<Picker>() {
        Some(picker) => picker,
        other => unreachable!("a picker lies on top, not {other:?}"),
    }
}

/// What the picker on top offers, best first.
fn offers(bench: &Bench) -> Vec<String> {
    let picker = picker(bench);
    let named = |index| {
        let entry = picker.entry(index);
        if entry.lead.is_empty() {
            entry.text.clone()
        } else {
            entry.lead.clone()
        }
    };
    picker.matches.iter().map(|found| named(found.index)).collect()
}

fn standing(bench: &Bench, id: &str) -> Standing {
    let record = bench.app.register.get(id).expect("a piece of evidence");
    evidence::standing(&bench.app.register, record, today())
}

#[test]
fn a_file_becomes_evidence_for_the_record_and_undo_takes_it_back() {
    let mut bench = Bench::sample();
    let before = states(&bench.app.register);
    bench.press("5 V").answer(&FILES).press("'minutes");
    assert_eq!(offers(&bench), ["docs/board-minutes.md"]);
    bench.press("enter");
    assert!(bench.saves.is_empty(), "nothing is written before the file was read");
    bench.answer(&FILES);
    let (tone, text) = bench.notice();
    assert_eq!(
        (tone, text.contains("Board minutes to A.2.2")),
        (Tone::Edited, true),
        "{text}"
    );
    let id = bench.saves[0].edit.touched()[0].to_string();
    assert!(text.contains(&id), "{text}");
    for (field, value) in [
        ("title", "Board minutes"),
        ("form", "minutes"),
        ("location", "docs/board-minutes.md"),
        ("supports", "A.2.2"),
        ("effective", "2026-11-23"),
        ("seen", "2026-11-23"),
        ("hash", &sha256(b"agreed")),
    ] {
        assert_eq!(bench.value(&id, field), value);
    }
    assert_eq!((bench.saves.len(), bench.at()), (1, "A.2.2".to_owned()));
    bench.press("u");
    assert_eq!(states(&bench.app.register), before);
    bench.assert_saved();
}

#[test]
fn a_file_attached_to_a_question_may_be_the_document_it_demands() {
    let mut bench = Bench::sample();
    bench.press(": '4.3/q1 enter V").answer(&FILES).press("'minutes enter");
    assert!(
        bench.confirm().text.contains("4.3/q1 demands a document"),
        "{}",
        bench.confirm().text
    );
    bench.press("1").answer(&FILES);
    assert_eq!(bench.value("4.3/d1", "location"), "docs/board-minutes.md");
    bench.press("u : '4.3/q1 enter V 'minutes enter e").answer(&FILES);
    assert_eq!(bench.value("4.3/d1", "location"), "");
    assert!(
        bench.notice().1.contains("Board minutes to 4.3/q1"),
        "{}",
        bench.notice().1
    );
}

#[test]
fn attached_evidence_is_offered_first_and_opens() {
    let mut bench = Bench::sample();
    bench.press("3 V").answer(&FILES);
    assert_eq!(bench.app.record().map(|record| record.id().as_str()), Some("R-00001"));
    assert_eq!(offers(&bench)[0], "E-00001");
    assert_eq!(offers(&bench).len(), 1 + FILES.len());
    bench.press("enter");
    assert_eq!(
        (bench.screen(), bench.at().as_str()),
        (&screens::evidence::SCREEN, "E-00001")
    );
    assert!(bench.saves.is_empty());
    // And from there what it supports is a key away.
    bench.press("L enter");
    assert_eq!(bench.at(), "R-00001");
}

#[test]
fn evidence_that_is_there_is_attached_to_all_marked_records_as_one_edit() {
    let mut bench = Bench::sample();
    bench.press("3 j space space V 'red_team enter");
    assert_eq!(bench.value("E-00001", "supports"), "R-00001, R-00002, R-00003");
    assert_eq!((bench.saves.len(), bench.list().marked()), (1, 0));
    bench.press("u");
    assert_eq!(bench.value("E-00001", "supports"), "R-00001");
    bench.assert_saved();
}

#[test]
fn a_file_that_is_evidence_already_is_not_made_twice() {
    let mut bench = Bench::sample();
    bench.press("5 V").answer(&FILES).press("'red-team.pdf");
    let last = offers(&bench).iter().position(|offer| offer == "evidence/red-team.pdf");
    for _ in 0..last.expect("the file") {
        bench.press("down");
    }
    bench.press("enter").answer(&FILES);
    assert_eq!(bench.value("E-00001", "supports"), "A.2.2, R-00001");
}

#[test]
fn a_link_that_is_typed_comes_first_and_needs_no_file() {
    let mut bench = Bench::sample();
    bench.press("6 enter V 'https://ci.example.org/runs/red-team enter");
    let id = bench.saves[0].edit.touched()[0].to_string();
    assert_eq!(bench.value(&id, "location"), "https://ci.example.org/runs/red-team");
    assert_eq!(
        (bench.value(&id, "title"), bench.value(&id, "hash")),
        ("Red team".to_owned(), String::new())
    );
    assert_eq!(bench.value(&id, "supports"), "4.1/q1");
    assert_eq!(standing(&bench, &id), Standing::Undated);
    // Another link is another piece of evidence, the same one is not.
    bench.press("V 'https://ci.example.org/other enter");
    let other = bench.saves[1].edit.touched()[0].to_string();
    assert_eq!(bench.value(&other, "location"), "https://ci.example.org/other");
    bench.press("j V 'https://ci.example.org/other enter");
    assert_eq!(bench.value(&other, "supports"), "4.1/q1, 4.1/q2");
}

#[test]
fn files_that_arrive_while_the_picker_is_open_leave_the_cursor_where_it_is() {
    let mut bench = Bench::sample();
    bench.press("5 V");
    assert!(picker(&bench).hints().contains("being listed"));
    assert_eq!(offers(&bench), ["E-00001"]);
    bench.answer(&FILES);
    assert_eq!((offers(&bench).len(), picker(&bench).cursor), (5, 0));
    assert!(!picker(&bench).hints().contains("being listed"));
    // They are kept until the register is read again.
    bench.press("esc V");
    assert_eq!(offers(&bench).len(), 5);
    let lists = |effect: &Effect| matches!(effect, Effect::ListFiles);
    assert!(!bench.asked.iter().any(lists), "{:?}", bench.asked);
}

#[test]
fn evidence_with_the_words_goes_first_then_files_then_evidence_with_the_letters() {
    let mut bench = Bench::sample();
    bench.press("5 V").answer(&FILES).press("'red");
    assert_eq!(offers(&bench)[..2], ["E-00001", "evidence/red-team.pdf"]);
    bench.press("ctrl-u 'rdtm");
    assert_eq!(offers(&bench).last().map(String::as_str), Some("E-00001"));
    assert_eq!(offers(&bench)[0], "evidence/red-team.pdf");
}

#[test]
fn a_file_that_vanished_is_refused() {
    let mut bench = Bench::sample();
    bench.press("5 V").answer(&FILES).press("'minutes enter").answer(&[]);
    let (tone, text) = bench.notice();
    assert_eq!((tone, text.contains("not there")), (Tone::Refused, true), "{text}");
    assert!(bench.saves.is_empty());
}

#[test]
fn evidence_is_not_attached_to_evidence_and_where_nothing_is_there_is_nothing() {
    let mut bench = Bench::sample();
    bench.press("8 V");
    assert_eq!(bench.notice().0, Tone::Refused);
    bench.press("1 : 'attach enter");
    assert_eq!(bench.notice().0, Tone::Refused);
}

#[test]
fn a_changed_file_is_looked_at_again_with_a_second_key() {
    let mut bench = Bench::sample();
    // The sample's evidence has expired; it is put off and its file recorded.
    bench.press("8 d '+1y enter 'renewed enter x").answer(&FILES);
    assert!(bench.confirm().text.contains("recorded for the first time"));
    bench.press("y").answer(&FILES);
    assert_eq!(bench.value("E-00001", "hash"), sha256(b"found nothing"));
    assert_eq!(standing(&bench, "E-00001"), Standing::Valid);
    let later = [("evidence/red-team.pdf", "found something")];
    bench.press("x").answer(&later);
    assert_eq!(standing(&bench, "E-00001"), Standing::Changed);
    assert!(bench.confirm().text.contains("changed since"));
    bench.press("esc");
    assert_eq!(standing(&bench, "E-00001"), Standing::Changed);
    bench.press("x").answer(&later).press("y").answer(&later);
    assert_eq!(standing(&bench, "E-00001"), Standing::Valid);
    bench.press("u").answer(&later);
    assert_eq!(standing(&bench, "E-00001"), Standing::Changed);
    bench.assert_saved();
}

#[test]
fn a_file_that_is_gone_is_named_again() {
    let mut bench = Bench::sample();
    bench.press("8 d '+1y enter 'renewed enter").answer(&[]);
    assert_eq!(standing(&bench, "E-00001"), Standing::Gone);
    bench.press("x").answer(&[]);
    assert_eq!(bench.notice().0, Tone::Refused);
    bench.press("l").answer(&FILES).press("'policy enter").answer(&FILES);
    assert_eq!(bench.value("E-00001", "location"), "docs/policy.pdf");
    assert_eq!(bench.value("E-00001", "hash"), sha256(b"policy"));
    assert_eq!(standing(&bench, "E-00001"), Standing::Valid);
}

#[test]
fn a_typed_day_goes_before_the_one_of_the_interval() {
    let mut bench = Bench::sample();
    bench.press("8 x").answer(&FILES).press("y e");
    bench.press("tab tab tab tab tab ctrl-u tab '6 ctrl-s");
    assert_eq!(
        (bench.value("E-00001", "every"), bench.value("E-00001", "expires")),
        ("6".to_owned(), String::new())
    );
    bench.press("x").answer(&FILES).press("y");
    assert_eq!(
        bench.value("E-00001", "expires"),
        "2027-05-23",
        "whoever looks again begins a span"
    );
}

#[test]
fn a_document_is_located_approved_and_reviewed() {
    let mut bench = Bench::sample();
    bench.press("8 D");
    assert_eq!((bench.screen(), bench.rows().len()), (&screens::documents::SCREEN, 47));
    assert_eq!(bench.at(), "4.3/d1");
    bench.press("A");
    assert_eq!(bench.notice().0, Tone::Refused);
    bench.press("l").answer(&FILES).press("'policy enter").answer(&FILES);
    assert_eq!(
        (bench.at(), bench.value("4.3/d1", "location")),
        ("4.3/d1".to_owned(), "docs/policy.pdf".to_owned())
    );
    bench.press("A 'ben enter '+1y enter enter enter");
    assert!(bench.value("4.3/d1", "approvals").starts_with("1 | 2026-11-23 | ben"));
    assert_eq!(bench.value("4.3/d1", "review"), "2027-11-23");
    let state = |bench: &Bench| {
        let record = bench.app.register.get("4.3/d1").expect("the scope");
        document::state(&bench.app.register, record, today())
    };
    assert_eq!(state(&bench), document::State::Current);
    bench.press("u");
    assert_eq!(state(&bench), document::State::Exists);
    bench.press("u");
    assert_eq!(state(&bench), document::State::Missing);
    bench.assert_saved();
}

#[test]
fn a_document_is_not_needed_with_a_reason_and_needed_again() {
    let mut bench = Bench::sample();
    bench.press("6 D / 'Communication_of_incidents enter x enter");
    assert!(!bench.ask_error().is_empty());
    bench.press("'Part_of_the_manual enter");
    assert_eq!(bench.value("A.8.4/d1", "not_needed"), "Part of the manual");
    bench.press("x");
    assert_eq!(bench.value("A.8.4/d1", "not_needed"), "");
}

#[test]
fn a_document_of_a_clause_is_always_needed() {
    let mut bench = Bench::sample();
    bench.press("6 D x");
    assert!(bench.notice().1.contains("4.3 demands it"), "{:?}", bench.notice());
    assert!(bench.app.dialogs.is_empty());
}

#[test]
fn an_excluded_control_takes_its_document_along() {
    let mut bench = Bench::sample();
    let title = |bench: &Bench| {
        let list = bench.list();
        list.groups(bench.app.view())
            .last()
            .map(|(.., group)| group.title.clone())
    };
    bench.press("8 D");
    assert_eq!(title(&bench).as_deref(), Some("Part of another"));
    bench.press("5 x 'not_ours enter 8 D");
    assert_eq!(title(&bench).as_deref(), Some("Not needed"));
    assert_eq!(bench.rows().last().map(String::as_str), Some("A.2.2/d1"));
}

#[test]
fn own_documents_are_added_and_today_leads_to_the_missing_ones() {
    let mut bench = Bench::sample();
    bench.press("8 D a ctrl-s");
    assert!(bench.saves.is_empty(), "an own document needs a title");
    bench.press("'Manual ctrl-s");
    assert!(bench.at().starts_with("D-"));
    bench.press("1 G k k k k k k");
    let at = bench
        .app
        .screens
        .today
        .lines
        .iter()
        .position(|line| line.text.contains("missing"))
        .expect("a line");
    bench.press("g g");
    for _ in 0..at {
        bench.press("j");
    }
    bench.press("enter");
    assert_eq!(
        (bench.screen(), bench.list().filter()),
        (&screens::documents::SCREEN, "state:missing")
    );
    assert_eq!(bench.rows().len(), 45);
}

#[test]
fn every_piece_of_the_demo_is_in_one_group() {
    let mut bench = Bench::demo();
    bench.press("8");
    let groups = bench.list().groups(bench.app.view());
    let titles: Vec<_> = groups.iter().map(|(.., group)| group.title.as_str()).collect();
    let expected = [
        "Expired",
        "Gone or changed",
        "Expiring in 30 days",
        "Valid",
        "Without a date, or not seen yet",
    ];
    assert_eq!(titles, expected);
    let counted: usize = groups.iter().map(|(_, count, _)| count).sum();
    assert_eq!((counted, bench.rows().len()), (25, 25));
    bench.press("D");
    let groups = bench.list().groups(bench.app.view());
    assert_eq!(groups.len(), 8, "a document of the demo stands in every state");
    assert_eq!(groups.iter().map(|(_, count, _)| count).sum::<usize>(), 48);
}

#[test]
fn evidence_made_with_a_span_has_the_day_it_ends_on() {
    let mut bench = Bench::sample();
    bench.press("8 a 'Yearly_test tab");
    while bench.form().field().name != "every" {
        match bench.form().field().name {
            "location" => bench.press("'https://tests.example"),
            "effective" => bench.press("'2026-11-01"),
            _ => &mut bench,
        };
        bench.press("tab");
    }
    bench.press("'12 ctrl-s");
    let made = bench.saves[0].edit.touched().remove(0);
    assert_eq!(bench.value(made.as_str(), "expires"), "2027-11-01");
}
