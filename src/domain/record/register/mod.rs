//! The register: all records of the AIMS with their lookups. Nothing changes it but an edit, or the disk.

pub mod edit;
pub mod entries;
mod implied;
pub mod index;
pub mod lookups;
pub mod memo;
pub mod observed;
pub mod sitting;
pub mod snapshot;
mod surroundings;
pub mod text_lines;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::catalogue;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::Vocabulary;
use crate::domain::method::Method;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::kind::clash;
use crate::domain::record::rules::KindRule;
use crate::domain::record::typed::FieldRef;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Edit, EditError};
use crate::domain::register::implied::{implied, implies};
use crate::domain::register::index::{Index, Slot};
use crate::domain::register::lookups::{Log, Lookup, Watch, short};
use crate::domain::register::observed::Observed;

/// All records, by kind and id.
///
/// The records that the catalogue implies (a control entry per control, an answer per question, the organization, the
/// method) are always there; they reach the disk with their first edit.
#[derive(Debug)]
pub struct Register {
    kinds: Vec<&'static Kind>,
    rules: &'static [KindRule],
    catalogue: Arc<Catalogue>,
    records: Vec<Option<Arc<Record>>>,
    slots: HashMap<Id, Slot>,
    by_kind: HashMap<&'static str, BTreeMap<Id, Slot>>,
    index: Index,
    method: Method,
    unreadable: BTreeMap<Id, String>,
    observed: Observed,
    watch: Watch,
    log: Log,
    remembered: Mutex<BTreeMap<&'static str, (u64, Arc<str>)>>,
    reader: Vec<String>,
}

impl Register {
    /// Returns a register of these kinds that holds what the catalogue implies.
    pub fn new(kinds: &[&'static Kind]) -> Self {
        debug_assert_eq!(clash(kinds), None, "kinds are told apart");
        let mut register = Self {
            kinds: kinds.to_vec(),
            rules: &[],
            catalogue: Arc::clone(catalogue::shipped()),
            records: Vec::new(),
            slots: HashMap::new(),
            by_kind: kinds.iter().map(|kind| (kind.name, BTreeMap::new())).collect(),
            index: Index::default(),
            method: Method::default(),
            unreadable: BTreeMap::new(),
            observed: Observed::default(),
            watch: Watch::default(),
            log: Log::default(),
            remembered: Mutex::default(),
            reader: Vec::new(),
        };
        register.put_implied();
        register
    }

    /// Takes another catalogue, one with what the team's own ones add, and puts in what that implies and is not there.
    pub fn take_catalogue(&mut self, catalogue: Catalogue) {
        self.catalogue = Arc::new(catalogue);
        self.log.note_all();
        self.put_implied();
    }

    fn put_implied(&mut self) {
        let catalogue = Arc::clone(&self.catalogue);
        for kind in self.kinds.clone() {
            for id in implied(kind, &catalogue) {
                if self.get(id.as_str()).is_none() {
                    self.put(Record::new(kind, id));
                }
            }
        }
    }

    /// Returns the kinds it holds.
    pub fn kinds(&self) -> &[&'static Kind] {
        &self.kinds
    }

    /// Returns the kind with this name, singular or plural.
    pub fn kind(&self, name: &str) -> Option<&'static Kind> {
        self.kinds
            .iter()
            .find(|kind| kind.name == name || kind.plural == name)
            .copied()
    }

    /// Returns the catalogue: the shipped one, with what the team's own ones add to it.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Returns the risk method in force: the organization's, or the preset while there is none or that has faults.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Notes the records whose files cannot be read, each with where and why, in place of those known before. Tells
    /// whether that changed what is computed.
    pub fn note_unreadable(&mut self, unreadable: BTreeMap<Id, String>) -> bool {
        let is_news = self.unreadable != unreadable;
        self.unreadable = unreadable;
        self.read_method();
        if is_news {
            self.log.note_all();
        }
        is_news
    }

    /// Returns where and why the file of a record cannot be read, if so.
    pub fn unreadable(&self, id: &str) -> Option<&str> {
        self.unreadable.get(id).map(String::as_str)
    }

