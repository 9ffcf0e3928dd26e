//! The palette finds what people of the field look for: words before scattered letters, no noise on an exact word.

use aims::app::dialogs::picker::Picker;

use crate::bench::Bench;

/// Returns what the palette shows for a text: what each entry is called, with the sort of it.
fn found(typed: &str) -> Vec<(String, String)> {
    let mut bench = Bench::demo();
    bench.press(&format!(": '{}", typed.replace(' ', "_")));
    let picker = bench.app.dialogs.top::<Picker>().expect("the palette");
    let entry = |found: &aims::domain::search::Ranked| {
        let entry = picker.entry(found.index);
        (entry.lead.clone(), entry.note.clone())
    };
    picker.matches.iter().map(entry).collect()
}

#[test]
fn the_first_hit_is_what_people_of_the_field_look_for() {
    for (typed, lead, note) in [
        ("subject", "subject", "role"),
        ("AI subject", "AI subject", "role"),
        ("deployer", "deployer", "role"),
        ("threat model", "threat model", "term"),
        ("adversarial robustness", "adversarial robustness", "term"),
        ("lifecycle gate", "lifecycle gate", "term"),
        ("scope definition", "scope definition", "term"),
        ("SoA", "SoA", "term"),
        ("soa", "SoA", "term"),
        ("certification", "certification", "term"),
        ("management review agenda", "management review agenda", "term"),
        ("human oversight", "human oversight", "term"),
        ("AI operator", "AI operator", "term"),
        ("8.4 deployment", "8.4 AI system deployment", "term"),
        ("A.6", "A.6", "domain"),
        ("4.1", "4.1", "clause"),
    ] {
        let first = found(typed).into_iter().next();
        assert_eq!(first, Some((lead.to_owned(), note.to_owned())), "{typed}");
    }
    let threat = found("prompt injection").into_iter().next().expect("a hit");
    assert_eq!(threat.1, "threat", "{threat:?}");
}

#[test]
fn an_exact_word_brings_no_noise() {
    for typed in ["SoA", "deployer", "subject", "prompt injection"] {
        let count = found(typed).len();
        assert!(count <= 30, "{typed}: {count}");
    }
    assert!(!found("opnrsk").is_empty(), "letters still find where no word does");
}

#[test]
fn jumping_to_the_first_clause_shows_its_question() {
    let mut bench = Bench::demo();
    bench.press(": '4.1 enter");
    assert_eq!(
        bench.app.record().map(|record| record.id().to_string()),
        Some("4.1/q1".to_owned())
    );
}
