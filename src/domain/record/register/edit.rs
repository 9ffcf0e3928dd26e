//! Every change to the register, as a value with an exact inverse.

use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::domain::record::id::Id;
use crate::domain::record::typed::{FieldRef, Handle};
use crate::domain::record::value::Value;
use crate::domain::record::{Record, Unfit};

/// What is to be set in one record: fields of its kind with their new values, in the order in which they are set.
///
/// [`Register::change`](crate::domain::register::Register::change) refuses a field of another kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes(Vec<(FieldRef, Value)>);

impl Changes {
    /// Returns changes that set nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a field by its handle.
    #[must_use]
    pub fn set<T>(self, field: Handle<T>, value: impl Into<Value>) -> Self {
        self.set_field(field.field(), value)
    }

    /// Sets a field that is known without its Rust type, such as the one with a mark.
    #[must_use]
    pub fn set_field(mut self, field: FieldRef, value: impl Into<Value>) -> Self {
        self.0.push((field, value.into()));
        self
    }

    /// Sets what others set as well, after these.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Returns the fields with their new values, in order.
    pub fn iter(&self) -> impl Iterator<Item = &(FieldRef, Value)> {
        self.0.iter()
    }

    /// Tells whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl IntoIterator for Changes {
    type Item = (FieldRef, Value);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// One change to one record.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A field goes from one value to another; applied only where it holds `from`.
    Set {
        /// The record.
        id: Id,
        /// The position in the kind's field table.
        field: usize,
        /// What it held.
        from: Value,
        /// What it is to hold.
        to: Value,
    },
    /// A record comes in.
    Add(Arc<Record>),
    /// A record goes; only ever the inverse of [`Change::Add`], since records are retired, never deleted.
    Remove(Arc<Record>),
}

impl Change {
    /// Returns the change by which a record comes in.
    pub fn add(mut record: Record) -> Self {
        record.shrink();
        Self::Add(Arc::new(record))
    }

    /// Returns the id of the record it touches.
    pub fn id(&self) -> &Id {
        match self {
            Self::Set { id, .. } => id,
            Self::Add(record) | Self::Remove(record) => record.id(),
        }
    }

    /// Returns the change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Set { id, field, from, to } => Self::Set {
                id: id.clone(),
                field: *field,
                from: to.clone(),
                to: from.clone(),
            },
            Self::Add(record) => Self::Remove(record.clone()),
            Self::Remove(record) => Self::Add(record.clone()),
        }
    }
}

/// Changes that belong together: they apply, undo and reach the disk as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What it does, in a few words for the history and the commit message.
    pub title: String,
    /// Who made it, as git knows them; empty when unknown.
    pub who: String,
    /// When it was made, in the user's time.
    pub when: NaiveDateTime,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

impl Edit {
    /// Returns the edit that takes this one back: the inverse changes in the opposite order.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            title: self.title.clone(),
            who: self.who.clone(),
            when: self.when,
            changes: self.changes.iter().rev().map(Change::inverse).collect(),
        }
    }

    /// Returns the records it touches, each once, in the order of their first change.
    pub fn touched(&self) -> Vec<Id> {
        let mut seen = std::collections::HashSet::new();
        self.changes
            .iter()
            .map(Change::id)
            .filter(|id| seen.insert(*id))
            .cloned()
            .collect()
    }

    /// Tells whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Why an edit was not applied. The register is then as it was.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EditError {
    /// The record is not there.
    #[error("{0} is not in the register.")]
    Missing(Id),
    /// A record with this id is there already.
    #[error("{0} is in the register already.")]
    Taken(Id),
    /// The field holds something else than the edit was made for.
    #[error("{label} of {id} {}.", meanwhile(found))]
    Changed {
        /// The record.
        id: Id,
        /// The label of the field.
        label: &'static str,
        /// What it holds; empty where it holds nothing.
        found: String,
    },
    /// The field is one of another kind.
    #[error("{id} is of the kind {found} and has no field of the kind {expected}.")]
    WrongKind {
        /// The record.
        id: Id,
        /// The name of its kind.
        found: &'static str,
        /// The name of the kind whose field it is.
        expected: &'static str,
    },
    /// The value does not fit the field.
    #[error("{id}: {unfit}")]
    Unfit {
        /// The record.
        id: Id,
        /// What the field takes.
        unfit: Unfit,
    },
}

/// Says what became of a field that holds something else than was expected.
fn meanwhile(found: &str) -> String {
    match found {
        "" => "was emptied in the meantime".to_owned(),
        found => format!("was changed in the meantime to `{found}`"),
    }
}
