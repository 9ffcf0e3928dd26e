//! From a sheet to records: which column is which field, which row is which record, and what would change.
//!
//! [`Plan::make`] decides everything and changes nothing; [`Plan::edit`] is the one edit that carries it out, and one
//! inverse edit takes it all back. The rules, in short:
//!
//! - A column feeds a field because the user or a saved [`Mapping`] says so, or because its header is a known name of
//!   the field (`assets/import/headers.ron`). Every other column is listed, and kept with the record unless it only
//!   counts rows, follows from others or is about something else.
//! - A row is found again by what no other row shares and is no placeholder: its key, which the record keeps as its
//!   reference, the key with the unit, title and unit, or else all it says. No row is refused for what it shares.
//! - A cell that is no value of its field leaves the field as it is; its text is kept with the record and reported.
//! - A blank cell changes nothing, and neither does one that says what the record says. Otherwise the file wins, and
//!   the plan shows from what to what. What a cell said in the last import is remembered ([`Memory`]), or shown by the
//!   older file: a cell that says the same again changes nothing, and what was edited here since is left alone and reported.
//! - What a row says against the rules of its kind is left out and reported, and its text is kept with the record.
//! - A record that came from an earlier version of the file and whose row is gone is listed, and retired only on request.
//!   Nothing is ever deleted.

mod columns;
mod identity;
mod memory;
pub mod opening;
pub mod people;
mod planning;
mod reading;
mod remarks;
mod report;
mod words;

use std::collections::BTreeSet;

use crate::domain::record::Record;
use crate::exchange::sheet::Sheet;

pub use crate::exchange::import::columns::known::Known;
pub use crate::exchange::import::columns::mapping::{FOLDER, LEFT_OUT, Mapping, NotAMapping};
pub use columns::periods;
pub use columns::{ColumnPlan, Source, Target};
pub use identity::Means;
pub use memory::{Lines, Memory};
pub use planning::whole;
pub use planning::{Counts, Outcome, Plan, Remark, RowPlan, SetField};
pub use reading::Unread;
pub use reading::scores::Part;
pub use report::plain;

/// How a sheet is to be imported.
#[derive(Debug, Clone, Default)]
pub struct Options<'a> {
    /// What the user says; it must fit the file.
    pub mapping: Mapping,
    /// What a saved mapping says; columns the file has not are reported and passed over.
    pub saved: Mapping,
    /// The older file of the same inventory: only what differs between the two is taken.
    pub since: Option<&'a Sheet>,
    /// The other sheets of the file that hold such records: whose row is in one of them is not gone.
    pub beside: &'a [Sheet],
    /// Whether records whose row is gone are retired.
    pub retire_removed: bool,
    /// What the cells said when they were imported last; without it the file wins.
    pub memory: Option<&'a Memory>,
    /// What becomes of a field that was edited both here and in the file.
    pub conflict: Conflict,
    /// Whether a file that we exported is taken to the letter: a blank cell empties its field, and a record that is not
    /// here comes in as it was, whatever is objected to it. Nothing tells such a file from one made by hand after its form,
    /// so the user says it.
    pub restores: bool,
    /// What the file is called, for the title of the edit.
    pub source: String,
    /// The name of the mapping that is used or to be kept; the files it reads are versions of one inventory.
    pub mapping_name: String,
    /// The records of the kind that the same edit brings, to which cells may link.
    pub coming: &'a [Record],
    /// Whether other tables come in with it, about which what the user says of columns and values may be.
    pub is_one_of_several: bool,
    /// The rows that are taken although they lack something, or the rules ask for a second look.
    pub confirmed: Confirmed,
}

/// What becomes of a field that was edited both here and in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conflict {
    /// What is here stays; what the file says is told at every import until it is settled.
    #[default]
    Told,
    /// The file's value is taken.
    Theirs,
    /// What is here stays, and with what the file says now that is settled.
    Ours,
}

