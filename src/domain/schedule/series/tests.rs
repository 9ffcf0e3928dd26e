//! Series with exceptions, beside a walk over the days of their words.

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::domain::day::iso;

fn day(text: &str) -> NaiveDate {
    iso(text).expect(text)
}

fn review(date: &str, every: &str) -> Record {
    Record::new(&review::KIND, Id::new("V-00001"))
        .with(review::TITLE, "Management review")
        .with(review::DATE, day(date))
        .with(review::EVERY, every)
}

fn excepted(review: Record, rows: &[(&str, Option<&str>)]) -> Record {
    rows.iter().fold(review, |review, (from, to)| {
        let value = with_exception(&review, day(from), to.map(day), "a holiday");
        review.with(review::EXCEPTIONS, value)
    })
}

fn falls(review: &Record, from: &str, to: &str) -> Vec<String> {
    let events = upcoming(review, day(from), day(to));
    events.iter().map(|(_, falls)| falls.to_string()).collect()
}

#[test]
fn projected_events_come_after_the_open_one() {
    let quarterly = review("2026-12-08", "3 months");
    assert_eq!(
        falls(&quarterly, "2026-01-01", "2027-06-30"),
        ["2027-03-08", "2027-06-08"]
    );
    assert_eq!(falls(&quarterly, "2027-03-09", "2027-06-07"), [""; 0]);
    let held = quarterly.clone().with(review::STATUS, review::Status::Held);
    assert_eq!(falls(&held, "2026-01-01", "2030-01-01"), [""; 0]);
    assert_eq!(falls(&review("2026-12-08", ""), "2026-01-01", "2030-01-01"), [""; 0]);
    let ends = quarterly.with(review::UNTIL, day("2027-03-08"));
    assert_eq!(falls(&ends, "2026-01-01", "2030-01-01"), ["2027-03-08"]);
}

#[test]
fn exceptions_move_and_leave_out() {
    let monthly = excepted(
        review("2027-01-10", "month"),
        &[
            ("2027-02-10", Some("2027-02-26")),
            ("2027-03-10", None),
            ("2027-03-11", Some("2027-03-12")),
        ],
    );
    assert_eq!(
        falls(&monthly, "2027-01-01", "2027-05-31"),
        ["2027-02-26", "2027-04-10", "2027-05-10"],
        "the row about no day of the series says nothing"
    );
    assert_eq!(
        upcoming(&monthly, day("2027-02-11"), day("2027-02-28")),
        [(day("2027-02-10"), day("2027-02-26"))]
    );
    let back = with_exception(&monthly, day("2027-03-10"), Some(day("2027-03-10")), "");
    let back = monthly.with(review::EXCEPTIONS, back);
    assert_eq!(falls(&back, "2027-03-01", "2027-03-31"), ["2027-03-10"]);
}

#[test]
fn the_next_one_is_counted_from_the_plan_or_from_the_last_held() {
    let planned = review("2027-01-20", "month").with(review::PLANNED, day("2027-01-10"));
    for (held, next) in [
        ("2027-01-05", "2027-02-10"),
        ("2027-01-20", "2027-02-10"),
        ("2027-03-15", "2027-04-10"),
    ] {
        assert_eq!(next_after(&planned, day(held)), Some(day(next)), "held {held}");
    }
    let last = planned.with(review::COUNTED, Counted::Held);
    assert_eq!(next_after(&last, day("2027-01-22")), Some(day("2027-02-22")));
    let ends = last.with(review::UNTIL, day("2027-02-21"));
    assert_eq!(next_after(&ends, day("2027-01-22")), None);
}

#[test]
fn where_this_one_was_before_it_was_moved_is_no_exception_of_the_others() {
    let forward = review("2026-11-30", "week")
        .with(review::COUNTED, Counted::Held)
        .with(review::PLANNED, day("2026-12-07"));
    let forward = excepted(forward, &[("2026-12-07", Some("2026-11-30"))]);
    assert_eq!(
        falls(&forward, "2026-11-01", "2026-12-14"),
        ["2026-12-07", "2026-12-14"]
    );
    assert_eq!(next_after(&forward, day("2026-11-30")), Some(day("2026-12-07")));
    let next = following(&forward, day("2026-11-28"), Id::new("V-00002")).expect("goes on");
    assert_eq!(next.value(review::EXCEPTIONS.index()), &Value::Empty);
}

