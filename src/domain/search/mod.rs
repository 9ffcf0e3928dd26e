//! Finding by text: the search text of a record, matching words, and ranking for pickers and the palette.
//!
//! Texts are compared [folded](crate::domain::fold). A [`Word`] is a filter, decided per record without
//! allocating; [`rank()`] orders candidates by how well they fit.

mod nearest;
mod paths;
mod rank;

use crate::domain::fold::{fold_byte, folded, push_folded};
use crate::domain::record::Record;
use crate::domain::record::field::Shape;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

pub use nearest::{beginning, nearest};
pub use paths::Paths;
pub use rank::{Ranked, highlights, rank};

/// One bit per letter and digit, the rest sharing what is left; a text contains only what its mask covers. Of text that
/// is ASCII or folded already.
fn mask(text: &str) -> u64 {
    text.bytes().fold(0, |mask, byte| {
        mask | 1
            << match fold_byte(byte) {
                letter @ b'a'..=b'z' => letter - b'a',
                digit @ b'0'..=b'9' => 26 + digit - b'0',
                other => 36 + other % 28,
            }
    })
}

/// What a record is called: its title, or else what the catalogue calls its id.
pub fn called<'a>(record: &'a Record, register: &'a Register) -> &'a str {
    let own = record.title();
    if own == record.id().as_str() {
        register.catalogue().title(own).unwrap_or(own)
    } else {
        own
    }
}

/// The folded text by which one record is found: its id, its title, and its fields marked for search.
///
/// References to records stand in it with id and title, so it is built again when the record or one of those changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchText {
    text: Box<str>,
    title: (u32, u32),
    mask: u64,
    title_mask: u64,
}

/// Between two texts of one record; no word contains it, so nothing matches across.
const BORDER: char = '\n';

impl SearchText {
    /// Returns the search text of a record.
    pub fn new(record: &Record, register: &Register) -> Self {
        let mut text = String::with_capacity(160);
        push_folded(&mut text, record.id().as_str());
        text.push(BORDER);
        let start = text.len();
        push_folded(&mut text, called(record, register));
        let title = (start as u32, text.len() as u32);
        let is_confidential = record.is_confidential();
        for (field, value) in record.fields() {
            let is_withheld = is_confidential && !field.is(Mark::Public);
            if value.is_empty() || !field.is(Mark::Search) || field.is(Mark::Title) || is_withheld {
                continue;
            }
            for item in value.items() {
                text.push(BORDER);
                match item {
                    Value::Text(line) => push_folded(&mut text, line),
                    Value::Reference(id) => {
                        push_folded(&mut text, id.as_str());
                        let target = (!matches!(field.shape, Shape::Terms(_))).then(|| register.title(id.as_str()));
                        if let Some(title) = target.flatten() {
                            text.push(BORDER);
                            push_folded(&mut text, title);
                        }
                    }
                    other => push_folded(&mut text, &other.to_string()),
                }
            }
        }
        let title_mask = mask(&text[title.0 as usize..title.1 as usize]);
        Self {
            mask: mask(&text),
            title_mask,
            title,
            text: text.into(),
        }
    }

    /// Tells whether what the record is called contains a folded text.
    pub fn title_contains(&self, needle: &str) -> bool {
        self.title().contains(needle)
    }

    fn title(&self) -> &str {
        &self.text[self.title.0 as usize..self.title.1 as usize]
    }
}

/// A word that is looked for, folded once.
///
/// It matches where the search text contains it. A word of three letters or more that is not literal also matches a
/// title in which a word begins with it but for a few letters left out (`agncy`), or whose words begin with its letters
/// (`pia`). Both are decided so that whatever matches a word matches its beginnings of three letters or more; a filter
/// that grows while it is typed then only ever narrows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    text: Box<str>,
    mask: u64,
    fuzzy: bool,
}

impl Word {
    /// Returns the word to look for.
    pub fn new(text: &str) -> Self {
        let text = folded(text);
        Self {
            mask: mask(&text),
            fuzzy: text.len() >= 3 && text.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            text: text.into(),
        }
    }

    /// Returns a text to look for exactly as it stands.
    pub fn literal(text: &str) -> Self {
        Self {
            fuzzy: false,
            ..Self::new(text)
        }
    }

    /// Returns the folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Tells whether the word is found.
    pub fn matches(&self, within: &SearchText) -> bool {
        if self.mask & !within.mask != 0 {
            return false;
        }
        within.text.contains(&*self.text)
            || (self.fuzzy
                && self.mask & !within.title_mask == 0
                && is_near(within.title().as_bytes(), self.text.as_bytes()))
    }

    /// Tells whether whatever matches this word matches the other as well.
    pub fn implies(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        let grown = self.text.contains(&*other.text);
        if self.fuzzy {
            grown && (other.text.chars().count() == 1 || (other.fuzzy && self.text.starts_with(&*other.text)))
        } else {
            grown
        }
    }
}

