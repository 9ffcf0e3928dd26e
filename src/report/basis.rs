//! What a document is made from. All of it comes in as data: the register, the day, what git said, and what was asked for.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::measures::trend::Point;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::report::words::Language;

/// For whom a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// For the organization itself: everything.
    Internal,
    /// For auditors: without notes that are nobody's business but the team's.
    Auditor,
    /// For others: functions in place of names, no evidence, no risks.
    External,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: String,
    /// Its day.
    pub day: NaiveDate,
}

impl Commit {
    /// Returns the id as documents write it.
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }
}

/// When something was said last, as git knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// On this day.
    On(NaiveDate),
    /// After the newest commit.
    NotCommitted,
}

/// An earlier state, for what changed since.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// The day that was asked for.
    pub day: NaiveDate,
    /// The register as the last commit of that day left it.
    pub register: &'a Register,
}

/// What a document is made from.
#[derive(Debug, Clone)]
pub struct Basis<'a> {
    /// The records.
    pub register: &'a Register,
    /// The day whose state is shown.
    pub today: NaiveDate,
    /// The newest commit; none outside of a repository, or before the first.
    pub commit: Option<Commit>,
    /// The records, or other files of the register, that differ from it.
    pub uncommitted: Vec<String>,
    /// The paths of files that cannot be read.
    pub unreadable: Vec<String>,
    /// When the fields that a document asks about were said last, by record.
    pub said: BTreeMap<Id, Said>,
    /// The figures at the end of past months and of this day, the oldest first.
    pub months: Vec<Point>,
    /// The day since which changes are told; all where there is none.
    pub since: Option<NaiveDate>,
    /// An earlier state.
    pub earlier: Option<Earlier<'a>>,
    /// The record that a document is about, for one about a single record.
    pub subject: Option<&'a Record>,
    /// For whom the copy is.
    pub copy: Copy,
    /// In which language it is.
    pub language: Language,
}

impl<'a> Basis<'a> {
    /// Returns what an internal English document of a register is made from, without anything of git.
    pub fn of(register: &'a Register, today: NaiveDate) -> Self {
        Self {
            register,
            today,
            commit: None,
            uncommitted: Vec::new(),
            unreadable: Vec::new(),
            said: BTreeMap::new(),
            months: Vec::new(),
            since: None,
            earlier: None,
            subject: None,
            copy: Copy::Internal,
            language: Language::English,
        }
    }
}
