//! Forms: what is typed, what is refused, what is offered, and how one leaves.

use aims::app::dialogs::Confirm;
use aims::app::edits::draft::Draft;
use aims::app::environment::effect::Effect;
use aims::app::form::Form;
use aims::app::state::message::Message;
use aims::app::unsaved;

use crate::bench::Bench;

fn focused(bench: &Bench) -> &'static str {
    bench.form().field().name
}

fn text(bench: &Bench) -> String {
    let form = bench.form();
    form.inputs[form.focus].writing.text()
}

/// Goes to a field of the form on top, by tabs.
fn to(bench: &mut Bench, field: &str) {
    let fields = bench.form().inputs.len();
    for _ in 0..fields {
        if focused(bench) == field {
            return;
        }
        bench.press("tab");
    }
    unreachable!("{field} is in the form");
}

#[test]
fn the_editor_opens_the_note_of_an_action_and_not_its_slips() {
    let mut bench = Bench::sample();
    bench.press("4 d '+1w enter 'since_the_vendor enter E");
    assert_eq!(bench.form().field().name, "note");
}

#[test]
fn a_new_system_is_added_selected_and_saved() {
    let mut bench = Bench::sample();
    bench.press("2 a 'Voice_bot ctrl-s");
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(bench.at(), "voice-bot");
    assert_eq!(bench.value("voice-bot", "scope"), "in scope");
    assert_eq!(bench.saves.len(), 1);
    bench.assert_saved();
}

#[test]
fn saving_without_a_required_field_goes_there_and_says_so() {
    let mut bench = Bench::sample();
    bench.press("2 a tab tab 'Support ctrl-s");
    assert_eq!(focused(&bench), "title");
    assert_eq!(bench.form().inputs[0].error.as_deref(), Some("Title is required."));
    assert!(bench.saves.is_empty());
    bench.press("'Voice ctrl-s");
    assert_eq!(bench.value("voice", "unit"), "Support");
}

#[test]
fn typing_replaces_a_short_value_on_entering_its_field() {
    let mut bench = Bench::sample();
    bench.press("3 e");
    // A title is amended, and so is what one moved in first.
    let title = text(&bench);
    bench.press("'x");
    assert_eq!(text(&bench), format!("{title}x"));
    to(&mut bench, "status");
    assert_eq!(text(&bench), "open");
    bench.press("'c");
    assert_eq!(text(&bench), "c");
    bench.press("'losed");
    assert_eq!(text(&bench), "closed");
    to(&mut bench, "current");
    let score = text(&bench);
    bench.press("end '1");
    assert_eq!(text(&bench), format!("{score}1"));
}

#[test]
fn missing_and_wrong_values_are_reported_together() {
    let mut bench = Bench::sample();
    bench.press("2 a");
    to(&mut bench, "review");
    bench.press("'someday ctrl-s");
    assert_eq!(focused(&bench), "title");
    let refused = bench.form().inputs.iter().filter(|input| input.error.is_some());
    assert_eq!(refused.count(), 2);
}

#[test]
fn a_rule_over_several_fields_speaks_at_the_field_that_is_missing() {
    let mut bench = Bench::sample();
    bench.press("2 e");
    to(&mut bench, "scope");
    bench.press("'out ctrl-s");
    assert_eq!(focused(&bench), "scope_reason");
    assert!(bench.saves.is_empty());
}

#[test]
fn a_field_is_checked_when_it_is_left() {
    let mut bench = Bench::sample();
    bench.press("4 e");
    to(&mut bench, "due");
    bench.press("ctrl-u 'someday tab");
    let due = bench.form().inputs.iter().find(|input| input.error.is_some());
    assert!(due.is_some(), "the day is refused at once");
    bench.press("ctrl-s");
    assert_eq!(focused(&bench), "due");
}

#[test]
fn a_day_is_typed_as_a_distance() {
    let mut bench = Bench::sample();
    bench.press("4 e");
    to(&mut bench, "due");
    bench.press("ctrl-u '+1m ctrl-s 'no_time enter");
    assert_eq!(bench.value("T-00001", "due"), "2026-12-23");
}

#[test]
fn space_goes_round_the_choices() {
    let mut bench = Bench::sample();
    bench.press("4 e");
    to(&mut bench, "status");
    assert_eq!(text(&bench), "open");
    let mut seen = Vec::new();
    for _ in 0..6 {
        bench.press("space");
        seen.push(text(&bench));
    }
    assert_eq!(seen, ["started", "blocked", "done", "cancelled", "", "open"]);
}

