//! Writing values in the canonical form of a record.
//!
//! The forms are chosen for people who read diffs: prose is on lines of its own, a list has one element per line,
//! and only what a terminal or a reviewer could be deceived by is escaped.

use crate::store::text::literal::count_hashes;
use crate::store::text::screening::{MARKER_LEN, marker_run};

/// Returns a string literal on one line.
///
/// Escapes quotes, backslashes, controls, and characters that are invisible or change the direction of the text.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ if deceives(character) => quoted.extend(character.escape_unicode()),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Returns a string literal that keeps the lines of a text as lines, if it has several and can be shown raw.
///
/// A text on one line is quoted, and so is one with characters a raw string cannot escape or with a line that git
/// would take for a conflict marker.
pub fn prose(text: &str) -> String {
    let raw = text.contains('\n')
        && !text.chars().any(|character| character != '\n' && deceives(character))
        && !text.lines().any(|line| marker_run(line) >= MARKER_LEN);
    if !raw {
        return quote(text);
    }
    let longest = text.split('"').skip(1).map(count_hashes).max();
    let hashes = "#".repeat(longest.unwrap_or(0) + 1);
    format!("r{hashes}\"{text}\"{hashes}")
}

/// Returns a list literal with one element per line, for a field that is indented by `indent` spaces.
///
/// The elements are RON texts.
pub fn list(items: &[String], indent: usize) -> String {
    if items.is_empty() {
        return "[]".to_owned();
    }
    let margin = " ".repeat(indent);
    let mut text = String::from("[\n");
    for item in items {
        text.extend([&margin, "    ", item, ",\n"]);
    }
    text.extend([&margin, "]"]);
    text
}

/// Returns whether a character is invisible, acts on the terminal, or reorders the text around it.
pub(super) fn deceives(character: char) -> bool {
    character.is_control()
        || matches!(character,
            // Soft hyphen, combining joiner, Arabic letter mark, Mongolian separator.
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'
            // Zero-width space and joiners, direction marks; line and paragraph separators.
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            // Word joiner, invisible operators, isolates, deprecated formatting.
            | '\u{2060}'..='\u{206f}'
            // Byte order mark, interlinear annotation, tags.
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_escape_only_what_must_be() {
        assert_eq!(quote("it's ünïcode 😀"), "\"it's ünïcode 😀\"");
        assert_eq!(quote("a\"b\\c\n\t\r"), r#""a\"b\\c\n\t\r""#);
        assert_eq!(quote("\u{1b}[31m\u{202e}\u{200b}"), r#""\u{1b}[31m\u{202e}\u{200b}""#);
    }

    #[test]
    fn prose_is_raw_only_if_it_has_lines_and_is_safe() {
        assert_eq!(prose("One. Two."), "\"One. Two.\"");
        assert_eq!(prose("One.\nTwo."), "r#\"One.\nTwo.\"#");
        assert_eq!(prose("a \"## b\nc"), "r###\"a \"## b\nc\"###");
        assert_eq!(prose("a\r\nb"), "\"a\\r\\nb\"");
        assert_eq!(prose("a\n=======\nb"), "\"a\\n=======\\nb\"");
        assert_eq!(prose("a\n||||||| b"), "\"a\\n||||||| b\"");
        assert_eq!(prose("a\n\u{202e}b"), "\"a\\n\\u{202e}b\"");
    }

    #[test]
    fn lists_have_one_element_per_line() {
        assert_eq!(list(&[], 4), "[]");
        assert_eq!(
            list(&["\"a\"".into(), "2".into()], 4),
            "[\n        \"a\",\n        2,\n    ]"
        );
    }
}
