//! Dates that need a word from the user: years of two digits, months and quarters, and spans from a day.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::exchange::cells::clock::without_time;
use crate::exchange::cells::dates::{DayOrder, NotADate, month, read_date};

/// What the user says about dates that the cells do not say themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DateOptions {
    /// Which of two numbers is the day, where the cells of a column do not prove it.
    pub order: Option<DayOrder>,
    /// Whether a year of two digits is read: 00 to 69 as 2000 to 2069, 70 to 99 as 1970 to 1999, as POSIX has it.
    pub short_years: bool,
    /// Whether a month, quarter or year is its last day.
    pub period_end: bool,
    /// The day that `30 days` counts from; it belongs to one file, so it is not kept.
    #[serde(skip)]
    pub from: Option<NaiveDate>,
}

/// Reads a date by the options; `proven` is the order that the column proves, which comes before what the user says.
///
/// # Errors
///
/// The reason why the text is no single day.
pub fn read_date_by(text: &str, proven: Option<DayOrder>, options: DateOptions) -> Result<NaiveDate, NotADate> {
    let order = proven.or(options.order);
    let read = match read_date(text, order) {
        Err(NotADate::ShortYear) if options.short_years => read_date(&with_long_year(text), order),
        read => read,
    };
    read.or_else(|why| {
        let end = options.period_end.then(|| period_end(text)).flatten();
        let later = || options.from.and_then(|from| after(text, from));
        let unsaid = || {
            if why != NotADate::Unknown {
                why
            } else if period_end(text).is_some() {
                NotADate::NoDay
            } else if after(text, NaiveDate::MIN).is_some() {
                NotADate::Span
            } else {
                why
            }
        };
        end.or_else(later).ok_or_else(unsaid)
    })
}

/// Returns the order that the values of a column prove.
pub fn proven_order<'a>(values: impl IntoIterator<Item = &'a str>, options: DateOptions) -> Option<DayOrder> {
    let long: Vec<String> = values
        .into_iter()
        .map(|text| {
            if options.short_years {
                with_long_year(text)
            } else {
                text.to_owned()
            }
        })
        .collect();
    DayOrder::guess(long.iter().map(String::as_str))
}

/// Writes the year of `31/12/26` and `31-Dec-26` with four digits; other texts stay as they are.
fn with_long_year(text: &str) -> String {
    let text = without_time(text.trim());
    let front = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = &text[front.len()..];
    match (year.len(), year.parse::<u32>()) {
        (2, Ok(short)) if !front.is_empty() => {
            let century = if short < 70 { 2000 } else { 1900 };
            format!("{front}{}", century + short)
        }
        _ => text.to_owned(),
    }
}

/// Returns the last day of a month (`June 2026`, `06/2026`, `2026-06`, `Jun-26`), a quarter (`Q2 2026`) or a year.
fn period_end(text: &str) -> Option<NaiveDate> {
    let lower = text.trim().to_lowercase();
    let parts: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let year_of = |part: &str| match part.len() {
        4 => part.parse().ok().filter(|year| (1900..2200).contains(year)),
        2 => part
            .parse::<i32>()
            .ok()
            .map(|short| if short < 70 { 2000 + short } else { 1900 + short }),
        _ => None,
    };
    let month_of = |part: &str| {
        let quarter = part.strip_prefix('q').and_then(|nth| nth.parse::<u32>().ok());
        quarter
            .filter(|nth| (1..=4).contains(nth))
            .map(|nth| nth * 3)
            .or_else(|| month(part))
            .or_else(|| {
                part.parse()
                    .ok()
                    .filter(|month| (1..=12).contains(month) && part.len() <= 2)
            })
    };
    let (year, month) = match parts[..] {
        [year] if year.len() == 4 => (year_of(year)?, 12),
        // A year of two digits only beside a word: `06/26` may be a day.
        [one, other] if one.len() == 4 && one.starts_with(|c: char| c.is_ascii_digit()) => {
            (year_of(one)?, month_of(other)?)
        }
        [one, other] if other.len() == 4 || one.starts_with(char::is_alphabetic) => (year_of(other)?, month_of(one)?),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month, 1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}

/// Returns the day after a span such as `30 days`, `2 weeks` or `within 6 months`.
fn after(text: &str, from: NaiveDate) -> Option<NaiveDate> {
    let lower = text.trim().to_lowercase();
    let lower = ["within ", "in ", "after "]
        .iter()
        .find_map(|word| lower.strip_prefix(word))
        .unwrap_or(&lower);
    let (count, unit) = lower.split_at(lower.find(|c: char| !c.is_ascii_digit())?);
    let count: u32 = count.parse().ok().filter(|count| (1..=3650).contains(count))?;
    match unit.trim() {
        "d" | "day" | "days" | "tag" | "tage" | "jours" | "días" | "giorni" | "dagen" => {
            from.checked_add_days(Days::new(u64::from(count)))
        }
        "w" | "week" | "weeks" | "woche" | "wochen" => from.checked_add_days(Days::new(u64::from(count) * 7)),
        "m" | "month" | "months" | "monat" | "monate" | "mois" => from.checked_add_months(Months::new(count)),
        "y" | "year" | "years" | "jahr" | "jahre" => from.checked_add_months(Months::new(count * 12)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    #[test]
    fn nothing_is_completed_unless_the_user_says_so() {
        let nothing = DateOptions::default();
        for text in [
            "31-Dec-26",
            "12/31/26",
            "Q4 2026",
            "June 2026",
            "2026",
            "30 days",
            "03/04/2026",
        ] {
            assert!(read_date_by(text, None, nothing).is_err(), "{text}");
        }
    }

    #[test]
    fn what_would_read_a_period_or_span_is_named() {
        let why = |text: &str| read_date_by(text, None, DateOptions::default());
        assert_eq!(why("Q4 2026"), Err(NotADate::NoDay));
        assert_eq!(why("30 days"), Err(NotADate::Span));
        assert_eq!(why("Recurring"), Err(NotADate::Unknown));
    }

    #[test]
    fn years_periods_and_spans_are_read_when_asked() {
        let all = DateOptions {
            order: Some(DayOrder::DayFirst),
            short_years: true,
            period_end: true,
            from: Some(day("2026-02-15")),
        };
        for (text, expected) in [
            ("31-Dec-26", "2026-12-31"),
            ("14/Jan/26 3:42 PM", "2026-01-14"),
            ("1.4.26", "2026-04-01"),
            ("03/04/2026", "2026-04-03"),
            ("31/12/99", "1999-12-31"),
            ("Q4 2026", "2026-12-31"),
            ("2026-Q1", "2026-03-31"),
            ("June 2026", "2026-06-30"),
            ("Feb-28", "2028-02-29"),
            ("02/2027", "2027-02-28"),
            ("2026", "2026-12-31"),
            ("30 days", "2026-03-17"),
            ("Within 2 weeks", "2026-03-01"),
            ("6 months", "2026-08-15"),
        ] {
            assert_eq!(read_date_by(text, None, all), Ok(day(expected)), "{text}");
        }
        for text in [
            "Recurring",
            "ASAP",
            "1-6 months",
            "Q5 2026",
            "0 days",
            "١/١٢/٢٠٢٦",
            "31.12.２６",
            "é26",
        ] {
            assert!(read_date_by(text, None, all).is_err(), "{text}");
        }
        // What a column proves comes before what was said of the file.
        let proven = proven_order(["12/31/26", "03/04/26"], all);
        assert_eq!(read_date_by("03/04/26", proven, all), Ok(day("2026-03-04")));
    }
}
