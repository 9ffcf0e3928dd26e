//! The language as a whole, on a small register.

use proptest::prelude::*;

use super::*;
use crate::domain::day;
use crate::domain::kinds::{self, action, answer, control, evidence, risk, system};
use crate::domain::record::id::Id;

fn today() -> NaiveDate {
    day::iso("2026-11-23").expect("a day")
}

fn ids(ids: &[&str]) -> Vec<Id> {
    ids.iter().map(|id| Id::new(id)).collect()
}

fn sample() -> Register {
    let mut register = Register::default();
    let score = |text: &str| text.parse::<crate::domain::method::score::Score>().expect("a score");
    for record in [
        Record::new(&system::KIND, "support-assistant".into())
            .with(system::TITLE, "Support Assistant")
            .with(system::OWNER, "platform")
            .with(system::ROLES, vec![system::Role::Customer])
            .with(system::STAGE, system::Stage::Operation)
            .with(system::SCOPE, system::Scope::In)
            .with(system::TAGS, vec!["hr", "public"]),
        Record::new(&system::KIND, "scoring".into())
            .with(system::TITLE, "Kreditprüfung")
            .with(system::SCOPE, system::Scope::Out)
            .with(system::REVIEW, day::iso("2026-11-01")),
        Record::new(&risk::KIND, "R-00001".into())
            .with(risk::TITLE, "Excessive agency")
            .with(risk::SYSTEMS, ids(&["support-assistant"]))
            .with(risk::INHERENT, score("4 4/2/1"))
            .with(risk::CONTROLS, ids(&["A.6.2.5"])),
        Record::new(&risk::KIND, "R-00002".into())
            .with(risk::TITLE, "Drift")
            .with(risk::SYSTEMS, ids(&["scoring"]))
            .with(risk::INHERENT, score("1 1/1/1"))
            .with(risk::OWNER, "Ana"),
        Record::new(&action::KIND, "T-00001".into())
            .with(action::TITLE, "Limit the tools of the agent")
            .with(action::RISKS, ids(&["R-00001"]))
            .with(action::REQUIREMENTS, ids(&["6.1.2"]))
            .with(action::OWNER, "platform")
            .with(action::STATUS, action::Status::Blocked)
            .with(action::DUE, day::iso("2026-11-20")),
        Record::new(&action::KIND, "T-00002".into())
            .with(action::TITLE, "Measure drift")
            .with(action::RISKS, ids(&["R-00002"]))
            .with(action::CONTROLS, ids(&["A.6.2.6"]))
            .with(action::OWNER, "ana")
            .with(action::STATUS, action::Status::Started)
            .with(action::DUE, day::iso("2026-12-20")),
        Record::new(&action::KIND, "T-00003".into())
            .with(action::TITLE, "Write the \"policy\" down")
            .with(action::STATUS, action::Status::Done)
            .with(action::DUE, day::iso("2027-03-01")),
        Record::new(&evidence::KIND, "E-00001".into())
            .with(evidence::TITLE, "Log export")
            .with(evidence::SUPPORTS, ids(&["T-00002", "6.1.2/q1"])),
    ] {
        register.put(record);
    }
    register
}

fn found(register: &Register, kind: &'static Kind, filter: &str) -> Vec<String> {
    let query = Query::parse(filter, kind, register, today()).expect(filter);
    let passes = |record: &&Record| query.matches(record, register, None);
    register
        .of(kind)
        .filter(passes)
        .map(|record| record.id().to_string())
        .collect()
}

