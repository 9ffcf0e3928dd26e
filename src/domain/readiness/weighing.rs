//! Weighs what the rules found for a goal, and puts it in the order of the standard.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::domain::kinds::check::Judgement;
use crate::domain::kinds::{answer, organization};
use crate::domain::readiness::{Goal, Part, Readiness, Share, Shortfall};
use crate::domain::record::check::{Problem, Rule, Weight};
use crate::domain::record::choice::Choices;
use crate::domain::register::Register;

/// Returns what falls short of a goal.
pub fn weigh(judgement: &Judgement, register: &Register, goal: Goal) -> Readiness {
    let stage_2 = register
        .get(organization::ID)
        .and_then(|organization| organization.get(organization::STAGE_2));
    let problems = judgement.problems(register);
    let explained = problems.iter().filter(|problem| problem.is_explained);
    let explained: BTreeSet<_> = explained.map(|problem| problem.rule.code).collect();
    let explained = explained.len();
    let mut shortfalls: Vec<_> = by_clause(problems)
        .into_iter()
        .flat_map(|(part, problems)| {
            let shortfall = move |problem| Shortfall::of(part, problem, goal, stage_2);
            problems.into_iter().filter_map(shortfall)
        })
        .collect();
    count_once(&mut shortfalls);
    let rests_on_itself = |answer: &&_| answer::check::rests_on_itself(answer, goal.asks_operation());
    let asked = judgement.rules_asked(register).filter(|rule| goal.asks(rule));
    Readiness {
        goal,
        shares: shares(asked, &shortfalls),
        own_answers: register.of(&answer::KIND).filter(rests_on_itself).count(),
        explained,
        shortfalls,
    }
}

/// Leaves each record out of the count where it is said that most of them lack the same.
fn count_once(shortfalls: &mut [Shortfall]) {
    let of_most = shortfalls.iter().filter(|one| one.problem.is_of_most());
    let rules: Vec<_> = of_most.map(|one| one.problem.rule).collect();
    for one in shortfalls {
        if !one.problem.is_of_most() && rules.contains(&one.problem.rule) {
            one.is_told = true;
            one.blocks = false;
        }
    }
}

/// Returns the problems under their parts: in the order of clauses, and under each first what most lack, then as they
/// come, by kind and record.
fn by_clause(problems: Vec<Arc<Problem>>) -> Vec<(Part, Vec<Arc<Problem>>)> {
    let mut clauses: HashMap<Cow<'static, str>, Vec<Arc<Problem>>> = HashMap::new();
    let (of_most, of_each): (Vec<_>, Vec<_>) = problems.into_iter().partition(|problem| problem.is_of_most());
    for problem in of_most.into_iter().chain(of_each) {
        match clauses.get_mut(&problem.clause) {
            Some(same) => same.push(problem),
            None => {
                clauses.insert(problem.clause.clone(), vec![problem]);
            }
        }
    }
    let mut clauses: Vec<_> = clauses.into_iter().collect();
    clauses.sort_by_cached_key(|(clause, _)| (Part::of_clause(clause), numbers(clause), clause.clone()));
    let under_part = |(clause, problems): (Cow<'static, str>, Vec<_>)| (Part::of_clause(&clause), problems);
    clauses.into_iter().map(under_part).collect()
}

/// Returns the numbers of a clause or control, so that 6.1.10 follows 6.1.9 and A.10.2 follows A.9.4.
fn numbers(clause: &str) -> Vec<u32> {
    let parts = clause.split(['.', '-', '/']);
    parts.map(|part| part.parse().unwrap_or_default()).collect()
}

/// Counts by part: each rule once under its own clause, and under each part where it found something.
fn shares(asked: impl Iterator<Item = &'static Rule>, shortfalls: &[Shortfall]) -> [Share; Part::ALL.len()] {
    // Few rules belong to a part, and there may be very many shortfalls: looking through the few is the quickest.
    let mut rules: [Vec<(&'static Rule, bool)>; Part::ALL.len()] = Default::default();
    let mut note = |part: Part, rule: &'static Rule, holds: bool| {
        let rules = &mut rules[part as usize];
        match rules.iter_mut().find(|(known, _)| std::ptr::eq(*known, rule)) {
            Some((_, held)) => *held &= holds,
            None => rules.push((rule, holds)),
        }
    };
    for rule in asked {
        note(Part::of_clause(rule.clauses.first().unwrap_or(&"")), rule, true);
    }
    let mut shares = [Share::default(); Part::ALL.len()];
    for one in shortfalls {
        note(one.part, one.problem.rule, one.weight < Weight::Minor);
        let share = &mut shares[one.part as usize];
        share.blockers += usize::from(one.blocks);
        share.others += usize::from(!one.blocks && !one.is_told);
    }
    for (share, rules) in shares.iter_mut().zip(&rules) {
        share.asked = rules.len();
        share.met = rules.iter().filter(|(_, holds)| *holds).count();
    }
    shares
}
