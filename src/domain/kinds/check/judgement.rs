//! What the rules find in a register, kept from one change to the next: only records whose rules looked at something that
//! changed are asked again.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::kinds::check::{Judged, applies, contradictions, hide_parts, judge, judge_whole, weigh};
use crate::domain::record::check::{Problem, Rule};
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;
use crate::domain::register::lookups::Lookup;

/// The judgement of a register on a day.
#[derive(Debug)]
pub struct Judgement {
    today: NaiveDate,
    /// The version of the register up to which changes are known.
    version: Option<u64>,
    /// What was found in each record, by its place.
    records: Vec<Option<Kept>>,
    /// What was found in the register as a whole, by the position of each kind whose rules ask about that.
    wholes: Vec<Option<Kept>>,
    /// The places of records that are still to be asked.
    left: Vec<Slot>,
    /// How many records were asked so far; tests hold edits to what they touch with it.
    work: usize,
}

/// What was found, and what that rests on.
#[derive(Debug)]
struct Kept {
    judged: Judged,
    lookups: Box<[Lookup]>,
}

impl Kept {
    /// Tells whether it looked at something that changed. Both are sorted.
    fn rests_on(&self, changed: &[Lookup]) -> bool {
        let is_changed = |lookup: &Lookup| *lookup == Lookup::Any || changed.binary_search(lookup).is_ok();
        !changed.is_empty() && self.lookups.iter().any(is_changed)
    }
}

impl Judgement {
    /// Returns a judgement that is still to be made.
    pub fn new(today: NaiveDate) -> Self {
        Self {
            today,
            version: None,
            records: Vec::new(),
            wholes: Vec::new(),
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
            let Some(record) = register.at(slot) else { continue };
            let (judged, lookups) = register.watch(|| judge(register, record, self.today));
            self.records[slot.index()] = Some(Kept { judged, lookups });
            self.work += 1;
        }
        if self.left.is_empty() {
            self.ask_wholes(register);
        }
        self.left.is_empty()
    }

    /// Notes what is to be asked since the register changed.
    fn follow(&mut self, register: &Register) {
        let changed = self.version.and_then(|version| register.changes_since(version));
        self.version = Some(register.version());
        let Some(changed) = changed else {
            self.records.clear();
            self.wholes.clear();
            self.records.resize_with(register.places(), || None);
            let slots = register.kinds().iter().flat_map(|kind| register.slots_of(kind));
            self.left = slots.collect();
            self.left.reverse();
            return;
        };
        if changed.is_empty() {
            return;
        }
        let mut changed = changed.to_vec();
        changed.sort_unstable();
        changed.dedup();
        self.records.resize_with(register.places(), || None);
        for lookup in &changed {
            if let Lookup::Record(slot) = lookup {
                self.records[slot.index()] = None;
                self.left.push(*slot);
            }
        }
        for (place, kept) in self.records.iter_mut().enumerate() {
            if kept.as_ref().is_some_and(|kept| kept.rests_on(&changed)) {
                *kept = None;
                self.left.push(Slot::at(place));
            }
        }
        for whole in &mut self.wholes {
            if whole.as_ref().is_some_and(|kept| kept.rests_on(&changed)) {
                *whole = None;
            }
        }
    }

    /// Asks about the register as a whole what is not known.
    fn ask_wholes(&mut self, register: &Register) {
        self.wholes.resize_with(register.kinds().len(), || None);
        for (kind, whole) in register.kinds().iter().zip(&mut self.wholes) {
            if whole.is_none() {
                let (problems, lookups) = register.watch(|| judge_whole(register, kind, self.today));
                let judged = Judged { problems, asked: 0 };
                *whole = Some(Kept { judged, lookups });
            }
        }
    }

    /// Returns all problems, also those of clauses on which nobody began to work and those that were explained: by kind and
    /// record, those of the register as a whole last.
    pub fn problems(&self, register: &Register) -> Vec<Arc<Problem>> {
        let records = register.kinds().iter().flat_map(|kind| register.slots_of(kind));
        let of_records = records.filter_map(|slot| self.records.get(slot.index())?.as_ref());
        let all = of_records.chain(self.wholes.iter().flatten());
        let mut problems: Vec<_> = all.flat_map(|kept| &kept.judged.problems).map(Arc::clone).collect();
        hide_parts(&mut problems);
        weigh::most(self, register, &mut problems);
        contradictions::add(register, &mut problems, self.today);
        problems
    }

    /// Returns of how many records a rule of a kind was asked.
    pub fn asked(&self, register: &Register, kind: &'static Kind, rule: &'static Rule) -> usize {
        let Some(bit) = kind.check.iter().position(|known| *known == rule) else {
            return 0;
        };
        let slots = register.slots_of(kind);
        let kept = slots.filter_map(|slot| self.records.get(slot.index())?.as_ref());
        kept.filter(|kept| kept.judged.asked & (1 << bit) != 0).count()
    }

    /// Returns the rules that were asked of at least one record, and those about the register as a whole; of those that a
    /// control asks for, the ones whose control applies.
    pub fn rules_asked<'a>(&'a self, register: &'a Register) -> impl Iterator<Item = &'static Rule> + 'a {
        let bits = |kind: &&'static Kind| {
            let kept = register
                .slots_of(kind)
                .filter_map(|slot| self.records.get(slot.index())?.as_ref());
            kept.fold(0, |bits, kept| bits | kept.judged.asked)
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
