//! The lines of a text, as an edit has to see them.
//!
//! A person who reads a file sees lines, and a value's comma and comment belong to its line; the tree knows neither.

use crate::store::text::parser::{comment_end, skip_trivia};

/// Returns the line end a text uses; its first one decides.
pub(super) fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Returns a text that was written with LF with another line end.
pub(super) fn with_newline(text: &str, newline: &str) -> String {
    if newline == "\n" {
        text.to_owned()
    } else {
        text.replace("\r\n", "\n").replace('\n', newline)
    }
}

/// Returns the offset at which the line of an offset starts.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Returns the space at the start of the line of an offset.
pub(super) fn indentation(text: &str, at: usize) -> &str {
    let line = &text[line_start(text, at)..];
    &line[..line
        .find(|character| !matches!(character, ' ' | '\t'))
        .unwrap_or(line.len())]
}

/// Returns whether only space is before an offset on its line.
pub(super) fn starts_line(text: &str, at: usize) -> bool {
    text[line_start(text, at)..at].trim_matches([' ', '\t']).is_empty()
}

/// Returns the offset behind the line end, if only space and comments are between an offset and it.
pub(super) fn rest_of_line(text: &str, mut at: usize) -> Option<usize> {
    loop {
        match text.as_bytes().get(at)? {
            b' ' | b'\t' | b'\r' => at += 1,
            b'\n' => return Some(at + 1),
            b'/' => at = comment_end(text, at)?,
            _ => return None,
        }
    }
}

/// Returns whether the line that starts at an offset is blank.
pub(super) fn is_blank(text: &str, at: usize) -> bool {
    text[at..]
        .split_inclusive('\n')
        .next()
        .is_some_and(|line| line.ends_with('\n') && line.trim().is_empty())
}

/// Returns the offset of the comma behind a value that ends at an offset.
pub(super) fn comma_after(text: &str, end: usize) -> Option<usize> {
    let at = skip_trivia(text, end);
    text[at..].starts_with(',').then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_behind_its_comments() {
        let text = "a, // one\nb, /* two\n */ // three\nc, d";
        assert_eq!(rest_of_line(text, 2), Some(10));
        assert_eq!(rest_of_line(text, 12), Some(text.find('c').unwrap()));
        assert_eq!(rest_of_line(text, text.len() - 3), None);
    }

    #[test]
    fn line_ends_follow_the_first_line() {
        assert_eq!(newline("a\r\nb\n"), "\r\n");
        assert_eq!(newline("a"), "\n");
        assert_eq!(with_newline("a\nb\r\n", "\r\n"), "a\r\nb\r\n");
    }

    #[test]
    fn commas_are_found_behind_comments() {
        assert_eq!(comma_after("1 /* , */ // ,\n , 2", 1), Some(16));
        assert_eq!(comma_after("1 )", 1), None);
    }
}
