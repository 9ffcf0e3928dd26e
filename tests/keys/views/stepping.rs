//! Esc goes back the way one came, down to the tab that was chosen.

use aims::app::detail::Line;
use aims::app::dialogs::{Confirm, ShownRecord};
use aims::app::screens;

use crate::bench::Bench;

#[test]
fn esc_returns_from_where_a_line_of_today_led() {
    for size in [(80, 24), (160, 50)] {
        let mut bench = Bench::demo();
        bench
            .app
            .update(aims::app::state::message::Message::Resize(size.0, size.1));
        let lines = bench.app.screens.today.lines.len();
        for at in 0..lines {
            bench.press("1 g g").press(&"j ".repeat(at)).press("enter");
            if bench.app.dialogs.is_empty() || bench.app.dialogs.top::<ShownRecord>().is_some() {
                bench.press("esc");
            } else {
                bench.press("esc esc esc");
            }
            let line = &bench.app.screens.today.lines[at];
            assert_eq!(bench.screen(), &screens::today::SCREEN, "{size:?} {line:?}");
            assert_eq!(bench.app.screens.today.cursor, at, "{line:?}");
        }
    }
}

#[test]
fn esc_returns_from_a_screen_that_the_palette_or_a_key_of_a_tab_showed() {
    let mut bench = Bench::demo();
    bench.press("4 j j : 'risks enter");
    assert_eq!(bench.screen(), &screens::risks::SCREEN);
    let risk = bench.at();
    bench.press("j esc");
    assert_eq!(bench.screen(), &screens::treatment::SCREEN);
    assert_ne!(bench.at(), risk);
    bench.press("8 D");
    assert_eq!(bench.screen(), &screens::documents::SCREEN);
    bench.press("esc");
    assert_eq!(bench.screen(), &screens::evidence::SCREEN);
    bench.press("esc");
    assert!(bench.notice().1.contains("This is the top"), "a tab begins anew");
}

#[test]
fn esc_returns_from_a_record_that_the_palette_found() {
    for size in [(80, 24), (160, 50)] {
        let mut bench = Bench::sample();
        bench
            .app
            .update(aims::app::state::message::Message::Resize(size.0, size.1));
        bench.press("4 j : 'R-00002 enter");
        assert_eq!(
            (bench.screen(), bench.at().as_str()),
            (&screens::risks::SCREEN, "R-00002")
        );
        bench.press("esc");
        assert_eq!(
            (bench.screen(), bench.at().as_str()),
            (&screens::treatment::SCREEN, "T-00002")
        );
    }
}

#[test]
fn what_was_opened_after_a_step_is_closed_before_the_step_is_taken_back() {
    let mut bench = Bench::sample();
    bench.press("1 : 'risks enter / 'ana enter space");
    bench.press("esc");
    assert_eq!((bench.list().marked(), bench.list().filter()), (0, "ana"));
    bench.press("esc");
    assert_eq!((bench.screen(), bench.list().filter()), (&screens::risks::SCREEN, ""));
    bench.press("esc");
    assert_eq!(bench.screen(), &screens::today::SCREEN);
}

#[test]
fn a_step_gives_the_filter_back_that_it_replaced() {
    let mut bench = Bench::demo();
    bench.press("3 / 'owner:emre enter 1 r f / 'rule:W402 enter j");
    bench.press("enter");
    assert_eq!(bench.screen(), &screens::risks::SCREEN);
    assert!(bench.list().filter().starts_with("id="), "{}", bench.list().filter());
    bench.press("esc");
    assert_eq!(bench.screen(), &screens::readiness::SCREEN);
    bench.press("3");
    assert_eq!(bench.list().filter(), "owner:emre");
}

#[test]
fn links_from_record_to_record_are_taken_back_one_by_one() {
    let mut bench = Bench::sample();
    bench.press("3 enter");
    let first = bench.at();
    bench.press("L enter");
    let second = bench.at();
    assert_ne!(first, second);
    bench.press("esc");
    assert_eq!(bench.at(), first);
    assert!(
        bench.app.screens.detail.focused,
        "the detail that one came from is open"
    );
    bench.press("esc");
    assert_eq!((bench.screen(), bench.at()), (&screens::risks::SCREEN, first));
    bench.press("alt-o");
    assert_eq!(bench.at(), second, "and forward again");
}

