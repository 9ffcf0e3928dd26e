//! The triage sitting: what was decided since the program started.

pub mod skips;
pub mod summary;

use chrono::NaiveDateTime;

use crate::app::decisions::Decision;
use crate::app::dialogs::Dialog;
use crate::app::state::App;
use crate::domain::register::index::Slot;
use crate::domain::register::sitting::Sitting;

/// What is kept from the beginning of the program to its end.
#[derive(Debug)]
pub struct Triage {
    /// The net effect of every edit.
    pub sitting: Sitting,
    /// When the program began.
    pub began: NaiveDateTime,
    /// What was skipped, the last of it last.
    pub(in crate::app) skips: Vec<skips::Skip>,
    /// Whether something was decided on Treatment.
    has_decided: bool,
    /// Whether the sitting was told on the way out.
    was_told: bool,
}

impl Triage {
    /// Returns a sitting that begins now.
    pub fn new(now: NaiveDateTime) -> Self {
        Self {
            sitting: Sitting::default(),
            began: now,
            skips: Vec::new(),
            has_decided: false,
            was_told: false,
        }
    }
}

impl App {
    /// Notes that a decision changed something on the screen shown.
    pub(in crate::app) fn note_decision(&mut self) {
        self.guided.triage.has_decided |= self.screen.is_queue;
    }

    /// Shows what was decided since the program began.
    pub(in crate::app) fn show_sitting(&mut self) {
        if self.guided.triage.sitting.is_empty(&self.register) {
            self.tell("Nothing is different from when the program began.");
            return;
        }
        self.push_sitting(false);
    }

    fn push_sitting(&mut self, leaves: bool) {
        let told = crate::app::guided::triage::summary::of(&self.guided.triage, &self.register, &self.env);
        let mut page = told.page();
        page.leaves = leaves;
        self.dialogs.push(Dialog::Text(page));
    }

    /// Leaves; after decisions on Treatment they are told first, once.
    pub(in crate::app) fn leave(&mut self) {
        let tells =
            self.guided.triage.has_decided && !self.guided.triage.was_told && self.edits.unsaved.failed.is_empty();
        if tells && !self.guided.triage.sitting.is_empty(&self.register) {
            self.guided.triage.was_told = true;
            self.push_sitting(true);
        } else {
            self.quit();
        }
    }

    /// Goes on to the next item when the one decided on is still under the cursor.
    pub(in crate::app) fn advance_cursor(&mut self, _: &Decision, targets: &[Slot]) {
        if !self.screen.is_queue || !self.dialogs.is_empty() || self.screens.detail.focused {
            return;
        }
        self.with_list(self.screen, |list, _| {
            if list.selected().is_some_and(|slot| targets.contains(&slot)) {
                list.step(1);
            }
        });
    }
}
