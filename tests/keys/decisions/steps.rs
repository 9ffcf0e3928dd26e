//! A decision that is left at any of its questions, those of the rules among them: what was typed comes back.

use aims::app::decisions::prompt::Ask;
use aims::app::dialogs::Confirm;
use aims::app::edits::draft::Draft;
use aims::app::form::Form;
use aims::app::state::message::Message;
use aims::app::unsaved;
use aims::domain::kinds::{document, finding, supplier};
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::register::observed::Fact;

use crate::bench::{Bench, date};

/// The small register with a document whose file is gone, a finding and a supplier.
fn bench() -> Bench {
    let mut bench = Bench::sample();
    for record in [
        Record::new(&document::KIND, Id::new("A.2.2/d1")).with(document::LOCATION, "docs/old.md"),
        Record::new(&finding::KIND, Id::new("F-00001"))
            .with(finding::TITLE, "No criteria")
            .with(finding::GRADE, finding::Grade::Minor)
            .with(finding::RAISED, date("2026-11-01"))
            .with(finding::STATUS, finding::Status::Open)
            .with(finding::OWNER, "ana"),
        Record::new(&supplier::KIND, Id::new("P-00001")).with(supplier::TITLE, "Northlake"),
    ] {
        bench.app.register.put(record.clone());
        bench.disk.put(record);
    }
    bench.app.register.observe("docs/old.md", Fact::Missing);
    bench.app.refresh_all();
    bench
}

/// Decisions: where each is made, the key that begins it, and what is typed at its questions and at those of the rules.
const DECISIONS: &[(&str, &str, &[&str])] = &[
    ("4", "n", &["a note"]),
    ("4", "b", &["the vendor"]),
    ("4", "c", &["not needed any more"]),
    ("4", "d", &["2026-12-03", "it takes longer"]),
    ("3", "T", &["write it down"]),
    ("3", "A", &["ana", "it is small", "2027-06-30"]),
    ("3", "S 4", &["out of use", "keep them open"]),
    ("5", "x", &["nothing is built here"]),
    ("5", "i", &["risk treatment", "for the chat"]),
    (": 'A.2.2/d1 enter", "A", &["ana", "2027-11-30", "docs/new.md"]),
    (": 'A.2.2/d1 enter", "x", &["the policy says it"]),
    (": 'F-00001 enter", "x", &["put right"]),
    (": 'F-00001 enter", "X", &["raised twice"]),
    (": 'P-00001 enter", "x", &["suitable", "the report", "2027-11-30"]),
    (": 'scoring enter", "S 5", &["ben", "the ward needs it"]),
];

fn line(bench: &Bench, what: &str) -> String {
    match bench.app.dialogs.top::<Ask>() {
        Some(ask) => ask.line.text(),
        other => unreachable!("{what}: a question, not {other:?}, {:?}", bench.app.notices.current()),
    }
}

/// Types what stands at the first questions; the last of them is not answered yet.
fn answer(bench: &mut Bench, texts: &[&str], what: &str) {
    for (nth, text) in texts.iter().enumerate() {
        if nth > 0 {
            bench.press("enter");
            // What changes others as well is looked at first.
            if bench.app.dialogs.top::<Confirm>().is_some() {
                bench.press("y");
            }
        }
        assert_eq!(line(bench, what), "", "{what}, question {nth}");
        bench.app.update(Message::Paste((*text).to_owned()));
    }
}

/// Walks the questions again and finds at each what was typed.
fn find_again(bench: &mut Bench, texts: &[&str], what: &str) {
    for (nth, text) in texts.iter().enumerate() {
        if nth > 0 {
            bench.press("enter");
            if bench.app.dialogs.top::<Confirm>().is_some() {
                bench.press("y");
            }
        }
        assert_eq!(line(bench, what), *text, "{what}, question {nth}");
    }
}

/// Tells whether words are among what was typed: what is less is not kept.
fn has_words(texts: &[&str]) -> bool {
    texts.iter().any(|text| {
        let is_day = text.starts_with("20");
        !is_day && !["keep them open", "risk treatment", "suitable"].contains(text)
    })
}

#[test]
fn a_decision_left_at_any_question_comes_back_by_its_key() {
    for (place, key, texts) in DECISIONS {
        for step in 1..=texts.len() {
            let (typed, what) = (&texts[..step], format!("{place} {key}, step {step}"));
            if !has_words(typed) {
                continue;
            }
            let mut bench = bench();
            bench.press(place).press(key);
            answer(&mut bench, typed, &what);
            bench.press("esc");
            assert!(bench.app.dialogs.is_empty(), "{what}");
            assert_eq!(
                unsaved::kept(&bench.app).len(),
                1,
                "{what}: {:?}",
                unsaved::kept(&bench.app)
            );
            bench.press(key);
            find_again(&mut bench, typed, &what);
            assert_eq!(
                unsaved::kept(&bench.app).len(),
                1,
                "{what}: {:?}",
                unsaved::kept(&bench.app)
            );
        }
    }
}

#[test]
fn a_decision_cut_off_at_any_question_is_offered_and_opened_over_its_record() {
    for (place, key, texts) in DECISIONS {
        for step in 1..=texts.len() {
            let (typed, what) = (&texts[..step], format!("{place} {key}, step {step}"));
            if !has_words(typed) {
                continue;
            }
            let mut before = bench();
            before.press(place);
            let id = before.at();
            before.press(key);
            answer(&mut before, typed, &what);
            let text = serde_json::to_string(&unsaved::kept(&before.app)).expect("text");
            let drafts: Vec<Draft> = serde_json::from_str(&text).expect("drafts");
            assert_eq!(drafts.len(), 1, "{what}: {drafts:?}");
            let mut bench = bench();
            bench.app.update(Message::Drafts(drafts));
            bench.press("o");
            assert_eq!((bench.at(), bench.screen()), (id, before.screen()), "{what}");
            find_again(&mut bench, typed, &what);
            assert_eq!(
                unsaved::kept(&bench.app).len(),
                1,
                "{what}: {:?}",
                unsaved::kept(&bench.app)
            );
        }
    }
}

#[test]
fn a_reason_asked_for_over_a_form_is_kept_with_the_form() {
    let mut bench = bench();
    bench.press("3 e");
    let register = &bench.app.register;
    let Some(form) = bench.app.dialogs.top_mut::<Form>() else {
        unreachable!("a form")
    };
    form.go_to("status", register, crate::bench::today());
    form.set_text("closed", register, crate::bench::today());
    bench.press("ctrl-s");
    answer(&mut bench, &["out of use"], "form");
    let drafts = unsaved::kept(&bench.app);
    assert_eq!(drafts.len(), 1, "{drafts:?}");
    bench.press("esc ctrl-s");
    find_again(&mut bench, &["out of use"], "form after esc");
    let mut later = self::bench();
    later.app.update(Message::Drafts(drafts));
    later.press("o ctrl-s");
    find_again(&mut later, &["out of use"], "form after the end");
    later.press("enter");
    if later.app.dialogs.top::<Confirm>().is_some() {
        later.press("y");
    }
    assert_eq!(later.value("R-00001", "status"), "closed");
    assert!(later.value("R-00001", "note").contains("out of use"));
    assert!(unsaved::kept(&later.app).is_empty(), "{:?}", unsaved::kept(&later.app));
}
