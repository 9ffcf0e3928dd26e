//! What the check finds in the record that is read.

use crate::app::detail::Checked;
use crate::app::dialogs::ShownRecord;
use crate::app::state::App;
use crate::domain::kinds::check;

/// Returns what the check finds in the record that the keyboard is about. Until all records were asked again, that is what the
/// rules say of this one alone.
pub fn checked(app: &App) -> Checked<'_> {
    let Some((slot, record)) = app.selected().zip(app.record()) else {
        return Checked::default();
    };
    match app.screens.readiness.judgement(app.view()) {
        Some(judgement) => Checked::of(&app.register, slot, judgement),
        None => Checked {
            problems: check::of(&app.register, record, app.env.today),
            all: None,
        },
    }
}

/// Tells whether a detail is read that shows what follows from other records, and that is not known yet.
pub(in crate::app) fn awaits_problems(app: &App) -> bool {
    let is_read = app.screens.detail.focused || app.dialogs.each::<ShownRecord>().next().is_some();
    is_read && app.screens.readiness.outdated && app.sync.loading.is_none() && app.record().is_some()
}
