//! Days as people type and read them, and rules by which they recur.

pub mod recurrence;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// A text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no day. Write 2026-12-01, today, +2w, +1m, fri, eom, eoq or eoy.")]
pub struct NotADay(pub String);

/// Reads a day: ISO, `today`, `tomorrow`, `+3d`, `+2w`, `+1m`, `+1y` (also `-`), a weekday (the next one), `eow`,
/// `eom`, `eoq`, `eoy`.
///
/// # Errors
///
/// Fails with what was typed when it is none of these.
pub fn read(text: &str, today: NaiveDate) -> Result<NaiveDate, NotADay> {
    let word = text.trim().to_ascii_lowercase();
    iso(&word)
        .or_else(|| named(&word, today))
        .or_else(|| shifted(&word, today))
        .ok_or_else(|| NotADay(text.trim().to_owned()))
}

/// Reads exactly `2026-12-01`, as files hold it.
pub fn iso(text: &str) -> Option<NaiveDate> {
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    plain
        .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .flatten()
}

/// Reads a span such as `30d`, `2w`, `6m` or `1y` and returns the day that far from today.
pub fn after(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    shift(text, today, true)
}

/// Writes the distance from today as people say it: `3d late`, `today`, `in 2w`.
pub fn distance(day: NaiveDate, today: NaiveDate) -> String {
    let days = (day - today).num_days();
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        ..0 => format!("{} late", span(-days)),
        _ => format!("in {}", span(days)),
    }
}

/// Writes a number of days in at most four characters.
pub fn span(days: i64) -> String {
    match days {
        ..1000 => format!("{days}d"),
        _ => format!("{}y", days / 365),
    }
}

/// Returns the first day of the month of a day.
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// Returns the last day of a month.
pub fn end_of_month(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first
        .checked_add_months(Months::new(1))
        .and_then(|next| next.pred_opt())
        .unwrap_or(day)
}

fn named(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    match word {
        "today" | "now" => Some(today),
        "tomorrow" | "tom" => today.succ_opt(),
        "yesterday" => today.pred_opt(),
        "eow" => next(today, Weekday::Sun, 0),
        "eom" => Some(end_of_month(today)),
        "eoq" => {
            let last = (today.month0() / 3) * 3 + 3;
            Some(end_of_month(NaiveDate::from_ymd_opt(today.year(), last, 1)?))
        }
        "eoy" => NaiveDate::from_ymd_opt(today.year(), 12, 31),
        _ => {
            let weekday = (word.len() >= 3).then(|| word.parse::<Weekday>().ok()).flatten()?;
            next(today, weekday, 1)
        }
    }
}

fn next(today: NaiveDate, weekday: Weekday, least: u64) -> Option<NaiveDate> {
    let distance = u64::from((7 + weekday.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7);
    today.checked_add_days(Days::new(if distance < least { distance + 7 } else { distance }))
}

fn shifted(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(span) = word.strip_prefix('+') {
        shift(span, today, true)
    } else {
        shift(word.strip_prefix('-')?, today, false)
    }
}

fn shift(span: &str, today: NaiveDate, forward: bool) -> Option<NaiveDate> {
    let unit = span.chars().last()?;
    let count: u32 = span[..span.len() - unit.len_utf8()]
        .parse()
        .ok()
        .filter(|count| *count <= 36_500)?;
    let (days, months) = match unit {
        'd' => (u64::from(count), 0),
        'w' => (u64::from(count) * 7, 0),
        'm' => (0, count),
        'y' => (0, count.checked_mul(12)?),
        _ => return None,
    };
    if forward {
        today
            .checked_add_months(Months::new(months))?
            .checked_add_days(Days::new(days))
    } else {
        today
            .checked_sub_months(Months::new(months))?
            .checked_sub_days(Days::new(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        iso(text).expect(text)
    }

    #[test]
    fn the_short_forms_mean_what_people_expect() {
        let monday = day("2026-11-23");
        for (typed, meant) in [
            ("2027-01-15", "2027-01-15"),
            ("today", "2026-11-23"),
            ("+1w", "2026-11-30"),
            ("+1m", "2026-12-23"),
            ("-3d", "2026-11-20"),
            ("fri", "2026-11-27"),
            ("Monday", "2026-11-30"),
            ("eow", "2026-11-29"),
            ("eom", "2026-11-30"),
            ("eoq", "2026-12-31"),
            ("eoy", "2026-12-31"),
        ] {
            assert_eq!(read(typed, monday), Ok(day(meant)), "{typed}");
        }
        assert_eq!(read("+1m", day("2026-01-31")), Ok(day("2026-02-28")));
    }

    #[test]
    fn other_texts_are_refused_as_days() {
        for typed in ["", "2026-02-30", "1.2.2026", "+w", "+9999999999d", "soon", "+1ü", "mo"] {
            assert!(read(typed, day("2026-11-23")).is_err(), "{typed}");
        }
    }

    #[test]
    fn distances_read_like_speech() {
        let today = day("2026-11-23");
        assert_eq!(distance(day("2026-11-20"), today), "3d late");
        assert_eq!(distance(day("2026-12-03"), today), "in 10d");
        assert_eq!(distance(today, today), "today");
    }
}
