//! Whatever is typed: nothing panics, everything is saved, and everything is undone exactly.

use aims::app::dialogs::Confirm;
use aims::app::environment::key::{Code, Key};
use aims::app::screens;
use aims::app::state::message::Message;
use aims::ui::canvas::pen::Look;
use aims::ui::screen;
use aims::ui::style::glyphs;
use aims::ui::style::theme::{Depth, Shade, Theme};
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::bench::{Bench, states};

const PLAIN: &str = "123456789 jjjjkkkhhlln gGdudoobxcaanesSrDTtwvzLyiprl/:?*[]<>+1w.%AEXä危";

fn key() -> impl Strategy<Value = Key> {
    let plain: Vec<_> = PLAIN.chars().map(Key::char).collect();
    let control: Vec<_> = "sudfcoenprlz".chars().map(Key::ctrl).collect();
    let named = [
        Code::Enter,
        Code::Enter,
        Code::Enter,
        Code::Esc,
        Code::Tab,
        Code::BackTab,
        Code::Down,
        Code::Up,
        Code::Left,
        Code::Right,
        Code::Backspace,
        Code::PageDown,
        Code::PageUp,
        Code::Home,
        Code::End,
        Code::Delete,
        Code::F(1),
    ];
    prop_oneof![
        10 => select(plain),
        2 => select(control),
        6 => select(named.map(Key::plain).to_vec()),
        1 => Just(Key::alt('o')),
    ]
}

/// Runs of keys that decide something, so that many edits are made.
fn run() -> impl Strategy<Value = Vec<Key>> {
    let scripts = [
        "4 x enter",
        "4 o z enter",
        "4 j b w enter",
        "4 d + 1 w enter w enter",
        "4 space space space n q enter y",
        "4 v j j v c w enter y",
        "6 enter 1 2 3 4 esc",
        "5 j x w enter",
        "5 S p enter",
        "2 a Q ctrl-s",
        "3 A z enter w enter + 1 m enter y",
        "8 n w enter",
        "u",
        "u",
        "u u u",
        "U",
        "U U",
        "* n w enter y",
        "7 enter d + 1 w enter w enter",
        "7 > > enter w h y enter",
        "7 enter > < < enter enter enter",
        "7 enter c w h y enter",
        ": V - 0 0 0 0 1 enter x n h i enter j a b u y enter 1 f b a d enter 2 d n o enter 3",
        ": V - 0 0 0 0 1 enter x w a n a enter g a u d i t enter n h i enter u c enter 1 esc",
        "7 / k i n d : r e v i e w enter",
        "2 D ctrl-s",
        "r y",
        "9 a Q tab m i n o r ctrl-s",
        "9 x w enter",
        "9 T w enter",
        "9 X w enter",
        "9 S 3 w enter",
        "9 * d + 1 w enter w enter y",
        "5 F Q tab o f i ctrl-s",
        "9 I x enter",
        "9 I N",
        "9 I f y",
        "9 I S 3 w enter",
        "2 P x 1 enter enter",
        "1 O x w enter S 2 w enter",
    ];
    let parsed = scripts.map(|script| {
        let keys = script.split(' ').map(|word| word.parse::<Key>().expect("a key"));
        keys.collect::<Vec<_>>()
    });
    prop_oneof![3 => select(parsed.to_vec()), 2 => prop::collection::vec(key(), 1..6)]
}

fn draw(bench: &Bench) {
    let (columns, rows) = bench.app.size;
    let area = Rect::new(0, 0, columns, rows);
    let look = Look::new(Theme::new(Depth::Indexed256, Shade::Dark), &glyphs::UNICODE);
    let mut buffer = Buffer::empty(area);
    screen::draw(&bench.app, area, &mut buffer, look);
}

/// Closes whatever is open, so that `u` is a key again.
fn close(bench: &mut Bench) {
    for _ in 0..20 {
        match bench.app.dialogs.top::<Confirm>() {
            Some(confirm) if confirm.choices.len() > 1 => bench.press("d"),
            _ => bench.press("esc"),
        };
    }
    assert!(bench.app.dialogs.is_empty());
}

fn undo_all(bench: &mut Bench) {
    for _ in 0..2000 {
        if bench.app.edits.history.done.is_empty() {
            return;
        }
        bench.press("u");
    }
    unreachable!("undo comes to an end");
}

/// Fails when a list that was kept by difference is another one than is computed again.
fn assert_lists_hold(bench: &mut Bench) {
    let screens = [
        &screens::systems::SCREEN,
        &screens::risks::SCREEN,
        &screens::treatment::SCREEN,
        &screens::controls::SCREEN,
        &screens::gap::SCREEN,
    ];
    let shown = bench.app.screen;
    for screen in screens {
        let rows = |bench: &Bench| bench.app.list(screen).map(|list| list.rows().to_vec());
        bench.app.show(screen);
        let kept = rows(bench);
        bench.app.refresh_all();
        assert_eq!(kept, rows(bench), "{screen:?}");
    }
    bench.app.show(shown);
}

fn check(mut bench: Bench, size: (u16, u16), runs: &[Vec<Key>]) {
    let start = states(&bench.app.register);
    bench.app.update(Message::Resize(size.0, size.1));
    for keys in runs {
        for key in keys {
            bench.key(*key);
            bench.app.size = size;
            draw(&bench);
        }
    }
    close(&mut bench);
    bench.assert_saved();
    assert_lists_hold(&mut bench);
    let end = states(&bench.app.register);
    let (done, undone) = (bench.app.edits.history.done.len(), bench.app.edits.history.undone.len());
    undo_all(&mut bench);
    assert_eq!(states(&bench.app.register), start);
    bench.assert_saved();
    for _ in 0..done {
        bench.press("U");
    }
    assert_eq!(states(&bench.app.register), end);
    assert_eq!(bench.app.edits.history.undone.len(), undone);
    bench.assert_saved();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_on_the_small_register_are_saved_and_taken_back(
        size in select(vec![(80_u16, 24_u16), (120, 40), (59, 14), (200, 60), (1, 1)]),
        runs in prop::collection::vec(run(), 1..40),
    ) {
        check(Bench::sample(), size, &runs);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_on_the_demo_are_saved_and_taken_back(
        size in select(vec![(80_u16, 24_u16), (120, 40), (200, 60)]),
        runs in prop::collection::vec(run(), 1..25),
    ) {
        check(Bench::demo(), size, &runs);
    }
}
