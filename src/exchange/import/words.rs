//! The words that registers use, from `assets/import`: what columns are called, and what is written for choices.
//!
//! They are data, so that a word met in a register is added without touching code.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::record::field::{Field, Kind};
use crate::domain::record::nobody::says_nothing;
use crate::exchange::import::people;
use crate::exchange::sheet::header::normalised;

/// From the name of a field to its other names, the surest first.
type Names = BTreeMap<String, Vec<String>>;

/// What columns are called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Headers {
    everywhere: Names,
    kinds: BTreeMap<String, OfKind>,
    scores: ScoreWords,
    parts_of_names: NameWords,
    /// What columns are called that number the rows.
    row_numbers: Vec<String>,
}

/// What columns are called that hold a part of a person's name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NameWords {
    given: Vec<String>,
    family: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfKind {
    subjects: Vec<String>,
    fields: Names,
    /// The fields that several columns make up together, each by one of the names.
    #[serde(default)]
    joined: Vec<String>,
}

/// The words of headers by which a column is known as a part of a score.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScoreWords {
    /// Words for the judgement before any treatment.
    pub inherent: Vec<String>,
    /// Words for the judgement as things stand.
    pub current: Vec<String>,
    /// Words for the judgement after the planned treatment.
    pub target: Vec<String>,
    /// Words for what remains, now or after the treatment.
    pub residual: Vec<String>,
    /// Words for the likelihood.
    pub likelihood: Vec<String>,
    /// Words for the consequence for the organization, or for whom nobody says.
    pub organization: Vec<String>,
    /// Words for the consequence for individuals.
    pub individuals: Vec<String>,
    /// Words for the consequence for society.
    pub society: Vec<String>,
    /// Words for what follows from a likelihood and a consequence.
    pub computed: Vec<String>,
}

/// What is written in cells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cells {
    /// From `kind.field` and choice to the words for it.
    choices: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// From `kind.field` to words that say there is nothing for it.
    nothing: BTreeMap<String, Vec<String>>,
    /// From `kind.field` to words that say that the row is no record of the kind.
    no_record: BTreeMap<String, Vec<String>>,
    /// From kind to words that say that a row groups others.
    groups: BTreeMap<String, Vec<String>>,
    /// What says that something is so.
    yes: Vec<String>,
    /// What says that it is not.
    no: Vec<String>,
    /// What is said of somebody who is no longer there.
    gone: Vec<String>,
    /// Marks of a cell that says nothing.
    blank: Vec<String>,
    /// From how often, as fields of recurrences are written, to the words for it.
    periods: BTreeMap<String, Vec<String>>,
}

fn headers() -> &'static Headers {
    static HEADERS: OnceLock<Headers> = OnceLock::new();
    HEADERS.get_or_init(|| {
        let text = include_str!("../../../assets/import/headers.ron");
        ron::from_str(text).expect("the words for headers parse, which a test shows")
    })
}

fn cells() -> &'static Cells {
    static CELLS: OnceLock<Cells> = OnceLock::new();
    CELLS.get_or_init(|| {
        let text = include_str!("../../../assets/import/values.ron");
        ron::from_str(text).expect("the words for values parse, which a test shows")
    })
}

/// Returns the words for the records of a kind, which add nothing to a header (`AI`, `use case`).
pub(super) fn subjects(kind: &Kind) -> Vec<&'static str> {
    let of_kind = headers().kinds.get(kind.name);
    let found = of_kind.into_iter().flat_map(|of_kind| &of_kind.subjects);
    found.map(String::as_str).chain(["record"]).collect()
}

/// Returns what else a field of a kind is called, the surest first: its own names, and those of every kind that are no
/// name of another field there.
pub(super) fn names(kind: &Kind, field: &Field) -> Vec<&'static str> {
    let own = headers().kinds.get(kind.name).map(|of_kind| &of_kind.fields);
    let of_field = own.and_then(|names| names.get(field.name)).into_iter().flatten();
    let is_own = |name: &String| {
        let written = normalised(name);
        let mut names = own.into_iter().flat_map(BTreeMap::values).flatten();
        names.any(|other| normalised(other) == written)
    };
    let everywhere = headers().everywhere.get(field.name).into_iter().flatten();
    let everywhere = everywhere.filter(|name| !is_own(name));
    of_field.chain(everywhere).map(String::as_str).collect()
}

