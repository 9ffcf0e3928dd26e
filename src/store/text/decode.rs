//! Values decoded from the spans of a tree.
//!
//! Each method answers `None` if the value is of another sort; the codec above turns that into a problem that names
//! the field.

use std::borrow::Cow;

use crate::store::text::literal;
use crate::store::text::literal::{Escaped, Flavour};
use crate::store::text::tree::{Entry, Node, NodeKind};

impl Node {
    /// Returns the content of a string, with its escapes resolved and its CRLF line ends as LF.
    pub fn text<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        (self.kind == NodeKind::Text).then(|| content(self.source(text)))
    }

    /// Returns the identifier of a unit variant, without `r#`.
    pub fn word<'t>(&self, text: &'t str) -> Option<&'t str> {
        let source = self.source(text);
        (self.kind == NodeKind::Word).then(|| source.strip_prefix("r#").unwrap_or(source))
    }

    /// Returns whether the value is `None`.
    pub fn is_none(&self, text: &str) -> bool {
        self.kind == NodeKind::Word && self.source(text) == "None"
    }

    /// Returns an integer in any notation; `None` for floats and for what does not fit.
    pub fn number(&self, text: &str) -> Option<i64> {
        (self.kind == NodeKind::Number).then_some(())?;
        integer(self.source(text))
    }

    /// Returns a truth value.
    pub fn boolean(&self, text: &str) -> Option<bool> {
        (self.kind == NodeKind::Bool).then(|| self.source(text) == "true")
    }

    /// Returns a character.
    pub fn character(&self, text: &str) -> Option<char> {
        (self.kind == NodeKind::Char).then_some(())?;
        let content = self.source(text).strip_prefix('\'')?;
        match literal::escape(content, 0, Flavour::Char) {
            Ok((Escaped::Char(character), _)) if content.starts_with('\\') => Some(character),
            _ => content.chars().next(),
        }
    }

    /// Returns a spelling of the value that equal values share: no comments, no space, literals decoded.
    pub fn canonical(&self, text: &str) -> String {
        let mut spelling = String::with_capacity(self.span.len());
        self.spell(text, &mut spelling);
        spelling
    }

    fn spell(&self, text: &str, out: &mut String) {
        let source = self.source(text);
        match &self.kind {
            NodeKind::Struct { fields, .. } => {
                out.extend(self.name(text));
                out.push('(');
                for Entry { name, value } in fields {
                    out.push_str(&text[name.clone()]);
                    out.push(':');
                    value.spell(text, out);
                    out.push(',');
                }
                out.push(')');
            }
            NodeKind::Tuple { items, .. } => {
                out.extend(self.name(text));
                spell_all(items, text, ['(', ')'], out);
            }
            NodeKind::List(items) => spell_all(items, text, ['[', ']'], out),
            NodeKind::Map(pairs) => {
                out.push('{');
                for (key, value) in pairs {
                    key.spell(text, out);
                    out.push(':');
                    value.spell(text, out);
                    out.push(',');
                }
                out.push('}');
            }
            NodeKind::Some(value) => {
                out.push_str("Some");
                spell_all(std::slice::from_ref(value.as_ref()), text, ['(', ')'], out);
            }
            NodeKind::Text => out.push_str(&crate::store::text::quote(&content(source))),
            NodeKind::Char => out.extend(self.character(text).into_iter().flat_map(char::escape_unicode)),
            NodeKind::Number => match integer(source) {
                Some(number) => out.push_str(&number.to_string()),
                None => out.extend(source.chars().filter(|character| *character != '_')),
            },
            NodeKind::Word => out.push_str(self.word(text).unwrap_or(source)),
            NodeKind::Unit => out.push_str("()"),
            NodeKind::Bytes | NodeKind::Bool => out.push_str(source),
        }
    }
}

fn spell_all(items: &[Node], text: &str, [open, close]: [char; 2], out: &mut String) {
    out.push(open);
    for item in items {
        item.spell(text, out);
        out.push(',');
    }
    out.push(close);
}

