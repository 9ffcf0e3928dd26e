//! Reading a text into a tree, by recursive descent.
//!
//! Written by hand because the tree has to keep every span, because it is read for every record of a repository at
//! start, and because a message should point at the quote that was never closed and not at the end of the file. This file reads what is between
//! values; `value` reads the values.

mod value;

use crate::store::text::problem::{Problem, ProblemKind};
use crate::store::text::screening::screen;
use crate::store::text::tree::{Document, Span};

/// How deep brackets may be nested; a record needs about five levels.
pub const DEPTH_LIMIT: usize = 32;

type Parsed<T> = Result<T, Box<Problem>>;

/// Reads a text into the tree of its spans.
///
/// # Errors
///
/// Returns the first problem of the text, at the place where a person would mend it.
pub fn parse(text: &str) -> Result<Document, Problem> {
    read(text).map_err(|problem| *problem)
}

fn read(text: &str) -> Parsed<Document> {
    screen(text)?;
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        depth: 0,
    };
    parser.attributes()?;
    let root = parser.value()?;
    parser.trivia()?;
    if parser.at < text.len() {
        return parser.stray(&root, "the end of the text");
    }
    Ok(Document { root })
}

/// Reads space and comments from an offset and returns the offset behind them; for texts that have been parsed.
pub(super) fn skip_trivia(text: &str, at: usize) -> usize {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at,
        depth: 0,
    };
    // An unclosed comment leaves the offset where it is, which no parsed text has.
    let _ = parser.trivia();
    parser.at
}