#[test]
fn the_next_record_carries_the_series_on() {
    let monthly = excepted(
        review("2027-01-31", "month"),
        &[("2027-02-28", Some("2027-03-02")), ("2027-03-31", None)],
    );
    let february = following(&monthly, day("2027-01-31"), Id::new("V-00002")).expect("goes on");
    assert_eq!(february.get(review::DATE), Some(day("2027-03-02")));
    assert_eq!(february.get(review::PLANNED), Some(day("2027-02-28")));
    assert_eq!(february.get(review::EVERY), "month on the 31st");
    assert_eq!(february.get(review::PREVIOUS), Some(monthly.id()));
    assert_eq!(february.title(), "Management review");
    assert_eq!(february.get(review::EXCEPTIONS).len(), 1, "what is past is left behind");
    assert_eq!(
        february.problems().len(),
        1,
        "only the event, which the first did not say either"
    );
    let april = following(&february, day("2027-03-02"), Id::new("V-00003")).expect("goes on");
    assert_eq!(april.get(review::DATE), Some(day("2027-04-30")), "March is left out");
    assert_eq!(april.get(review::PLANNED), None);
}

fn series() -> impl Strategy<Value = Record> {
    let every = prop::sample::select(vec![
        "9 days",
        "2 weeks",
        "month",
        "month on the 2nd tuesday",
        "3 months on the last friday",
        "month on the 31st",
        "year",
    ]);
    let rows = prop::collection::vec((0..30_usize, prop::option::of(-20..60_i64)), 0..4);
    let begins = (
        0..1_500_u64,
        prop::option::of(0..40_u64),
        prop::option::of(0..2_000_u64),
        any::<bool>(),
    );
    (begins, every, rows).prop_map(|((offset, put_off, until, held), every, rows)| {
        let planned = day("2024-01-31") + Days::new(offset);
        let mut made = review("2024-01-31", every).with(review::DATE, planned + Days::new(put_off.unwrap_or(0)));
        if put_off.is_some() {
            made = made.with(review::PLANNED, planned);
        }
        if let Some(until) = until {
            made = made.with(review::UNTIL, planned + Days::new(until));
        }
        if held {
            made = made.with(review::COUNTED, Counted::Held);
        }
        let rule = rule(&made).expect("a rule");
        let anchor = anchor(&made, made.get(review::DATE).expect("a day"));
        for (nth, to) in rows {
            let next = |last: &NaiveDate| rule.next(anchor, *last);
            let of = std::iter::successors(Some(anchor), next).nth(nth + 1).expect("a day");
            let to = to.and_then(|to| of.checked_add_signed(chrono::TimeDelta::days(to)));
            let value = with_exception(&made, of, to, "why");
            made = made.with(review::EXCEPTIONS, value);
        }
        made
    })
}

/// Where a day of the series goes by the words of the record, asked of each day from the anchor on.
fn walked(review: &Record, to: NaiveDate) -> Vec<Event> {
    let date = review.get(review::DATE).expect("a day");
    let planned = review
        .get(review::PLANNED)
        .filter(|_| review.get(review::COUNTED).is_none());
    let anchor = planned.unwrap_or(date);
    let rule: Rule = review.get(review::EVERY).parse().expect("a rule");
    let rows = review.get(review::EXCEPTIONS);
    let mut events = Vec::new();
    for day in anchor.iter_days().skip(1).take_while(|day| *day <= to + Days::new(60)) {
        let is_one = rule.next(anchor, day - Days::new(1)) == Some(day);
        if !is_one || review.get(review::UNTIL).is_some_and(|until| day > until) {
            continue;
        }
        let exception = rows.iter().find(|row| row.get(review::Exceptions::DAY) == Some(day));
        let falls = match exception.map(|row| row.get(review::Exceptions::TO)) {
            None => day,
            Some(Some(to)) => to,
            Some(None) => continue,
        };
        if falls > date && falls <= to {
            events.push((day, falls));
        }
    }
    events.sort_by_key(|(day, falls)| (*falls, *day));
    events
}

proptest! {
    #[test]
    fn a_span_has_what_a_walk_day_by_day_finds(review in series(), first in 0..1_500_u64, length in 0..400_u64) {
        let from = day("2024-01-31") + Days::new(first);
        let to = from + Days::new(length);
        let mut expected = walked(&review, to);
        expected.retain(|(_, falls)| *falls >= from);
        prop_assert_eq!(upcoming(&review, from, to), expected);
    }

    #[test]
    fn held_on_its_day_it_is_followed_by_a_projected_one(review in series()) {
        let date = review.get(review::DATE).expect("a day");
        let all = walked(&review, date + Days::new(1_500));
        // The first by the day of the series: that is the order in which they are held.
        let first = all.iter().min().map(|(_, falls)| *falls);
        prop_assert_eq!(next_after(&review, date), first);
    }

    #[test]
    fn the_next_one_is_never_past_already(review in series(), held in 0..2_500_u64) {
        let held = day("2024-01-31") + Days::new(held);
        if let Some(next) = next_after(&review, held) {
            prop_assert!(next > held);
        }
    }
}
