//! Texts that stand for nobody where a person belongs, and for nothing in any cell, as registers and spreadsheets have them.

use std::borrow::Cow;

use crate::domain::fold::folded;
use crate::domain::record::field::Shape;
use crate::domain::record::value::Value;

/// What stands for nothing in any cell, without the marks around it.
const NOTHING: [&str; 17] = [
    "n/a",
    "n.a",
    "tba",
    "tbc",
    "tbd",
    "none",
    "nobody",
    "unknown",
    "unassigned",
    "not assigned",
    "not applicable",
    "to be announced",
    "to be confirmed",
    "to be decided",
    "to be defined",
    "to be determined",
    "to be assigned",
];

/// What else stands for nobody where a person belongs, though it may say something elsewhere.
const NOBODY: [&str; 79] = [
    "a definir",
    "a determiner",
    "alguien",
    "anybody",
    "anyone",
    "aucun",
    "aucune",
    "da definire",
    "dummy",
    "entfaellt",
    "entfallt",
    "everybody",
    "everyone",
    "geen",
    "ikke tildelt",
    "inconnu",
    "ingen",
    "ingen tildelt",
    "jemand",
    "k.a",
    "k. a",
    "kein",
    "keine",
    "keine angabe",
    "keiner",
    "n / a",
    "n.n",
    "n. n",
    "n.v.t",
    "nadie",
    "nessuno",
    "nicht bekannt",
    "nicht benannt",
    "nicht zugewiesen",
    "nicht zutreffend",
    "nichts",
    "niemand",
    "nikdo",
    "nikt",
    "ninguem",
    "ninguna",
    "ninguno",
    "no one",
    "no owner",
    "non applicable",
    "non assegnato",
    "non attribue",
    "non defini",
    "not defined",
    "not known",
    "not named",
    "not yet assigned",
    "not yet known",
    "not yet named",
    "noch offen",
    "null",
    "offen",
    "open",
    "pending",
    "person",
    "personne",
    "placeholder",
    "por definir",
    "por determinar",
    "sin asignar",
    "somebody",
    "someone",
    "t.b.a",
    "t.b.c",
    "t.b.d",
    "team",
    "the team",
    "to be named",
    "unbekannt",
    "unclear",
    "undefined",
    "unklar",
    "vacant",
    "wird noch bestimmt",
];

/// What answers a question and gives no reason.
const ANSWERS: [&str; 21] = [
    "because",
    "ditto",
    "false",
    "ja",
    "nein",
    "no",
    "no reason",
    "non",
    "nope",
    "not asked",
    "okay",
    "oui",
    "reason",
    "same",
    "see above",
    "sure",
    "todo",
    "true",
    "why",
    "yeah",
    "yes",
];

/// A word of fewer letters gives no reason, in letters of one byte.
const TELLING: usize = 4;

/// The length of the longest of them.
const LONGEST: usize = 18;

/// Tells whether a text in the place of a person stands for nobody: `N/A`, `TBD`, `to be confirmed`, `xxx`, `niemand`, `-`.
pub fn is_nobody(text: &str) -> bool {
    let is_of_x = |text: &str| text.len() > 1 && text.bytes().all(|letter| letter.eq_ignore_ascii_case(&b'x'));
    is_one_of(text, &[&NOTHING, &NOBODY]) || is_of_x(text.trim())
}

/// Tells whether a text says nothing in any cell: `N/A`, `TBD`, `-`, `?`. Less than [`is_nobody`]: `open` is no person, and says
/// much as a status.
pub fn says_nothing(text: &str) -> bool {
    is_one_of(text, &[&NOTHING])
}

/// Tells whether a text gives a reason: it says something, and more than yes, no or another short word.
pub fn explains(text: &str) -> bool {
    !is_one_of(text, &[&NOTHING, &ANSWERS]) && text.trim().len() >= TELLING
}

/// Tells whether a text only says that there is nothing, and perhaps why: `no: too small`. That answers only where a field or a cell
/// asks for it.
pub fn declines(text: &str) -> bool {
    let text = text.trim_start();
    text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("no:"))
}

fn is_one_of(text: &str, lists: &[&[&str]]) -> bool {
    // Brackets, dots and dashes around it say no more.
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let text = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(folded(text))
    };
    let is_among = |list: &&[&str]| list.iter().any(|word| is_word(&text, word));
    text.is_empty() || text.len() <= LONGEST && lists.iter().any(is_among)
}

/// Tells whether a text is a word of the lists, with blanks, hyphens or underscores between its parts.
fn is_word(text: &str, word: &str) -> bool {
    let is_same = |(letter, wanted): (u8, u8)| {
        letter.eq_ignore_ascii_case(&wanted) || wanted == b' ' && matches!(letter, b'-' | b'_')
    };
    text.len() == word.len() && text.bytes().zip(word.bytes()).all(is_same)
}

impl Shape {
    /// Tells whether a value of this shape says nothing: it is empty, or holds only what stands for nothing, such as `N/A` or
    /// `TBD`, or for nobody where a person belongs.
    pub fn is_nothing(self, value: &Value) -> bool {
        match self {
            Self::Person => value.all_texts(is_nobody),
            _ => value.all_texts(says_nothing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_gives_no_reason() {
        for text in ["", " no", "No.", "yes", "N/A", "ok", "see above", "x", "-", "TODO"] {
            assert!(!explains(text), "{text}");
        }
        for text in [
            "rare",
            "no data is bought",
            "no: too small",
            "outsourced",
            "\u{4e0d}\u{5fc5}\u{8981}",
        ] {
            assert!(explains(text), "{text}");
        }
    }

    #[test]
    fn placeholders_are_nobody_and_names_are_somebody() {
        for text in [
            "", " ", "N/A", "tbd", "None", "-", "?", "Unknown", "—", " TBA ", "(tbd)", "T.B.D.", "…",
        ] {
            assert!(
                is_nobody(text) && says_nothing(text) != text.starts_with("T.B"),
                "{text}"
            );
        }
        for text in [
            "to be confirmed",
            "To-be-determined",
            "tbc",
            "kein",
            "Keine",
            "XXX",
            "xx",
            "Team",
            "unassigned",
            "nobody",
            "niemand",
            "offen",
            "à définir",
            "À DÉFINIR",
            "aucun",
            "N.N.",
            "[open]",
            "no-one",
            "entfällt",
        ] {
            assert!(is_nobody(text), "{text}");
        }
        for text in [
            "ana",
            "Na Li",
            "Nona",
            "TBD team",
            "security team",
            "x",
            "Max",
            "Alex Offen",
            "王芳",
        ] {
            assert!(!is_nobody(text), "{text}");
        }
        for text in ["open", "team", "kein", "pending"] {
            assert!(!says_nothing(text), "{text} says something in another cell");
        }
        assert!(
            NOTHING
                .iter()
                .chain(&NOBODY)
                .all(|word| word.len() <= LONGEST && word.is_ascii())
        );
    }
}
