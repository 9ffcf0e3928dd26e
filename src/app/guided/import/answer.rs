//! What the outside answers while a file is imported: what is in it, how far the planning is, and what it came to.

use std::sync::Arc;

use crate::app::guided::import::rows::{Counted, RowLine};
use crate::exchange::import::Mapping;
use crate::exchange::import::opening::FileRead;
use crate::exchange::import::opening::offers::Offer;
use crate::exchange::import::opening::samples::{Sampled, ToMap};
use crate::exchange::import::whole::Whole;
use crate::store::save::lines::Lines;

/// An answer of the outside.
#[derive(Debug)]
pub enum Answer {
    /// The file was read, or why it cannot be.
    Opened(Result<Opened, String>),
    /// So many rows of so many are planned.
    Progress(usize, usize),
    /// What importing it would do, or why it cannot be planned.
    Planned(Result<Planned, String>),
}

/// A file that was read.
#[derive(Debug)]
pub struct Opened {
    /// The file.
    pub file: Arc<FileRead>,
    /// Its sheets, and what they may hold.
    pub offers: Vec<Offer>,
    /// The mappings that are kept in the register, by name.
    pub mappings: Vec<(String, Mapping)>,
}

/// What importing a file would do.
#[derive(Debug)]
pub struct Planned {
    /// The version of the register for which it was worked out.
    pub version: u64,
    /// The parts, in the order in which they were asked.
    pub parts: Vec<PlannedPart>,
    /// What it does, or why the parts cannot be imported as they were answered.
    pub result: Result<Outcome, String>,
}

/// What was found out of one part.
#[derive(Debug)]
pub struct PlannedPart {
    /// Its columns with some of their values.
    pub columns: Vec<Sampled>,
    /// What reading it found out.
    pub notes: Vec<String>,
    /// The values that were not read.
    pub to_map: Vec<ToMap>,
}

/// The edit that an import comes to, and what becomes of each row.
#[derive(Debug)]
pub struct Outcome {
    /// The plans of the parts and the edit.
    pub whole: Whole,
    /// How the memory of imports changes with it.
    pub lines: Vec<Lines>,
    /// All rows, problems first.
    pub rows: Vec<RowLine>,
    /// How many there are of each class, in the order of the rows.
    pub counts: Vec<Counted>,
}
