//! The list of everything that is not on disk, and what can be done with each.

use crate::app::dialogs::picker::{Entry, Picker, Target};
use crate::app::dialogs::{Dialog, Then};
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::unsaved::resuming::begin_of;
use crate::app::unsaved::{Draft, Failed, Reason, about};
use crate::domain::register::edit::{Change, Edit};
use crate::store::save::SaveError;
use crate::store::save::history;

impl App {
    /// Lists everything that is not on disk.
    pub(in crate::app) fn list_unsaved(&mut self) {
        let mut entries = Vec::new();
        for failed in &self.edits.unsaved.failed {
            let edit = &failed.request.edit;
            entries.push(Entry {
                target: Target::Failed(failed.request.number),
                lead: about(edit),
                text: self.what_it_says(edit),
                note: failed.reason.sentence(),
                refused: None,
            });
        }
        for coming in &self.edits.unsaved.coming {
            let note = if self.edits.unsaved.waits {
                "waits for another aims"
            } else {
                "being saved"
            };
            entries.push(Entry {
                target: Target::Failed(coming.number),
                lead: about(&coming.edit),
                text: self.what_it_says(&coming.edit),
                note: note.to_owned(),
                refused: None,
            });
        }
        for draft in &self.edits.unsaved.drafts {
            let texts = self.texts_of(draft);
            let typed: Vec<_> = texts.iter().map(|(_, text)| begin_of(text)).collect();
            entries.push(Entry {
                target: Target::Draft(Box::new(draft.clone())),
                lead: draft.title(),
                text: typed.join("; "),
                note: "not saved".to_owned(),
                refused: None,
            });
        }
        if entries.is_empty() {
            self.tell("Everything is saved.");
            return;
        }
        self.dialogs
            .push(Dialog::Picker(Box::new(Picker::new("Not saved", entries))));
    }

    /// Asks what becomes of a draft.
    pub(in crate::app) fn ask_about_draft(&mut self, draft: &Draft) {
        let mut text = format!("Not saved: {}.\n", draft.title());
        for (label, typed) in self.texts_of(draft) {
            text.push_str(&format!("\n{label}: {typed}"));
        }
        let choices = Self::choices_of_draft(draft);
        self.confirm("Not saved", text, choices);
    }

    /// Asks anew what the topmost question asks about edits that are not on disk, as they stand now: nothing is asked
    /// about an edit that is saved, and whoever wanted to leave leaves once everything is.
    pub(in crate::app) fn renew_question(&mut self) {
        let Some(Dialog::Confirm(confirm)) = self.dialogs.last() else {
            return;
        };
        let subject = confirm.choices.iter().find_map(|(.., then)| match then {
            Then::Quit => Some(None),
            Then::Retry(number) => Some(Some(*number)),
            _ => None,
        });
        match subject {
            // While something is on its way it is not known yet what there is to ask.
            Some(None) if self.edits.unsaved.coming.is_empty() => {
                self.dialogs.pop();
                self.leave_or_ask();
            }
            Some(Some(number)) => {
                self.dialogs.pop();
                if !self.edits.unsaved.is_saved(number) {
                    self.ask_about_failed(number);
                }
            }
            _ => {}
        }
    }

    /// Asks what becomes of an edit that is not on disk, or says that it is there by now.
    pub(in crate::app) fn ask_about_failed(&mut self, number: u64) {
        let Some(failed) = self.edits.unsaved.failed(number) else {
            let coming = self.edits.unsaved.coming.iter().find(|coming| coming.number == number);
            let Some(coming) = coming else {
                self.tell_quietly("This edit is saved by now.");
                return;
            };
            let how = if self.edits.unsaved.waits {
                "waits for another aims to finish saving"
            } else {
                "is being saved now"
            };
            let text = format!("{} {how}. It is kept until it is saved.", coming.edit.title);
            let again = (Key::char('r'), "try again".to_owned(), Then::Retry(number));
            self.confirm("Not saved", text, vec![again]);
            return;
        };
        if let Reason::Refused(SaveError::Clash(clashes)) = &failed.reason {
            let told = clashes.iter().map(|clash| {
                let label = self.label(&clash.id, clash.field);
                (
                    format!("{} {label}", clash.id),
                    clash.theirs.clone(),
                    clash.mine.clone(),
                )
            });
            let told = told.collect();
            self.ask_whose(told, Then::TakeTheirs(number), Then::KeepMine(number));
            return;
        }
        let text = self.text_on(failed);
        let mut choices = vec![(Key::char('r'), "try again".to_owned(), Then::Retry(number))];
        if Self::gone_in(failed).is_some() {
            choices.push((
                Key::char('m'),
                "make the record again".to_owned(),
                Then::SaveAsNew(number),
            ));
        }
        choices.push((Key::char('d'), "discard it".to_owned(), Then::DropEdit(number)));
        self.confirm("Not saved", text, choices);
    }

    fn text_on(&self, failed: &Failed) -> String {
        let edit = &failed.request.edit;
        let (says, why) = (self.what_it_says(edit), failed.reason.sentence());
        format!(
            "{}\n{says}\n\nNot on disk: {why}\nThe edit is kept until it is saved or discarded.",
            edit.title
        )
    }

    /// Returns the texts in a draft, each with what it is; of an edit what it writes into its first record.
    pub(super) fn texts_of(&self, draft: &Draft) -> Vec<(String, String)> {
        let edit = match draft {
            Draft::Edit(kept) => history::from_line(&kept.line, self.register.kinds()),
            _ => None,
        };
        let writes = edit.map(|(_, edit)| self.writes(&edit)).unwrap_or_default();
        writes.into_iter().chain(draft.texts()).collect()
    }

    /// Returns what an edit writes into its first record: `Note: asked the vendor`, without what stood there before.
    fn what_it_says(&self, edit: &Edit) -> String {
        let writes = self.writes(edit).into_iter();
        let said = writes.map(|(label, text)| format!("{label}: {}", begin_of(&text)));
        said.collect::<Vec<_>>().join("; ")
    }

    /// Returns what an edit writes into its first record, field by field, without what stood there before.
    fn writes(&self, edit: &Edit) -> Vec<(String, String)> {
        let first = edit.touched().into_iter().next();
        let of_first = edit.changes.iter().filter(|change| Some(change.id()) == first.as_ref());
        let told = of_first.map(|change| match change {
            Change::Set { id, field, from, to } => {
                let (from, to) = (from.to_string(), to.to_string());
                let added = to.strip_prefix(&from).filter(|added| added.starts_with('\n'));
                let new = match added.unwrap_or(&to).trim() {
                    "" => "nothing".to_owned(),
                    new => new.to_owned(),
                };
                (self.label(id, *field).to_owned(), new)
            }
            Change::Add(record) => ("New".to_owned(), record.title().to_owned()),
            Change::Remove(record) => ("Without".to_owned(), record.title().to_owned()),
        });
        told.collect()
    }
}
