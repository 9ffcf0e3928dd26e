//! What modifies the weight of a problem: days of grace, and that most records lack the same.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::domain::kinds::check::Judgement;
use crate::domain::kinds::check::judgement::tally::Found;
use crate::domain::kinds::organization;
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Phase, Problem, Rule, Weight};
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

/// How many days late weigh little, where the organization does not say.
const GRACE: i64 = 30;

/// The most days of grace that an organization gives itself; with more, nothing would ever be late.
const MOST_GRACE: i64 = 60;

/// Fewer records than this are not most of anything.
const MANY: usize = 4;

/// Returns how much a problem of a class weighs today.
pub fn weight(class: Class, asked: &Asked<'_>, late_since: Option<NaiveDate>, ahead: Option<NaiveDate>) -> Weight {
    let is_graced = late_since.is_some_and(|day| day + grace(asked.register) >= asked.today);
    // What is not done yet, but dated and not late, is on its way; audits and management reviews have rules of their own.
    let is_under_way = class.phase != Phase::Evaluated && ahead.is_some_and(|day| day >= asked.today);
    if is_graced || is_under_way {
        Weight::Advice
    } else {
        class.weight
    }
}

/// Returns by how many days something may be late before it weighs.
pub fn grace(register: &Register) -> Days {
    let said = register
        .get(organization::ID)
        .and_then(|organization| organization.get(organization::GRACE));
    let days = said.unwrap_or(GRACE).min(MOST_GRACE);
    Days::new(u64::try_from(days).unwrap_or_default())
}

/// Returns a major problem for each rule that more than half of those it asks break. While most of them are still under way it
/// weighs as little in the check as each of them.
pub(super) fn most(judgement: &Judgement, register: &Register) -> Vec<Arc<Problem>> {
    let counts = |found: &&Found| {
        let weighs = found.weight >= Weight::Minor || found.is_under_way;
        found.rule.most && !found.rule.is_of_whole() && !found.is_explained && weighs
    };
    let mut raised: Vec<(&'static Rule, Vec<&Found>)> = Vec::new();
    for found in judgement.found().filter(counts) {
        match raised.iter_mut().find(|(rule, _)| std::ptr::eq(*rule, found.rule)) {
            Some((_, of_rule)) => of_rule.push(found),
            None => raised.push((found.rule, vec![found])),
        }
    }
    raised.sort_by_key(|(rule, _)| *rule);
    let broken = raised.into_iter();
    broken
        .filter_map(|(rule, raised)| of_most(judgement, register, rule, &raised))
        .map(Arc::new)
        .collect()
}

/// Tells whether so many of the records that a rule asks are most of them, so that together they weigh as a major.
pub fn is_most(many: usize, asked: usize) -> bool {
    many >= MANY && many * 2 > asked
}

/// Returns that most records break a rule, where that is so.
fn of_most(judgement: &Judgement, register: &Register, rule: &'static Rule, raised: &[&Found]) -> Option<Problem> {
    let first = &raised[0].problem;
    let kind = register.get(first.id.as_str()).map(Record::kind)?;
    let beside = |found: &&Found| {
        rule.most_with.contains(&found.rule.code) && found.weight >= Weight::Minor && !found.is_explained
    };
    let others = judgement.found().filter(|_| !rule.most_with.is_empty());
    let raised: Vec<_> = raised.iter().copied().chain(others.filter(beside)).collect();
    let asked = judgement.asked(register, kind, rule);
    let is_most = |many: usize| is_most(many, asked);
    let all = slots(raised.iter().copied());
    if !is_most(all.len()) {
        return None;
    }
    let weighing = slots(raised.iter().copied().filter(|found| !found.is_under_way));
    let (many, ahead) = if is_most(weighing.len()) {
        (weighing, None)
    } else {
        (all, raised.iter().filter_map(|found| found.problem.ahead).max())
    };
    let records = many.iter().filter_map(|slot| register.at(*slot));
    let mut of_most: Vec<_> = records.map(|record| record.id().clone()).collect();
    of_most.sort_unstable();
    Some(Problem {
        id: first.id.clone(),
        field: first.field,
        rule,
        sentence: format!("{} of {asked} {}: {}", of_most.len(), kind.plural, rule.sentence).into(),
        clause: Cow::Borrowed(rule.clauses.first().copied().unwrap_or_default()),
        class: Class {
            weight: Weight::Major,
            ..rule.class
        },
        weight: if ahead.is_some() { Weight::Advice } else { Weight::Major },
        is_begun: raised.iter().any(|found| found.problem.is_begun),
        is_explained: false,
        ahead,
        by_certifier: false,
        missing: None,
        of_most,
        about: Vec::new(),
    })
}

/// Returns the places of the records in which something was found, each once.
fn slots<'a>(found: impl Iterator<Item = &'a Found>) -> Vec<Slot> {
    let mut slots: Vec<_> = found.filter_map(|found| found.slot).collect();
    slots.sort_unstable();
    slots.dedup();
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::record;

    #[test]
    fn the_organization_says_how_many_days_of_grace_there_are_up_to_60() {
        let grace_of = |said: &str| {
            let mut register = Register::default();
            register.put(record(&organization::KIND, organization::ID, &[("grace", said)]));
            grace(&register)
        };
        assert_eq!(grace(&Register::default()), Days::new(30));
        assert_eq!(grace_of("0"), Days::new(0));
        assert_eq!(grace_of("60"), Days::new(60));
        assert_eq!(grace_of("365"), Days::new(60));
    }
}
