//! The documents: one file and one line in [`REPORTS`] each.

pub mod audit_report;
pub mod documents;
pub mod findings;
pub mod gap;
pub mod minutes;
pub mod risks;
pub mod soa;
pub mod treatment;

use chrono::NaiveDate;

use crate::domain::kinds::review::{self, Event};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::report::basis::{Basis, Copy};
use crate::report::document::Document;
use crate::report::making::{Face, Making};

/// Every document, in the order in which they are listed.
pub static REPORTS: &[&Report] = &[
    &risks::REPORT,
    &treatment::REPORT,
    &soa::REPORT,
    &gap::REPORT,
    &documents::REPORT,
    &findings::REPORT,
    &audit_report::REPORT,
    &minutes::REPORT,
];

/// A kind of document.
#[derive(Debug)]
pub struct Report {
    /// What it shows of itself: name, class, who signs.
    pub face: Face,
    /// The clauses and controls it serves.
    pub serves: &'static [&'static str],
    /// The kinds of records it is made from.
    pub made_from: &'static [&'static Kind],
    /// The names of the screens it belongs to.
    pub screens: &'static [&'static str],
    /// Whether it shows levels of risk, which nobody judged while the method cannot be used.
    pub shows_levels: bool,
    /// The copies there are of it; the first one where nobody asks.
    pub copies: &'static [Copy],
    /// Which record it is about, for one about a single record.
    pub subject: Option<Subject>,
    /// What git is asked for it.
    pub asks: Asks,
    /// Makes everything between the first page and the end.
    pub make: fn(&mut Making<'_>),
}

/// Which records a document can be about.
#[derive(Debug)]
pub struct Subject {
    /// Their kind.
    pub kind: &'static Kind,
    /// Tells whether one of the kind is one of them.
    pub fits: fn(&Record) -> bool,
    /// What they are called: `a management review that was held`.
    pub what: &'static str,
}

impl Subject {
    /// Returns the records that a document can be about, in the order of their ids.
    pub fn candidates<'a>(&self, register: &'a Register) -> Vec<&'a Record> {
        register.of(self.kind).filter(|one| (self.fits)(one)).collect()
    }
}

/// What git is asked for a document.
#[derive(Debug, Clone, Copy)]
pub struct Asks {
    /// When fields of the records of a kind were said last; any field where none is named.
    pub said: Option<(&'static Kind, &'static [&'static str])>,
    /// The figures at the end of past months.
    pub months: bool,
    /// The day since which changes are told where nobody says another one; nothing of a document that tells of none.
    pub since: Option<fn(&Register, NaiveDate) -> Option<NaiveDate>>,
}

impl Asks {
    /// Nothing is asked.
    pub const NOTHING: Self = Self {
        said: None,
        months: false,
        since: None,
    };
}

/// The copies of a document that is made of what others do not see.
pub const INSIDE: &[Copy] = &[Copy::Internal, Copy::Auditor];

impl Report {
    /// Makes the document.
    pub fn document(&self, basis: &Basis<'_>) -> Document {
        let mut making = Making::of(basis, &self.face);
        (self.make)(&mut making);
        making.finish(&self.face)
    }
}

/// Returns the day on which a review of a kind was held last, by a day.
pub fn last_held(register: &Register, event: Event, today: NaiveDate) -> Option<NaiveDate> {
    let held = register.of(&review::KIND).filter(|one| {
        let is_held = one.get(review::STATUS) == Some(review::Status::Held);
        one.get(review::EVENT) == Some(event) && is_held && !one.is_retired()
    });
    held.filter_map(|one| one.get(review::HELD))
        .filter(|day| *day <= today)
        .max()
}

/// Returns the document with a name.
pub fn named(name: &str) -> Option<&'static Report> {
    REPORTS.iter().copied().find(|report| report.face.name == name)
}

#[cfg(test)]
mod tests;
