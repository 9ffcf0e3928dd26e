//! The structural check of a register: what does not hold together, as findings with stable codes.
//!
//! It looks at records as they are; what is the matter with the files they stand in is told by the store, under codes
//! of the same series. Nothing here depends on a day or on the order in which records came in.

use std::fmt;

use super::field::{Shape, Vocabulary};
use super::id::Id;
use super::record::Record;
use super::register::Register;
use super::value::Value;

/// How much a finding weighs.
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

/// What is found, apart from where. The codes are promised to stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// A field refers to a record that is not there.
    DanglingReference,
    /// A field refers to a record of another kind than it takes.
    WrongKind,
    /// A record refers to itself.
    SelfReference,
    /// A field names a term that the catalogue does not know.
    UnknownTerm,
    /// A record has an id that its kind does not take.
    BadId,
    /// A record lacks what a complete one has, or breaks a rule of its kind.
    Incomplete,
}

impl Rule {
    /// Every rule, in the order of the codes.
    pub const ALL: [Self; 6] = [
        Self::DanglingReference,
        Self::WrongKind,
        Self::SelfReference,
        Self::UnknownTerm,
        Self::BadId,
        Self::Incomplete,
    ];

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::DanglingReference => "AIMS-E101",
            Self::WrongKind => "AIMS-E102",
            Self::SelfReference => "AIMS-E103",
            Self::BadId => "AIMS-E104",
            Self::UnknownTerm => "AIMS-W101",
            Self::Incomplete => "AIMS-W102",
        }
    }

    /// Returns the short name that goes with the code.
    pub fn name(self) -> &'static str {
        match self {
            Self::DanglingReference => "dangling-reference",
            Self::WrongKind => "wrong-kind",
            Self::SelfReference => "self-reference",
            Self::UnknownTerm => "unknown-term",
            Self::BadId => "bad-id",
            Self::Incomplete => "incomplete",
        }
    }

    /// Tells how much it weighs.
    pub fn severity(self) -> Severity {
        match self {
            Self::DanglingReference | Self::WrongKind | Self::SelfReference | Self::BadId => Severity::Error,
            Self::UnknownTerm | Self::Incomplete => Severity::Warning,
        }
    }
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The record.
    pub id: Id,
    /// The name of the field; empty when it is about the record as a whole.
    pub field: &'static str,
    /// What it is.
    pub rule: Rule,
    /// What to know, in a sentence.
    pub sentence: String,
}

/// Writes `AIMS-E101 dangling-reference R-7k3qm systems: ...`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, name) = (self.rule.code(), self.rule.name());
        write!(f, "{code} {name} {}", self.id)?;
        if !self.field.is_empty() {
            write!(f, " {}", self.field)?;
        }
        write!(f, ": {}", self.sentence)
    }
}

/// Checks every record and returns what was found, by record, field and rule.
pub fn check(register: &Register) -> Vec<Finding> {
    let mut findings = Vec::new();
    for kind in register.kinds() {
        for record in register.of(kind) {
            check_record(register, record, &mut findings);
        }
    }
    findings.sort_unstable();
    findings.dedup();
    findings
}

/// Adds what is found in one record.
fn check_record(register: &Register, record: &Record, findings: &mut Vec<Finding>) {
    let mut find = |rule, field, sentence| {
        findings.push(Finding {
            id: record.id().clone(),
            field,
            rule,
            sentence,
        });
    };
    let ids = record.kind().ids;
    if !ids.accepts(record.id().as_str()) {
        find(Rule::BadId, "", format!("The id is not {}.", ids.example()));
    }
    for (field, value) in record.fields() {
        let targets = value.items().iter().filter_map(Value::as_id);
        match field.shape {
            Shape::One(kinds) | Shape::Many(kinds) => {
                for id in targets {
                    if let Some((rule, sentence)) = reference(register, record, kinds, id) {
                        find(rule, field.name, sentence);
                    }
                }
            }
            Shape::Terms(vocabulary) => {
                for id in targets.filter(|id| !known(register, vocabulary, id)) {
                    let sentence = format!("`{}` is none of the {}.", visible(id), vocabulary.name());
                    find(Rule::UnknownTerm, field.name, sentence);
                }
            }
            _ => {}
        }
    }
    // A record nobody said anything in, such as a control the catalogue implies, waits; it lacks nothing yet.
    if record.fields().any(|(_, value)| !value.is_empty()) || !register.is_implied(record.id()) {
        for (field, sentence) in record.problems() {
            find(Rule::Incomplete, field, sentence);
        }
    }
}

fn known(register: &Register, vocabulary: Vocabulary, id: &Id) -> bool {
    register.resolves(id.as_str(), Some(vocabulary))
}

/// Tells what is wrong with a reference, if anything.
fn reference(register: &Register, record: &Record, kinds: &[&str], id: &Id) -> Option<(Rule, String)> {
    if id == record.id() {
        return Some((Rule::SelfReference, "The record refers to itself.".to_owned()));
    }
    match register.get(id.as_str()) {
        Some(target) if kinds.is_empty() || kinds.contains(&target.kind().name) => None,
        Some(target) => {
            let (is, takes) = (target.kind().name, kinds.join(" or "));
            Some((
                Rule::WrongKind,
                format!("`{}` is one of the {is} records; this takes {takes}.", visible(id)),
            ))
        }
        // A field for any record also takes a sub-clause.
        None if kinds.is_empty() && register.resolves(id.as_str(), None) => None,
        None => Some((Rule::DanglingReference, format!("There is no `{}`.", visible(id)))),
    }
}

/// Returns an id as it can be shown; one that fits no record may hold anything.
fn visible(id: &Id) -> String {
    id.as_str().chars().flat_map(char::escape_debug).take(60).collect()
}

#[cfg(test)]
mod tests;
