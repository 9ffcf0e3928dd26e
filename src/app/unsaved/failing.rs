//! Edits that failed to save: kept, tried again, and asked about before the program ends.

use crate::app::dialogs::Then;
use crate::app::environment::effect::Effect;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::unsaved::{Coming, Failed, Reason, counted};
use crate::domain::record::id::Id;
use crate::domain::register::edit::{Change, Edit};
use crate::store::save::history::Step;
use crate::store::save::{Request, SaveError};

/// How many edits are named before leaving.
const NAMED: usize = 6;

/// What may have taken away the reason why edits are not on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Time went by.
    Time,
    /// Another edit reached the disk.
    Saved,
    /// Files changed.
    Changed,
    /// The user asks for it.
    Asked,
}

impl Reason {
    /// Says why, in a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Refused(error) => error.to_string(),
            Self::Earlier => "An edit before it is not on disk.".to_owned(),
            Self::NoWriter(why) => (*why).to_owned(),
        }
    }

    /// Tells whether saving it again makes sense now.
    fn may_be_gone(&self, cause: Cause) -> bool {
        match self {
            Self::Refused(
                SaveError::Locked(_) | SaveError::Busy(_) | SaveError::Disk(..) | SaveError::Pending { .. },
            )
            | Self::Earlier => true,
            Self::NoWriter(_) => cause != Cause::Saved,
            Self::Refused(SaveError::Broken(..) | SaveError::Gone(_) | SaveError::ReadOnly(_)) => {
                matches!(cause, Cause::Changed | Cause::Asked)
            }
            Self::Refused(_) => cause == Cause::Asked,
        }
    }
}

impl App {
    /// Sends an edit that the register has applied to the disk; after one of the same records that is not there, it waits.
    pub(in crate::app) fn send(&mut self, edit: Edit, step: Step) {
        let mut request = Request::new(&self.register, edit, step);
        self.edits.unsaved.made += 1;
        request.number = self.edits.unsaved.made;
        if self.edits.unsaved.is_behind(request.number, &request.edit) {
            let reason = Reason::Earlier;
            self.edits.unsaved.failed.push(Failed { request, reason });
        } else {
            self.send_request(request, false);
        }
    }

    fn send_request(&mut self, request: Request, again: bool) {
        let (number, edit) = (request.number, request.edit.clone());
        self.edits.unsaved.coming.push_back(Coming { number, edit, again });
        self.effects.push(Effect::Save(request));
    }

    /// Notes that the disk has an answer to a request, and tells whether the request had failed before.
    pub(in crate::app) fn arrived(&mut self, number: u64) -> bool {
        self.edits.unsaved.waits = false;
        let at = self
            .edits
            .unsaved
            .coming
            .iter()
            .position(|coming| coming.number == number);
        at.and_then(|at| self.edits.unsaved.coming.remove(at))
            .is_some_and(|coming| coming.again)
    }

    /// Keeps an edit that is not on disk and says why; `again` when that was said before.
    pub(in crate::app) fn keep_failed(&mut self, request: Request, reason: Reason, again: bool) {
        let number = request.number;
        let reason = match reason {
            // What it builds on is not there, so it is no clash with anybody.
            Reason::Refused(SaveError::Clash(_)) if self.edits.unsaved.is_behind(number, &request.edit) => {
                Reason::Earlier
            }
            reason => reason,
        };
        let title = request.edit.title.clone();
        let sentence = reason.sentence();
        let asks = matches!(reason, Reason::Refused(SaveError::Clash(_)));
        let tried = reason.may_be_gone(Cause::Time);
        self.edits.unsaved.insert(Failed { request, reason });
        // Whoever types must not have a question put under their keys.
        if asks && self.dialogs.is_empty() && self.input.pending.is_empty() {
            self.ask_about_failed(number);
        } else if asks {
            self.warn(format!("Not saved: {title}. {sentence} R asks whose stays."));
        } else if !again {
            let then = if tried {
                "It is tried again by itself."
            } else {
                ":unsaved says what can be done."
            };
            self.warn(format!("Not saved: {title}. {sentence} {then}"));
        }
        self.dirty = true;
    }

    /// Keeps an edit for which there is no writer.
    pub(in crate::app) fn not_saved(&mut self, request: Request, why: &'static str) {
        let again = self.arrived(request.number);
        self.keep_failed(request, Reason::NoWriter(why), again);
        self.leave_if_saved();
    }

