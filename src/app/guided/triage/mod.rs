//! The triage sitting: what was decided since the program started.

pub mod skips;
pub mod summary;

use chrono::NaiveDateTime;

use crate::app::input::screen::Screen;
use crate::app::state::App;
use crate::domain::register::sitting::Sitting;
use crate::store::save::history::History;

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
    was_shown: bool,
}

impl Triage {
    /// Returns a sitting that begins now.
    pub fn new(now: NaiveDateTime) -> Self {
        Self {
            sitting: Sitting::default(),
            began: now,
            skips: Vec::new(),
            has_decided: false,
            was_shown: false,
        }
    }

    /// Notes that a decision changed something on a screen.
    pub(in crate::app) fn note_decision(&mut self, screen: &Screen) {
        self.has_decided |= screen.is_queue;
    }

    /// Tells whether the last thing done was a skip, which is then what an undo takes back.
    pub(in crate::app) fn has_skipped_last(&self, history: &History) -> bool {
        let last = self.skips.last();
        last.is_some_and(|skip| skip.edits >= history.done.len())
    }
}

/// Shows what was decided since the program began.
pub(in crate::app) fn show_sitting(app: &mut App) {
    if app.guided.triage.sitting.is_empty(&app.register) {
        app.tell("Nothing is different from when the program began.");
        return;
    }
    push_sitting(app, false);
}

fn push_sitting(app: &mut App, leaves: bool) {
    let summary = summary::of(&app.guided.triage, &app.register, &app.env);
    let mut page = summary.page();
    page.leaves = leaves;
    app.dialogs.push(page);
}

/// Shows before leaving what was decided on Treatment, once. Tells whether it does.
pub(in crate::app) fn shows_before_leaving(app: &mut App) -> bool {
    let is_due = app.guided.triage.has_decided && !app.guided.triage.was_shown && app.edits.unsaved.failed.is_empty();
    let shows = is_due && !app.guided.triage.sitting.is_empty(&app.register);
    if shows {
        app.guided.triage.was_shown = true;
        push_sitting(app, true);
    }
    shows
}