    /// Returns the records whose files cannot be read.
    pub fn unreadable_ids(&self) -> impl Iterator<Item = &Id> {
        self.unreadable.keys()
    }

    /// Reads the method from the record that holds it. While that cannot be used, the preset stands in: the method of a
    /// record in which nothing was said.
    fn read_method(&mut self) {
        let Some((kind, read)) = self.kinds.iter().find_map(|kind| Some((*kind, kind.method?))) else {
            return;
        };
        let Some(record) = self.of(kind).next() else { return };
        // Nobody chose the preset where nothing is recorded; it only stands in.
        let is_usable = self.unreadable(record.id().as_str()).is_none() && !record.says_nothing();
        let own = read(record).ok().filter(|_| is_usable);
        let preset = || read(&Record::new(kind, record.id().clone())).unwrap_or_default();
        self.method = own.unwrap_or_else(|| preset().standing_in());
        self.log.note_all();
    }

    /// Returns the lookups.
    pub fn index(&self) -> &Index {
        self.watch.note(|| Lookup::Any);
        &self.index
    }

    /// Computes something of the register and returns it with everything that was looked up for it, sorted. It stays right
    /// until one of these [changes](Self::changes_since). The rule for what is not a record (method, catalogue, files):
    /// when it changes, everything does.
    ///
    /// One computation is watched at a time.
    pub fn watch<T>(&self, compute: impl FnOnce() -> T) -> (T, Box<[Lookup]>) {
        self.watch.watch(compute)
    }

    /// Returns a text that takes long to compute and stays as it is until something changes.
    pub fn remembered(&self, name: &'static str, compute: impl FnOnce() -> Arc<str>) -> Arc<str> {
        self.watch.note(|| Lookup::Any);
        let version = self.version();
        let known = |known: &BTreeMap<_, (u64, Arc<str>)>| {
            let (of, text) = known.get(name)?;
            (*of == version).then(|| Arc::clone(text))
        };
        let lock = || self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = known(&lock()) {
            return text;
        }
        let text = compute();
        lock().insert(name, (version, Arc::clone(&text)));
        text
    }

    /// Returns a number that grows with every change.
    pub fn version(&self) -> u64 {
        self.log.version()
    }

    /// Returns the lookups whose answers changed since a version; nothing when all may have.
    pub fn changes_since(&self, version: u64) -> Option<&[Lookup]> {
        self.log.since(version)
    }

    /// Returns the record with this id.
    pub fn get(&self, id: &str) -> Option<&Record> {
        self.slot(id).and_then(|slot| self.at(slot))
    }

    /// Returns the record with this id to be kept, without a copy of it.
    pub fn shared(&self, id: &str) -> Option<Arc<Record>> {
        let slot = self.slot(id)?;
        self.watch.note(|| Lookup::Record(slot));
        self.records.get(slot.0 as usize)?.clone()
    }

    /// Returns the record at a place.
    pub fn at(&self, slot: Slot) -> Option<&Record> {
        self.watch.note(|| Lookup::Record(slot));
        self.peek(slot)
    }

    fn peek(&self, slot: Slot) -> Option<&Record> {
        self.records.get(slot.0 as usize)?.as_deref()
    }

    /// Returns how many places there are, those of records that are gone included.
    pub fn places(&self) -> usize {
        self.records.len()
    }

    /// Returns the place of a record.
    pub fn slot(&self, id: &str) -> Option<Slot> {
        let slot = self.slots.get(id).copied();
        if slot.is_none() {
            self.watch.note(|| Lookup::Absent(short(id)));
        }
        slot
    }

    /// Returns the records of a kind in the order of their ids, retired ones included.
    pub fn of(&self, kind: &Kind) -> impl Iterator<Item = &Record> {
        self.slots_of(kind).filter_map(|slot| self.peek(slot))
    }

    /// Returns the places of a kind's records in the order of their ids.
    pub fn slots_of(&self, kind: &Kind) -> impl Iterator<Item = Slot> {
        self.watch.note(|| self.of_kind(kind));
        self.by_kind
            .get(kind.name)
            .into_iter()
            .flat_map(|slots| slots.values().copied())
    }

