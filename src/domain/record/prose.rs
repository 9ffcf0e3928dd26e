//! Long text: stored with one sentence per line, so that a changed sentence is a changed line, and shown flowing.

use std::fmt::Display;

/// How many of several things a sentence names.
const NAMED: usize = 3;

/// Names several things in a sentence: the first three, and how many there are besides.
pub fn some_of<T: Display>(things: impl IntoIterator<Item = T>) -> String {
    first_of(NAMED, things)
}

/// Names several things in a sentence: the first so many, and how many there are besides.
pub fn first_of<T: Display>(most: usize, things: impl IntoIterator<Item = T>) -> String {
    let all: Vec<_> = things.into_iter().map(|thing| thing.to_string()).collect();
    // To name the last one takes no more room than to count it.
    let named = if all.len() == most + 1 { all.len() } else { most };
    match all.len().saturating_sub(named) {
        0 => all.join(", "),
        more => format!("{} and {more} more", all[..named].join(", ")),
    }
}

/// Returns the text with each sentence on a line of its own. Line ends that are there stay.
pub fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (nth, line) in text.trim().lines().enumerate() {
        if nth > 0 {
            out.push('\n');
        }
        push_sentences(&mut out, line.trim());
    }
    out
}

fn push_sentences(out: &mut String, line: &str) {
    let mut rest = line;
    while let Some(end) = sentence_end(rest) {
        out.push_str(rest[..end].trim_end());
        out.push('\n');
        rest = rest[end..].trim_start();
    }
    out.push_str(rest);
}

/// Returns where the next sentence begins: after `.`, `!` or `?`, a blank, and before a capital or a digit, unless the
/// word before is an abbreviation or a single letter.
fn sentence_end(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let Some(&(blank, ' ')) = chars.peek() else { continue };
        let next = text[blank..].trim_start().chars().next()?;
        let word = text[..at].rsplit([' ', '(']).next().unwrap_or_default();
        let abbreviated = c == '.' && (word.chars().count() < 2 || ABBREVIATIONS.contains(&word));
        if (next.is_uppercase() || next.is_ascii_digit()) && !abbreviated {
            return Some(blank);
        }
    }
    None
}

/// Words with a full stop that does not end a sentence before a capital.
const ABBREVIATIONS: [&str; 14] = [
    "e.g", "i.e", "cf", "No", "no", "Art", "Dr", "Mr", "Ms", "Mrs", "St", "vs", "U.S", "approx",
];

/// Returns the text as paragraphs: lines of one paragraph joined, blank lines and lists kept apart.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut fresh = true;
    for line in text.lines() {
        let line = line.trim();
        let item = line.starts_with("- ") || line.starts_with("* ");
        match paragraphs.last_mut() {
            Some(last) if !fresh && !item && !line.is_empty() => {
                last.push(' ');
                last.push_str(line);
            }
            _ if !line.is_empty() => paragraphs.push(line.to_owned()),
            _ => {}
        }
        fresh = line.is_empty();
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_sentence_names_some_of_several_things() {
        assert_eq!(
            some_of(["a", "b", "c", "d"]),
            "a, b, c, d",
            "the last takes no more room than its number"
        );
        assert_eq!(some_of(["a", "b", "c", "d", "e"]), "a, b, c and 2 more");
        assert_eq!(first_of(1, ["a", "b", "c"]), "a and 2 more");
    }

    #[test]
    fn each_sentence_gets_its_line() {
        assert_eq!(
            lines("It reads. It writes! Does it? e.g. No. 5 stays."),
            "It reads.\nIt writes!\nDoes it? e.g. No. 5 stays."
        );
        assert_eq!(lines("Version 2.1 of v. X"), "Version 2.1 of v. X");
        assert_eq!(lines(" one\n\ntwo "), "one\n\ntwo");
    }

    #[test]
    fn paragraphs_flow_again() {
        assert_eq!(
            paragraphs("One.\nTwo.\n\nThree.\n- a\n- b"),
            ["One. Two.", "Three.", "- a", "- b"]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn breaking_again_changes_nothing(text in "[A-Za-z0-9 .!?\n-]{0,80}") {
            let once = lines(&text);
            prop_assert_eq!(lines(&once), once);
        }
    }
}
