//! Starting, going through and leaving a guided session.

use std::collections::BTreeSet;

use crate::app::dialogs::picker::{Entry, Picker};
use crate::app::environment::key::Key;
use crate::app::guided::session::{Place, Scope, Session, is_open, summary};
use crate::app::guided::triage::skips;
use crate::app::input::screen;
use crate::app::state::App;
use crate::app::state::outcome::{Target, Then};
use crate::domain::kinds::{answer, control};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::index::Slot;

/// Begins a session on what the list shows: at a record, else where it was left, else at the first open question.
pub(in crate::app) fn begin(app: &mut App, at: Option<Slot>) {
    let Some(list) = app.list(app.screen) else { return };
    let marked = if list.marked() > 0 { list.targets() } else { Vec::new() };
    let name = |slot: Slot| app.register.at(slot).map(|record| record.id().clone());
    let scope = Scope {
        kind: list.spec.kind.name.to_owned(),
        filter: list.filter().trim().to_owned(),
        marked: marked
            .iter()
            .copied()
            .filter_map(name)
            .map(|id| id.to_string())
            .collect(),
    };
    let queue: Vec<Id> = if marked.is_empty() { list.rows() } else { &marked }
        .iter()
        .copied()
        .filter_map(name)
        .collect();
    if queue.is_empty() {
        app.refuse("The list is empty, so there is nothing to go through; :back clears the filter.");
        return;
    }
    let mut session = Session::new(app.screen, scope, queue, &app.register, app.env.now);
    let is_same = |place: &&Place| place.scope == session.scope;
    let place = app.guided.left.get(&session.scope.kind).filter(is_same).cloned();
    if let Some(place) = &place {
        session.resume(place, &app.register);
    }
    let here = at.and_then(name).and_then(|id| session.position(id.as_str()));
    session.at = here.unwrap_or(session.at);
    let is_resumed = place.is_some() && here.is_none();
    // At most one is open on a screen; one on another screen stays where it is.
    app.guided.sessions.retain(|other| other.home != session.home);
    app.guided.sessions.push(session);
    app.effects.extend(app.sync.want_last_changes(&app.register));
    shown(app);
    if is_resumed {
        app.tell("The session goes on at the next open question.");
    }
}

/// Begins or resumes the session; asks when another one was left.
pub(in crate::app) fn begin_session(app: &mut App) {
    let Some(list) = app.list(app.screen) else {
        app.refuse("Sessions are held on Gap (6) and Controls (5).");
        return;
    };
    let kind = list.spec.kind.name;
    if kind != answer::KIND.name && kind != control::KIND.name {
        app.refuse("Sessions are held on Gap (6) and Controls (5).");
        return;
    }
    let plain = list.filter().is_empty() && list.marked() == 0;
    match app.guided.left.get(kind) {
        Some(place) if plain && !place.scope.is_whole() => {
            let text = format!(
                "A session limited to {} was left at {}.",
                place.scope.describe(),
                place.at
            );
            let choices = vec![
                (
                    Key::char('r'),
                    "go on with it".to_owned(),
                    Then::ResumeSession(kind.to_owned()),
                ),
                (Key::char('w'), "go through everything".to_owned(), Then::BeginOverAll),
            ];
            app.confirm("Session", text, choices);
        }
        _ => begin(app, None),
    }
}

/// Offers the session that was cut off.
pub(in crate::app) fn offer(app: &mut App, place: Place) {
    let text = format!("A session over {} was cut off at {}.", place.scope.describe(), place.at);
    let kind = place.scope.kind.clone();
    app.guided.left.insert(kind.clone(), place);
    let choices = vec![(Key::char('o'), "go on with it".to_owned(), Then::ResumeSession(kind))];
    app.confirm("Session", text, choices);
}

/// Goes on with the session over a kind of record that was left last, with its own limits.
pub(in crate::app) fn resume(app: &mut App, kind: &str) {
    let Some(place) = app.guided.left.get(kind).cloned() else {
        return;
    };
    let kind = app.register.kind(kind);
    let Some(screen) = kind.and_then(|kind| screen::of_kind(app.screens.table, kind)) else {
        return;
    };
    app.show(screen);
    let marked: Vec<_> = place
        .scope
        .marked
        .iter()
        .filter_map(|id| app.register.slot(id))
        .collect();
    app.with_list(screen, |list, view| {
        list.set_filter(view, &place.scope.filter);
        list.mark_only(&marked);
    });
    begin(app, None);
}

/// Returns who changed what is said about the question last and when, as far as is known.
pub fn last_change(app: &App) -> Option<String> {
    let session = app.guided.session(app.screen)?;
    let record = app.register.get(session.current().as_str())?;
    if session.sitting.has_changed(record.id()) {
        return Some("changed in this session".to_owned());
    }
    if let Some(last) = app.sync.last_changes.get(record.id()) {
        return Some(format!("{}, {}", last.who, last.day));
    }
    None
}

/// Moves by questions.
pub(in crate::app) fn step(app: &mut App, by: isize) {
    let Some(session) = app.guided.session_mut(app.screen) else {
        return;
    };
    let moved = match by {
        -1 => session.back(),
        _ => {
            let last = session.queue.len() - 1;
            let to = session.at.saturating_add_signed(by).min(last);
            session.go(to);
            true
        }
    };
    if moved {
        shown(app);
    } else {
        app.tell("This is the first question.");
    }
}

