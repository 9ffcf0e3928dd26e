//! Starting, walking through and leaving a guided session.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::dialogs::picker::{Entry, Picker, Target};
use crate::app::dialogs::{Dialog, Then};
use crate::app::environment::key::Key;
use crate::app::guided::session::{Place, Scope, Session, is_open, summary};
use crate::app::screens;
use crate::app::state::App;
use crate::app::sync::git_answers::want_last_changes;
use crate::domain::kinds::{answer, control};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Edit;
use crate::domain::register::index::Slot;

impl App {
    /// Returns the session, while the screen it fills is shown.
    pub fn session(&self) -> Option<&Session> {
        self.guided.sessions.iter().find(|session| session.home == self.screen)
    }

    /// Runs something on the session shown.
    pub(in crate::app) fn session_mut(&mut self) -> Option<&mut Session> {
        self.guided
            .sessions
            .iter_mut()
            .find(|session| session.home == self.screen)
    }

    /// Returns the session that what is done now belongs to: the one shown, else the one begun last.
    pub(in crate::app) fn session_worked_on(&mut self) -> Option<&mut Session> {
        let shown = self
            .guided
            .sessions
            .iter()
            .position(|session| session.home == self.screen);
        let at = shown.or(self.guided.sessions.len().checked_sub(1))?;
        self.guided.sessions.get_mut(at)
    }

    /// Returns where the session of each kind stands, for the next sitting: the one in progress, else the one left last.
    pub fn session_places(&self) -> BTreeMap<String, Place> {
        let mut places = self.guided.places.clone();
        let open = self.guided.sessions.iter().map(Session::place);
        places.extend(open.map(|place| (place.scope.kind.clone(), place)));
        places
    }

