//! What the check finds in a record stands on top of its detail, whatever its kind.

use std::collections::BTreeMap;

use aims::app::detail::Line;
use aims::domain::kinds::check;
use aims::domain::kinds::method;

use crate::bench::{Bench, today};

/// Returns the problems that stand in the detail of the record shown: their codes with their sentences.
fn shown(bench: &Bench) -> Vec<String> {
    let lines = bench.app.detail_lines().into_iter();
    let told = lines.filter_map(|line| match line {
        Line::Field(_, text, _) | Line::Text(text, _) if text.ends_with(')') && text.contains("; AIMS-") => Some(text),
        _ => None,
    });
    let mut told: Vec<_> = told
        .filter_map(|text| {
            // A document that is kept here counts what weighs on its records: `20 of 29 risks: ...`.
            let counts = |text: &str| {
                text.split_once(" of ")
                    .is_some_and(|(many, _)| many.parse::<usize>().is_ok())
            };
            let (said, code) = text.rsplit_once("; ").filter(|_| !counts(&text))?;
            let (sentence, _) = said.rsplit_once(" (")?;
            Some(format!("{} {sentence}", code.trim_end_matches(')')))
        })
        .collect();
    told.sort();
    told
}

#[test]
fn the_detail_of_every_kind_shows_what_the_check_finds() {
    let mut bench = Bench::demo();
    bench.app.register.put(method::preset());
    bench.app.refresh_all();
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for problem in check::check(&bench.app.register, today()) {
        if !problem.is_of_most() {
            let text = format!("{} {}", problem.rule.code, problem.sentence);
            // What is about the register as a whole stands on the records that it names as well.
            let named = problem
                .about
                .iter()
                .filter(|id| bench.app.register.get(id.as_str()).is_some());
            for id in named.chain([&problem.id]) {
                found.entry(id.clone()).or_default().push(text.clone());
            }
        }
    }
    let mut kinds = BTreeMap::new();
    for (id, mut expected) in found {
        bench.press("esc esc esc esc");
        bench.app.go_to(&id);
        bench.app.prepare_shown();
        let kind = bench.app.record().expect("a record").kind().name;
        expected.sort();
        assert_eq!(shown(&bench), expected, "{kind} {id}");
        *kinds.entry(kind).or_insert(0) += expected.len();
    }
    // The demo has something to show of each of these.
    for kind in [
        "organization",
        "system",
        "risk",
        "action",
        "assessment",
        "control",
        "answer",
        "review",
        "finding",
        "supplier",
        "evidence",
        "document",
    ] {
        assert!(kinds.contains_key(kind), "no problem of {kind}: {kinds:?}");
    }
}
