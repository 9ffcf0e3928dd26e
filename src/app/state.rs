//! The state of the workbench: the register, the screens, what lies over them, and what is on its way to the disk.

use std::cell::Cell as Shared;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use crate::app::decisions::rules::Admitting;
use crate::app::detail;
use crate::app::dialogs::Dialog;
use crate::app::dialogs::trends::Trends;
use crate::app::guided::review::Holding;
use crate::app::guided::session::{Place, Session};
use crate::app::guided::triage::Triage;
use crate::app::input::key::Key;
use crate::app::input::keymap::{Context, Keymap};
use crate::app::list::List;
use crate::app::list::spec::View;
use crate::app::notices::Notices;
use crate::app::screens::calendar::Calendar;
use crate::app::screens::gap::tree::{Node, Tree};
use crate::app::screens::readiness::{Blockers, SLICE};
use crate::app::screens::risks::Heatmap;
use crate::app::screens::today::Today;
use crate::app::screens::{ScreenId, controls, documents, evidence, findings, gap, incidents, objectives};
use crate::app::screens::{risks, suppliers, systems, treatment};
use crate::app::sync::since_last_visit::Since;
use crate::app::unsaved::Unsaved;
use crate::domain::catalogue::Alias;
use crate::domain::kinds::{control, review};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;
use crate::domain::search::Paths;
use crate::git::changes::LastChange;
use crate::store::load::Trouble;
use crate::store::save::history::History;

pub use crate::app::sync::effect::Effect;

/// The detail's place; it goes back to the top with another record.
#[derive(Debug, Default)]
pub struct DetailPlace {
    /// Whether it has the keyboard.
    pub focused: bool,
    /// The position among its lines.
    pub cursor: usize,
    /// The first line shown; drawing sets it.
    pub top: Shared<usize>,
    /// How many lines are shown; drawing sets it.
    pub height: Shared<usize>,
}

/// A place one can come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The screen.
    pub screen: ScreenId,
    /// The record under the cursor.
    pub slot: Option<Slot>,
}

/// What the workbench is told at its start, and whenever it changes outside.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Today, in the user's time.
    pub today: NaiveDate,
    /// Now, in the user's time.
    pub now: NaiveDateTime,
    /// Who works here, as git knows them.
    pub who: String,
    /// The branch that is checked out.
    pub branch: Option<String>,
    /// Random bytes for new ids.
    pub entropy: fn() -> [u8; 5],
}

/// The workbench.
#[derive(Debug)]
pub struct App {
    /// All records.
    pub register: Register,
    /// What is told from outside.
    pub env: Environment,
    /// The screen shown.
    pub screen: ScreenId,
    /// What lies over it, topmost last.
    pub dialogs: Vec<Dialog>,
    /// The detail's place.
    pub detail: DetailPlace,
    /// The Today screen.
    pub today: Today,
    /// What blocks conformance, stage 1 or stage 2.
    pub readiness: Blockers,
    /// What changed since the last visit.
    pub since: Since,
    /// The calendar.
    pub calendar: Calendar,
    /// The heatmap.
    pub heatmap: Heatmap,
    /// The clauses.
    pub tree: Tree,
    /// Whether the pane with the keyboard has the whole screen.
    pub zoomed: bool,
    /// Keys that begin a longer binding.
    pub pending: Vec<Key>,
    /// The bindings.
    pub keymap: Keymap,
    /// What is told to the user.
    pub notices: Notices,
    /// What can be taken back.
    pub history: History,
    /// Whether earlier sessions left edits that were not looked at yet; they are read when the first one is wanted.
    pub has_past: bool,
    /// What is not on disk.
    pub unsaved: Unsaved,
    /// What is wrong in the register's files.
    pub troubles: Vec<Trouble>,
    /// Why the register may only be read, if so.
    pub read_only: Option<String>,
    /// How many files were read so far, while loading.
    pub loading: Option<usize>,
    /// Where each record's file is, below the repository's top.
    pub paths: HashMap<Id, Arc<Path>>,
    /// Who changed an answer or control last, once [`App::want_last_changes`] was answered.
    pub last_changes: HashMap<Id, LastChange>,
    /// How the register stood at the ends of past months, once it was asked for.
    pub trends: Option<Trends>,
    /// The files of the repository, once they were listed.
    pub files: Option<Arc<Paths>>,
    /// The guided sessions in progress, at most one on each screen; the one begun last is the last.
    pub sessions: Vec<Session>,
    /// The review that is being held.
    pub holding: Option<Holding>,
    /// What was decided since the program began.
    pub triage: Triage,
    /// Where the last session of each kind was left, by the name of the kind of record it walks.
    pub places: BTreeMap<String, Place>,
    /// Whether a filter was opened whose first word would have to wait for its search texts; [`App::prepare`] makes
    /// them while nothing is pressed.
    pub wants_texts: bool,
    /// Whether what blocks in a large register is still to be found; [`App::prepare`] does so while nothing is pressed.
    pub wants_readiness: bool,
    /// The terminal's size, in columns and rows.
    pub size: (u16, u16),
    pub(super) lists: [List; 11],
    pub(super) effects: Vec<Effect>,
    pub(super) back: Vec<Spot>,
    pub(super) forward: Vec<Spot>,
    pub(super) asked_changes: bool,
    pub(super) readings: u64,
    pub(super) dirty: bool,
    pub(super) admitting: Admitting,
}

