//! What is typed and not saved: kept from the moment it is there, and opened again where it was typed.

use aims::app::decisions::prompt::Ask;
use aims::app::dialogs::picker::Picker;
use aims::app::edits;
use aims::app::edits::draft::Draft;
use aims::app::environment::effect::Effect;
use aims::app::environment::key::Key;
use aims::app::form::open;
use aims::app::state::message::Message;
use aims::app::unsaved;
use aims::domain::search::Paths;
use aims::store::save::SaveError;
use aims::store::save::queue::Outcome;

use crate::bench::Bench;

/// What is typed at the question on top.
fn line(bench: &Bench) -> String {
    match bench.app.dialogs.top::<Ask>() {
        Some(ask) => ask.line.text(),
        other => unreachable!("a question, not {other:?}"),
    }
}

/// A workbench in which everything that another one had unsaved is offered.
fn after_the_end_of(bench: &Bench) -> Bench {
    let text = serde_json::to_string(&unsaved::kept(&bench.app)).expect("text");
    let drafts: Vec<Draft> = serde_json::from_str(&text).expect("drafts");
    let mut later = Bench::sample();
    later.app.update(Message::Drafts(drafts));
    later
}

#[test]
fn text_typed_at_any_prompt_is_offered_after_the_end() {
    for (keys, typed) in [
        ("6 enter n 'said_by_the_board", "said by the board"),
        ("6 enter a 'write_it_down_@ben", "write it down @ben"),
        ("4 n 'a_note_on_an_action", "a note on an action"),
        ("4 d '+1w enter 'since_the_vendor", "since the vendor"),
        ("4 b 'waits_for_the_budget", "waits for the budget"),
        ("4 c 'not_needed_any_more", "not needed any more"),
        ("4 a 'ana enter 'it_is_small", "it is small"),
        ("5 x 'nothing_is_built_here", "nothing is built here"),
        ("4 o 'the_ethics_board_of_the", "the ethics board of the"),
    ] {
        let mut bench = Bench::sample();
        bench.press(keys);
        assert_eq!(line(&bench), typed, "{keys}");
        let mut later = after_the_end_of(&bench);
        assert!(later.confirm().text.contains(typed), "{keys}: {}", later.confirm().text);
        later.press("o");
        for _ in 0..2 {
            if line(&later) != typed {
                later.press("enter");
            }
        }
        assert_eq!(line(&later), typed, "{keys}");
        assert!(later.app.edits.unsaved.drafts.is_empty(), "it is where it was typed");
    }
}

#[test]
fn review_entries_are_shown_at_their_point_next_time() {
    let mut bench = Bench::sample();
    bench.press(": 'V-00001 enter x j n 'the_budget_is_short");
    let typed = line(&bench);
    let point = bench
        .app
        .guided
        .holding(bench.app.screen)
        .and_then(|holding| holding.point())
        .map(|point| point.title.clone());
    let mut later = after_the_end_of(&bench);
    later.press("o");
    assert_eq!(line(&later), typed);
    assert_eq!(
        later
            .app
            .guided
            .holding(later.app.screen)
            .and_then(|holding| holding.point())
            .map(|point| point.title.clone()),
        point
    );
    later.press("enter");
    assert!(later.value("V-00001", "points").contains("the budget is short"));
}

#[test]
fn a_form_over_a_form_leaves_two_drafts() {
    let mut bench = Bench::sample();
    bench.press("2 e 'X");
    // However the second came there.
    open::add(&mut bench.app, "risk");
    bench.press("'A_second_one");
    let mut later = after_the_end_of(&bench);
    later.press("o");
    let Some(picker) = later.app.dialogs.top::<Picker>() else {
        unreachable!("a list")
    };
    assert_eq!(picker.entries.len(), 2);
    later.press("enter o");
    assert_eq!(later.form().original.id().as_str(), "chat");
    later.press("ctrl-s : 'unsaved enter enter o");
    assert_eq!(later.form().kind.name, "risk");
}

