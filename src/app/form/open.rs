//! Opening, copying and saving forms, and drafts of earlier runs.

use crate::app::decisions::rules;
use crate::app::dialogs::{Dialog, Then};
use crate::app::edits::Cursor;
use crate::app::environment::key::Key;
use crate::app::form::Form;
use crate::app::form::new_record;
use crate::app::guided::review::at_length;
use crate::app::screens::risks::method;
use crate::app::state::App;
use crate::app::unsaved::{Draft, LongDraft};
use crate::domain::kinds::{review, risk};
use crate::domain::method::score::Score;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::register::edit::Change;

impl App {
    pub(in crate::app) fn open_form(&mut self, record: Record, is_new: bool) {
        // However one came here: what may not be changed has no form.
        if let Some(reason) = self.sync.refuses_changes() {
            self.refuse(reason);
            return;
        }
        let form = Form::new(record, is_new, &self.register, self.env.today);
        self.dialogs.push(Dialog::Form(Box::new(form)));
    }

    pub(in crate::app) fn edit_selected(&mut self) {
        if let Some(record) = self.record().cloned() {
            self.open_form(record, false);
        }
    }

    /// Opens the form at the field with this label.
    pub(in crate::app) fn edit_field(&mut self, label: &str) {
        let Some(record) = self.record() else { return };
        let name = record
            .kind()
            .fields
            .iter()
            .find(|field| field.label == label)
            .map(|field| field.name);
        self.edit_selected();
        if let (Some(Dialog::Form(form)), Some(name)) = (self.dialogs.last_mut(), name) {
            form.go_to(name, &self.register, self.env.today);
        }
    }

    /// Opens the form at its first page of text and hands that to the editor.
    pub(in crate::app) fn edit_long(&mut self) {
        self.edit_selected();
        let Some(Dialog::Form(form)) = self.dialogs.last_mut() else {
            return;
        };
        if let Some(at) = form.first_page() {
            form.focus = at;
            self.key(Key::ctrl('e'));
        } else {
            self.dialogs.pop();
            self.refuse("This record has no long text; e opens its form.");
        }
    }

    /// Takes what the editor left.
    pub(in crate::app) fn edited(&mut self, text: Option<String>) {
        self.dirty = true;
        let writing = self.edits.unsaved.writing.take();
        if !matches!(self.dialogs.last(), Some(Dialog::Form(_))) && at_length::written(self, text.as_deref(), writing) {
            return;
        }
        let today = self.env.today;
        match (self.dialogs.last_mut(), text) {
            (Some(Dialog::Form(form)), Some(text)) => {
                form.set_text(&text, &self.register, today);
                self.tell("Taken from the editor; ctrl-s saves the form.");
            }
            _ => self.tell("The editor changed nothing."),
        }
    }

    /// Takes that the editor failed, with what it saved all the same, if it did.
    pub(in crate::app) fn editor_failed(&mut self, saved: Option<String>) {
        if let (Some(writing), Some(text)) = (self.edits.unsaved.writing.take(), saved) {
            self.edits
                .unsaved
                .drafts
                .push(Draft::Long(LongDraft { text, ..writing }));
        }
    }

    pub(in crate::app) fn duplicate(&mut self) {
        let Some(record) = self.record().cloned() else { return };
        if !new_record::is_addable(record.kind()) {
            self.refuse("There is one of these only.");
            return;
        }
        let copy = new_record::like(&record, &self.register, self.env.today);
        self.open_form(copy, true);
    }

    /// Adds a record of the screen's kind, with what the place says about it filled in.
    pub(in crate::app) fn add_here(&mut self) {
        if let Some(kind) = self.screen.kind() {
            self.add(kind.name);
        }
    }

    /// Opens the form of a new record.
    pub fn add(&mut self, kind: &str) {
        let Some(kind) = self.register.kind(kind) else { return };
        let today = self.env.today;
        let mut record = new_record::record(kind, &self.register, today);
        if kind == &risk::KIND && self.screens.heatmap.narrowed && !self.screens.heatmap.by_band {
            let consequence = Some(self.screens.heatmap.consequence);
            let likelihood = self.screens.heatmap.likelihood;
            let score = Score {
                likelihood,
                consequences: [consequence, None, None],
            };
            record = record.with(risk::TIMES[self.screens.heatmap.time as usize], score);
        } else if kind == &review::KIND {
            record = record.with(review::DATE, self.screens.calendar.day);
        }
        self.open_form(record, true);
    }