impl App {
    /// Returns the workbench on a register.
    pub fn new(register: Register, env: Environment) -> Self {
        let lists = [
            List::new(&systems::SPEC),
            List::new(&risks::SPEC),
            List::new(&treatment::SPEC),
            List::new(&controls::SPEC),
            List::new(&gap::SPEC),
            List::new(&evidence::SPEC),
            List::new(&documents::SPEC),
            List::new(&findings::SPEC),
            List::new(&incidents::SPEC),
            List::new(&suppliers::SPEC),
            List::new(&objectives::SPEC),
        ];
        let calendar = Calendar::new(env.today);
        let triage = Triage::new(env.now);
        let mut app = Self {
            register,
            env,
            screen: ScreenId::Today,
            dialogs: Vec::new(),
            detail: DetailPlace::default(),
            today: Today::default(),
            readiness: Blockers::default(),
            since: Since::default(),
            calendar,
            heatmap: Heatmap::default(),
            tree: Tree::default(),
            zoomed: false,
            pending: Vec::new(),
            keymap: Keymap::default(),
            notices: Notices::default(),
            history: History::default(),
            has_past: false,
            unsaved: Unsaved::default(),
            troubles: Vec::new(),
            read_only: None,
            loading: None,
            paths: HashMap::new(),
            last_changes: HashMap::new(),
            trends: None,
            files: None,
            sessions: Vec::new(),
            holding: None,
            triage,
            places: BTreeMap::new(),
            wants_texts: false,
            wants_readiness: false,
            size: (80, 24),
            lists,
            effects: Vec::new(),
            back: Vec::new(),
            forward: Vec::new(),
            asked_changes: false,
            readings: 0,
            dirty: true,
            admitting: Admitting::default(),
        };
        app.refresh_all();
        app
    }

