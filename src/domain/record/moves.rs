//! What fields of an older format say moves to its new place: when a register is read, and when somebody sets a field by
//! its old name.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::typed::Handle;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};

/// The title of the edit that writes what moved.
pub const TITLE: &str = "Move the register to format 2";

/// From the moves so far and the id of a record to where what its fields of an older format say moves.
pub type MoveFormer = fn(&mut Moves<'_>, &Id);

/// Which of two values for one place stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wins {
    /// The one at the new place, as of a register that is read; the other is kept in the note.
    Standing,
    /// The one that moves, as of somebody who sets a field by its old name.
    Moved,
}

/// Records while values move between their fields.
#[derive(Debug)]
pub struct Moves<'a> {
    register: &'a Register,
    /// The records as an edit would leave them, and as the moves leave them.
    records: BTreeMap<Id, Record>,
    /// Which of two values for one place stays.
    pub wins: Wins,
    /// Today.
    pub today: NaiveDate,
    told: Vec<String>,
}

impl<'a> Moves<'a> {
    /// Returns the register before the moves.
    pub fn register(&self) -> &'a Register {
        self.register
    }

    /// Returns a record as the moves leave it so far.
    pub fn record(&self, id: &str) -> Option<&Record> {
        self.records.get(id).or_else(|| self.register.get(id))
    }

    /// Changes a record; one that is not there stays so.
    pub fn change(&mut self, id: &Id, change: impl FnOnce(&mut Record)) {
        if let Some(mut record) = self.record(id.as_str()).cloned() {
            change(&mut record);
            self.records.insert(id.clone(), record);
        }
    }

    /// Takes what a field of an older format says out of its record.
    pub fn take<T>(&mut self, id: &Id, field: Handle<T>) -> Value {
        let mut value = Value::Empty;
        self.change(id, |record| {
            value = record.put(field.index(), Value::Empty).unwrap_or_default();
        });
        value
    }

    /// Brings a value to a field. Where another one stands and stays, this one goes to the note of the record.
    pub fn bring<T>(&mut self, id: &Id, field: Handle<T>, value: Value, from: &str) {
        let Some(record) = self.record(id.as_str()).filter(|_| !value.is_empty()) else {
            return;
        };
        let standing = record.value(field.index());
        if *standing == value {
            return;
        }
        if !standing.is_empty() && self.wins == Wins::Standing {
            self.keep(id, &format!("{from}: {value}"));
            return;
        }
        // A value of another shape stays where it is.
        self.change(id, |record| drop(record.put(field.index(), value)));
    }

    /// Keeps what found no place in the note of a record, and notes it to be told.
    pub fn keep(&mut self, id: &Id, text: &str) {
        self.told
            .push(format!("{id}: another value stands; kept in the note: {text}"));
        self.change(id, |record| {
            let Some(note) = record.kind().field_index("note") else {
                return;
            };
            let old = record.value(note).as_text().unwrap_or_default();
            let line = format!("From an older format: {text}");
            let all = if old.is_empty() { line } else { format!("{old}\n{line}") };
            // A text fits a note.
            let _ = record.put(note, Value::text(&all));
        });
    }
}

/// Values that moved: the changes, and what was kept in notes since another value stands at the new place.
#[derive(Debug, Default)]
pub struct Moved {
    /// The changes from what the files say to what is read.
    pub changes: Vec<Change>,
    /// What could not move, a sentence each.
    pub told: Vec<String>,
}

/// Returns what moves when a register is read that holds fields of an older format.
pub fn of_register(register: &Register, today: NaiveDate) -> Moved {
    let kinds = register.kinds().iter().filter(|kind| !kind.former.is_empty());
    let records = kinds.flat_map(|kind| register.of(kind));
    let ids: Vec<_> = records
        .filter(|record| record.former().next().is_some())
        .map(|record| record.id().clone())
        .collect();
    if ids.is_empty() {
        return Moved::default();
    }
    let mut moves = Moves {
        register,
        records: BTreeMap::new(),
        wins: Wins::Standing,
        today,
        told: Vec::new(),
    };
    for id in &ids {
        move_former(&mut moves, id);
    }
    let records = moves.records.values();
    let changes = records.filter_map(|after| Some(sets(register.get(after.id().as_str())?, after)));
    Moved {
        changes: changes.flatten().collect(),
        told: moves.told,
    }
}

/// Brings what an edit sets by old names to its place, and the records as the edit leaves them along with it.
#[allow(clippy::implicit_hasher, reason = "one map, of one caller")]
pub fn in_edit(register: &Register, edit: &mut Edit, touched: &mut HashMap<Id, Arc<Record>>, today: NaiveDate) {
    let is_former = |record: &Record| record.former().next().is_some();
    let ids: Vec<Id> = edit.touched();
    let ids: Vec<_> = ids
        .into_iter()
        .filter(|id| touched.get(id).is_some_and(|record| is_former(record)))
        .collect();
    if ids.is_empty() {
        return;
    }
    let mut moves = Moves {
        register,
        records: touched
            .iter()
            .map(|(id, record)| (id.clone(), Record::clone(record)))
            .collect(),
        wins: Wins::Moved,
        today,
        told: Vec::new(),
    };
    for id in &ids {
        move_former(&mut moves, id);
    }
    let set_by_old_names: HashSet<&Id> = ids.iter().collect();
    for (id, after) in &moves.records {
        let before = touched.get(id).map(|record| &**record);
        let before = before.or_else(|| register.get(id.as_str()));
        let Some(before) = before.filter(|before| *before != after) else {
            continue;
        };
        let added = edit
            .changes
            .iter_mut()
            .find(|change| matches!(change, Change::Add(record) if record.id() == id));
        if let Some(added) = added {
            *added = Change::add(after.clone());
        } else {
            let changes = sets(before, after).into_iter();
            let first_former = after.kind().fields.len();
            if set_by_old_names.contains(id) {
                edit.changes.retain(|change| {
                    !matches!(change, Change::Set { id: other, field, .. } if other == id && *field >= first_former)
                });
            }
            edit.changes
                .extend(changes.filter(|change| matches!(change, Change::Set { field, .. } if *field < first_former)));
        }
        touched.insert(id.clone(), Arc::new(after.clone()));
    }
}

fn move_former(moves: &mut Moves<'_>, id: &Id) {
    if let Some(kind) = moves.record(id.as_str()).map(Record::kind) {
        (kind.move_former)(moves, id);
    }
}

/// Returns the changes from one state of a record to another.
fn sets(before: &Record, after: &Record) -> Vec<Change> {
    let set = |field: usize| Change::Set {
        id: after.id().clone(),
        field,
        from: before.value(field).clone(),
        to: after.value(field).clone(),
    };
    before.differences(after).map(set).collect()
}
