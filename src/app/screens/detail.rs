//! Keys in the detail, beside a list or over a screen.

use crate::app::detail::Line;
use crate::app::dialogs::ShownRecord;
use crate::app::form::open;
use crate::app::guided::review::keys::AT_REVIEW;
use crate::app::input::keymap::Context;
use crate::app::input::pane::Pane;
use crate::app::state::App;
use crate::app::state::contexts::{ASSESSMENT, DETAIL, EVERYWHERE, RECORD};
use crate::domain::kinds::{assessment, review};
use crate::domain::register::index::Slot;

/// The detail beside or in place of a list.
pub struct Detail;

impl Pane for Detail {
    fn contexts(&self, app: &App) -> Vec<Context> {
        let detail = Context {
            title: "in the detail of",
            keys: app.screen.detail,
        };
        vec![detail, DETAIL, app.screen.context(), EVERYWHERE]
    }

    fn selected(&self, app: &App) -> Option<Slot> {
        app.screen.pane.selected(app)
    }

    fn targets(&self, app: &App) -> Vec<Slot> {
        app.screen.pane.targets(app)
    }

    fn step(&self, app: &mut App, by: isize) {
        step(app, by);
    }

    fn open(&self, app: &mut App) {
        open(app);
    }

    fn back(&self, app: &mut App) {
        app.screens.leave_detail();
    }
}

/// A record that lies over a screen.
pub struct RecordOver;

impl Pane for RecordOver {
    fn contexts(&self, app: &App) -> Vec<Context> {
        let narrow = match app.record() {
            Some(record) if record.is(&review::KIND) => AT_REVIEW,
            Some(record) if record.is(&assessment::KIND) => ASSESSMENT,
            _ => RECORD,
        };
        vec![narrow, DETAIL, EVERYWHERE]
    }

    fn selected(&self, app: &App) -> Option<Slot> {
        // It stays the record that a question, a form or the palette over it is about.
        let ShownRecord(id) = app.dialogs.each::<ShownRecord>().next_back()?;
        app.register.slot(id.as_str())
    }

    fn step(&self, app: &mut App, by: isize) {
        step(app, by);
    }

    fn open(&self, app: &mut App) {
        open(app);
    }

    fn back(&self, app: &mut App) {
        app.dialogs.pop();
        app.screens.leave_detail();
    }
}

/// Moves over the items of the detail, by more than one over its lines; headings are not stopped at.
fn step(app: &mut App, by: isize) {
    let lines = app.detail_lines();
    let stops: Vec<_> = (0..lines.len())
        .filter(|at| !matches!(lines[*at], Line::Heading(_)))
        .collect();
    match by {
        -1 | 1 => app.screens.detail.step(&stops, by > 0),
        _ => app.screens.detail.scroll(&stops, by),
    }
}

/// Opens the line under the cursor.
fn open(app: &mut App) {
    let mut lines = app.detail_lines().into_iter().skip(app.screens.detail.cursor);
    // A heading is not stopped at; at the very top the cursor may still stand on one.
    match lines.find(|line| !matches!(line, Line::Heading(_))) {
        Some(Line::Link(id, ..)) => app.go_to(&id),
        Some(Line::Field(label, ..)) => open::edit_field(app, &label),
        _ => open::edit_selected(app),
    }
}
