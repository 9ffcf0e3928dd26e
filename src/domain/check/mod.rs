//! The structural check of a register: what does not hold together, as problems with stable codes.
//!
//! It looks at records as they are; what is the matter with the files they stand in is told by the store, under codes
//! of the same series. Nothing here depends on the order in which records came in, and today is an argument.

mod assessments;
mod context;
mod controls;
mod evidence;
mod findings;
mod follow_up;
mod reviews;
mod risks;
mod rule;
mod treatment;

use std::fmt;

use chrono::NaiveDate;

use crate::domain::kinds;
use crate::domain::kinds::{control, document};
use crate::domain::record::Record;
use crate::domain::record::field::{Shape, Vocabulary};
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

pub use rule::{Rule, Severity};

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
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
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, name) = (self.rule.code(), self.rule.name());
        write!(f, "{code} {name} {}", self.id)?;
        if !self.field.is_empty() {
            write!(f, " {}", self.field)?;
        }
        write!(f, ": {}", self.sentence)
    }
}

/// Checks every record and returns what was found, by record, field and rule. The day is today.
pub fn check(register: &Register, today: NaiveDate) -> Vec<Problem> {
    let records = register.kinds().iter().flat_map(|kind| register.of(kind));
    let mut problems: Vec<_> = records.flat_map(|record| of(register, record, today)).collect();
    problems.sort_unstable();
    problems
}

/// Checks one record and returns what was found, by field and rule. The day is today.
///
/// The check of a register, the detail of a record and the number of its problems all come from here.
pub fn of(register: &Register, record: &Record, today: NaiveDate) -> Vec<Problem> {
    let mut found = Found {
        record,
        problems: Vec::new(),
    };
    found.as_any(register);
    if record.is(&control::KIND) {
        found.as_control(register, today);
    } else if record.is(&kinds::evidence::KIND) {
        found.as_evidence(register, today);
    } else if record.is(&document::KIND) {
        found.as_document(register, today);
    } else if record.is(&kinds::system::KIND) {
        found.as_system(register, today);
    } else if record.is(&kinds::assessment::KIND) {
        found.as_assessment(register, today);
    } else if record.is(&kinds::risk::KIND) {
        found.as_risk(register, today);
        found.as_treated(register, today);
    } else if record.is(&kinds::action::KIND) {
        found.as_action(register, today);
    } else if record.is(&kinds::review::KIND) {
        found.as_review(register);
    } else if record.is(&kinds::finding::KIND) {
        found.as_finding(register, today);
    } else if record.is(&kinds::incident::KIND) {
        found.as_incident(register, today);
    } else if record.is(&kinds::supplier::KIND) {
        found.as_supplier(register, today);
    } else if record.is(&kinds::objective::KIND) {
        found.as_objective(today);
    } else if record.is(&kinds::organization::KIND) {
        found.as_organization(register, today);
    }
    let Found { mut problems, .. } = found;
    // What a rule of its own says better is not said twice.
    let better: Vec<_> = problems
        .iter()
        .filter(|problem| problem.rule > Rule::Incomplete)
        .collect();
    let fields: Vec<_> = better.into_iter().map(|problem| problem.field).collect();
    problems.retain(|problem| problem.rule != Rule::Incomplete || !fields.contains(&problem.field));
    problems.sort_unstable();
    problems.dedup();
    problems
}

/// What is found in one record.
struct Found<'a> {
    record: &'a Record,
    problems: Vec<Problem>,
}

impl Found<'_> {
    fn find(&mut self, rule: Rule, field: &'static str, sentence: impl Into<String>) {
        self.problems.push(Problem {
            id: self.record.id().clone(),
            field,
            rule,
            sentence: sentence.into(),
        });
    }

    /// Adds what can be found in a record of any kind.
    fn as_any(&mut self, register: &Register) {
        let record = self.record;
        let ids = record.kind().ids;
        if !ids.accepts(record.id().as_str()) {
            self.find(Rule::BadId, "", format!("The id is not {}.", ids.example()));
        }
        for (field, value) in record.fields() {
            for (shape, value) in references(field.shape, value) {
                let targets = value.items().iter().filter_map(Value::as_id);
                match shape {
                    Shape::One(kinds) | Shape::Many(kinds) => {
                        for id in targets {
                            if let Some((rule, sentence)) = reference(register, record, kinds, id) {
                                self.find(rule, field.name, sentence);
                            }
                        }
                    }
                    Shape::Terms(vocabulary) => {
                        for id in targets.filter(|id| !known(register, vocabulary, id)) {
                            let sentence = format!("`{}` is none of the {}.", visible(id), vocabulary.name());
                            self.find(Rule::UnknownTerm, field.name, sentence);
                        }
                    }
                    _ => {}
                }
            }
        }
        if is_spoken_of(register, record) {
            let is_method = record.is(&kinds::method::KIND);
            let rule = if is_method {
                Rule::MethodFaulty
            } else {
                Rule::Incomplete
            };
            for (field, sentence) in record.problems() {
                self.find(rule, field, sentence);
            }
        }
    }
}

/// Tells whether somebody said anything in a record. One that the catalogue implies waits until then; it lacks nothing.
fn is_spoken_of(register: &Register, record: &Record) -> bool {
    record.fields().any(|(_, value)| !value.is_empty()) || !register.is_implied(record.id())
}

/// Returns a value with its shape, or the cells of a table with theirs.
fn references(shape: Shape, value: &Value) -> Vec<(Shape, &Value)> {
    let Shape::Rows { columns, .. } = shape else {
        return vec![(shape, value)];
    };
    let rows = value.items().iter().map(|row| match row {
        Value::Row(cells) => &**cells,
        _ => &[],
    });
    rows.flat_map(|cells| columns.iter().map(|column| column.shape).zip(cells))
        .collect()
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
        None => {
            let id = visible(id);
            let sentence = match register.unreadable(&id) {
                Some(why) => format!("`{id}` is not there, since its file cannot be read: {why}"),
                None => format!("There is no `{id}`."),
            };
            Some((Rule::DanglingReference, sentence))
        }
    }
}

/// Returns an id as it can be shown; one that fits no record may hold anything.
fn visible(id: &Id) -> String {
    id.as_str().chars().flat_map(char::escape_debug).take(60).collect()
}

#[cfg(test)]
mod tests;
