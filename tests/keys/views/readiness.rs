//! What blocks, and the way from there to where it is mended.

use aims::app::form::Form;
use aims::app::screens;
use aims::app::screens::readiness::Row;
use aims::app::screens::readiness::heading::{Heading, Order, Term};
use aims::domain::kinds::organization;
use aims::domain::readiness::{Goal, Mend, Part};
use aims::domain::record::check::Weight;
use aims::domain::record::value::Value;

use crate::bench::{Bench, today};

/// The rules listed, folded parts left out.
fn rules(bench: &Bench) -> Vec<&'static str> {
    let blockers = &bench.app.screens.readiness;
    let found = blockers.found.as_ref().expect("it is known");
    let of_row = |row: &Row| match row {
        Row::Shortfall(at) => Some(found.shortfalls[*at].problem.rule.name),
        Row::Heading(_) => None,
    };
    blockers.rows().iter().filter_map(of_row).collect()
}

fn shown(bench: &mut Bench) -> &mut Bench {
    bench.press("1 r");
    assert_eq!(bench.screen(), &screens::readiness::SCREEN);
    bench
}

#[test]
fn readiness_is_under_today_and_escape_or_t_goes_back() {
    let mut bench = Bench::demo();
    for back in ["esc", "t"] {
        shown(&mut bench).press(back);
        assert_eq!(bench.screen(), &screens::today::SCREEN);
    }
    bench.press("4 : 'readiness enter");
    assert_eq!(bench.screen(), &screens::readiness::SCREEN);
    bench.press("tab");
    assert_eq!(bench.screen(), &screens::systems::SCREEN, "its tab is Today's");
}

#[test]
fn one_key_goes_round_the_goals_beginning_with_the_next_dated_stage() {
    let mut bench = Bench::demo();
    shown(&mut bench);
    let mut goals = Vec::new();
    for _ in 0..5 {
        goals.push(bench.app.screens.readiness.found.as_ref().expect("it is known").goal);
        bench.press("f");
    }
    assert_eq!(
        goals,
        [
            Goal::Stage1,
            Goal::Stage2,
            Goal::Surveillance,
            Goal::Conformance,
            Goal::Stage1
        ]
    );
}

/// The headings shown, in their order.
fn headings(bench: &Bench) -> Vec<Heading> {
    let blockers = &bench.app.screens.readiness;
    let heading = |row: &Row| match row {
        Row::Heading(at) => blockers.heading(*at).map(|(heading, _)| heading.clone()),
        Row::Shortfall(_) => None,
    };
    blockers.rows().iter().filter_map(heading).collect()
}

#[test]
fn what_blocks_and_weighs_most_comes_first() {
    let mut bench = Bench::demo();
    shown(&mut bench);
    let blockers = &bench.app.screens.readiness;
    let weight = |blocks, weight| Heading::Weight(std::cmp::Reverse((blocks, weight)));
    assert_eq!(
        headings(&bench),
        [
            weight(true, Weight::Major),
            weight(false, Weight::Minor),
            weight(false, Weight::Advice),
            Heading::Each
        ]
    );
    let found = blockers.found.as_ref().expect("it is known");
    let Some(Row::Shortfall(first)) = blockers.rows().get(1) else {
        unreachable!("a heading has a row")
    };
    assert!(found.shortfalls[*first].blocks);
}

#[test]
fn one_key_sorts_by_clause_owner_and_day_and_the_cursor_stays_on_its_row() {
    let mut bench = Bench::demo();
    shown(&mut bench).press("j j j j");
    let row = bench.app.screens.readiness.selected().cloned();
    assert!(row.is_some());
    for order in [Order::Clause, Order::Owner, Order::Due, Order::Weight] {
        bench.press("s");
        assert_eq!(bench.app.screens.readiness.order(), order);
        assert_eq!(bench.app.screens.readiness.selected(), row.as_ref());
        assert!(headings(&bench).is_sorted(), "{:?}", headings(&bench));
    }
    bench.press("s s s");
    assert_eq!(headings(&bench)[0], Heading::Due(Term::Late));
}

