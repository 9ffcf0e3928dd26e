//! Edits on their way to the disk: sent, tried again when they failed, and discarded only when asked.

use serde::{Deserialize, Serialize};

use crate::app::environment::effect::Effect;
use crate::app::state::App;
use crate::app::unsaved::{Failed, Reason, Saving, Unsaved, leaving, listing};
use crate::domain::register::edit::{Change, Edit};
use crate::store::save::{Clash, Request, SaveError};

/// What may have taken away the reason why edits are not on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

impl Unsaved {
    /// Queues an edit that the register has applied, and returns the save it asks for; after a failed edit of the same
    /// records it waits.
    pub(in crate::app) fn send(&mut self, mut request: Request) -> Option<Effect> {
        self.made += 1;
        request.number = self.made;
        if self.is_behind(&request) {
            let reason = Reason::Earlier;
            self.failed.push(Failed { request, reason });
            return None;
        }
        Some(self.save(request, false))
    }

    fn save(&mut self, request: Request, again: bool) -> Effect {
        let (number, edit) = (request.number, request.edit.clone());
        self.saving.push_back(Saving { number, edit, again });
        Effect::Save(request)
    }

    /// Notes that the disk has an answer to a request, and tells whether the request had failed before.
    pub(in crate::app) fn arrived(&mut self, number: u64) -> bool {
        self.waits = false;
        let at = self.saving.iter().position(|saving| saving.number == number);
        let saving = at.and_then(|at| self.saving.remove(at));
        saving.is_some_and(|saving| saving.again)
    }

    /// Tells whether edits wait for time to go by.
    pub fn waits_to_retry(&self) -> bool {
        let mut failed = self.failed.iter();
        failed.any(|failed| failed.reason.may_be_gone(Cause::Time))
    }

    /// Queues the failed edits once more whose reason may be gone, and returns the saves they ask for.
    fn retry(&mut self, cause: Cause) -> Vec<Effect> {
        let failed = std::mem::take(&mut self.failed);
        let (again, stays): (Vec<_>, _) = failed.into_iter().partition(|failed| failed.reason.may_be_gone(cause));
        self.failed = stays;
        let mut saves = Vec::new();
        for failed in again {
            if self.is_behind(&failed.request) {
                self.insert(failed);
            } else {
                saves.push(self.save(failed.request, true));
            }
        }
        saves
    }

    /// Puts an edit on the list of failed ones, in the order in which they were made.
    fn insert(&mut self, failed: Failed) {
        let number = failed.request.number;
        let at = self.failed.partition_point(|other| other.request.number < number);
        self.failed.insert(at, failed);
    }

    /// Takes an edit off the list of failed ones.
    fn take_failed(&mut self, number: u64) -> Option<Failed> {
        let at = self.failed.iter().position(|failed| failed.request.number == number)?;
        Some(self.failed.remove(at))
    }

    /// Takes an edit off the list that clashes with what others wrote, with the clashes.
    pub(in crate::app) fn take_clash(&mut self, number: u64) -> Option<(Request, Vec<Clash>)> {
        let failed = self.take_failed(number)?;
        match failed.reason {
            Reason::Refused(SaveError::Clash(clashes)) => Some((failed.request, clashes)),
            reason => {
                self.insert(Failed { reason, ..failed });
                None
            }
        }
    }

    /// Tells whether an edit before a request that is not on disk touches a record of it, so that the request would
    /// reach the disk before what it builds on.
    fn is_behind(&self, request: &Request) -> bool {
        let touched = request.edit.touched();
        let mut before = self.failed.iter().map(|failed| &failed.request);
        before.any(|other| other.number < request.number && other.edit.touched().iter().any(|id| touched.contains(id)))
    }
}

/// How a notice begins that an edit is not on disk.
pub(in crate::app) const NOT_SAVED: &str = "Not saved: ";

/// Keeps an edit that is not on disk and says why; `again` when that was said before.
pub(in crate::app) fn keep_failed(app: &mut App, request: Request, reason: Reason, again: bool) {
    let number = request.number;
    let reason = match reason {
        // What it builds on is not there, so it is no clash with anybody.
        Reason::Refused(SaveError::Clash(_)) if app.edits.unsaved.is_behind(&request) => Reason::Earlier,
        reason => reason,
    };
    let text = format!("{NOT_SAVED}{}. {}", request.edit.title, reason.sentence());
    let asks = matches!(reason, Reason::Refused(SaveError::Clash(_)));
    let is_retried = reason.may_be_gone(Cause::Time);
    app.edits.unsaved.insert(Failed { request, reason });
    // Whoever types must not have a question put under their keys.
    if asks && app.dialogs.is_empty() && app.input.pending.is_empty() {
        listing::ask_about_edit(app, number);
    } else if asks {
        app.warn(format!("{text} :reload asks whose stays."));
    } else if !again && is_retried {
        app.warn(format!("{text} It is tried again by itself."));
    } else if !again {
        app.warn(format!("{text} :unsaved says what can be done."));
    }
    app.dirty = true;
}

/// Keeps an edit for which there is no writer.
pub(in crate::app) fn not_saved(app: &mut App, request: Request, why: &'static str) {
    let again = app.edits.unsaved.arrived(request.number);
    keep_failed(app, request, Reason::NoWriter(why), again);
    leaving::leave_if_saved(app);
}

/// Saves failed edits once more whose reason may be gone; tells whether there are any.
pub(in crate::app) fn retry(app: &mut App, cause: Cause) -> bool {
    let saves = app.edits.unsaved.retry(cause);
    let any = !saves.is_empty();
    app.effects.extend(saves);
    app.dirty |= any;
    any
}

/// Saves one failed edit once more.
pub(in crate::app) fn retry_one(app: &mut App, number: u64) {
    if let Some(failed) = app.edits.unsaved.take_failed(number) {
        app.effects.push(app.edits.unsaved.save(failed.request, false));
    } else if app.edits.unsaved.saving(number).is_some() {
        app.tell("It is being saved already.");
    }
}

/// Saves an edit in place of one that failed.
pub(in crate::app) fn save_instead(app: &mut App, failed: &Request, edit: Edit) {
    let mut request = Request::new(&app.register, edit, failed.step).with_lines(failed.lines().to_vec());
    request.number = failed.number;
    app.effects.push(app.edits.unsaved.save(request, false));
}

/// Saves the records of an edit whose files are gone as new ones, as they are here.
pub(in crate::app) fn save_as_new(app: &mut App, number: u64) {
    let Some(failed) = app.edits.unsaved.take_failed(number) else {
        return;
    };
    let mut edit = failed.request.edit.clone();
    let records = edit.touched().into_iter();
    let records = records.filter_map(|id| app.register.get(id.as_str()).cloned());
    edit.changes = records.map(Change::add).collect();
    save_instead(app, &failed.request, edit);
}

/// Discards an edit that is not on disk, and shows what is there.
pub(in crate::app) fn discard(app: &mut App, number: u64) {
    let Some(failed) = app.edits.unsaved.take_failed(number) else {
        return;
    };
    let Edit { title, changes, .. } = &failed.request.edit;
    app.edits.history.done.retain(|done| done.changes != *changes);
    app.edits.history.undone.retain(|undone| undone.changes != *changes);
    app.tell(format!("Discarded: {title}."));
    app.effects.push(Effect::Reload);
}

/// Reads the register again, after another try to save what is not on disk.
pub(in crate::app) fn reload(app: &mut App) {
    retry(app, Cause::Asked);
    app.effects.push(Effect::Reload);
}
