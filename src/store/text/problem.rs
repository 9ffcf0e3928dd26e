//! What is wrong with a text, and where.
//!
//! One error type serves the parser and the decoders above it, so that a missing quote and a wrong type read the same
//! on the screen and in a check's output.

use std::fmt;

use crate::store::text::tree::Node;
use crate::store::text::writing::deceives;

/// A place in a text, as an editor shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Bytes before the place.
    pub offset: usize,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

impl Position {
    /// Returns the position of a byte offset; an offset beyond the end or inside a character is moved back.
    pub fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            offset,
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// The lines of a text, for the positions of many of its offsets.
///
/// [`Position::of`] walks the text up to the offset; asked for each of the fields of a large file it would take hours.
#[derive(Debug)]
pub struct Places<'t> {
    text: &'t str,
    /// The line and column at every [`STRIDE`] bytes, or at the next start of a character.
    marks: Vec<Position>,
}

/// How many bytes lie between the offsets of which the position is kept.
const STRIDE: usize = 128;

impl<'t> Places<'t> {
    /// Returns the lines of a text, which are counted when the first position is asked for.
    pub fn new(text: &'t str) -> Self {
        let marks = Vec::new();
        Self { text, marks }
    }

    /// Returns the position of a byte offset, as [`Position::of`] does.
    pub fn of(&mut self, offset: usize) -> Position {
        if self.marks.is_empty() {
            self.count();
        }
        let before = self.marks.partition_point(|mark| mark.offset <= offset);
        let mut here = self.marks[before.saturating_sub(1)];
        walk(self.text, &mut here, offset);
        here
    }

    fn count(&mut self) {
        let mut here = Position {
            offset: 0,
            line: 1,
            column: 1,
        };
        self.marks.push(here);
        while here.offset < self.text.len() {
            let next = here.offset + STRIDE;
            walk(self.text, &mut here, next);
            self.marks.push(here);
        }
    }
}

/// Moves a position on to an offset; one beyond the end or inside a character is not reached.
fn walk(text: &str, here: &mut Position, offset: usize) {
    for c in text[here.offset..].chars() {
        #[cfg(test)]
        tests::WALKED.with(|walked| walked.set(walked.get() + 1));
        if here.offset + c.len_utf8() > offset {
            return;
        }
        here.offset += c.len_utf8();
        if c == '\n' {
            here.line += 1;
            here.column = 1;
        } else {
            here.column += 1;
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}

/// The sort of a problem, for callers that treat some of them specially.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The text starts with a byte order mark.
    ByteOrderMark,
    /// The text contains a NUL byte.
    Nul,
    /// The text contains the markers of an unresolved git conflict.
    Conflict,
    /// A string, bracket or comment is never closed; the position is where it opens.
    Unclosed,
    /// Brackets are nested deeper than any record needs.
    Depth,
    /// A field occurs twice in one struct.
    Duplicate,
    /// Something else stands where the grammar expects another thing.
    Syntax,
    /// The text is well formed but a value has the wrong type or range; made by the decoders.
    Value,
}

/// One thing that is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problem {
    /// What sort of problem it is.
    pub kind: ProblemKind,
    /// Where it is.
    pub position: Position,
    /// What is there, as a noun phrase; quoted text is in backticks.
    pub found: String,
    /// What should be there, as a noun phrase.
    pub expected: String,
    /// What to do about it, as a sentence; may be empty.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}: found {}, expected {}.",
            self.position, self.found, self.expected
        )?;
        if self.hint.is_empty() {
            Ok(())
        } else {
            write!(formatter, " {}", self.hint)
        }
    }
}

impl Problem {
    /// Returns a problem at a byte offset of a text, describing what was found in the caller's words.
    pub fn new(kind: ProblemKind, text: &str, offset: usize, found: &str, expected: &str, hint: &str) -> Self {
        Self {
            kind,
            position: Position::of(text, offset),
            found: found.to_owned(),
            expected: expected.to_owned(),
            hint: hint.to_owned(),
        }
    }

    /// Returns a problem like [`Problem::of_value`], one of many of the same text.
    pub fn of_value_at(places: &mut Places<'_>, node: &Node, expected: &str, hint: &str) -> Self {
        let found = excerpt(places.text, node.span.start, node.span.len());
        Self::at(places, node.span.start, &found, expected, hint)
    }

