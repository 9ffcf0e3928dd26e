//! Finding what falls short, some records at a time, so that nobody who works with a large register waits for all of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::kinds::check;
use crate::domain::kinds::{answer, organization};
use crate::domain::readiness::{Goal, Part, Readiness, Share, Shortfall};
use crate::domain::record::check::{Problem, Rule, Weight};
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

/// What was found so far. It is of one state of the register: with every change it is begun anew.
#[derive(Debug)]
pub struct Search {
    today: NaiveDate,
    goal: Goal,
    /// How many kinds are done.
    done: usize,
    /// The records of the next kind that are still to be asked, the first one last, once it is begun.
    left: Option<Vec<Slot>>,
    problems: Vec<Problem>,
    /// Of which rules at least one record was asked, by kind: a bit for each rule.
    asked: BTreeMap<&'static str, u64>,
    own_answers: usize,
}

impl Search {
    /// Begins to find what falls short of a goal. The day is today.
    pub fn begin(today: NaiveDate, goal: Goal) -> Self {
        Self {
            today,
            goal,
            done: 0,
            left: None,
            problems: Vec::new(),
            asked: BTreeMap::new(),
            own_answers: 0,
        }
    }

    /// Asks of some more records, at most so many, and returns what was found once all were asked.
    pub fn go_on(&mut self, register: &Register, most: usize) -> Option<Readiness> {
        let mut asked = 0;
        while asked < most {
            let Some(kind) = register.kinds().get(self.done).copied() else {
                return Some(self.end(register));
            };
            asked += self.ask(register, kind, most - asked);
        }
        None
    }

    /// Asks some records of a kind, and returns how many.
    fn ask(&mut self, register: &Register, kind: &'static Kind, most: usize) -> usize {
        let slots = || register.slots_of(kind).collect::<Vec<_>>().into_iter().rev().collect();
        let left = self.left.get_or_insert_with(slots);
        let first = left.len() - left.len().min(most);
        let some = left.split_off(first);
        if left.is_empty() {
            self.left = None;
            self.done += 1;
        }
        let bits = self.asked.entry(kind.name).or_default();
        for record in some.iter().rev().filter_map(|slot| register.at(*slot)) {
            let judged = check::judge(register, record, self.today);
            *bits |= judged.asked;
            self.problems.extend(judged.problems);
            self.own_answers += usize::from(
                record.is(&answer::KIND) && answer::check::rests_on_itself(record, self.goal.asks_operation()),
            );
        }
        some.len().max(1)
    }

    /// Asks of the register as a whole, and puts everything in order.
    fn end(&mut self, register: &Register) -> Readiness {
        let stage_2 = register
            .get(organization::ID)
            .and_then(|organization| organization.get(organization::STAGE_2));
        let problems = check::whole(register, self.today, std::mem::take(&mut self.problems));
        let explained = problems.iter().filter(|problem| problem.is_explained);
        let explained: BTreeSet<_> = explained.map(|problem| problem.rule.code).collect();
        let explained = explained.len();
        let of_goal = |problem| Shortfall::of(problem, self.goal, stage_2);
        let mut shortfalls: Vec<_> = problems.into_iter().filter_map(of_goal).collect();
        shortfalls.sort_unstable();
        Readiness {
            goal: self.goal,
            shares: shares(&self.rules_asked(register), &shortfalls),
            own_answers: self.own_answers,
            explained,
            shortfalls,
        }
    }

    /// Returns the rules of which at least one record was asked, or the register as a whole.
    fn rules_asked(&self, register: &Register) -> Vec<&'static Rule> {
        let of_kind = |kind: &&'static Kind| {
            let bits = self.asked.get(kind.name).copied().unwrap_or_default();
            let rules = kind.check.iter().copied().enumerate();
            rules
                .filter(move |(at, rule)| rule.is_of_whole() || bits & (1 << at) != 0)
                .map(|(_, rule)| rule)
        };
        let rules = register.kinds().iter().flat_map(of_kind);
        rules.filter(|rule| self.goal.asks(rule)).collect()
    }
}

/// Counts by part: each rule once under its own clause, and under each part where it found something.
fn shares(asked: &[&'static Rule], shortfalls: &[Shortfall]) -> [Share; 8] {
    let own = asked
        .iter()
        .map(|rule| (Part::of_clause(rule.clauses.first().unwrap_or(&"7")), rule.code));
    let mut rules: BTreeMap<(Part, &str), bool> = own.map(|key| (key, true)).collect();
    let mut shares = [Share::default(); 8];
    for one in shortfalls {
        let holds = rules.entry((one.part, one.problem.rule.code)).or_insert(true);
        *holds &= one.weight < Weight::Minor;
        let share = &mut shares[one.part as usize];
        share.blockers += usize::from(one.blocks);
        share.others += usize::from(!one.blocks);
    }
    for ((part, _), holds) in rules {
        let share = &mut shares[part as usize];
        share.asked += 1;
        share.met += usize::from(holds);
    }
    shares
}
