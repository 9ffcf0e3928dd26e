//! Record ids: what they look like, how they are made and read.
//!
//! An id is also a file stem, so nothing that fails the pattern here ever becomes part of a path.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;

use crate::domain::catalogue::ids;
use crate::domain::fold::plain;

/// The id of one record, or of one entry of the catalogue; cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(Arc<str>);

impl Id {
    /// Returns the id with this text; [`IdForm::accepts`] says whether it is one.
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// Returns the text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the ids of a record kind look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdForm {
    /// A name frozen when the record is made, `support-assistant`: `[a-z0-9][a-z0-9-]{0,47}`.
    Slug,
    /// A kind letter and five random Crockford characters, `R-7k3qm`.
    Random(char),
    /// A control of a catalogue or an own one, `A.6.2.5`, `ORG-1`.
    Control,
    /// A question of the catalogue, `4.1/q1`.
    Question,
    /// A document that a clause or control demands, `4.3/d1`, `A.2.2/d1`, or an own one, `D-7k3qm`.
    Document,
    /// The one record of its kind, named like the kind.
    Single(&'static str),
}

/// The letter of the ids of own documents.
pub const DOCUMENT: char = 'D';

/// Crockford's base 32 in lower case: no `i`, `l`, `o`, `u`.
const CROCKFORD: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Slugs that would be mistaken for the single records or for folders of the layout.
const RESERVED: [&str; 5] = ["organization", "method", "con", "nul", "aux"];

impl IdForm {
    /// Tells whether a text is an id of this form.
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::Slug => is_slug(text) && !RESERVED.contains(&text),
            Self::Random(letter) => {
                let Some(rest) = text.strip_prefix(letter).and_then(|rest| rest.strip_prefix('-')) else {
                    return false;
                };
                rest.len() == 5 && rest.bytes().all(|b| CROCKFORD.contains(&b))
            }
            Self::Control => ids::is_control(text),
            Self::Question => ids::is_question(text),
            Self::Document => ids::is_document(text) || Self::Random(DOCUMENT).accepts(text),
            Self::Single(name) => text == name,
        }
    }

    /// Returns what an id of this form looks like, for messages.
    pub fn example(self) -> String {
        match self {
            Self::Slug => "a slug such as support-assistant".to_owned(),
            Self::Random(letter) => format!("an id such as {letter}-7k3qm"),
            Self::Control => ids::CONTROL.to_owned(),
            Self::Question => "a question such as 4.1/q1".to_owned(),
            Self::Document => format!("a document such as 4.3/d1, A.2.2/d1 or {DOCUMENT}-7k3qm"),
            Self::Single(name) => name.to_owned(),
        }
    }
}

/// Returns a random id with the kind's letter that `taken` does not know.
///
/// `entropy` yields random bytes; five characters are drawn, again on a collision, so that two branches
/// minting twenty each collide once in some 84,000 merges.
pub fn mint(letter: char, mut entropy: impl FnMut() -> [u8; 5], taken: impl Fn(&str) -> bool) -> Id {
    loop {
        let mut text = format!("{letter}-");
        text.extend(entropy().iter().map(|b| char::from(CROCKFORD[usize::from(b % 32)])));
        if !taken(&text) {
            return Id::new(&text);
        }
    }
}

/// Returns a free slug for a title: lower-case ASCII words joined by `-`, numbered when taken. Other scripts are
/// transliterated; a title without a letter has its hash, so that two of them on two branches do not meet in one folder.
pub fn slug(title: &str, taken: impl Fn(&str) -> bool) -> Id {
    let mut base = String::new();
    for c in title.nfc() {
        // An emoji is no word, and a letter has a spelling.
        let letters = if c.is_alphanumeric() {
            spelled(c)
        } else {
            " ".to_owned()
        };
        // A Han character is a syllable, which is spelled with a capital.
        let is_syllable = letters.starts_with(|first: char| first.is_ascii_uppercase()) && !c.is_uppercase();
        if is_syllable && !base.is_empty() && !base.ends_with('-') {
            base.push('-');
        }
        for letter in letters.chars() {
            if letter.is_ascii_alphanumeric() {
                base.push(letter.to_ascii_lowercase());
            } else if !base.is_empty() && !base.ends_with('-') {
                base.push('-');
            }
        }
    }
    if base.len() > 40 {
        // A word is not cut in two where there is another one to end with.
        let end = base[..=40].rfind('-').filter(|end| *end > 20).unwrap_or(40);
        base.truncate(end);
    }
    let base = match base.trim_end_matches('-') {
        "" => format!("system-{}", digest(title)),
        base if IdForm::Slug.accepts(base) && !is_reserved_by_windows(base) => base.to_owned(),
        base => format!("system-{base}"),
    };
    let mut candidate = base.clone();
    let mut number = 2;
    while taken(&candidate) {
        candidate = format!("{base}-{number}");
        number += 1;
    }
    Id::new(&candidate)
}

