//! Undo and redo: whose edit it is, what stands in the way, and where the cursor goes.

use crate::app::decisions::rules::changed_beside;
use crate::app::dialogs::Then;
use crate::app::edits::Cursor;
use crate::app::environment::effect::Effect;
use crate::app::environment::key::Key;
use crate::app::guided::session::steps;
use crate::app::guided::triage::skips;
use crate::app::state::App;
use crate::domain::register::edit::{Edit, EditError};
use crate::store::save::history::Step;

impl App {
    /// Undoes the last thing done: a skip, or an edit. One of somebody else is asked about first.
    pub(in crate::app) fn undo(&mut self) {
        if skips::undo_skip(self) {
            return;
        }
        let Some(edit) = self.edits.history.done.last() else {
            self.effects.push(Effect::Recall(Step::Undo));
            return;
        };
        let is_mine = |edit: &&Edit| edit.who == self.env.who || edit.who.is_empty();
        let mine = self.edits.history.done.iter().rev().find(is_mine).cloned();
        if is_mine(&edit) {
            let edit = edit.clone();
            self.undo_edit(&edit);
            return;
        }
        let text = format!("{}{}", edit.title, self.origin(edit));
        let theirs = Then::Undo(Box::new(edit.clone()));
        let mut choices = vec![(Key::char('y'), "undo it".to_owned(), theirs)];
        choices.extend(mine.map(|mine| {
            let what = format!("undo my last edit instead: {}", mine.title);
            (Key::char('m'), what, Then::Undo(Box::new(mine)))
        }));
        self.confirm("Undo an edit of somebody else", text, choices);
    }

    /// Undoes an edit, whoever made it.
    pub(in crate::app) fn undo_edit(&mut self, edit: &Edit) {
        let title = format!("{}{}", edit.title, self.origin(edit));
        let inverse = edit.inverse();
        let broken = changed_beside::broken(&self.register, &inverse);
        match self.apply(&inverse, Step::Undo, Cursor::Follow) {
            Ok(()) => {
                self.show_edited(edit);
                self.tell_edit(format!("Undone: {title}  (U to redo){broken}"));
            }
            Err(error) => self.pass_over(edit, Step::Undo, &error),
        }
    }

    /// Says why an edit cannot be undone or redone, and lets the next one come.
    fn pass_over(&mut self, edit: &Edit, step: Step, error: &EditError) {
        self.edits.history.set_aside(edit);
        let (left, decision, key) = match step {
            Step::Redo => (&self.edits.history.undone, "redone", "U redoes"),
            _ => (&self.edits.history.done, "undone", "u undoes"),
        };
        let next = if left.is_empty() && !self.edits.has_past {
            ".".to_owned()
        } else {
            format!("; {key} the edit before it.")
        };
        self.warn(format!("{error} {} cannot be {decision}{next}", edit.title));
    }

    /// Says who made an edit and when, where that was somebody else or in an earlier run; empty else.
    fn origin(&self, edit: &Edit) -> String {
        let when = edit.when.format("%Y-%m-%d %H:%M");
        if edit.who != self.env.who && !edit.who.is_empty() {
            format!(", by {} on {when}", edit.who)
        } else if edit.when < self.guided.triage.began {
            format!(", of {when}")
        } else {
            String::new()
        }
    }

    pub(in crate::app) fn redo(&mut self) {
        let Some(edit) = self.edits.history.undone.last().cloned() else {
            self.effects.push(Effect::Recall(Step::Redo));
            return;
        };
        let title = edit.title.clone();
        // In the queue what was decided gives way to the next item, as when it was decided first.
        let in_queue = self.is_in_queue();
        if in_queue {
            self.show_edited(&edit);
        }
        let cursor = if in_queue { Cursor::Stay } else { Cursor::Follow };
        let broken = changed_beside::broken(&self.register, &edit);
        match self.apply(&edit, Step::Redo, cursor) {
            Ok(()) => {
                if !in_queue {
                    self.show_edited(&edit);
                }
                self.tell_edit(format!("Redone: {title}  (u to undo){broken}"));
            }
            Err(error) => self.pass_over(&edit, Step::Redo, &error),
        }
    }

    /// Puts the cursor on what an undo or redo changed, where the screen shows it.
    fn show_edited(&mut self, edit: &Edit) {
        let touched = edit.touched();
        if self.guided.session(self.screen).is_some() {
            let _ = touched.iter().any(|id| steps::go_to(self, id));
            return;
        }
        let slot = touched.first().and_then(|id| self.register.slot(id.as_str()));
        if let Some(slot) = slot {
            self.with_list(self.screen, |list, _| list.select(slot));
        }
    }
}
