//! Weighs what the rules found for a goal, and puts it in the order of the standard.

use std::collections::BTreeSet;

use crate::domain::kinds::check::Judgement;
use crate::domain::kinds::control::check::UNDECIDED;
use crate::domain::kinds::{answer, organization};
use crate::domain::readiness::{Goal, Part, Readiness, Share, Shortfall};
use crate::domain::record::check::{Rule, Weight};
use crate::domain::record::choice::Choices;
use crate::domain::register::Register;

/// Returns what falls short of a goal.
pub fn weigh(judgement: &Judgement, register: &Register, goal: Goal) -> Readiness {
    let stage_2 = register
        .get(organization::ID)
        .and_then(|organization| organization.get(organization::STAGE_2));
    let problems = judgement.problems(register);
    // There may be very many problems: each is looked at once.
    let mut clauses = Clauses::default();
    let (mut explained, mut of_most) = (BTreeSet::new(), Vec::new());
    for problem in problems {
        if problem.is_explained {
            explained.insert(problem.rule.code);
        }
        if problem.is_of_most() {
            of_most.push(problem.rule);
        }
        let under = clauses.under(&problem.clause);
        if let Some(shortfall) = Shortfall::of(under.part, problem, goal, stage_2) {
            under.add(shortfall);
        }
    }
    let mut shortfalls = clauses.in_order();
    if !of_most.is_empty() {
        count_once(&mut shortfalls, &of_most);
    }
    let rests_on_itself = |answer: &&_| answer::check::rests_on_itself(answer, goal.asks_operation());
    let asked = judgement.rules_asked(register).filter(|rule| goal.asks(rule));
    Readiness {
        goal,
        shares: shares(asked, &shortfalls),
        own_answers: register.of(&answer::KIND).filter(rests_on_itself).count(),
        explained: explained.len(),
        shortfalls,
    }
}

/// Leaves each record out of the count where it is said that most of them lack the same.
fn count_once(shortfalls: &mut [Shortfall], of_most: &[&'static Rule]) {
    let is_told = |rule: &'static Rule| of_most.iter().any(|told| std::ptr::eq(*told, rule));
    for one in shortfalls {
        if is_told(one.problem.rule) && !one.problem.is_of_most() {
            one.is_told = true;
            one.blocks = false;
        }
    }
}

/// What falls short, under clauses and controls.
#[derive(Default)]
struct Clauses {
    all: Vec<Clause>,
    /// The places of clauses by where a text of their number lies, sorted: nearly all problems share the text of their rule, and
    /// the texts of all problems outlive this.
    places: Vec<(usize, usize, usize)>,
}

/// What falls short under one clause or control: first what most lack, then as it comes, by kind and record.
struct Clause {
    number: String,
    part: Part,
    of_most: Vec<Shortfall>,
    of_each: Vec<Shortfall>,
}

impl Clauses {
    /// Returns the clause with a number.
    fn under(&mut self, number: &str) -> &mut Clause {
        let text = (number.as_ptr().addr(), number.len());
        let place = match self
            .places
            .binary_search_by_key(&text, |(start, length, _)| (*start, *length))
        {
            Ok(at) => self.places[at].2,
            Err(at) => {
                let place = self.place(number);
                self.places.insert(at, (text.0, text.1, place));
                place
            }
        };
        &mut self.all[place]
    }

    fn place(&mut self, number: &str) -> usize {
        self.all
            .iter()
            .position(|clause| clause.number == number)
            .unwrap_or_else(|| {
                self.all.push(Clause {
                    number: number.to_owned(),
                    part: Part::of_clause(number),
                    of_most: Vec::new(),
                    of_each: Vec::new(),
                });
                self.all.len() - 1
            })
    }

    /// Returns what falls short in the order of clauses.
    fn in_order(mut self) -> Vec<Shortfall> {
        let place = |clause: &Clause| (clause.part, numbers(&clause.number), clause.number.clone());
        self.all.sort_by_cached_key(place);
        let clauses = self.all.into_iter();
        clauses
            .flat_map(|clause| clause.of_most.into_iter().chain(clause.of_each))
            .collect()
    }
}

impl Clause {
    fn add(&mut self, shortfall: Shortfall) {
        if shortfall.problem.is_of_most() {
            self.of_most.push(shortfall);
        } else {
            self.of_each.push(shortfall);
        }
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
        note(one.part, one.problem.rule, one.weight < Weight::Minor);
        let share = &mut shares[one.part as usize];
        share.blockers += usize::from(one.blocks);
        share.others += usize::from(!one.blocks && !one.is_told);
    }
    for (share, rules) in shares.iter_mut().zip(&rules) {
        share.asked = rules.len();
        share.met = rules.iter().filter(|(_, holds)| *holds).count();
    }
    // Where hardly a control is decided, no rule about chosen controls says how far the statement is.
    let is_undecided = |one: &Shortfall| one.problem.rule.code == UNDECIDED.code && one.problem.is_of_most();
    let statement = &mut shares[Part::Statement as usize];
    if statement.blockers + statement.others == 0 && shortfalls.iter().any(is_undecided) {
        *statement = Share::default();
    }
    shares
}
