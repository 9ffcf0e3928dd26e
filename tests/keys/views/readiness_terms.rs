//! Readiness narrowed by the terms of its lines, and the way from a line to its records and back.

use aims::app::screens;
use aims::app::screens::readiness::Row;
use aims::domain::readiness::{Mend, Part, Shortfall};
use aims::domain::record::Record;
use aims::domain::record::check::Weight;
use aims::domain::record::choice::Choices;

use crate::bench::{Bench, today};

/// What Readiness shows.
fn shown(bench: &Bench) -> Vec<&Shortfall> {
    let readiness = &bench.app.screens.readiness;
    let found = readiness.found.as_ref().expect("it is known");
    let of_row = |row: &Row| match row {
        Row::Shortfall(at) => Some(&found.shortfalls[*at]),
        Row::Heading(_) => None,
    };
    readiness.rows().iter().filter_map(of_row).collect()
}

/// Readiness of the demo for stage 2.
fn readiness() -> Bench {
    let mut bench = Bench::demo();
    bench.press("1 r f");
    bench
}

type Holds = fn(&Shortfall, &Bench) -> bool;

/// Narrows Readiness by a filter.
fn narrowed(bench: &mut Bench, filter: &str) {
    bench.press(&format!("/ ctrl-u '{filter} enter"));
}

#[test]
fn readiness_is_narrowed_by_the_terms_that_its_lines_have() {
    let mut bench = readiness();
    let all = shown(&bench).len();
    let terms: [(&str, Holds); 9] = [
        ("owner:emre", |one, bench| {
            one.owners(&bench.app.register, today()).any(|owner| owner == "emre")
        }),
        ("weight:minor", |one, _| one.weight == Weight::Minor),
        ("weight>=minor", |one, _| one.weight >= Weight::Minor),
        ("clause:6.1", |one, _| {
            one.clause() == "6.1" || one.clause().starts_with("6.1.")
        }),
        ("due<today", |one, bench| {
            one.mending(&bench.app.register, today())
                .due
                .is_some_and(|day| day < bench.app.env.today)
        }),
        ("is:late", |one, bench| {
            one.mending(&bench.app.register, today())
                .due
                .is_some_and(|day| day < bench.app.env.today)
        }),
        ("no:owner", |one, bench| {
            !one.owners(&bench.app.register, today()).any(|owner| !owner.is_empty())
        }),
        ("rule:W402", |one, _| one.problem.rule.code == "AIMS-W402"),
        ("-weight:advice", |one, _| one.weight != Weight::Advice),
    ];
    for (filter, holds) in terms {
        narrowed(&mut bench, filter);
        let rows = shown(&bench);
        assert!(
            !rows.is_empty() && rows.len() < all,
            "{filter}: {} of {all}",
            rows.len()
        );
        for one in rows {
            assert!(holds(one, &bench), "{filter}: {one:?}");
        }
        let counted = bench.app.screens.readiness.shown(bench.app.view());
        let not_told = shown(&bench).iter().filter(|one| !one.is_told).count();
        assert_eq!(counted.0 + counted.1, not_told, "{filter}: the count follows");
        bench.press("esc");
    }
}

#[test]
fn a_term_that_no_line_has_says_which_there_are() {
    let mut bench = readiness();
    narrowed(&mut bench, "level>=high");
    let (_, text) = bench.notice();
    assert!(text.contains("clause:, owner:, weight:, due:"), "{text}");
}

#[test]
fn a_line_about_most_records_has_their_owners_and_leads_to_exactly_them() {
    let mut bench = readiness();
    let group = |one: &&Shortfall| matches!(one.mend(), Mend::Each(..));
    let groups: Vec<Shortfall> = shown(&bench).into_iter().filter(group).cloned().collect();
    assert!(!groups.is_empty());
    let mut several = 0;
    for one in groups {
        let Mend::Each(ids, _) = one.mend() else {
            unreachable!("a group")
        };
        let owner_of = |id: &str| {
            bench
                .app
                .register
                .get(id)
                .map(Record::owner)
                .unwrap_or_default()
                .to_owned()
        };
        let mut owners: Vec<String> = ids.iter().map(|id| owner_of(id.as_str())).collect();
        owners.sort();
        owners.dedup();
        let mending = one.mending(&bench.app.register, today());
        several += usize::from(mending.owner == "several");
        assert_eq!(
            mending.owner == "several",
            one.owners(&bench.app.register, today())
                .any(|owner| owner != mending.owner)
        );
        for owner in owners.iter().filter(|owner| !owner.is_empty()) {
            narrowed(&mut bench, &format!("owner:{owner}"));
            assert!(shown(&bench).contains(&&one), "{owner}: {one:?}");
            bench.press("esc");
        }
        let filter = format!("rule:{}", one.problem.rule.code);
        narrowed(&mut bench, &filter);
        bench.press("g g");
        while bench.app.screens.readiness.selected() != Some(&one) {
            bench.press("j");
        }
        let cursor = bench.app.screens.readiness.cursor;
        for back in ["esc", "h"] {
            bench.press("enter");
            if bench.app.list(bench.screen()).is_some() {
                let mut rows = bench.rows();
                rows.sort();
                let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
                assert_eq!(rows, ids, "{one:?}");
            }
            bench.press(back);
            assert_eq!(bench.screen(), &screens::readiness::SCREEN, "{back}: {one:?}");
            assert_eq!(
                (bench.app.filter(), bench.app.screens.readiness.cursor),
                (filter.as_str(), cursor)
            );
        }
        bench.press("esc");
    }
    assert!(several > 0);
}

#[test]
fn what_belongs_to_no_clause_is_listed_under_the_register_itself() {
    let bench = readiness();
    let found = bench.app.screens.readiness.found.as_ref().expect("it is known");
    for part in Part::ALL {
        let lines: Vec<_> = found.of_part(*part).map(Shortfall::clause).collect();
        assert!(!lines.is_empty(), "{part:?}");
        for clause in lines {
            let number = match part {
                Part::Register => clause.is_empty(),
                Part::Statement => clause.starts_with(|first: char| first.is_alphabetic()),
                part => clause.split('.').next() == Some(part.item().label),
            };
            assert!(number, "{part:?}: {clause}");
        }
    }
    assert_eq!(Part::Register.title(&bench.app.register), "The register itself");
}
