//! How evidence stands, whatever its days and whatever became of its file.

use proptest::prelude::*;

use super::*;
use crate::domain::admission::testing;
use crate::domain::day;

fn today() -> NaiveDate {
    day::iso("2026-11-23").expect("a day")
}

fn in_days(days: i64) -> NaiveDate {
    today() + chrono::Duration::days(days)
}

fn file() -> Record {
    Record::new(&KIND, "E-00000".into()).with(LOCATION, "docs/a.md")
}

fn seen_as(fact: Option<Fact>) -> Register {
    let mut register = Register::default();
    if let Some(fact) = fact {
        register.observe("docs/a.md", fact);
    }
    register
}

fn present(digit: &str) -> Fact {
    Fact::Present {
        sha256: digit.repeat(64),
    }
}

#[test]
fn state_of_the_file_decides_before_the_day_of_expiry() {
    let recorded = file().with(HASH, "a".repeat(64)).with(EXPIRES, in_days(90));
    for (fact, expected) in [
        (None, Standing::Unknown),
        (Some(Fact::Missing), Standing::Gone),
        (Some(Fact::Refused { why: String::new() }), Standing::Gone),
        (Some(present("b")), Standing::Changed),
        (Some(present("a")), Standing::Valid),
        (Some(Fact::TooLarge { bytes: 1 << 40 }), Standing::Unknown),
    ] {
        let register = seen_as(fact.clone());
        assert_eq!(standing(&register, &recorded, today()), expected, "{fact:?}");
        let past = recorded.clone().with(EXPIRES, in_days(-1));
        assert_eq!(standing(&register, &past, today()), Standing::Expired, "{fact:?}");
    }
}

#[test]
fn a_link_and_an_unseen_file_are_valid_by_their_day() {
    let link = file().with(LOCATION, "https://example.org/a");
    for (days, expected) in [
        (Some(-1), Standing::Expired),
        (Some(0), Standing::Expiring),
        (Some(30), Standing::Expiring),
        (Some(31), Standing::Valid),
        (None, Standing::Undated),
    ] {
        let register = seen_as(Some(present("a")));
        for record in [link.clone(), file()] {
            let record = record.with(EXPIRES, days.map(in_days));
            assert_eq!(standing(&register, &record, today()), expected, "{days:?}");
        }
    }
}

#[test]
fn the_span_moves_the_day() {
    let months = |months: i64| Value::Number(months);
    let mut record = file().with(EFFECTIVE, day::iso("2026-01-31"));
    record.put(EVERY.index(), months(1)).expect("fits");
    assert_eq!(valid_until(&record), day::iso("2026-02-28"));
    let expires = |record: &Record, field: usize, value: Value| testing::set(record, field, value).get(EXPIRES);
    assert_eq!(expires(&record, EVERY.index(), months(6)), day::iso("2026-07-31"));
    assert_eq!(expires(&record, SEEN.index(), today().into()), day::iso("2026-12-23"));
    // A day somebody chose stays until somebody looks again.
    let chosen = record.with(EXPIRES, day::iso("2027-05-05"));
    assert_eq!(valid_until(&chosen), day::iso("2026-03-28"), "at most twice its span");
    let near = chosen.clone().with(EXPIRES, day::iso("2026-03-15"));
    assert_eq!(valid_until(&near), day::iso("2026-03-15"));
    assert_eq!(expires(&chosen, EVERY.index(), months(6)), day::iso("2027-05-05"));
    assert_eq!(expires(&chosen, SEEN.index(), today().into()), day::iso("2026-12-23"));
    assert_eq!(expires(&file(), SEEN.index(), today().into()), None);
}

#[test]
fn names_show_form_and_title() {
    for (location, form, title) in [
        (
            "docs/board_minutes-2026-03-01.pdf",
            Form::Minutes,
            "Board minutes 2026-03-01",
        ),
        ("reports/Red-Team report.docx", Form::Report, "Red Team report"),
        ("a/policy.md", Form::Document, "Policy"),
        ("dpa-cloud.pdf", Form::Contract, "Dpa cloud"),
        ("x/shot.png", Form::Log, "Shot"),
        ("latest/", Form::Other, "Latest"),
        ("https://example.org/runs/4.2", Form::Other, "4"),
    ] {
        assert_eq!(
            (guess(location), title_of(location)),
            (form, title.to_owned()),
            "{location}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is said and seen, there is one standing, and it agrees with what it is made of.
    #[test]
    fn there_is_one_standing_and_it_is_true(
        days in proptest::option::of(-400i64..400),
        fact in 0..6usize,
        recorded in any::<bool>(),
        linked in any::<bool>(),
    ) {
        let facts = [
            None,
            Some(Fact::Missing),
            Some(Fact::Folder),
            Some(present("a")),
            Some(present("b")),
            Some(Fact::TooLarge { bytes: 1 << 40 }),
        ];
        let register = seen_as(facts[fact].clone());
        let mut record = file().with(EXPIRES, days.map(in_days));
        if recorded {
            record = record.with(HASH, "a".repeat(64));
        }
        if linked {
            record = record.with(LOCATION, "https://example.org/a");
        }
        let found = standing(&register, &record, today());
        let (gone, changed) = (is_gone(&register, &record), has_changed(&register, &record));
        prop_assert_eq!(found == Standing::Expired, days.is_some_and(|days| days < 0));
        prop_assert!(found != Standing::Gone || gone && !linked);
        prop_assert!(found != Standing::Changed || changed && recorded);
        prop_assert!(!(gone || changed) || matches!(found, Standing::Expired | Standing::Gone | Standing::Changed));
        prop_assert!(found != Standing::Valid || days.is_some_and(|days| days > 30));
        prop_assert!(found != Standing::Undated || days.is_none());
    }

    #[test]
    fn any_name_has_a_title(location in ".{1,30}") {
        prop_assert!(!title_of(&location).is_empty());
        let _ = guess(&location);
    }
}
