//! Finding what blocks, some records at a time, so that nobody who works with a large register waits for all of it.

use chrono::NaiveDate;

use crate::domain::kinds::{action, assessment, finding, risk, system};
use crate::domain::readiness::{Blocker, Goal, Readiness, Share, Survey, Tally};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

/// A part of the questions.
enum Step {
    /// What is asked at once; of as much as the catalogue holds, or of few records.
    Once(fn(&mut Survey<'_>)),
    /// What is asked of each record of a kind that was not retired.
    Each(&'static Kind, fn(&mut Survey<'_>, &Record)),
}

/// What is asked for every goal.
#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "a method named by itself is that of a survey of one lifetime"
)]
const WRITTEN: [Step; 9] = [
    Step::Once(|survey| survey.organization()),
    Step::Once(|survey| survey.documents()),
    Step::Once(|survey| survey.questions()),
    Step::Each(&system::KIND, |survey, record| survey.system(record)),
    Step::Once(|survey| survey.objectives()),
    Step::Once(|survey| survey.statement()),
    Step::Each(&risk::KIND, |survey, record| survey.risk(record)),
    Step::Once(|survey| survey.all()),
    Step::Once(|survey| survey.events()),
];

/// What is asked where operation is.
#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "a method named by itself is that of a survey of one lifetime"
)]
const OPERATED: [Step; 4] = [
    Step::Each(&action::KIND, |survey, record| survey.action(record)),
    Step::Each(&assessment::KIND, |survey, record| survey.assessment(record)),
    Step::Once(|survey| survey.audits()),
    Step::Each(&finding::KIND, |survey, record| survey.finding(record)),
];

/// What was found so far. It is of one state of the register: with every change it is begun anew.
#[derive(Debug)]
pub struct Search {
    today: NaiveDate,
    goal: Goal,
    /// How many steps are done.
    done: usize,
    /// The records of the next step that are still to be asked, the first one last, once it is begun.
    left: Option<Vec<Slot>>,
    tally: Tally,
    /// What blocks, as far as it stands in order.
    ordered: Vec<Blocker>,
}

impl Search {
    /// Begins to find what blocks a goal. The day is today.
    pub fn begin(today: NaiveDate, goal: Goal) -> Self {
        Self {
            today,
            goal,
            done: 0,
            left: None,
            tally: Tally::default(),
            ordered: Vec::new(),
        }
    }

    /// Asks of some more records, at most so many, and returns what was found once all were asked.
    pub fn go_on(&mut self, register: &Register, most: usize) -> Option<Readiness> {
        let mut survey = Survey {
            register,
            today: self.today,
            goal: self.goal,
            tally: std::mem::take(&mut self.tally),
        };
        let mut asked = 0;
        while asked < most {
            let operated = if survey.operates() { &OPERATED[..] } else { &[] };
            match WRITTEN.iter().chain(operated).nth(self.done) {
                None => {
                    self.tally = survey.tally;
                    return self.put_in_order(most);
                }
                Some(Step::Once(ask)) => {
                    ask(&mut survey);
                    self.done += 1;
                    // What is asked at once is as much as one may wait for.
                    asked = asked.saturating_add(most.min(ONCE));
                }
                Some(Step::Each(kind, ask)) => {
                    let slots = || register.slots_of(kind).collect::<Vec<_>>().into_iter().rev().collect();
                    let left = self.left.get_or_insert_with(slots);
                    let first = left.len() - left.len().min(most - asked);
                    for slot in left.drain(first..).rev() {
                        asked += 1;
                        if let Some(record) = register.at(slot).filter(|record| !record.is_retired()) {
                            ask(&mut survey, record);
                        }
                    }
                    if left.is_empty() {
                        self.left = None;
                        self.done += 1;
                    }
                }
            }
        }
        self.tally = survey.tally;
        None
    }

    /// Puts some more of what blocks in order; that of one rule is found nearly in order.
    fn put_in_order(&mut self, most: usize) -> Option<Readiness> {
        let all = self.tally.shares.iter().map(|share| share.blockers).sum::<usize>();
        self.ordered.reserve_exact(all - self.ordered.len());
        let until = self.ordered.len().saturating_add(most);
        while self.ordered.len() < until {
            let Some((_, mut same)) = self.tally.blockers.pop_first() else {
                return Some(self.end());
            };
            same.sort();
            self.ordered.append(&mut same);
        }
        None
    }

    fn end(&mut self) -> Readiness {
        let Tally { mut shares, many, .. } = std::mem::take(&mut self.tally);
        for ((part, _), holds) in many {
            let share: &mut Share = &mut shares[part as usize];
            share.asked += 1;
            share.met += usize::from(holds);
        }
        Readiness {
            goal: self.goal,
            blockers: std::mem::take(&mut self.ordered),
            shares,
        }
    }
}

/// How many records what is asked at once counts as.
const ONCE: usize = 256;