#[test]
fn esc_keeps_what_was_typed_and_the_same_key_brings_it_back() {
    let mut bench = Bench::sample();
    bench.press("6 enter n 'three_good_sentences esc");
    assert!(bench.app.dialogs.is_empty());
    bench.press("n");
    assert_eq!(line(&bench), "three good sentences");
    bench.press("enter");
    assert!(unsaved::kept(&bench.app).is_empty(), "it is saved");
    bench.press("n");
    assert_eq!(line(&bench), "");
}

#[test]
fn a_text_belongs_to_its_record_and_prompt() {
    let mut bench = Bench::sample();
    bench.press("4 n 'about_the_first esc j n");
    assert_eq!(line(&bench), "");
    bench.press("esc k b");
    assert_eq!(line(&bench), "");
    bench.press("esc n");
    assert_eq!(line(&bench), "about the first");
}

#[test]
fn both_answers_of_a_decision_left_at_its_second_question_come_back() {
    let mut bench = Bench::sample();
    bench.press("4 d '+1w enter 'since_the_vendor_is_late esc d");
    assert_eq!(line(&bench), "2026-11-30");
    bench.press("enter");
    assert_eq!(line(&bench), "since the vendor is late");
}

#[test]
fn a_text_that_was_cleared_is_thrown_away() {
    let mut bench = Bench::sample();
    bench.press("4 n 'a_text esc n ctrl-u esc");
    assert!(unsaved::kept(&bench.app).is_empty());
}

#[test]
fn answers_of_an_unconfirmed_decision_are_kept() {
    let mut bench = Bench::sample();
    bench.press("4 space space n 'for_both_of_them enter");
    assert_eq!(unsaved::kept(&bench.app).len(), 1, "while it is asked");
    bench.press("esc");
    assert_eq!(unsaved::kept(&bench.app).len(), 1);
    bench.press("n");
    assert_eq!(line(&bench), "for both of them");
    bench.press("enter y");
    assert!(unsaved::kept(&bench.app).is_empty());
}

#[test]
fn a_draft_is_thrown_away_only_by_a_decision() {
    let mut bench = Bench::sample();
    bench.press("4 n 'a_text");
    let mut later = after_the_end_of(&bench);
    later.press("esc");
    assert_eq!(unsaved::kept(&later.app).len(), 1);
    later.press(": 'unsaved enter enter d");
    assert!(unsaved::kept(&later.app).is_empty());
}

#[test]
fn lines_that_are_pasted_where_lines_are_kept_stay_lines() {
    let mut bench = Bench::sample();
    bench.press("4 n");
    bench
        .app
        .update(Message::Paste("asked the vendor\nno answer yet".to_owned()));
    bench.press("alt-enter 'asked_again");
    assert_eq!(line(&bench), "asked the vendor\nno answer yet\nasked again");
    assert_eq!(bench.app.notices.current().map(|notice| &notice.text), None);
    let later = after_the_end_of(&bench);
    assert!(later.confirm().text.contains("asked again"));
    bench.press("enter");
    assert!(
        bench
            .value("T-00001", "note")
            .ends_with("asked the vendor\nno answer yet\nasked again"),
        "{}",
        bench.value("T-00001", "note")
    );
    bench.assert_saved();
}

#[test]
fn lines_pasted_into_a_one_line_field_are_joined_with_a_notice() {
    for keys in ["4 c", "4 e"] {
        let mut bench = Bench::sample();
        bench.press(keys);
        bench.app.update(Message::Paste("the budget\nis gone".to_owned()));
        let (_, said) = bench.notice();
        assert!(said.contains("2 lines") && said.contains("joined"), "{keys}: {said}");
    }
    let mut bench = Bench::sample();
    bench.press("4 c 'the_budget alt-enter");
    assert!(bench.ask_error().contains("one line"), "{}", bench.ask_error());
    assert_eq!(line(&bench), "the budget");
}