#[test]
fn weight_owner_and_day_narrow_it() {
    let mut bench = Bench::demo();
    shown(&mut bench).press("f");
    for (words, holds) in [
        ("blocks", (|found, _, _| found) as fn(bool, &str, String) -> bool),
        ("emre", |_, owner, _| owner == "emre"),
        ("nobody", |_, owner, _| owner.is_empty()),
        ("late", |_, _, due| due.ends_with(" late")),
    ] {
        bench.press(&format!("1 r / '{words} enter s"));
        let blockers = &bench.app.screens.readiness;
        let found = blockers.found.as_ref().expect("it is known");
        let is_shown = |at: usize| blockers.rows().contains(&Row::Shortfall(at));
        let mut hidden = 0;
        for (at, one) in found.shortfalls.iter().enumerate() {
            let mending = one.mending(&bench.app.register, today());
            let due = mending.due_in_words(bench.app.env.today);
            let mut owners = one.owners(&bench.app.register, today()).chain([mending.owner]);
            let is_asked = owners.any(|owner| holds(one.blocks, owner, due.clone()));
            assert!(is_shown(at) || !is_asked, "{words}: {one:?}");
            hidden += usize::from(!is_shown(at));
        }
        assert!(hidden > 30, "{words}");
        bench.press("esc");
    }
}

#[test]
fn parts_fold_and_unfold_and_say_how_much_is_fulfilled_all_the_same() {
    let mut bench = Bench::demo();
    shown(&mut bench).press("s g g");
    let (all, share) = (
        bench.app.screens.readiness.rows().len(),
        bench.app.screens.readiness.share(Part::Context),
    );
    bench.press("j j h");
    assert_eq!(
        bench.app.screens.readiness.cursor, 0,
        "from a blocker h goes to its part"
    );
    bench.press("h");
    assert_eq!(
        bench.app.screens.readiness.rows().len(),
        all - share.blockers - share.others
    );
    assert_eq!(bench.app.screens.readiness.share(Part::Context), share);
    bench.press("h enter");
    assert_eq!(bench.app.screens.readiness.rows().len(), all);
    bench.press("l");
    assert_eq!(bench.app.screens.readiness.cursor, 1);
}

#[test]
fn words_narrow_it_and_escape_takes_them_back_first() {
    let mut bench = Bench::demo();
    shown(&mut bench).press("/ '6.1.3_not_answered enter");
    assert_eq!(rules(&bench), ["question-documented"; 2]);
    let parts = |bench: &Bench| bench.app.screens.readiness.rows().len() - rules(bench).len();
    assert_eq!(parts(&bench), 1, "only the heading with something stands above");
    bench.press("esc");
    assert_eq!(bench.screen(), &screens::readiness::SCREEN);
    assert!(rules(&bench).len() > 50);
    bench.press("/ 'zzz esc");
    assert!(rules(&bench).len() > 50, "esc leaves the filter as it was");
    bench.press("esc");
    assert_eq!(bench.screen(), &screens::today::SCREEN);
}

#[test]
fn a_blocker_leads_to_its_field_and_goes_when_it_is_filled() {
    let mut bench = Bench::demo();
    let organization = bench.app.register.get("organization").expect("it").clone();
    let silent = organization.with(organization::CLIMATE, Value::Empty);
    bench.app.register.put(silent.clone());
    bench.disk.put(silent);
    bench.app.refresh_all();
    shown(&mut bench).press("/ 'climate enter j");
    bench.press("enter");
    let form = bench.form();
    assert_eq!(
        (form.original.id().as_str(), form.field().name),
        ("organization", "climate")
    );
    bench.press("space space ctrl-s");
    assert_eq!(bench.value("organization", "climate"), "not relevant");
    bench.press("1 r esc");
    assert!(!rules(&bench).contains(&"climate"));
    bench.assert_saved();
}

