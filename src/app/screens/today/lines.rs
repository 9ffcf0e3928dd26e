//! Going over Today: its lines, whose work they count, and where each leads.

use crate::app::dialogs::picker::{Entry, Picker};
use crate::app::input::screen;
use crate::app::list::spec::View;
use crate::app::screens;
use crate::app::screens::readiness::go_to::{freshen_readiness, in_readiness};
use crate::app::screens::today::{Counting, Lead, changes, identity};
use crate::app::state::outcome::Target;
use crate::app::state::{App, navigate};
use crate::domain::fold::folded;
use crate::domain::kinds::organization;
use crate::domain::kinds::organization::people::People;
use crate::domain::query::Query;
use crate::domain::readiness::Part;
use crate::domain::record::choice::Choices;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;

/// Returns whose work Today counts; nothing when it is everyone's.
pub fn mine(app: &App) -> Option<String> {
    app.screens
        .today
        .mine
        .then(|| crate::app::decisions::add_action::handle_of(&app.register, &app.env.who))
}

/// Computes the lines of Today and what blocks, where they are out of date. Of a large register what blocks comes
/// after the frame.
pub(in crate::app) fn freshen_today(app: &mut App) {
    if app.sync.is_first_load() {
        return;
    }
    if app.screens.today.outdated {
        let mine = mine(app);
        let view = View {
            register: &app.register,
            today: app.env.today,
        };
        app.screens.today.begin(view, mine.as_deref());
        if !Counting::is_slow(view) {
            count_on(app, usize::MAX);
        }
    }
    freshen_readiness(app);
}

/// Counts a part of what Today tells of a large register.
pub(in crate::app) fn count_on(app: &mut App, most: usize) {
    let view = View {
        register: &app.register,
        today: app.env.today,
    };
    if app.screens.today.count(view, most) {
        app.screens.today.lines.extend(changes::changes_line(&app.sync.since));
        keep_in_today(app);
        app.dirty = true;
    }
}

/// Returns how many lines and bars Today has to move over.
fn stops_of_today(app: &App) -> usize {
    let bars = if app.screens.readiness.found.is_some() {
        Part::ALL.len()
    } else {
        0
    };
    app.screens.today.lines.len() + bars
}

fn keep_in_today(app: &mut App) {
    app.screens.today.cursor = app.screens.today.cursor.min(stops_of_today(app).saturating_sub(1));
}

/// Moves over the lines and bars of Today.
pub(in crate::app) fn step_in_today(app: &mut App, by: isize) {
    app.screens.today.cursor = app.screens.today.cursor.saturating_add_signed(by);
    keep_in_today(app);
}

/// Counts for oneself alone, or for everyone again.
pub(in crate::app) fn turn_mine(app: &mut App) {
    if app.env.who.is_empty() {
        app.refuse("Nobody knows who you are; `git config user.name` says it.");
        return;
    }
    app.show(&screens::today::SCREEN);
    app.screens.today.mine = !app.screens.today.mine;
    app.screens.today.cursor = 0;
    app.screens.today.outdate();
    freshen_today(app);
    match mine(app) {
        Some(_) if identity::is_unknown(app) => identity::ask(app),
        Some(handle) => app.tell(format!("What {handle} answers for; :mine shows everyone's.")),
        None => app.tell("What everyone answers for."),
    }
}

/// Lets Today count for oneself from the start.
pub(in crate::app) fn begin_mine(app: &mut App) {
    app.screens.today.mine = true;
    app.screens.today.outdate();
    app.freshen();
    if identity::is_unknown(app) {
        identity::ask(app);
    }
}

/// Goes where the line of Today under the cursor leads.
pub(in crate::app) fn open_line(app: &mut App) {
    let at = app.screens.today.cursor;
    let lead = match app.screens.today.lines.get(at) {
        Some(line) => line.leads.clone(),
        None => Part::ALL
            .get(at - app.screens.today.lines.len())
            .map(|part| Lead::Readiness(Some(*part))),
    };
    if let Some(lead) = lead {
        follow(app, lead);
    }
}

fn follow(app: &mut App, lead: Lead) {
    match lead {
        Lead::Screen(screen, filter) => navigate::show_filtered(app, screen, &filter),
        Lead::Records(kind, filter) => show_records(app, kind, &filter),
        Lead::Record(id) => app.go_to(&id),
        Lead::Readiness(part) => {
            navigate::step_to(app, &screens::readiness::SCREEN);
            in_readiness(app, |list, view| list.go_to(part, view));
        }
        Lead::Changes => changes::show_changes(app),
        Lead::Run(command) => app.run(command),
    }
}

/// Shows the records of a kind that pass a filter: on their screen where that is a list, else to choose from.
pub(in crate::app) fn show_records(app: &mut App, kind: &'static Kind, filter: &str) {
    match screen::of_kind(app.screens.table, kind) {
        Some(screen) if app.list(screen).is_some() => navigate::show_filtered(app, screen, filter),
        _ => {
            let query = Query::parse(filter, kind, &app.register, app.env.today).unwrap_or_default();
            let passes = |record: &&_| query.matches(record, &app.register, None);
            let records = app.register.of(kind).filter(|record| !record.is_retired());
            let mut ids: Vec<_> = records
                .filter(passes)
                .map(|record| (record.id().clone(), record.owner().to_owned()))
                .collect();
            ids.sort();
            offer(app, "Go to", ids.into_iter());
        }
    }
}

/// Offers the records that a person answers for, what is open first, after the one that names the person.
pub(in crate::app) fn show_work_of(app: &mut App, handle: &str) {
    let names = People::of(&app.register).all_of(handle);
    let kinds = app.register.kinds().iter().flat_map(|kind| app.register.of(kind));
    let mut owned: Vec<_> = kinds
        .filter(|record| !record.is_retired() && names.contains(&folded(record.owner())))
        .map(|record| (!record.is_open(), record.id().clone(), record.kind().name.to_owned()))
        .collect();
    owned.sort();
    let person = (Id::new(organization::ID), format!("names {handle}"));
    let ids = owned.into_iter().map(|(_, id, kind)| (id, kind));
    let ids: Vec<_> = std::iter::once(person).chain(ids).collect();
    offer(app, "What the person answers for", ids.into_iter());
}

/// Offers records to go to, each with a note.
pub(in crate::app) fn offer(app: &mut App, title: &'static str, ids: impl Iterator<Item = (Id, String)>) {
    let entry = |(id, note): (Id, String)| Entry {
        lead: id.to_string(),
        text: app.register.title(id.as_str()).unwrap_or_default().to_owned(),
        target: Target::Record(id),
        note,
        refused: None,
    };
    let entries: Vec<_> = ids.map(entry).collect();
    app.dialogs.push(Picker::new(title, entries));
}
