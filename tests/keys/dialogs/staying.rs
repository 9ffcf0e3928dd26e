//! A dialog stays until it is answered or left: keys that it does not name do nothing, neither in it nor on the screen below.

use aims::app::dialogs::Confirm;
use aims::app::dialogs::picker::Picker;
use aims::app::edits::draft::Draft;
use aims::app::environment::key::Key;
use aims::app::state::message::Message;
use aims::app::unsaved;

use crate::bench::Bench;

/// A workbench to which what two earlier runs left unsaved is offered.
fn offered() -> Bench {
    let mut bench = Bench::sample();
    bench.press("4 n 'about_the_first esc j n 'about_the_second esc");
    let text = serde_json::to_string(&unsaved::kept(&bench.app)).expect("text");
    let drafts: Vec<Draft> = serde_json::from_str(&text).expect("drafts");
    let mut later = Bench::sample();
    later.app.update(Message::Drafts(drafts));
    later
}

/// A workbench of the demo after some keys.
fn after(keys: &str) -> Bench {
    let mut bench = Bench::demo();
    bench.press(keys);
    bench
}

/// Dialogs in which nothing is typed, each with its name.
fn dialogs() -> Vec<(&'static str, Bench)> {
    vec![
        ("the offer of what is unsaved", offered()),
        ("a question", after("4 * c 'not_needed enter")),
        ("the messages", after(": 'messages enter")),
        ("the problems", after(": 'problems enter")),
        ("the texts of the catalogue", after(": 'notice enter")),
        ("the audit programme", after(": 'audit-programme enter")),
        ("the history", after("2 H")),
        ("the trends", after("1 T")),
        ("the year plan", after(": 'plan-the-year enter")),
        ("the summary before leaving", after("4 x enter q")),
    ]
}

#[test]
fn keys_that_a_dialog_does_not_name_leave_it_and_the_screen_as_they_are() {
    for (name, mut bench) in dialogs() {
        let (depth, screen, saves) = (bench.app.dialogs.len(), bench.screen(), bench.saves.len());
        assert!(depth > 0, "{name} is open");
        let top = bench.app.dialogs.last().expect("a dialog");
        let mut bound: Vec<&str> = top.keys().keys().into_iter().flat_map(|(keys, _)| keys).collect();
        let hints = top.hints().into_owned();
        bound.extend(hints.split([' ', ',']).filter(|word| word.len() == 1));
        let choices = top
            .as_a::<Confirm>()
            .map(|confirm| &confirm.choices[..])
            .unwrap_or_default();
        let choices: Vec<Key> = choices.iter().map(|(key, ..)| *key).collect();
        let unnamed = ('!'..='~').filter(|c| !bound.contains(&c.to_string().as_str()));
        let unnamed: Vec<Key> = unnamed.map(Key::char).filter(|key| !choices.contains(key)).collect();
        for key in unnamed {
            bench.key(key);
            assert_eq!(bench.app.dialogs.len(), depth, "{name}: {key}");
            assert!(bench.notice().1.contains("does nothing here"), "{name}: {key}");
        }
        assert_eq!((bench.screen(), bench.saves.len()), (screen, saves), "{name}");
    }
}

#[test]
fn the_palette_opens_in_place_of_a_dialog_in_which_nothing_is_typed() {
    for (name, mut bench) in dialogs() {
        let saves = bench.saves.len();
        bench.press(": 'unsaved");
        let palette = bench.app.dialogs.top::<Picker>();
        assert_eq!(
            palette.map(|palette| palette.line.text()),
            Some("unsaved".to_owned()),
            "{name}"
        );
        assert_eq!(bench.app.dialogs.len(), 1, "{name}");
        assert_eq!(bench.saves.len(), saves, "{name}");
    }
}

#[test]
fn what_is_offered_at_the_start_stays_until_it_is_answered_or_left() {
    let mut bench = offered();
    bench.press("x n s a j 1 enter space");
    assert!(bench.confirm().text.contains("Left unsaved by earlier runs (2)"));
    bench.press(": 'unsaved enter");
    let listed = bench.app.dialogs.top::<Picker>().map(|picker| picker.entries.len());
    assert_eq!(listed, Some(2), "esc and the palette keep what is offered");
    let mut bench = offered();
    bench.press("esc");
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(bench.app.edits.unsaved.drafts.len(), 2);
}

#[test]
fn the_palette_does_not_open_over_a_form_that_waits_below() {
    let mut bench = Bench::sample();
    bench.press("2 e 'X esc :");
    assert_eq!(bench.app.dialogs.len(), 2, "{}", bench.confirm().title);
}