#[test]
fn the_cursor_walks_the_lines_of_an_answer() {
    let mut bench = Bench::sample();
    bench.press("4 n 'second alt-enter 'third up home 'first alt-enter enter");
    assert!(bench.value("T-00001", "note").ends_with("first\nsecond\nthird"));
}

/// What is typed in the picker on top.
fn searched(bench: &Bench) -> String {
    match bench.app.dialogs.top::<Picker>() {
        Some(picker) => picker.line.text(),
        other => unreachable!("a picker, not {other:?}"),
    }
}

#[test]
fn a_link_or_path_typed_in_a_picker_of_files_is_kept_by_esc_and_offered_after_the_end() {
    for (keys, typed, title) in [
        (
            "5 V 'https://ci.example.org/runs/7",
            "https://ci.example.org/runs/7",
            "evidence for A.2.2",
        ),
        (
            ": 'A.2.2/d1 enter l 'policies/the_new_one.md",
            "policies/the new one.md",
            "location of A.2.2/d1",
        ),
    ] {
        let mut bench = Bench::sample();
        bench.press(keys);
        assert_eq!(searched(&bench), typed, "{keys}");
        let mut later = after_the_end_of(&bench);
        let offer = later.confirm().text.clone();
        assert!(offer.contains(typed) && offer.contains(title), "{keys}: {offer}");
        later.press("o");
        assert_eq!(searched(&later), typed, "{keys}");
        assert!(later.app.edits.unsaved.drafts.is_empty(), "it is where it was typed");
        bench.press("esc");
        assert_eq!(unsaved::kept(&bench.app).len(), 1, "{keys}");
        bench.press(keys.rsplit(' ').nth(1).expect("the key of the picker"));
        assert_eq!(searched(&bench), typed, "{keys}");
        bench.press("ctrl-u esc");
        assert!(unsaved::kept(&bench.app).is_empty(), "what is cleared is thrown away");
    }
}

#[test]
fn search_texts_are_no_drafts() {
    let mut bench = Bench::sample();
    bench.press(": 'chat");
    assert!(unsaved::kept(&bench.app).is_empty());
    bench.press("esc 2 / 'late");
    assert!(unsaved::kept(&bench.app).is_empty());
}

#[test]
fn a_path_is_kept_while_its_file_is_looked_at() {
    for keys in ["4 x 'docs/minutes.md", "5 V 'docs/minutes.md"] {
        let mut bench = Bench::sample();
        bench.press(keys);
        if keys.contains('V') {
            let paths = Paths::new(vec!["docs/minutes.md".to_owned()], false);
            bench.app.update(Message::Listed(paths));
        }
        bench.press("enter");
        assert_eq!(unsaved::kept(&bench.app).len(), 1, "{keys}");
        bench.answer(&[("docs/minutes.md", "said")]);
        assert_eq!(unsaved::kept(&bench.app), [], "{keys}: it is saved");
    }
}

/// Presses keys that make one edit, and lets it fail.
fn failed(keys: &str) -> Bench {
    let mut bench = Bench::sample();
    for word in keys.split_whitespace() {
        match word.strip_prefix('\'') {
            Some(text) => text.chars().for_each(|c| bench.app.update(Message::Key(Key::char(c)))),
            None => bench.app.update(Message::Key(word.parse().expect("a key"))),
        }
    }
    for effect in bench.app.take_effects() {
        if let Effect::Save(request) = effect {
            let result = Err(SaveError::Locked(2));
            bench.app.update(Message::Saved(Outcome { request, result }));
        }
    }
    bench
}

#[test]
fn an_edit_that_never_reached_the_disk_is_offered_and_made_again() {
    let bench = failed("4 o 'zoe down enter");
    let mut later = after_the_end_of(&bench);
    assert_eq!(later.value("T-00001", "owner"), "ana", "never in silence");
    assert!(later.confirm().text.contains("Owner: zoe"), "{}", later.confirm().text);
    later.press("esc : 'unsaved enter enter");
    assert!(later.confirm().text.contains("Owner: zoe"), "{}", later.confirm().text);
    later.press("o");
    assert_eq!(later.value("T-00001", "owner"), "zoe");
    assert!(unsaved::kept(&later.app).is_empty());
    later.assert_saved();
}

