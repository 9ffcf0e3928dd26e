//! What the register itself keeps and somebody approves as a whole: the scope, the processes, the Statement of
//! Applicability, the treatment plan, the method. Each is the same as long as its digest is.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::domain::kinds::{action, control, document, method, organization, risk};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::entries::{Entry, digest, entries_of};

/// Records as they are, or as an edit leaves them.
#[derive(Debug, Clone, Copy)]
pub struct Records<'a> {
    register: &'a Register,
    touched: Option<&'a HashMap<Id, Arc<Record>>>,
}

impl<'a> Records<'a> {
    /// The records of a register.
    pub fn of(register: &'a Register) -> Self {
        Self {
            register,
            touched: None,
        }
    }

    /// The records of a register as an edit that touches these leaves them.
    pub fn after(register: &'a Register, touched: &'a HashMap<Id, Arc<Record>>) -> Self {
        Self {
            register,
            touched: Some(touched),
        }
    }

    fn get(self, id: &str) -> Option<&'a Record> {
        let touched = self.touched.and_then(|touched| touched.get(id));
        let touched = touched.map(|record| &**record);
        touched.or_else(|| self.register.get(id))
    }

    /// Returns the records of a kind that are not retired.
    fn all(self, kind: &'static Kind) -> impl Iterator<Item = &'a Record> {
        let known = self.register.of(kind).map(move |record| {
            let touched = self.touched.and_then(|touched| touched.get(record.id()));
            touched.map_or(record, |touched| &**touched)
        });
        let added = self.touched.into_iter().flatten().map(|(_, record)| &**record);
        let added = added.filter(move |record| record.is(kind) && self.register.get(record.id().as_str()).is_none());
        known.chain(added).filter(|record| !record.is_retired())
    }
}

/// A set that somebody approves as a whole.
#[derive(Debug)]
pub struct KeptSet {
    /// The id of the record that holds its approvals.
    pub of: &'static str,
    /// What it is called in a sentence.
    pub name: &'static str,
    /// Why there is nothing to approve, while nothing was said.
    pub empty: &'static str,
    /// Tells whether anything was said that can be approved.
    is_begun: fn(Records<'_>) -> bool,
    entries: fn(Records<'_>) -> Vec<Entry>,
}

/// The fields of the organization that say what the scope is.
const SCOPE_FIELDS: &[&str] = &["scope", "exclusions", "units", "sites", "activities", "boundaries"];
const PROCESS_FIELDS: &[&str] = &["processes"];
const CONTROL_FIELDS: &[&str] = &["applicability", "basis", "reason", "grounds", "exceptions"];
const RISK_FIELDS: &[&str] = &["treatment", "controls", "target"];
const ACTION_FIELDS: &[&str] = &["title", "due", "owner"];

/// The scope of the AIMS; its digest is that of certificates and declarations, too.
pub static SCOPE: KeptSet = KeptSet {
    of: "4.3/d1",
    name: "the scope",
    empty: "the scope is not stated",
    is_begun: |records| said_of_organization(records, organization::SCOPE.index()),
    entries: |records| of_organization(records, SCOPE_FIELDS),
};

/// The processes of the AIMS.
pub static PROCESSES: KeptSet = KeptSet {
    of: "4.4/d1",
    name: "the processes",
    empty: "no process is described",
    is_begun: |records| said_of_organization(records, organization::PROCESSES.index()),
    entries: |records| of_organization(records, PROCESS_FIELDS),
};

/// The Statement of Applicability.
pub static STATEMENT: KeptSet = KeptSet {
    of: "6.1.3/d2",
    name: "the Statement of Applicability",
    empty: "no control is decided",
    is_begun: |records| stated(records).any(control::is_decided),
    entries: |records| {
        let controls = stated(records);
        controls
            .flat_map(|control| entries_of(control, CONTROL_FIELDS))
            .collect()
    },
};

/// The risk treatment plan.
pub static PLAN: KeptSet = KeptSet {
    of: "6.1.3/d3",
    name: "the treatment plan",
    empty: "no open risk has a treatment option or an action",
    is_begun: |records| {
        let is_treated = |risk: &Record| risk.get(risk::TREATMENT).is_some();
        open_risks(records).any(is_treated) || planned(records).next().is_some()
    },
    entries: |records| {
        let risks = open_risks(records).flat_map(|risk| entries_of(risk, RISK_FIELDS));
        let actions = planned(records).flat_map(|action| entries_of(action, ACTION_FIELDS));
        risks.chain(actions).collect()
    },
};

/// The criteria and the appetite.
pub static METHOD: KeptSet = KeptSet {
    of: method::ID,
    name: "the method",
    empty: "no method is written; a preset stands in",
    is_begun: |records| criteria(records).iter().any(|entry| !entry.value.is_empty()),
    entries: criteria,
};

/// The sets that somebody approves as a whole.
pub static SETS: &[&KeptSet] = &[&SCOPE, &PROCESSES, &STATEMENT, &PLAN, &METHOD];

/// Returns the set whose approvals a record holds.
pub fn of(id: &str) -> Option<&'static KeptSet> {
    SETS.iter().copied().find(|set| set.of == id)
}

impl KeptSet {
    /// Tells whether anything was said that can be approved.
    pub fn is_begun(&self, register: &Register) -> bool {
        (self.is_begun)(Records::of(register))
    }

