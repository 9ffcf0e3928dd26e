//! Independence of auditors: nobody audits their own work (9.2.2).
//!
//! Asked of everything in the scope is whether one of its auditors does not own it. To own is to answer for it, to have
//! made an assessment or approved a document, or to have the duty that a clause speaks of. Somebody from outside owns
//! nothing; a name that is nobody of the people, and somebody who had left by the day of the audit, is neither free nor an owner.

mod ownership;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::kinds::review::scope::Scope;
use crate::domain::kinds::review::{Event, Shares as ReviewShares};
use crate::domain::kinds::{organization, review};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::typed::Row;
use crate::domain::register::Register;

pub use ownership::Item;

/// An auditor with what of the scope of the audit is their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWork {
    /// The auditor, as the review names them.
    pub auditor: String,
    /// The records they answer for, and the clauses whose duties are theirs.
    pub records: Vec<Id>,
}

impl OwnWork {
    /// Returns who owns what, in a few words: `ana owns chat, R-7k3qm and 4 more`.
    pub fn text(&self) -> String {
        const NAMED: usize = 3;
        let is_clause =
            |id: &Id| id.as_str().starts_with(|first: char| first.is_ascii_digit()) && !id.as_str().contains('/');
        let name = |id: &Id| {
            if is_clause(id) {
                format!("the duties of {id}")
            } else {
                id.to_string()
            }
        };
        let named: Vec<_> = self.records.iter().take(NAMED).map(name).collect();
        let more = self.records.len() - named.len();
        let and_more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!("{} owns {}{and_more}", self.auditor, named.join(", "))
    }
}

/// Who of the auditors owns what in the scope.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What no other auditor could look at.
    pub own: Vec<OwnWork>,
    /// What another auditor should look at, or what weighs little.
    pub shared: Vec<OwnWork>,
    /// Why auditors are nobody on the day of the audit: nobody of the people, or had left. They are neither free nor owners.
    pub unknown: Vec<String>,
}

/// What each auditor owns.
type Works<'a> = BTreeMap<&'a str, Vec<Id>>;

/// Judges the auditors of an internal audit against its scope.
pub fn judge(register: &Register, audit: &Record) -> Verdict {
    if audit.get(review::EVENT) != Some(Event::InternalAudit) {
        return Verdict::default();
    }
    let auditors: BTreeSet<_> = audit.get(review::AUDITORS).into_iter().collect();
    let day = review::day(audit);
    let why_unknown = |auditor: &&str| organization::why_nobody(register, auditor, day);
    let unknown = auditors.iter().filter_map(why_unknown).collect();
    let scope = Scope::of(register, audit);
    let mut owners: BTreeMap<Item, BTreeSet<&str>> = BTreeMap::new();
    for auditor in &auditors {
        if !organization::is_external(register, auditor) {
            for item in ownership::of(register, audit, auditor, &scope) {
                owners.entry(item).or_default().insert(auditor);
            }
        }
    }
    let shares = Shares::of(register, audit);
    let (mut own, mut of_some) = (Works::new(), Works::new());
    for (item, theirs) in &owners {
        let given: Vec<_> = auditors
            .iter()
            .copied()
            .filter(|auditor| shares.has(auditor, item))
            .collect();
        let is_free = |auditor: &&str| !theirs.contains(auditor) && why_unknown(auditor).is_none();
        let has_free = given.iter().any(is_free);
        let list = match (item.is_heavy(), has_free) {
            (true, false) => &mut own,
            (true, true) | (false, false) => &mut of_some,
            (false, true) => continue,
        };
        for owner in theirs.iter().filter(|owner| given.contains(owner)) {
            list.entry(owner).or_default().push(item.id.clone());
        }
    }
    let works = |found: Works<'_>| {
        let work = |(auditor, records): (&str, Vec<Id>)| OwnWork {
            auditor: auditor.to_owned(),
            records,
        };
        found.into_iter().map(work).collect()
    };
    Verdict {
        own: works(own),
        shared: works(of_some),
        unknown,
    }
}

/// Which auditor looks at what, as the audit says.
struct Shares<'a> {
    register: &'a Register,
    rows: Vec<(&'a str, Vec<&'a str>)>,
}

impl<'a> Shares<'a> {
    fn of(register: &'a Register, audit: &'a Record) -> Self {
        let share = |row: Row<'a, ReviewShares>| {
            let item = row.stored(ReviewShares::ITEM).as_text()?;
            let mut covered = register.catalogue().requirements_under(item);
            covered.push(item);
            Some((row.stored(ReviewShares::AUDITOR).as_text()?, covered))
        };
        let rows = audit.get(review::SHARES).into_iter().filter_map(share).collect();
        Self { register, rows }
    }

    /// Tells whether an auditor looks at an item: it was given to them, or to nobody.
    fn has(&self, auditor: &str, item: &Item) -> bool {
        let mut given = self
            .rows
            .iter()
            .filter(|(_, covered)| item.is_among(covered))
            .peekable();
        let to_all = given.peek().is_none();
        to_all || given.any(|(whom, _)| organization::is_same_person(self.register, whom, auditor))
    }
}

/// Says in a sentence who would audit their own work with nobody else to do it; nothing when that is nobody.
pub fn sentence(register: &Register, audit: &Record) -> Option<String> {
    let own = judge(register, audit).own;
    let texts: Vec<_> = own.iter().map(OwnWork::text).collect();
    let works = texts.join("; ");
    let sentence = if audit.get(review::STATUS) == Some(review::Status::Held) {
        format!("An auditor audited their own work (9.2.2): {works}. Have somebody else audit that.")
    } else {
        format!("An auditor would audit their own work (9.2.2): {works}. Give that to another one (Shares).")
    };
    (!texts.is_empty()).then_some(sentence)
}

#[cfg(test)]
mod tests;
