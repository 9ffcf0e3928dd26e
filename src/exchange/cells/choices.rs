//! From a cell to one of a few allowed values.
//!
//! A cell is taken for a value only if it says the same but for case, spaces and punctuation. Everything else is
//! left to the user, with the nearest value as a suggestion: a stage or a risk level guessed wrong is worse than one
//! not filled in.

use std::collections::HashMap;

use crate::domain::record::choice::Item;

/// The choices of a field with all the words that say them.
#[derive(Debug, Clone)]
pub struct ChoiceWords {
    items: &'static [Item],
    /// From the plain form of a word to its choice; `None` where two choices share it.
    said: HashMap<String, Option<&'static Item>>,
    /// The words that may be suggested, with their choices.
    words: Vec<(String, &'static Item)>,
}

impl ChoiceWords {
    /// Gathers the words of each item: its name before its label, and that before its other names and those of
    /// `beside`. A word two items share at the same level says neither.
    pub fn new<'w>(items: &'static [Item], beside: impl Fn(&Item) -> &'w [String]) -> Self {
        let mut said = HashMap::new();
        let mut words = Vec::new();
        let mut add = |level: Vec<(String, &'static Item)>| {
            let mut of_level: HashMap<String, Option<&'static Item>> = HashMap::new();
            for (word, item) in level {
                let entry = of_level.entry(plain(&word)).or_insert(Some(item));
                if entry.is_some_and(|other| other.name != item.name) {
                    *entry = None;
                }
                words.push((word, item));
            }
            for (word, item) in of_level {
                said.entry(word).or_insert(item);
            }
        };
        add(items.iter().map(|item| (item.name.to_owned(), item)).collect());
        add(items.iter().map(|item| (item.label.to_owned(), item)).collect());
        let others = items.iter().flat_map(|item| {
            let own = item.aliases.iter().map(|alias| (*alias).to_owned());
            own.chain(beside(item).iter().cloned()).map(move |word| (word, item))
        });
        add(others.collect());
        Self { items, said, words }
    }

    /// Returns the choice that a text says.
    pub fn find(&self, text: &str) -> Option<&'static Item> {
        let text = plain(text);
        self.said.get(&text).copied().flatten().filter(|_| !text.is_empty())
    }

    /// Returns the choice nearest to a text, if one is near: a quarter of its letters may differ, but not by a syllable
    /// that turns the meaning (`Undeployed` is far from `Deployed`).
    pub fn suggest(&self, text: &str) -> Option<&'static Item> {
        let words = self.words.iter().filter(|(word, _)| !is_opposite(text, word));
        nearest_within(4, text, words.map(|(word, item)| (word.as_str(), *item)))
    }

    /// Returns the labels of the choices.
    pub fn labels(&self) -> Vec<&'static str> {
        self.items.iter().map(|item| item.label).collect()
    }
}

/// What turns the meaning of a word when it stands in front.
const TURNING: [&str; 16] = [
    "un", "in", "im", "ir", "non", "not", "no", "de", "dis", "pre", "post", "ex", "never", "nicht", "kein", "pas",
];

/// Whether one of two texts is the other but for a syllable or word in front that turns the meaning.
fn is_opposite(one: &str, other: &str) -> bool {
    let (one, other) = (letters(&plain(one)), letters(&plain(other)));
    let apart = distance(&one, &other);
    let turns = |longer: &[char], word: &[char]| {
        TURNING.iter().any(|front| {
            let rest = longer.strip_prefix(letters(front).as_slice());
            rest.is_some_and(|rest| distance(rest, word) < apart)
        })
    };
    turns(&one, &other) || turns(&other, &one)
}

fn letters(text: &str) -> Vec<char> {
    text.chars().take(101).collect()
}

/// Returns what goes with the text nearest to `value`, of which a third of the letters may differ; the first of equals.
pub fn nearest<'t, T>(value: &str, texts: impl IntoIterator<Item = (&'t str, T)>) -> Option<T> {
    nearest_within(3, value, texts)
}

/// The same where one of `part` letters may differ.
fn nearest_within<'t, T>(part: usize, value: &str, texts: impl IntoIterator<Item = (&'t str, T)>) -> Option<T> {
    let value: Vec<char> = plain(value).chars().take(101).collect();
    if value.is_empty() || value.len() > 100 {
        return None;
    }
    let mut best: Option<(usize, T)> = None;
    for (text, goes_with) in texts {
        let text: Vec<char> = plain(text).chars().collect();
        let limit = (value.len().min(text.len()) / part).max(1);
        let limit = if text.len() < 3 { 0 } else { limit };
        if value.len().abs_diff(text.len()) > limit {
            continue;
        }
        let steps = distance(&value, &text);
        if steps <= limit && best.as_ref().is_none_or(|(least, _)| steps < *least) {
            best = Some((steps, goes_with));
        }
    }
    best.map(|(_, goes_with)| goes_with)
}

