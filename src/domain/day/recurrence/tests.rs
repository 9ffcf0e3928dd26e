//! Rules as people write them, and their days beside a walk that asks of each day whether the rule holds there.

use proptest::prelude::*;

use super::*;
use crate::domain::day::iso;
use crate::domain::record::value::Value;

fn day(text: &str) -> NaiveDate {
    iso(text).expect(text)
}

fn series(rule: &str, anchor: &str, count: usize) -> Vec<String> {
    let rule: Rule = rule.parse().expect(rule);
    let anchor = day(anchor);
    let next = |last: &NaiveDate| rule.next(anchor, *last);
    let days = std::iter::successors(Some(anchor), next);
    days.take(count).map(|day| day.to_string()).collect()
}

#[test]
fn the_end_of_a_month_stays_the_end_of_a_month() {
    assert_eq!(
        series("month", "2027-01-31", 5),
        ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]
    );
    assert_eq!(
        series("year", "2024-02-29", 5),
        ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]
    );
}

#[test]
fn weekdays_are_counted_within_their_month() {
    assert_eq!(
        series("month on the 2nd tuesday", "2026-12-08", 3),
        ["2026-12-08", "2027-01-12", "2027-02-09"]
    );
    assert_eq!(
        series("3 months on the last friday", "2026-11-27", 3),
        ["2026-11-27", "2027-02-26", "2027-05-28"]
    );
    let held_early = series("month on the 2nd tuesday", "2027-01-11", 2);
    assert_eq!(
        held_early[1], "2027-02-09",
        "one a month, also when one was a day early"
    );
}

#[test]
fn a_rule_reads_as_people_write_it() {
    for (written, read) in [
        ("3 months", "3 months"),
        ("every 3 Months", "3 months"),
        ("quarterly", "3 months"),
        ("year", "year"),
        ("annually", "year"),
        ("1 week", "week"),
        ("month on 2 tue", "month on the 2nd tuesday"),
        ("month on the second tuesday", "month on the 2nd tuesday"),
        ("3 months on the last friday", "3 months on the last friday"),
        ("month on the 31", "month on the 31st"),
        ("month on the last day", "month on the 31st"),
        ("year on the 12th", "year on the 12th"),
    ] {
        assert_eq!(written.parse::<Rule>().expect(written).to_string(), read);
    }
}

#[test]
fn an_unreadable_rule_is_refused_with_an_example() {
    for text in [
        "",
        "often",
        "0 months",
        "1000 days",
        "3",
        "months 3",
        "-1 days",
        "week on the 2nd tuesday",
        "month on the 5th friday",
        "month on the 32nd",
        "month on the",
        "month on the 0th",
        "month on the last",
        "month on the 2x tuesday",
        "3 months please",
        "month on the 2ü",
    ] {
        let error = text.parse::<Rule>().expect_err(text).to_string();
        assert!(error.contains("3 months on the last friday"), "{error}");
    }
}

/// The day-by-day walk: tells of each day whether the rule holds there, from what the words say.
fn holds(every: i64, unit: Unit, on: On, anchor: NaiveDate, day: NaiveDate) -> bool {
    if day <= anchor {
        return day == anchor;
    }
    let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
    let apart = months(day) - months(anchor);
    let is_last = day.succ_opt().is_some_and(|next| next.month() != day.month());
    let numbered = |number: u32| day.day() == number || (is_last && day.day() < number);
    let here = || match on {
        On::Anchor => numbered(anchor.day()),
        On::Day(number) => numbered(u32::from(number)),
        On::Nth(nth, weekday) => day.weekday() == weekday && day.day().div_ceil(7) == u32::from(nth),
        On::Last(weekday) => day.weekday() == weekday && (day + Days::new(7)).month() != day.month(),
    };
    match unit {
        Unit::Day => (day - anchor).num_days() % every == 0,
        Unit::Week => (day - anchor).num_days() % 7 == 0 && (day - anchor).num_days() / 7 % every == 0,
        Unit::Month => apart > 0 && apart % every == 0 && here(),
        Unit::Year => apart > 0 && day.month() == anchor.month() && apart / 12 % every == 0 && here(),
    }
}

fn rules() -> impl Strategy<Value = Rule> {
    let units = prop::sample::select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Year]);
    let weekday = || (0..7_u8).prop_map(|number| Weekday::try_from(number).expect("a weekday"));
    let on = prop_oneof![
        Just(On::Anchor),
        (1..=31_u8).prop_map(On::Day),
        (1..=SURE, weekday()).prop_map(|(nth, weekday)| On::Nth(nth, weekday)),
        weekday().prop_map(On::Last),
    ];
    (1..=20_u16, units, on).prop_map(|(every, unit, on)| Rule {
        every,
        unit,
        on: if matches!(unit, Unit::Month | Unit::Year) {
            on
        } else {
            On::Anchor
        },
    })
}

