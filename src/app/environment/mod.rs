//! What surrounds the workbench, as values: clock, user, branch, randomness, the keys that come in, the effects that
//! go out.

pub mod effect;
pub mod key;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::register::edit::Edit;

/// What the surrounding program tells the workbench at its start, and whenever it changes.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Today, in the user's time.
    pub today: NaiveDate,
    /// Now, in the user's time.
    pub now: NaiveDateTime,
    /// Who works here, as git knows them.
    pub who: String,
    /// The branch that is checked out.
    pub branch: Option<String>,
    /// Random bytes for new ids.
    pub entropy: fn() -> [u8; 5],
}

impl Environment {
    /// Returns an edit of now, by who works here.
    pub(in crate::app) fn edit_named(&self, title: String) -> Edit {
        Edit {
            title,
            who: self.who.clone(),
            when: self.now,
            changes: Vec::new(),
        }
    }
}
