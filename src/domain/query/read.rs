//! From the value of a term as written to the check it stands for, by the shape of the field.

use chrono::{Months, NaiveDate};

use crate::domain::day;
use crate::domain::fold::folded;
use crate::domain::method::Method;
use crate::domain::query::check::Check;
use crate::domain::query::lex::Operator;
use crate::domain::record::choice::Item;
use crate::domain::record::field::Shape;
use crate::domain::record::input;
use crate::domain::record::value::Value;
use crate::domain::search::{beginning, nearest};

/// Why a value as written stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misfit {
    /// The shape does not take the operator; the sentence says which it takes.
    Operator(String),
    /// It is none, and what may have been meant.
    Value(String, Vec<String>),
    /// It may become one when it is typed on, and how.
    Unfinished(String, Vec<String>),
}

impl Misfit {
    /// Returns the misfit of a word that is none of these names, or not yet.
    pub(super) fn of(sentence: String, typed: &str, names: &[&str]) -> Self {
        let longer = beginning(typed, names.iter().copied());
        if longer.is_empty() {
            Self::Value(sentence, nearest(typed, names.iter().copied()))
        } else {
            Self::Unfinished(sentence, longer)
        }
    }
}

/// Reads a value of any shape but references.
pub(super) fn check(
    shape: Shape,
    label: &str,
    operator: Operator,
    text: &str,
    method: &Method,
    today: NaiveDate,
) -> Result<Check, Misfit> {
    match shape {
        Shape::Day => days(operator, text, today),
        Shape::Whole => numbers(label, operator, text),
        Shape::OneOf(items) | Shape::AnyOf(items) => choices(label, items, operator, text),
        Shape::Score | Shape::Level => levels(shape, label, operator, text, method),
        _ if operator.compares() => Err(no_order(label, operator)),
        Shape::Flag => flag(label, text),
        _ if operator == Operator::Exactly => Ok(Check::Equals(folded(text).into())),
        _ => Ok(Check::Contains(folded(text).into())),
    }
}

/// Returns the misfit of an operator that compares what has no order.
pub(super) fn no_order(label: &str, operator: Operator) -> Misfit {
    Misfit::Operator(format!(
        "{label} has no order, so `{}` does not apply to it; use `:` or `=`.",
        operator.sign()
    ))
}

fn flag(label: &str, text: &str) -> Result<Check, Misfit> {
    match input::read(Shape::Flag, text, NaiveDate::MIN) {
        Ok(value) => Ok(Check::Flag(value == Value::Flag(true))),
        Err(_) => Err(Misfit::of(
            format!("{label} is yes or no, not `{text}`."),
            text,
            &["yes", "no"],
        )),
    }
}

fn numbers(label: &str, operator: Operator, text: &str) -> Result<Check, Misfit> {
    let Ok(number) = text.parse::<i32>().map(i64::from) else {
        return Err(Misfit::Value(
            format!("{label} is a whole number, not `{text}`."),
            Vec::new(),
        ));
    };
    Ok(match operator {
        Operator::Has | Operator::Exactly => Check::Numbers(number, number),
        Operator::Less => Check::Numbers(i64::MIN, number - 1),
        Operator::AtMost => Check::Numbers(i64::MIN, number),
        Operator::More => Check::Numbers(number + 1, i64::MAX),
        Operator::AtLeast => Check::Numbers(number, i64::MAX),
    })
}

/// Returns the bits of the places that compare as asked with one place.
fn bits(operator: Operator, nth: usize, count: usize) -> u64 {
    let compares = |other: &usize| match operator {
        Operator::Has | Operator::Exactly => *other == nth,
        Operator::Less => *other < nth,
        Operator::AtMost => *other <= nth,
        Operator::More => *other > nth,
        Operator::AtLeast => *other >= nth,
    };
    (0..count.min(64))
        .filter(compares)
        .fold(0, |bits, other| bits | 1 << other)
}

fn choices(label: &str, items: &'static [Item], operator: Operator, text: &str) -> Result<Check, Misfit> {
    if let Ok(Value::Choice(item)) = input::choice(items, text) {
        return Ok(Check::Choices(bits(operator, item.index, items.len())));
    }
    let words: Vec<_> = items.iter().map(word).collect();
    let names: Vec<_> = words.iter().map(String::as_str).collect();
    let labels: Vec<_> = items.iter().map(|item| item.label).collect();
    let sentence = format!("{label} is one of {}, not `{text}`.", labels.join(", "));
    Err(Misfit::of(sentence, text, &names))
}

