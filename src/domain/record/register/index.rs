//! What the register can look up without walking all records, kept by difference.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::domain::method::score::Dimension;
use crate::domain::record::Record;
use crate::domain::record::field::Shape;
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::register::lookups::{Log, Lookup, short};

/// The place of a record in the register; it stays the same for as long as the register lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(pub(in crate::domain) u32);

impl Slot {
    /// Returns the place at a position.
    pub(in crate::domain) fn at(position: usize) -> Self {
        Self(position as u32)
    }

    /// Returns its position among all places.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One cell of a heatmap: a score-shaped field, a dimension (`None` is the worst of all), and where in the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// The position of the score-shaped field.
    pub field: usize,
    /// Whose consequences; `None` for the worst.
    pub dimension: Option<Dimension>,
    /// The likelihood; `None` where it does not apply.
    pub likelihood: Option<u8>,
    /// The consequence.
    pub consequence: u8,
}

/// The lookups: by owner, by what other people are named, by what a record refers to, by day, by heatmap cell.
#[derive(Debug, Default)]
pub struct Index {
    owners: BTreeMap<Box<str>, BTreeSet<Slot>>,
    people: BTreeMap<Box<str>, BTreeSet<Slot>>,
    links: HashMap<Id, BTreeSet<(Slot, u16)>>,
    days: BTreeSet<(NaiveDate, Slot, u16)>,
    cells: BTreeSet<(Cell, Slot)>,
    work: u64,
}

