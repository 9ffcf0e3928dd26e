//! What comes back from the disk: saved, merged, clashed or refused.

use super::action::Action;
use super::key::Key;
use super::layer::Then;
use super::state::{App, Draft, Effect};
use crate::domain::edit::Change;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::history::History;
use crate::store::open::Contents;
use crate::store::save::{Clash, Request, SaveError};
use crate::store::writer::Outcome;

impl App {
    /// Takes what became of an edit on the disk.
    pub fn saved(&mut self, outcome: Outcome) {
        self.dirty = true;
        self.saving.pop_front();
        let Outcome { request, result } = outcome;
        match result {
            Ok(saved) => {
                if !saved.merged.is_empty() {
                    let ids: Vec<_> = saved.merged.iter().map(|record| record.id().to_string()).collect();
                    let merged = saved
                        .merged
                        .into_iter()
                        .map(|record| self.with_what_is_coming(record))
                        .collect();
                    self.absorb(merged);
                    self.tell(format!(
                        "Saved, together with what others changed in {}.",
                        ids.join(", ")
                    ));
                }
                if let Some(remark) = saved.remark {
                    self.warn(remark);
                }
            }
            Err(SaveError::Clash(clashes)) => self.ask_about(request, clashes),
            Err(error) => self.not_saved(request, &error.to_string()),
        }
    }

    /// Returns a record as the disk has it with the edits that are still on their way there.
    fn with_what_is_coming(&self, mut record: Record) -> Record {
        for change in self.saving.iter().flat_map(|edit| &edit.changes) {
            if let Change::Set { id, field, to, .. } = change
                && id == record.id()
            {
                // The register admitted the value when the edit was made.
                let _ = record.put(*field, to.clone());
            }
        }
        record
    }

    /// Keeps an edit that could not be saved, and says so until the user decides.
    pub fn not_saved(&mut self, request: Request, why: &str) {
        let title = &request.edit.title;
        let text = format!("{title} is not on disk: {why}\n\nThe edit is kept here until it is saved or you leave.");
        self.unsaved.push(request.clone());
        self.warn(format!("Not saved: {why}"));
        let again = (Key::char('r'), "try again".to_owned(), Then::Retry(Box::new(request)));
        self.confirm("Not saved", text, vec![again]);
    }

    /// Takes the register as it was read, with what was found on the way, and keeps every place that still is.
    pub fn take_register(&mut self, register: Register, contents: Contents) {
        let selected = self.record().map(|record| record.id().clone());
        let spot = self.screen;
        let seen = std::mem::replace(&mut self.register, register).observed().clone();
        self.observe_all(seen);
        self.read_only.clone_from(&contents.read_only);
        self.paths = contents.paths();
        self.troubles = contents.troubles;
        self.loading = None;
        self.asked_changes = false;
        self.forget_trends();
        self.back.clear();
        self.forward.clear();
        for list in &mut self.lists {
            list.forget();
        }
        self.calendar.forget(self.around.today);
        self.refresh_all();
        if let Some(slot) = selected.and_then(|id| self.register.slot(id.as_str())) {
            self.with_list(spot, |list, _| list.select(slot));
        }
        let broken = self.troubles.iter().filter(|trouble| trouble.is_broken()).count();
        if broken > 0 {
            self.warn(format!(
                "{broken} files cannot be read and are left alone; :problems says why."
            ));
        }
    }

    /// Takes the undo history of earlier sessions and takes the last edit of it back, which is what it was wanted for.
    pub fn remember_history(&mut self, history: History) {
        self.has_past = false;
        if self.history.done.is_empty() {
            self.history.done = history.done;
        }
        self.run(Action::Undo);
    }

    /// Offers the form an earlier session left unsaved.
    pub fn offer_draft(&mut self, draft: Draft) {
        let text = format!(
            "An earlier session ended with a form on {} {} open.",
            draft.kind, draft.id
        );
        self.draft = Some(draft);
        let choices = vec![
            (Key::char('o'), "open it again".to_owned(), Then::ResumeDraft),
            (Key::char('d'), "discard it".to_owned(), Then::DropDraft),
        ];
        self.confirm("Unsaved form", text, choices);
    }

    /// Filters what the screen shows.
    pub fn filter_by(&mut self, filter: &str) {
        if !self.can_filter() {
            self.refuse("This screen has no list to filter.");
            return;
        }
        self.set_filter(filter);
        if let Some(error) = self.filter_error() {
            self.refuse(error);
        }
        self.dirty = true;
    }

    /// Takes the terminal's new size.
    pub fn resized(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.dirty = true;
    }

    fn ask_about(&mut self, request: Request, clashes: Vec<Clash>) {
        let mut text = String::from("Somebody else changed the same fields.\n");
        for clash in &clashes {
            let label = self.label(&clash.id, clash.field);
            let said = |value: &crate::domain::value::Value| {
                if value.is_empty() {
                    "nothing".to_owned()
                } else {
                    value.to_string()
                }
            };
            text.push_str(&format!(
                "\n{} {label}\n  theirs: {}\n  mine:   {}\n",
                clash.id,
                said(&clash.theirs),
                said(&clash.mine)
            ));
        }
        self.unsaved.push(request.clone());
        let request = Box::new(request);
        let choices = vec![
            (
                Key::char('t'),
                "take theirs".to_owned(),
                Then::TakeTheirs(request.clone(), clashes.clone()),
            ),
            (Key::char('m'), "keep mine".to_owned(), Then::KeepMine(request, clashes)),
        ];
        self.confirm("Changed meanwhile", text, choices);
    }

    fn label(&self, id: &Id, field: usize) -> &'static str {
        self.register
            .get(id.as_str())
            .map_or("", |record| record.kind().fields[field].label)
    }

    /// Takes the other values into the register and saves the rest of the edit.
    pub(super) fn take_theirs(&mut self, request: &Request, clashes: &[Clash]) {
        self.settled(request);
        let mut records = Vec::new();
        for clash in clashes {
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
        let mut rest = request.clone();
        rest.edit.changes.retain(|change| {
            !matches!(change, Change::Set { id, field, .. } if clashes.iter().any(|clash| clash.id == *id && clash.field == *field))
        });
        if rest.edit.is_empty() {
            self.tell("Theirs is taken; nothing of this edit was left to save.");
        } else {
            self.save_again(Request::new(&self.register, rest.edit, rest.step));
        }
    }

    /// Writes this edit's values over the others', which stay in git's history or in the message log.
    pub(super) fn keep_mine(&mut self, request: &Request, clashes: &[Clash]) {
        self.settled(request);
        let mut edit = request.edit.clone();
        for change in &mut edit.changes {
            if let Change::Set { id, field, from, .. } = change
                && let Some(clash) = clashes.iter().find(|clash| clash.id == *id && clash.field == *field)
            {
                from.clone_from(&clash.theirs);
            }
        }
        for clash in clashes {
            let label = self.label(&clash.id, clash.field);
            self.tell(format!(
                "{} {label}: `{}` was written over `{}`.",
                clash.id, clash.mine, clash.theirs
            ));
        }
        self.save_again(Request::new(&self.register, edit, request.step));
    }

    /// Sends a request to the disk once more.
    pub(super) fn save_again(&mut self, request: Request) {
        self.settled(&request);
        self.saving.push_back(request.edit.clone());
        self.effects.push(Effect::Save(request));
    }

    /// Takes a request off those that are not on disk.
    fn settled(&mut self, request: &Request) {
        let same = |other: &Request| other.edit.when == request.edit.when && other.edit.title == request.edit.title;
        self.unsaved.retain(|other| !same(other));
    }
}
