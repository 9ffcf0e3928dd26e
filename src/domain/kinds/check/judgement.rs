//! What the rules find in a register, kept from one change to the next: only records whose rules looked at something that
//! changed are asked again.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

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
    /// What follows from the problems of all records, as of a version of the register: that most lack the same, and that answers
    /// say otherwise.
    across: (Option<u64>, Vec<Arc<Problem>>),
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
            across: (None, Vec::new()),
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

    /// Finds what follows from the problems of all records.
    fn look_across(&mut self, register: &Register) {
        let version = Some(register.version());
        if self.across.0 != version {
            let of_each = self.of_each(register);
            let mut across = weigh::most(self, register, &of_each);
            let all = of_each.into_iter().chain(&across);
            let contradicted = contradictions::found(register, all, self.today);
            across.extend(contradicted);
            self.across = (version, across);
        }
    }

    /// Tells whether it is of the register as it is now.
    pub fn is_of(&self, register: &Register) -> bool {
        self.left.is_empty() && self.across.0 == Some(register.version())
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
        let others = self.wholes.iter().flatten().chain(&self.across.1);
        let others = others.filter(|problem| problem.id == *id && !problem.is_of_most());
        let hidden = hidden_parts(register, self.wholes.iter().flatten());
        let is_shown = |problem: &&Arc<Problem>| {
            let is_hidden = hidden.iter().any(|rule| std::ptr::eq(*rule, problem.rule));
            problem.is_begun && !problem.is_explained && !is_hidden
        };
        let mut problems: Vec<_> = own.chain(others).filter(is_shown).map(Arc::clone).collect();
        problems.sort_unstable();
        problems
    }

    /// Notes what is to be asked since the register changed.
    fn follow(&mut self, register: &Register) {
        self.wholes.follow(register);
        match self.records.follow(register) {
            Forgotten::All => {
                let slots = register.kinds().iter().flat_map(|kind| register.slots_of(kind));
                self.left = slots.collect();
                self.left.reverse();
            }
            Forgotten::Some { numbers, changed } => {
                // Records that were not there before are asked, too.
                let records = changed.into_iter().filter_map(Lookup::record);
                self.left.extend(records.chain(numbers.into_iter().map(Slot::at)));
                self.left.sort_unstable();
                self.left.dedup();
                self.left.reverse();
            }
        }
    }

    /// Returns all problems, also those of clauses on which nobody began to work and those that were explained: by kind and
    /// record, those of the register as a whole last.
    pub fn problems(&self, register: &Register) -> Vec<Arc<Problem>> {
        let all = self.of_each(register).into_iter().chain(&self.across.1);
        all.map(Arc::clone).collect()
    }

    /// Returns what was found in each record and in the register as a whole.
    fn of_each(&self, register: &Register) -> Vec<&Arc<Problem>> {
        let records = register.kinds().iter().flat_map(|kind| register.slots_of(kind));
        let of_records = records.filter_map(|slot| Some(&self.records.get(slot.index())?.problems));
        let hidden = hidden_parts(register, self.wholes.iter().flatten());
        let is_shown = |problem: &&Arc<Problem>| !hidden.iter().any(|rule| std::ptr::eq(*rule, problem.rule));
        of_records
            .chain(self.wholes.iter())
            .flatten()
            .filter(is_shown)
            .collect()
    }

    /// Returns of how many records a rule of a kind was asked.
    pub fn asked(&self, register: &Register, kind: &'static Kind, rule: &'static Rule) -> usize {
        let Some(bit) = kind.check.iter().position(|known| *known == rule) else {
            return 0;
        };
        let judged = register
            .slots_of(kind)
            .filter_map(|slot| self.records.get(slot.index()));
        judged.filter(|judged| judged.asked & (1 << bit) != 0).count()
    }

    /// Returns the rules that were asked of at least one record, and those about the register as a whole; of those that a
    /// control asks for, the ones whose control applies.
    pub fn rules_asked<'a>(&'a self, register: &'a Register) -> impl Iterator<Item = &'static Rule> + 'a {
        let bits = |kind: &&'static Kind| {
            let judged = register
                .slots_of(kind)
                .filter_map(|slot| self.records.get(slot.index()));
            judged.fold(0, |bits, judged| bits | judged.asked)
        };
        let is_asked_of_whole = |rule: &Rule| {
            let is_control = |clause: &str| clause.starts_with("A.");
            let mut clauses = rule.clauses.iter();
            rule.is_of_whole() && clauses.any(|clause| !is_control(clause) || applies(register, clause))
        };
        let bits: HashMap<_, _> = register.kinds().iter().map(|kind| (kind.name, bits(kind))).collect();
        register.kinds().iter().flat_map(move |kind| {
            let bits = bits.get(kind.name).copied().unwrap_or_default();
            let rules = kind.check.iter().copied().enumerate();
            rules.filter_map(move |(at, rule)| (is_asked_of_whole(rule) || bits & (1 << at) != 0).then_some(rule))
        })
    }
}