    /// Tells the same of the records as an edit leaves them.
    pub fn is_begun_in(&self, records: Records<'_>) -> bool {
        (self.is_begun)(records)
    }

    /// Returns the records that belong to it, each once.
    pub fn records<'a>(&self, register: &'a Register) -> Vec<&'a Record> {
        let entries = self.entries(Records::of(register));
        let ids: BTreeSet<_> = entries.into_iter().map(|entry| entry.id).collect();
        ids.iter().filter_map(|id| register.get(id.as_str())).collect()
    }

    /// Returns what it says.
    pub fn entries(&self, records: Records<'_>) -> Vec<Entry> {
        (self.entries)(records)
    }

    /// Returns its document where that is a file: approvals are of the file then, and not of what the records say beside it.
    pub fn as_file<'r>(&self, register: &'r Register) -> Option<&'r Record> {
        let document = register.get(self.of).filter(|record| record.is(&document::KIND));
        document.filter(|document| !document.get(document::LOCATION).is_empty())
    }

    /// Returns the digest of what it says in a register, computed once until something changes.
    pub fn digest_kept(&self, register: &Register) -> Arc<str> {
        register.remembered(self.of, || self.digest(Records::of(register)).into())
    }

    /// Returns the digest of what it says.
    pub fn digest(&self, records: Records<'_>) -> String {
        digest(&self.entries(records))
    }
}

fn said_of_organization(records: Records<'_>, field: usize) -> bool {
    let organization = records.get(organization::ID);
    organization.is_some_and(|organization| !organization.value(field).is_empty())
}

fn of_organization(records: Records<'_>, fields: &[&str]) -> Vec<Entry> {
    let organization = records.get(organization::ID);
    organization
        .map(|record| entries_of(record, fields).collect())
        .unwrap_or_default()
}

/// Returns the controls of which the statement speaks: those of Annex A and own ones, not those of other catalogues.
pub fn stated(records: Records<'_>) -> impl Iterator<Item = &Record> {
    let catalogue = records.register.catalogue();
    let is_stated = move |id: &str| id.starts_with("A.") || catalogue.control(id).is_none();
    records
        .all(&control::KIND)
        .filter(move |record| is_stated(record.id().as_str()))
}

fn open_risks(records: Records<'_>) -> impl Iterator<Item = &Record> {
    records.all(&risk::KIND).filter(|risk| risk.is_open())
}

/// Returns the actions that treat open risks and were not given up.
fn planned(records: Records<'_>) -> impl Iterator<Item = &Record> {
    let is_open = move |id: &Id| {
        records
            .get(id.as_str())
            .is_some_and(|risk| risk.is_open() && !risk.is_retired())
    };
    let actions = records.all(&action::KIND);
    actions
        .filter(|action| action.get(action::STATUS) != Some(action::Status::Cancelled))
        .filter(move |action| action.get(action::RISKS).into_iter().any(is_open))
}

fn criteria(records: Records<'_>) -> Vec<Entry> {
    let Some(record) = records.get(method::ID) else {
        return Vec::new();
    };
    let fields = record.kind().fields.iter();
    let names: Vec<_> = fields
        .map(|field| field.name)
        .filter(|name| *name != "approvals")
        .collect();
    entries_of(record, &names).collect()
}

#[cfg(test)]
mod tests;
