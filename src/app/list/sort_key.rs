//! The sort key of a record as bytes that compare like its values, so that sorting reads each value once.
//!
//! A key is the rank of the group, then each value the list is sorted by, then the id, so that no two are equal.

use chrono::Datelike;

use crate::domain::fold::folded;
use crate::domain::method::score::Score;
use crate::domain::record::value::Value;

/// Begins a component that says something, and one that says nothing: those come last, whichever way it is sorted.
const FILLED: u8 = 0;
const EMPTY: u8 = u8::MAX;

/// A key in the making.
#[derive(Debug, Default)]
pub(super) struct Key(Vec<u8>);

impl Key {
    /// Returns a key that begins with the rank of a group.
    pub(super) fn ranked(rank: u32) -> Self {
        Self(rank.to_be_bytes().to_vec())
    }

    /// Adds a value; a descending one comes the earlier the higher it is. Texts sort without case and accents.
    pub(super) fn push(&mut self, value: &Value, descending: bool) {
        if value.is_empty() {
            self.0.push(EMPTY);
            return;
        }
        self.0.push(FILLED);
        let from = self.0.len();
        match value {
            Value::Text(line) => {
                self.0.push(value.rank());
                text(&folded(line), &mut self.0);
            }
            value => encode(value, &mut self.0),
        }
        if descending {
            for byte in &mut self.0[from..] {
                *byte = !*byte;
            }
        }
    }

    /// Ends the key with the id of the record.
    pub(super) fn of(mut self, id: &str) -> Box<[u8]> {
        self.0.extend_from_slice(id.as_bytes());
        self.0.into_boxed_slice()
    }
}

/// Writes a value so that the bytes compare like [`Value::order`], and no value's bytes begin another's.
fn encode(value: &Value, out: &mut Vec<u8>) {
    out.push(value.rank());
    match value {
        Value::Empty => {}
        Value::Text(line) => text(line, out),
        Value::Date(day) => number(i64::from(day.num_days_from_ce()), out),
        Value::Number(value) => number(*value, out),
        Value::Flag(flag) => out.push(u8::from(*flag)),
        Value::Choice(item) => number(item.index as i64, out),
        Value::Reference(id) => text(id.as_str(), out),
        Value::Score(score) => judgement(*score, out),
        Value::Level(level) => out.push(*level),
        Value::List(items) | Value::Row(items) => {
            for item in items {
                out.push(1);
                encode(item, out);
            }
            out.push(0);
        }
    }
}

/// Writes the length and sign of a number, then as many of its bytes as it needs.
fn number(number: i64, out: &mut Vec<u8>) {
    let bytes = number.unsigned_abs().to_be_bytes();
    let skipped = bytes.iter().take_while(|byte| **byte == 0).count();
    let length = (bytes.len() - skipped) as u8;
    if number < 0 {
        out.push(0x40 - length);
        out.extend(bytes[skipped..].iter().map(|byte| !byte));
    } else {
        out.push(0x40 + length);
        out.extend(&bytes[skipped..]);
    }
}

/// Writes a text and its end; a 0 or 1 inside it is written as two bytes, so that the end is found.
fn text(text: &str, out: &mut Vec<u8>) {
    for byte in text.bytes() {
        if byte < 2 {
            out.push(1);
        }
        out.push(byte + u8::from(byte < 2));
    }
    out.push(0);
}

fn judgement(score: Score, out: &mut Vec<u8>) {
    for part in std::iter::once(score.likelihood).chain(score.consequences) {
        match part {
            Some(step) => out.extend([1, step]),
            None => out.push(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::kinds::action;
    use crate::domain::record::choice::Choices;
    use crate::domain::record::id::Id;

    fn plain() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Empty),
            "[\u{0}\u{1}\u{2}abz ]{0,4}".prop_map(|text| Value::text(&text)),
            (-800_000..800_000i32).prop_map(|days| {
                let day = chrono::NaiveDate::from_num_days_from_ce_opt(days);
                day.map_or(Value::Empty, Value::Date)
            }),
            prop_oneof![any::<i64>(), -300..300i64].prop_map(Value::Number),
            any::<bool>().prop_map(Value::Flag),
            (0..5usize).prop_map(|at| Value::Choice(&<action::Status as Choices>::ITEMS[at])),
            "[A-Z]-[0-9a-c]{1,3}".prop_map(|id| Value::Reference(Id::new(&id))),
            (0..4u8).prop_map(Value::Level),
            proptest::array::uniform4(proptest::option::of(1..4u8)).prop_map(|[likelihood, consequences @ ..]| {
                Value::Score(Score {
                    likelihood,
                    consequences,
                })
            }),
        ]
    }

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![plain(), proptest::collection::vec(plain(), 0..4).prop_map(Value::list)]
    }

    /// What a list is sorted by, said the plain way: what says nothing comes last, texts without case and accents.
    fn compare(a: &[Value], b: &[Value], descending: &[bool]) -> Ordering {
        let fold = |value: &Value| match value {
            Value::Text(text) => Value::Text(folded(text).into()),
            value => value.clone(),
        };
        let pairs = a.iter().zip(b).zip(descending);
        let mut orders = pairs.map(|((a, b), descending)| match (a.is_empty(), b.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            _ if *descending => fold(b).order(&fold(a)),
            _ => fold(a).order(&fold(b)),
        });
        orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    fn key(values: &[Value], descending: &[bool]) -> Box<[u8]> {
        let mut key = Key::ranked(7);
        for (value, descending) in values.iter().zip(descending) {
            key.push(value, *descending);
        }
        key.of("")
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn keys_compare_like_the_values_they_are_made_of(
            a in proptest::collection::vec(value(), 2..3),
            b in proptest::collection::vec(value(), 2..3),
            descending in proptest::collection::vec(any::<bool>(), 2..3),
            same in any::<bool>(),
        ) {
            // Often only the second value tells two rows apart.
            let b = if same { vec![a[0].clone(), b[1].clone()] } else { b };
            prop_assert_eq!(key(&a, &descending).cmp(&key(&b, &descending)), compare(&a, &b, &descending));
        }
    }
}
