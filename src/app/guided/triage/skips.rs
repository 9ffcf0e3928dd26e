//! Rows and questions that were skipped, each of which can be undone like an edit.

use crate::app::edits::Cursor;
use crate::app::screens::Screen;
use crate::app::state::App;
use crate::domain::register::index::Slot;

/// What was skipped by one key.
#[derive(Debug)]
pub struct Skip {
    /// Where.
    screen: &'static Screen,
    /// The rows, or the question of a session.
    slots: Vec<Slot>,
    /// How many edits could be undone then: it is undone before them and after those made since.
    edits: usize,
}

impl App {
    /// Puts the row under the cursor, or the marked ones, behind all others.
    pub(in crate::app) fn put_off(&mut self) {
        let mut slots = Vec::new();
        self.with_list(self.screen, |list, view| {
            slots = list.targets();
            list.clear_marks();
            list.put_off(view, &slots);
        });
        self.screens.leave_detail();
        self.note_skip(slots);
    }

    /// Notes what was skipped on the screen shown, so that it can be undone, and says so.
    pub(in crate::app) fn note_skip(&mut self, slots: Vec<Slot>) {
        let what = self.named_slots(&slots);
        self.guided.triage.skips.push(Skip {
            screen: self.screen,
            slots,
            edits: self.edits.history.done.len(),
        });
        self.tell(format!("Skipped for now: {what}  (u to undo)"));
    }

    /// Tells whether the last thing done was a skip, which is then what an undo takes back.
    pub(in crate::app) fn has_skipped_last(&self) -> bool {
        let last = self.guided.triage.skips.last();
        last.is_some_and(|skip| skip.edits >= self.edits.history.done.len())
    }

    /// Undoes the skip that was the last thing done. Tells whether there was one.
    pub(in crate::app) fn undo_skip(&mut self) -> bool {
        if !self.has_skipped_last() {
            return false;
        }
        let Some(Skip { screen, slots, .. }) = self.guided.triage.skips.pop() else {
            return false;
        };
        let what = self.named_slots(&slots);
        let ids: Vec<_> = slots.iter().filter_map(|slot| self.register.at(*slot)).collect();
        let ids: Vec<_> = ids.into_iter().map(|record| record.id().clone()).collect();
        if let Some(session) = self.guided.sessions.iter_mut().find(|session| session.home == screen) {
            session.skipped.retain(|id| !ids.contains(id));
            if let Some(at) = ids.first().and_then(|id| session.position(id.as_str())) {
                session.go(at);
            }
            self.question_shown();
        } else {
            self.with_list(screen, |list, view| list.take_up(view, &slots));
            self.refresh_touched(&slots.iter().copied().collect(), Cursor::Follow);
        }
        self.tell(format!("Undone: skip of {what}"));
        true
    }

    fn named_slots(&self, slots: &[Slot]) -> String {
        match slots {
            [one] => self
                .register
                .at(*one)
                .map(|record| record.id().to_string())
                .unwrap_or_default(),
            several => format!("{} records", several.len()),
        }
    }
}