/// Days from 2024 to 2032, ends of months and leap days more often than others.
fn anchors() -> impl Strategy<Value = NaiveDate> {
    let any = (0..3_000_u64).prop_map(|days| day("2024-01-01") + Days::new(days));
    prop_oneof![
        3 => any.clone(),
        2 => any.prop_map(crate::domain::day::end_of_month),
        1 => Just(day("2024-02-29")),
        1 => Just(day("2028-02-29")),
    ]
}

proptest! {
    #[test]
    fn the_next_day_is_the_one_a_walk_day_by_day_finds(rule in rules(), anchor in anchors()) {
        let end = day("2040-12-31");
        let walked: Vec<_> = anchor
            .iter_days()
            .take_while(|day| *day <= end)
            .filter(|day| holds(i64::from(rule.every), rule.unit, rule.on, anchor, *day))
            .collect();
        let next = |last: &NaiveDate| rule.next(anchor, *last);
        let jumped: Vec<_> = std::iter::successors(Some(anchor), next).take_while(|day| *day <= end).collect();
        prop_assert_eq!(&walked, &jumped, "{}", rule);
        prop_assert_eq!(rule.next(anchor, anchor - Days::new(1)), Some(anchor));
    }

    #[test]
    fn any_day_has_the_same_next_one_as_the_walk(rule in rules(), anchor in anchors(), later in 0..3_000_u64) {
        let after = anchor + Days::new(later);
        let mut days = after.iter_days().skip(1);
        let walked = days.find(|day| holds(i64::from(rule.every), rule.unit, rule.on, anchor, *day));
        prop_assert_eq!(rule.next(anchor, after), walked, "{} from {}", rule, anchor);
    }

    #[test]
    fn who_counts_on_from_the_last_one_never_drifts(rule in rules(), anchor in anchors()) {
        let mut last = anchor;
        let mut carried = rule;
        for nth in 0..40 {
            carried = carried.remembering(last);
            let next = carried.next(last, last).expect("far from the end");
            prop_assert_eq!(Some(next), rule.next(anchor, last), "{} from {} at {}", rule, anchor, nth);
            last = next;
        }
    }

    #[test]
    fn a_rule_is_written_as_it_is_read(rule in rules()) {
        prop_assert_eq!(rule.to_string().parse::<Rule>(), Ok(rule));
    }

    #[test]
    fn any_text_and_any_day_survive(text in "[0-9a-zü ]{0,24}", days in -95_000_000..95_000_000_i64) {
        let far = day("2026-01-01").checked_add_signed(chrono::TimeDelta::days(days)).unwrap_or(NaiveDate::MAX);
        if let Ok(rule) = text.parse::<Rule>() {
            rule.next(far, NaiveDate::MAX);
        }
        for rule in ["999 years", "month on the last friday", "999 days", "month on the 4th sunday"] {
            let rule: Rule = rule.parse().expect(rule);
            rule.next(far, far);
            rule.next(NaiveDate::MIN, NaiveDate::MAX);
            rule.next(NaiveDate::MAX, NaiveDate::MAX);
        }
    }
}

#[test]
fn a_record_that_nobody_can_follow_says_so() {
    use crate::domain::kinds::{organization, review, supplier};
    use crate::domain::record::Record;
    use crate::domain::record::id::Id;

    let fields = |record: &Record| {
        let problems = record.problems().into_iter();
        let about = problems.filter(|(_, sentence)| sentence.contains("`now and then`"));
        about.map(|(field, _)| field).collect::<Vec<_>>()
    };
    let review = Record::new(&review::KIND, Id::new("V-00001"));
    let supplier = Record::new(&supplier::KIND, Id::new("P-00001"));
    assert_eq!(fields(&review.clone().with(review::EVERY, "now and then")), ["every"]);
    assert_eq!(fields(&supplier.with(supplier::EVERY, "now and then")), ["every"]);
    assert_eq!(fields(&review.with(review::EVERY, "year")), [""; 0]);
    let row = |every: &str| Value::Row([review::Event::InternalAudit.into(), every.into()].into());
    let rows = Value::list(vec![row("now and then"), row("year")]);
    let organization = Record::new(&organization::KIND, Id::new(organization::ID));
    assert_eq!(fields(&organization.with(organization::CADENCE, rows)), ["cadence"]);
}
