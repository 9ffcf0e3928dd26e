//! Why a save was refused, as a recording keeps it.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::app::state::recorded::masked;
use crate::domain::record::id::{Id, IdForm};
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
    /// Returns what is kept of an error, with what was typed or without. The id of a system is made of the title that was
    /// typed, and files are named after ids.
    pub fn of(error: &SaveError, typed: bool) -> Self {
        let id = |id: &Id| {
            if typed || !IdForm::Slug.accepts(id.as_str()) {
                id.to_string()
            } else {
                masked(id.as_str())
            }
        };
        let path = |path: &Path| {
            if typed {
                path.to_owned()
            } else {
                PathBuf::from(masked(&path.to_string_lossy()))
            }
        };
        match error {
            SaveError::Clash(clashes) => {
                let field = |clash: &Clash| (id(&clash.id), clash.field);
                Self::Clash(clashes.iter().map(field).collect())
            }
            SaveError::Gone(record) => Self::Gone(id(record)),
            SaveError::Taken(record) => Self::Taken(id(record)),
            SaveError::Amended(record) => Self::Amended(id(record)),
            SaveError::Locked(seconds) => Self::Locked(*seconds),
            SaveError::Busy(file) => Self::Busy(path(file)),
            SaveError::Defect => Self::Defect,
            SaveError::Disk(file, error) => Self::Disk(path(file), error.to_string()),
            SaveError::Pending {
                path: file,
                error,
                several,
            } => Self::Pending(path(file), error.to_string(), *several),
            SaveError::ReadOnly(why) => Self::Other(why.clone()),
            // It may quote the file.
            SaveError::Broken(..) | SaveError::Refused(..) if !typed => Self::Other(masked(&error.to_string())),
            SaveError::Broken(..) | SaveError::Refused(..) | SaveError::Cancelled => Self::Other(error.to_string()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_refusal_holds_no_word_of_a_typed_title() {
        let id = || Id::new("secret-helper");
        let path = || PathBuf::from("/srv/aims/systems/secret-helper/system.ron");
        let error = || io::Error::other("Operation not permitted");
        let clash = Clash {
            id: id(),
            field: 3,
            mine: Value::Empty,
            theirs: Value::Empty,
        };
        for refused in [
            SaveError::Clash(vec![clash]),
            SaveError::Gone(id()),
            SaveError::Taken(id()),
            SaveError::Amended(id()),
            SaveError::Busy(path()),
            SaveError::Disk(path(), error()),
            SaveError::Pending {
                path: path(),
                error: error(),
                several: true,
            },
        ] {
            let text = |typed| format!("{:?}", Refusal::of(&refused, typed));
            assert!(text(true).contains("secret"), "{}", text(true));
            assert!(!text(false).contains("secret"), "{}", text(false));
        }
        let risk = SaveError::Gone(Id::new("R-7k3qm"));
        assert_eq!(Refusal::of(&risk, false), Refusal::Gone("R-7k3qm".to_owned()));
    }
}