    /// Tells whether edits wait for time to go by.
    pub fn waits_to_retry(&self) -> bool {
        let mut failed = self.edits.unsaved.failed.iter();
        failed.any(|failed| failed.reason.may_be_gone(Cause::Time))
    }

    /// Sends what is not on disk there once more, as far as the reason may be gone; tells whether anything was sent.
    pub(in crate::app) fn retry(&mut self, cause: Cause) -> bool {
        let all = std::mem::take(&mut self.edits.unsaved.failed);
        let (again, stays) = all.into_iter().partition(|failed| failed.reason.may_be_gone(cause));
        self.edits.unsaved.failed = stays;
        let again: Vec<Failed> = again;
        let before = self.edits.unsaved.coming.len();
        for failed in again {
            if self
                .edits
                .unsaved
                .is_behind(failed.request.number, &failed.request.edit)
            {
                self.edits.unsaved.insert(failed);
            } else {
                self.send_request(failed.request, true);
            }
        }
        self.dirty |= self.edits.unsaved.coming.len() > before;
        self.edits.unsaved.coming.len() > before
    }

    /// Sends one edit to the disk once more.
    pub(in crate::app) fn retry_one(&mut self, number: u64) {
        if let Some(failed) = self.edits.unsaved.take_failed(number) {
            self.send_request(failed.request, false);
        } else if self.edits.unsaved.coming.iter().any(|coming| coming.number == number) {
            self.tell("It is being saved already.");
        }
    }

    /// Sends an edit in place of one that failed.
    pub(in crate::app) fn send_instead(&mut self, failed: &Request, edit: Edit) {
        let mut request = Request::new(&self.register, edit, failed.step);
        request.number = failed.number;
        self.send_request(request, false);
    }

    /// Saves the records of an edit whose files are gone as new ones, as they stand here.
    pub(in crate::app) fn save_as_new(&mut self, number: u64) {
        let Some(failed) = self.edits.unsaved.take_failed(number) else {
            return;
        };
        let mut edit = failed.request.edit.clone();
        let records = edit.touched().into_iter();
        let records = records.filter_map(|id| self.register.get(id.as_str()).cloned());
        edit.changes = records.map(|record| Change::Add(Box::new(record))).collect();
        self.send_instead(&failed.request, edit);
    }

    /// Throws an edit away that is not on disk, and shows what is there.
    pub(in crate::app) fn drop_failed(&mut self, number: u64) {
        let Some(failed) = self.edits.unsaved.take_failed(number) else {
            return;
        };
        let edit = &failed.request.edit;
        self.edits.history.done.retain(|done| done.changes != edit.changes);
        self.edits
            .history
            .undone
            .retain(|undone| undone.changes != edit.changes);
        self.tell(format!("Discarded: {}.", edit.title));
        self.effects.push(Effect::Reload);
    }

    /// Shows every edit that is not on disk in the records as they were read, so that what was decided stays to be seen.
    pub(in crate::app) fn show_unsaved_edits(&mut self) {
        let changes: Vec<Change> = self.edits.unsaved.changes().cloned().collect();
        for change in changes {
            match change {
                Change::Set { id, field, to, .. } => {
                    let record = self.register.get(id.as_str()).cloned();
                    // The register admitted the value when the edit was made.
                    if let Some(mut record) = record
                        && record.put(field, to).is_ok()
                    {
                        self.register.put(record);
                    }
                }
                Change::Add(record) => {
                    if self.register.get(record.id().as_str()).is_none() {
                        self.register.put(*record);
                    }
                }
                Change::Remove(_) => {}
            }
        }
    }

    /// Reads the register again, after another try to save what is not on disk.
    pub(in crate::app) fn reload(&mut self) {
        self.retry(Cause::Asked);
        self.effects.push(Effect::Reload);
    }

    /// Leaves once everything is on disk; what is not is tried again first and then told.
    pub(in crate::app) fn quit(&mut self) {
        self.retry(Cause::Time);
        if self.edits.unsaved.coming.is_empty() {
            self.leave_or_ask();
            return;
        }
        self.edits.unsaved.leaving = true;
        self.tell(self.waiting_to_leave());
    }