    /// Returns how many records of a kind there are.
    pub fn count(&self, kind: &Kind) -> usize {
        self.watch.note(|| self.of_kind(kind));
        self.by_kind.get(kind.name).map_or(0, BTreeMap::len)
    }

    /// Returns the records that refer to an id, each once, in the order of their ids: in that in which files were read, a
    /// sentence that names them would be another one each time.
    pub fn linked(&self, id: &Id) -> Vec<&Record> {
        self.watch.note(|| Lookup::LinksTo(short(id.as_str())));
        let mut slots: Vec<_> = self.index.links_to(id).map(|(slot, _)| slot).collect();
        slots.dedup();
        let mut linked: Vec<_> = slots.into_iter().filter_map(|slot| self.at(slot)).collect();
        linked.sort_by(|one, other| one.id().cmp(other.id()));
        linked
    }

    /// Returns the records of a kind that refer to an id, each once.
    pub fn linked_of<'a>(&'a self, kind: &'a Kind, id: &Id) -> impl Iterator<Item = &'a Record> {
        self.linked(id).into_iter().filter(move |record| record.is(kind))
    }

    /// Returns what an id is called: the title of its record or of its catalogue entry.
    pub fn title(&self, id: &str) -> Option<&str> {
        let record = self.get(id);
        let own = record.filter(|record| record.title() != id).map(Record::title);
        own.or_else(|| self.catalogue.title(id))
            .or_else(|| record.map(Record::title))
    }

    /// Tells whether an id can be referred to: a record, or an entry of the vocabulary.
    pub fn resolves(&self, id: &str, vocabulary: Option<Vocabulary>) -> bool {
        match vocabulary {
            Some(Vocabulary::Requirements) => {
                self.catalogue.knows(Vocabulary::Requirements, id) || self.get(id).is_some()
            }
            Some(vocabulary) => self.catalogue.knows(vocabulary, id),
            None => self.get(id).is_some() || self.catalogue.clause(id).is_some(),
        }
    }

    /// Returns the record whose id is typed in full or by a beginning that only it has.
    pub fn find(&self, typed: &str) -> Option<&Record> {
        if let Some(record) = self.get(typed) {
            return Some(record);
        }
        self.watch.note(|| Lookup::Any);
        let mut found = None;
        for slots in self.by_kind.values() {
            for (id, slot) in slots
                .range(Id::new(typed)..)
                .take_while(|(id, _)| id.as_str().starts_with(typed))
            {
                if id.as_str() != typed && found.replace(*slot).is_some() {
                    return None;
                }
            }
        }
        found.and_then(|slot| self.at(slot))
    }

    /// Returns the change that sets a field of a record, or nothing when it holds the value already.
    ///
    /// # Errors
    ///
    /// Fails when there is no such record, the field is one of another kind, or the value does not fit.
    pub fn change(&self, id: &str, field: FieldRef, value: Value) -> Result<Option<Change>, EditError> {
        let record = self.get(id).ok_or_else(|| EditError::Missing(Id::new(id)))?;
        if field.kind != record.kind().name {
            return Err(EditError::WrongKind {
                id: record.id().clone(),
                found: record.kind().name,
                expected: field.kind,
            });
        }
        let mut after = record.clone();
        let from = after.put(field.index, value).map_err(|unfit| EditError::Unfit {
            id: record.id().clone(),
            unfit,
        })?;
        let to = after.value(field.index).clone();
        Ok((from != to).then(|| Change::Set {
            id: record.id().clone(),
            field: field.index,
            from,
            to,
        }))
    }

    /// Applies an edit as a whole and returns its inverse.
    ///
    /// # Errors
    ///
    /// Fails, leaving the register as it was, when a record is missing or there already, or a field does not hold what
    /// the edit expects.
    pub fn apply(&mut self, edit: &Edit) -> Result<Edit, EditError> {
        let mut done: Vec<Change> = Vec::with_capacity(edit.changes.len());
        for change in &edit.changes {
            match self.apply_change(change) {
                Ok(change) => done.push(change),
                Err(error) => {
                    for change in done.iter().rev() {
                        let undone = self.apply_change(&change.inverse());
                        debug_assert!(undone.is_ok(), "a change that was just made can be taken back");
                    }
                    return Err(error);
                }
            }
        }
        // Each is turned round in its place: an import has very many.
        done.reverse();
        for change in &mut done {
            *change = change.inverse();
        }
        Ok(Edit {
            title: edit.title.clone(),
            who: edit.who.clone(),
            when: edit.when,
            changes: done,
        })
    }