/// Which rows are taken although they lack something, or the rules allow them only after a second look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Confirmed {
    /// None of them.
    #[default]
    Nothing,
    /// All of them.
    All,
    /// Those with these numbers.
    Rows(BTreeSet<usize>),
}

impl Confirmed {
    /// Tells whether the row with a number is taken.
    pub fn has(&self, row: usize) -> bool {
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::Rows(rows) => rows.contains(&row),
        }
    }
}

/// Why a sheet cannot be imported as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Whoever asked for it wants it no more.
    #[error("Cancelled; nothing was written.")]
    Stopped,
    /// There is only one record of the kind, and the file is no export of it.
    #[error("There is one {0}, so it is edited, not imported; only what `aims export` wrote of it is read back.")]
    OneRecord(&'static str),
    /// The file says itself that its records are of another kind.
    #[error("The file says that these are records of the kind `{0}`.")]
    OtherRecords(String),
    /// The mapping was made for another kind.
    #[error("The mapping is for records of the kind `{0}`.")]
    OtherKind(String),
    /// The file has no such column.
    #[error("The file has no column `{wanted}`{}. Its columns are: {}.", perhaps(nearest.as_deref()), columns.join(", "))]
    NoColumn {
        /// What was asked for.
        wanted: String,
        /// The column it may be meant to be.
        nearest: Option<String>,
        /// The columns of the file.
        columns: Vec<String>,
    },
    /// The kind has no such field.
    #[error("`{column}` cannot become `{field}`: a {kind} has no such field{}. Its fields are: {}.", perhaps(*nearest), fields.join(", "))]
    NoField {
        /// The column.
        column: String,
        /// What it was mapped to.
        field: String,
        /// The field it may be meant to be.
        nearest: Option<&'static str>,
        /// The kind.
        kind: &'static str,
        /// The names of its fields.
        fields: Vec<&'static str>,
    },
    /// The field is computed.
    #[error("{0} is computed and cannot be imported.")]
    Computed(&'static str),
    /// A field that holds one value would get two.
    #[error("{field} holds one value, but both `{}` and `{}` are mapped to it.", columns[0], columns[1])]
    TwoColumns {
        /// The label of the field.
        field: &'static str,
        /// The columns.
        columns: [String; 2],
    },
    /// A column is mapped to the reference and others are the key.
    #[error(
        "The key becomes the reference, but another column is mapped to it. Map one of them, or add it to the key."
    )]
    TwoKeys,
    /// The kind has no field that could hold the key.
    #[error("The key column `{0}` is mapped to no field, so its rows could not be found again. Map it with --map.")]
    KeyWithoutField(String),
    /// A value of a column without a field is mapped.
    #[error("Values of `{0}` are mapped, but the column is no field of a {1}. Map the column with --map.")]
    ValueWithoutField(String, &'static str),
    /// The field has no such choice.
    #[error("`{choice}` is no choice of {field}. Its choices are: {}.", choices.join(", "))]
    NoChoice {
        /// What was asked for.
        choice: String,
        /// The label of the field.
        field: &'static str,
        /// The choices.
        choices: Vec<&'static str>,
    },
    /// The scale has no such step.
    #[error("`{step}` is no step of `{column}`. Its steps are: {}.", steps.join(", "))]
    NoStep {
        /// What was asked for.
        step: String,
        /// The column.
        column: String,
        /// The steps, by number and word.
        steps: Vec<String>,
    },
    /// The records of the kind are found by their ids alone.
    #[error("A {0} is found by its id ({1}), but no column holds one. Name it with --map COLUMN=id.")]
    NoId(&'static str, String),
    /// No column says what the records are called.
    #[error("No column says what each {kind} is called. Name it with --map COLUMN=title. The columns are: {}.", columns.join(", "))]
    NoName {
        /// The kind.
        kind: &'static str,
        /// The columns of the file.
        columns: Vec<String>,
    },
}

fn perhaps(nearest: Option<&str>) -> String {
    nearest.map_or(String::new(), |name| format!("; perhaps `{name}`"))
}