/// Tells whether all columns that are called as a field is make it up together, as those of a contact do.
pub(super) fn is_joined(kind: &Kind, field: &Field) -> bool {
    let of_kind = headers().kinds.get(kind.name);
    of_kind.is_some_and(|of_kind| of_kind.joined.iter().any(|name| name == field.name))
}

/// Returns how often a word such as `annually` says, as fields of recurrences are written.
pub(super) fn period(text: &str) -> Option<&'static str> {
    let text = text.trim().to_lowercase();
    let found = cells().periods.iter().find(|(_, words)| words.contains(&text));
    found.map(|(period, _)| period.as_str())
}

/// Returns what else the id of a kind is called.
pub(super) fn id_names(kind: &Kind) -> &'static [String] {
    let own = headers()
        .kinds
        .get(kind.name)
        .and_then(|of_kind| of_kind.fields.get("id"));
    own.map_or(&[], Vec::as_slice)
}

/// Returns what columns are called that number the rows.
pub(super) fn row_numbers() -> &'static [String] {
    &headers().row_numbers
}

/// Returns what columns of first names are called.
pub(super) fn given_names() -> &'static [String] {
    &headers().parts_of_names.given
}

/// Returns what columns of last names are called.
pub(super) fn family_names() -> &'static [String] {
    &headers().parts_of_names.family
}

/// Returns what columns of the whole names of people are called, the surest first.
pub(super) fn whole_names() -> &'static [String] {
    let people = headers().kinds.get(people::KIND.name);
    people
        .and_then(|of_kind| of_kind.fields.get("name"))
        .map_or(&[], Vec::as_slice)
}

/// Returns the words of headers for the parts of scores.
pub(super) fn scores() -> &'static ScoreWords {
    &headers().scores
}

/// Returns the words that registers write for a choice of a field.
pub(super) fn of_choice(kind: &Kind, field: &Field, choice: &str) -> &'static [String] {
    let of_field = cells().choices.get(&format!("{}.{}", kind.name, field.name));
    let found = of_field.and_then(|choices| choices.get(choice));
    found.map_or(&[], Vec::as_slice)
}

/// Tells whether a cell says nothing although there is text in it: `N/A`, `-`, `#REF!`.
pub(super) fn is_blank(text: &str) -> bool {
    let text = text.trim();
    says_nothing(text) || cells().blank.iter().any(|mark| mark.eq_ignore_ascii_case(text))
}

/// Tells whether a cell says that there is nothing for a field, such as `In-house` for a vendor.
pub(super) fn says_none(kind: &Kind, field: &Field, text: &str) -> bool {
    let words = cells().nothing.get(&format!("{}.{}", kind.name, field.name));
    let text = text.trim().to_lowercase();
    words.is_some_and(|words| words.contains(&text))
}

/// Tells whether a cell says that its row is no record of the kind, such as `Positive` in a list of findings.
pub(super) fn says_no_record(kind: &Kind, field: &Field, text: &str) -> bool {
    let words = cells().no_record.get(&format!("{}.{}", kind.name, field.name));
    let text = text.trim().to_lowercase();
    words.is_some_and(|words| words.contains(&text))
}

/// Tells whether a cell says that its row groups others of the kind, such as an `Epic` among tickets.
pub(super) fn groups(kind: &Kind, text: &str) -> bool {
    let text = text.trim().to_lowercase();
    cells().groups.get(kind.name).is_some_and(|words| words.contains(&text))
}

/// What is written before the number of a rank.
const RANKS: [&str; 7] = ["severity", "priority", "sev", "prio", "level", "p", "s"];

/// Tells whether a cell says a rank, such as `Sev 1` or `P2`, of which 1 is taken for the worst.
pub(super) fn is_rank(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let digits = RANKS.iter().find_map(|word| text.strip_prefix(word));
    let digits = digits.map(|rest| rest.trim_start_matches([' ', '-', '.', ':']));
    digits.is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
}

/// Tells whether a cell says of somebody that they left, and not when.
pub(super) fn says_gone(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    cells().gone.contains(&text)
}

/// Tells whether a cell says yes or no; nothing where it says neither.
pub(super) fn answer(text: &str) -> Option<bool> {
    let text = text.trim().to_lowercase();
    if cells().yes.contains(&text) {
        Some(true)
    } else {
        cells().no.contains(&text).then_some(false)
    }
}

