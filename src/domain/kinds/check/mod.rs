//! The check of a register: every record against the rules of any record and those of its kind, and the register as a
//! whole against what it must hold.
//!
//! The check, readiness, Today, the gate and the plan of the year read the same rules and have none of their own. Rules look
//! at records as they are; problems of files have codes of the same series in the store. The result does not depend on the
//! order in which records were loaded.

mod any_record;
mod applies;
mod begun;
mod contradictions;
pub mod intervals;
pub mod judgement;
pub mod settings;
pub mod shown;
pub mod weigh;

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::kinds::check::any_record::LEFT;
use crate::domain::kinds::check::settings::Taken;
use crate::domain::kinds::control;
use crate::domain::kinds::organization;
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Raised, Subject};
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::id::Id;
use crate::domain::register::Register;

pub use crate::domain::record::check::{Class, Phase, Problem, Provenance, Rule, Severity, Weight};
pub use any_record::INCOMPLETE;

pub use applies::{applies, is_excluded};
pub use begun::{is_begun, near_stage_1};
pub use judgement::Judgement;
pub use weigh::{grace, weight};

/// Returns every check rule: those of any record and those of some kinds.
pub fn rules<'a>(kinds: &'a [&'static Kind]) -> impl Iterator<Item = &'static Rule> + 'a {
    let of_kinds = kinds.iter().flat_map(|kind| kind.check);
    any_record::RULES.iter().chain(of_kinds).copied()
}

/// Returns the rule with a code, such as `AIMS-E501` or `e501`, or with a name.
pub fn rule(kinds: &[&'static Kind], named: &str) -> Option<&'static Rule> {
    rules(kinds).find(|rule| settings::is_named(rule, named))
}

/// Checks a register and returns the problems, by record, field and rule; without those of clauses on which nobody began to
/// work.
pub fn check(register: &Register, today: NaiveDate) -> Vec<Arc<Problem>> {
    let mut problems = all(register, today);
    problems.retain(|problem| problem.is_begun && !problem.is_explained);
    problems
}

/// Returns all problems of a register, also those of clauses on which nobody began to work and those that were explained.
pub fn all(register: &Register, today: NaiveDate) -> Vec<Arc<Problem>> {
    let mut problems = Judgement::of(register, today).problems();
    problems.sort_unstable();
    problems
}

/// Returns the rules of which problems of the register as a whole say better what they find.
fn hidden_parts<'a>(register: &Register, wholes: impl Iterator<Item = &'a Arc<Problem>>) -> Vec<&'static Rule> {
    let begun = wholes.filter(|problem| problem.is_begun);
    let codes: Vec<_> = begun.flat_map(|problem| problem.rule.hides).collect();
    let is_hidden = |rule: &&Rule| codes.contains(&&rule.code);
    rules(register.kinds()).filter(is_hidden).collect()
}

/// Checks one record and returns its problems, by field and rule.
///
/// The check of a register, the detail of a record and the number of its problems all come from here.
pub fn of(register: &Register, record: &Record, today: NaiveDate) -> Vec<Arc<Problem>> {
    let mut problems = judge(register, record, today).problems;
    problems.retain(|problem| problem.is_begun && !problem.is_explained);
    problems
}

/// Asks one rule of one record, and returns what it says where that is more than advice.
pub fn says(register: &Register, record: &Record, rule: &'static Rule, today: NaiveDate) -> Option<String> {
    let asked = Asked {
        record,
        register,
        today,
    };
    let weighs = |raised: &Raised| {
        weigh::weight(
            raised.class.unwrap_or(rule.class),
            &asked,
            raised.late_since,
            raised.ahead,
        ) >= Weight::Minor
    };
    let raised = is_asked(rule, &asked).then(|| (rule.raise)(&asked))?;
    raised
        .into_iter()
        .find(weighs)
        .map(|raised| raised.sentence.into_owned())
}

/// The problems of one record, also of clauses on which nobody began to work.
#[derive(Debug, Default)]
pub struct Judged {
    /// The problems, by field and rule.
    pub problems: Vec<Arc<Problem>>,
    /// Which rules of its kind were asked of it: a bit for each, by position.
    pub asked: u64,
}

