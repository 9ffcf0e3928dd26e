//! Opens the dialogs that need more than the record under the cursor, or says why there is nothing to show.

use crate::app::dialogs::crosswalk::Crosswalk;
use crate::app::dialogs::record_history::RecordHistory;
use crate::app::dialogs::trends::{Page, Trends};
use crate::app::dialogs::year_plan::{ALL_PLANNED, Plan};
use crate::app::dialogs::{Dialog, filter};
use crate::app::environment::effect::Effect;
use crate::app::state::App;
use crate::domain::measures::trend::Point;
use crate::domain::schedule::year_plan::proposals;
use crate::git::record::Subject;
use crate::store::files::layout;

const LOADING: &str = "The register is still being read; one moment.";

/// Opens the crosswalk, narrowed by a text.
pub(in crate::app) fn crosswalk(app: &mut App, text: &str) {
    let walk = Crosswalk::new(app.view(), text, app.record());
    app.dialogs.push(Dialog::Crosswalk(Box::new(walk)));
}

/// Lets the user type the filter of the screen.
pub(in crate::app) fn filter(app: &mut App) {
    let filter = filter::Filter::new(app.filter());
    app.screens.heatmap.focused = false;
    app.postponed.wants_texts = true;
    app.dialogs.push(Dialog::Filter(Box::new(filter)));
}

/// Asks for the history of the record that the keyboard is about.
pub(in crate::app) fn record_history(app: &mut App) {
    let Some(record) = app.record().cloned() else { return };
    if app.sync.loading.is_some() {
        app.refuse(LOADING);
        return;
    }
    let id = record.id();
    let known = app.sync.paths.get(id).map(|path| path.to_path_buf());
    // What the catalogue implies has a file as soon as something was said about it.
    let is_written = known.is_some() || record.fields().any(|(_, value)| !value.is_empty());
    let path = known.or_else(|| layout::path(&app.register, &record));
    let Some(path) = path.filter(|_| is_written) else {
        app.refuse(format!("Nothing was written about {id} yet, so there is no history."));
        return;
    };
    app.sync.readings += 1;
    let title = app.register.title(id.as_str()).unwrap_or_default().to_owned();
    let history = RecordHistory::new(&record, title, app.sync.readings);
    app.dialogs.push(Dialog::History(Box::new(history)));
    let subject = Box::new(Subject { record, path });
    app.effects.push(Effect::History(app.sync.readings, subject));
}

/// Opens the trends; git is asked once, until the branch or the month is another one.
pub(in crate::app) fn trends(app: &mut App) {
    if app.sync.loading.is_some() {
        app.refuse(LOADING);
        return;
    }
    let today = app.env.today;
    if !app.trends.as_ref().is_some_and(|trends| trends.is_current(today)) {
        app.sync.readings += 1;
        app.trends = Some(Trends::asked(app.sync.readings, today));
        app.effects.push(Effect::Trends(app.sync.readings));
    }
    let now = Point::now(&app.register, today);
    app.dialogs.push(Dialog::Trends(Page { now, back: 0 }));
}

/// Shows what is proposed for the year, if anything is.
pub(in crate::app) fn year_plan(app: &mut App) {
    let proposed = proposals(&app.register, app.env.today);
    if proposed.is_empty() {
        app.tell(ALL_PLANNED);
        return;
    }
    app.dialogs.push(Dialog::Plan(Box::new(Plan::new(proposed))));
}
