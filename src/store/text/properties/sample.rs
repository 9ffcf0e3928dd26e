//! Generated values, and texts of them in random formatting.

use proptest::prelude::*;

use crate::store::text::{prose, quote};

/// A value to be written and read again.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Char(char),
    Number(i64),
    Bool(bool),
    Word(String),
    Unit,
    Some(Box<Value>),
    List(Vec<Value>),
    Tuple(Option<String>, Vec<Value>),
    Map(Vec<(Value, Value)>),
    Struct(Option<String>, Vec<(String, Value)>),
    /// What the reader finds and the generator never makes.
    Other,
}

/// Generates texts with everything that is awkward in a string.
pub(super) fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-z ]{0,8}",
        Just("\n".to_owned()),
        Just("\"#".to_owned()),
        Just("\\".to_owned()),
        Just("\r".to_owned()),
        Just("// no comment".to_owned()),
        Just("\n=======\n".to_owned()),
        Just("\u{202e}\u{200b}\t".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

fn name() -> impl Strategy<Value = String> {
    const NAMES: [&str; 12] = [
        "a",
        "b",
        "r",
        "br",
        "Foo",
        "_x1",
        "type",
        "Open",
        "rb",
        "bar",
        "trueish",
        "information",
    ];
    prop::sample::select(NAMES.as_slice()).prop_map(str::to_owned)
}

/// Generates values of every sort, a few levels deep.
pub(super) fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::Text),
        any::<char>().prop_map(Value::Char),
        any::<i64>().prop_map(Value::Number),
        (-20_i64..20).prop_map(Value::Number),
        any::<bool>().prop_map(Value::Bool),
        name().prop_map(Value::Word),
        Just(Value::Word("None".to_owned())),
        Just(Value::Unit),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        let items = || prop::collection::vec(inner.clone(), 0..5);
        let optional_name = || prop::option::of(name());
        prop_oneof![
            inner.clone().prop_map(|value| Value::Some(Box::new(value))),
            items().prop_map(Value::List),
            // Without a name and items it would be a unit.
            (name(), items()).prop_map(|(name, items)| Value::Tuple(Some(name), items)),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|items| Value::Tuple(None, items)),
            prop::collection::vec((inner.clone(), inner.clone()), 0..4).prop_map(Value::Map),
            (
                optional_name(),
                prop::collection::btree_map(name(), inner.clone(), 1..5)
            )
                .prop_map(|(name, fields)| Value::Struct(name, fields.into_iter().collect())),
        ]
    })
}

/// Generates the choices a printer makes.
pub(super) fn choices() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 1..40)
}

/// Generates different numbers in any order.
pub(super) fn arrangement(limit: usize) -> impl Strategy<Value = Vec<usize>> {
    (Just((0..limit).collect::<Vec<_>>()).prop_shuffle(), 0..limit).prop_map(|(mut numbers, len)| {
        numbers.truncate(len);
        numbers
    })
}

const TOKENS: [&str; 72] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "'",
    "r",
    "b",
    "br",
    "#",
    "r#",
    "r\"",
    "b\"",
    "b'",
    "br#\"",
    "\"#",
    "\\",
    "\\x",
    "\\u{",
    "41",
    "\\\n",
    "\n",
    " ",
    "\r\n",
    "//",
    "/*",
    "*/",
    "/",
    "*",
    "a",
    "Foo",
    "Some",
    "Some(",
    "None",
    "true",
    "inf",
    "NaN",
    "-",
    "+",
    ".",
    "..",
    "1",
    "0",
    "9",
    "0x",
    "0b",
    "_",
    "e",
    "E5",
    "u8",
    "i64",
    "f32",
    "1.5",
    "300u8",
    "é",
    "\u{2028}",
    "\u{a0}",
    "a: 1",
    "a:",
    "\"x\"",
    "[1, 2]",
    "(1)",
    "'x'",
    "#![enable(implicit_some)]",
    "#![enable(unwrap_variant_newtypes)]",
    "#![type = \"x\"]",
    "()",
    "-inf",
];

/// Generates texts that are nearly RON.
pub(super) fn tokens() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TOKENS.as_slice()), 0..12).prop_map(|tokens| tokens.concat())
}

/// Generates what is done to a text: a place, the bytes to take away, and the token to put there.
pub(super) fn damage() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, &'static str)>> {
    let token = prop_oneof![Just(""), prop::sample::select(TOKENS.as_slice())];
    prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3, token), 1..4)
}

/// Returns a damaged text.
pub(super) fn damaged(text: &str, damage: &[(prop::sample::Index, usize, &'static str)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (index, taken, token) in damage {
        let at = index.index(characters.len() + 1);
        let end = (at + taken).min(characters.len());
        characters.splice(at..end, token.chars());
    }
    characters.into_iter().collect()
}

/// Writes values with the formatting that a list of choices dictates.
pub(super) struct Printer<'c> {
    choices: &'c [u8],
    next: usize,
    out: String,
}

impl<'c> Printer<'c> {
    pub(super) fn new(choices: &'c [u8]) -> Self {
        Self {
            choices,
            next: 0,
            out: String::new(),
        }
    }

    /// Returns the text of a value with a header and something around it.
    pub(super) fn document(&mut self, value: &Value) -> String {
        self.trivia();
        if self.choose(2) == 0 {
            self.out.push_str("#![enable(implicit_some)]");
        }
        self.value(value);
        self.trivia();
        std::mem::take(&mut self.out)
    }

