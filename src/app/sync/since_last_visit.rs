//! What changed since the last visit, from git: a line on Today that leads to the records.

use crate::app::screens::readiness::go_to;
use std::collections::HashMap;
use std::path::PathBuf;

use chrono::NaiveDateTime;

use crate::app::environment::effect::Effect;
use crate::app::screens::today::{Lead, Line, Urgency};
use crate::app::state::App;
use crate::domain::record::id::Id;
use crate::git::changes::LastChange;

/// What is known of the last visit.
#[derive(Debug, Default)]
pub struct Since {
    /// When it ended.
    visit: Option<NaiveDateTime>,
    /// Whether git is still to be asked; it is with the first key, since opening a register starts no program.
    unasked: bool,
    /// The records others changed since, with who did so last and when; nothing until git was heard.
    changed: Option<Vec<(Id, LastChange)>>,
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
    if app.screens.today.outdated || app.screens.today.is_counting() {
        return;
    }
    // The line goes below the others, so that none moves under the hands.
    let before = app.screens.today.lines.len();
    app.screens.today.lines.extend(changes_line(app));
    if app.screens.today.cursor >= before && before > 0 {
        app.screens.today.cursor += app.screens.today.lines.len() - before;
    }
}

/// Returns how many records others changed since the last visit; nothing while that is not known, or none.
pub fn changed_by_others(app: &App) -> Option<usize> {
    let changed = app.sync.since.changed.as_ref().map(Vec::len);
    changed.filter(|count| *count > 0)
}

/// Returns the line that says how many records changed, once that is known.
pub(in crate::app) fn changes_line(app: &App) -> Option<Line> {
    let (visit, changed) = (app.sync.since.visit?, app.sync.since.changed.as_ref()?);
    let what = if changed.len() == 1 { "record" } else { "records" };
    Some(Line {
        section: Some("Since you were here"),
        count: Some(changed.len()),
        text: format!("{what} changed by others since {}", visit.date()),
        urgency: if changed.is_empty() {
            Urgency::Calm
        } else {
            Urgency::Soon
        },
        leads: Some(Lead::Changes),
    })
}

/// Offers the records that changed since the last visit.
pub(in crate::app) fn show_changes(app: &mut App) {
    match &app.sync.since.changed {
        None if app.sync.since.visit.is_none() => {
            app.tell("This is your first visit here; later visits list what others changed since the last one.");
        }
        None => app.refuse("Git was not heard yet, or there is none here."),
        Some(changed) if changed.is_empty() => app.tell("Nobody else committed anything since you were here."),
        Some(changed) => {
            let note = |(id, change): &(Id, LastChange)| (id.clone(), format!("{} {}", change.day, change.who));
            let ids: Vec<_> = changed.iter().map(note).collect();
            go_to::offer(app, "Changed since you were here", ids.into_iter());
        }
    }
}