#[test]
fn a_choice_is_typed_by_any_of_its_names() {
    let mut bench = Bench::sample();
    bench.press("4 e");
    to(&mut bench, "status");
    bench.press("ctrl-u 'ongoing ctrl-s");
    assert_eq!(bench.value("T-00001", "status"), "started");
}

#[test]
fn a_choice_of_several_words_is_typed_with_its_blanks() {
    let mut bench = Bench::sample();
    bench.press("4 e");
    to(&mut bench, "status");
    bench.press("ctrl-u 'in_progress ctrl-s");
    assert_eq!(bench.value("T-00001", "status"), "started");
}

#[test]
fn the_day_of_closing_follows_the_status() {
    let mut bench = Bench::sample();
    bench.press("4 e");
    to(&mut bench, "status");
    bench.press("ctrl-u 'done ctrl-s");
    assert_eq!(bench.value("T-00001", "closed"), "2026-11-23");
    bench.assert_saved();
}

#[test]
fn a_record_is_found_by_its_title_and_a_list_takes_several() {
    let mut bench = Bench::sample();
    bench.press("4 G e");
    to(&mut bench, "risks");
    bench.press("'bias down enter");
    assert_eq!(text(&bench), "R-00002, ");
    bench.press("'drift down enter");
    assert_eq!(text(&bench), "R-00002, R-00003, ");
    to(&mut bench, "owner");
    bench.press("'ana");
    to(&mut bench, "due");
    bench.press("'+1w ctrl-s");
    assert_eq!(bench.value("T-00006", "risks"), "R-00002, R-00003");
}

#[test]
fn a_record_that_is_not_there_is_refused() {
    let mut bench = Bench::sample();
    bench.press("4 e");
    to(&mut bench, "risks");
    bench.press("ctrl-u 'R-9 ctrl-s");
    assert_eq!(focused(&bench), "risks");
    assert!(bench.saves.is_empty());
}

#[test]
fn a_form_without_a_change_is_left_at_once() {
    let mut bench = Bench::sample();
    bench.press("2 e tab tab esc");
    assert!(bench.app.dialogs.is_empty());
}

#[test]
fn escape_with_changes_asks_and_discards_by_another_key() {
    let mut bench = Bench::sample();
    bench.press("2 e 'X esc");
    assert!(bench.app.dialogs.top::<Confirm>().is_some());
    bench.press("esc");
    assert_eq!(bench.form().inputs[0].writing.text(), "ChatX");
    bench.press("esc d");
    assert!(bench.app.dialogs.is_empty() && bench.saves.is_empty());
}

#[test]
fn escape_with_changes_saves_when_confirmed() {
    let mut bench = Bench::sample();
    bench.press("2 e 'X esc s");
    assert_eq!(bench.value("chat", "title"), "ChatX");
    assert!(bench.app.dialogs.is_empty());
}

#[test]
fn saving_a_form_changes_only_the_fields_that_were_typed_into() {
    let mut bench = Bench::demo();
    for screen in ["2", "3", "4", "5", "6", "8"] {
        bench.press(screen);
        bench.press("e ctrl-s");
        if bench.app.dialogs.top::<Form>().is_some() {
            // The demo has records that lack something on purpose.
            bench.press("esc");
        }
        assert!(bench.saves.is_empty(), "{:?}", bench.saves);
    }
    bench.press("2 e 'X ctrl-s");
    assert_eq!(bench.saves[0].edit.changes.len(), 1);
}

#[test]
fn every_field_of_every_kind_of_the_demo_reads_back_what_it_shows() {
    let bench = Bench::demo();
    let register = &bench.app.register;
    for kind in register.kinds() {
        for record in register.of(kind) {
            for (field, value) in record.fields() {
                let text = aims::app::form::text_of(field, value);
                let read = aims::app::form::read(field, &text, register, crate::bench::today());
                assert_eq!(read.as_ref(), Ok(value), "{} {}: {text}", record.id(), field.name);
            }
        }
    }
}

#[test]
fn a_copy_is_a_new_record_of_its_own() {
    let mut bench = Bench::sample();
    bench.press("2 D '_two ctrl-s");
    assert_eq!(bench.value("chat-two", "owner"), "ana");
    assert_eq!(bench.value("chat", "title"), "Chat");
}