    /// Returns the text of a record with one kind of line ends and no strings.
    pub(super) fn record(&mut self, fields: Vec<(&str, Value)>) -> String {
        let crlf = self.choose(2) == 0;
        let fields: Vec<_> = fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let tidy = self.choose(2) == 0;
        if tidy {
            self.tidy(&fields);
        } else {
            self.value(&Value::Struct(Some("R".to_owned()), fields));
        }
        let text = std::mem::take(&mut self.out);
        // The list of space has both line ends; a record has one.
        let text = text.replace("\r\n", "\n");
        if crlf { text.replace('\n', "\r\n") } else { text }
    }

    /// Writes one field on a line, as most files are.
    fn tidy(&mut self, fields: &[(String, Value)]) {
        self.out.push_str("#![enable(implicit_some)]\n\nR(\n");
        for (index, (name, value)) in fields.iter().enumerate() {
            if self.choose(3) == 0 {
                self.out.push('\n');
            }
            if self.choose(3) == 0 {
                self.out.push_str("    // about it\n");
            }
            self.out.extend(["    ", name.as_str(), ": "]);
            self.value(value);
            let bare = index + 1 == fields.len() && self.choose(2) == 0;
            self.out.push_str(if bare { "" } else { "," });
            let line_end = if self.choose(3) == 0 { " // beside it\n" } else { "\n" };
            self.out.push_str(line_end);
        }
        self.out.push_str(")\n");
    }

    fn choose(&mut self, count: usize) -> usize {
        let choice = self.choices[self.next % self.choices.len()].wrapping_add((self.next / self.choices.len()) as u8);
        self.next += 1;
        usize::from(choice) % count
    }

    fn trivia(&mut self) {
        const TRIVIA: [&str; 12] = [
            "",
            "",
            "",
            " ",
            "\n",
            "\t",
            "\r\n",
            "/* , */",
            " // ) \n",
            "/* /* [ */ ( */\n    ",
            "\n\n    ",
            "\u{2028}",
        ];
        let choice = self.choose(TRIVIA.len());
        self.out.push_str(TRIVIA[choice]);
    }

    fn token(&mut self, token: &str) {
        self.trivia();
        self.out.push_str(token);
        self.trivia();
    }

    fn value(&mut self, value: &Value) {
        self.trivia();
        match value {
            Value::Text(text) => self.text(text),
            Value::Char(character) => {
                let escaped = self.choose(2) == 0 || matches!(character, '\\' | '\0');
                let content = if escaped {
                    character.escape_unicode().to_string()
                } else {
                    character.to_string()
                };
                self.out.extend(["'", &content, "'"]);
            }
            Value::Number(number) => self.number(*number),
            Value::Bool(truth) => self.out.push_str(if *truth { "true" } else { "false" }),
            Value::Word(word) => {
                let raw = word != "None" && self.choose(4) == 0;
                self.out.extend([if raw { "r#" } else { "" }, word]);
            }
            Value::Unit => self.out.push_str("()"),
            Value::Some(value) => {
                self.out.push_str("Some");
                self.sequence("(", std::slice::from_ref(value.as_ref()), ")");
            }
            Value::List(items) => self.sequence("[", items, "]"),
            Value::Tuple(name, items) => {
                self.out.extend(name.as_deref());
                self.sequence("(", items, ")");
            }
            Value::Map(pairs) => {
                self.out.push('{');
                self.separated(pairs, |printer, (key, value)| {
                    printer.value(key);
                    printer.token(":");
                    printer.value(value);
                });
                self.out.push('}');
            }
            Value::Struct(name, fields) => {
                self.out.extend(name.as_deref());
                self.token("(");
                self.separated(fields, |printer, (name, value)| {
                    printer.trivia();
                    let raw = printer.choose(4) == 0;
                    printer.out.extend([if raw { "r#" } else { "" }, name]);
                    printer.token(":");
                    printer.value(value);
                });
                self.out.push(')');
            }
            Value::Other => {}
        }
        self.trivia();
    }

    fn sequence(&mut self, open: &str, items: &[Value], close: &str) {
        self.token(open);
        self.separated(items, Self::value);
        self.out.push_str(close);
    }

    fn separated<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        for (index, item) in items.iter().enumerate() {
            write(self, item);
            if index + 1 < items.len() || self.choose(2) == 0 {
                self.token(",");
            }
        }
        self.trivia();
    }

    fn text(&mut self, text: &str) {
        let literal = match self.choose(4) {
            0 => prose(text),
            1 if !text.contains(['\r', '\0']) && !text.contains("\"#") => format!("r##\"{text}\"##"),
            // Space at the start would be taken for the indentation of the continued line.
            2 if !text.contains(['\r', '\0']) && !text.starts_with([' ', '\n', '\t']) => {
                format!("\"\\\n    {}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
            3 => format!(
                "\"{}\"",
                text.chars().flat_map(char::escape_unicode).collect::<String>()
            ),
            _ => quote(text),
        };
        self.out.push_str(&literal);
    }

    fn number(&mut self, number: i64) {
        let sign = if number < 0 { "-" } else { "" };
        let magnitude = number.unsigned_abs();
        let literal = match self.choose(6) {
            0 => format!("{sign}0x{magnitude:X}"),
            1 => format!("{sign}0b{magnitude:b}_"),
            2 => format!("{sign}{magnitude}_i64"),
            3 if number >= 0 => format!("+{number}"),
            4 => format!("{sign}0o{magnitude:o}i64"),
            _ => number.to_string(),
        };
        self.out.push_str(&literal);
    }
}
