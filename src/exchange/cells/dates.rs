//! Reading dates as people and spreadsheet programs write them.
//!
//! `3/4/2026` is a different day on either side of the Atlantic. Such a value is read only when an order is given,
//! and [`DayOrder::guess`] gives one only when some value of the column proves it. Everything that names no single
//! day (a month, a year of two digits) is refused with the reason, never completed.
//!
//! Forms read: `2026-12-01`, `2026/12/01`, `2026.12.01`, `20261201`; `01.12.2026` (day first, the convention of the
//! dot, unless the column counts months first); `1/12/2026` and `1-12-2026`; `Dec 1, 2026`, `1 December 2026`,
//! `1-Dec-2026`, `Tuesday, December 1st, 2026`; and day numbers of Excel's 1900 system from 20000 to 80000, which is
//! 1954 to 2119. A time of day behind the date is passed over; the day is the one written, whatever the time zone.
//! Years are 1900 to 2199.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::exchange::cells::clock::without_time;

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayOrder {
    /// `31/12/2026`.
    DayFirst,
    /// `12/31/2026`.
    MonthFirst,
}

impl DayOrder {
    /// Returns the order some value proves and none contradicts.
    pub fn guess<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut proven = None;
        for value in values {
            let Ok(Shape::Either { first, second, .. }) = shape(value) else {
                continue;
            };
            let order = match (first > 12, second > 12) {
                (true, false) => Self::DayFirst,
                (false, true) => Self::MonthFirst,
                _ => continue,
            };
            if *proven.get_or_insert(order) != order {
                return None;
            }
        }
        proven
    }
}

/// Why a text is not read as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotADate {
    /// There is nothing.
    #[error("is empty")]
    Empty,
    /// Day and month cannot be distinguished.
    #[error("is {day_first} or {month_first}; --day-first or --month-first says which")]
    Ambiguous {
        /// The date if the day comes first.
        day_first: NaiveDate,
        /// The date if the month comes first.
        month_first: NaiveDate,
    },
    /// It names a month, a quarter or a year.
    #[error("names no day; --period-end takes the last one of a month, quarter or year")]
    NoDay,
    /// It names a span, such as `30 days`, and no day that it counts from.
    #[error("is a span; --spans-from says from which day it counts")]
    Span,
    /// The year has two digits.
    #[error("has a year of two digits; --short-years reads it")]
    ShortYear,
    /// The year is not one of 1900 to 2199.
    #[error("has a year outside 1900 to 2199")]
    FarYear,
    /// The calendar, or the order of day and month in this column, has no such day.
    #[error("is no day of the calendar")]
    NoSuchDay,
    /// It has no form known here.
    #[error("is not written as a date")]
    Unknown,
}

/// What a text says before day and month are distinguished.
enum Shape {
    /// A day.
    Day(NaiveDate),
    /// Two numbers that are day and month, or month and day.
    Either {
        first: u32,
        second: u32,
        year: i32,
        dotted: bool,
    },
}

/// Reads a date; `order` tells day from month where the text does not.
///
/// # Errors
///
/// The reason why the text is no single day.
pub fn read_date(text: &str, order: Option<DayOrder>) -> Result<NaiveDate, NotADate> {
    let (first, second, year, dotted) = match shape(text)? {
        Shape::Day(date) => return Ok(date),
        Shape::Either {
            first,
            second,
            year,
            dotted,
        } => (first, second, year, dotted),
    };
    let by_day = day(year, second, first);
    let by_month = day(year, first, second);
    match (order, by_day, by_month) {
        (Some(DayOrder::DayFirst), date, _) => date,
        // A dot says day first; a column proven otherwise by other values does not overrule that unseen.
        (Some(DayOrder::MonthFirst), _, date) if !dotted => date,
        (None, Ok(date), _) if dotted => Ok(date),
        (_, Ok(day_first), Ok(month_first)) if day_first != month_first => {
            Err(NotADate::Ambiguous { day_first, month_first })
        }
        // One reading is left, or both are the same day.
        _ => by_day.or(by_month),
    }
}

