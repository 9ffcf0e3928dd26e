//! The context every agenda point is computed from: register, review, today, and the day of the previous one.

use chrono::NaiveDate;

use crate::domain::kinds::review::{Decisions, subjects};
use crate::domain::kinds::{action, finding, review};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::review::{held, last_held};

/// The register as a review looks at it.
pub(in crate::domain) struct Look<'a> {
    pub register: &'a Register,
    pub review: &'a Record,
    pub today: NaiveDate,
    /// The day the last one of this event was held.
    pub since: Option<NaiveDate>,
}

impl<'a> Look<'a> {
    pub fn new(register: &'a Register, review: &'a Record, today: NaiveDate) -> Self {
        let since = last_held(register, review).and_then(|last| last.get(review::HELD));
        Self {
            register,
            review,
            today,
            since,
        }
    }

    /// Returns the words for the time that is looked at.
    pub fn period(&self) -> String {
        self.since
            .map_or_else(|| "so far".to_owned(), |since| format!("since {since}"))
    }

    /// Tells whether something happened since the last one was held, that day itself included.
    pub fn is_since(&self, day: Option<NaiveDate>) -> bool {
        day.is_some_and(|day| day <= self.today && self.since.is_none_or(|since| day >= since))
    }

    /// Returns the records an id list names.
    pub fn records(&self, ids: Vec<&Id>) -> Vec<&'a Record> {
        ids.into_iter()
            .filter_map(|id| self.register.get(id.as_str()))
            .collect()
    }

    /// Returns the actions that earlier reviews of this event decided, each once, those that ask for most first.
    pub fn decided_earlier(&self) -> Vec<&'a Record> {
        let mut actions: Vec<&Record> = Vec::new();
        for review in held(self.register, self.review) {
            for row in review.get(review::DECISIONS) {
                let action = row.get(Decisions::ACTION);
                let action = action.and_then(|id| self.register.get(id.as_str()));
                actions.extend(action.filter(|action| action.is(&action::KIND)));
            }
        }
        self.most_late_first(&mut actions);
        actions.dedup_by_key(|action| action.id());
        actions
    }

    /// Sorts actions: the most overdue first, then what is open, then the rest.
    pub fn most_late_first(&self, actions: &mut [&'a Record]) {
        actions.sort_by_key(|action| {
            let late = action.days_late(self.register, self.today).unwrap_or_default();
            (-late, !action.is_open(), action.id())
        });
    }

    /// Returns the findings that count, open or not.
    pub fn findings(&self) -> impl Iterator<Item = &'a Record> {
        let counts = |finding: &&Record| {
            !finding.is_retired() && finding.get(finding::STATUS) != Some(finding::Status::Withdrawn)
        };
        self.register.of(&finding::KIND).filter(counts)
    }

    /// Returns the findings that came from a review.
    pub fn findings_of(&self, review: &Id) -> Vec<&'a Record> {
        let from = |finding: &&Record| finding.get(finding::SOURCE) == Some(review);
        self.findings().filter(from).collect()
    }

    /// Returns the systems the review is about; all that the AIMS governs where none is named.
    pub fn systems(&self) -> Vec<&'a Record> {
        subjects::systems(self.register, self.review)
    }

    /// Tells whether something that belongs to systems belongs to the review: to one it names, or it names none.
    pub fn is_about(&self, systems: &[&Id]) -> bool {
        subjects::is_about(self.review, systems)
    }
}

/// Writes a count with its word: `1 finding`, `3 findings`, `no finding`.
pub(in crate::domain) fn counted(count: usize, one: &str, several: &str) -> String {
    match count {
        0 => format!("no {one}"),
        1 => format!("1 {one}"),
        count => format!("{count} {several}"),
    }
}

/// Writes findings by grade: `1 major, 2 minor, 1 opportunity`.
pub(in crate::domain) fn by_grade(findings: &[&Record]) -> String {
    use finding::Grade;
    let of = |grade| {
        findings
            .iter()
            .filter(|one| one.get(finding::GRADE) == Some(grade))
            .count()
    };
    let (major, minor, better) = (of(Grade::Major), of(Grade::Minor), of(Grade::Opportunity));
    let parts = [
        (major, format!("{major} major")),
        (minor, format!("{minor} minor")),
        (better, counted(better, "opportunity", "opportunities")),
    ];
    let filled: Vec<_> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, text)| text)
        .collect();
    if filled.is_empty() {
        "none".to_owned()
    } else {
        filled.join(", ")
    }
}