/// Tells what a cell says that marks whether a choice holds; nothing where it says more.
pub(super) fn marks(text: &str) -> Option<bool> {
    let is_nothing = || text.trim().is_empty() || is_blank(text);
    answer(text).or_else(|| is_nothing().then_some(false))
}

/// Tells whether a cell puts off what it has to say: `TBD`, `?`. For a choice that is worth a word.
pub(super) fn is_put_off(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    ["tba", "tbc", "tbd", "tbd."].contains(&text.as_str())
        || text.starts_with("to be")
        || text.starts_with('?')
        || text == "unknown"
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::domain::kinds;
    use crate::domain::record::field::Shape;
    use crate::exchange::cells::choices::ChoiceWords;

    fn kind(name: &str) -> &'static Kind {
        let mut all = kinds::ALL.iter().copied().chain([&people::KIND]);
        all.find(|kind| kind.name == name).expect(name)
    }

    #[test]
    fn every_name_belongs_to_a_field_of_its_kind() {
        for (name, of_kind) in &headers().kinds {
            for field in of_kind.fields.keys() {
                let is_known = field == "id" || kind(name).stored_index(field).is_some();
                assert!(is_known, "{name} has no {field}");
            }
        }
        for field in headers().everywhere.keys() {
            assert!(kinds::ALL.iter().any(|kind| kind.field(field).is_some()), "{field}");
        }
    }

    #[test]
    fn no_name_means_two_fields() {
        for kind in kinds::ALL.iter().copied().chain([&people::KIND]) {
            let mut seen: HashMap<String, &str> = HashMap::new();
            for field in kind.fields {
                for name in names(kind, field) {
                    let other = seen.insert(normalised(name), field.name);
                    assert!(
                        other.is_none_or(|other| other == field.name),
                        "{name} in {}: {other:?} and {}",
                        kind.name,
                        field.name
                    );
                }
            }
        }
    }

    #[test]
    fn every_word_says_its_choice_and_no_other() {
        for (place, choices) in &cells().choices {
            let (name, field) = place.split_once('.').expect("kind.field");
            let kind = kind(name);
            let field = kind.field(field).expect(place);
            let (Shape::OneOf(items) | Shape::AnyOf(items)) = field.shape else {
                unreachable!("{place} has choices");
            };
            let known = ChoiceWords::new(items, |item| of_choice(kind, field, item.name));
            for (choice, words) in choices {
                assert!(items.iter().any(|item| item.name == choice), "{place} has no {choice}");
                for word in words {
                    assert_eq!(
                        known.find(word).map(|item| item.name),
                        Some(choice.as_str()),
                        "{place}: {word}"
                    );
                }
            }
        }
    }

    #[test]
    fn yes_and_no_are_said_in_every_language_of_the_words() {
        for text in [
            "Yes", "x", "✓", "☑", "1", "TRUE", "Ja", "WAHR", "oui", "vrai", "si", "sí", "sì", "vero",
        ] {
            assert_eq!((answer(text), marks(text)), (Some(true), Some(true)), "{text}");
        }
        for text in [
            "no", "FALSE", "0", "Nein", "FALSCH", "non", "faux", "nee", "☐", "✗", "falso",
        ] {
            assert_eq!((answer(text), marks(text)), (Some(false), Some(false)), "{text}");
        }
        assert_eq!([answer(""), answer("n/a"), answer("maybe")], [None; 3]);
        assert_eq!(
            [marks(""), marks("n/a"), marks("maybe")],
            [Some(false), Some(false), None]
        );
        assert!(cells().yes.iter().all(|word| !cells().no.contains(word)));
    }

    #[test]
    fn words_for_periods_are_read_as_recurrences() {
        for (period, words) in &cells().periods {
            assert_eq!(crate::domain::day::recurrence::problem(period), None, "{period}");
            for word in words {
                assert_eq!(super::period(word), Some(period.as_str()), "{word}");
            }
        }
    }

    #[test]
    fn marks_say_nothing_and_words_do() {
        for text in ["-", "N/A", "#REF!", " k. A. ", "NULL", "none"] {
            assert!(is_blank(text), "{text}");
        }
        for text in ["no", "0", "A", "not live"] {
            assert!(!is_blank(text), "{text}");
        }
        assert!(is_rank("Sev 1") && is_rank("P2") && !is_rank("Serious") && !is_rank("1") && !is_rank("p"));
        assert!(is_put_off("TBC") && is_put_off("?") && !is_put_off("N/A") && !is_put_off("table"));
    }
}
