//! Opens the dialogs that need more than the record under the cursor, or says why there is nothing to show.

use std::collections::BTreeSet;

use crate::app::detail;
use crate::app::dialogs::crosswalk::Crosswalk;
use crate::app::dialogs::filter;
use crate::app::dialogs::page;
use crate::app::dialogs::picker::{Entry, Picker};
use crate::app::dialogs::reading::{audit_programme, kept_pages};
use crate::app::dialogs::record_history::RecordHistory;
use crate::app::dialogs::trends::{Trends, TrendsPage};
use crate::app::dialogs::year_plan::{ALL_PLANNED, Plan};
use crate::app::environment::effect::Effect;
use crate::app::list::spec::Column;
use crate::app::notices::Notice;
use crate::app::state::App;
use crate::app::state::outcome::Target;
use crate::domain::kinds::control::theme;
use crate::domain::measures::trend::Point;
use crate::domain::review::programme::programme;
use crate::domain::schedule::year_plan::proposals;
use crate::git::record::Subject;
use crate::store::files::layout;

/// Why what needs all records waits.
pub(in crate::app) const LOADING: &str = "The register is still being read; one moment.";

/// Opens the crosswalk, narrowed by a text.
pub(in crate::app) fn crosswalk(app: &mut App, text: &str) {
    let walk = Crosswalk::new(app.view(), text, app.record());
    app.dialogs.push(walk);
}

/// Lets the user type the filter of the screen.
pub(in crate::app) fn filter(app: &mut App) {
    let filter = filter::Filter::new(app.filter());
    app.screens.heatmap.focused = false;
    app.postponed.wants_texts = true;
    app.dialogs.push(filter);
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
    app.dialogs.push(history);
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
    app.dialogs.push(TrendsPage { now, back: 0 });
}

/// Shows what is proposed for the year, if anything is.
pub(in crate::app) fn year_plan(app: &mut App) {
    let proposed = proposals(&app.register, app.env.today);
    if proposed.is_empty() {
        app.tell(ALL_PLANNED);
        return;
    }
    app.dialogs.push(Plan::new(proposed));
}

/// Shows which clauses, controls and systems the audits of the cycle look at.
pub(in crate::app) fn audit_programme(app: &mut App) {
    let programme = programme(&app.register, app.env.today);
    app.dialogs.push(audit_programme::page(&programme));
}

/// Shows the Statement of Applicability with its reasons.
pub(in crate::app) fn statement(app: &mut App) {
    let page = kept_pages::statement(app.view());
    app.dialogs.push(page);
}

/// Shows the treatment plan of all open risks.
pub(in crate::app) fn plan(app: &mut App) {
    let page = kept_pages::plan(app.view());
    app.dialogs.push(page);
}

/// Offers the columns to sort by.
pub(in crate::app) fn columns(app: &mut App) {
    let Some(list) = app.list(app.screen) else { return };
    let entry = |(at, column): (usize, &Column)| Entry {
        target: Target::Sort(at),
        lead: String::new(),
        text: if column.heading.is_empty() {
            column.name.to_owned()
        } else {
            column.heading.to_owned()
        },
        note: match list.sort {
            Some((sorted, true)) if sorted == at => "highest first".to_owned(),
            Some((sorted, false)) if sorted == at => "lowest first".to_owned(),
            _ => String::new(),
        },
        refused: None,
    };
    let entries = list.spec.columns.iter().enumerate().map(entry).collect();
    app.dialogs.push(Picker::new("Sort by", entries));
}

/// Offers the records that are linked with the one under the cursor.
pub(in crate::app) fn links(app: &mut App) {
    let link = |line| match line {
        detail::Line::Link(id, text, note) => Some(Entry {
            target: Target::Record(id.clone()),
            lead: id.to_string(),
            text,
            note,
            refused: None,
        }),
        _ => None,
    };
    let mut seen = BTreeSet::new();
    let entries = app.detail_lines().into_iter().filter_map(link);
    let entries: Vec<_> = entries.filter(|entry| seen.insert(entry.lead.clone())).collect();
    if entries.is_empty() {
        app.refuse("No linked records.");
    } else {
        app.dialogs.push(Picker::new("Go to", entries));
    }
}

/// Shows what was said since the program began, the last first.
pub(in crate::app) fn messages(app: &mut App) {
    let line = |notice: &Notice| format!("{}  {}", notice.when.format("%H:%M:%S"), notice.text);
    let lines: Vec<_> = app.notices.all().iter().rev().map(line).collect();
    text(
        app,
        "Messages",
        if lines.is_empty() {
            vec!["Nothing was said yet.".to_owned()]
        } else {
            lines
        },
    );
}

/// Shows what is wrong in the register's files.
pub(in crate::app) fn problems(app: &mut App) {
    let lines: Vec<_> = app.sync.problems.iter().map(ToString::to_string).collect();
    let mut lines: Vec<_> = lines
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| format!("aims/{line}"))
        .collect();
    let clean = lines.is_empty();
    if clean {
        lines.push("Every file can be read.".to_owned());
    }
    text(app, "Problems in the files", lines);
}

/// Shows what the catalogue's texts are and are not.
pub(in crate::app) fn catalogue_notice(app: &mut App) {
    let catalogue = app.register.catalogue();
    let standard = &catalogue.standard;
    let mut lines = vec![
        format!("{}, edition {}", standard.id, standard.edition),
        standard.title.clone(),
        String::new(),
        catalogue.notice.clone(),
        String::new(),
        format!("Texts of {}.", catalogue.version),
    ];
    for (standard, notice) in &catalogue.added {
        lines.push(String::new());
        lines.push(format!("With a catalogue of your own: {}. {notice}", standard.id));
    }
    lines.push(String::new());
    lines.extend(theme::described());
    text(app, "The catalogue", lines);
}

/// Shows text to read.
pub(in crate::app) fn text(app: &mut App, title: &str, lines: Vec<String>) {
    app.dialogs.push(page::Page::new(title, lines));
    app.dirty = true;
}
