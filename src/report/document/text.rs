//! Text that acts on nothing and hides nothing, and the parts of a line.

use chrono::NaiveDate;

/// Text of which every character is seen: what would act on a program or hide from the reader is spelled out.
///
/// Records come from colleagues, spreadsheets and merges. An escape sequence could repaint a terminal in which a document is
/// looked at, and a mark of direction could turn a sentence around that somebody signs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Plain(Box<str>);

impl Plain {
    /// Returns a text with everything in it seen. Line ends stay.
    pub fn of(text: &str) -> Self {
        if text.chars().all(|c| c == '\n' || !(c.is_control() || hides(c))) {
            return Self(text.into());
        }
        let mut seen = String::with_capacity(text.len() + 16);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\n' => seen.push('\n'),
                '\r' if chars.peek() == Some(&'\n') => {}
                '\t' => seen.push(' '),
                c if c.is_control() || hides(c) => seen.push_str(&format!("‹U+{:04X}›", c as u32)),
                c => seen.push(c),
            }
        }
        Self(seen.into())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Tells whether a character changes direction, layout or meaning without being seen.
fn hides(c: char) -> bool {
    matches!(
        c as u32,
        0xad | 0x34f | 0x61c | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
            | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0d | 0xfeff | 0xffa0
            | 0xfff0..=0xfffb | 0xfffe..=0xffff | 0x1_d173..=0x1_d17a | 0xe_0000..=0xe_0fff
    )
}

/// A band of the risk method, as a document shows a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its place among the bands, from 0 for the lowest.
    pub band: u8,
    /// How many bands there are.
    pub bands: u8,
    /// Its letter.
    pub letter: Plain,
    /// Its name.
    pub name: Plain,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(Plain),
    /// Words that matter more than those beside them.
    Strong(Plain),
    /// The words for what is missing.
    Missing(Plain),
    /// A day.
    Day(NaiveDate),
    /// A whole number.
    Number(i64),
    /// A level of risk.
    Level(Level),
    /// A record by its id, and by its title where it is mentioned for the first time.
    Record {
        /// The id.
        id: Plain,
        /// The title, at the first mention.
        title: Option<Plain>,
    },
}

impl Inline {
    /// Returns words.
    pub fn text(text: &str) -> Self {
        Self::Text(Plain::of(text))
    }

    /// Returns the words for what is missing.
    pub fn missing(text: &str) -> Self {
        Self::Missing(Plain::of(text))
    }

    /// Returns words that matter.
    pub fn strong(text: &str) -> Self {
        Self::Strong(Plain::of(text))
    }
}

/// Returns parts as words: what every format says, without its marks.
pub fn words(parts: &[Inline]) -> String {
    parts.iter().map(word).collect()
}

fn word(part: &Inline) -> String {
    match part {
        Inline::Text(text) | Inline::Strong(text) | Inline::Missing(text) => text.as_str().to_owned(),
        Inline::Day(day) => day.to_string(),
        Inline::Number(number) => number.to_string(),
        Inline::Level(level) => format!("{} {}", level.letter.as_str(), level.name.as_str()),
        Inline::Record { id, title: None } => id.as_str().to_owned(),
        Inline::Record { id, title: Some(title) } => format!("{} {}", id.as_str(), title.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_or_hides_is_spelled_out_and_the_rest_stays() {
        for (text, seen) in [
            ("Zürich, 危険", "Zürich, 危険"),
            ("two\r\nlines", "two\nlines"),
            ("a\tb", "a b"),
            ("\u{1b}[2J", "‹U+001B›[2J"),
            ("no\u{202e}txt", "no‹U+202E›txt"),
            ("a\u{200b}b\u{e0041}", "a‹U+200B›b‹U+E0041›"),
            ("a | b </td> =1+1 {{x}}", "a | b </td> =1+1 {{x}}"),
        ] {
            assert_eq!(Plain::of(text).as_str(), seen);
        }
    }
}