/// Asks the rules of a record.
pub fn judge(register: &Register, record: &Record, today: NaiveDate) -> Judged {
    let asked = Asked {
        record,
        register,
        today,
    };
    let mut asked_of = 0;
    let mut problems = Vec::new();
    let is_unknown = register.unknown(record.id().as_str()).is_some();
    for (at, rule) in record.kind().check.iter().enumerate() {
        if is_asked(rule, &asked) && (rule.of_unknown || !is_unknown) {
            asked_of |= 1 << at;
            let raised = (rule.raise)(&asked).into_iter();
            problems.extend(raised.filter_map(|raised| problem(rule, &asked, record.id(), None, raised)));
        }
    }
    for rule in any_record::RULES {
        for raised in (rule.raise)(&asked) {
            // A rule of the kind that names the field says it better than that the record is incomplete, or, where the field is
            // no table of several, that who is named has left.
            let is_said = problems.iter().any(|problem: &Problem| problem.field == raised.field);
            let is_of_one = || matches!(record.kind().shape(raised.field), Some(Shape::Person));
            if !is_said || !(**rule == INCOMPLETE || **rule == LEFT && is_of_one()) {
                problems.extend(problem(rule, &asked, record.id(), None, raised));
            }
        }
    }
    hide(&mut problems);
    problems.sort_unstable();
    problems.dedup();
    Judged {
        problems: problems.into_iter().map(Arc::new).collect(),
        asked: asked_of,
    }
}

/// Tells whether a rule is asked of a record.
fn is_asked(rule: &Rule, asked: &Asked<'_>) -> bool {
    match rule.of {
        Subject::Each(holds) => !asked.record.is_retired() && holds(asked),
        Subject::Whole => false,
    }
}

/// Asks the rules that a kind has about the register as a whole.
fn judge_whole(register: &Register, kind: &'static Kind, today: NaiveDate) -> Vec<Arc<Problem>> {
    let rules = kind.check.iter().filter(|rule| rule.is_of_whole());
    let absent = Record::new(&organization::KIND, organization::ID.into());
    let mut problems = Vec::new();
    for rule in rules {
        let asked = Asked {
            record: register.get(organization::ID).unwrap_or(&absent),
            register,
            today,
        };
        // What is asked of the organization is mended there.
        let missing = Some(kind).filter(|kind| **kind != organization::KIND);
        for raised in (rule.raise)(&asked) {
            problems.extend(problem(rule, &asked, asked.record.id(), missing, raised).map(Arc::new));
        }
    }
    problems
}

/// Leaves out what a problem of the same record says better.
fn hide(problems: &mut Vec<Problem>) {
    let counted = problems.iter().filter(|problem| !problem.is_explained);
    let hidden: Vec<_> = counted.flat_map(|problem| problem.rule.hides).collect();
    if !hidden.is_empty() {
        problems.retain(|problem| !hidden.contains(&&problem.rule.code));
    }
}

/// Returns a problem with its weight, unless the organization turned its rule off.
fn problem(
    rule: &'static Rule,
    asked: &Asked<'_>,
    id: &Id,
    missing: Option<&'static Kind>,
    raised: Raised,
) -> Option<Problem> {
    let of_rule = rule.clauses.first().map(|clause| Cow::Borrowed(*clause));
    let clause = raised.clause.or(of_rule).or_else(|| clause_of(asked));
    let clause = clause.unwrap_or(Cow::Borrowed(""));
    let class = raised.class.unwrap_or(rule.class);
    let (class, is_explained) = match settings::taken(asked.register, rule, id, class, asked.today) {
        Taken::Counts(class) => (class, false),
        Taken::Explained => (class, true),
        Taken::Off => return None,
    };
    let is_asked = raised.asked_from.is_none_or(|day| day <= asked.today);
    Some(Problem {
        id: id.clone(),
        field: raised.field,
        rule,
        weight: weigh::weight(class, asked, raised.late_since, raised.ahead),
        class,
        is_begun: is_asked && (!rule.once_begun || is_begun(asked.register, &clause, asked.today)),
        sentence: raised.sentence,
        clause,
        is_explained,
        ahead: raised.ahead,
        by_certifier: raised.by_certifier,
        missing: missing.map(|kind| (kind.name, raised.filter)),
        of_most: Vec::new(),
        about: raised.about,
    })
}

/// Returns the clause or control that the record itself is about, for rules that name none.
fn clause_of(asked: &Asked<'_>) -> Option<Cow<'static, str>> {
    let id = asked.record.id().as_str();
    let top = id.split_once('/').map_or(id, |(clause, _)| clause);
    let is_known = asked.record.is(&control::KIND) || asked.register.catalogue().title(top).is_some();
    is_known.then(|| Cow::Owned(top.to_owned()))
}

/// Returns an id with control characters escaped; one that fits no record may hold any text.
pub fn visible(id: &Id) -> String {
    id.as_str().chars().flat_map(char::escape_debug).take(60).collect()
}

#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
mod table_tests;

#[cfg(test)]
mod taken_tests;

#[cfg(test)]
mod tests;