#[test]
fn every_blocker_leads_somewhere_it_can_be_mended() {
    let mut bench = Bench::demo();
    shown(&mut bench).press("f");
    let rows = bench.app.screens.readiness.rows().to_vec();
    let blockers = bench
        .app
        .screens
        .readiness
        .found
        .clone()
        .expect("it is known")
        .shortfalls;
    // One of each rule is enough; the parts in between only fold.
    let mut seen = std::collections::BTreeSet::new();
    for (at, row) in rows.iter().enumerate() {
        let Row::Shortfall(nth) = row else { continue };
        let blocker = &blockers[*nth];
        if !seen.insert(blocker.problem.rule.code) {
            continue;
        }
        bench.press("esc esc esc esc 1 r g g");
        bench.press(&"j ".repeat(at)).press("enter");
        match blocker.mend() {
            Mend::Record(id, field) => match bench.app.dialogs.top::<Form>() {
                Some(form) => {
                    assert_eq!((form.original.id(), form.field().name), (id, field), "{blocker:?}");
                }
                _ => assert_eq!(bench.at(), id.as_str(), "{blocker:?}"),
            },
            Mend::Each(ids, _) => assert!(ids.iter().any(|id| id.as_str() == bench.at()), "{blocker:?}"),
            Mend::Missing(kind, _) => {
                let adds = bench
                    .app
                    .dialogs
                    .top::<Form>()
                    .is_some_and(|form| form.kind.name == kind);
                assert!(adds || bench.screen() != &screens::readiness::SCREEN, "{blocker:?}");
            }
        }
    }
    assert!(seen.len() > 12, "{seen:?}");
}

#[test]
fn a_question_that_blocks_is_answered_with_two_more_keys() {
    let mut bench = Bench::demo();
    shown(&mut bench).press("/ '4.3/q2 enter j enter");
    assert_eq!((bench.screen(), bench.at().as_str()), (&screens::gap::SCREEN, "4.3/q2"));
    assert!(bench.notice().1.contains("1 to 4 answer it"), "{:?}", bench.notice());
    bench.press("enter 3");
    assert_eq!(bench.value("4.3/q2", "state"), "documented");
    bench.press("q esc 1 r");
    assert!(
        rules(&bench).is_empty(),
        "the words still narrow it, and nothing has them any more"
    );
}

#[test]
fn the_way_back_from_a_record_is_one_key() {
    let mut bench = Bench::demo();
    shown(&mut bench).press("/ 'document- enter j enter");
    assert_eq!(
        (bench.screen(), bench.at().as_str()),
        (&screens::documents::SCREEN, "6.1.3/d1")
    );
    bench.press("esc");
    assert_eq!(bench.screen(), &screens::readiness::SCREEN);
    assert!(
        bench.app.screens.readiness.selected().is_some(),
        "the cursor is where it was"
    );
}

#[test]
fn the_next_goal_is_shown_from_anywhere() {
    let mut bench = Bench::demo();
    bench.press("3 : 'next-goal enter");
    assert_eq!(bench.screen(), &screens::readiness::SCREEN);
    assert_eq!(bench.app.screens.readiness.goal(bench.app.view()), Goal::Stage1);
    bench.press("4 : 'count_only enter");
    assert_eq!(bench.screen(), &screens::today::SCREEN);
    assert!(bench.app.screens.today.mine);
}

#[test]
fn a_goal_without_shortfalls_says_so() {
    let mut bench = Bench::fresh();
    shown(&mut bench);
    let found = bench.app.screens.readiness.found.as_ref().expect("it is known");
    assert_eq!(found.goal, Goal::Conformance);
    assert!(found.blockers().count() > 5);
    bench.press("m c a x");
    assert_eq!(
        bench.screen(),
        &screens::readiness::SCREEN,
        "keys that do nothing here say so"
    );
}