    fn apply_change(&mut self, change: &Change) -> Result<Change, EditError> {
        match change {
            Change::Set { id, field, from, to } => {
                let slot = self.slot(id.as_str()).ok_or_else(|| EditError::Missing(id.clone()))?;
                let before = self.at(slot).ok_or_else(|| EditError::Missing(id.clone()))?;
                let mut after = before.clone();
                let found = after
                    .put(*field, to.clone())
                    .map_err(|unfit| EditError::Unfit { id: id.clone(), unfit })?;
                if found != *from {
                    let label = after.kind().stored(*field).label;
                    return Err(EditError::Changed {
                        id: id.clone(),
                        label,
                        found: found.to_string(),
                    });
                }
                let to = after.value(*field).clone();
                self.put(after);
                Ok(Change::Set {
                    id: id.clone(),
                    field: *field,
                    from: found,
                    to,
                })
            }
            Change::Add(record) => {
                if self.get(record.id().as_str()).is_some() {
                    return Err(EditError::Taken(record.id().clone()));
                }
                self.put(Arc::clone(record));
                Ok(change.clone())
            }
            Change::Remove(record) => {
                let found = self
                    .get(record.id().as_str())
                    .ok_or_else(|| EditError::Missing(record.id().clone()))?;
                if let Some(field) = found.differences(record).next() {
                    let label = found.kind().stored(field).label;
                    let found = found.value(field).to_string();
                    return Err(EditError::Changed {
                        id: record.id().clone(),
                        label,
                        found,
                    });
                }
                self.forget(record.id());
                Ok(change.clone())
            }
        }
    }

    fn of_kind(&self, kind: &Kind) -> Lookup {
        let position = self.kinds.iter().position(|known| known.name == kind.name);
        position.map_or(Lookup::Any, |position| Lookup::Kind(position as u32))
    }

    /// Takes a record as the disk has it, in place of what was there.
    pub fn put(&mut self, record: impl Into<Arc<Record>>) -> Slot {
        let mut record = record.into();
        if let Some(record) = Arc::get_mut(&mut record) {
            record.shrink();
        }
        let next = Slot(self.records.len() as u32);
        let slot = *self.slots.entry(record.id().clone()).or_insert(next);
        if slot == next {
            self.records.push(None);
        }
        self.by_kind
            .entry(record.kind().name)
            .or_default()
            .insert(record.id().clone(), slot);
        let before = self.records[slot.0 as usize].take();
        if before.is_none() {
            self.log.note(Lookup::Absent(short(record.id().as_str())));
        }
        self.log.note(Lookup::Record(slot));
        self.log.note(self.of_kind(record.kind()));
        self.index.update(slot, before.as_deref(), Some(&record), &mut self.log);
        let is_method = record.kind().method.is_some();
        self.records[slot.0 as usize] = Some(record);
        if is_method {
            self.read_method();
        }
        slot
    }

    /// Lets go of a record that the disk no longer has. What the catalogue implies goes back to saying nothing.
    pub fn forget(&mut self, id: &Id) {
        let Some(slot) = self.slot(id.as_str()) else { return };
        let Some(before) = self.records[slot.0 as usize].take() else {
            return;
        };
        let kind = before.kind();
        self.log.note(Lookup::Record(slot));
        self.log.note(self.of_kind(kind));
        self.index.update(slot, Some(&before), None, &mut self.log);
        if implies(&self.catalogue, kind, id) {
            self.put(Record::new(kind, id.clone()));
        } else if let Some(slots) = self.by_kind.get_mut(kind.name) {
            slots.remove(id);
        }
    }

    /// Tells whether the catalogue implies a record, so that it is there without a file.
    pub fn is_implied(&self, id: &Id) -> bool {
        self.get(id.as_str())
            .is_some_and(|record| implies(&self.catalogue, record.kind(), id))
    }
}

#[cfg(test)]
mod tests;
