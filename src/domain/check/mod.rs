//! The check of a register: every record against the check rules of any record, which are here, and
//! those of its kind, which are in the `check.rs` of the kind.
//!
//! It looks at records as they are; problems of files have codes of the same series in the store. The result does not
//! depend on the order in which records were loaded.

use chrono::NaiveDate;

use crate::domain::catalogue::Vocabulary;
use crate::domain::record::Record;
use crate::domain::record::check::{Found, checks};
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

pub use crate::domain::record::check::{Problem, Rule, Severity};

checks! {
    find;
    /// A field refers to a record that is not there.
    DANGLING_REFERENCE "AIMS-E101" "dangling-reference";
    /// A field refers to a record of another kind than it takes.
    WRONG_KIND "AIMS-E102" "wrong-kind";
    /// A record refers to itself.
    SELF_REFERENCE "AIMS-E103" "self-reference";
    /// A record has an id that its kind does not take.
    BAD_ID "AIMS-E104" "bad-id";
    /// A field names a term that the catalogue does not know.
    UNKNOWN_TERM "AIMS-W101" "unknown-term";
    /// A record lacks a required value, or breaks a rule of its kind.
    INCOMPLETE "AIMS-W102" "incomplete";
}

/// Returns the check rules of any record and of some kinds.
pub fn rules<'a>(kinds: &'a [&'static Kind]) -> impl Iterator<Item = Rule> + 'a {
    let of_kinds = kinds.iter().flat_map(|kind| kind.check.rules);
    CHECKS.rules.iter().chain(of_kinds).copied()
}

/// Checks every record and returns the problems, by record, field and rule.
pub fn check(register: &Register, today: NaiveDate) -> Vec<Problem> {
    let records = register.kinds().iter().flat_map(|kind| register.of(kind));
    let mut problems: Vec<_> = records.flat_map(|record| of(register, record, today)).collect();
    problems.sort_unstable();
    problems
}

/// Checks one record and returns its problems, by field and rule.
///
/// The check of a register, the detail of a record and the number of its problems all come from here.
pub fn of(register: &Register, record: &Record, today: NaiveDate) -> Vec<Problem> {
    let mut found = Found {
        record,
        register,
        today,
        problems: Vec::new(),
    };
    find(&mut found);
    (record.kind().check.find)(&mut found);
    let Found { mut problems, .. } = found;
    // A rule of the kind that names the field says it better than that the record is incomplete.
    let of_kind = problems.iter().filter(|problem| !CHECKS.rules.contains(&problem.rule));
    let fields: Vec<_> = of_kind.map(|problem| problem.field).collect();
    problems.retain(|problem| problem.rule != INCOMPLETE || !fields.contains(&problem.field));
    problems.sort_unstable();
    problems.dedup();
    problems
}

/// Adds the problems that a record of any kind can have.
fn find(found: &mut Found<'_>) {
    let (record, register) = (found.record, found.register);
    let ids = record.kind().ids;
    if !ids.accepts(record.id().as_str()) {
        found.add(BAD_ID, "", format!("The id is not {}.", ids.example()));
    }
    for (field, value) in record.fields() {
        for (shape, value) in references(field.shape, value) {
            let targets = value.items().iter().filter_map(Value::as_id);
            match shape {
                Shape::One(kinds) | Shape::Many(kinds) => {
                    for id in targets {
                        if let Some((rule, sentence)) = reference(register, record, kinds, id) {
                            found.add(rule, field.name, sentence);
                        }
                    }
                }
                Shape::Terms(vocabulary) => {
                    for id in targets.filter(|id| !known(register, vocabulary, id)) {
                        let sentence = format!("`{}` is none of the {}.", visible(id), vocabulary.name());
                        found.add(UNKNOWN_TERM, field.name, sentence);
                    }
                }
                _ => {}
            }
        }
    }
    if found.is_written() {
        let rule = record.kind().incomplete.unwrap_or(INCOMPLETE);
        for (field, sentence) in record.problems() {
            found.add(rule, field, sentence);
        }
    }
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

/// Returns what is wrong with a reference, if anything.
fn reference(register: &Register, record: &Record, kinds: &[&str], id: &Id) -> Option<(Rule, String)> {
    if id == record.id() {
        return Some((SELF_REFERENCE, "The record refers to itself.".to_owned()));
    }
    match register.get(id.as_str()) {
        Some(target) if kinds.is_empty() || kinds.contains(&target.kind().name) => None,
        Some(target) => {
            let (is, takes) = (target.kind().name, kinds.join(" or "));
            Some((
                WRONG_KIND,
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
            Some((DANGLING_REFERENCE, sentence))
        }
    }
}

/// Returns an id with control characters escaped; one that fits no record may hold any text.
pub fn visible(id: &Id) -> String {
    id.as_str().chars().flat_map(char::escape_debug).take(60).collect()
}

#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
mod tests;
