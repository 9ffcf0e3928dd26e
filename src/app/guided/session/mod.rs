//! The guided session over gap questions or controls, one at a time.
//!
//! A session covers the rows of its list, so the list's filter or marks limit it. Its state is only the position: every
//! answer is an edit like any other, on its way to the disk before the next question is drawn.

pub mod hints;
mod keys;
pub(in crate::app) mod pane;
pub mod steps;
pub mod summary;

use std::collections::{BTreeSet, HashSet};

use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

pub use self::keys::{JUDGEMENT, QUESTION, SESSION};
use crate::app::guided::Stopwatch;
use crate::app::input::screen::Screen;
use crate::domain::kinds::{answer, control};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::sitting::Sitting;

/// A pause longer than this is a break and counts as this much.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(5);

/// A session in progress.
#[derive(Debug)]
pub struct Session {
    /// The screen it fills.
    pub home: &'static Screen,
    /// What it is limited to.
    pub scope: Scope,
    /// What it goes through, in order.
    pub queue: Vec<Id>,
    /// The position in the queue.
    pub at: usize,
    /// What was put off.
    pub skipped: HashSet<Id>,
    /// How many answers were given since it began.
    pub given: usize,
    /// What changed since it began.
    pub sitting: Sitting,
    /// When it began.
    pub began: NaiveDateTime,
    /// The time spent at it; earlier sittings of the same session count.
    pub watch: Stopwatch,
    /// The positions one came from, to go back by.
    trail: Vec<usize>,
}

/// What a session is limited to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The name of the kind of record it goes through.
    pub kind: String,
    /// The filter of the list; empty for everything.
    pub filter: String,
    /// The marked records, where there were some.
    pub marked: BTreeSet<String>,
}

/// Where a session was left, kept for the one who left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// What the session is limited to.
    pub scope: Scope,
    /// The id of the question.
    pub at: String,
    /// What was put off.
    pub skipped: BTreeSet<String>,
    /// How many seconds were spent at it.
    pub spent: i64,
    /// Whether it was cut off rather than left.
    pub cut: bool,
}

impl Session {
    /// Begins with a queue, at its first open question.
    pub fn new(home: &'static Screen, scope: Scope, queue: Vec<Id>, register: &Register, now: NaiveDateTime) -> Self {
        let mut session = Self {
            home,
            scope,
            queue,
            at: 0,
            skipped: HashSet::new(),
            given: 0,
            sitting: Sitting::default(),
            began: now,
            watch: Stopwatch::new(now, LONGEST_PAUSE),
            trail: Vec::new(),
        };
        session.at = session.next_open(register, 0).unwrap_or(0);
        session
    }

    /// Goes on from where an earlier sitting of the same session stopped: at the next open question.
    pub fn resume(&mut self, place: &Place, register: &Register) {
        self.skipped = place.skipped.iter().map(|id| Id::new(id)).collect();
        self.watch.spent = TimeDelta::seconds(place.spent);
        let there = self.position(&place.at).unwrap_or(0);
        self.at = self.next_open(register, there).unwrap_or(there);
    }

    /// Returns where it is, for the next sitting.
    pub fn place(&self) -> Place {
        Place {
            scope: self.scope.clone(),
            at: self.current().to_string(),
            skipped: self.skipped.iter().map(ToString::to_string).collect(),
            spent: self.watch.spent.num_seconds(),
            cut: true,
        }
    }

    /// Returns the id of the question.
    ///
    /// # Panics
    ///
    /// Never: no session begins with an empty queue.
    pub fn current(&self) -> &Id {
        &self.queue[self.at.min(self.queue.len() - 1)]
    }

