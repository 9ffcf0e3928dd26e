//! Metrics: what is measured regularly, how, and what was measured (9.1).

pub mod check;

use chrono::NaiveDate;

use crate::domain::day::recurrence;
use crate::domain::day::recurrence::Rule;
use crate::domain::kinds::check::intervals::happened;
use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::{LATE, PROBLEMS, system};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::field::{Derived, Home, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::rules::{Example, KindRule};
use crate::domain::record::typed::{Day, Line, Many, Person, Prose, Requirements, Rows};
use crate::domain::record::value::Value;

choices! {
    /// How the newest result compares to the bounds.
    Verdict {
        Outside Bad "outside", "out of bounds";
        NotMeasured Warn "not measured", "never measured";
        NoBounds Quiet "no bounds", "unbounded";
        Within Good "within", "within bounds";
    }
}

table! {
    /// What was measured: the day, the value, and what follows.
    Results, sorted: true, ON: Day = "on", VALUE: Line = "value", NOTE: Line = "note"
}

kind! {
    /// Something that is measured or watched regularly, with its results.
    Metric "metric" "metrics" {
        ids: IdForm::Random('M'),
        home: Home::Folder("metrics"),
        derived: DERIVED,
        check: check::RULES,
        deadline: next,
        rules: RULES,
    }
    /// What it is called.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// What is measured or watched.
    WHAT: Line = "what" "What" [Required];
    /// How it is measured, so that two people get the same.
    METHOD: Line = "method" "Method" [Required];
    /// How often it is measured, such as `month` or `6 months`.
    EVERY: Line = "every" "Measured every" [Required];
    /// How often the results are judged, such as `quarter` or `year`.
    EVALUATED_EVERY: Line = "evaluated_every" "Evaluated every" [Required];
    /// In what it counts.
    UNIT: Line = "unit" "Unit" [];
    /// Who measures.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// Who judges the results.
    EVALUATED_BY: Person = "evaluated_by" "Evaluated by" [];
    /// The systems it is about; none means the AIMS as a whole.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search About];
    /// The clauses and controls it is about.
    REQUIREMENTS: Requirements = "requirements" "Requirements" [Search];
    /// A number; below it something follows.
    LOWER: Line = "lower" "Lower bound" [];
    /// A number; above it something follows.
    UPPER: Line = "upper" "Upper bound" [];
    /// What was measured: on | value | what follows.
    RESULTS: Rows<Results> = "results" "Results" [Apart Happened Outcome];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome];
}

const DERIVED: &[Derived] = &[
    Derived {
        name: "value",
        label: "Last value",
        help: "What was measured last.",
        shape: Shape::Line,
        get: |_, record, today| last(record, today).map_or(Value::Empty, |(_, value)| Value::text(value)),
    },
    Derived {
        name: "next",
        label: "Next",
        help: "The day on which it is to be measured again.",
        shape: Shape::Day,
        get: |_, record, today| record.deadline(today).map_or(Value::Empty, Value::Date),
    },
    Derived {
        name: "verdict",
        label: "Verdict",
        help: "How the newest result compares to the bounds.",
        shape: Shape::OneOf(<Verdict as Choices>::ITEMS),
        get: |_, record, today| verdict(record, today).into(),
    },
    LATE,
    PROBLEMS,
];

const RULES: &[KindRule] = &[
    KindRule::record(
        "spans",
        unreadable_spans,
        &[
            MEASURED.change("every: now and then"),
            MEASURED.change("evaluated_every: sometimes"),
        ],
    ),
    KindRule::record(
        "bounds",
        unreadable_bounds,
        &[MEASURED.change("lower: <= 3"), MEASURED.change("upper: not many")],
    ),
];

const MEASURED: Example = Example::of(
    "M-00001",
    "title: Wrong answers; what: Share of wrong answers; method: 50 answers read; every: month; evaluated_every: quarter",
);

/// Returns the bounds of the results, each with the name of its field.
pub fn bounds(metric: &Record) -> impl Iterator<Item = (&'static str, &str)> + Clone {
    [("lower", metric.get(LOWER)), ("upper", metric.get(UPPER))].into_iter()
}

/// By a bound that is no number no result is ever out of bounds.
fn unreadable_bounds(record: &Record) -> Vec<(&'static str, String)> {
    let unreadable = bounds(record).filter(|(_, bound)| is_unreadable(bound));
    let told = |bound| format!("`{bound}` does not begin with a number, such as 3 or 0.5 %.");
    unreadable.map(|(field, bound)| (field, told(bound))).collect()
}

