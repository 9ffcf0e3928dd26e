//! What a check rule found.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;

use crate::domain::record::check::{Class, Provenance, Rule, Weight};
use crate::domain::record::id::Id;

/// How severe a problem of a file is, and what exit codes make of a problem of a record.
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

/// What a rule says of the record it was asked of; what is not said is as the rule has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The name of the field in which it is mended; empty when it concerns the record as a whole.
    pub field: &'static str,
    /// What is wrong, in a sentence.
    pub sentence: Cow<'static, str>,
    /// Another class than that of the rule.
    pub class: Option<Class>,
    /// Another clause or control than the first of the rule.
    pub clause: Option<Cow<'static, str>>,
    /// Since when it is late, where days of grace are given.
    pub late_since: Option<NaiveDate>,
    /// The day of something dated that will mend it.
    pub ahead: Option<NaiveDate>,
    /// The day from which the check asks for it; readiness asks always.
    pub asked_from: Option<NaiveDate>,
    /// The filter that would find the record that is missing, for a rule about the register as a whole.
    pub filter: &'static str,
    /// Whether only a certification body asks it, so that it counts for stage 2 and surveillance alone.
    pub by_certifier: bool,
    /// The records that it names, for a rule about the register as a whole.
    pub about: Vec<Id>,
}

/// Nothing is wrong.
pub fn nothing() -> Vec<Raised> {
    Vec::new()
}

/// Returns one thing that is wrong.
pub fn at(field: &'static str, sentence: impl Into<Cow<'static, str>>) -> Raised {
    Raised {
        field,
        sentence: sentence.into(),
        class: None,
        clause: None,
        late_since: None,
        ahead: None,
        asked_from: None,
        filter: "",
        by_certifier: false,
        about: Vec::new(),
    }
}

impl Raised {
    /// The same with another class than that of its rule.
    #[must_use]
    pub fn class(self, class: Class) -> Self {
        Self {
            class: Some(class),
            ..self
        }
    }

    /// The same, under another clause or control.
    #[must_use]
    pub fn under(self, clause: &str) -> Self {
        Self {
            clause: Some(Cow::Owned(clause.to_owned())),
            ..self
        }
    }

    /// The same, late since a day; by a few days it weighs little.
    #[must_use]
    pub fn late_since(self, day: NaiveDate) -> Self {
        Self {
            late_since: Some(day),
            ..self
        }
    }

    /// The same, with the day of something that will mend it.
    #[must_use]
    pub fn ahead(self, day: Option<NaiveDate>) -> Self {
        Self { ahead: day, ..self }
    }

    /// The same, about records that show it, too.
    #[must_use]
    pub fn about(self, ids: impl IntoIterator<Item = Id>) -> Self {
        let about = ids.into_iter().collect();
        Self { about, ..self }
    }

    /// The same, asked by the check only from a day on; never where the day is not known.
    #[must_use]
    pub fn asked_from(self, day: Option<NaiveDate>) -> Self {
        let day = day.unwrap_or(NaiveDate::MAX);
        Self {
            asked_from: Some(day),
            ..self
        }
    }

    /// The same, asked by a certification body alone.
    #[must_use]
    pub fn by_certifier(self) -> Self {
        Self {
            by_certifier: true,
            ..self
        }
    }

    /// The same, with the filter that would find the record that is missing.
    #[must_use]
    pub fn found_by(self, filter: &'static str) -> Self {
        Self { filter, ..self }
    }
}

impl From<Raised> for Vec<Raised> {
    fn from(raised: Raised) -> Self {
        vec![raised]
    }
}

/// A problem that a check rule found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The record. The organization where a record is missing.
    pub id: Id,
    /// The name of the field; empty when it concerns the record as a whole.
    pub field: &'static str,
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// The problem in a sentence.
    pub sentence: Cow<'static, str>,
    /// The clause or control under which it is listed; empty for the program's own advice.
    pub clause: Cow<'static, str>,
    /// Who asks, in which phase, and how much it weighs by itself.
    pub class: Class,
    /// How much it weighs today, with what is on its way and days of grace.
    pub weight: Weight,
    /// Whether work on its clause was begun, where the rule waits for that.
    pub is_begun: bool,
    /// Whether the organization explained it, so that it is left out and only counted.
    pub is_explained: bool,
    /// The day of something dated that will mend it.
    pub ahead: Option<NaiveDate>,
    /// Whether only a certification body asks it.
    pub by_certifier: bool,
    /// The kind of the record that is missing, and the filter that would find it.
    pub missing: Option<(&'static str, &'static str)>,
    /// The records that lack the same, where it says that most do; each of them has a problem of its own as well.
    pub of_most: Vec<Id>,
    /// The records that it names beside its own, where it is about the register as a whole; each of them shows it.
    pub about: Vec<Id>,
}

impl Problem {
    /// Tells whether it says that most records lack the same.
    pub fn is_of_most(&self) -> bool {
        !self.of_most.is_empty()
    }

    /// Returns who asks.
    pub fn provenance(&self) -> Provenance {
        self.class.provenance
    }

    /// Tells whether an exit code counts it as an error.
    pub fn severity(&self) -> Severity {
        if self.weight >= Weight::Minor {
            Severity::Error
        } else {
            Severity::Warning
        }
    }
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
