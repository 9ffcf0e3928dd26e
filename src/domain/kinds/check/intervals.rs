//! By which day something is to be done again: on its own day, or its interval after it was done last.
//!
//! An interval comes from the record, from the cadence of the organization, from the risk method, or it is what is usual. Being
//! late by one that nobody said is advice.

use chrono::{Days, Months, NaiveDate};

use crate::domain::day::recurrence::Rule as Recurrence;
use crate::domain::kinds::organization::cadence;
use crate::domain::kinds::review::subjects::is_outcome_written;
use crate::domain::kinds::review::{self, Event, Status};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Raised, at, nothing};
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// How often something is to be done, and whether somebody said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    every: Every,
    /// Whether the record, the cadence or the method says it; else it is what is usual.
    pub is_said: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Recurrence(Recurrence),
    Months(u32),
}

/// The day by which something is to be done again, and whether somebody said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The day.
    pub day: NaiveDate,
    /// Whether the day or the interval behind it was said.
    pub is_said: bool,
}

impl Interval {
    /// Returns the interval that a record says in words, such as `6 months`; none where it says nothing that can be read.
    pub fn said(every: &str) -> Option<Self> {
        let every = every.parse().ok().map(Every::Recurrence)?;
        Some(Self { every, is_said: true })
    }

    /// Returns an interval of months that the record or the risk method says.
    pub fn said_months(months: u32) -> Self {
        Self {
            every: Every::Months(months),
            is_said: true,
        }
    }

    /// Returns the interval of an event in the cadence of the organization.
    pub fn of_event(register: &Register, event: Event) -> Option<Self> {
        cadence::recorded(register, event).map(|cadence| Self {
            every: Every::Recurrence(cadence.rule),
            is_said: true,
        })
    }

    /// Returns an interval that is usual where nobody says one.
    pub const fn usual_months(months: u32) -> Self {
        Self {
            every: Every::Months(months),
            is_said: false,
        }
    }

    /// Returns the last day that one record may say for itself, where something is planned or usual at this interval: twice the
    /// interval after it was done last. The interval is the planned one of the organization; a single record may stretch it once,
    /// and not set it aside.
    pub fn latest_after(self, day: NaiveDate) -> Option<NaiveDate> {
        let once = self.after(day)?.day;
        self.after(once).map(|twice| twice.day)
    }

    /// Returns the interval that a record says for itself, unless it is more than twice the planned one, which holds then.
    #[must_use]
    pub fn within(self, planned: Self, today: NaiveDate) -> Self {
        let own = self.after(today).map(|due| due.day);
        let is_within = own.is_some_and(|own| planned.latest_after(today).is_none_or(|latest| own <= latest));
        if is_within { self } else { planned }
    }

    /// Returns the day that comes one interval after another one.
    pub fn after(self, day: NaiveDate) -> Option<Due> {
        let next = match self.every {
            Every::Recurrence(every) => every.next(day, day),
            Every::Months(months) => day.checked_add_months(Months::new(months)),
        };
        next.map(|day| Due {
            day,
            is_said: self.is_said,
        })
    }
}

/// Returns by which day something is to be done again: its own day if that is later than when it was done last, but at most
/// [twice the interval](Interval::latest_after) after that; else an interval after that. An old day does not hold down what was
/// done since.
pub fn due(own: Option<NaiveDate>, last: Option<NaiveDate>, interval: Interval) -> Option<Due> {
    match (own, last) {
        (Some(own), last) if last.is_none_or(|last| own > last) => Some(Due {
            day: at_most(own, last, interval),
            is_said: true,
        }),
        (_, Some(last)) => interval.after(last),
        (_, None) => None,
    }
}

/// Returns the day that something says for itself, or the [last one](Interval::latest_after) that it may say, since it was done or
/// begun, whichever is earlier.
pub fn at_most(own: NaiveDate, since: Option<NaiveDate>, interval: Interval) -> NaiveDate {
    let latest = since.and_then(|since| interval.latest_after(since));
    latest.map_or(own, |latest| own.min(latest))
}

/// Returns the own day of something that is not done again without one, unless it was done since: at most
/// [twice the usual interval](Interval::latest_after) after that.
pub fn own_day(own: Option<NaiveDate>, last: Option<NaiveDate>, usual: Interval) -> Option<Due> {
    let own = own.filter(|own| last.is_none_or(|last| *own > last))?;
    Some(Due {
        day: at_most(own, last, usual),
        is_said: true,
    })
}

/// Returns the own day of something of which nobody knows when it was done last, unless it lies more than twice the interval
/// ahead: it says then only that nobody will look.
pub fn within_reach(own: Option<NaiveDate>, interval: Interval, today: NaiveDate) -> Option<NaiveDate> {
    own.filter(|own| interval.latest_after(today).is_none_or(|latest| *own <= latest))
}

/// Returns how often a thing is measured: as it says itself, up to twice what lies between two management reviews, since one
/// that sees no result between two of them cannot judge any; none where it says nothing that can be read.
pub fn measured_every(register: &Register, every: &str, today: NaiveDate) -> Option<Interval> {
    // It is measured at an interval that was said, also where that is too long to count.
    let longest = Interval {
        is_said: true,
        ..between_reviews(register)
    };
    Interval::said(every).map(|every| every.within(longest, today))
}

