//! What the rules find in a register, kept from one change to the next: only records whose rules looked at something that
//! changed are asked again.

pub mod tally;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::kinds::check::judgement::tally::{Found, Tally};
use crate::domain::kinds::check::{Judged, applies, contradictions, hidden_parts, judge, judge_whole, weigh};
use crate::domain::record::Record;
use crate::domain::record::check::{Problem, Rule};
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;
use crate::domain::register::lookups::Lookup;
use crate::domain::register::memo::{Forgotten, Memo};

/// The judgement of a register on a day.
#[derive(Debug)]
pub struct Judgement {
    today: NaiveDate,
    /// What was found in each record, by its place.
    records: Memo<Judged>,
    /// What was found in the register as a whole, by the position of each kind whose rules ask about that.
    wholes: Memo<Vec<Arc<Problem>>>,
    /// What was found in all records, side by side.
    tally: Tally,
    /// What was found in the register as a whole; behind it what follows from all of that: that most lack the same, and that
    /// answers say otherwise.
    beside: Vec<Found>,
    /// The rules of which problems of the register as a whole say better what they find.
    hidden: Vec<&'static Rule>,
    /// The version of the register that all this is of, and the one before, where only some records were asked between the two.
    version: Option<u64>,
    before: Option<u64>,
    /// The places of records that were asked since then, sorted.
    moved: Vec<Slot>,
    /// The places of records that are still to be asked.
    left: Vec<Slot>,
    /// How many records were asked so far; tests hold edits to what they touch with it.
    work: usize,
}

impl Judgement {
    /// Returns a judgement that is still to be made.
    pub fn new(today: NaiveDate) -> Self {
        Self {
            today,
            records: Memo::default(),
            wholes: Memo::default(),
            tally: Tally::default(),
            beside: Vec::new(),
            hidden: Vec::new(),
            version: None,
            before: None,
            moved: Vec::new(),
            left: Vec::new(),
            work: 0,
        }
    }

    /// Returns the judgement of a register.
    pub fn of(register: &Register, today: NaiveDate) -> Self {
        let mut judgement = Self::new(today);
        judgement.go_on(register, usize::MAX);
        judgement
    }

    /// Returns the day on which it judges.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Returns how many records were asked so far.
    pub fn work(&self) -> usize {
        self.work
    }

    /// Asks what changed, and no more than so many records at a time; tells whether that was the last of it.
    pub fn go_on(&mut self, register: &Register, most: usize) -> bool {
        self.follow(register);
        for _ in 0..most.min(self.left.len()) {
            let Some(slot) = self.left.pop() else { break };
            let judge = || {
                let record = register.at(slot);
                record.map_or_else(Judged::default, |record| judge(register, record, self.today))
            };
            self.records.get_or_compute(register, slot.index(), judge);
            self.work += 1;
        }
        if self.left.is_empty() {
            for (position, kind) in register.kinds().iter().enumerate() {
                let judge = || judge_whole(register, kind, self.today);
                self.wholes.get_or_compute(register, position, judge);
            }
            self.look_across(register);
        }
        self.left.is_empty()
    }

    /// Puts side by side what was found, and finds what follows from all of it.
    fn look_across(&mut self, register: &Register) {
        if self.is_of(register) {
            return;
        }
        let hidden = hidden_parts(register, self.wholes.iter().flatten());
        self.before = self.version.filter(|_| self.hidden == hidden);
        self.hidden = hidden;
        self.version = Some(register.version());
        self.moved.sort_unstable();
        self.moved.dedup();
        self.tally
            .replace(register, &self.moved, |slot| self.records.get(slot.index()));
        let wholes = self.wholes.iter().flatten();
        self.beside = wholes.map(|problem| Found::at(None, problem)).collect();
        let most = weigh::most(self, register);
        self.beside.extend(most.iter().map(|problem| Found::at(None, problem)));
        let contradicted = contradictions::found(register, self.found(), self.today);
        self.beside
            .extend(contradicted.iter().map(|problem| Found::at(None, problem)));
    }

    /// Tells whether it is of the register as it is now.
    pub fn is_of(&self, register: &Register) -> bool {
        self.left.is_empty() && self.version == Some(register.version())
    }

