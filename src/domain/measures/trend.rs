//! Trends: key figures at the end of each month.

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::day;
use crate::domain::kinds::{action, answer, control, finding, risk};
use crate::domain::measures::control_progress::Progress;
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::register::Register;

/// How many months are looked at, this one included.
pub const MONTHS: usize = 24;

/// The figures of a register on a day, each counted as the screens count it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many open risks stand above the appetite.
    pub above_appetite: usize,
    /// How many open actions are late.
    pub overdue: usize,
    /// How the gap questions stand.
    pub coverage: Coverage,
    /// How far the controls are.
    pub controls: Progress,
    /// How many findings are open.
    pub findings: usize,
}

/// The figures of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The day: the last of a month, or today.
    pub day: NaiveDate,
    /// The commit that was the last one then; none for the register as it stands here.
    pub commit: Option<String>,
    /// The figures.
    pub figures: Figures,
}

/// One figure, as charts and tables name it.
#[derive(Debug)]
pub struct Figure {
    /// Its name in tables and JSON.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What it is.
    pub get: fn(&Figures) -> usize,
    /// Of how many, where it is a part of a whole.
    pub of: Option<fn(&Figures) -> usize>,
}

/// Every figure, in the order in which they are shown.
pub const FIGURES: [Figure; 6] = [
    Figure {
        name: "above_appetite",
        label: "Risks above appetite",
        get: |figures| figures.above_appetite,
        of: None,
    },
    Figure {
        name: "overdue",
        label: "Overdue actions",
        get: |figures| figures.overdue,
        of: None,
    },
    Figure {
        name: "answered",
        label: "Questions answered",
        get: |figures| figures.coverage.answered(),
        of: Some(|figures| figures.coverage.total()),
    },
    Figure {
        name: "operating",
        label: "Questions operating",
        get: |figures| figures.coverage.at_least(answer::State::Operating),
        of: Some(|figures| figures.coverage.total()),
    },
    Figure {
        name: "implemented",
        label: "Controls implemented",
        get: |figures| figures.controls.implemented,
        of: Some(|figures| figures.controls.applicable()),
    },
    Figure {
        name: "findings",
        label: "Open findings",
        get: |figures| figures.findings,
        of: None,
    },
];

impl Figures {
    /// Counts a register as it stands on a day.
    pub fn of(register: &Register, day: NaiveDate) -> Self {
        let method = register.method();
        let risks = register.of(&risk::KIND);
        let actions = register.of(&action::KIND);
        Self {
            above_appetite: risks.filter(|record| risk::is_above_appetite(method, record)).count(),
            overdue: actions
                .filter(|record| record.days_late(register, day).is_some())
                .count(),
            coverage: Coverage::of(register.of(&answer::KIND)),
            controls: Progress::of_annex_a(register.of(&control::KIND)),
            findings: register.of(&finding::KIND).filter(|record| record.is_open()).count(),
        }
    }
}

impl Point {
    /// Returns the figures of a register as it stands here, today.
    pub fn now(register: &Register, today: NaiveDate) -> Self {
        Self {
            day: today,
            commit: None,
            figures: Figures::of(register, today),
        }
    }
}

/// Returns the last days of the months before the one of today, newest first.
pub fn ends(today: NaiveDate) -> Vec<NaiveDate> {
    let first = today.with_day(1).unwrap_or(today);
    let end = |back: usize| first.checked_sub_months(Months::new(u32::try_from(back).ok()?));
    (1..MONTHS).filter_map(end).map(day::end_of_month).collect()
}

/// Returns the sentence for a history in which no trend shows yet.
pub fn too_short(points: usize) -> Option<&'static str> {
    (points < 2).then_some(
        "No month has ended since the register was first committed, so there is no trend yet; commit it at least once a \
         month, and the first one shows at the next month's end.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::method;
    use crate::domain::method::score::Score;
    use crate::domain::record::Record;

    fn date(text: &str) -> NaiveDate {
        day::iso(text).expect("a day")
    }

    #[test]
    fn each_figure_counts_what_is_open_on_the_day() {
        let mut register = Register::default();
        register.put(method::preset());
        let score = Score {
            likelihood: Some(5),
            consequences: [Some(5), None, None],
        };
        for (id, retired) in [("R-00001", None), ("R-00002", Some(date("2026-01-01")))] {
            let mut risk = Record::new(&risk::KIND, id.into()).with(risk::CURRENT, score);
            if let Some(day) = retired {
                risk = risk.with(risk::RETIRED, day);
            }
            register.put(risk);
        }
        register.put(Record::new(&action::KIND, "T-00001".into()).with(action::DUE, date("2026-03-10")));
        register.put(Record::new(&finding::KIND, "F-00001".into()).with(finding::STATUS, finding::Status::Open));
        register.put(Record::new(&finding::KIND, "F-00002".into()).with(finding::STATUS, finding::Status::Closed));
        register.put(Record::new(&answer::KIND, "4.1/q1".into()).with(answer::STATE, answer::State::Operating));
        register.put(Record::new(&control::KIND, "A.2.2".into()).with(control::STATUS, control::Status::Implemented));
        let read = |day| FIGURES.map(|figure| (figure.get)(&Figures::of(&register, date(day))));
        assert_eq!(read("2026-03-10"), [1, 0, 1, 1, 1, 1]);
        assert_eq!(read("2026-03-11"), [1, 1, 1, 1, 1, 1]);
        assert_eq!(answer::RANKED.first(), Some(&answer::State::Operating));
    }

    #[test]
    fn months_end_on_their_last_day_whatever_today_is() {
        let ends = ends(date("2028-03-31"));
        assert_eq!(ends.len(), MONTHS - 1);
        assert_eq!(ends[..2], [date("2028-02-29"), date("2028-01-31")]);
        assert_eq!(ends.last(), Some(&date("2026-04-30")));
    }
}
