//! Every change to the register, as a value with an exact inverse.

use chrono::NaiveDateTime;

use super::id::Id;
use super::record::Record;
use super::value::Value;

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
    Add(Box<Record>),
    /// A record goes; only ever the inverse of [`Change::Add`], since records are retired, never deleted.
    Remove(Box<Record>),
}

impl Change {
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
            changes: self.changes.iter().rev().map(Change::inverse).collect(),
            ..self.clone()
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
    #[error("{label} of {id} changed meanwhile to `{found}`.")]
    Changed {
        /// The record.
        id: Id,
        /// The label of the field.
        label: &'static str,
        /// What it holds.
        found: String,
    },
    /// The value does not fit the field.
    #[error(transparent)]
    Unfit(#[from] super::record::Unfit),
}