/// Returns the ASCII letters of a letter or digit in any script.
fn spelled(c: char) -> String {
    let spell = |letter: char| {
        if letter.is_ascii() {
            letter.to_string()
        } else {
            any_ascii_char(letter).to_owned()
        }
    };
    plain(c).map(spell).collect()
}

/// Returns the hash of a text (FNV-1a with 64 bits), the same in every version and on every machine.
pub fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |state, byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Returns five characters that are the same for the same text everywhere.
fn digest(text: &str) -> String {
    let hash = stable_hash(text);
    let nth = |at: u32| char::from(CROCKFORD[usize::try_from(hash >> (at * 5)).unwrap_or_default() % 32]);
    (0..5).map(nth).collect()
}

/// Tells whether Windows keeps a name for a device, so that a folder of that name cannot be checked out there.
pub fn is_reserved_by_windows(name: &str) -> bool {
    let is_numbered = |front: &str| {
        let number = name.strip_prefix(front);
        number.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
    };
    matches!(name, "con" | "prn" | "aux" | "nul") || is_numbered("com") || is_numbered("lpt")
}

fn is_slug(text: &str) -> bool {
    (1..=48).contains(&text.len())
        && !text.starts_with('-')
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_accept_their_ids_and_nothing_that_leaves_the_folder() {
        assert!(IdForm::Slug.accepts("support-assistant"));
        assert!(IdForm::Random('R').accepts("R-7k3qm"));
        assert!(IdForm::Control.accepts("A.6.2.5"));
        assert!(IdForm::Control.accepts("ORG-1"));
        assert!(IdForm::Question.accepts("9.2.1/q2"));
        assert!(["4.3/d1", "A.2.2/d1", "D-7k3qm"].map(|id| IdForm::Document.accepts(id)) == [true; 3]);
        for form in [
            IdForm::Slug,
            IdForm::Random('R'),
            IdForm::Control,
            IdForm::Question,
            IdForm::Document,
            IdForm::Single("method"),
        ] {
            for text in [
                "",
                "..",
                "../x",
                "/etc",
                "a/b",
                "R-7k3qu",
                "R-7k3q",
                "A..1",
                "4.1/q",
                "4.1/d",
                "../d1",
                "a/b/d1",
                "x\u{0}",
                "organization",
            ] {
                assert!(!form.accepts(text), "{form:?} took {text:?}");
            }
        }
    }

    #[test]
    fn a_slug_is_made_from_any_title_and_is_free() {
        assert_eq!(
            slug("Prüfung der Anträge (KI)", |_| false).as_str(),
            "pruefung-der-antraege-ki"
        );
        assert_eq!(slug("Chat", |s| s == "chat").as_str(), "chat-2");
        for title in [
            "",
            "日本語",
            "---",
            "method",
            "a very long title that goes on and on and on and on",
        ] {
            let id = slug(title, |_| false);
            assert!(IdForm::Slug.accepts(id.as_str()), "{title:?} gave {id}");
        }
    }

    #[test]
    fn minting_draws_again_when_an_id_is_taken() {
        let mut draws = [[0; 5], [1; 5]].into_iter();
        let id = mint('R', || draws.next().expect("two draws"), |text| text == "R-00000");
        assert_eq!(id.as_str(), "R-11111");
    }
}