    /// Says what leaving waits for.
    fn waiting_to_leave(&self) -> String {
        if self.edits.unsaved.waits {
            "Waiting for another aims to finish saving; esc stays.".to_owned()
        } else {
            "Saving, then leaving; esc stays.".to_owned()
        }
    }

    /// Takes whether the edit in turn waits for another process.
    pub(in crate::app) fn take_waits(&mut self, waits: bool) {
        if self.edits.unsaved.waits != waits {
            self.edits.unsaved.waits = waits;
            self.dirty = true;
            if self.edits.unsaved.leaving {
                self.tell(self.waiting_to_leave());
            }
        }
    }

    /// Takes a key while the program is about to leave; tells whether it was for that.
    pub(in crate::app) fn key_while_leaving(&mut self, key: Key) -> bool {
        if !self.edits.unsaved.leaving || key == Key::char('q') {
            return self.edits.unsaved.leaving;
        }
        self.edits.unsaved.leaving = false;
        key == Key::plain(crate::app::environment::key::Code::Esc)
    }

    /// Leaves if that was waited for and nothing is on its way any more.
    pub(in crate::app) fn leave_if_saved(&mut self) {
        if self.edits.unsaved.leaving && self.edits.unsaved.coming.is_empty() {
            self.edits.unsaved.leaving = false;
            self.leave_or_ask();
        }
    }

    pub(super) fn leave_or_ask(&mut self) {
        let count = self.edits.unsaved.failed.len();
        let lost = self.edits.unsaved.cannot_keep.is_some();
        let texts = if lost { self.edits.unsaved.drafts.len() } else { 0 };
        if count + texts == 0 {
            self.effects.push(Effect::Quit);
            return;
        }
        let mut what = Vec::new();
        if count > 0 {
            what.push(counted(count, "edit"));
        }
        if texts > 0 {
            what.push(counted(texts, "text"));
        }
        let are = if count + texts == 1 { "is" } else { "are" };
        let mut text = format!("{} {are} not on disk:\n", what.join(" and "));
        for failed in self.edits.unsaved.failed.iter().take(NAMED) {
            let why = failed.reason.sentence();
            text.push_str(&format!("\n{}: {why}", failed.request.edit.title));
        }
        if count > NAMED {
            text.push_str(&format!("\nand {} more", count - NAMED));
        }
        let room = NAMED.saturating_sub(count);
        for draft in self.edits.unsaved.drafts.iter().take(texts.min(room)) {
            text.push_str(&format!("\n{}", draft.title()));
        }
        if texts > room {
            text.push_str(&format!("\nand {} more", texts - room));
        }
        text.push_str(if lost {
            "\n\nThe state folder cannot be written, so leaving now loses it."
        } else {
            "\n\nAfter leaving now, it is offered again at the next start."
        });
        let mut choices = Vec::new();
        if count > 0 {
            choices.push((Key::char('r'), "try again, then leave".to_owned(), Then::RetryAndLeave));
        }
        choices.push((Key::char('l'), "look at each".to_owned(), Then::ListUnsaved));
        choices.push((Key::char('y'), "leave without saving".to_owned(), Then::Quit));
        self.confirm("Leave", text, choices);
        self.dirty = true;
    }

    /// Tries to save what is not on disk, and leaves if that succeeds.
    pub(in crate::app) fn retry_and_leave(&mut self) {
        self.retry(Cause::Asked);
        self.quit();
    }

    /// Returns what is told on the way out about what is not on disk, in one line; nothing where all is saved.
    pub fn farewell(&self) -> Option<String> {
        let edits = self.edits.unsaved.failed.len() + self.edits.unsaved.coming.len();
        let texts = self.kept().len().saturating_sub(edits);
        let mut what = Vec::new();
        if edits > 0 {
            what.push(format!("{} not on disk", counted(edits, "edit")));
        }
        if texts > 0 {
            what.push(counted(texts, "text"));
        }
        let then = if self.edits.unsaved.cannot_keep.is_some() {
            "lost, since the state folder cannot be written"
        } else {
            "kept, and offered at the next start"
        };
        (!what.is_empty()).then(|| format!("aims: {}: {then}.", what.join(" and ")))
    }

    /// Returns the id of a record of an edit whose file is gone.
    pub(super) fn gone_in(failed: &Failed) -> Option<&Id> {
        match &failed.reason {
            Reason::Refused(SaveError::Gone(id)) => Some(id),
            _ => None,
        }
    }
}