    pub(in crate::app) fn leave_form(&mut self) {
        let Some(Dialog::Form(form)) = self.dialogs.last() else {
            return;
        };
        if !form.is_dirty() {
            self.dialogs.pop();
            return;
        }
        let text = "What was typed is not saved.".to_owned();
        let choices = vec![
            (Key::char('s'), "save it".to_owned(), Then::SaveForm),
            (Key::char('d'), "discard it".to_owned(), Then::DiscardForm),
        ];
        self.confirm("Leave the form", text, choices);
    }

    /// Proposes what the form on top says; it is left once that is saved.
    pub(in crate::app) fn propose_form(&mut self) {
        let Some(Dialog::Form(form)) = self.dialogs.last() else {
            return;
        };
        let id = form.original.id().clone();
        if !form.is_new && self.register.get(id.as_str()).is_none() {
            let text = format!(
                "{id} is gone: its file was removed, or is not on the branch that is checked out.\n\nWhat is typed stays in the form."
            );
            let again = "make the record again, with what is typed".to_owned();
            self.confirm("Record gone", text, vec![(Key::char('m'), again, Then::SaveFormAsNew)]);
            return;
        }
        let today = self.env.today;
        let mut edit = self.edit_named(String::new());
        if form.is_new {
            let record = form.record(&self.register, today);
            let id = new_record::id(&record, &self.register, self.env.entropy);
            let record = Kind::filled(&self.register, record.renamed(id), today);
            edit.title = format!("add {}: {}", record.kind().name, record.title());
            edit.changes.push(Change::Add(Box::new(record)));
        } else {
            let original = form.original.clone();
            edit.title = format!("edit {}", original.id());
            let changed: Vec<_> = form.changed(&self.register, today);
            for (field, value) in changed {
                // The form is held against the record as it was opened, so that what others changed meanwhile shows.
                let from = original.value(field).clone();
                let mut after = original.clone();
                if after.put(field, value.clone()).is_err() || *after.value(field) == from {
                    continue;
                }
                edit.changes.push(Change::Set {
                    id: original.id().clone(),
                    field,
                    from,
                    to: after.value(field).clone(),
                });
            }
        }
        method::propose_reviews(self, &mut edit);
        self.leave_out_what_is_so(&mut edit);
        let added = match edit.changes.first() {
            Some(Change::Add(record)) => Some(record.id().clone()),
            _ => None,
        };
        if edit.is_empty() {
            self.dialogs.pop();
            self.tell("Nothing changed.");
        } else if self.clashes_in_form(&edit) {
            // Now it is asked.
        } else if method::asks_about_method(self, &edit) {
            // It shows more than the rule would; the answer takes it.
        } else if rules::admitted(self, &edit, Cursor::Follow).is_none() {
            // What the rules ask for is shown or asked.
        } else if self.commit(&edit, self.cursor_after_form(added.is_some())) {
            self.dialogs.pop();
            if let Some(slot) = added.and_then(|id| self.register.slot(id.as_str())) {
                self.screen.pane.select(self, slot);
            }
        }
    }

    /// Returns where the cursor goes when a form is saved: to a new record; in the queue it keeps its row, where the next
    /// item comes.
    fn cursor_after_form(&self, is_new: bool) -> Cursor {
        if self.is_in_queue() && !is_new {
            Cursor::Stay
        } else {
            Cursor::Follow
        }
    }

    /// Saves the topmost form as a new record under the id of its own, which is gone.
    pub(in crate::app) fn save_form_as_new(&mut self) {
        let Some(Dialog::Form(form)) = self.dialogs.last() else {
            return;
        };
        let record = form.record(&self.register, self.env.today);
        let mut edit = self.edit_named(format!("make {} again", record.id()));
        edit.changes.push(Change::Add(Box::new(record)));
        if self.commit(&edit, Cursor::Follow) {
            self.dialogs.pop();
        }
    }
}
