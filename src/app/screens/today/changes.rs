//! What others changed since the last visit: a line on Today that leads to the records.

use crate::app::screens::today::lines;
use crate::app::screens::today::{Lead, Line, Today, Urgency};
use crate::app::state::App;
use crate::app::sync::since_last_visit::Since;
use crate::domain::record::id::Id;
use crate::git::changes::LastChange;

impl Today {
    /// Adds the line below the others, so that none of them moves; one that is being counted comes with the count.
    pub(in crate::app) fn take_changes(&mut self, since: &Since) {
        if self.outdated || self.is_counting() {
            return;
        }
        let before = self.lines.len();
        self.lines.extend(changes_line(since));
        if self.cursor >= before && before > 0 {
            self.cursor += self.lines.len() - before;
        }
    }
}

/// Returns the line that says how many records changed, once that is known.
pub(in crate::app) fn changes_line(since: &Since) -> Option<Line> {
    let (visit, changed) = (since.visit?, since.changed.as_ref()?);
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
        None => app.refuse("Git has not answered yet, or there is none here."),
        Some(changed) if changed.is_empty() => app.tell("Nobody else committed anything since you were here."),
        Some(changed) => {
            let note = |(id, change): &(Id, LastChange)| (id.clone(), format!("{} {}", change.day, change.who));
            let ids: Vec<_> = changed.iter().map(note).collect();
            lines::offer(app, "Changed since you were here", ids.into_iter());
        }
    }
}
