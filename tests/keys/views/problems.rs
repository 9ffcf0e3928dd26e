//! What the check finds in a record stands on top of its detail, whatever its kind.

use std::collections::BTreeMap;

use aims::app::detail::Line;
use aims::app::form::Form;
use aims::domain::kinds::check;
use aims::domain::kinds::method;
use aims::domain::record::Record;
use aims::domain::record::id::Id;

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

#[test]
fn a_record_that_cannot_be_read_says_where_and_has_no_empty_form() {
    for id in ["method", "organization", "A.10.3", "6.1.2/q2"] {
        let mut bench = Bench::demo();
        let id = Id::new(id);
        let why = format!("aims/{id}.ron:5:13: found `:`, expected `,` or `]`.");
        let kind = bench.app.register.get(id.as_str()).expect("it is there").kind();
        // What the catalogue implies stands in its place.
        bench.app.register.put(Record::new(kind, id.clone()));
        bench.app.register.note_unreadable([(id.clone(), why.clone())].into());
        bench.app.refresh_all();
        bench.app.go_to(&id);
        bench.app.prepare_shown();
        let texts: Vec<_> = bench
            .app
            .detail_lines()
            .into_iter()
            .map(|line| format!("{line:?}"))
            .collect();
        assert!(texts.iter().any(|text| text.contains(&why)), "{id}: {texts:#?}");
        let said = texts.iter().filter(|text| text.contains("AIMS-"));
        let other = said.filter(|text| !text.contains("AIMS-E840") && !text.contains("AIMS-E006"));
        // What the register as a whole lacks is told of the organization.
        let is_known = other.count() == 0 || id.as_str() == "organization";
        assert!(is_known, "nothing else is known of it: {texts:#?}");
        bench.press(": 'edit enter");
        let (_, notice) = bench.notice();
        assert!(notice.contains(&why), "{id}: {notice}");
        assert!(bench.app.dialogs.top::<Form>().is_none());
    }
}