    /// Returns the problems of one record, as [`check`](super::check) has them: by field and rule, and with what was found in the
    /// register as a whole or across its records. That most lack the same is no problem of the one it is listed under.
    pub fn of_record(&self, register: &Register, slot: Slot) -> Vec<Arc<Problem>> {
        let Some(id) = register.at(slot).map(Record::id) else {
            return Vec::new();
        };
        let own = self
            .records
            .get(slot.index())
            .into_iter()
            .flat_map(|judged| &judged.problems);
        let others = self.beside.iter().map(|found| &found.problem);
        let others =
            others.filter(|problem| (problem.id == *id || problem.about.contains(id)) && !problem.is_of_most());
        let is_shown =
            |problem: &&Arc<Problem>| problem.is_begun && !problem.is_explained && !self.is_hidden(problem.rule);
        let mut problems: Vec<_> = own.chain(others).filter(is_shown).map(Arc::clone).collect();
        problems.sort_unstable();
        problems
    }

    /// Notes what is to be asked since the register changed.
    fn follow(&mut self, register: &Register) {
        self.wholes.follow(register);
        if self.is_of(register) {
            return;
        }
        if self.left.is_empty() {
            self.moved.clear();
        }
        match self.records.follow(register) {
            Forgotten::All => {
                let slots = register.kinds().iter().flat_map(|kind| register.slots_of(kind));
                self.left = slots.collect();
                (self.tally, self.version) = (Tally::default(), None);
                self.moved.clone_from(&self.left);
                self.left.reverse();
            }
            Forgotten::Some { numbers, changed } => {
                // Records that were not there before are asked, too.
                let records = changed.into_iter().filter_map(Lookup::record);
                let before = self.left.len();
                self.left.extend(records.chain(numbers.into_iter().map(Slot::at)));
                self.moved.extend(&self.left[before..]);
                self.left.sort_unstable();
                self.left.dedup();
                self.left.reverse();
            }
        }
    }

    /// Returns all problems, also those of clauses on which nobody began to work and those that were explained: by kind and
    /// record, those of the register as a whole last.
    pub fn problems(&self) -> Vec<Arc<Problem>> {
        self.found().map(|found| Arc::clone(&found.problem)).collect()
    }

    /// Returns all problems with what is asked of very many of them beside each, in the same order.
    pub fn found(&self) -> impl Iterator<Item = &Found> + Clone {
        let all = self.tally.rows().iter().chain(&self.beside);
        all.filter(|found| !self.is_hidden(found.rule))
    }

    /// Returns the places of the records that were asked since a version of the register, sorted; nothing where that is not known,
    /// so that all may have been. What was found in the register as a whole may always be new.
    pub fn moved_since(&self, version: u64) -> Option<&[Slot]> {
        if self.version == Some(version) {
            return Some(&[]);
        }
        (self.before == Some(version)).then_some(&self.moved)
    }

    /// Returns the version of the register it is of; nothing while not all is asked yet.
    pub fn version(&self) -> Option<u64> {
        self.version.filter(|_| self.left.is_empty())
    }

    fn is_hidden(&self, rule: &'static Rule) -> bool {
        self.hidden.iter().any(|hidden| std::ptr::eq(*hidden, rule))
    }

    /// Returns of how many records a rule of a kind was asked.
    pub fn asked(&self, register: &Register, kind: &'static Kind, rule: &'static Rule) -> usize {
        let kinds = register.kinds().iter().position(|known| **known == *kind);
        let rules = kind.check.iter().position(|known| *known == rule);
        kinds.zip(rules).map_or(0, |(kind, rule)| self.tally.asked(kind, rule))
    }

    /// Returns the rules that were asked of at least one record, and those about the register as a whole; of those that a
    /// control asks for, the ones whose control applies.
    pub fn rules_asked<'a>(&'a self, register: &'a Register) -> impl Iterator<Item = &'static Rule> + 'a {
        let is_asked_of_whole = |rule: &Rule| {
            let is_control = |clause: &str| clause.starts_with("A.");
            let mut clauses = rule.clauses.iter();
            rule.is_of_whole() && clauses.any(|clause| !is_control(clause) || applies(register, clause))
        };
        let kinds = register.kinds().iter().enumerate();
        kinds.flat_map(move |(position, kind)| {
            let rules = kind.check.iter().copied().enumerate();
            let is_asked = move |(at, rule): &(usize, &'static Rule)| {
                is_asked_of_whole(rule) || self.tally.asked(position, *at) > 0
            };
            rules.filter(is_asked).map(|(_, rule)| rule)
        })
    }
}