/// Puts the question off and goes to the next open one.
pub(in crate::app) fn skip(app: &mut App) {
    let Some(session) = app.guided.session_mut(app.screen) else {
        return;
    };
    let id = session.current().clone();
    let slot = app.register.slot(id.as_str());
    session.skipped.insert(id);
    go_on(app);
    skips::note_skip(app, slot.into_iter().collect());
}

/// Notes an answer, whether or not it is another one than before, and moves on.
pub(in crate::app) fn answered(app: &mut App) {
    let Some(session) = app.guided.session_mut(app.screen) else {
        return;
    };
    session.given += 1;
    let id = session.current().clone();
    session.skipped.remove(&id);
    go_on(app);
}

/// Goes to the next open question; where all are answered, to the next one.
fn go_on(app: &mut App) {
    let Some(session) = app.guided.session_mut(app.screen) else {
        return;
    };
    let next = (session.at + 1) % session.queue.len();
    match session.next_open(&app.register, next) {
        Some(to) => session.go(to),
        None if session.skipped.is_empty() => {
            let last = session.at + 1 == session.queue.len();
            session.go(session.at + 1);
            if last {
                app.tell("That was the last question; :back shows what this session changed.");
            }
        }
        None => {
            let count = session.skipped.len();
            session.skipped.clear();
            if let Some(to) = session.next_open(&app.register, next) {
                session.go(to);
            }
            app.tell(format!("Only what was skipped is open still: {count}."));
        }
    }
    shown(app);
}

/// Brings the list's cursor to the question and its texts back to their top.
pub(in crate::app) fn shown(app: &mut App) {
    app.screens.leave_detail();
    if let Some(slot) = app.selected() {
        app.with_list(app.screen, |list, _| list.select(slot));
    }
    app.dirty = true;
}

/// Scrolls what helps to answer by half its height.
pub(in crate::app) fn scroll_aids(app: &App, by: isize) {
    let half = (app.screens.detail.height.get() / 2).max(1) as isize;
    app.screens
        .detail
        .top
        .set(app.screens.detail.top.get().saturating_add_signed(by * half));
}

/// Goes to a question of the session shown, if it is one of its own.
pub(in crate::app) fn go_to(app: &mut App, id: &Id) -> bool {
    let Some(session) = app.guided.session_mut(app.screen) else {
        return false;
    };
    let Some(at) = session.position(id.as_str()) else {
        return false;
    };
    session.go(at);
    shown(app);
    true
}

/// Lets the user choose the clause or domain to go to; its first open question, else its first, is shown.
pub(in crate::app) fn choose_clause(app: &mut App) {
    let Some(session) = app.guided.session(app.screen) else {
        return;
    };
    let catalogue = app.register.catalogue();
    let mut entries: Vec<Entry> = Vec::new();
    let mut seen = BTreeSet::new();
    for record in session.records(&app.register) {
        let part = part_of(record);
        if !seen.insert(part.clone()) {
            continue;
        }
        let of_part = || session.records(&app.register).filter(|other| part_of(other) == part);
        let open = of_part().filter(|other| is_open(other)).count();
        let first = of_part().find(|other| is_open(other)).unwrap_or(record);
        let text = catalogue.title(&part).unwrap_or("Own controls").to_owned();
        let note = match open {
            0 => "all answered".to_owned(),
            open => format!("{open} open of {}", of_part().count()),
        };
        entries.push(Entry {
            target: Target::Question(first.id().clone()),
            lead: part.clone(),
            text,
            note,
            refused: None,
        });
    }
    let picker = Picker::new("Go to", entries);
    app.dialogs.push(picker);
}

/// Leaves the session, keeps its place, and shows what the sitting changed.
pub(in crate::app) fn leave(app: &mut App) {
    let Some(at) = app
        .guided
        .sessions
        .iter()
        .position(|session| session.home == app.screen)
    else {
        return;
    };
    let session = app.guided.sessions.remove(at);
    let place = Place {
        cut: false,
        ..session.place()
    };
    app.guided.left.insert(place.scope.kind.clone(), place);
    app.with_list(app.screen, |list, _| list.clear_marks());
    shown(app);
    if session.given == 0 && session.sitting.is_empty(&app.register) {
        app.tell("The session is left; nothing was changed.");
        return;
    }
    let summary = summary::of(&session, &app.register, &app.env);
    app.dialogs.push(summary.page());
}

/// Returns the clause of a question, or the domain of a control.
fn part_of(record: &Record) -> String {
    if record.is(&answer::KIND) {
        return answer::clause_of(record).to_owned();
    }
    let id = record.id().as_str();
    match id.split('.').collect::<Vec<_>>().as_slice() {
        ["A", domain, ..] => format!("A.{domain}"),
        _ => id.split('-').next().unwrap_or(id).to_owned(),
    }
}

impl Scope {
    /// Tells whether nothing limits it.
    pub fn is_whole(&self) -> bool {
        self.filter.is_empty() && self.marked.is_empty()
    }

    /// Returns what it covers, in a few words.
    pub fn describe(&self) -> String {
        if !self.marked.is_empty() {
            format!("{} marked", self.marked.len())
        } else if !self.filter.is_empty() {
            self.filter.clone()
        } else if self.kind == control::KIND.name {
            "all controls".to_owned()
        } else {
            "clauses 4-10".to_owned()
        }
    }
}