/// Returns a choice as a filter writes it: its label as one word.
pub fn word(item: &Item) -> String {
    one_word(item.label)
}

/// Returns words as one: in small letters, with a dash in place of what is no letter or digit.
pub(super) fn one_word(words: &str) -> String {
    let mut word = String::new();
    for c in folded(words).chars() {
        if c.is_alphanumeric() {
            word.push(c);
        } else if !word.is_empty() && !word.ends_with('-') {
            word.push('-');
        }
    }
    word.trim_end_matches('-').to_owned()
}

/// Tells whether words are this one word, without making it of them.
pub(super) fn is_one_word(words: &str, word: &str) -> bool {
    if !words.is_ascii() {
        return one_word(words) == word;
    }
    let parts = words.split(|c: char| !c.is_ascii_alphanumeric());
    let mut parts = parts.filter(|part| !part.is_empty());
    let mut wanted = word.split('-');
    let is_same = |(one, other): (&str, &str)| one.eq_ignore_ascii_case(other);
    match word {
        "" => parts.next().is_none(),
        _ => {
            wanted
                .by_ref()
                .all(|part| parts.next().is_some_and(|one| is_same((one, part))))
                && parts.next().is_none()
        }
    }
}

/// The word for the highest band that is accepted without more.
const APPETITE: &str = "appetite";

fn levels(shape: Shape, label: &str, operator: Operator, text: &str, method: &Method) -> Result<Check, Misfit> {
    if let (Shape::Score, false, Ok(score)) = (shape, operator.compares(), text.parse()) {
        return Ok(Check::Judged(score));
    }
    let plain = folded(text);
    let begins = |nth: &usize| folded(&method.bands[*nth].name).starts_with(&plain);
    let mut beginning = (0..method.bands.len()).filter(begins);
    let band = match (method.band_named(text), beginning.next(), beginning.next()) {
        (Some(band), ..) => usize::from(band),
        (None, Some(band), None) => band,
        _ if plain == APPETITE => usize::from(method.appetite),
        _ => {
            let names: Vec<_> = method.bands.iter().map(|band| folded(&band.name)).collect();
            let mut words: Vec<_> = names.iter().map(String::as_str).collect();
            words.push(APPETITE);
            let sentence = format!("{label} is one of {}, not `{text}`.", names.join(", "));
            return Err(Misfit::of(sentence, text, &words));
        }
    };
    Ok(Check::Levels(bits(operator, band, method.bands.len())))
}

/// Words for days that a filter suggests.
pub(super) const DAYS: [&str; 12] = [
    "today",
    "30d",
    "2w",
    "3m",
    "1y",
    "-30d",
    "tomorrow",
    "yesterday",
    "eow",
    "eom",
    "eoq",
    "eoy",
];

/// Reads days. A year or month means all its days. With `:` a span such as `30d` and the ends of week, month, quarter
/// and year mean until then, late ones included, and a span back means since then.
fn days(operator: Operator, text: &str, today: NaiveDate) -> Result<Check, Misfit> {
    let Some((first, last)) = span(text, today) else {
        let sentence = format!("`{text}` is no day. Write 2026-12-01, 2026-12, 30d, -2w, today, fri, eom, eoq or eoy.");
        let digits = text.trim_start_matches(['+', '-']);
        let growing = text.len() < 10 && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        return Err(if growing {
            Misfit::Unfinished(sentence, beginning(text, DAYS))
        } else {
            Misfit::of(sentence, text, &DAYS)
        });
    };
    let word = text.to_ascii_lowercase();
    let back = word.starts_with('-');
    let until = day::after(word.trim_start_matches(['+', '-']), today).is_some() || word.starts_with("eo");
    Ok(match operator {
        Operator::Has if back => Check::Days(first, today),
        Operator::Has if until => Check::Days(NaiveDate::MIN, last),
        Operator::Has | Operator::Exactly => Check::Days(first, last),
        Operator::Less => Check::Days(NaiveDate::MIN, first.pred_opt().unwrap_or(first)),
        Operator::AtMost => Check::Days(NaiveDate::MIN, last),
        Operator::More => Check::Days(last.succ_opt().unwrap_or(last), NaiveDate::MAX),
        Operator::AtLeast => Check::Days(first, NaiveDate::MAX),
    })
}