fn unreadable_spans(record: &Record) -> Vec<(&'static str, String)> {
    let spans = [
        ("every", record.get(EVERY)),
        ("evaluated_every", record.get(EVALUATED_EVERY)),
    ];
    let faults = spans.into_iter().filter(|(_, span)| !span.is_empty());
    faults
        .filter_map(|(field, span)| recurrence::problem(span).map(|problem| (field, problem)))
        .collect()
}

/// Says what a result lacks that names a day without a value, or a value without a day.
pub fn half_said(on: Option<NaiveDate>, value: &str) -> Option<String> {
    match (on, value) {
        (Some(on), "") => Some(format!("It is not said what was measured on {on}.")),
        (None, value) if !value.is_empty() => Some(format!("It is not said when {value} was measured.")),
        _ => None,
    }
}

/// Returns what was measured last, and when; a day to come counts as not said.
pub fn last(metric: &Record, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    let rows = metric.get(RESULTS).into_iter();
    let measured = rows.filter(|row| row.says(Results::VALUE));
    let dated = measured.filter_map(|row| Some((happened(row.get(Results::ON), today)?, row.get(Results::VALUE))));
    dated.max_by_key(|(on, _)| *on)
}

/// Returns the day on which a metric is to be measured again; none before it was measured at all. A result of a day to come counts as
/// not said.
fn next(metric: &Record, today: NaiveDate) -> Option<NaiveDate> {
    let rows = metric.get(RESULTS).into_iter();
    let on = rows.filter_map(|row| happened(row.get(Results::ON), today)).max()?;
    metric.get(EVERY).parse::<Rule>().ok()?.next(on, on)
}

/// Returns how the newest result stands to the bounds.
pub fn verdict(metric: &Record, today: NaiveDate) -> Verdict {
    let Some((_, value)) = last(metric, today) else {
        return Verdict::NotMeasured;
    };
    let (lower, upper) = (number(metric.get(LOWER)), number(metric.get(UPPER)));
    match number(value) {
        Some(value) if lower.is_some() || upper.is_some() => {
            let is_outside = lower.is_some_and(|lower| value < lower) || upper.is_some_and(|upper| value > upper);
            if is_outside { Verdict::Outside } else { Verdict::Within }
        }
        _ => Verdict::NoBounds,
    }
}

/// Tells whether a text says something that is no number, so that nobody can tell on which side of a bound it is.
pub fn is_unreadable(text: &str) -> bool {
    !text.is_empty() && number(text).is_none()
}

/// Returns the number with which a text begins, such as 0.8 of `0,8 %`.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".");
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '+'));
    text[..end.unwrap_or(text.len())].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::today;
    use crate::domain::day;

    fn metric(results: &[(&str, &str)]) -> Record {
        let row = |(on, value): &(&str, &str)| Value::Row([day::iso(on).into(), Value::text(value)].into());
        Record::new(&KIND, "M-00001".into())
            .with(EVERY, "month")
            .with(UPPER, "2 %")
            .with(RESULTS, Value::set(results.iter().map(row).collect()))
    }

    #[test]
    fn the_newest_result_is_judged_by_the_bounds() {
        assert_eq!(verdict(&metric(&[]), today()), Verdict::NotMeasured);
        assert_eq!(
            verdict(&metric(&[("2026-10-01", "3,5 %"), ("2026-11-01", "0.8 %")]), today()),
            Verdict::Within
        );
        assert_eq!(verdict(&metric(&[("2026-11-01", "3,5 %")]), today()), Verdict::Outside);
        assert_eq!(verdict(&metric(&[("2026-11-01", "good")]), today()), Verdict::NoBounds);
        assert_eq!(
            verdict(&metric(&[("2026-11-01", "3")]).with(UPPER, ""), today()),
            Verdict::NoBounds
        );
    }

    #[test]
    fn it_is_measured_again_an_interval_after_the_newest_result() {
        assert_eq!(metric(&[]).deadline(today()), None);
        assert_eq!(metric(&[("2026-10-15", "1")]).deadline(today()), day::iso("2026-11-15"));
        let ahead = metric(&[("2026-10-15", "1"), ("2027-10-15", "1")]);
        assert_eq!(
            ahead.deadline(today()),
            day::iso("2026-11-15"),
            "what is to come is not said"
        );
        let retired = metric(&[("2026-10-15", "1")]).with(RETIRED, day::iso("2026-10-20"));
        assert_eq!(retired.deadline(today()), None);
    }
}
