//! Going from what blocks to where it is mended, and from Today to what a line counts.

use crate::app::dialogs::picker::{Entry, Picker};
use crate::app::form::open;
use crate::app::input::screen::{self, Screen};
use crate::app::screens;
use crate::app::screens::readiness::{Row, SLICE, Shortfalls};
use crate::app::screens::today::{self, Counting, Lead, Line, changes};
use crate::app::state::contexts::key_of;
use crate::app::state::outcome::Target;
use crate::app::state::{App, commands};
use crate::domain::query::Query;
use crate::domain::readiness::{Mend, Part};
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
    if app.screens.today.outdated {
        app.screens.today.outdated = false;
        let mut counting = Counting::begin(mine(app).as_deref());
        let most = if Counting::is_slow(app.view()) { 0 } else { usize::MAX };
        match counting.go_on(app.view(), most) {
            Some(lines) => take_lines(app, lines),
            None => app.screens.today.counting = Some(counting),
        }
    }
    freshen_readiness(app);
}

/// Counts a part of what Today tells of a large register.
pub(in crate::app) fn count_on(app: &mut App) {
    let Some(mut counting) = app.screens.today.counting.take() else {
        return;
    };
    match counting.go_on(app.view(), today::SLICE) {
        Some(lines) => {
            take_lines(app, lines);
            app.dirty = true;
        }
        None => app.screens.today.counting = Some(counting),
    }
}

fn take_lines(app: &mut App, lines: Vec<Line>) {
    app.screens.today.lines = lines;
    app.screens.today.lines.extend(changes::changes_line(&app.sync.since));
    keep_in_today(app);
}

/// Finds what falls short, where that is out of date. What is left of a large register comes after the frame.
pub(in crate::app) fn freshen_readiness(app: &mut App) {
    if !app.screens.readiness.outdated || app.sync.loading.is_some() {
        return;
    }
    find_shortfalls(app, SLICE);
}

/// Finds what blocks, as far as so many records take.
pub(in crate::app) fn find_shortfalls(app: &mut App, most: usize) {
    let view = crate::app::list::spec::View {
        register: &app.register,
        today: app.env.today,
    };
    app.postponed.wants_readiness = !app.screens.readiness.find(view, most);
    app.dirty |= !app.postponed.wants_readiness;
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
        Some(handle) => app.tell(format!("What {handle} answers for; :mine shows everyone's.")),
        None => app.tell("What everyone answers for."),
    }
}

/// Lets Today count for oneself from the start.
pub(in crate::app) fn begin_mine(app: &mut App) {
    app.screens.today.mine = true;
    app.screens.today.outdate();
    app.freshen();
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
        Lead::Screen(screen, filter) => show_filtered(app, screen, &filter),
        Lead::Records(kind, filter) => show_records(app, kind, &filter),
        Lead::Record(id) => app.go_to(&id),
        Lead::Readiness(part) => {
            app.show(&screens::readiness::SCREEN);
            in_readiness(app, |list, view| list.go_to(part, view));
        }
        Lead::Changes => changes::show_changes(app),
    }
}

fn show_filtered(app: &mut App, screen: &'static Screen, filter: &str) {
    app.show(screen);
    app.screens.heatmap.narrowed = false;
    app.with_list(screen, |list, view| {
        list.set_within(view, None);
        list.set_filter(view, filter);
        list.cursor = 0;
    });
}

/// Shows the records of a kind that pass a filter: on their screen where that is a list, else to choose from.
fn show_records(app: &mut App, kind: &'static Kind, filter: &str) {
    match screen::of_kind(app.screens.table, kind) {
        Some(screen) if app.list(screen).is_some() => show_filtered(app, screen, filter),
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

/// Runs something on what blocks together with what it is found in.
pub(in crate::app) fn in_readiness(app: &mut App, run: impl FnOnce(&mut Shortfalls, crate::app::list::spec::View<'_>)) {
    let view = crate::app::list::spec::View {
        register: &app.register,
        today: app.env.today,
    };
    run(&mut app.screens.readiness, view);
}

/// Shows what blocks the next goal.
pub(in crate::app) fn next_goal(app: &mut App) {
    if app.screen.is(&screens::readiness::SCREEN) {
        in_readiness(app, Shortfalls::next_goal);
        freshen_readiness(app);
    } else {
        app.show(&screens::readiness::SCREEN);
    }
}

/// Goes to where what falls short under the cursor is mended; folds or unfolds a part.
pub(in crate::app) fn open_shortfall(app: &mut App) {
    let Some(selected) = app.screens.readiness.selected() else {
        if let Some(Row::Part(part)) = app.screens.readiness.rows().get(app.screens.readiness.cursor) {
            let open = !app.screens.readiness.is_open(*part);
            in_readiness(app, |list, view| list.fold(open, view));
        }
        return;
    };
    match selected.mend() {
        Mend::Record(id, field) => {
            let id = id.clone();
            go_to_field(app, &id, field);
        }
        Mend::Missing(kind, filter) => {
            let Some(kind) = app.register.kind(kind) else { return };
            match screen::of_kind(app.screens.table, kind) {
                Some(screen) if app.list(screen).is_some() => {
                    show_filtered(app, screen, filter);
                    app.tell(format!("None is here yet; {} adds one.", key_of(app, &commands::ADD)));
                }
                Some(screen) => {
                    app.show(screen);
                    app.tell(format!("None is here yet; {} adds one.", key_of(app, &commands::ADD)));
                }
                None => open::add(app, kind.name),
            }
        }
    }
}

/// Goes to a record with the cursor on a field; a field that nothing was said in yet is opened in the form.
fn go_to_field(app: &mut App, id: &Id, field: &str) {
    let Some(record) = app.register.get(id.as_str()) else {
        app.refuse(format!("{id} is not in the register; `aims init` begins it."));
        return;
    };
    let field = record.kind().field_index(field);
    let field = field.map(|at| (record.kind().fields[at].label, record.value(at).is_empty()));
    app.go_to(id);
    let Some((label, is_empty)) = field else { return };
    if app.screen.is(&screens::gap::SCREEN) && app.dialogs.is_empty() {
        // A question is answered in the session, which is quicker than its form.
        app.screens.leave_detail();
        app.tell(":open begins the session at this question; 1 to 4 answer it.");
        return;
    }
    let is_it = |line: &crate::app::detail::Line| match line {
        crate::app::detail::Line::Field(known, ..) | crate::app::detail::Line::Heading(known) => known == label,
        _ => false,
    };
    match app.detail_lines().iter().position(is_it) {
        // What the check says of an empty field stands under its label, too.
        Some(at) if !is_empty => {
            app.screens.detail.focused |= app.dialogs.is_empty();
            app.screens.detail.cursor = at;
        }
        _ => open::edit_field(app, label),
    }
}
