//! What is typed where a file or link is chosen, and what was decided and waits for a look at a file.

use crate::app::decisions::Answered;
use crate::app::decisions::attach;
use crate::app::decisions::attach::Purpose;
use crate::app::dialogs::Dialog;
use crate::app::dialogs::picker::Picker;
use crate::app::environment::effect::Effect;
use crate::app::notices::Tone;
use crate::app::state::App;
use crate::app::unsaved::draft::{Draft, LocationDraft};
use crate::domain::record::id::Id;

impl Purpose {
    /// Returns what is kept of a text typed for it, where it is typed in a picker.
    pub(in crate::app) fn draft(&self, text: &str) -> Option<LocationDraft> {
        match self {
            Self::Support(targets) => Some(LocationDraft {
                attaches: true,
                targets: targets.iter().map(Id::to_string).collect(),
                text: text.to_owned(),
            }),
            Self::Decide(begun) if begun.decision.takes_location => Some(located(begun, text)),
            Self::Decide(_) => None,
        }
    }
}

/// Returns what is kept of a text that says where the records of a decision are.
pub(super) fn located(begun: &Answered, text: &str) -> LocationDraft {
    LocationDraft {
        attaches: false,
        targets: begun.ids().iter().map(Id::to_string).collect(),
        text: text.to_owned(),
    }
}

/// How things stood before something was done, to tell afterwards whether anything came of it.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) struct Before {
    made: u64,
    dialogs: usize,
}

impl App {
    /// Opens a picker of files, with what was typed there before.
    pub(in crate::app) fn open_location_picker(&mut self, mut picker: Picker, purpose: &Purpose) {
        let same = purpose.draft("");
        let known = self.edits.unsaved.drafts.iter().position(|draft| match draft {
            Draft::Location(location) => same.as_ref().is_some_and(|same| same.is_of_same(location)),
            _ => false,
        });
        if let Some(Draft::Location(location)) = known.map(|at| self.edits.unsaved.drafts.remove(at)) {
            picker.recall(&location.text);
            self.tell("What was typed here before is back; ctrl-u clears it.");
        }
        self.dialogs.push(Dialog::Picker(Box::new(picker)));
    }

    /// Leaves the topmost picker; a file or link typed in it is kept.
    pub(in crate::app) fn leave_picker(&mut self) {
        let kept = match self.dialogs.pop() {
            Some(Dialog::Picker(picker)) => picker.location_typed(),
            _ => None,
        };
        self.put_aside(kept.map(Draft::Location));
    }

    /// Takes a file or link that was chosen; it is kept until something came of it.
    pub(in crate::app) fn location_chosen(&mut self, location: &str, purpose: Purpose) {
        let kept = purpose.draft(location).map(Draft::Location);
        let before = self.before();
        attach::choose_location(self, location, purpose);
        self.keep_if_undone(before, kept);
    }

    /// Opens the picker again in which a file or link was typed.
    pub(super) fn resume_location(&mut self, draft: &LocationDraft) -> bool {
        let ids = draft.targets.iter().map(|id| Id::new(id));
        let targets: Vec<Id> = ids.filter(|id| self.register.get(id.as_str()).is_some()).collect();
        if targets.is_empty() {
            return false;
        }
        self.show_under(&targets[0]);
        if draft.attaches {
            attach::attach_to(self, targets);
        } else {
            attach::locate_of(self, targets);
        }
        match self.dialogs.last_mut() {
            Some(Dialog::Picker(picker)) => {
                picker.recall(&draft.text);
                true
            }
            _ => false,
        }
    }

    /// Notes how things stand before something is done.
    pub(in crate::app) fn before(&self) -> Before {
        Before {
            made: self.edits.unsaved.made(),
            dialogs: self.dialogs.len(),
        }
    }

    /// Keeps what was typed for something that was refused, or that waits for a look at a file.
    pub(in crate::app) fn keep_if_undone(&mut self, before: Before, kept: Option<Draft>) {
        let Some(kept) = kept else { return };
        if self.edits.unsaved.made() != before.made || self.dialogs.len() != before.dialogs {
            return;
        }
        if let Some(purpose) = self.look_under_way() {
            self.edits.unsaved.looking.push((purpose, kept));
        } else if self.was_refused() {
            self.edits.unsaved.drafts.push(kept);
            self.notices.add("What was typed is kept: the same key brings it back.");
        }
    }

    /// Returns why nothing came of what was done since, if it was refused and nothing more is asked or looked at.
    pub(super) fn refused_since(&self, before: &Before) -> Option<String> {
        let is_undone = self.edits.unsaved.made() == before.made && self.dialogs.len() == before.dialogs;
        let notice = self.notices.current().filter(|notice| notice.tone == Tone::Refused)?;
        (is_undone && self.look_under_way().is_none()).then(|| notice.text.clone())
    }

    /// Returns what waits for a look at a file that was asked for just now.
    fn look_under_way(&self) -> Option<Purpose> {
        self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Observe { then, .. } => then.clone(),
            _ => None,
        })
    }

    /// Returns what was decided and waited for the look at a file that is done now.
    pub(in crate::app) fn take_looked_for(&mut self, purpose: &Purpose) -> Option<Draft> {
        let at = self.edits.unsaved.looking.iter().position(|(of, _)| of == purpose)?;
        Some(self.edits.unsaved.looking.remove(at).1)
    }

    fn was_refused(&self) -> bool {
        let notice = self.notices.current();
        notice.is_some_and(|notice| matches!(notice.tone, Tone::Refused | Tone::Error))
    }
}