#[test]
fn an_open_form_with_changes_is_the_draft_and_comes_back() {
    let mut bench = Bench::sample();
    assert!(unsaved::kept(&bench.app).is_empty());
    bench.press("2 a 'Voice tab tab 'Sup");
    let drafts = unsaved::kept(&bench.app);
    let [Draft::Form(draft)] = &drafts[..] else {
        unreachable!("a form, not {drafts:?}")
    };
    assert!(draft.is_new && draft.fields["title"] == "Voice" && draft.fields["unit"] == "Sup");

    let mut later = Bench::sample();
    later.app.update(Message::Drafts(drafts.clone()));
    later.press("o");
    assert_eq!(unsaved::kept(&later.app), drafts);
    later.press("ctrl-s");
    assert_eq!(later.value("voice", "unit"), "Sup");
    assert!(unsaved::kept(&later.app).is_empty());
}

#[test]
fn a_draft_of_a_record_changes_only_what_was_typed() {
    let mut bench = Bench::sample();
    bench.press("2 e 'X");
    let drafts = unsaved::kept(&bench.app);
    let mut later = Bench::sample();
    later.press("2 j");
    later.app.update(Message::Drafts(drafts));
    later.press("o ctrl-s");
    assert_eq!(later.saves[0].edit.changes.len(), 1);
    assert_eq!(later.value("chat", "title"), "ChatX");
}

#[test]
fn a_draft_nobody_wants_is_discarded() {
    let mut bench = Bench::sample();
    bench.press("2 e 'X");
    let drafts = unsaved::kept(&bench.app);
    let mut later = Bench::sample();
    later.app.update(Message::Drafts(drafts));
    later.press("d");
    assert!(unsaved::kept(&later.app).is_empty() && later.app.dialogs.is_empty());
}

#[test]
fn a_draft_put_off_is_kept() {
    let mut bench = Bench::sample();
    bench.press("2 e 'X");
    let drafts = unsaved::kept(&bench.app);
    let mut later = Bench::sample();
    later.app.update(Message::Drafts(drafts));
    later.press("esc");
    assert!(unsaved::kept(&later.app).len() == 1);
}

#[test]
fn pasted_text_is_typed_into_the_field_and_runs_nothing() {
    let mut bench = Bench::sample();
    bench.press("2 e");
    bench.app.update(Message::Paste("q\nx\n:quit".to_owned()));
    bench.collect();
    assert_eq!(text(&bench), "Chatq x :quit");
    assert!(bench.asked.is_empty());
}

#[test]
fn pasted_text_runs_nothing_where_nothing_is_typed() {
    let mut bench = Bench::sample();
    for keys in [
        "1",
        "2",
        "3",
        "4",
        "4 enter",
        "6 enter",
        "7",
        "2 a 'x esc",
        "4 space space x enter",
    ] {
        let mut bench = Bench::sample();
        bench.press(keys);
        bench.asked.clear();
        let before = crate::bench::states(&bench.app.register);
        bench.app.update(Message::Paste("xyq\n3\n1\u{1b}d\n".to_owned()));
        bench.collect();
        // Who changed the answers last is asked for by their screen, not by what is pasted.
        bench.asked.retain(|effect| !matches!(effect, Effect::LastChanges(_)));
        assert!(bench.asked.is_empty() && bench.saves.is_empty(), "{keys}");
        assert_eq!(crate::bench::states(&bench.app.register), before);
    }
    bench.app.update(Message::Paste("q".to_owned()));
    bench.collect();
    assert!(bench.asked.is_empty());
}

#[test]
fn long_text_goes_to_the_editor_and_comes_back_into_its_field() {
    let mut bench = Bench::sample();
    bench.press("2 E");
    let [Effect::Edit { name, .. }] = &bench.asked[..] else {
        unreachable!("the editor is asked for, not {:?}", bench.asked)
    };
    assert_eq!(name, "chat-purpose.md");
    bench
        .app
        .update(Message::Edited(Ok(Some("First.\nSecond.".to_owned()))));
    bench.press("ctrl-s");
    assert_eq!(bench.value("chat", "purpose"), "First.\nSecond.");
}

#[test]
fn an_editor_that_changed_nothing_leaves_the_form_as_it_was() {
    let mut bench = Bench::sample();
    bench.press("2 E");
    bench.app.update(Message::Edited(Ok(None)));
    assert!(!bench.form().is_dirty());
}

#[test]
fn adding_is_undone_and_redone() {
    let mut bench = Bench::sample();
    bench.press("2 a 'Voice ctrl-s u");
    assert!(bench.app.register.get("voice").is_none());
    assert_eq!(bench.rows().len(), 2);
    bench.press("U");
    assert_eq!(bench.value("voice", "title"), "Voice");
    bench.assert_saved();
}
