//! What changed since the last visit, from git.

use std::collections::HashMap;
use std::path::PathBuf;

use chrono::NaiveDateTime;

use crate::app::environment::effect::Effect;
use crate::app::state::App;
use crate::domain::record::id::Id;
use crate::git::changes::LastChange;

/// What is known of the last visit.
#[derive(Debug, Default)]
pub struct Since {
    /// When it ended.
    pub(in crate::app) visit: Option<NaiveDateTime>,
    /// Whether git is still to be asked; it is with the first key, since opening a register starts no program.
    unasked: bool,
    /// The records others changed since, with who did so last and when; nothing until git was heard.
    pub(in crate::app) changed: Option<Vec<(Id, LastChange)>>,
}

/// Takes when the last visit ended; what changed since is asked with the first key.
pub(in crate::app) fn take_visit(app: &mut App, visit: NaiveDateTime) {
    app.sync.since.visit = Some(visit);
    app.sync.since.unasked = true;
}

/// Asks what changed since the last visit, once.
pub(in crate::app) fn ask_what_changed(app: &mut App) {
    if std::mem::take(&mut app.sync.since.unasked) {
        app.effects.extend(app.sync.since.visit.map(Effect::ChangedSince));
    }
}

/// Takes what changed since the last visit, by the paths of the files below `aims/`.
pub(in crate::app) fn take_changed_since(app: &mut App, changes: &HashMap<PathBuf, LastChange>) {
    let known = app.sync.paths.iter();
    let known = known.filter_map(|(id, path)| Some((id.clone(), changes.get(&**path)?.clone())));
    // What one committed oneself is no news.
    let known = known.filter(|(_, change)| change.who != app.env.who);
    let mut newest: Vec<_> = known.collect();
    newest.sort_by(|a, b| b.1.day.cmp(&a.1.day).then_with(|| a.0.cmp(&b.0)));
    app.sync.since.changed = Some(newest);
    app.dirty = true;
    app.screens.today.take_changes(&app.sync.since);
}

/// Returns how many records others changed since the last visit; nothing while that is not known, or none.
pub fn changed_by_others(app: &App) -> Option<usize> {
    let changed = app.sync.since.changed.as_ref().map(Vec::len);
    changed.filter(|count| *count > 0)
}