fn shape(text: &str) -> Result<Shape, NotADate> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NotADate::Empty);
    }
    // The longest form, with weekday, time and zone, is far below this.
    if text.len() > 80 {
        return Err(NotADate::Unknown);
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.matches('.').count() < 2 {
        return number(text);
    }
    let text = without_time(text);
    if text.chars().any(char::is_alphabetic) {
        return words(text);
    }
    let text = &*text.replace(is_hyphen, "-");
    let separators: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    let whole = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(whole) {
        return Err(NotADate::Unknown);
    }
    match parts[..] {
        [year, month, date] if year.len() == 4 && month.len() <= 2 && date.len() <= 2 => {
            day(numeral(year), numeral(month), numeral(date)).map(Shape::Day)
        }
        [first, second, year] if year.len() == 4 && first.len() <= 2 && second.len() <= 2 => Ok(Shape::Either {
            first: numeral(first),
            second: numeral(second),
            year: numeral(year),
            dotted: separators.contains(&'.'),
        }),
        [a, b, c] if a.len() <= 2 && b.len() <= 2 && c.len() <= 2 => Err(NotADate::ShortYear),
        [year, month] | [month, year] if year.len() == 4 && month.len() <= 2 => Err(NotADate::NoDay),
        _ => Err(NotADate::Unknown),
    }
}

/// Hyphens that stand for the plain one: those that do not break, and what programs make of two.
fn is_hyphen(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2013}' | '\u{2212}')
}

fn numeral<T: std::str::FromStr + Default>(digits: &str) -> T {
    digits.parse().unwrap_or_default()
}

fn day(year: i32, month: u32, day: u32) -> Result<NaiveDate, NotADate> {
    if !(1900..=2199).contains(&year) {
        return Err(NotADate::FarYear);
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(NotADate::NoSuchDay)
}

/// Reads `20261201`, or a day number of Excel with or without a time as its fraction.
fn number(text: &str) -> Result<Shape, NotADate> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if whole.len() == 8 && whole.len() == text.len() {
        return day(numeral(&whole[..4]), numeral(&whole[4..6]), numeral(&whole[6..])).map(Shape::Day);
    }
    if whole.len() == 4 && whole.len() == text.len() {
        return Err(NotADate::NoDay);
    }
    let serial: u64 = whole.parse().unwrap_or_default();
    if fraction.is_empty() || whole.len() != 5 || !(20_000..=80_000).contains(&serial) {
        return Err(NotADate::Unknown);
    }
    // Excel counts from 1900 with a leap day that year did not have; from March 1900 on this is the zero day.
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30);
    zero.and_then(|zero| zero.checked_add_days(Days::new(serial)))
        .map(Shape::Day)
        .ok_or(NotADate::Unknown)
}

