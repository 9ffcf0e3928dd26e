//! The list of everything that is not on disk, and what can be done with each.

use super::resuming::begin_of;
use super::{Failed, Reason};
use crate::app::key::Key;
use crate::app::layer::{Layer, Then};
use crate::app::picker::{Entry, Picker, Target};
use crate::app::state::App;
use crate::store::save::SaveError;

impl App {
    /// Lists everything that is not on disk.
    pub(in crate::app) fn list_unsaved(&mut self) {
        let mut entries = Vec::new();
        for failed in &self.unsaved.failed {
            let (lead, text) = Self::told_failed(failed);
            entries.push(Entry {
                target: Target::Failed(failed.request.number),
                lead,
                text,
                note: failed.reason.sentence(),
                refused: None,
            });
        }
        for coming in &self.unsaved.coming {
            let note = if self.unsaved.waits {
                "waits for another aims"
            } else {
                "being saved"
            };
            entries.push(Entry {
                target: Target::Failed(coming.number),
                lead: super::about(&coming.edit),
                text: coming.edit.title.clone(),
                note: note.to_owned(),
                refused: Some("It is on its way to the disk.".to_owned()),
            });
        }
        for draft in &self.unsaved.drafts {
            let texts = draft.texts();
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
        self.layers
            .push(Layer::Picker(Box::new(Picker::new("Not saved", entries))));
    }

    /// Asks what becomes of a draft.
    pub(in crate::app) fn ask_about_draft(&mut self, draft: &super::Draft) {
        let mut text = format!("Not saved: {}.\n", draft.title());
        for (label, typed) in draft.texts() {
            text.push_str(&format!("\n{label}: {typed}"));
        }
        let choices = Self::choices_of_draft(draft);
        self.confirm("Not saved", text, choices);
    }

    /// Asks what becomes of an edit that is not on disk.
    pub(in crate::app) fn ask_about_failed(&mut self, number: u64) {
        let Some(failed) = self.unsaved.failed(number) else {
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
        let text = Self::text_on(failed);
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

    fn text_on(failed: &Failed) -> String {
        let (ids, title) = Self::told_failed(failed);
        let why = failed.reason.sentence();
        format!("{title} is not on disk: {why}\n\nIt is about {ids}. It is kept until it is saved or discarded.")
    }
}
