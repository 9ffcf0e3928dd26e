//! Check rules: what `aims check` can find, declared beside each kind with a stable code.
//!
//! Codes are opaque: `E` contradicts or is late, `W` is missing; how much it weighs is in the table. The hundreds are the
//! subject: 0 files, 1 any record, 2 risks, 3 evidence and documents, 4 treatment, 5 controls, 6 assessments and the
//! deployment gate, 7 findings, audits, reviews and measures, 8 the organization with its context, objectives, suppliers,
//! changes, roles and incidents, 9 certificate and law.

mod class;
mod problem;

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::rules::{Example, Fields};
use crate::domain::register::Register;

pub use class::{Class, Phase, Provenance, Weight};
pub use problem::{Problem, Raised, Severity, at, nothing};

/// A record under check, among the others. For a rule about the register as a whole it is the organization.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The record.
    pub record: &'a Record,
    /// The register it belongs to.
    pub register: &'a Register,
    /// The current day.
    pub today: NaiveDate,
}

impl Asked<'_> {
    /// Tells whether anybody wrote the record. One that only the catalogue implies lacks nothing until then.
    pub fn is_written(&self) -> bool {
        self.record.fields().any(|(_, value)| !value.is_empty()) || !self.register.is_implied(self.record.id())
    }
}

/// Of what a rule asks.
#[derive(Debug, Clone, Copy)]
pub enum Subject {
    /// Of each record of its kind that this holds for; a retired one is never asked.
    Each(fn(&Asked<'_>) -> bool),
    /// Of the register as a whole: something is missing, mended by adding a record of the kind beside which the rule is
    /// declared. The organization is the record asked.
    Whole,
}

/// A check rule. Codes never change their meaning.
#[derive(Debug)]
pub struct Rule {
    /// The stable code, such as `AIMS-E501`.
    pub code: &'static str,
    /// The short name beside the code; it is promised to stay.
    pub name: &'static str,
    /// What is wrong, in a sentence.
    pub sentence: &'static str,
    /// The clauses and controls it belongs to; it is listed under the first one. None for the program's own advice,
    /// and for what is about the files of the register.
    pub clauses: &'static [&'static str],
    /// Who asks, in which phase, and the weight.
    pub class: Class,
    /// Why it matters, in a sentence or two.
    pub why: &'static str,
    /// How it is mended.
    pub mend: &'static str,
    /// Of what it asks.
    pub of: Subject,
    /// Whether it is asked of a record whose file cannot be read, of which nobody knows what it says; no other rule is.
    pub of_unknown: bool,
    /// Returns what is wrong.
    pub raise: fn(&Asked<'_>) -> Vec<Raised>,
    /// Whether the check waits until work on its clause was begun: a question of it answered, a document of it located or
    /// stage 1 near. Readiness asks always.
    pub once_begun: bool,
    /// Whether more than half of those asked weigh as a major one, told once.
    pub most: bool,
    /// The codes of rules whose records lack the same, too, where it is asked whether most do.
    pub most_with: &'static [&'static str],
    /// The codes of rules that say the same with less; they are left out where this one is raised.
    pub hides: &'static [&'static str],
    /// Whether it only tells what other rules led to. It weighs nothing by itself.
    pub is_consequence: bool,
    /// Records in which it is raised; the change of the example clears it.
    pub example: Example,
    /// A record whose coming clears it, where no change of the example does: kind, id, fields.
    pub cleared_by: Option<(&'static str, &'static str, Fields)>,
}

impl Rule {
    /// What a rule has that says nothing else about it.
    pub const PLAIN: Self = Self {
        code: "",
        name: "",
        sentence: "",
        clauses: &[],
        class: Class::ADVICE,
        why: "",
        mend: "",
        of: Subject::Each(|_| true),
        of_unknown: false,
        raise: |_| nothing(),
        once_begun: false,
        most: false,
        most_with: &[],
        hides: &[],
        is_consequence: false,
        example: Example::of("", ""),
        cleared_by: None,
    };
}

impl Rule {
    /// Tells whether it is asked of the register as a whole.
    pub fn is_of_whole(&self) -> bool {
        matches!(self.of, Subject::Whole)
    }
}

/// Rules are the same when their codes are.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl PartialOrd for Rule {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rule {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code.cmp(other.code)
    }
}