#[test]
fn the_examples_of_the_language_find_what_they_say() {
    let register = sample();
    for (kind, filter, expected) in [
        (&action::KIND, "", "T-00001 T-00002 T-00003"),
        (&action::KIND, "owner:plat", "T-00001"),
        (&action::KIND, "owner:none", "T-00003"),
        (&action::KIND, "owner:-", "T-00003"),
        (&action::KIND, "-owner:none", "T-00001 T-00002"),
        (&action::KIND, "clause:A", "T-00002"),
        (&action::KIND, "owner=plat", ""),
        (&action::KIND, "owner:platform,ana", "T-00001 T-00002"),
        (&action::KIND, "status:overdue", "T-00001"),
        (&action::KIND, "is:overdue", "T-00001"),
        (&action::KIND, "is:blocked", "T-00001"),
        (&action::KIND, "is:open -is:blocked", "T-00002"),
        (&action::KIND, "due<2027-01-01", "T-00001 T-00002"),
        (&action::KIND, "due<=today", "T-00001"),
        (&action::KIND, "due:30d", "T-00001 T-00002"),
        (&action::KIND, "due:2027", "T-00003"),
        (&action::KIND, "late>2", "T-00001"),
        (&action::KIND, "level>=high", "T-00001"),
        (&action::KIND, "system:support-assistant", "T-00001"),
        (&action::KIND, "system:kredit", "T-00002"),
        (&action::KIND, "control:A.6", "T-00002"),
        (&action::KIND, "clause:6.1", "T-00001"),
        (&action::KIND, "risk:drift", "T-00002"),
        (&action::KIND, "has:evidence", "T-00002"),
        (&action::KIND, "no:owner", "T-00003"),
        (&action::KIND, "no:owner,risks", "T-00003"),
        (&action::KIND, "is:unassigned", "T-00003"),
        (&action::KIND, "title:\"the tools\"", "T-00001"),
        (&action::KIND, r#"title:"\"policy\"""#, "T-00003"),
        (&action::KIND, "drift", "T-00002"),
        (&action::KIND, "measr", "T-00002"),
        (&action::KIND, "\"measr\"", ""),
        (&action::KIND, "-drift the", "T-00001 T-00003"),
        (&action::KIND, "status<blocked", "T-00002"),
        (&action::KIND, "id:0003", "T-00003"),
        (&risk::KIND, "inherent>=high", "R-00001"),
        (&risk::KIND, "inherent:low", "R-00002"),
        (&risk::KIND, "level>appetite", "R-00001"),
        (&risk::KIND, "is:above-appetite", "R-00001"),
        (&risk::KIND, "system:support", "R-00001"),
        (&risk::KIND, "control:A.6.2.5", "R-00001"),
        (&risk::KIND, "control:a.6.2", "R-00001"),
        (&risk::KIND, "clause:A.6", "R-00001"),
        (&risk::KIND, "action:measure", "R-00002"),
        (&risk::KIND, "actions>0", "R-00001 R-00002"),
        (&risk::KIND, "owner:ana", "R-00002"),
        (&system::KIND, "role:operator", "support-assistant"),
        (&system::KIND, "status:operation", "support-assistant"),
        (&system::KIND, "kreditpruefung", "scoring"),
        (&system::KIND, "title:KREDITPRÜF", "scoring"),
        (&system::KIND, "#hr", "support-assistant"),
        (&system::KIND, "-#h", "scoring"),
        (&system::KIND, "is:in-scope", "support-assistant"),
        (&system::KIND, "is:out-of-scope", "scoring"),
        (&system::KIND, "is:stale", "scoring"),
        (&system::KIND, "is:overdue", "support-assistant"),
        (&control::KIND, "risk:agency", "A.6.2.5"),
        (&control::KIND, "control:A.6.2.5", "A.6.2.5"),
        (&control::KIND, "has:risks", "A.6.2.5"),
        (&control::KIND, "clause:A.10", "A.10.2 A.10.3 A.10.4"),
        (&control::KIND, "clause:A has:risks", "A.6.2.5"),
        (&control::KIND, "clause:6", ""),
        (&answer::KIND, "clause:4 has:evidence", ""),
        (&answer::KIND, "clause:6.1.2 has:evidence", "6.1.2/q1"),
        (&evidence::KIND, "clause:6.1.2", "E-00001"),
        (&evidence::KIND, "action:T-00002", "E-00001"),
    ] {
        assert_eq!(
            found(&register, kind, filter).join(" "),
            expected,
            "{} {filter}",
            kind.name
        );
    }
}

#[test]
fn a_day_that_is_computed_is_there_for_every_question_about_it() {
    let mut register = sample();
    let judged = register.get("R-00001").expect("a risk").clone();
    // Nobody stored a day, and the band of its level asks for one three months after it was found.
    register.put(judged.with(risk::IDENTIFIED, day::iso("2026-11-01")));
    let risk = register.get("R-00001").expect("a risk");
    let next = risk.moved_day(risk::REVIEW.index(), &register, today());
    let next = next.expect("a day that nobody stored").to_string();
    for (filter, expected) in [
        ("no:review", "R-00002"),
        ("has:review", "R-00001"),
        (&*format!("review={next}"), "R-00001"),
        (&*format!("review<{next}"), ""),
    ] {
        assert_eq!(found(&register, &risk::KIND, filter).join(" "), expected, "{filter}");
    }
}

#[test]
fn unknown_terms_are_reported_with_place_and_suggestion() {
    use ErrorKind::{BadOperator, BadValue, Incomplete, UnknownField, UnknownPredicate};
    let register = sample();
    for (kind, filter, wrong, at, suggested) in [
        (&action::KIND, "drift onwer:ana", UnknownField, "onwer", "owner"),
        (&action::KIND, "-is:overdu x", UnknownPredicate, "overdu", "overdue"),
        (&action::KIND, "is:overdu", Incomplete, "overdu", "overdue"),
        (&action::KIND, "due<soon", BadValue, "soon", ""),
        (&action::KIND, "due<2027-", Incomplete, "2027-", ""),
        (&action::KIND, "owner<x", BadOperator, "owner<x", ""),
        (&action::KIND, "level>=hihg", BadValue, "hihg", "high"),
        (&action::KIND, "owner:", Incomplete, "owner:", "owner:Ana"),
        (&action::KIND, "x due<", Incomplete, "due<", "due<today"),
        (&action::KIND, "owner: x", BadValue, "owner:", "owner:Ana"),
        (&action::KIND, "#", BadValue, "", ""),
        (&action::KIND, "x -", Incomplete, "-", ""),
        (&action::KIND, "has:evidnce", UnknownField, "evidnce", "evidence"),
        (&system::KIND, "#", Incomplete, "#", ""),
        (&system::KIND, "stage:de x", BadValue, "de", "development"),
        (&system::KIND, "role:a,oprator", BadValue, "a", ""),
        (
            &risk::KIND,
            "system:suport-asistant",
            BadValue,
            "suport-asistant",
            "support-assistant",
        ),
        (&risk::KIND, "is:overdue", UnknownPredicate, "overdue", "open"),
        (&risk::KIND, "is:in-scope", UnknownPredicate, "in-scope", ""),
    ] {
        let error = Query::parse(filter, kind, &register, today()).expect_err(filter);
        if !at.is_empty() {
            assert_eq!(
                (error.kind, &filter[error.range.clone()]),
                (wrong, at),
                "{filter}: {error}"
            );
        }
        assert!(
            suggested.is_empty() || error.suggestions.first().is_some_and(|one| one == suggested),
            "{filter}: {error}"
        );
    }
}

#[test]
fn a_filter_that_is_typed_on_is_narrower() {
    let register = sample();
    for (previous, next, narrower) in [
        ("", "drift", true),
        ("d", "dr", true),
        ("dr", "dri", false),
        ("dri", "drif", true),
        ("owner:an", "owner:ana", true),
        ("owner:ana", "owner:ana,ben", false),
        ("is:open", "is:open owner:ana", true),
        ("-drif", "-drift", false),
        ("-drift", "-drif", true),
        ("due<=today", "due<today", true),
        ("level>=medium", "level>=high", true),
        ("drift", "agency", false),
        ("clause:6.1", "clause:6.1.2", true),
    ] {
        let parse = |text| Query::parse(text, &action::KIND, &register, today()).expect(text);
        assert_eq!(
            parse(next).is_narrower_than(&parse(previous)),
            narrower,
            "{previous} to {next}"
        );
    }
}

#[test]
fn the_default_filter_passes_everything_and_lists_its_words() {
    let register = sample();
    let record = register.get("R-00001").expect("a risk");
    assert!(Query::default().matches(record, &register, None));
    let query = Query::parse("Prüf -no \"two words\" owner:x", &action::KIND, &register, today()).expect("a filter");
    assert_eq!(query.words().collect::<Vec<_>>(), ["pruef", "two words"]);
    assert!(!query.matches(record, &register, None));
}

fn term() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "drift",
        "dr",
        "dri",
        "drif",
        "agnc",
        "agncy",
        "t",
        "ti",
        "the",
        "\"the tools\"",
        "owner:ana",
        "owner:a",
        "owner=ana",
        "owner:ana,platform",
        "no:owner",
        "has:evidence",
        "has:systems",
        "is:open",
        "is:overdue",
        "is:blocked",
        "due:30d",
        "due<today",
        "due<=today",
        "due:2027",
        "due>=2026-12",
        "level>=high",
        "level:low",
        "status>=started",
        "status:done",
        "system:su",
        "system:support-assistant",
        "clause:6.1",
        "clause:6.1.2",
        "risk:R-0000",
        "late>1",
        "slips:0",
        "id:1",
        "control:A.6",
        "no:due,owner",
    ]);
    (any::<bool>(), fixed).prop_map(|(negated, term)| if negated { format!("-{term}") } else { term.to_owned() })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_filter_or_an_error_inside_it(text in ".{0,24}", shaped in "[a-z#\"\\\\,:<>=0-9 üß-]{0,24}", nth in 0..9usize) {
        let register = Register::default();
        for text in [text, shaped] {
            if let Err(error) = Query::parse(&text, kinds::ALL[nth], &register, today()) {
                prop_assert!(text.get(error.range.clone()).is_some(), "{error:?}");
                prop_assert!(!error.message.is_empty());
            }
        }
    }

    #[test]
    fn a_negated_term_is_the_complement_and_two_terms_are_the_intersection(a in term(), b in term()) {
        let register = sample();
        let passing = |text: &str| found(&register, &action::KIND, text);
        let (of_a, of_b) = (passing(&a), passing(&b));
        let turned = passing(&a.strip_prefix('-').map_or_else(|| format!("-{a}"), str::to_owned));
        prop_assert_eq!(of_a.len() + turned.len(), 3);
        prop_assert!(of_a.iter().all(|id| !turned.contains(id)));
        let both: Vec<_> = of_a.iter().filter(|id| of_b.contains(id)).cloned().collect();
        prop_assert_eq!(passing(&format!("{a} {b}")), both);
    }

    #[test]
    fn a_narrower_filter_passes_no_more(
        a in proptest::collection::vec(term(), 0..3),
        b in proptest::collection::vec(term(), 0..3),
        typed in "[a-z]{1,5}",
        length in 1..5usize,
    ) {
        let register = sample();
        let texts = [a.join(" "), format!("{} {}", b.join(" "), a.join(" ")), b.join(" "), typed.clone(),
            typed[..length.min(typed.len())].to_owned()];
        for wide in &texts {
            for narrow in &texts {
                let parse = |text: &str| Query::parse(text, &action::KIND, &register, today()).expect("a filter");
                if parse(narrow).is_narrower_than(&parse(wide)) {
                    let wide = found(&register, &action::KIND, wide);
                    prop_assert!(found(&register, &action::KIND, narrow).iter().all(|id| wide.contains(id)));
                }
            }
        }
    }
}
