//! Which character separates the cells.
//!
//! "Comma-separated" files hold semicolons wherever the comma is the decimal sign. The delimiter is the one under
//! which the most cells of the first records line up below the header, with quotes respected.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::exchange::sheet::records::{Record, Records};

/// A character between cells: one ASCII character that is no letter, digit, quote or line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiter(u8);

impl Delimiter {
    /// The comma.
    pub const COMMA: Self = Self(b',');
    /// The semicolon.
    pub const SEMICOLON: Self = Self(b';');
    /// The tab.
    pub const TAB: Self = Self(b'\t');
    /// The vertical bar.
    pub const BAR: Self = Self(b'|');

    const SNIFFED: [Self; 4] = [Self::COMMA, Self::SEMICOLON, Self::TAB, Self::BAR];

    /// Returns the byte in the file.
    pub fn byte(self) -> u8 {
        self.0
    }

    fn from_char(c: char) -> Option<Self> {
        let fits = c == '\t' || c == ' ' || (c.is_ascii_punctuation() && c != '"');
        fits.then_some(Self(c as u8))
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            b',' => f.write_str("comma"),
            b';' => f.write_str("semicolon"),
            b'\t' => f.write_str("tab"),
            b'|' => f.write_str("bar"),
            b' ' => f.write_str("space"),
            other => write!(f, "`{}`", char::from(other)),
        }
    }
}

/// A text that is no delimiter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no delimiter: write one character such as `;`, or `comma`, `semicolon`, `tab`, `bar`.")]
pub struct UnknownDelimiter(pub String);

impl FromStr for Delimiter {
    type Err = UnknownDelimiter;

    fn from_str(text: &str) -> Result<Self, UnknownDelimiter> {
        let found = match text.to_ascii_lowercase().as_str() {
            "comma" => Some(Self::COMMA),
            "semicolon" => Some(Self::SEMICOLON),
            "tab" | "\\t" => Some(Self::TAB),
            "bar" | "pipe" => Some(Self::BAR),
            "space" => Some(Self(b' ')),
            other => single(other).and_then(Self::from_char),
        };
        found.ok_or_else(|| UnknownDelimiter(text.to_owned()))
    }
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// How a delimiter was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    /// The user asked for it.
    Asked,
    /// The file says so in its first line, `sep=;`.
    SepLine,
    /// Cells line up under it.
    Sniffed,
    /// Nothing separates cells, so there is one column.
    OneColumn,
}

/// Splits off the `sep=;` line Excel writes and reads, and returns its delimiter and the text behind it.
pub(in crate::exchange) fn sep_line(text: &str) -> Option<(Delimiter, &str)> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first
        .strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'))
        .unwrap_or(first);
    let (key, value) = first.split_at_checked(4)?;
    let delimiter = single(value).and_then(Delimiter::from_char)?;
    key.eq_ignore_ascii_case("sep=").then_some((delimiter, rest))
}

/// How many records are looked at.
const SAMPLE: usize = 50;

/// How much of the text is looked at, at most, so that one endless row costs little.
const SAMPLE_BYTES: usize = 1 << 20;

/// Finds the delimiter of `text`, whose header is in row `header_row`.
pub(in crate::exchange) fn sniff(text: &str, header_row: usize) -> (Delimiter, FoundBy) {
    let mut ends = (0..=SAMPLE_BYTES.min(text.len())).rev();
    let end = ends.find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    let text = &text[..end];
    let mut best = None;
    for delimiter in Delimiter::SNIFFED {
        let records = Records::new(text, delimiter, 1)
            .map_while(Result::ok)
            .filter(|record| record.row >= header_row);
        let sample: Vec<Record> = records.take(SAMPLE).collect();
        let score = score(&sample);
        if score > best.map_or(0, |(_, score)| score) {
            best = Some((delimiter, score));
        }
    }
    match best {
        Some((delimiter, _)) => (delimiter, FoundBy::Sniffed),
        None => (Delimiter::COMMA, FoundBy::OneColumn),
    }
}

/// Counts the separators in records as wide as the header, or as the usual record if the header is a lone title.
fn score(sample: &[Record]) -> usize {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for record in sample {
        *widths.entry(record.cells.len()).or_default() += 1;
    }
    let header = sample.first().map_or(0, |record| record.cells.len());
    // A title above the header is counted against, so that a comma in prose does not beat a true header.
    let (expected, weight) = if header > 1 {
        (header, 4)
    } else {
        let usual = widths.iter().max_by_key(|(width, count)| (**count, **width));
        (usual.map_or(0, |(width, _)| *width), 1)
    };
    // A wrong delimiter cuts quoted cells open, which leaves quotes in odd places.
    let aligned = sample.iter().filter(|record| record.cells.len() == expected);
    let rows: usize = aligned.map(|record| if record.is_cut_open() { 1 } else { 4 }).sum();
    let score = rows * expected.saturating_sub(1) * weight;
    // What lines up between them may then be the text of a cell, such as a table in Markdown.
    let is_text = sample
        .iter()
        .any(|record| record.cells.len() != expected && record.is_cut_open());
    if is_text { score / 4 } else { score }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Delimiter {
        sniff(text, 1).0
    }

    #[test]
    fn the_delimiter_under_which_cells_line_up_is_taken() {
        assert_eq!(found("a,b\n1;5,2\n"), Delimiter::COMMA);
        assert_eq!(found("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n"), Delimiter::SEMICOLON);
        assert_eq!(found("Name, short;Notes\nx;\"y, z\"\nx;y\n"), Delimiter::SEMICOLON);
        assert_eq!(found("a\tb\n1, 2\t3\n"), Delimiter::TAB);
        assert_eq!(found("a|b|c\n1|2|3\n"), Delimiter::BAR);
        assert_eq!(found("id,\"a;b;c\"\n1,\"x;y;z\nmore; and; more\"\n"), Delimiter::COMMA);
        let table = "Name,Note\nChat,\"see\n| a | b |\n|---|---|\n| 1 | 2 |\"\n";
        assert_eq!(found(table), Delimiter::COMMA);
    }

    #[test]
    fn one_column_and_a_title_row_are_survived() {
        assert_eq!(sniff("Name\nOne\nTwo\n", 1).1, FoundBy::OneColumn);
        assert_eq!(found("Inventory\na;b\n1;2\n"), Delimiter::SEMICOLON);
        assert_eq!(sniff("Inventory, 2023\na;b\n1;2\n", 2).0, Delimiter::SEMICOLON);
    }

    #[test]
    fn the_line_excel_writes_is_split_off() {
        assert_eq!(sep_line("sep=;\na,b"), Some((Delimiter::SEMICOLON, "a,b")));
        assert_eq!(sep_line("\"SEP=\t\"\na"), Some((Delimiter::TAB, "a")));
        assert_eq!(sep_line("sep=a\nb"), None);
        assert_eq!(sep_line("séparé;x\n"), None);
    }

    #[test]
    fn names_and_characters_are_read() {
        assert_eq!("tab".parse(), Ok(Delimiter::TAB));
        assert_eq!("^".parse::<Delimiter>().map(|d| d.to_string()), Ok("`^`".to_owned()));
        for text in ["", "\"", "a", ",,", "é"] {
            assert!(text.parse::<Delimiter>().is_err(), "{text}");
        }
    }
}