    /// Returns what lists are computed from.
    pub fn view(&self) -> View<'_> {
        View {
            register: &self.register,
            today: self.env.today,
        }
    }

    /// Returns the list of a screen, where it has one.
    pub fn list(&self, screen: ScreenId) -> Option<&List> {
        Self::list_position(screen).map(|at| &self.lists[at])
    }

    pub(super) fn list_position(screen: ScreenId) -> Option<usize> {
        Some(match screen {
            ScreenId::Systems => 0,
            ScreenId::Risks => 1,
            ScreenId::Treatment => 2,
            ScreenId::Controls => 3,
            ScreenId::Gap => 4,
            ScreenId::Evidence => 5,
            ScreenId::Documents => 6,
            ScreenId::Findings => 7,
            ScreenId::Incidents => 8,
            ScreenId::Suppliers => 9,
            ScreenId::Objectives => 10,
            ScreenId::Today | ScreenId::Calendar | ScreenId::Readiness => return None,
        })
    }

    /// Runs something on a screen's list together with what lists are computed from.
    pub(super) fn with_list<T>(&mut self, screen: ScreenId, run: impl FnOnce(&mut List, View<'_>) -> T) -> Option<T> {
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        let list = &mut self.lists[Self::list_position(screen)?];
        list.freshen(view);
        Some(run(list, view))
    }

    /// The same with the rows as they are shown: of very many records that may be those of before, until
    /// [`App::prepare`] has made them anew.
    pub(super) fn with_rows<T>(&mut self, screen: ScreenId, run: impl FnOnce(&mut List, View<'_>) -> T) -> Option<T> {
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        let list = &mut self.lists[Self::list_position(screen)?];
        list.freshen_few(view);
        Some(run(list, view))
    }

    /// Notes that everything that follows from the register is to be computed anew, each when its screen is shown.
    pub fn refresh_all(&mut self) {
        for list in &mut self.lists {
            list.outdate();
        }
        self.calendar.outdated = true;
        self.today.outdate();
        self.readiness.outdate();
        self.outdate_holding();
        self.freshen();
        self.dirty = true;
    }

    /// Computes what the screen shown needs, if the register changed since it was computed.
    pub(super) fn freshen(&mut self) {
        if self.screen == ScreenId::Calendar {
            self.freshen_holding();
        }
        self.heatmap.keep_within(self.register.method());
        if matches!(self.screen, ScreenId::Controls | ScreenId::Gap | ScreenId::Evidence) {
            self.want_last_changes();
        }
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        match self.screen {
            ScreenId::Today => self.freshen_today(),
            ScreenId::Readiness => self.freshen_readiness(),
            ScreenId::Calendar if self.calendar.outdated => self.calendar.refresh(view),
            screen => {
                self.with_rows(screen, |_, _| ());
            }
        }
    }

    /// Returns the place of the record that the keyboard is about.
    pub fn selected(&self) -> Option<Slot> {
        if let Some(Dialog::Record(id)) = self.dialogs.last() {
            return self.register.slot(id.as_str());
        }
        if let Some(session) = self.session() {
            return self.register.slot(session.current().as_str());
        }
        if let Some(holding) = self.holding() {
            return self.register.slot(holding.review.as_str());
        }
        match self.screen {
            ScreenId::Calendar => self.calendar.under_cursor().map(|dated| dated.slot),
            ScreenId::Gap if self.has_tree() => match self.tree.at {
                Node::Question(slot) => Some(slot),
                _ => None,
            },
            screen => self.list(screen).and_then(List::selected),
        }
    }

    /// Returns the record that the keyboard is about.
    pub fn record(&self) -> Option<&Record> {
        self.selected().and_then(|slot| self.register.at(slot))
    }

    /// Returns the places of the records that a decision applies to.
    pub fn targets(&self) -> Vec<Slot> {
        match self.dialogs.last() {
            None => match self.list(self.screen) {
                Some(list) if self.session().is_none() => match self.node() {
                    Some(node) if list.marked() == 0 => Tree::members(node, list, self.view()),
                    _ => list.targets(),
                },
                _ => self.selected().into_iter().collect(),
            },
            Some(_) => self.selected().into_iter().collect(),
        }
    }

    /// Tells whether the clauses are shown as a tree, not as rows sorted by a column.
    pub fn has_tree(&self) -> bool {
        self.screen == ScreenId::Gap && self.list(ScreenId::Gap).is_some_and(|list| list.sort.is_none())
    }

    /// Returns the line of the tree under the cursor, while the tree is shown.
    pub fn node(&self) -> Option<&Node> {
        self.has_tree().then_some(&self.tree.at)
    }

    /// Lets the tree go where the list was put.
    pub(super) fn follow_in_tree(&mut self) {
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        if let Some(at) = Self::list_position(ScreenId::Gap) {
            self.tree.follow(&self.lists[at], view);
        }
    }

    /// Returns the term of elsewhere that a filter without a hit means, and where that is here.
    pub fn alias_of_filter(&self) -> Option<&Alias> {
        let list = self.list(self.screen).filter(|list| list.rows().is_empty())?;
        self.register.catalogue().alias(list.filter())
    }

    /// Returns the lines of the detail of the record that the keyboard is about.
    pub fn detail_lines(&self) -> Vec<detail::Line> {
        self.record()
            .map(|record| detail::lines(self.view(), record))
            .unwrap_or_default()
    }

    /// Returns where keys are looked up, the narrowest place first.
    pub fn contexts(&self) -> Vec<Context> {
        if matches!(self.dialogs.last(), Some(Dialog::Record(_))) {
            let is_review = self.record().is_some_and(|record| record.is(&review::KIND));
            return if is_review {
                vec![Context::Detail, Context::Review, Context::Everywhere]
            } else {
                vec![Context::Detail, Context::Everywhere]
            };
        }
        if self.holding().is_some() {
            return vec![Context::Holding, Context::Everywhere];
        }
        if let Some(session) = self.session() {
            let narrow = if session.walks(&control::KIND) {
                Context::Judgement
            } else {
                Context::Question
            };
            return vec![narrow, Context::Session, Context::Everywhere];
        }
        let (own, inner) = match self.screen {
            ScreenId::Today => return vec![Context::Today, Context::Everywhere],
            ScreenId::Readiness => return vec![Context::Readiness, Context::Everywhere],
            ScreenId::Systems => (Context::Systems, Context::Systems),
            ScreenId::Risks => (Context::Risks, Context::Heatmap),
            ScreenId::Treatment => (Context::Treatment, Context::Treatment),
            ScreenId::Controls => (Context::Controls, Context::Controls),
            ScreenId::Gap => (Context::Gap, Context::Gap),
            ScreenId::Calendar => (Context::Calendar, Context::Month),
            ScreenId::Evidence => (Context::Evidence, Context::Evidence),
            ScreenId::Documents => (Context::Documents, Context::Documents),
            ScreenId::Findings => (Context::Findings, Context::Findings),
            ScreenId::Incidents => (Context::Incidents, Context::Incidents),
            ScreenId::Suppliers => (Context::Suppliers, Context::Suppliers),
            ScreenId::Objectives => (Context::Objectives, Context::Objectives),
        };
        match self.screen {
            ScreenId::Risks if self.heatmap.focused => vec![inner, Context::Everywhere],
            ScreenId::Calendar if self.calendar.drag.is_some() => vec![Context::Moving, Context::Everywhere],
            ScreenId::Calendar if self.calendar.month_focused => vec![inner, Context::Everywhere],
            _ if self.detail.focused => vec![Context::Detail, own, Context::Everywhere],
            _ => vec![own, Context::List, Context::Everywhere],
        }
    }

    /// Tells whether [`App::prepare`] has something to do.
    pub fn has_to_prepare(&self) -> bool {
        self.wants_texts
            || self.wants_readiness
            || self.today.is_counting()
            || self.loading.is_none() && self.lists.iter().any(List::is_outdated)
    }

    /// Does a part of what was put off until a frame was drawn: texts that a filter will look into, what blocks readiness,
    /// then the lists that no screen has shown yet, a little at a time.
    pub fn prepare(&mut self) {
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        // What is shown comes first; nobody looks into texts of rows that are not there.
        let shown = Self::list_position(self.screen).map(|at| &mut self.lists[at]);
        if let Some(list) = shown.filter(|list| list.is_outdated() && self.loading.is_none()) {
            list.prepare(view);
            self.wants_texts |= list.awaits_texts();
            self.dirty |= !list.is_outdated();
            return;
        }
        if self.wants_texts {
            self.wants_texts = self.prepare_filter();
            return;
        }
        if self.today.is_counting() {
            self.count_on();
            return;
        }
        if self.wants_readiness {
            self.find_blockers(SLICE);
            return;
        }
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        if let Some(list) = self.lists.iter_mut().find(|list| list.is_outdated()) {
            list.prepare(view);
        }
    }

    /// Does at once what was put off and is seen on the screen shown, for who waits for that and presses nothing.
    pub fn prepare_shown(&mut self) {
        self.prepare();
        while self.wants_texts || self.wants_readiness || self.today.is_counting() {
            self.prepare();
        }
    }

    /// Tells whether something changed since the last drawing, and forgets it.
    pub fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    /// Tells whether something changed since the last drawing.
    pub fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// Returns what the outside must do, once.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }
}
