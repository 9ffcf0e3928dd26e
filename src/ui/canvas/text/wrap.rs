//! Breaking text into lines: at words where it can, inside a word at a grapheme where it must.

use crate::ui::canvas::text::{beginning, fit, measure, visible};
use crate::ui::style::glyphs::Glyphs;

/// Breaks text into lines of at most a width; an own newline always breaks, and an empty line stays.
pub fn wrap(text: &str, limit: usize, glyphs: &Glyphs) -> Vec<String> {
    hang(text, limit, 0, glyphs)
}

/// Breaks text like [`wrap`], with every line after the first of a paragraph indented.
pub fn hang(text: &str, limit: usize, indent: usize, glyphs: &Glyphs) -> Vec<String> {
    if limit == 0 {
        return Vec::new();
    }
    let indent = if indent < limit { indent } else { 0 };
    let mut lines = Vec::new();
    for paragraph in text.trim_end_matches(['\n', '\r']).split('\n') {
        let paragraph = paragraph.trim_end_matches('\r').replace('\t', "    ");
        fold(&visible(&paragraph, glyphs), limit, indent, &mut lines);
    }
    lines
}

/// Breaks the beginning of a text like [`wrap`] into at most `count` lines, and tells whether more follows.
///
/// Of a long text only the beginning is looked at.
pub fn first_lines(text: &str, limit: usize, count: usize, glyphs: &Glyphs) -> (Vec<String>, bool) {
    let mut reach = limit.saturating_mul(count + 1).max(1);
    loop {
        let start = beginning(text, reach);
        let mut lines = wrap(start, limit, glyphs);
        if start.len() == text.len() || lines.len() > count + 1 {
            let more = lines.len() > count;
            lines.truncate(count);
            return (lines, more);
        }
        // Blanks at the ends of lines and line ends take no room.
        reach *= 2;
    }
}

fn fold(paragraph: &str, limit: usize, indent: usize, lines: &mut Vec<String>) {
    let (mut line, mut used) = (String::new(), 0);
    let mut empty = true;
    let mut blanks = 0;
    for word in paragraph.split(' ') {
        if word.is_empty() {
            blanks += 1;
            continue;
        }
        let mut wide = measure(word);
        if !empty && used + blanks + wide > limit {
            turn(&mut line, &mut used, indent, lines);
            blanks = 0;
        }
        // Blanks before the first word are an indentation somebody typed; it stays while it leaves room.
        let blanks_kept = if used + blanks + 1 < limit || !empty { blanks } else { 0 };
        line.push_str(&" ".repeat(blanks_kept));
        used += blanks_kept;
        let mut rest = word;
        while used + wide > limit {
            let (bytes, taken) = fit(rest, limit - used);
            if bytes == 0 && used <= indent {
                // A grapheme wider than the line has nowhere to go.
                return;
            }
            line.push_str(&rest[..bytes]);
            rest = &rest[bytes..];
            // What is left is not measured again for each line: a word may be as long as a file.
            wide = wide.saturating_sub(taken);
            turn(&mut line, &mut used, indent, lines);
        }
        line.push_str(rest);
        used += wide;
        empty = false;
        blanks = 1;
    }
    lines.push(line.trim_end().to_owned());
}

fn turn(line: &mut String, used: &mut usize, indent: usize, lines: &mut Vec<String>) {
    lines.push(line.trim_end().to_owned());
    line.clear();
    line.push_str(&" ".repeat(indent));
    *used = indent;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::style::glyphs::UNICODE;

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(
            wrap("Filter retrieved pages before use", 12, &UNICODE),
            ["Filter", "retrieved", "pages before", "use"]
        );
    }

    #[test]
    fn a_long_word_breaks_between_graphemes() {
        assert_eq!(wrap("危険危険危", 5, &UNICODE), ["危険", "危険", "危"]);
        assert_eq!(wrap("abcdefgh", 3, &UNICODE), ["abc", "def", "gh"]);
    }

    #[test]
    fn newlines_and_empty_lines_stay() {
        assert_eq!(wrap("one\n\ntwo\n", 10, &UNICODE), ["one", "", "two"]);
    }

    #[test]
    fn punctuation_stays_with_its_word() {
        assert_eq!(
            wrap("see the plan, then act", 12, &UNICODE),
            ["see the", "plan, then", "act"]
        );
    }

    #[test]
    fn continuations_can_hang() {
        assert_eq!(hang("- one two three", 9, 2, &UNICODE), ["- one two", "  three"]);
    }

    #[test]
    fn the_first_lines_are_those_of_the_whole() {
        for text in [
            "one two three four",
            "a\n\n\nb",
            "one          two",
            "",
            "abcdefghijklmnop",
            "危険危険危険危険",
        ] {
            for count in 0..6 {
                let whole = wrap(text, 5, &UNICODE);
                let (lines, more) = first_lines(text, 5, count, &UNICODE);
                assert_eq!(lines, whole[..count.min(whole.len())], "{text}");
                assert_eq!(more, whole.len() > count, "{text}");
            }
        }
        assert_eq!(first_lines("text", 0, 3, &UNICODE), (Vec::new(), false));
    }

    #[test]
    fn no_width_gives_no_lines() {
        assert!(wrap("text", 0, &UNICODE).is_empty());
        assert_eq!(wrap("", 5, &UNICODE), [""]);
        assert_eq!(wrap("危", 1, &UNICODE), Vec::<String>::new());
    }
}