/// Returns what lies between two management reviews, as is planned or usual.
pub fn between_reviews(register: &Register) -> Interval {
    Interval::of_event(register, Event::ManagementReview).unwrap_or(Interval::usual_months(12))
}

impl Due {
    /// Raises in a field that the day has passed, with the days of grace; as advice where nobody said the interval.
    pub fn raise(
        self,
        asked: &Asked<'_>,
        field: &'static str,
        sentence: impl FnOnce(NaiveDate) -> String,
    ) -> Vec<Raised> {
        if self.day >= asked.today {
            return nothing();
        }
        let raised = at(field, sentence(self.day)).late_since(self.day);
        let raised = if self.is_said {
            raised
        } else {
            raised.class(Class::ADVICE)
        };
        raised.into()
    }
}

/// Returns a day of something done, unless it lies more than one day ahead: then it counts as not said.
pub fn happened(day: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
    day.filter(|day| today.checked_add_days(Days::new(1)).is_none_or(|last| *day <= last))
}

/// Returns the day on which the newest review was held that came to something for a record: one that names it or of an event that
/// covers it, and of which the outcome for this record is written. What was not looked at stays due.
pub fn last_review(
    register: &Register,
    record: &Record,
    today: NaiveDate,
    covers: impl Fn(Event, &Record) -> bool,
) -> Option<NaiveDate> {
    let is_about = |review: &&Record| {
        review.get(review::ABOUT).contains(&record.id())
            || review.get(review::EVENT).is_some_and(|event| covers(event, review))
    };
    let held = |review: &&Record| !review.is_retired() && review.get(review::STATUS) == Some(Status::Held);
    let reviews = register.of(&review::KIND).filter(held).filter(is_about);
    reviews
        .filter(|review| is_outcome_written(register, review, record))
        .filter_map(|review| happened(review::day(review), today))
        .max()
}

/// Tells whether a review is of one of the systems to which a record belongs; one that names no system, requirement or record
/// is of all.
pub fn is_of_systems(review: &Record, systems: &[&Id]) -> bool {
    let reviewed = review.get(review::SYSTEMS);
    let is_of_all =
        reviewed.is_empty() && review.get(review::REQUIREMENTS).is_empty() && review.get(review::ABOUT).is_empty();
    is_of_all || systems.iter().any(|system| reviewed.contains(system))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::check::testing::{date, today};
    use crate::domain::kinds::organization;
    use crate::domain::kinds::risk;
    use crate::domain::record::choice::Choices;
    use crate::domain::record::value::Value;

    fn day(due: Option<Due>) -> Option<NaiveDate> {
        due.map(|due| due.day)
    }

    #[test]
    fn an_own_day_counts_until_the_thing_is_done_after_it() {
        let year = Interval::usual_months(12);
        let (early, late) = (Some(date("2026-01-10")), Some(date("2026-06-10")));
        assert_eq!(day(due(late, early, year)), late);
        assert_eq!(day(due(early, late, year)), Some(date("2027-06-10")));
        assert_eq!(day(due(None, late, year)), Some(date("2027-06-10")));
        assert_eq!(day(due(late, None, year)), late);
        assert_eq!(due(None, None, year), None);
    }

    #[test]
    fn the_cadence_says_an_interval_that_is_else_only_usual() {
        let mut register = Register::default();
        assert_eq!(Interval::of_event(&register, Event::SupplierReview), None);
        let row = Value::Row([Value::Choice(Event::SupplierReview.item()), Value::text("6 months")].into());
        let organization = Record::new(&organization::KIND, organization::ID.into());
        register.put(organization.with(organization::CADENCE, Value::set(vec![row])));
        let interval = Interval::of_event(&register, Event::SupplierReview).expect("an interval");
        let due = interval.after(date("2026-01-31")).expect("a day");
        assert_eq!((due.day, due.is_said), (date("2026-07-31"), true));
        assert!(!Interval::usual_months(12).is_said);
    }

    #[test]
    fn a_held_review_moves_what_it_names_or_covers() {
        let risk = Record::new(&risk::KIND, "R-00000".into());
        let held = |id: &str, event: Event, on: &str| {
            Record::new(&review::KIND, id.into())
                .with(review::EVENT, event)
                .with(review::STATUS, Status::Held)
                .with(review::HELD, date(on))
                .with(review::MINUTES, "Looked at.")
        };
        let risk = risk.with(risk::NOTE, "2026-03-01: V-00001: as before");
        let mut register = Register::default();
        let last =
            |register: &Register| last_review(register, &risk, today(), |event, _| event == Event::RiskReassessment);
        register.put(held("V-00000", Event::Training, "2026-05-01"));
        assert_eq!(last(&register), None);
        register.put(held("V-00001", Event::RiskReassessment, "2026-03-01"));
        assert_eq!(last(&register), Some(date("2026-03-01")));
        register.put(held("V-00000", Event::Training, "2026-05-01").with(review::ABOUT, vec![Id::new("R-00000")]));
        assert_eq!(last(&register), Some(date("2026-05-01")));
        register.put(held("V-00001", Event::RiskReassessment, "2027-03-01"));
        assert_eq!(last(&register), Some(date("2026-05-01")), "a day ahead is not said");
    }
}
