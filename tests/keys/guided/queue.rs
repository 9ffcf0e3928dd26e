//! The queue of the demo triaged by keys alone: every kind of decision, singly and in bulk, then all of it undone and
//! redone.

use aims::app::decisions::prompt::Ask;
use aims::app::dialogs::Confirm;
use std::collections::HashSet;

use aims::domain::kinds::action;

use crate::bench::{Bench, states, today};
use crate::guided::decided::assert_told;

/// The actions that are overdue, by id.
fn overdue(bench: &Bench) -> HashSet<String> {
    let actions = bench
        .app
        .register
        .of(&action::KIND)
        .filter(|action| !action.is_retired());
    let late = actions.filter(|action| action.days_late(&bench.app.register, today()).is_some());
    late.map(|action| action.id().to_string()).collect()
}

/// Does something and fails if the filter or the way of keys was lost; the cursor stays among the rows.
fn decide(bench: &mut Bench, keys: &str) {
    let (at, filter) = (bench.at(), bench.list().filter().to_owned());
    let saves = bench.saves.len();
    bench.press(keys);
    // The first time the name is a new one.
    if bench.app.dialogs.top::<Ask>().is_some_and(|ask| ask.error.is_some()) {
        bench.press("down enter");
    }
    if bench.app.dialogs.top::<Confirm>().is_some() {
        bench.press("y");
    }
    assert!(bench.app.dialogs.is_empty(), "{keys} at {at}");
    assert_eq!(bench.list().filter(), filter, "{keys} at {at}");
    assert_eq!(bench.saves.len(), saves + 1, "{keys} at {at} is one edit");
    assert!(bench.list().cursor < bench.rows().len().max(1));
}

#[test]
fn everything_overdue_is_decided_undone_and_redone_by_keys() {
    let mut bench = Bench::demo();
    let before = states(&bench.app.register);
    let all = overdue(&bench);
    assert!(all.len() >= 60, "{} are overdue", all.len());
    bench.press("4 / 'is:overdue enter");
    assert_eq!(bench.rows().len(), all.len());
    // Ten at once, cancelled; then the rest one by one, each with another decision than the one before.
    decide(
        &mut bench,
        "j j space space space space space space space space space space c 'merged_into_one enter",
    );
    assert_eq!(bench.rows().len(), all.len() - 10);
    let ways = [
        "x enter",
        "x 'https://wiki.example/minutes enter",
        "d '+1m enter 'the_vendor_is_late enter",
        "c 'no_longer_needed enter",
        "n 'talked_through_in_the_weekly enter",
        "o 'zoe enter",
        "b 'the_vendor enter",
    ];
    let mut nth = 0;
    while let Some(first) = bench.rows().first().cloned() {
        // What was only noted, handed on or blocked is late still; in the second round it is put off.
        let way = if nth < 40 { ways[nth % ways.len()] } else { ways[2] };
        bench.press("g g");
        assert_eq!(bench.at(), first);
        // One that is done is overdue by the check of its effect, which only judging it ends.
        let is_check = bench
            .app
            .record()
            .is_some_and(|one| action::awaits_check(&bench.app.register, one));
        let way = if is_check { "f 1 'no_hits enter" } else { way };
        decide(&mut bench, way);
        nth += 1;
        assert!(nth < 200, "it comes to an end");
    }
    assert!(overdue(&bench).is_empty());
    bench.press("esc g g");
    let treats = |bench: &Bench| {
        bench
            .app
            .record()
            .is_some_and(|action| !action.get(action::RISKS).is_empty())
    };
    while !treats(&bench) {
        bench.press("j");
    }
    decide(&mut bench, "a 'zoe down enter 'the_rest_is_small enter '+6m enter");
    let after = states(&bench.app.register);
    let edits = bench.saves.len();
    bench.press("W");
    assert_told(&bench, &before);
    bench.press("esc");
    for _ in 0..edits {
        bench.press("u");
    }
    assert_eq!(states(&bench.app.register).len(), before.len());
    assert!(states(&bench.app.register) == before, "all is taken back");
    for _ in 0..edits {
        bench.press("U");
    }
    assert!(states(&bench.app.register) == after, "all is made again");
    bench.assert_saved();
}