/// Returns the first and last day that a text means.
fn span(text: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let numbers: Option<Vec<u32>> = text.split('-').map(|part| part.parse().ok()).collect();
    let start = |year: u32, month: u32| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1);
    let (first, months) = match (text.len(), numbers.as_deref()) {
        (4, Some([year])) => (start(*year, 1)?, 12),
        (7, Some([year, month])) => (start(*year, *month)?, 1),
        _ => {
            let day = day::read(text, today)
                .ok()
                .or_else(|| day::after(&text.to_ascii_lowercase(), today))?;
            return Some((day, day));
        }
    };
    Some((first, first.checked_add_months(Months::new(months))?.pred_opt()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::system::{Role, Stage};
    use crate::domain::record::choice::Choices;

    fn day(text: &str) -> NaiveDate {
        day::iso(text).expect(text)
    }

    fn read(shape: Shape, operator: Operator, text: &str) -> Result<Check, Misfit> {
        check(
            shape,
            "It",
            operator,
            text,
            crate::domain::register::Register::default().method(),
            day("2026-11-23"),
        )
    }

    #[test]
    fn days_are_read_as_people_mean_them() {
        for (operator, text, from, to) in [
            (Operator::Has, "30d", NaiveDate::MIN, day("2026-12-23")),
            (Operator::Has, "-1w", day("2026-11-16"), day("2026-11-23")),
            (Operator::Has, "eom", NaiveDate::MIN, day("2026-11-30")),
            (Operator::Has, "today", day("2026-11-23"), day("2026-11-23")),
            (Operator::Has, "2027-02", day("2027-02-01"), day("2027-02-28")),
            (Operator::Less, "2027", NaiveDate::MIN, day("2026-12-31")),
            (Operator::More, "2027", day("2028-01-01"), NaiveDate::MAX),
            (Operator::AtMost, "today", NaiveDate::MIN, day("2026-11-23")),
            (Operator::AtLeast, "2W", day("2026-12-07"), NaiveDate::MAX),
        ] {
            assert_eq!(
                read(Shape::Day, operator, text),
                Ok(Check::Days(from, to)),
                "{operator:?}{text}"
            );
        }
    }

    #[test]
    fn a_value_that_can_still_become_one_is_unfinished() {
        for (shape, text) in [
            (Shape::Day, "2027-0"),
            (Shape::Day, "30"),
            (Shape::Day, "tod"),
            (Shape::Level, "ap"),
            (Shape::OneOf(Stage::ITEMS), "de"),
            (Shape::Flag, "ye"),
        ] {
            assert!(
                matches!(read(shape, Operator::Has, text), Err(Misfit::Unfinished(..))),
                "{text}"
            );
        }
        for (shape, text) in [
            (Shape::Day, "soon"),
            (Shape::Day, "2027-13-01"),
            (Shape::Level, "hihg"),
            (Shape::Whole, "many"),
            (Shape::OneOf(Stage::ITEMS), "oprtion"),
        ] {
            assert!(
                matches!(read(shape, Operator::Has, text), Err(Misfit::Value(..))),
                "{text}"
            );
        }
        assert!(matches!(
            read(Shape::Line, Operator::Less, "x"),
            Err(Misfit::Operator(_))
        ));
    }

    #[test]
    fn bands_and_choices_compare_by_their_order() {
        assert_eq!(read(Shape::Level, Operator::AtLeast, "high"), Ok(Check::Levels(0b1100)));
        assert_eq!(read(Shape::Score, Operator::Has, "crit"), Ok(Check::Levels(0b1000)));
        assert_eq!(
            read(Shape::Level, Operator::More, "appetite"),
            Ok(Check::Levels(0b1100))
        );
        assert!(matches!(
            read(Shape::Score, Operator::Exactly, "4 3/2/1"),
            Ok(Check::Judged(_))
        ));
        assert_eq!(
            read(Shape::OneOf(Stage::ITEMS), Operator::Less, "verif"),
            Ok(Check::Choices(0b11))
        );
        assert_eq!(
            read(Shape::AnyOf(Role::ITEMS), Operator::Has, "operator"),
            Ok(Check::Choices(0b100))
        );
    }

    #[test]
    fn every_choice_is_read_back_from_its_word() {
        for items in [Stage::ITEMS, Role::ITEMS] {
            for item in items {
                assert!(item.is_named(&word(item)), "{}", word(item));
            }
        }
    }
}
