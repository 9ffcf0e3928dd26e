//! What was found in all records, side by side, and of how many records each rule was asked.
//!
//! After every change something is asked of all that was found. Following a pointer for each costs a wait for the memory, so
//! what is asked lies beside the pointers here, and only the rows of records that were asked again are replaced.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::domain::kinds::check::Judged;
use crate::domain::record::check::{Problem, Provenance, Rule, Weight};
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

/// How many rules a kind can have: one bit of [`Judged::asked`] each.
const RULES: usize = u64::BITS as usize;

/// A problem, and beside it what is asked of very many of them.
#[derive(Debug, Clone)]
pub struct Found {
    /// The place of the record it was found in; nothing for what was found in the register as a whole or across its records.
    pub slot: Option<Slot>,
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// Who asks for it.
    pub provenance: Provenance,
    /// How much it weighs today.
    pub weight: Weight,
    /// Whether the organization explained it.
    pub is_explained: bool,
    /// Whether it weighs little only because a day that is still to come will mend it.
    pub is_under_way: bool,
    /// All of it.
    pub problem: Arc<Problem>,
}

impl Found {
    /// Returns a problem found in the record at a place.
    pub(super) fn at(slot: Option<Slot>, problem: &Arc<Problem>) -> Self {
        Self {
            slot,
            rule: problem.rule,
            provenance: problem.class.provenance,
            weight: problem.weight,
            is_explained: problem.is_explained,
            is_under_way: problem.ahead.is_some() && problem.weight < problem.class.weight,
            problem: Arc::clone(problem),
        }
    }
}

/// Everything found in records, by kind and record.
#[derive(Debug, Default)]
pub(super) struct Tally {
    rows: Vec<Found>,
    /// The position of the kind and the rules asked of each record, by its place; nothing of a record that is not there.
    asked: Vec<Option<(usize, u64)>>,
    /// Of how many records each rule of a kind was asked, by the positions of both.
    counts: Vec<[usize; RULES]>,
}

impl Tally {
    /// Returns what was found, by kind and record.
    pub(super) fn rows(&self) -> &[Found] {
        &self.rows
    }

    /// Returns of how many records a rule of a kind was asked, by the positions of both.
    pub(super) fn asked(&self, kind: usize, rule: usize) -> usize {
        self.counts.get(kind).map_or(0, |counts| counts[rule])
    }

    /// Replaces what was found in some records. Their places are sorted, each once.
    pub(super) fn replace<'a>(
        &mut self,
        register: &Register,
        moved: &[Slot],
        judged: impl Fn(Slot) -> Option<&'a Judged>,
    ) {
        if moved.is_empty() {
            return;
        }
        self.rows.retain(|row| !is_among(row.slot, moved));
        let mut records: Vec<_> = moved
            .iter()
            .filter_map(|slot| Some((place(register, *slot)?, *slot)))
            .collect();
        records.sort_unstable();
        let mut fresh = Vec::new();
        for ((kind, _), slot) in &records {
            let judged = judged(*slot);
            self.ask(*slot, judged.map(|judged| (*kind, judged.asked)));
            let problems = judged.into_iter().flat_map(|judged| &judged.problems);
            fresh.extend(problems.map(|problem| Found::at(Some(*slot), problem)));
        }
        for slot in moved.iter().filter(|slot| register.at(**slot).is_none()) {
            self.ask(*slot, None);
        }
        let place = |row: &Found| row.slot.and_then(|slot| place(register, slot));
        merge(&mut self.rows, fresh, |one, other| place(one).cmp(&place(other)));
    }

    /// Notes which rules were asked of a record.
    fn ask(&mut self, slot: Slot, asked: Option<(usize, u64)>) {
        if self.asked.len() <= slot.index() {
            self.asked.resize(slot.index() + 1, None);
        }
        let before = std::mem::replace(&mut self.asked[slot.index()], asked);
        for (kind, bit) in bits(before) {
            self.counts[kind][bit] -= 1;
        }
        for (kind, bit) in bits(asked) {
            if self.counts.len() <= kind {
                self.counts.resize(kind + 1, [0; RULES]);
            }
            self.counts[kind][bit] += 1;
        }
    }
}

fn bits(asked: Option<(usize, u64)>) -> impl Iterator<Item = (usize, usize)> {
    let (kind, bits) = asked.unwrap_or_default();
    (0..RULES)
        .filter(move |bit| bits & (1 << bit) != 0)
        .map(move |bit| (kind, bit))
}

/// Tells whether something was found in one of some records. Their places are sorted.
pub fn is_among(slot: Option<Slot>, moved: &[Slot]) -> bool {
    slot.is_some_and(|slot| moved.binary_search(&slot).is_ok())
}

/// Returns where a record comes among all: the position of its kind, and its id.
pub fn place(register: &Register, slot: Slot) -> Option<(usize, &Id)> {
    let record = register.at(slot)?;
    let position = register.kinds().iter().position(|kind: &&Kind| record.is(kind))?;
    Some((position, record.id()))
}

/// Puts some rows into a list, both in an order; behind those that compare the same.
pub fn merge<T>(list: &mut Vec<T>, fresh: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut merged = Vec::with_capacity(list.len() + fresh.len());
    let mut rest = std::mem::take(list).into_iter();
    for one in fresh {
        let before = rest
            .as_slice()
            .partition_point(|other| compare(other, &one) != Ordering::Greater);
        merged.extend(rest.by_ref().take(before));
        merged.push(one);
    }
    merged.extend(rest);
    *list = merged;
}
