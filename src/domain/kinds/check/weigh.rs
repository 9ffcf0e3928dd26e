//! What modifies the weight of a problem: days of grace, and that most records lack the same.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::domain::kinds::check::Judgement;
use crate::domain::kinds::organization;
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Phase, Problem, Rule, Weight};
use crate::domain::record::id::Id;
use crate::domain::register::Register;

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
pub(super) fn most(judgement: &Judgement, register: &Register, problems: &[&Arc<Problem>]) -> Vec<Arc<Problem>> {
    let counts = |problem: &&Arc<Problem>| {
        let rule = problem.rule;
        let weighs = || problem.weight >= Weight::Minor || is_under_way(problem);
        rule.most && !rule.is_of_whole() && !problem.is_explained && weighs()
    };
    let mut raised: BTreeMap<&'static Rule, Vec<&Arc<Problem>>> = BTreeMap::new();
    for problem in problems.iter().copied().filter(counts) {
        raised.entry(problem.rule).or_default().push(problem);
    }
    let mut found = Vec::new();
    for (rule, raised) in raised {
        let first = raised[0];
        let beside = |problem: &&Arc<Problem>| {
            rule.most_with.contains(&problem.rule.code) && problem.weight >= Weight::Minor && !problem.is_explained
        };
        let others = problems.iter().copied().filter(|_| !rule.most_with.is_empty());
        let raised: Vec<_> = raised.into_iter().chain(others.filter(beside)).collect();
        let all = records(raised.iter().copied());
        let kind = register.get(first.id.as_str()).map(Record::kind);
        let Some(kind) = kind.filter(|_| all.len() >= MANY) else {
            continue;
        };
        let asked = judgement.asked(register, kind, rule);
        if all.len() * 2 <= asked {
            continue;
        }
        let weighing = records(raised.iter().copied().filter(|problem| !is_under_way(problem)));
        let (many, ahead) = if weighing.len() >= MANY && weighing.len() * 2 > asked {
            (weighing, None)
        } else {
            (all, raised.iter().filter_map(|problem| problem.ahead).max())
        };
        found.push(Arc::new(Problem {
            id: first.id.clone(),
            field: first.field,
            rule,
            sentence: format!("{} of {asked} {}: {}", many.len(), kind.plural, rule.sentence).into(),
            clause: Cow::Borrowed(rule.clauses.first().copied().unwrap_or_default()),
            class: Class {
                weight: Weight::Major,
                ..rule.class
            },
            weight: if ahead.is_some() { Weight::Advice } else { Weight::Major },
            is_begun: raised.iter().any(|problem| problem.is_begun),
            is_explained: false,
            ahead,
            by_certifier: false,
            missing: None,
            of_most: many,
        }));
    }
    found
}

/// Returns the records of problems, each once.
fn records<'a>(problems: impl Iterator<Item = &'a Arc<Problem>>) -> Vec<Id> {
    let mut ids: Vec<_> = problems.map(|problem| problem.id.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Tells whether a problem weighs little only because a day that is still to come will mend it.
fn is_under_way(problem: &Problem) -> bool {
    problem.ahead.is_some() && problem.weight < problem.class.weight
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
