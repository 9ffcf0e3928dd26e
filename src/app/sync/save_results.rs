//! Results of saving: saved, merged, clashed or failed.

use crate::app::decisions::attach;
use crate::app::form::commands;
use crate::app::state::App;
use crate::app::sync::git_answers::forget_trends;
use crate::app::unsaved::leaving;
use crate::app::unsaved::listing;
use crate::app::unsaved::saving;
use crate::app::unsaved::{Cause, Reason};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::edit::Change;
use crate::domain::register::observed::Observed;
use crate::store::load::open::Contents;
use crate::store::save::history::{History, Step};
use crate::store::save::queue::Outcome;

impl App {
    /// Takes what became of an edit on the disk.
    pub(in crate::app) fn saved(&mut self, outcome: Outcome) {
        self.dirty = true;
        let Outcome { request, result } = outcome;
        let again = self.edits.unsaved.arrived(request.number);
        match result {
            Ok(saved) => {
                if !saved.merged.is_empty() {
                    let ids: Vec<_> = saved.merged.iter().map(|record| record.id().to_string()).collect();
                    let mut merged = saved.merged;
                    for record in &mut merged {
                        self.edits.unsaved.set_in(record);
                    }
                    self.absorb(merged);
                    self.tell(format!(
                        "Saved, together with what others changed in {}.",
                        ids.join(", ")
                    ));
                } else if again {
                    self.notices
                        .tell_quietly(self.env.now, format!("Now saved: {}.", request.edit.title));
                }
                if let Some(remark) = saved.remark {
                    self.warn(remark);
                }
                saving::retry(self, Cause::Saved);
            }
            Err(error) => saving::keep_failed(self, request, Reason::Refused(error), again),
        }
        leaving::leave_if_saved(self);
        listing::renew_question(self);
    }

    /// Takes the register as it was read, with what was found on the way, and keeps every place that still is.
    pub(in crate::app) fn take_register(&mut self, register: Register, contents: Contents) {
        let selected = self.record().map(|record| record.id().clone());
        let spot = self.screen;
        let seen = std::mem::replace(&mut self.register, register).observed().clone();
        for list in &mut self.screens.lists {
            list.forget();
        }
        self.take_contents(seen, contents);
        if let Some(slot) = selected.and_then(|id| self.register.slot(id.as_str())) {
            self.with_rows(spot, |list, _| list.select(slot));
        }
    }

    /// Takes what was found while the register on screen was read.
    pub(in crate::app) fn end_load(&mut self, contents: Contents) {
        self.take_contents(Observed::default(), contents);
    }

    fn take_contents(&mut self, seen: Observed, mut contents: Contents) {
        self.edits.unsaved.set_in_register(&mut self.register);
        attach::observe_all(self, seen);
        self.sync.read_only.clone_from(&contents.read_only);
        self.sync.paths = contents.take_paths();
        self.sync.problems = contents.problems;
        self.sync.loading = None;
        self.sync.asked_changes = false;
        forget_trends(self);
        self.visited.back.clear();
        self.visited.forward.clear();
        self.screens.calendar.forget(self.env.today);
        self.refresh_all();
        let broken = self.sync.problems.iter().filter(|problem| problem.is_broken()).count();
        if broken > 0 {
            self.warn(format!(
                "{broken} files cannot be read and are left alone; :problems says why."
            ));
        }
    }

    /// Takes the undo history on disk, of which this run may know only a part, and makes the step for which it was
    /// wanted.
    pub(in crate::app) fn remember_history(&mut self, history: History, step: Step) {
        if self.edits.history.done.is_empty() {
            self.edits.has_past = false;
        }
        self.edits.history.recall(history);
        match step {
            Step::Redo if self.edits.history.undone.is_empty() => self.refuse(step.nothing()),
            Step::Redo => self.run(&commands::REDO),
            _ => self.run(&commands::UNDO),
        }
    }

    /// Filters what the screen shows.
    pub fn filter_by(&mut self, filter: &str) {
        if self.screen.pane.filter(self).is_none() {
            self.refuse("This screen has no list to filter.");
            return;
        }
        self.screen.pane.set_filter(self, filter);
        if let Some(error) = self.screen.pane.filter_error(self) {
            self.refuse(error);
        }
        self.dirty = true;
    }

    pub(in crate::app) fn label(&self, id: &Id, field: usize) -> &'static str {
        self.register
            .get(id.as_str())
            .map_or("", |record| record.kind().fields[field].label)
    }

    /// Takes the other values into the register and saves the rest of the edit.
    pub(in crate::app) fn take_theirs(&mut self, number: u64) {
        let Some((request, clashes)) = self.edits.unsaved.take_clash(number) else {
            return;
        };
        let mut records = Vec::new();
        for clash in &clashes {
            let known = records.iter().position(|record: &Record| *record.id() == clash.id);
            let at = known.unwrap_or_else(|| {
                records.extend(self.register.get(clash.id.as_str()).cloned());
                records.len().saturating_sub(1)
            });
            if let Some(record) = records.get_mut(at) {
                // The value was read from the record's own file, so it fits.
                let _ = record.put(clash.field, clash.theirs.clone());
            }
        }
        self.absorb(records);
        let mut rest = request.edit.clone();
        rest.changes.retain(|change| {
            !matches!(change, Change::Set { id, field, .. } if clashes.iter().any(|clash| clash.id == *id && clash.field == *field))
        });
        if rest.is_empty() {
            self.tell("Theirs is taken; nothing of this edit was left to save.");
            saving::retry(self, Cause::Saved);
        } else {
            saving::save_instead(self, &request, rest);
        }
    }

    /// Writes this edit's values over the others', which stay in git's history or in the message log.
    pub(in crate::app) fn keep_mine(&mut self, number: u64) {
        let Some((request, clashes)) = self.edits.unsaved.take_clash(number) else {
            return;
        };
        let mut edit = request.edit.clone();
        for change in &mut edit.changes {
            if let Change::Set { id, field, from, .. } = change
                && let Some(clash) = clashes.iter().find(|clash| clash.id == *id && clash.field == *field)
            {
                from.clone_from(&clash.theirs);
            }
        }
        for clash in &clashes {
            let label = self.label(&clash.id, clash.field);
            self.tell(format!(
                "{} {label}: `{}` was written over `{}`.",
                clash.id, clash.mine, clash.theirs
            ));
        }
        saving::save_instead(self, &request, edit);
    }
}
