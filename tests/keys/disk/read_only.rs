//! A register that may only be read, or is still being read, refuses changes and keeps what was typed.

use aims::app::notices::Tone;
use aims::app::state::message::Message;
use aims::app::unsaved;

use crate::bench::Bench;

#[test]
fn a_register_that_may_only_be_read_refuses_every_change_with_the_reason() {
    let mut bench = Bench::demo();
    bench.app.sync.read_only = Some("A newer aims wrote this.".to_owned());
    for keys in [
        "2 a",
        "2 e",
        "2 E",
        "2 r",
        "2 D",
        "2 n",
        "2 o",
        "3 A",
        "3 T",
        "4 enter enter",
        "4 x",
        "4 d",
        "4 o",
        "4 b",
        "4 c",
        "4 a",
        "4 n",
        "4 S",
        "5 x",
        "5 S",
        "6 enter 1",
        "6 a",
        "7 a",
        "8 a",
        "8 d",
        "u",
        "U",
    ] {
        bench.press("esc esc esc esc esc").press(keys);
        assert_eq!(bench.notice(), (Tone::Refused, "A newer aims wrote this."), "{keys}");
        assert!(bench.app.dialogs.is_empty(), "{keys}");
    }
    assert!(bench.saves.is_empty());
}

#[test]
fn the_palette_adds_nothing_to_a_register_that_may_only_be_read() {
    let mut bench = Bench::sample();
    bench.app.sync.read_only = Some("A newer aims wrote this.".to_owned());
    bench.press(": 'add_system enter");
    assert!(bench.app.dialogs.is_empty());
}

#[test]
fn a_draft_waits_while_the_register_may_only_be_read() {
    let mut bench = Bench::sample();
    bench.press("2 e 'X");
    let drafts = unsaved::kept(&bench.app);
    let mut later = Bench::sample();
    later.app.sync.read_only = Some("A newer aims wrote this.".to_owned());
    later.app.update(Message::Drafts(drafts));
    later.press("o");
    assert!(later.app.dialogs.is_empty() && unsaved::kept(&later.app).len() == 1);
}

#[test]
fn nothing_is_changed_while_the_register_is_still_being_read() {
    let mut bench = Bench::sample();
    bench.app.sync.loading = Some(3);
    bench.press("4 x");
    assert_eq!(bench.notice().0, Tone::Refused);
    assert!(bench.app.dialogs.is_empty());
}