#[test]
fn an_edit_on_its_way_is_kept_like_one_that_failed() {
    let mut bench = Bench::sample();
    for key in ["4", "o", "z", "down", "enter"] {
        bench.app.update(Message::Key(key.parse().expect("a key")));
    }
    assert!(matches!(&unsaved::kept(&bench.app)[..], [Draft::Edit(_)]));
}

#[test]
fn an_edit_that_is_on_disk_by_now_is_not_made_twice() {
    let bench = failed("4 n 'once enter");
    let mut later = after_the_end_of(&bench);
    let record = bench.app.register.get("T-00001").cloned().expect("the action");
    edits::absorb(&mut later.app, vec![record]);
    later.press("o");
    assert!(later.saves.is_empty() && unsaved::kept(&later.app).is_empty());
}

#[test]
fn an_edit_that_reached_the_disk_after_it_was_kept_is_not_offered() {
    let bench = failed("4 n 'once enter");
    let mut later = Bench::sample();
    let record = bench.app.register.get("T-00001").cloned().expect("the action");
    edits::absorb(&mut later.app, vec![record]);
    later.app.update(Message::Drafts(unsaved::kept(&bench.app)));
    assert!(later.app.dialogs.is_empty() && unsaved::kept(&later.app).is_empty());
}

#[test]
fn an_edit_over_what_others_wrote_since_asks_whose_stays() {
    for (key, owner) in [("t", "max"), ("m", "zoe")] {
        let bench = failed("4 o 'zoe down enter");
        let mut later = Bench::sample();
        later.press("4 o 'max down enter");
        later.app.update(Message::Drafts(unsaved::kept(&bench.app)));
        later.press("o");
        assert!(later.confirm().text.contains("theirs: max"), "{}", later.confirm().text);
        later.press(key);
        assert_eq!(later.value("T-00001", "owner"), owner);
        assert!(unsaved::kept(&later.app).is_empty());
        later.assert_saved();
    }
}

#[test]
fn a_new_record_that_never_reached_the_disk_is_made_again() {
    let bench = failed("2 a 'Voice ctrl-s");
    let mut later = after_the_end_of(&bench);
    later.press("o");
    assert_eq!(later.value("voice", "title"), "Voice");
    later.assert_saved();
}

#[test]
fn a_text_that_was_with_the_editor_is_kept_as_what_it_belongs_to() {
    let mut bench = Bench::sample();
    bench.press("2 E");
    let [Draft::Long(long)] = &unsaved::kept(&bench.app)[..] else {
        unreachable!("a text, not {:?}", unsaved::kept(&bench.app))
    };
    let mut saved = long.clone();
    "written at length".clone_into(&mut saved.text);
    let mut later = Bench::sample();
    later.app.update(Message::Drafts(vec![Draft::Long(saved)]));
    later.press("o");
    assert!(
        later.form().inputs[later.form().focus]
            .writing
            .text()
            .contains("written at length")
    );
    bench.app.update(Message::Edited(Ok(None)));
    assert!(unsaved::kept(&bench.app).is_empty());
}

#[test]
fn a_form_whose_record_is_gone_makes_it_again_with_what_is_typed() {
    let mut bench = Bench::sample();
    bench.press("2 e 'X");
    bench.app.register.forget(&"chat".into());
    bench.press("ctrl-s");
    assert!(
        bench.confirm().text.contains("chat is gone"),
        "{}",
        bench.confirm().text
    );
    bench.press("esc");
    assert_eq!(bench.form().inputs[0].writing.text(), "ChatX", "the text stays");
    bench.disk.forget(&"chat".into());
    bench.press("ctrl-s m");
    assert_eq!(bench.value("chat", "title"), "ChatX");
    assert_eq!(bench.value("chat", "unit"), "Support");
    bench.assert_saved();
}