/// Returns the offset behind the comment that starts at an offset, if one does.
pub(super) fn comment_end(text: &str, at: usize) -> Option<usize> {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at,
        depth: 0,
    };
    parser.comment().ok().map(|()| parser.at)
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn unexpected<T>(&self, expected: &str, hint: &str) -> Parsed<T> {
        Err(Box::new(Problem::unexpected(self.text, self.at, expected, hint)))
    }

    fn unclosed<T>(&self, open: usize, found: &str, expected: &str) -> Parsed<T> {
        let hint = "It opens here and is never closed.";
        Err(Box::new(Problem::new(
            ProblemKind::Unclosed,
            self.text,
            open,
            found,
            expected,
            hint,
        )))
    }

    /// Skips space and comments.
    fn trivia(&mut self) -> Parsed<()> {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\n' | b'\t' | b'\r' | 0x0b | 0x0c => self.at += 1,
                b'/' => self.comment()?,
                ..0x80 => break,
                _ => match self.text[self.at..].chars().next() {
                    // The rest of what `ron` takes for space.
                    Some(space @ ('\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')) => {
                        self.at += space.len_utf8();
                    }
                    _ => break,
                },
            }
        }
        Ok(())
    }

    fn comment(&mut self) -> Parsed<()> {
        let open = self.at;
        match self.bytes.get(open + 1) {
            Some(b'/') => {
                let line_end = self.text[open..].find('\n');
                self.at = line_end.map_or(self.text.len(), |newline| open + newline);
            }
            Some(b'*') => {
                let mut level = 1_usize;
                let mut at = open + 2;
                while level > 0 {
                    let rest = self.bytes.get(at..).unwrap_or_default();
                    let Some(next) = rest.iter().position(|byte| matches!(byte, b'/' | b'*')) else {
                        return self.unclosed(open, "a comment without an end", "`*/`");
                    };
                    at += next;
                    match (self.bytes[at], self.bytes.get(at + 1)) {
                        (b'/', Some(b'*')) => level += 1,
                        (b'*', Some(b'/')) => level -= 1,
                        _ => {
                            at += 1;
                            continue;
                        }
                    }
                    at += 2;
                }
                self.at = at;
            }
            _ => return self.unexpected("a value or a comment", "A comment starts with `//` or `/*`."),
        }
        Ok(())
    }

    /// Skips the `#![...]` attributes before the value and the trivia around them.
    fn attributes(&mut self) -> Parsed<()> {
        self.trivia()?;
        while self.peek() == Some(b'#') {
            for part in ["#", "!", "["] {
                self.token(part)?;
            }
            // ron takes no raw identifier for the name of an attribute.
            let is_raw = self.bytes[self.at..].starts_with(b"r#");
            let name = self.identifier()?;
            match &self.text[name] {
                "enable" if !is_raw => {
                    self.trivia()?;
                    self.token("(")?;
                    loop {
                        self.extension()?;
                        self.trivia()?;
                        if self.peek() != Some(b',') {
                            break;
                        }
                        self.token(",")?;
                        if self.peek() == Some(b')') {
                            break;
                        }
                    }
                    self.token(")")?;
                }
                "type" | "schema" if !is_raw => {
                    self.trivia()?;
                    self.token("=")?;
                    if !(self.peek() == Some(b'"') || self.starts_raw_text()) {
                        return self.unexpected("a string", "");
                    }
                    self.value()?;
                    self.trivia()?;
                }
                _ => return self.unexpected("an attribute such as `#![enable(implicit_some)]`", ""),
            }
            self.token("]")?;
        }
        Ok(())
    }

    fn extension(&mut self) -> Parsed<()> {
        let start = self.at;
        let name = self.identifier()?;
        match &self.text[name] {
            "implicit_some" | "unwrap_newtypes" | "unwrap_variant_newtypes" | "explicit_struct_names" => Ok(()),
            _ => {
                self.at = start;
                self.unexpected("an extension of RON such as `implicit_some`", "")
            }
        }
    }

    fn token(&mut self, token: &str) -> Parsed<()> {
        if !self.text[self.at..].starts_with(token) {
            return self.unexpected(&format!("`{token}`"), "");
        }
        self.at += token.len();
        self.trivia()
    }

    /// Returns whether a raw string starts here, in contrast to a word or a raw identifier.
    fn starts_raw_text(&self) -> bool {
        matches!(
            self.bytes.get(self.at..),
            Some([b'r', b'"', ..] | [b'r', b'#', b'"' | b'#', ..])
        )
    }

    fn starts_identifier(&self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        matches!(rest, [b'a'..=b'z' | b'A'..=b'Z' | b'_', ..])
            && !self.starts_raw_text()
            && !matches!(rest, [b'b', b'"' | b'\'', ..] | [b'b', b'r', b'"' | b'#', ..])
    }

    /// Reads an identifier as it may stand for a value, and returns its span without `r#`.
    fn bare_identifier(&mut self) -> Option<Span> {
        self.starts_identifier().then_some(())?;
        let raw = self.bytes[self.at..].starts_with(b"r#");
        let start = self.at + if raw { 2 } else { 0 };
        let len = self.bytes[start..]
            .iter()
            .take_while(|byte| {
                byte.is_ascii_alphanumeric() || **byte == b'_' || (raw && matches!(byte, b'.' | b'+' | b'-'))
            })
            .count();
        (len > 0).then_some(())?;
        self.at = start + len;
        Some(start..self.at)
    }

    /// Reads an identifier as it may stand for a name.
    fn identifier(&mut self) -> Parsed<Span> {
        let start = self.at;
        let Some(span) = self.bare_identifier() else {
            return self.unexpected("a name", "");
        };
        if matches!(self.peek(), Some(b'.' | b'+' | b'-')) && span.start == start {
            return self.unexpected("`:` after the name", "A name has letters, digits and `_` only.");
        }
        Ok(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::text::tree::NodeKind;

    fn problem(text: &str) -> (ProblemKind, usize) {
        let problem = parse(text).unwrap_err();
        (problem.kind, problem.position.offset)
    }

    #[test]
    fn a_record_is_read() {
        let text = "// head\n#![enable(implicit_some, unwrap_newtypes,)] #![type = \"x\"]\nRisk(id: \"a\", /* /* n */ */ r#in: (1, -2.5,),\n\
                    m: {\"k\": 'c', b'x': br#\"y\"#}, how: Transfer(\"x\"), who: Some((on: None)), u: (), inf: inf)\n// end";
        let document = parse(text).unwrap();
        let kinds: Vec<_> = document
            .root
            .fields(text)
            .map(|(name, node)| (name, node.kind.clone()))
            .collect();
        assert_eq!(kinds[0], ("id", NodeKind::Text));
        assert!(matches!(&kinds[1], ("in", NodeKind::Tuple { name: None, items }) if items.len() == 2));
        assert!(matches!(&kinds[2], ("m", NodeKind::Map(pairs)) if pairs[1].1.kind == NodeKind::Bytes));
        assert!(matches!(&kinds[3], ("how", NodeKind::Tuple { name: Some(_), .. })));
        assert!(matches!(&kinds[4], ("who", NodeKind::Some(_))));
        assert_eq!(kinds[5..], [("u", NodeKind::Unit), ("inf", NodeKind::Number)]);
    }

    #[test]
    fn unclosed_brackets_are_reported_where_they_open() {
        use ProblemKind::Unclosed;
        assert_eq!(problem("R(a: [1, 2"), (Unclosed, 5));
        assert_eq!(problem("R(a: [1, 2]"), (Unclosed, 1));
        assert_eq!(problem("R(a: {1: "), (Unclosed, 5));
        assert_eq!(problem("R(a: Some("), (Unclosed, 9));
        assert_eq!(problem("R(a"), (Unclosed, 1));
        assert_eq!(problem("R(a: \"x, b: 1)"), (Unclosed, 5));
        assert_eq!(problem("R(a: r#\"x\", b: 1)"), (Unclosed, 5));
        assert_eq!(problem("R(a: 1, /* /* */ )"), (Unclosed, 8));
        assert_eq!(problem("R(\n  a: \"x,\n  b: \"y\",\n)"), (Unclosed, 8));
    }

    #[test]
    fn messages_point_at_the_culprit() {
        use ProblemKind::{Depth, Duplicate, Syntax};
        assert_eq!(problem("R(a: 1, b: 2, a: 3)"), (Duplicate, 14));
        assert_eq!(problem("R(a: (b: 1), r#a: 2)"), (Duplicate, 15));
        assert_eq!(problem("R(a: 1 b: 2)"), (Syntax, 7));
        assert_eq!(problem("R(a: [1)"), (Syntax, 7));
        assert_eq!(problem("R(a: \"\\q\")"), (Syntax, 6));
        assert_eq!(problem("R(a-b: 1)"), (Syntax, 3));
        assert_eq!(problem("R(a: Some)"), (Syntax, 9));
        assert_eq!(problem(""), (Syntax, 0));
        assert_eq!(problem("#![enable(magic)] R()"), (Syntax, 10));
        assert_eq!(problem("#![r#enable(implicit_some)] R()"), (Syntax, 11));
        let deep = "[".repeat(100_000);
        assert_eq!(problem(&deep), (Depth, DEPTH_LIMIT));
        let fits = "[".repeat(DEPTH_LIMIT) + &"]".repeat(DEPTH_LIMIT);
        assert!(parse(&fits).is_ok());
    }

    #[test]
    fn a_message_reads_as_a_sentence() {
        let text = "R(\n    title: \"one\" Foo,\n)";
        assert_eq!(
            parse(text).unwrap_err().to_string(),
            "line 2, column 18: found `Foo`, expected `,` or `)`."
        );
    }
}
