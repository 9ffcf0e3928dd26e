//! Check rules: what `aims check` can find, declared beside each kind with a stable code.
//!
//! The letter of a code is the severity. The hundreds are the subject: 0 files, 1 any record, 2 risks, 3 evidence and
//! documents, 4 treatment, 5 controls, 6 assessments and the deployment gate, 7 findings, 8 the organization with its
//! context, objectives, suppliers and incidents.

use std::fmt;

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// How severe a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The register contradicts itself or a file cannot be used.
    Error,
    /// Something is missing or unknown; the register can be worked with.
    Warning,
}

impl Severity {
    /// Returns the word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A check rule. Codes never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rule {
    /// The stable code, such as `AIMS-E501`.
    pub code: &'static str,
    /// The short name beside the code.
    pub name: &'static str,
    /// What it finds, in a sentence.
    pub help: &'static str,
}

impl Rule {
    /// Returns the severity, which is the letter of the code.
    pub fn severity(self) -> Severity {
        if self.code.starts_with("AIMS-E") {
            Severity::Error
        } else {
            Severity::Warning
        }
    }
}

/// The check rules of a kind with the function that applies them. `checks!` declares both, so that no rule is left out
/// of the table.
#[derive(Debug, Clone, Copy)]
pub struct Checks {
    /// The rules.
    pub rules: &'static [Rule],
    /// Adds the problems of one record.
    pub find: fn(&mut Found<'_>),
}

impl Checks {
    /// For a kind without check rules of its own.
    pub const NONE: Self = Self {
        rules: &[],
        find: |_| {},
    };
}

/// Declares check rules as constants, and `CHECKS` with all of them and the function that applies them.
macro_rules! checks {
    ($find:expr; $($(#[doc = $help:literal])+ $rule:ident $code:literal $name:literal;)+) => {
        $($(#[doc = $help])+ pub const $rule: $crate::domain::record::check::Rule = $crate::domain::record::check::Rule {
            code: $code,
            name: $name,
            help: concat!($($help),+),
        };)+

        /// The check rules declared here, with the function that applies them.
        pub const CHECKS: $crate::domain::record::check::Checks = $crate::domain::record::check::Checks {
            rules: &[$($rule),+],
            find: $find,
        };
    };
}
pub(crate) use checks;

/// A problem that a check rule found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The record.
    pub id: Id,
    /// The name of the field; empty when it concerns the record as a whole.
    pub field: &'static str,
    /// The rule that is broken.
    pub rule: Rule,
    /// The problem in a sentence.
    pub sentence: String,
}

/// Writes `AIMS-E101 dangling-reference R-7k3qm systems: ...`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.rule.code, self.rule.name, self.id)?;
        if !self.field.is_empty() {
            write!(f, " {}", self.field)?;
        }
        write!(f, ": {}", self.sentence)
    }
}

/// A record under check, with the problems found so far.
pub struct Found<'a> {
    /// The record.
    pub record: &'a Record,
    /// The register it belongs to.
    pub register: &'a Register,
    /// The current day.
    pub today: NaiveDate,
    /// The problems.
    pub problems: Vec<Problem>,
}

impl Found<'_> {
    /// Adds a problem of a field, or of the record as a whole where the field is empty.
    pub fn add(&mut self, rule: Rule, field: &'static str, sentence: impl Into<String>) {
        self.problems.push(Problem {
            id: self.record.id().clone(),
            field,
            rule,
            sentence: sentence.into(),
        });
    }

    /// Tells whether anybody wrote the record. One that only the catalogue implies lacks nothing until then.
    pub fn is_written(&self) -> bool {
        self.record.fields().any(|(_, value)| !value.is_empty()) || !self.register.is_implied(self.record.id())
    }
}
