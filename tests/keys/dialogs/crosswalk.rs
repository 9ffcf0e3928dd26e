//! The crosswalk from the other side.

use aims::app::dialogs::crosswalk::Crosswalk;
use aims::app::screens;

use crate::bench::Bench;

fn walk(bench: &Bench) -> &Crosswalk {
    match bench.app.dialogs.top::<Crosswalk>() {
        Some(walk) => walk,
        _ => unreachable!("the crosswalk lies on top"),
    }
}

#[test]
fn a_place_is_typed_and_enter_goes_to_the_control() {
    let mut bench = Bench::sample();
    bench.press("5 X 'ISO_27001_A.5.24");
    assert_eq!(walk(&bench).shown.len(), 1);
    bench.press("enter");
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(
        (bench.screen(), bench.at().as_str()),
        (&screens::controls::SCREEN, "A.8.4")
    );
}

#[test]
fn a_clause_is_gone_to_as_well() {
    let mut bench = Bench::sample();
    bench.press("5 X 'iso_10.1 enter");
    assert_eq!(
        (bench.screen(), bench.at().as_str()),
        (&screens::gap::SCREEN, "10.1/q1")
    );
}

#[test]
fn it_begins_at_the_control_under_the_cursor_and_typing_goes_to_the_top() {
    let mut bench = Bench::sample();
    bench.press("5 j X");
    assert_eq!(walk(&bench).row().expect("a row").id.as_str(), "A.2.3");
    bench.press("esc 6 : 'Planning_of_changes enter esc X");
    assert_eq!(walk(&bench).row().expect("a row").id.as_str(), "6.3");
    bench.press("'nist");
    assert_eq!(walk(&bench).cursor, 0);
    bench.press("down up pagedown pageup");
    assert_eq!(walk(&bench).cursor, 0);
}

#[test]
fn esc_takes_the_text_away_and_then_leaves() {
    let mut bench = Bench::sample();
    bench.press("5 X 'nothing_like_it enter");
    assert!(walk(&bench).shown.is_empty());
    bench.press("esc");
    assert_eq!(walk(&bench).shown.len(), walk(&bench).rows.len());
    bench.press("esc");
    assert!(bench.app.dialogs.is_empty());
}

#[test]
fn the_palette_offers_the_place_itself() {
    let mut bench = Bench::sample();
    bench.press(": 'MAP_5.1 enter");
    let rows = walk(&bench);
    assert!(!rows.shown.is_empty());
    assert!(rows.shown.iter().all(|at| rows.rows[*at].reference == "MAP 5.1"));
    let mut bench = Bench::sample();
    bench.press(": 'A.5.24 enter");
    assert_eq!(walk(&bench).row().expect("a row").reference, "A.5.24");
}