    /// Returns a problem with a value at a byte offset, one of many of the same text.
    pub fn at(places: &mut Places<'_>, offset: usize, found: &str, expected: &str, hint: &str) -> Self {
        Self {
            kind: ProblemKind::Value,
            position: places.of(offset),
            found: found.to_owned(),
            expected: expected.to_owned(),
            hint: hint.to_owned(),
        }
    }

    /// Returns a problem with the value of a node, quoting the beginning of its text as what was found.
    pub fn of_value(text: &str, node: &Node, expected: &str, hint: &str) -> Self {
        let found = excerpt(text, node.span.start, node.span.len());
        Self::new(ProblemKind::Value, text, node.span.start, &found, expected, hint)
    }

    /// Returns a syntax problem at an offset, quoting the word or character that is there.
    pub(super) fn unexpected(text: &str, offset: usize, expected: &str, hint: &str) -> Self {
        let word = text[offset..]
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            .count();
        let found = excerpt(text, offset, word.max(1));
        Self::new(ProblemKind::Syntax, text, offset, &found, expected, hint)
    }
}

/// The longest quotation in a message; a message is one line of a screen.
const EXCERPT_CHARS: usize = 32;

/// Returns the text at an offset in backticks: at most `len` bytes of it, at most one line, and shortened.
fn excerpt(text: &str, offset: usize, len: usize) -> String {
    let rest = &text[offset..];
    if rest.is_empty() {
        return "the end of the text".to_owned();
    }
    let mut quoted = String::new();
    for (count, (at, character)) in rest.char_indices().enumerate() {
        if at >= len {
            break;
        }
        if count == EXCERPT_CHARS || (count > 0 && matches!(character, '\n' | '\r')) {
            quoted.push('…');
            break;
        }
        if deceives(character) {
            quoted.extend(character.escape_default());
        } else {
            quoted.push(character);
        }
    }
    format!("`{quoted}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_counts_characters_and_line_counts_newlines() {
        let text = "a\r\nöü: 5\n";
        let at = text.find(':').unwrap();
        assert_eq!(
            Position::of(text, at),
            Position {
                offset: at,
                line: 2,
                column: 3
            }
        );
        assert_eq!(Position::of(text, 999).line, 3);
    }

    #[test]
    fn places_are_the_positions_of_their_offsets_in_any_order() {
        for text in ["", "a\r\nöü: 5\n", &"é".repeat(2_000), &"ab\n危\n".repeat(700)] {
            let mut places = Places::new(text);
            for offset in (0..text.len() + 9).chain((0..text.len()).rev()) {
                assert_eq!(places.of(offset), Position::of(text, offset));
            }
        }
    }

    thread_local! {
        /// How many characters were walked for positions on this thread.
        pub(super) static WALKED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }

    #[test]
    fn the_positions_of_all_fields_cost_a_walk_through_the_text_and_a_little_for_each() {
        for field in ["u: 1,", "u: 1,\n"] {
            let (count, text) = (20_000, field.repeat(20_000));
            let mut places = Places::new(&text);
            WALKED.set(0);
            for nth in 0..count {
                places.of(nth * field.len());
            }
            assert!(WALKED.get() <= text.len() + count * 2 * STRIDE, "{}", WALKED.get());
        }
    }

    #[test]
    fn message_is_one_sentence_and_a_hint() {
        let text = "R(\n    title: Foo,\n)";
        let at = text.find("Foo").unwrap();
        let problem = Problem::unexpected(text, at, "a string", "Put quotes round the text.");
        assert_eq!(
            problem.to_string(),
            "line 2, column 12: found `Foo`, expected a string. Put quotes round the text."
        );
    }

    #[test]
    fn excerpt_is_short_and_on_one_line() {
        assert_eq!(excerpt("[\n 1]", 0, 5), "`[…`");
        assert_eq!(excerpt("", 0, 1), "the end of the text");
        assert_eq!(excerpt(&"x".repeat(99), 0, 99).chars().count(), EXCERPT_CHARS + 3);
    }
}
