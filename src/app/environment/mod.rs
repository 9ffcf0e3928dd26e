//! What surrounds the workbench, as values: clock, user, branch, randomness, the keys that come in, the effects that
//! go out.

pub mod effect;
pub mod key;

use chrono::{NaiveDate, NaiveDateTime};

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