/// Returns what a string literal stands for.
fn content(source: &str) -> Cow<'_, str> {
    if let Some(raw) = source.strip_prefix('r') {
        let hashes = literal::count_hashes(raw);
        return line_feeds(&raw[hashes + 1..raw.len() - hashes - 1]);
    }
    let inner = &source[1..source.len() - 1];
    if !inner.contains('\\') {
        return line_feeds(inner);
    }
    let mut plain = String::with_capacity(inner.len());
    let mut at = 0;
    while let Some(run) = inner[at..].find('\\') {
        plain.push_str(&line_feeds(&inner[at..at + run]));
        let (escaped, next) =
            literal::escape(inner, at + run, Flavour::Text).expect("escapes were checked when the text was parsed");
        if let Escaped::Char(character) = escaped {
            plain.push(character);
        }
        at = next;
    }
    plain.push_str(&line_feeds(&inner[at..]));
    Cow::Owned(plain)
}

fn line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the value of an integer literal that the parser accepted.
fn integer(source: &str) -> Option<i64> {
    if let Ok(number) = source.parse() {
        return Some(number);
    }
    if let Some(content) = source.strip_prefix("b'") {
        return Some(match literal::escape(content, 0, Flavour::Byte) {
            Ok((Escaped::Char(character), _)) if content.starts_with('\\') => i64::from(u32::from(character)),
            Ok((Escaped::Byte(byte), _)) if content.starts_with('\\') => i64::from(byte),
            _ => i64::from(*content.as_bytes().first()?),
        });
    }
    let (negative, digits) = match source.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, source.strip_prefix('+').unwrap_or(source)),
    };
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, digits),
    };
    let digits = digits.find(['i', 'u']).map_or(digits, |suffix| &digits[..suffix]);
    let digits: String = digits.chars().filter(|digit| *digit != '_').collect();
    let magnitude = i128::from_str_radix(&digits, radix).ok()?;
    i64::try_from(if negative { -magnitude } else { magnitude }).ok()
}

#[cfg(test)]
mod tests {
    use crate::store::text::parse;

    fn text(source: &str) -> String {
        parse(source).unwrap().root.text(source).unwrap().into_owned()
    }

    #[test]
    fn strings_are_unescaped_like_ron_does() {
        for source in [
            r#""plain""#,
            r#""tab\t quote\" slash\\ \u{e9}\x41\xc3\xa4\0\'""#,
            "\"two\nlines\"",
            "\"contin\\\n   ued\"",
            r###"r##"raw \n "# still"##"###,
            "r\"\"",
        ] {
            assert_eq!(text(source), ron::from_str::<String>(source).unwrap(), "{source}");
        }
    }

    #[test]
    fn literal_crlf_is_read_as_lf_and_escaped_crlf_is_kept() {
        assert_eq!(text("r#\"a\r\nb\"#"), "a\nb");
        assert_eq!(text("\"a\r\nb\\t\r\nc\""), "a\nb\t\nc");
        assert_eq!(text(r#""a\r\nb""#), "a\r\nb");
    }

    #[test]
    fn integers_in_every_notation() {
        for (source, value) in [
            ("0", 0),
            ("-17", -17),
            ("+4", 4),
            ("1_000", 1000),
            ("0xFF", 255),
            ("-0b101", -5),
            ("0o17", 15),
            ("5u8", 5),
            ("0x1f_i64", 31),
            ("b'a'", 97),
            (r"b'\n'", 10),
            (r"b'\xff'", 255),
            ("-9223372036854775808", i64::MIN),
        ] {
            assert_eq!(parse(source).unwrap().root.number(source), Some(value), "{source}");
        }
        for source in ["1.5", "inf", "9223372036854775808", "1e3", "5f32"] {
            assert_eq!(parse(source).unwrap().root.number(source), None, "{source}");
        }
    }

    #[test]
    fn other_values() {
        let read = |source: &str| parse(source).unwrap().root;
        assert_eq!(read("true").boolean("true"), Some(true));
        assert_eq!(read("r#type").word("r#type"), Some("type"));
        assert!(read("None").is_none("None"));
        assert!(!read("r#None").is_none("r#None"));
        assert_eq!(read("'x'").character("'x'"), Some('x'));
        assert_eq!(read(r"'\''").character(r"'\''"), Some('\''));
        assert_eq!(read("5").text("5"), None);
    }

    #[test]
    fn equal_values_have_one_canonical_spelling() {
        let spell = |source: &str| parse(source).unwrap().root.canonical(source);
        assert_eq!(spell("(a: 1, b: [\"x\"],)"), spell("( a :0x1, // c\n b:[ r#\"x\"# ] )"));
        assert_ne!(spell("(a: 1)"), spell("(a: \"1\")"));
        assert_ne!(spell("Some(1)"), spell("1"));
    }
}
