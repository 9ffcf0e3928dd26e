//! Records with any values their fields can hold, and texts as a hand could have left them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::domain::method::score::Score;
use crate::domain::record::Record;
use crate::domain::record::choice::Item;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::value::Value;

/// Returns an id of a kind.
pub fn id(kind: &Kind) -> Id {
    match kind.ids {
        IdForm::Slug => "chat".into(),
        IdForm::Random(letter) => Id::new(&format!("{letter}-7k3qm")),
        IdForm::Control => "A.6.2.5".into(),
        IdForm::Question => "4.1/q1".into(),
        IdForm::Document => "4.3/d1".into(),
        IdForm::Single(name) => name.into(),
    }
}

/// Pieces that trip writers of text: quotes, escapes, raw string ends, markers, invisible and wide characters.
const PIECES: &[&str] = &[
    "a",
    "Zeta",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\"",
    "'",
    "\\",
    "\"#",
    "##\"",
    "r#\"",
    "//",
    "/*",
    "*/",
    ",",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    "<<<<<<< HEAD\n",
    "\n=======\n",
    "\n>>>>>>> x\n",
    "|||||||",
    "\u{200b}",
    "\u{ad}",
    "é",
    "日本",
    "😀",
    "\u{feff}",
    "None",
    "true",
    "0x1f",
    "\\u{1b}",
    "\\n",
    "line one.\nline two.",
    "#![enable(unwrap_newtypes)]",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(PIECES), 0..8).prop_map(|pieces| pieces.concat())
}

fn line() -> impl Strategy<Value = String> {
    vec(select(PIECES), 0..5).prop_map(|pieces| pieces.concat().replace(['\n', '\t'], " "))
}

fn choice(items: &'static [Item]) -> BoxedStrategy<Value> {
    (0..items.len()).prop_map(move |nth| Value::Choice(&items[nth])).boxed()
}

/// Returns any value of a shape, nothing included.
pub fn value(shape: Shape) -> BoxedStrategy<Value> {
    let full = |shape| value(shape).prop_filter("an item says something", |value| !value.is_empty());
    let nothing = Just(Value::Empty);
    match shape {
        Shape::Line | Shape::Person => line().prop_map(|text| Value::text(&text)).boxed(),
        Shape::Prose => text().prop_map(|text| Value::text(&text)).boxed(),
        Shape::Day => {
            let day = |days| chrono::NaiveDate::from_ymd_opt(1999, 12, 31).map(|day| day + chrono::Days::new(days));
            prop_oneof![
                nothing,
                (0..40_000u64).prop_map(move |days| day(days).map_or(Value::Empty, Value::Date))
            ]
            .boxed()
        }
        Shape::Whole => prop_oneof![nothing, (0..i64::MAX).prop_map(Value::Number)].boxed(),
        Shape::Flag => prop_oneof![nothing, Just(Value::Flag(true))].boxed(),
        Shape::OneOf(items) => prop_oneof![nothing, choice(items)].boxed(),
        Shape::One(_) => prop_oneof![
            nothing,
            "[A-Z]-[0-9a-z]{5}|[a-z]{1,9}".prop_map(|id| Value::Reference(Id::new(&id)))
        ]
        .boxed(),
        Shape::Score => {
            let level = || prop_oneof![Just(None), (1..=10u8).prop_map(Some)];
            let score = (level(), 1..=10u8, level(), level()).prop_map(|(likelihood, a, b, c)| {
                Value::Score(Score {
                    likelihood,
                    consequences: [b, Some(a), c],
                })
            });
            prop_oneof![nothing, score].boxed()
        }
        Shape::Rows { columns, .. } => {
            let row: Vec<_> = columns.iter().map(|column| value(column.shape)).collect();
            vec(row.prop_map(|cells| Value::Row(cells.into())), 0..4)
                .prop_map(Value::list)
                .boxed()
        }
        Shape::Terms(_) => vec(full(Shape::One(&[])), 0..4).prop_map(Value::list).boxed(),
        Shape::Level => nothing.boxed(),
        list => vec(full(list.item()), 0..4).prop_map(Value::list).boxed(),
    }
}

/// Returns any record of a kind.
pub fn record(kind: &'static Kind) -> impl Strategy<Value = Record> {
    let values: Vec<_> = kind.fields.iter().map(|field| value(field.shape)).collect();
    values.prop_map(move |values| {
        let mut record = Record::new(kind, id(kind));
        for (field, value) in values.into_iter().enumerate() {
            record.put(field, value).expect("a value of the field's shape");
        }
        record
    })
}

/// How a hand changed a canonical text.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools)]
pub struct Hand {
    /// Bits that say of each field whether it is left out.
    left_out: u64,
    /// By how much the fields are turned round.
    turn: usize,
    comments: bool,
    unknown: bool,
    crlf: bool,
    last_comma: bool,
    flat: bool,
}

/// Returns any way of changing a text.
pub fn hand() -> impl Strategy<Value = Hand> {
    let bits = any::<(bool, bool, bool, bool, bool)>();
    (any::<u64>(), any::<u64>(), 0..40usize, bits).prop_map(
        |(a, b, turn, (comments, unknown, crlf, last_comma, flat))| Hand {
            left_out: a & b,
            turn,
            comments,
            unknown,
            crlf,
            last_comma,
            flat,
        },
    )
}

impl Hand {
    /// Returns the record as this hand would have written it, with the fields that are in the text.
    pub fn write(&self, record: &Record) -> String {
        let mut fields = Vec::new();
        for (nth, (field, value)) in record.fields().enumerate() {
            if self.left_out >> (nth % 64) & 1 == 0 {
                fields.push(format!(
                    "{}: {}",
                    field.name,
                    crate::store::codec::value_text(field.shape, value)
                ));
            }
        }
        fields.insert(0, format!("id: \"{}\"", record.id()));
        if self.unknown {
            fields.insert(
                fields.len() / 2,
                "zz_later: Some([(a: 1.5, b: 'x'), /* kept */ ()])".to_owned(),
            );
        }
        let turn = self.turn % fields.len();
        fields.rotate_left(turn);
        let (indent, end) = if self.flat { (" ", " ") } else { ("  ", "\n") };
        let mut text = format!(
            "{}{}({end}",
            if self.comments { "// above\n" } else { "" },
            record.kind().type_name
        );
        let last = fields.len() - 1;
        for (nth, field) in fields.iter().enumerate() {
            text.push_str(indent);
            if self.comments && nth % 3 == 0 {
                text.extend(["/* ", &nth.to_string(), " */ "]);
            }
            text.push_str(field);
            if nth < last || self.last_comma {
                text.push(',');
            }
            if self.comments && nth % 4 == 1 {
                text.extend([" // after ", &nth.to_string(), "\n"]);
            } else {
                text.push_str(end);
            }
        }
        text.push_str(")\n");
        if self.crlf { text.replace('\n', "\r\n") } else { text }
    }
}