/// Tells whether a title has a word that begins with these letters but for a few left out, or words that begin with
/// them.
fn is_near(title: &[u8], word: &[u8]) -> bool {
    (0..title.len()).any(|start| {
        title[start] == word[0]
            && starts_word(title, start)
            && (is_spread(title, start, &word[1..], 1, 0) || is_initials(title, start, &word[1..]))
    })
}

/// Tells whether the letters left follow a place with few enough between them, the first letters of the word included.
fn is_spread(title: &[u8], at: usize, left: &[u8], matched: usize, skipped: usize) -> bool {
    let Some((next, left)) = left.split_first() else {
        return true;
    };
    let allowed: usize = match matched + 1 {
        ..=3 => 1,
        4..=5 => 2,
        _ => 3,
    };
    (0..=allowed - skipped.min(allowed)).any(|skip| {
        let place = at + 1 + skip;
        title.get(place) == Some(next) && is_spread(title, place, left, matched + 1, skipped + skip)
    })
}

/// Tells whether the following words begin with the letters left; words of up to three letters may be passed over.
fn is_initials(title: &[u8], at: usize, left: &[u8]) -> bool {
    let Some((next, rest)) = left.split_first() else {
        return true;
    };
    let mut place = at;
    loop {
        let begin = (place + 1..title.len()).find(|place| starts_word(title, *place));
        let Some(begin) = begin else { return false };
        if title[begin] == *next && is_initials(title, begin, rest) {
            return true;
        }
        let length = title[begin..].iter().take_while(|byte| is_letter(**byte)).count();
        if length > 3 {
            return false;
        }
        place = begin;
    }
}

fn starts_word(title: &[u8], at: usize) -> bool {
    is_letter(title[at]) && (at == 0 || !is_letter(title[at - 1]))
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::kinds::{action, control, risk};

    fn text_of(title: &str) -> SearchText {
        let record = Record::new(&action::KIND, "T-00001".into()).with(action::TITLE, title);
        SearchText::new(&record, &Register::default())
    }

    fn finds(word: &str, title: &str) -> bool {
        Word::new(word).matches(&text_of(title))
    }

    #[test]
    fn case_diacritics_and_spaces_do_not_matter() {
        assert!(finds("AGENCY", "Agency of models"));
    }

    #[test]
    fn left_out_letters_and_initials_are_forgiven() {
        for (word, title) in [
            ("agncy", "Excessive agency of the assistant"),
            ("prmpt", "Prompt injection"),
            ("rsk", "Keep the risk small"),
            ("pia", "Prompt injection in the assistant"),
            ("assistnt", "Prompt injection in the assistant"),
        ] {
            assert!(finds(word, title), "{word} in {title}");
        }
    }

    #[test]
    fn a_long_title_does_not_match_everything() {
        let title = "Review the logging of decisions and the escalation of incidents to the people who answer for them";
        for word in ["cat", "rldi", "gncy", "people2", "ethnic", "random", "treat", "rwe"] {
            assert!(!finds(word, title), "{word}");
        }
        assert!(!Word::literal("agncy").matches(&text_of("Agency")));
    }

    #[test]
    fn nothing_matches_across_two_texts() {
        let record = Record::new(&action::KIND, "T-00001".into())
            .with(action::TITLE, "Ask")
            .with(action::OWNER, "Ben");
        let text = SearchText::new(&record, &Register::default());
        assert!(Word::new("ben").matches(&text) && Word::new("t-00001").matches(&text));
        assert!(!Word::literal("ask ben").matches(&text));
    }

    #[test]
    fn records_are_found_by_the_titles_of_what_they_refer_to() {
        let mut register = Register::default();
        register.put(Record::new(&risk::KIND, "R-00001".into()).with(risk::TITLE, "Drift"));
        let record = Record::new(&action::KIND, "T-00001".into())
            .with(action::RISKS, vec![crate::domain::record::id::Id::new("R-00001")]);
        assert!(Word::new("drift").matches(&SearchText::new(&record, &register)));
        let control = register.of(&control::KIND).next().expect("a control");
        assert!(!called(control, &register).starts_with("A."));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn ranking_takes_any_text(text in ".{0,20}", other in ".{0,4}") {
            let _ = (rank(&other, [&text]), highlights(&text, [&*folded(&other)]));
        }

        #[test]
        fn a_longer_word_matches_less(title in "[a-d ]{0,14}", word in "[a-d]{1,7}", less in 1..6usize) {
            let (long, short) = (Word::new(&word), Word::new(&word[..less.min(word.len())]));
            let text = text_of(&title);
            prop_assert!(!long.implies(&short) || !long.matches(&text) || short.matches(&text));
        }
    }
}