    /// Begins a session on what the list shows: at a record, else where it was left, else at the first open question.
    pub(in crate::app) fn begin_session(&mut self, at: Option<Slot>) {
        let Some(list) = self.list(self.screen) else { return };
        let marked = if list.marked() > 0 { list.targets() } else { Vec::new() };
        let name = |slot: Slot| self.register.at(slot).map(|record| record.id().clone());
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
            self.refuse("Nothing is shown that could be walked; esc takes the filter back.");
            return;
        }
        let mut session = Session::new(self.screen, scope, queue, &self.register, self.env.now);
        let is_same = |place: &&Place| place.scope == session.scope;
        let place = self.guided.places.get(&session.scope.kind).filter(is_same).cloned();
        if let Some(place) = &place {
            session.resume(place, &self.register);
        }
        let here = at.and_then(name).and_then(|id| session.position(id.as_str()));
        session.at = here.unwrap_or(session.at);
        let is_resumed = place.is_some() && here.is_none();
        // At most one is open on a screen; one on another screen stays where it is.
        self.guided.sessions.retain(|other| other.home != session.home);
        self.guided.sessions.push(session);
        want_last_changes(self);
        self.question_shown();
        if is_resumed {
            self.tell("The session goes on at the next open question.");
        }
    }

    /// Begins or resumes the session; asks when another one was left.
    pub(in crate::app) fn walk(&mut self) {
        let Some(list) = self.list(self.screen) else {
            self.refuse("Sessions are held on Gap (6) and Controls (5).");
            return;
        };
        let kind = list.spec.kind.name;
        if kind != answer::KIND.name && kind != control::KIND.name {
            self.refuse("Sessions are held on Gap (6) and Controls (5).");
            return;
        }
        let plain = list.filter().is_empty() && list.marked() == 0;
        match self.guided.places.get(kind) {
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
                    (Key::char('w'), "walk everything".to_owned(), Then::WalkAll),
                ];
                self.confirm("Session", text, choices);
            }
            _ => self.begin_session(None),
        }
    }

    /// Offers the session that was cut off.
    pub(in crate::app) fn offer_session(&mut self, place: Place) {
        let text = format!("A session over {} was cut off at {}.", place.scope.describe(), place.at);
        let kind = place.scope.kind.clone();
        self.guided.places.insert(kind.clone(), place);
        let choices = vec![(Key::char('o'), "go on with it".to_owned(), Then::ResumeSession(kind))];
        self.confirm("Session", text, choices);
    }

    /// Goes on with the session over a kind of record that was left last, with its own limits.
    pub(in crate::app) fn resume_session(&mut self, kind: &str) {
        let Some(place) = self.guided.places.get(kind).cloned() else {
            return;
        };
        let kind = self.register.kind(kind);
        let Some(screen) = kind.and_then(|kind| screens::of_kind(self.screens.table, kind)) else {
            return;
        };
        self.show(screen);
        let marked: Vec<_> = place
            .scope
            .marked
            .iter()
            .filter_map(|id| self.register.slot(id))
            .collect();
        self.with_list(screen, |list, view| {
            list.set_filter(view, &place.scope.filter);
            list.mark_only(&marked);
        });
        self.begin_session(None);
    }

    /// Returns who changed what is said about the question last and when, as far as is known.
    pub fn last_said(&self) -> Option<String> {
        let session = self.session()?;
        let record = self.register.get(session.current().as_str())?;
        if session.sitting.has_changed(record.id()) {
            return Some("changed in this sitting".to_owned());
        }
        if let Some(last) = self.sync.last_changes.get(record.id()) {
            return Some(format!("{}, {}", last.who, last.day));
        }
        None
    }

    /// Moves by questions.
    pub(in crate::app) fn step_questions(&mut self, by: isize) {
        let Some(session) = self.session_mut() else { return };
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
            self.question_shown();
        } else {
            self.tell("This is the first question.");
        }
    }

    /// Puts the question off and goes to the next open one.
    pub(in crate::app) fn skip_question(&mut self) {
        let Some(session) = self.session_mut() else { return };
        let id = session.current().clone();
        let slot = self.register.slot(id.as_str());
        if let Some(session) = self.session_mut() {
            session.skipped.insert(id);
        }
        self.go_on();
        self.note_skip(slot.into_iter().collect());
    }

    /// Notes an answer, whether or not it is another one than before, and moves on.
    pub(in crate::app) fn question_answered(&mut self) {
        let Some(session) = self.session_mut() else { return };
        session.given += 1;
        let id = session.current().clone();
        session.skipped.remove(&id);
        self.go_on();
    }

    /// Goes to the next open question; where all are answered, to the next one.
    fn go_on(&mut self) {
        let Some(session) = self
            .guided
            .sessions
            .iter_mut()
            .find(|session| session.home == self.screen)
        else {
            return;
        };
        let next = (session.at + 1) % session.queue.len();
        match session.next_open(&self.register, next) {
            Some(to) => session.go(to),
            None if session.skipped.is_empty() => {
                let last = session.at + 1 == session.queue.len();
                session.go(session.at + 1);
                if last {
                    self.tell("That was the last question; esc shows what this sitting changed.");
                }
            }
            None => {
                let count = session.skipped.len();
                session.skipped.clear();
                if let Some(to) = session.next_open(&self.register, next) {
                    session.go(to);
                }
                self.tell(format!("Only what was skipped is open still: {count}."));
            }
        }
        self.question_shown();
    }

    /// Brings the list's cursor to the question and its texts back to their top.
    pub(in crate::app) fn question_shown(&mut self) {
        self.screens.leave_detail();
        if let Some(slot) = self.selected() {
            self.with_list(self.screen, |list, _| list.select(slot));
        }
        self.dirty = true;
    }

    /// Scrolls what helps to answer by half its height.
    pub(in crate::app) fn scroll_aids(&self, by: isize) {
        let half = (self.screens.detail.height.get() / 2).max(1) as isize;
        self.screens
            .detail
            .top
            .set(self.screens.detail.top.get().saturating_add_signed(by * half));
    }

    /// Goes to a question of the session shown, if it is one of its own.
    pub(in crate::app) fn go_to_question(&mut self, id: &Id) -> bool {
        let Some(session) = self.session_mut() else {
            return false;
        };
        let Some(at) = session.position(id.as_str()) else {
            return false;
        };
        session.go(at);
        self.question_shown();
        true
    }

    /// Takes an edit into the sitting.
    pub(in crate::app) fn note_in_sitting(&mut self, made: &Edit) {
        self.guided.triage.sitting.take(made);
        if let Some(session) = self.session_worked_on() {
            session.sitting.take(made);
        }
    }

    /// Lets the user choose the clause or domain to go to; its first open question, else its first, is shown.
    pub(in crate::app) fn choose_clause(&mut self) {
        let Some(session) = self.session() else { return };
        let catalogue = self.register.catalogue();
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen = BTreeSet::new();
        for record in session.records(&self.register) {
            let part = part_of(record);
            if !seen.insert(part.clone()) {
                continue;
            }
            let of_part = || session.records(&self.register).filter(|other| part_of(other) == part);
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
        self.dialogs.push(Dialog::Picker(Box::new(picker)));
    }

    /// Leaves the session, keeps its place, and shows what the sitting changed.
    pub(in crate::app) fn leave_session(&mut self) {
        let Some(at) = self
            .guided
            .sessions
            .iter()
            .position(|session| session.home == self.screen)
        else {
            return;
        };
        let session = self.guided.sessions.remove(at);
        let place = Place {
            cut: false,
            ..session.place()
        };
        self.guided.places.insert(place.scope.kind.clone(), place);
        self.with_list(self.screen, |list, _| list.clear_marks());
        self.question_shown();
        if session.given == 0 && session.sitting.is_empty(&self.register) {
            self.tell("The session is left; nothing was changed.");
            return;
        }
        let told = summary::of(&session, &self.register, &self.env);
        self.dialogs.push(Dialog::Text(told.page()));
    }
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
