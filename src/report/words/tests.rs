//! The words are there in every language, are used, and promise nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::report::kinds::REPORTS;

fn places(phrase: &str) -> Vec<&str> {
    let mut places: Vec<_> = phrase
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect();
    places.sort_unstable();
    places
}

#[test]
fn every_key_has_words_in_every_language_with_the_same_places() {
    let [english, german] = Language::ALL.map(Language::words);
    let keys = |words: &'static Words| words.phrases.keys().collect::<BTreeSet<_>>();
    assert_eq!(keys(english), keys(german));
    for (key, phrase) in &english.phrases {
        assert_eq!(places(phrase), places(german.say(key)), "{key}");
        assert!(!phrase.trim().is_empty() && !german.say(key).trim().is_empty(), "{key}");
    }
    assert!(
        english.choices.is_empty() && english.fields.is_empty(),
        "the domain says them"
    );
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let below = folders.iter().flat_map(|folder| sources(folder));
    files.into_iter().chain(below).collect()
}

/// Returns the texts in the sources that are keys by their form: two words or more, joined by dots.
fn keys_in_sources() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let is_key = |text: &str| {
        let mut parts = text.split('.');
        let is_word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        text.contains('.') && parts.all(is_word)
    };
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report")) {
        if path.file_name().is_some_and(|name| name == "tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source");
        let quoted = text.split('"').skip(1).step_by(2);
        keys.extend(quoted.filter(|text| is_key(text)).map(str::to_owned));
    }
    keys
}

#[test]
fn every_key_of_the_sources_has_words_and_all_words_are_used() {
    let known: BTreeSet<_> = Language::English.words().phrases.keys().map(String::as_str).collect();
    let used = keys_in_sources();
    let has_forms =
        |key: &str| known.contains(format!("{key}.one").as_str()) && known.contains(format!("{key}.many").as_str());
    let unknown: Vec<_> = used
        .iter()
        .filter(|key| !known.contains(key.as_str()) && !has_forms(key))
        .collect();
    assert_eq!(unknown, Vec::<&String>::new(), "keys without words");
    let titles: BTreeSet<_> = REPORTS.iter().map(|report| report.face.title()).collect();
    let is_used = |key: &str| {
        let stem = key.trim_end_matches(".one").trim_end_matches(".many");
        // Titles are made of the names of documents, counts of the names of kinds.
        let is_of_kind = key.starts_with("kind.") || key.starts_with("what.");
        used.contains(key) || used.contains(stem) || titles.contains(key) || is_of_kind
    };
    let dead: Vec<_> = known.iter().filter(|key| !is_used(key)).collect();
    assert_eq!(dead, Vec::<&&str>::new(), "words that nothing says");
    assert!(titles.iter().all(|title| known.contains(title.as_str())), "{titles:?}");
    let kinds = crate::domain::kinds::ALL.iter();
    assert!(
        kinds
            .map(|kind| format!("what.{}", kind.name))
            .all(|key| known.contains(key.as_str()))
    );
}

#[test]
fn no_words_promise_more_than_records_can_show() {
    let promises = [
        "satisf",
        "fulfil",
        "complies",
        "compliant",
        "meets the requirement",
        "ensure",
        "guarantee",
        "certified",
        "audit-ready",
        "fully",
        "best practice",
        "erfüllt",
        "konform",
        "stellt sicher",
        "gewährleistet",
        "zertifiziert",
    ];
    for language in Language::ALL {
        let words = language.words();
        // The sentence that says what a document is not has to name it.
        let said = words.phrases.iter().filter(|(key, _)| *key != "notice.no_certificate");
        for (key, phrase) in said.chain(&words.choices) {
            let folded = phrase.to_lowercase();
            let words: Vec<_> = folded.split(|c: char| !c.is_alphabetic()).collect();
            // Nichtkonformität is no promise, konform is one.
            let is_made = |promise: &&&str| {
                let begins_word = words.iter().any(|word| word.starts_with(**promise));
                begins_word || promise.contains([' ', '-']) && folded.contains(**promise)
            };
            let promise = promises.iter().find(is_made);
            assert_eq!(promise, None, "{} {key}", language.code());
        }
    }
}

#[test]
fn a_value_is_not_looked_at_for_places() {
    let words = Language::English.words();
    let said = words.fill("missing.recorded", &[("label", "{n} {{label}}")]);
    assert_eq!(said, "not recorded: {n} {{label}}");
}
