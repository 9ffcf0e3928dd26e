//! Weighs what the rules found for a goal, and puts it in the order of the standard.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::domain::kinds::check::Judgement;
use crate::domain::kinds::check::judgement::tally::{Found, is_among, merge, place};
use crate::domain::kinds::control::check::UNDECIDED;
use crate::domain::kinds::{answer, organization};
use crate::domain::readiness::{Goal, Part, Readiness, Share, Shortfall};
use crate::domain::record::check::{Rule, Weight};
use crate::domain::record::choice::Choices;
use crate::domain::register::Register;

/// Returns what falls short of a goal.
pub fn weigh(judgement: &Judgement, register: &Register, goal: Goal) -> Readiness {
    weigh_from(judgement, register, goal, None)
}

/// Returns what falls short of a goal from what fell short before: only what was found in records that were asked since is
/// weighed again.
pub fn weigh_again(before: Readiness, judgement: &Judgement, register: &Register, goal: Goal) -> Readiness {
    weigh_from(judgement, register, goal, Some(before))
}

fn weigh_from(judgement: &Judgement, register: &Register, goal: Goal, before: Option<Readiness>) -> Readiness {
    let stage_2 = register
        .get(organization::ID)
        .and_then(|organization| organization.get(organization::STAGE_2));
    let is_alike =
        |before: &Readiness| (before.goal, before.today, before.stage_2) == (goal, judgement.today(), stage_2);
    let before = before.filter(is_alike);
    let moved = before
        .as_ref()
        .and_then(|before| judgement.moved_since(before.version?));
    let (mut explained, mut of_most) = (BTreeSet::new(), Vec::new());
    let mut clauses = Clauses::default();
    for found in judgement.found() {
        if found.is_explained {
            explained.insert(found.rule.code);
        }
        if found.slot.is_none() && found.problem.is_of_most() {
            of_most.push(found.rule);
        }
        if moved.is_none_or(|moved| found.slot.is_none() || is_among(found.slot, moved)) {
            clauses.add(found, goal, stage_2);
        }
    }
    let fresh = clauses.in_order();
    let mut shortfalls = match before.zip(moved) {
        Some((before, moved)) => {
            let mut kept = before.shortfalls;
            kept.retain(|one| one.slot.is_some() && !is_among(one.slot, moved));
            merge(&mut kept, fresh, |one, other| {
                place_of(register, one).cmp(&place_of(register, other))
            });
            kept
        }
        None => fresh,
    };
    count_once(&mut shortfalls, goal, &of_most);
    let rests_on_itself = |answer: &&_| answer::check::rests_on_itself(answer, goal.asks_operation());
    let asked = judgement.rules_asked(register).filter(|rule| goal.asks(rule));
    Readiness {
        goal,
        today: judgement.today(),
        stage_2,
        version: judgement.version(),
        shares: shares(asked, &shortfalls),
        own_answers: register.of(&answer::KIND).filter(rests_on_itself).count(),
        explained: explained.len(),
        shortfalls,
    }
}

/// Returns where a shortfall comes: by clause, what most lack first, then by kind and record, the register as a whole last.
fn place_of<'a>(register: &'a Register, one: &'a Shortfall) -> impl Ord + 'a {
    let record = one.slot.and_then(|slot| place(register, slot));
    let clause = (one.part, numbers(one.clause()), one.clause());
    (clause, !one.problem.is_of_most(), record.is_none(), record)
}

/// Leaves each record out of the count where it is said that most of them lack the same.
fn count_once(shortfalls: &mut [Shortfall], goal: Goal, of_most: &[&'static Rule]) {
    let is_told = |rule: &'static Rule| of_most.iter().any(|told| std::ptr::eq(*told, rule));
    for one in shortfalls {
        one.is_told = one.slot.is_some() && is_told(one.rule);
        one.blocks = !one.is_told && goal.is_blocked(one.provenance, one.weight);
    }
}

/// What falls short, under clauses and controls: first what most lack, then as it comes, by kind and record.
#[derive(Default)]
struct Clauses<'a>(HashMap<&'a str, Clause>);

/// What falls short under one clause or control.
struct Clause {
    part: Part,
    of_most: Vec<Shortfall>,
    of_each: Vec<Shortfall>,
}

impl<'a> Clauses<'a> {
    /// Adds what a problem is for a goal, where that asks.
    fn add(&mut self, found: &'a Found, goal: Goal, stage_2: Option<NaiveDate>) {
        let clause = &*found.problem.clause;
        let under = self.0.entry(clause).or_insert_with(|| Clause {
            part: Part::of_clause(clause),
            of_most: Vec::new(),
            of_each: Vec::new(),
        });
        let Some(shortfall) = Shortfall::of(under.part, found, goal, stage_2) else {
            return;
        };
        if found.problem.is_of_most() {
            under.of_most.push(shortfall);
        } else {
            under.of_each.push(shortfall);
        }
    }

    /// Returns what falls short in the order of clauses.
    fn in_order(self) -> Vec<Shortfall> {
        let mut clauses: Vec<_> = self.0.into_iter().collect();
        clauses.sort_by_cached_key(|(number, clause)| (clause.part, numbers(number), *number));
        let clauses = clauses.into_iter();
        clauses
            .flat_map(|(_, clause)| clause.of_most.into_iter().chain(clause.of_each))
            .collect()
    }
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
        note(one.part, one.rule, one.weight < Weight::Minor);
        let share = &mut shares[one.part as usize];
        share.blockers += usize::from(one.blocks);
        share.others += usize::from(!one.blocks && !one.is_told);
    }
    for (share, rules) in shares.iter_mut().zip(&rules) {
        share.asked = rules.len();
        share.met = rules.iter().filter(|(_, holds)| *holds).count();
    }
    // Where hardly a control is decided, no rule about chosen controls says how far the statement is.
    let is_undecided = |one: &Shortfall| one.rule.code == UNDECIDED.code && one.problem.is_of_most();
    let statement = &mut shares[Part::Statement as usize];
    if statement.blockers + statement.others == 0 && shortfalls.iter().any(is_undecided) {
        *statement = Share::default();
    }
    shares
}
