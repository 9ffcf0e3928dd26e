//! How often something comes, as people write it: `3 months`, `year`, `2 weeks`, `month on the 2nd tuesday`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// How often something comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    every: u16,
    unit: Unit,
    on: On,
}

/// What is counted between two of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// On which day of its month one of a series falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum On {
    /// The day of the month on which the series began.
    Anchor,
    /// This day of the month, or its last day where it has none such.
    Day(u8),
    /// The nth such weekday, counted from 1.
    Nth(u8, Weekday),
    /// The last such weekday.
    Last(Weekday),
}

/// A text that does not say how often.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` does not say how often. Write year, 3 months, 2 weeks, 10 days, month on the 2nd tuesday, month on the 31st \
     or 3 months on the last friday."
)]
pub struct NotARule(pub String);

/// The most that is counted between two of a series.
const MOST: u16 = 999;
/// A weekday is in every month at most this often for sure.
const SURE: u8 = 4;

impl FromStr for Rule {
    type Err = NotARule;

    fn from_str(text: &str) -> Result<Self, NotARule> {
        let lower = text.trim().to_lowercase();
        let words: Vec<_> = lower.split_whitespace().collect();
        read(&words).ok_or_else(|| NotARule(text.trim().to_owned()))
    }
}

fn read(words: &[&str]) -> Option<Rule> {
    let words = words.strip_prefix(&["every"]).unwrap_or(words);
    let (first, rest) = words.split_first()?;
    let (every, unit, rest) = match (adverb(first), first.parse::<u16>()) {
        (Some((every, unit)), _) => (every, unit, rest),
        (None, Ok(every)) if (1..=MOST).contains(&every) => {
            let (word, rest) = rest.split_first()?;
            (every, unit(word)?, rest)
        }
        (None, Ok(_)) => return None,
        (None, Err(_)) => (1, unit(first)?, rest),
    };
    let on = match rest {
        [] => On::Anchor,
        ["on", "the", nth @ ..] | ["on", nth @ ..] if matches!(unit, Unit::Month | Unit::Year) => on(nth)?,
        _ => return None,
    };
    Some(Rule { every, unit, on })
}

fn adverb(word: &str) -> Option<(u16, Unit)> {
    Some(match word {
        "daily" => (1, Unit::Day),
        "weekly" => (1, Unit::Week),
        "monthly" => (1, Unit::Month),
        "quarterly" | "quarter" => (3, Unit::Month),
        "yearly" | "annually" | "annual" => (1, Unit::Year),
        _ => return None,
    })
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    })
}

fn on(words: &[&str]) -> Option<On> {
    let number = |word: &str| match word {
        "first" => Some(1),
        "second" => Some(2),
        "third" => Some(3),
        "fourth" => Some(4),
        _ => {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let ends = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th");
            digits.parse::<u8>().ok().filter(|_| ends)
        }
    };
    Some(match words {
        ["last", "day"] => On::Day(31),
        ["last", weekday] => On::Last(weekday.parse().ok()?),
        [nth, weekday] => On::Nth(
            number(nth).filter(|nth| (1..=SURE).contains(nth))?,
            weekday.parse().ok()?,
        ),
        [day] => On::Day(number(day).filter(|day| (1..=31).contains(day))?),
        _ => return None,
    })
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        match self.every {
            1 => f.write_str(unit)?,
            every => write!(f, "{every} {unit}s")?,
        }
        match self.on {
            On::Anchor => Ok(()),
            On::Day(day) => write!(f, " on the {}", ordinal(day)),
            On::Nth(nth, weekday) => write!(f, " on the {} {}", ordinal(nth), name(weekday)),
            On::Last(weekday) => write!(f, " on the last {}", name(weekday)),
        }
    }
}

fn ordinal(number: u8) -> String {
    let ending = match (number % 10, number / 10) {
        (1, tens) if tens != 1 => "st",
        (2, tens) if tens != 1 => "nd",
        (3, tens) if tens != 1 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}

impl Rule {
    /// Returns the first day of the series strictly after a day; none at the end of the calendar.
    ///
    /// The series begins on its anchor, wherever that falls; the others are counted from the anchor, never from one
    /// another, so that a series from 31 January comes on 28 February and again on 31 March.
    pub fn next(self, anchor: NaiveDate, after: NaiveDate) -> Option<NaiveDate> {
        if after < anchor {
            return Some(anchor);
        }
        let every = i64::from(self.every);
        match self.unit {
            Unit::Day => stepped(anchor, after, every),
            Unit::Week => stepped(anchor, after, 7 * every),
            Unit::Month => self.in_months(anchor, after, every),
            Unit::Year => self.in_months(anchor, after, 12 * every),
        }
    }

    fn in_months(self, anchor: NaiveDate, after: NaiveDate, step: i64) -> Option<NaiveDate> {
        let mut month = month_of(anchor) + ((month_of(after) - month_of(anchor)) / step).max(1) * step;
        loop {
            let day = self.in_month(month, anchor.day())?;
            if day > after {
                return Some(day);
            }
            month += step;
        }
    }

    /// Returns the day of the series in a month, counted from the year 0.
    fn in_month(self, month: i64, anchor: u32) -> Option<NaiveDate> {
        let year = i32::try_from(month.div_euclid(12)).ok()?;
        let first = NaiveDate::from_ymd_opt(year, month.rem_euclid(12) as u32 + 1, 1)?;
        let last = crate::domain::day::end_of_month(first);
        let within = |day: u32| first.with_day(day.min(last.day()));
        match self.on {
            On::Anchor => within(anchor),
            On::Day(day) => within(u32::from(day)),
            On::Nth(nth, weekday) => {
                let days = days_to(first.weekday(), weekday) + 7 * u64::from(nth - 1);
                first.checked_add_days(Days::new(days))
            }
            On::Last(weekday) => last.checked_sub_days(Days::new(days_to(weekday, last.weekday()))),
        }
    }

    /// Returns the rule that says by itself on which day of the month it falls, where a short month would hide that.
    ///
    /// What comes on the 29th to 31st stands on an earlier day in a short month; who counts on from there needs to know.
    #[must_use]
    pub fn remembering(self, anchor: NaiveDate) -> Self {
        let hides = self.on == On::Anchor && matches!(self.unit, Unit::Month | Unit::Year) && anchor.day() > 28;
        if hides {
            Self {
                on: On::Day(anchor.day() as u8),
                ..self
            }
        } else {
            self
        }
    }
}

fn month_of(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

fn stepped(anchor: NaiveDate, after: NaiveDate, step: i64) -> Option<NaiveDate> {
    let steps = (after - anchor).num_days() / step + 1;
    anchor.checked_add_days(Days::new(u64::try_from(steps * step).ok()?))
}

fn days_to(from: Weekday, to: Weekday) -> u64 {
    u64::from((7 + to.num_days_from_monday() - from.num_days_from_monday()) % 7)
}

/// Returns why a text that should say how often does not, if so; a blank one is fine.
pub fn problem(text: &str) -> Option<String> {
    let read = (!text.trim().is_empty()).then(|| text.parse::<Rule>())?;
    read.err().map(|error| error.to_string())
}

#[cfg(test)]
mod tests;