/// One thing by which a record can be found.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Entry<'a> {
    Owner(&'a str),
    Person(&'a str),
    Link(&'a Id, u16),
    Day(NaiveDate, u16),
    Cell(Cell),
}

/// Everything by which a record is found, sorted.
fn entries(record: &Record) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let open = record.is_open();
    for (position, (field, own)) in record.fields().enumerate() {
        let value = match position.checked_sub(1) {
            Some(before) if own.is_empty() && field.is(Mark::ElseBefore) => record.value(before),
            _ => own,
        };
        if value.is_empty() {
            continue;
        }
        let days = field.days(value).filter(|day| record.asks_on(position, *day));
        entries.extend(days.map(|day| Entry::Day(day, position as u16)));
        if !field.is(Mark::Owner) {
            entries.extend(field.shape.people(value).map(Entry::Person));
        }
        match (field.shape, value) {
            (_, Value::Text(owner)) if field.is(Mark::Owner) => entries.push(Entry::Owner(owner)),
            (Shape::One(_) | Shape::Many(_) | Shape::Terms(_) | Shape::Rows { .. }, value) => {
                let ids = value.ids();
                entries.extend(ids.map(|id| Entry::Link(id, position as u16)));
            }
            (_, Value::Score(score)) if open => {
                for dimension in [
                    None,
                    Some(Dimension::ALL[0]),
                    Some(Dimension::ALL[1]),
                    Some(Dimension::ALL[2]),
                ] {
                    if let Some(consequence) = score.consequence(dimension) {
                        let likelihood = score.likelihood;
                        entries.push(Entry::Cell(Cell {
                            field: position,
                            dimension,
                            likelihood,
                            consequence,
                        }));
                    }
                }
            }
            _ => {}
        }
    }
    entries.sort_unstable();
    entries.dedup();
    entries
}

/// Notes whose references changed.
fn note(entry: &Entry<'_>, log: &mut Log) {
    if let Entry::Link(id, _) = entry {
        log.note(Lookup::LinksTo(short(id.as_str())));
    }
}

/// Adds a record to those found by a name.
fn add(names: &mut BTreeMap<Box<str>, BTreeSet<Slot>>, name: &str, slot: Slot) {
    match names.get_mut(name) {
        Some(slots) => {
            slots.insert(slot);
        }
        None => {
            names.insert(name.into(), BTreeSet::from([slot]));
        }
    }
}

/// Takes a record from those found by a name.
fn take(names: &mut BTreeMap<Box<str>, BTreeSet<Slot>>, name: &str, slot: Slot) {
    if let Some(slots) = names.get_mut(name) {
        slots.remove(&slot);
        if slots.is_empty() {
            names.remove(name);
        }
    }
}

impl Index {
    /// Notes that a record changed from one state to another; either may be absent.
    ///
    /// Only what differs is touched.
    pub(super) fn update(&mut self, slot: Slot, before: Option<&Record>, after: Option<&Record>, log: &mut Log) {
        let before = before.map(entries).unwrap_or_default();
        let after = after.map(entries).unwrap_or_default();
        for gone in before.iter().filter(|entry| after.binary_search(entry).is_err()) {
            self.remove(gone, slot);
            note(gone, log);
        }
        for new in after.iter().filter(|entry| before.binary_search(entry).is_err()) {
            self.insert(new, slot);
            note(new, log);
        }
    }

    fn insert(&mut self, entry: &Entry<'_>, slot: Slot) {
        self.work += 1;
        match entry {
            Entry::Owner(owner) => add(&mut self.owners, owner, slot),
            Entry::Person(name) => add(&mut self.people, name, slot),
            Entry::Link(id, field) => {
                self.links.entry((*id).clone()).or_default().insert((slot, *field));
            }
            Entry::Day(day, field) => {
                self.days.insert((*day, slot, *field));
            }
            Entry::Cell(cell) => {
                self.cells.insert((*cell, slot));
            }
        }
    }

    fn remove(&mut self, entry: &Entry<'_>, slot: Slot) {
        self.work += 1;
        match entry {
            Entry::Owner(owner) => take(&mut self.owners, owner, slot),
            Entry::Person(name) => take(&mut self.people, name, slot),
            Entry::Link(id, field) => {
                if let Some(slots) = self.links.get_mut(*id) {
                    slots.remove(&(slot, *field));
                    if slots.is_empty() {
                        self.links.remove(*id);
                    }
                }
            }
            Entry::Day(day, field) => {
                self.days.remove(&(*day, slot, *field));
            }
            Entry::Cell(cell) => {
                self.cells.remove(&(*cell, slot));
            }
        }
    }

    /// Returns the owners, in order, each with the number of their records.
    pub fn owners(&self) -> impl Iterator<Item = (&str, usize)> {
        self.owners.iter().map(|(owner, slots)| (&**owner, slots.len()))
    }

    /// Returns the names of people that records have, as they have them.
    pub fn people(&self) -> BTreeSet<&str> {
        self.owners
            .keys()
            .chain(self.people.keys())
            .map(|name| &**name)
            .collect()
    }

    /// Returns the records in which a person is named so.
    pub fn naming(&self, name: &str) -> BTreeSet<Slot> {
        let found = [self.owners.get(name), self.people.get(name)];
        found.into_iter().flatten().flatten().copied().collect()
    }

    /// Returns the records of an owner.
    pub fn of_owner(&self, owner: &str) -> impl Iterator<Item = Slot> {
        self.owners.get(owner).into_iter().flatten().copied()
    }

    /// Returns the records that refer to an id, with the field in which they do.
    pub fn links_to(&self, id: &Id) -> impl Iterator<Item = (Slot, usize)> {
        self.links
            .get(id)
            .into_iter()
            .flatten()
            .map(|(slot, field)| (*slot, usize::from(*field)))
    }

    /// Returns everything that is referred to.
    pub fn targets(&self) -> impl Iterator<Item = &Id> {
        self.links.keys()
    }

    /// Returns the days of open records in a span of days, both ends included, in order.
    pub fn days(&self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = (NaiveDate, Slot, usize)> {
        let range = (from, Slot(0), 0)..=(to.max(from), Slot(u32::MAX), u16::MAX);
        self.days
            .range(range)
            .map(|(day, slot, field)| (*day, *slot, usize::from(*field)))
    }

    /// Returns the open records in a cell.
    pub fn in_cell(&self, cell: Cell) -> impl Iterator<Item = Slot> {
        self.cells
            .range((cell, Slot(0))..=(cell, Slot(u32::MAX)))
            .map(|(_, slot)| *slot)
    }

    /// Returns how many entries were touched so far; tests hold edits to their difference with it.
    pub fn work(&self) -> u64 {
        self.work
    }
}
