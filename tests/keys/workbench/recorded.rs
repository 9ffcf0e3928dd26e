//! What a recording keeps of messages: no typed word, unless it is asked for.

use aims::app::environment::key::{Code, Key};
use aims::app::state::message::Message;
use aims::app::state::recorded::Recorded;
use proptest::prelude::*;

use crate::bench::Bench;

/// Keys that lead to every kind of dialog and through it.
const KEYS: &str = "1 2 3 4 5 6 7 8 9 j k e E n o d A a x f H L V : / ? G enter esc tab space ctrl-s y down u";

/// Sends a message after noting it, and returns what is typed by a key as the letter alone.
fn send(bench: &mut Bench, message: Message) -> String {
    let noted = match Recorded::of(&bench.app, &message, false) {
        Some(Recorded::Key(Key {
            code: Code::Char(c), ..
        })) => c.to_string(),
        other => format!(" {other:?} "),
    };
    bench.app.update(message);
    bench.collect();
    noted
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_recording_holds_no_typed_word(keys in prop::collection::vec(0..64_usize, 1..60)) {
        let known: Vec<Key> = KEYS.split(' ').map(|key| key.parse().expect("a key")).collect();
        let (mut bench, mut noted, mut texts) = (Bench::sample(), String::new(), 0);
        for key in keys {
            noted += &send(&mut bench, Message::Key(known[key % known.len()]));
            let dialog = bench.app.dialogs.last();
            if dialog.is_some_and(|dialog| dialog.types('z', &bench.app.register)) {
                for c in "zebra".chars() {
                    noted += &send(&mut bench, Message::Key(Key::char(c)));
                }
                noted += &send(&mut bench, Message::Paste("the quokka".to_owned()));
                noted += &send(&mut bench, Message::Edited(Ok(Some("the wombat".to_owned()))));
                texts += 1;
            }
        }
        prop_assert!(!["zebra", "quokka", "wombat", "the"].iter().any(|word| noted.contains(word)), "{noted}");
        prop_assert_eq!(noted.matches("xxxxx").count() >= texts, true);
    }
}

#[test]
fn letters_at_a_choice_of_several_are_masked_and_numbers_kept() {
    let mut bench = Bench::sample();
    let mut noted = String::new();
    for key in "5 i v a m o o s e k 2".split(' ') {
        noted += &send(&mut bench, Message::Key(key.parse().expect("a key")));
    }
    assert_eq!(noted, "5ixxxxxxxx2");
}

#[test]
fn a_masked_search_leads_to_the_entry_that_was_chosen() {
    let (mut bench, mut masked) = (Bench::sample(), Bench::sample());
    for key in [":", "s", "u", "p", "p", "l", "enter"] {
        let message = Message::Key(key.parse().expect("a key"));
        let kept = Recorded::of(&bench.app, &message, false).and_then(Recorded::message);
        bench.app.update(message);
        masked.app.update(kept.expect("a message"));
    }
    assert_eq!(bench.screen().show.name, "suppliers");
    assert_eq!(masked.screen().show.name, bench.screen().show.name);
}