/// The months in other languages than English, from January; a name may be cut to three letters or more.
const MONTHS_ABROAD: [[&str; 12]; 5] = [
    [
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
];

/// Other names of months, with their numbers: those of Austria, and what is written short with letters left out.
const OTHER_MONTHS: [(u32, &str); 3] = [(1, "jänner"), (2, "feber"), (3, "mrz")];

/// Finds a month by its name in any of the languages; nothing where a name cut short is that of two.
pub(in crate::exchange) fn month(word: &str) -> Option<u32> {
    let is_cut = |month: &str| word.chars().count() >= 3 && month.starts_with(word);
    let tables = std::iter::once(&MONTHS).chain(&MONTHS_ABROAD);
    let named = tables.flat_map(|months| (1..).zip(months.iter().copied()));
    let found = named.chain(OTHER_MONTHS).filter(|(_, month)| is_cut(month));
    let mut found: Vec<u32> = found.map(|(nth, _)| nth).collect();
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [only] => Some(only),
        _ => None,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Finds a name written out or cut to three letters or more (`Sep`, `Sept`).
fn named(names: &[&str], word: &str) -> Option<u32> {
    let found = names
        .iter()
        .position(|name| word.chars().count() >= 3 && name.starts_with(word))?;
    u32::try_from(found + 1).ok()
}

/// Reads a date whose month is a word.
fn words(text: &str) -> Result<Shape, NotADate> {
    let lower = text.to_lowercase();
    let (mut month, mut numbers) = (None, Vec::new());
    let split = |c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '.') || is_hyphen(c);
    for (place, word) in lower.split(split).filter(|word| !word.is_empty()).enumerate() {
        let digits = ["st", "nd", "rd", "th", "er", "º"]
            .iter()
            .find_map(|end| word.strip_suffix(end));
        let digits = digits.unwrap_or(word);
        if digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() <= 4 {
            numbers.push(digits.to_owned());
        } else if let (None, Some(found)) = (month, self::month(word)) {
            month = Some(found);
        } else if !(["of", "de", "del"].contains(&word) || (place == 0 && named(&WEEKDAYS, word).is_some())) {
            return Err(NotADate::Unknown);
        }
    }
    let month = month.ok_or(NotADate::Unknown)?;
    let long: Vec<usize> = numbers.iter().map(String::len).collect();
    match (numbers.as_slice(), long.as_slice()) {
        ([date, year], [..=2, 4]) | ([year, date], [4, ..=2]) => {
            day(numeral(year), month, numeral(date)).map(Shape::Day)
        }
        ([_, _], [..=2, ..=2]) => Err(NotADate::ShortYear),
        ([_] | [], _) => Err(NotADate::NoDay),
        _ => Err(NotADate::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn december() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, 1).expect("date")
    }

    #[test]
    fn every_usual_form_of_a_day_is_read() {
        for text in [
            "2026-12-01",
            " 2026-12-1 ",
            "2026-12-01T10:30:00Z",
            "2026-12-01T23:30:00.123+02:00",
            "2026-12-01 10:30",
            "2026/12/01",
            "20261201",
            "01.12.2026",
            "1.12.2026 10:30",
            "Dec 1, 2026",
            "Dec. 1st, 2026 9:05 AM",
            "December 1 2026",
            "1 December 2026",
            "1-Dec-2026",
            "2026 Dec 1",
            "1st of december 2026",
            "Tuesday, December 1, 2026",
            "1. Dezember 2026",
            "1er décembre 2026",
            "1 de diciembre de 2026",
            "1 dic 2026",
            "2026\u{2011}12\u{2011}01",
            "1\u{2010}Dec\u{2010}2026",
            "46357",
            "46357.75",
        ] {
            assert_eq!(read_date(text, None), Ok(december()), "{text}");
        }
    }

    #[test]
    fn ambiguous_days_are_refused_with_the_reason() {
        use NotADate::{Empty, FarYear, NoDay, NoSuchDay, ShortYear, Unknown};
        for (text, why) in [
            ("  ", Empty),
            ("Dec-26", NoDay),
            ("December 2026", NoDay),
            ("2026-12", NoDay),
            ("12/2026", NoDay),
            ("2026", NoDay),
            ("1/12/26", ShortYear),
            ("1-Dec-26", ShortYear),
            ("0026-12-01", FarYear),
            ("2026-02-30", NoSuchDay),
            ("31/31/2026", NoSuchDay),
            ("13.13.2026", NoSuchDay),
            ("TBD", Unknown),
            ("Q4 2026", Unknown),
            ("about Dec 1, 2026", Unknown),
            ("Dec 1 - Dec 5, 2026", Unknown),
            ("2026-12-01 to 2026-12-05", Unknown),
            ("19999", Unknown),
            ("80001", Unknown),
            ("12,5", Unknown),
            ("1:30", Unknown),
            ("é:ü", Unknown),
        ] {
            assert_eq!(read_date(text, None), Err(why), "{text}");
        }
    }

    #[test]
    fn day_and_month_are_distinguished_only_with_proof() {
        let first = Some(DayOrder::DayFirst);
        let second = Some(DayOrder::MonthFirst);
        assert_eq!(read_date("1/12/2026", first), Ok(december()));
        assert_eq!(read_date("12-1-2026 0:00", second), Ok(december()));
        assert!(matches!(read_date("1/12/2026", None), Err(NotADate::Ambiguous { .. })));
        assert!(matches!(
            read_date("01.12.2026", second),
            Err(NotADate::Ambiguous { .. })
        ));
        assert_eq!(read_date("12/31/2026", first), Err(NotADate::NoSuchDay));
        assert!(read_date("12/31/2026", None).is_ok());
        assert!(read_date("5/5/2026", None).is_ok());
    }

    #[test]
    fn a_column_proves_its_order_or_does_not() {
        assert_eq!(
            DayOrder::guess(["1/2/2026", "", "x", "13/2/2026"]),
            Some(DayOrder::DayFirst)
        );
        assert_eq!(DayOrder::guess(["1/2/2026", "2/13/2026"]), Some(DayOrder::MonthFirst));
        assert_eq!(DayOrder::guess(["1/2/2026", "2026-01-13"]), None);
        assert_eq!(DayOrder::guess(["13/2/2026", "2/13/2026"]), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_strange(text in "[0-9TZ :./,é+DecAPMst-]{0,20}|\\PC{0,20}") {
            let open = read_date(&text, None);
            let orders = [DayOrder::DayFirst, DayOrder::MonthFirst];
            let agreed = orders.iter().any(|order| read_date(&text, Some(*order)) == open);
            proptest::prop_assert!(open.is_err() || agreed);
        }
    }
}
