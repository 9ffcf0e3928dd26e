//! Why a save was refused, as a recording keeps it.

use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::app::state::recorded::masked;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::store::save::{Clash, SaveError};

/// What is kept of a [`SaveError`]: enough that the workbench says and does the same about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Refusal {
    /// Others changed these fields; to what is not kept.
    Clash(Vec<(String, usize)>),
    /// The file of this record is gone.
    Gone(String),
    /// A record with this id came from elsewhere.
    Taken(String),
    /// The file of this record holds more than the record.
    Amended(String),
    /// Another process held the lock for so many seconds.
    Locked(u64),
    /// Other programs wrote this file.
    Busy(PathBuf),
    /// The program failed.
    Defect,
    /// The operating system refused.
    Disk(PathBuf, String),
    /// The operating system refused twice.
    Pending(PathBuf, String, bool),
    /// The register may only be read, or a file is not as it should be.
    Other(String),
}

impl Refusal {
    /// Returns what is kept of an error, with what files hold or without.
    pub fn of(error: &SaveError, typed: bool) -> Self {
        match error {
            SaveError::Clash(clashes) => {
                let field = |clash: &Clash| (clash.id.to_string(), clash.field);
                Self::Clash(clashes.iter().map(field).collect())
            }
            SaveError::Gone(id) => Self::Gone(id.to_string()),
            SaveError::Taken(id) => Self::Taken(id.to_string()),
            SaveError::Amended(id) => Self::Amended(id.to_string()),
            SaveError::Locked(seconds) => Self::Locked(*seconds),
            SaveError::Busy(path) => Self::Busy(path.clone()),
            SaveError::Defect => Self::Defect,
            SaveError::Disk(path, error) => Self::Disk(path.clone(), error.to_string()),
            SaveError::Pending { path, error, several } => Self::Pending(path.clone(), error.to_string(), *several),
            SaveError::ReadOnly(why) => Self::Other(why.clone()),
            // It may quote the file.
            SaveError::Broken(..) | SaveError::Refused(..) if !typed => Self::Other(masked(&error.to_string())),
            SaveError::Broken(..) | SaveError::Refused(..) => Self::Other(error.to_string()),
        }
    }

    /// Returns the error.
    pub fn error(self) -> SaveError {
        match self {
            Self::Clash(fields) => {
                let clash = |(id, field): (String, usize)| Clash {
                    id: Id::new(&id),
                    field,
                    mine: Value::Empty,
                    theirs: Value::Empty,
                };
                SaveError::Clash(fields.into_iter().map(clash).collect())
            }
            Self::Gone(id) => SaveError::Gone(Id::new(&id)),
            Self::Taken(id) => SaveError::Taken(Id::new(&id)),
            Self::Amended(id) => SaveError::Amended(Id::new(&id)),
            Self::Locked(seconds) => SaveError::Locked(seconds),
            Self::Busy(path) => SaveError::Busy(path),
            Self::Defect => SaveError::Defect,
            Self::Disk(path, error) => SaveError::Disk(path, io::Error::other(error)),
            Self::Pending(path, error, several) => {
                let error = io::Error::other(error);
                SaveError::Pending { path, error, several }
            }
            Self::Other(why) => SaveError::ReadOnly(why),
        }
    }
}
