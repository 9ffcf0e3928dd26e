//! Reading values: literals, words, and everything in brackets.

use crate::store::text::literal;
use crate::store::text::literal::{Fault, Flavour};
use crate::store::text::parser::{DEPTH_LIMIT, Parsed, Parser};
use crate::store::text::problem::{Problem, ProblemKind};
use crate::store::text::tree::{Entry, Node, NodeKind, Span};

impl Parser<'_> {
    pub(super) fn value(&mut self) -> Parsed<Node> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'"') => {
                let end = literal::plain_end(self.text, start + 1, Flavour::Text);
                self.string(start, end)?;
                NodeKind::Text
            }
            Some(b'(') => return self.parentheses(start, None),
            Some(b'[') => return self.list(),
            Some(b'{') => return self.map(),
            Some(b'\'') => {
                self.character(start + 1, Flavour::Char)?;
                NodeKind::Char
            }
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => {
                let Some(len) = literal::number_len(&self.text[start..]) else {
                    return self.unexpected("a number", "");
                };
                self.at += len;
                NodeKind::Number
            }
            Some(b'r') if self.starts_raw_text() => {
                self.raw_string(start + 1)?;
                NodeKind::Text
            }
            Some(b'b') if !self.starts_identifier() => match self.bytes[start + 1] {
                b'\'' => {
                    self.character(start + 2, Flavour::Byte)?;
                    NodeKind::Number
                }
                b'"' => {
                    let end = literal::plain_end(self.text, start + 2, Flavour::Bytes);
                    self.string(start, end)?;
                    NodeKind::Bytes
                }
                _ => {
                    self.raw_string(start + 2)?;
                    NodeKind::Bytes
                }
            },
            _ => return self.word(),
        };
        Ok(Node {
            span: start..self.at,
            kind,
        })
    }

    fn string(&mut self, open: usize, end: Result<usize, Fault>) -> Parsed<()> {
        match end {
            Ok(end) => self.at = end,
            Err(Fault::Unclosed) => return self.unclosed(open, "a string without an end", "its closing quote"),
            Err(Fault::Escape(at)) => {
                self.at = at;
                let hint = "Write a backslash in a string as `\\\\`.";
                return self.unexpected("an escape such as `\\n` or `\\u{e9}`", hint);
            }
        }
        Ok(())
    }

    fn raw_string(&mut self, from: usize) -> Parsed<()> {
        let open = self.at;
        match literal::raw_end(self.text, from) {
            Some(end) => self.string(open, end),
            None => self.unexpected("a raw string such as `r#\"...\"#`", ""),
        }
    }

    fn character(&mut self, from: usize, flavour: Flavour) -> Parsed<()> {
        match literal::char_end(self.text, from, flavour) {
            Ok(end) => self.at = end,
            Err(_) => return self.unexpected("one character in quotes", "Put a text in double quotes."),
        }
        Ok(())
    }

    fn word(&mut self) -> Parsed<Node> {
        let start = self.at;
        let Some(name) = self.bare_identifier() else {
            return self.unexpected("a value", "");
        };
        let end = self.at;
        let kind = match &self.text[start..end] {
            "true" | "false" => NodeKind::Bool,
            "inf" | "inff32" | "inff64" | "NaN" | "NaNf32" | "NaNf64" => NodeKind::Number,
            "None" => NodeKind::Word,
            "Some" => return self.some(start),
            _ => {
                self.trivia()?;
                if self.peek() == Some(b'(') {
                    return self.parentheses(start, Some(name));
                }
                self.at = end;
                NodeKind::Word
            }
        };
        Ok(Node { span: start..end, kind })
    }

    fn descend(&mut self, open: usize) -> Parsed<()> {
        self.at = open + 1;
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            let found = "brackets inside brackets, too deep to be a record";
            let expected = format!("at most {DEPTH_LIMIT} levels");
            return Err(Box::new(Problem::new(
                ProblemKind::Depth,
                self.text,
                open,
                found,
                &expected,
                "",
            )));
        }
        self.trivia()
    }

    fn some(&mut self, start: usize) -> Parsed<Node> {
        self.trivia()?;
        let open = self.at;
        if self.peek() != Some(b'(') {
            return self.unexpected("`(` after `Some`", "");
        }
        self.descend(open)?;
        self.before_end(open)?;
        let value = self.value()?;
        if !self.closes(b')', open, Some(&value))? && !self.closes(b')', open, None)? {
            return self.unexpected("`)`", "`Some` holds one value.");
        }
        Ok(Node {
            span: start..self.at,
            kind: NodeKind::Some(Box::new(value)),
        })
    }

    fn parentheses(&mut self, start: usize, name: Option<Span>) -> Parsed<Node> {
        let open = self.at;
        self.descend(open)?;
        let first = self.at;
        // A word and a colon make it a struct; the word is read again by whichever loop it belongs to.
        let named = self.bare_identifier().is_some() && {
            self.trivia()?;
            self.peek() == Some(b':')
        };
        self.at = first;
        let kind = if named {
            NodeKind::Struct {
                name,
                fields: self.fields(open)?,
            }
        } else {
            let mut items = Vec::new();
            while !self.closes(b')', open, items.last())? {
                items.push(self.value()?);
            }
            if items.is_empty() && name.is_none() {
                NodeKind::Unit
            } else {
                NodeKind::Tuple { name, items }
            }
        };
        Ok(Node {
            span: start..self.at,
            kind,
        })
    }

    fn fields(&mut self, open: usize) -> Parsed<Vec<Entry>> {
        let mut fields: Vec<Entry> = Vec::with_capacity(8);
        while !self.closes(b')', open, fields.last().map(|entry| &entry.value))? {
            let name = self.identifier()?;
            let value = self.value_after_colon(open)?;
            fields.push(Entry { name, value });
        }
        self.refuse_duplicates(&fields)?;
        Ok(fields)
    }

    fn value_after_colon(&mut self, open: usize) -> Parsed<Node> {
        self.trivia()?;
        self.before_end(open)?;
        self.token(":")?;
        self.before_end(open)?;
        self.value()
    }

    fn refuse_duplicates(&self, fields: &[Entry]) -> Parsed<()> {
        // Comparing all pairs of a record's few fields is faster than a set, and would be quadratic for a hostile file.
        const FEW: usize = 48;
        let name = |entry: &Entry| &self.bytes[entry.name.clone()];
        let twice = if fields.len() <= FEW {
            fields
                .iter()
                .enumerate()
                .find(|(index, entry)| fields[..*index].iter().any(|other| name(other) == name(entry)))
        } else {
            let mut seen = std::collections::HashSet::new();
            fields.iter().enumerate().find(|(_, entry)| !seen.insert(name(entry)))
        };
        let Some((_, entry)) = twice else {
            return Ok(());
        };
        let found = format!("a second `{}`", &self.text[entry.name.clone()]);
        let hint = "Keep one of them.";
        let at = entry.name.start;
        Err(Box::new(Problem::new(
            ProblemKind::Duplicate,
            self.text,
            at,
            &found,
            "each field once",
            hint,
        )))
    }

    fn list(&mut self) -> Parsed<Node> {
        let open = self.at;
        self.descend(open)?;
        let mut items = Vec::new();
        while !self.closes(b']', open, items.last())? {
            items.push(self.value()?);
        }
        Ok(Node {
            span: open..self.at,
            kind: NodeKind::List(items),
        })
    }

    fn map(&mut self) -> Parsed<Node> {
        let open = self.at;
        self.descend(open)?;
        let mut pairs: Vec<(Node, Node)> = Vec::new();
        while !self.closes(b'}', open, pairs.last().map(|(_, value)| value))? {
            let key = self.value()?;
            let value = self.value_after_colon(open)?;
            pairs.push((key, value));
        }
        Ok(Node {
            span: open..self.at,
            kind: NodeKind::Map(pairs),
        })
    }

    /// Reads what follows a value, or the opening bracket if there is none yet: returns true behind the closing
    /// bracket, and false behind a comma or bracket that a value follows.
    fn closes(&mut self, closer: u8, open: usize, last: Option<&Node>) -> Parsed<bool> {
        self.trivia()?;
        if let Some(last) = last {
            match self.peek() {
                Some(b',') => {
                    self.at += 1;
                    self.trivia()?;
                }
                Some(byte) if byte == closer => {}
                _ => {
                    self.before_end(open)?;
                    return self.stray(last, &format!("`,` or `{}`", char::from(closer)));
                }
            }
        }
        if self.peek() == Some(closer) {
            self.at += 1;
            self.depth -= 1;
            return Ok(true);
        }
        self.before_end(open)?;
        Ok(false)
    }

    /// Blames the open bracket if the text ends here.
    fn before_end(&self, open: usize) -> Parsed<()> {
        if self.at < self.text.len() {
            return Ok(());
        }
        let (found, expected) = match self.bytes[open] {
            b'(' => ("a `(` without an end", "`)`"),
            b'[' => ("a `[` without an end", "`]`"),
            _ => ("a `{` without an end", "`}`"),
        };
        self.unclosed(open, found, expected)
    }

    /// Reports something that is behind a complete value.
    pub(super) fn stray<T>(&self, last: &Node, expected: &str) -> Parsed<T> {
        let source = last.source(self.text);
        if last.kind == NodeKind::Text && source.starts_with('"') && source.contains('\n') {
            // A string without its closing quote runs on to the opening quote of the next string, and what follows
            // that is the stray thing.
            let found = "a string that ends at the first quote of a later line";
            return self.unclosed(last.span.start, found, "its closing quote");
        }
        self.unexpected(expected, "")
    }
}