/// Returns the text by which values are compared: lower case, without spaces and punctuation.
///
/// `&` is the word "and". Signs that carry meaning stay (`C++`, `<10`, `live?`), and numbers stay apart (`1.2` is not `12`).
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.trim().chars() {
        if c == '&' {
            out.push_str("and");
            gap = false;
        } else if c.is_alphanumeric()
            || matches!(
                c,
                '✓' | '✔'
                    | '☑'
                    | '✅'
                    | '✗'
                    | '❌'
                    | '⚠'
                    | '?'
                    | '+'
                    | '#'
                    | '<'
                    | '>'
                    | '='
                    | '%'
                    | '$'
                    | '≤'
                    | '≥'
                    | '€'
                    | '£'
            )
        {
            if gap && c.is_numeric() && out.ends_with(char::is_numeric) {
                out.push(' ');
            }
            out.extend(c.to_lowercase());
            gap = false;
        } else {
            gap = true;
        }
    }
    out
}

/// Counts the letters to insert, delete, change or swap with their neighbour to get from `a` to `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for j in 0..b.len() {
            let change = last[j] + usize::from(a[i] != b[j]);
            let mut steps = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                steps = steps.min(before[j - 1] + 1);
            }
            row.push(steps);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::choice::Tone;

    const fn item(index: usize, name: &'static str, label: &'static str, aliases: &'static [&'static str]) -> Item {
        Item {
            index,
            name,
            label,
            short: label,
            tone: Tone::Plain,
            aliases,
        }
    }

    static STAGES: [Item; 4] = [
        item(0, "idea", "Initiation", &["planned", "not started"]),
        item(1, "build", "Development and acquisition", &["in development"]),
        item(
            2,
            "run",
            "Operation & maintenance",
            &["production", "in use", "planned", "deployed"],
        ),
        item(3, "off", "Retirement", &["inactive"]),
    ];

    static VERSIONS: [Item; 2] = [item(0, "12", "12", &[]), item(1, "c", "C", &[])];

    fn stages() -> ChoiceWords {
        ChoiceWords::new(&STAGES, |_| &[])
    }

    fn said(text: &str) -> Option<&'static str> {
        stages().find(text).map(|item| item.name)
    }

    #[test]
    fn case_and_punctuation_do_not_matter() {
        for (value, name) in [
            ("INITIATION ", "idea"),
            ("not-started", "idea"),
            ("Operation and Maintenance", "run"),
            ("in_use", "run"),
            ("Development & Acquisition.", "build"),
        ] {
            assert_eq!(said(value), Some(name), "{value}");
        }
    }

    #[test]
    fn nothing_is_stretched_into_a_choice() {
        for value in [
            "",
            " - ",
            "Initiatio",
            "Development",
            "retired",
            "planned",
            "in use, production",
            "in use?",
        ] {
            assert_eq!(said(value), None, "{value}");
        }
        let versions = ChoiceWords::new(&VERSIONS, |_| &[]);
        for value in ["1.2", "1-2", "C++", "C#", "<12"] {
            assert!(versions.find(value).is_none(), "{value}");
        }
    }

    #[test]
    fn the_nearest_is_suggested_if_it_is_near_and_not_the_opposite() {
        let near = |text: &str| stages().suggest(text).map(|item| item.name);
        assert_eq!(near("Initation"), Some("idea"));
        assert_eq!(near("prodcution"), Some("run"));
        assert_eq!(near("Inactiv"), Some("off"));
        for value in ["", "retired", "x", &"long ".repeat(100)] {
            assert_eq!(near(value), None, "{value}");
        }
        for value in [
            "Active",
            "Undeployed",
            "Undeploied",
            "Non-production",
            "Not in use",
            "Pre-production",
        ] {
            assert_eq!(near(value), None, "{value}");
        }
    }

    #[test]
    fn the_distance_counts_a_swap_once() {
        let steps = |a: &str, b: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            distance(&chars(a), &chars(b))
        };
        assert_eq!(steps("kitten", "sitting"), 3);
        assert_eq!(steps("form", "from"), 1);
        assert_eq!(steps("", "abc"), 3);
    }
}
