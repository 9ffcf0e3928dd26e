//! Threads that ask git on behalf of the workbench, and how they are stopped.

use std::ops::ControlFlow;
use std::thread;

use chrono::{NaiveDate, NaiveDateTime};

use crate::app::sync::git_answers::GitAnswer;
use crate::git::approved::{Wanted, approved};
use crate::git::changes::{changed_since, last_changes, versions};
use crate::git::child::Stop;
use crate::git::months::months;
use crate::git::record::{Subject, history};
use crate::store::files::repository::Repository;

/// The folders of the answers and the controls, whose last changes are asked for.
pub const ANSWERS: [&str; 2] = ["clauses", "controls"];

/// What is being asked; nothing runs until something is.
#[derive(Debug, Default)]
pub struct Asking {
    history: Stop,
    months: Stop,
    changes: Stop,
    since: Stop,
    approved: Stop,
}

impl Asking {
    /// Reads the history of a record on a thread; `tell` returns whether somebody still listens.
    pub fn history(
        &mut self,
        repository: &Repository,
        reading: u64,
        subject: Subject,
        tell: impl Fn(GitAnswer) -> bool + Send + 'static,
    ) {
        ask(&mut self.history, repository, move |repository, stop| {
            let ended = history(repository, &subject, stop, |batch| {
                while_heard(tell(GitAnswer::History(reading, batch)))
            });
            tell(GitAnswer::HistoryEnd(reading, ended));
        });
    }

    /// Stops reading a history, if one is read; the program that reads it is killed.
    pub fn stop_history(&mut self) {
        std::mem::take(&mut self.history).now();
    }

    /// Reads on a thread how the register stood at the ends of past months; `tell` returns whether somebody still listens.
    pub fn months(
        &mut self,
        repository: &Repository,
        reading: u64,
        today: NaiveDate,
        tell: impl Fn(GitAnswer) -> bool + Send + 'static,
    ) {
        ask(&mut self.months, repository, move |repository, stop| {
            let ended = months(repository, today, stop, |point| {
                while_heard(tell(GitAnswer::Month(reading, point)))
            });
            tell(GitAnswer::MonthsEnd(reading, ended));
        });
    }

    /// Stops reading them.
    pub fn stop_months(&mut self) {
        std::mem::take(&mut self.months).now();
    }

    /// Finds out on a thread who changed the answers and controls last, and which versions of some files are the last.
    /// Without git nothing is told.
    pub fn last_changes(
        &mut self,
        repository: &Repository,
        files: Vec<String>,
        tell: impl Fn(GitAnswer) -> bool + Send + 'static,
    ) {
        ask(&mut self.changes, repository, move |repository, stop| {
            if let Ok(changes) = last_changes(repository, &ANSWERS, stop) {
                tell(GitAnswer::LastChanges(changes));
            }
            if let Ok(versions) = versions(repository, &files, stop) {
                tell(GitAnswer::Versions(versions));
            }
        });
    }

    /// Finds out on a thread what was approved and has changed since. Without git nothing is told.
    pub fn approved(
        &mut self,
        repository: &Repository,
        wanted: Vec<Wanted>,
        tell: impl Fn(GitAnswer) -> bool + Send + 'static,
    ) {
        ask(&mut self.approved, repository, move |repository, stop| {
            if let Ok(all) = approved(repository, &wanted, stop) {
                tell(GitAnswer::Approved(all));
            }
        });
    }

    /// Finds out on a thread what was changed since a moment. Without git nothing is told.
    pub fn changed_since(
        &mut self,
        repository: &Repository,
        moment: NaiveDateTime,
        tell: impl Fn(GitAnswer) -> bool + Send + 'static,
    ) {
        ask(&mut self.since, repository, move |repository, stop| {
            if let Ok(changes) = changed_since(repository, moment, stop) {
                tell(GitAnswer::ChangedSince(changes));
            }
        });
    }
}

/// Asks on a thread, in place of what was asked before; the program that reads that is killed.
fn ask(asked: &mut Stop, repository: &Repository, ask: impl FnOnce(&Repository, &Stop) + Send + 'static) {
    std::mem::take(asked).now();
    let (repository, stop) = (repository.clone(), asked.clone());
    // Where the system starts no more threads nothing is told, as without git.
    drop(thread::Builder::new().spawn(move || ask(&repository, &stop)));
}

/// Goes on for as long as somebody listens.
fn while_heard(heard: bool) -> ControlFlow<()> {
    if heard {
        ControlFlow::Continue(())
    } else {
        ControlFlow::Break(())
    }
}

/// What was asked is of no use to anybody any more.
impl Drop for Asking {
    fn drop(&mut self) {
        self.history.now();
        self.months.now();
        self.changes.now();
        self.since.now();
    }
}
