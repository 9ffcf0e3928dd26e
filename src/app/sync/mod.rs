//! The workbench and the world outside: results of saving, changes made by others.

pub mod commands;
pub mod external_changes;
pub(in crate::app) mod external_notices;
pub mod git_answers;
pub mod save_results;
pub mod since_last_visit;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use since_last_visit::Since;

use crate::app::environment::effect::Effect;
use crate::domain::kinds::assessment::watched_paths;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::observed::pointed_at;
use crate::domain::search::Paths;
use crate::git::approved::wanted;
use crate::git::changes::LastChange;
use crate::store::load::problem::FileProblem;

/// What is known of the files and of git beside the register.
#[derive(Debug, Default)]
pub struct Sync {
    /// Where each record's file is, below the repository's top.
    pub paths: HashMap<Id, Arc<Path>>,
    /// Who changed an answer or control last, once git has answered.
    pub last_changes: HashMap<Id, LastChange>,
    /// The files of the repository, once they were listed.
    pub files: Option<Arc<Paths>>,
    /// What changed since the last visit.
    pub since: Since,
    /// What is wrong in the register's files.
    pub problems: Vec<FileProblem>,
    /// Why the register may only be read, if so.
    pub read_only: Option<String>,
    /// How many files were read so far, while loading.
    pub loading: Option<usize>,
    /// Whether the last changes were asked for.
    pub(in crate::app) asked_changes: bool,
    /// The digests of what was approved and was asked for.
    pub(in crate::app) asked_approved: BTreeSet<String>,
    /// The commit that is checked out, once the watch has reported it; empty before the first.
    pub(in crate::app) commit: Option<String>,
    /// How many histories were asked for so far; an answer names its own.
    pub(in crate::app) readings: u64,
}

impl Sync {
    /// Tells whether the register is read for the first time, so that what is there is only a part of it.
    pub fn is_first_load(&self) -> bool {
        self.loading.is_some() && self.paths.is_empty()
    }

    /// Returns why nothing may be changed now, if so.
    pub fn refuses_changes(&self) -> Option<String> {
        match self.loading {
            Some(_) => Some("The register is still being read; one moment.".to_owned()),
            None => self.read_only.clone(),
        }
    }

    /// Asks what was approved and has changed since, each once.
    pub(in crate::app) fn want_approved(&mut self, register: &Register) -> Option<Effect> {
        if self.loading.is_some() {
            return None;
        }
        let mut wanted = wanted(register);
        wanted.retain(|one| self.asked_approved.insert(one.digest().to_owned()));
        (!wanted.is_empty()).then_some(Effect::Approved(wanted))
    }

    /// Asks who changed which answer and control last, once until the register is read again.
    pub(in crate::app) fn want_last_changes(&mut self, register: &Register) -> Option<Effect> {
        let is_asked = self.asked_changes || self.loading.is_some();
        self.asked_changes |= !is_asked;
        let paths = || pointed_at(register).into_iter().chain(watched_paths(register));
        (!is_asked).then(|| Effect::LastChanges(paths().collect()))
    }
}