#[test]
fn the_method_is_approved_on_its_page_which_stays_under_the_question() {
    for keys in ["1 g k A", "3 M down enter A", "3 w M down enter A"] {
        let mut bench = Bench::sample();
        bench.press(keys);
        let asked = bench.app.record().map(|record| record.id().to_string());
        assert_eq!(
            asked.as_deref(),
            Some("method"),
            "{keys}: what is asked about stays in sight"
        );
        bench.press("'ana enter enter enter");
        assert!(bench.value("method", "approvals").contains("ana"));
        let lines = bench.app.detail_lines();
        let digest = |line: &Line| match line {
            Line::Text(text, _) => text.contains("digest"),
            _ => false,
        };
        assert!(!lines.iter().any(digest), "a digest is nothing to read: {lines:?}");
    }
}

#[test]
fn the_first_step_down_in_a_detail_leads_to_its_first_line() {
    let mut bench = Bench::sample();
    bench.press("3 enter");
    let stops = |line: &Line| !matches!(line, Line::Heading(_));
    let first = bench.app.detail_lines().iter().position(stops);
    let before = bench.app.screens.detail.cursor;
    bench.press("j");
    let after = Some(bench.app.screens.detail.cursor);
    assert!(
        if Some(before) == first {
            after > first
        } else {
            after == first
        },
        "{before} {after:?}"
    );
}

#[test]
fn the_sets_that_are_approved_as_a_whole_are_shown_and_approved_from_their_lists() {
    for (keys, id) in [
        ("5 A", "6.1.3/d2"),
        ("4 P", "6.1.3/d3"),
        ("1 g v", "6.1.3/d2"),
        ("1 g t", "6.1.3/d3"),
    ] {
        let mut bench = Bench::demo();
        bench.press(keys);
        assert_eq!(bench.at(), id, "{keys}");
        bench.press("A 'carla enter enter enter enter");
        if bench.app.dialogs.top::<Confirm>().is_some() {
            // She owns risks of the plan.
            bench.press("y");
        }
        assert!(
            bench.value(id, "approvals").contains("carla"),
            "{keys}: {:?}",
            bench.app.notices.current()
        );
        bench.press("esc");
        let from = keys.split(' ').next().unwrap_or_default();
        let tab = bench.screen();
        bench.press(from);
        assert_eq!(bench.screen(), tab, "esc leads back to where one came from");
    }
}

#[test]
fn a_review_that_was_held_or_left_leads_back_to_where_it_was_begun() {
    for (begin, screen) in [("7 A", &screens::reviews::SCREEN), ("7 w", &screens::calendar::SCREEN)] {
        for over in ["", " enter"] {
            let mut bench = Bench::sample();
            bench.press(begin);
            let review = "V-00001";
            let slot = bench.app.register.slot(review).expect("a review");
            assert!(screen.pane.reveal(&mut bench.app, screen, slot));
            bench.press(over);
            let (at, shown) = (bench.at(), over_screen(&bench));
            assert_eq!(at, review);
            bench.press("x");
            assert!(bench.app.guided.holding(bench.app.screen).is_some(), "{begin}{over}");
            bench.press("esc");
            assert_eq!((bench.screen(), bench.at()), (screen, at.clone()), "{begin}{over}");
            assert_eq!(over_screen(&bench), shown);
            bench.press("x c enter 2 enter enter");
            assert_eq!(
                bench.value(review, "status"),
                "held",
                "{:?}",
                bench.app.notices.current()
            );
            bench.press("esc");
            assert_eq!(bench.screen(), screen, "{begin}{over}");
            assert_eq!(over_screen(&bench), shown);
            assert_eq!(bench.at(), review, "{begin}{over}");
        }
    }
}

fn over_screen(bench: &Bench) -> Option<String> {
    let shown = bench.app.dialogs.top::<ShownRecord>();
    shown.map(|shown| shown.0.to_string())
}
