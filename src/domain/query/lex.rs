//! From a filter's text to its terms as written: words, `#tags` and `key:value`, with where each part stands.

use std::ops::Range;

/// How a key and its value are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    /// `:` - the comparison people mean most for the shape of the field.
    Has,
    /// `=`
    Exactly,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Operator {
    /// Returns how it is written.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Has => ":",
            Self::Exactly => "=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }

    /// Tells whether it asks for an order.
    pub(super) fn compares(self) -> bool {
        !matches!(self, Self::Has | Self::Exactly)
    }
}

/// One of the values of a term, without its quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The text.
    pub(super) text: String,
    /// Where it stands, quotes included.
    pub(super) range: Range<usize>,
    /// Whether some of it was quoted.
    pub(super) quoted: bool,
}

/// What a term is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    /// A word or a quoted text.
    Word(Part),
    /// `#` with the tags after it.
    Tag(Vec<Part>),
    /// A key, an operator and the values after it, none of them empty.
    Pair(Part, Operator, Vec<Part>),
}

/// A term as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Whether a `-` stands before it.
    pub(super) negated: bool,
    /// What it is made of.
    pub(super) body: Body,
    /// Where it stands.
    pub(super) range: Range<usize>,
}

/// One character, where it stands, and whether quotes take its special meaning away.
#[derive(Clone, Copy)]
struct Letter {
    c: char,
    range: (usize, usize),
    quoted: bool,
}

/// Splits a filter's text into terms. A quote that is not closed reaches to the end.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut letters = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    let mut within = false;
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        if c == '"' {
            within = !within;
            start.get_or_insert(at);
            // An opening quote leaves a mark, so that `""` is not the same as nothing.
            if within {
                letters.push(Letter {
                    c: '\0',
                    range: (at, end),
                    quoted: true,
                });
            } else if let Some(last) = letters.last_mut() {
                last.range.1 = end;
            }
        } else if within && c == '\\' && matches!(chars.peek(), Some((_, '"' | '\\'))) {
            if let Some((next, c)) = chars.next() {
                letters.push(Letter {
                    c,
                    range: (at, next + 1),
                    quoted: true,
                });
            }
        } else if c.is_whitespace() && !within {
            if let Some(start) = start.take() {
                tokens.push(token(&letters, start..at));
                letters.clear();
            }
        } else {
            start.get_or_insert(at);
            letters.push(Letter {
                c,
                range: (at, end),
                quoted: within,
            });
        }
    }
    if let Some(start) = start {
        tokens.push(token(&letters, start..text.len()));
    }
    tokens
}

fn token(letters: &[Letter], range: Range<usize>) -> Token {
    let is = |letter: Option<&Letter>, c: char| letter.is_some_and(|letter| letter.c == c && !letter.quoted);
    let negated = is(letters.first(), '-') && letters.len() > 1;
    let letters = if negated { &letters[1..] } else { letters };
    let body = if is(letters.first(), '#') {
        Body::Tag(parts(&letters[1..]))
    } else {
        let key = letters
            .iter()
            .take_while(|letter| !letter.quoted && (letter.c.is_alphanumeric() || matches!(letter.c, '_' | '-' | '.')))
            .count();
        let named = letters.first().is_some_and(|letter| letter.c.is_alphabetic());
        match operator(&letters[key..]).filter(|_| named) {
            Some((operator, length)) => Body::Pair(part(&letters[..key]), operator, parts(&letters[key + length..])),
            None => Body::Word(part(letters)),
        }
    };
    Token { negated, body, range }
}

/// Reads the operator at the start; `:<`, `:<=` and the like are taken as what follows the colon.
fn operator(letters: &[Letter]) -> Option<(Operator, usize)> {
    let sign = |nth: usize| letters.get(nth).filter(|letter| !letter.quoted).map(|letter| letter.c);
    let found = match (sign(0)?, sign(1)) {
        (':', Some('<' | '>' | '=')) => {
            let (operator, length) = operator(&letters[1..])?;
            (operator, length + 1)
        }
        (':', _) => (Operator::Has, 1),
        ('<', Some('=')) => (Operator::AtMost, 2),
        ('<', _) => (Operator::Less, 1),
        ('>', Some('=')) => (Operator::AtLeast, 2),
        ('>', _) => (Operator::More, 1),
        ('=', _) => (Operator::Exactly, 1),
        _ => return None,
    };
    Some(found)
}

/// Splits values at commas, leaving out what is empty.
fn parts(letters: &[Letter]) -> Vec<Part> {
    let values = letters.split(|letter| letter.c == ',' && !letter.quoted);
    values.map(part).filter(|part| !part.text.trim().is_empty()).collect()
}

fn part(letters: &[Letter]) -> Part {
    let start = letters.first().map_or(0, |letter| letter.range.0);
    let end = letters.last().map_or(start, |letter| letter.range.1);
    Part {
        text: letters.iter().map(|letter| letter.c).filter(|c| *c != '\0').collect(),
        range: start..end,
        quoted: letters.iter().any(|letter| letter.quoted),
    }
}

/// Returns a value as it is written in a filter, in quotes where it needs them.
pub fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '@' | '+');
    if !value.is_empty() && !value.starts_with('-') && value.chars().all(plain) {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |token: Token| {
            let texts = |parts: Vec<Part>| parts.into_iter().map(|part| part.text).collect::<Vec<_>>().join("|");
            let sign = if token.negated { "not " } else { "" };
            match token.body {
                Body::Word(part) if part.quoted => format!("{sign}<{}>", part.text),
                Body::Word(part) => format!("{sign}{}", part.text),
                Body::Tag(tags) => format!("{sign}#{}", texts(tags)),
                Body::Pair(key, operator, values) => {
                    format!("{sign}{} {} {}", key.text, operator.sign(), texts(values))
                }
            }
        };
        tokens(text).into_iter().map(show).collect()
    }

    #[test]
    fn terms_are_told_apart() {
        assert_eq!(
            shown(r#"agency -draft owner:ana,ben due<=today #hr -"two words" title:"a, b",c due:>=1d"#),
            [
                "agency",
                "not draft",
                "owner : ana|ben",
                "due <= today",
                "#hr",
                "not <two words>",
                "title : a, b|c",
                "due >= 1d"
            ]
        );
    }

    #[test]
    fn words_that_look_like_terms_stay_words() {
        assert_eq!(
            shown(r#"- 10:30 "a:b" :x a"b c"d """#),
            ["-", "10:30", "<a:b>", ":x", "<ab cd>", "<>"]
        );
        assert_eq!(
            shown(r#"owner: due< title:"open end"#),
            ["owner : ", "due < ", "title : open end"]
        );
    }

    #[test]
    fn ranges_point_at_what_was_written() {
        let text = r#"x title:ü,"b c" "#;
        let all = tokens(text);
        assert_eq!(&text[all[1].range.clone()], r#"title:ü,"b c""#);
        let Body::Pair(key, _, values) = &all[1].body else {
            unreachable!("a pair was written")
        };
        assert_eq!(&text[key.range.clone()], "title");
        assert_eq!(&text[values[0].range.clone()], "ü");
        assert_eq!(&text[values[1].range.clone()], "\"b c\"");
    }

    #[test]
    fn a_quoted_value_reads_back() {
        for value in ["ana", "two words", r#"say "hi" \o/"#, "", "-x", "a,b", "#x", "a:b"] {
            let text = format!("title:{}", quoted(value));
            let Body::Pair(_, _, values) = &tokens(&text)[0].body else {
                unreachable!("a pair was written")
            };
            assert_eq!(values.first().map_or("", |part| &part.text), value);
        }
    }
}