    /// Returns the position of an id in the queue.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.queue.iter().position(|queued| queued.as_str() == id)
    }

    /// Goes to a position, keeping the way back.
    pub fn go(&mut self, to: usize) {
        if to != self.at && to < self.queue.len() {
            self.trail.push(self.at);
            self.at = to;
        }
    }

    /// Goes back to where one came from, else to the question before.
    pub fn back(&mut self) -> bool {
        match self.trail.pop().or_else(|| self.at.checked_sub(1)) {
            Some(to) => {
                self.at = to;
                true
            }
            None => false,
        }
    }

    /// Returns the first open question from a position on, around the end, that was not put off.
    pub fn next_open(&self, register: &Register, from: usize) -> Option<usize> {
        let count = self.queue.len();
        (0..count).map(|step| (from + step) % count).find(|at| {
            let id = &self.queue[*at];
            !self.skipped.contains(id) && register.get(id.as_str()).is_some_and(is_open)
        })
    }

    /// Lets go of records that went, staying at the question it is at where that is still there; tells whether any is
    /// left.
    pub(in crate::app) fn let_go(&mut self, is_gone: impl Fn(&Id) -> bool) -> bool {
        let kept: Vec<bool> = self.queue.iter().map(|id| !is_gone(id)).collect();
        if kept.contains(&false) {
            let before = |at: usize| kept[..at.min(kept.len())].iter().filter(|kept| **kept).count();
            self.trail.retain(|at| kept.get(*at).copied().unwrap_or_default());
            self.trail.iter_mut().for_each(|at| *at = before(*at));
            self.at = before(self.at);
            self.queue.retain(|id| !is_gone(id));
            self.at = self.at.min(self.queue.len().saturating_sub(1));
        }
        !self.queue.is_empty()
    }

    /// Returns the records it goes through.
    pub fn records<'a>(&'a self, register: &'a Register) -> impl Iterator<Item = &'a Record> {
        self.queue.iter().filter_map(|id| register.get(id.as_str()))
    }

    /// Returns how many questions are open still.
    pub fn open(&self, register: &Register) -> usize {
        self.records(register).filter(|record| is_open(record)).count()
    }

    /// Returns how long an answer took on average in this sitting.
    pub fn pace(&self) -> Option<TimeDelta> {
        let given = i32::try_from(self.given).ok().filter(|given| *given > 0)?;
        Some(self.watch.spent / given)
    }

    /// Tells whether it goes through the records of a kind.
    pub fn goes_through(&self, kind: &Kind) -> bool {
        self.scope.kind == kind.name
    }
}

/// Tells whether a question waits for its answer: a gap question without a state, a control of which neither the status
/// nor that it is excluded was said.
pub fn is_open(record: &Record) -> bool {
    if record.is(&answer::KIND) {
        record.get(answer::STATE).is_none()
    } else {
        record.get(control::STATUS).is_none() && control::is_applicable(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::domain::kinds::answer::State;

    fn now() -> NaiveDateTime {
        let day = day::iso("2026-11-23").expect("a day");
        day.and_hms_opt(9, 0, 0).expect("a time")
    }

    fn session(register: &Register) -> Session {
        let queue = register.of(&answer::KIND).take(5).map(|record| record.id().clone());
        Session::new(
            &crate::app::screens::gap::SCREEN,
            Scope::default(),
            queue.collect(),
            register,
            now(),
        )
    }

    fn answered(register: &mut Register, session: &Session, at: usize) {
        let record = register.get(session.queue[at].as_str()).expect("a question").clone();
        register.put(record.with(answer::STATE, State::Documented));
    }

    #[test]
    fn it_resumes_at_the_next_open_question_after_the_one_it_was_left_at() {
        let mut register = Register::default();
        let mut first = session(&register);
        first.go(2);
        for at in [0, 2, 3] {
            answered(&mut register, &first, at);
        }
        let mut second = session(&register);
        assert_eq!(second.at, 1, "a new one begins at the first open question");
        second.resume(&first.place(), &register);
        assert_eq!(second.at, 4);
    }

    #[test]
    fn skipped_questions_come_back_after_all_others() {
        let mut register = Register::default();
        let mut session = session(&register);
        session.skipped.insert(session.queue[1].clone());
        answered(&mut register, &session, 0);
        assert_eq!(session.next_open(&register, 0), Some(2));
        for at in 2..5 {
            answered(&mut register, &session, at);
        }
        assert_eq!(session.next_open(&register, 0), None);
        assert_eq!(session.open(&register), 1);
    }

    #[test]
    fn a_break_does_not_count_as_work() {
        let register = Register::default();
        let mut session = session(&register);
        session.given = 2;
        session.watch.tick(now() + TimeDelta::seconds(40));
        session.watch.tick(now() + TimeDelta::hours(3));
        assert_eq!(session.watch.spent, TimeDelta::seconds(340));
        assert_eq!(session.pace(), Some(TimeDelta::seconds(170)));
    }

    #[test]
    fn back_goes_the_way_one_came() {
        let register = Register::default();
        let mut session = session(&register);
        session.go(3);
        session.go(4);
        assert!(session.back() && session.back());
        assert_eq!(session.at, 0);
        assert!(!session.back());
        session.at = 2;
        assert!(session.back());
        assert_eq!(session.at, 1, "without a way one came it is the question before");
    }
}
