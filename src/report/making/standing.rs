//! How far a document is approved, by what the register keeps of it.

use chrono::NaiveDate;

use crate::domain::kinds::approval::kept_sets::{self, Records};
use crate::domain::kinds::approval::{self, Approval};
use crate::domain::kinds::document;
use crate::domain::kinds::organization;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::register::entries::{Difference, differences};
use crate::domain::register::observed::Approved;

/// How far a document is approved.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing<'a> {
    /// By nobody.
    Draft,
    /// As it is; or nobody recorded what it was, so that nobody knows whether it changed.
    Approved(Approval<'a>),
    /// It was, and is another one now.
    Changed(Approval<'a>),
    /// A file of the organization's own is the document, approved or not.
    File(&'a str, Option<Approval<'a>>),
}

impl<'a> Standing<'a> {
    /// Returns how far the document of a record is approved on a day. An approval by a name that nobody knows is none.
    pub fn of(register: &'a Register, record: &'a Record, today: NaiveDate) -> Self {
        let approval = approval(register, record, today);
        match (record.get(document::LOCATION), approval) {
            ("", None) => Self::Draft,
            ("", Some(approval)) if document::is_changed(register, record) => Self::Changed(approval),
            ("", Some(approval)) => Self::Approved(approval),
            (location, approval) => Self::File(location, approval),
        }
    }

    /// Tells whether the document is in force as it is printed.
    pub fn is_draft(&self) -> bool {
        !matches!(self, Self::Approved(_))
    }

    /// Returns the approval that stands.
    pub fn approval(&self) -> Option<Approval<'a>> {
        match self {
            Self::Draft => None,
            Self::Approved(approval) | Self::Changed(approval) => Some(*approval),
            Self::File(_, approval) => *approval,
        }
    }
}

fn approval<'a>(register: &Register, record: &'a Record, today: NaiveDate) -> Option<Approval<'a>> {
    let newest = approval::newest_given(record.stored(document::APPROVALS), today)?;
    organization::is_believed(register, newest.by, newest.on).then_some(newest)
}

/// What is known of how a document differs from what was approved.
#[derive(Debug, Clone, PartialEq)]
pub enum Since {
    /// These differences; none where it is as it was.
    Known(Vec<Difference>),
    /// What was approved was never committed, so nobody knows.
    NeverCommitted,
    /// The approval does not record what was approved, or git was not asked.
    NotRecorded,
}

/// Returns what differs from what was approved last.
pub fn since(register: &Register, record: &Record, approval: Approval<'_>) -> Since {
    let Some(set) = kept_sets::of(record.id().as_str()).filter(|_| !approval.digest.is_empty()) else {
        return Since::NotRecorded;
    };
    if *set.digest_kept(register) == *approval.digest {
        return Since::Known(Vec::new());
    }
    match register.observed().approved(approval.digest) {
        Some(Approved::Said(before)) => Since::Known(differences(before, &set.entries(Records::of(register)))),
        Some(Approved::NotCommitted) => Since::NeverCommitted,
        None => Since::NotRecorded,
    }
}
