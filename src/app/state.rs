//! The state of the workbench: the register, the screens, what lies over them, and what is on its way to the disk.

use std::cell::Cell as Shared;
use std::collections::BTreeMap;

use crate::app::decisions::rules::Admitting;
use crate::app::detail;
use crate::app::dialogs::Dialog;
use crate::app::dialogs::trends::Trends;
use crate::app::environment::Environment;
use crate::app::guided::Guided;
use crate::app::guided::triage::Triage;
use crate::app::input::Input;
use crate::app::input::keymap::Context;
use crate::app::list::List;
use crate::app::list::spec::View;
use crate::app::notices::Notices;
use crate::app::screens::Screens;
use crate::app::screens::calendar::Calendar;
use crate::app::screens::gap::tree::{Node, Tree};
use crate::app::screens::readiness::{Blockers, SLICE};
use crate::app::screens::risks::Heatmap;
use crate::app::screens::today::Today;
use crate::app::screens::{ScreenId, controls, documents, evidence, findings, gap, incidents, objectives};
use crate::app::screens::{risks, suppliers, systems, treatment};
use crate::app::sync::Sync;
use crate::app::sync::effect::Effect;
use crate::app::sync::git_answers::want_last_changes;
use crate::app::unsaved::Unsaved;
use crate::domain::catalogue::Alias;
use crate::domain::kinds::{control, review};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;
use crate::store::save::history::History;

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

/// Where one was, to come back to.
#[derive(Debug, Default)]
pub struct Visited {
    /// Those before, the last one last.
    pub(in crate::app) back: Vec<Spot>,
    /// Those one came back from.
    pub(in crate::app) forward: Vec<Spot>,
}

/// What was edited: the history, what is not on disk, what the rules ask.
#[derive(Debug, Default)]
pub struct Edits {
    /// What can be taken back.
    pub history: History,
    /// Whether earlier runs of the program left edits that were not looked at yet; they are read when the first one is wanted.
    pub has_past: bool,
    /// What is not on disk.
    pub unsaved: Unsaved,
    /// What the rules ask about an edit.
    pub(in crate::app) admitting: Admitting,
}

/// What is made while nothing is pressed, by [`App::prepare`].
#[derive(Debug, Default)]
pub struct Postponed {
    /// Whether a filter was opened whose first word would have to wait for its search texts; [`App::prepare`] makes
    /// them while nothing is pressed.
    pub wants_texts: bool,
    /// Whether what blocks in a large register is still to be found; [`App::prepare`] does so while nothing is pressed.
    pub wants_readiness: bool,
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
    /// The screens as state, and the panes beside them.
    pub screens: Screens,
    /// What is known of the files and of git beside the register.
    pub sync: Sync,
    /// The keyboard: the bindings, and keys that begin a longer one.
    pub input: Input,
    /// What is told to the user.
    pub notices: Notices,
    /// What was edited: the history, what is not on disk, what the rules ask.
    pub edits: Edits,
    /// How the register stood at the ends of past months, once it was asked for.
    pub trends: Option<Trends>,
    /// The guided modes: sessions, the review being held, the triage since the program began.
    pub guided: Guided,
    /// What is made while nothing is pressed, by [`App::prepare`].
    pub postponed: Postponed,
    /// The terminal's size, in columns and rows.
    pub size: (u16, u16),
    pub(super) effects: Vec<Effect>,
    /// Where one was, to come back to.
    pub visited: Visited,
    pub(super) dirty: bool,
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
            screens: Screens {
                today: Today::default(),
                readiness: Blockers::default(),
                calendar,
                heatmap: Heatmap::default(),
                tree: Tree::default(),
                lists,
                detail: DetailPlace::default(),
                zoomed: false,
            },
            sync: Sync::default(),
            input: Input::default(),
            notices: Notices::default(),
            edits: Edits::default(),
            trends: None,
            guided: Guided {
                sessions: Vec::new(),
                holding: None,
                triage,
                places: BTreeMap::new(),
            },
            postponed: Postponed::default(),
            size: (80, 24),
            effects: Vec::new(),
            visited: Visited::default(),
            dirty: true,
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
        Self::list_position(screen).map(|at| &self.screens.lists[at])
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
        let list = &mut self.screens.lists[Self::list_position(screen)?];
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
        let list = &mut self.screens.lists[Self::list_position(screen)?];
        list.freshen_few(view);
        Some(run(list, view))
    }

    /// Notes that everything that follows from the register is to be computed anew, each when its screen is shown.
    pub fn refresh_all(&mut self) {
        for list in &mut self.screens.lists {
            list.outdate();
        }
        self.screens.calendar.outdated = true;
        self.screens.today.outdate();
        self.screens.readiness.outdate();
        self.outdate_holding();
        self.freshen();
        self.dirty = true;
    }

    /// Computes what the screen shown needs, if the register changed since it was computed.
    pub(super) fn freshen(&mut self) {
        if self.screen == ScreenId::Calendar {
            self.freshen_holding();
        }
        self.screens.heatmap.keep_within(self.register.method());
        if matches!(self.screen, ScreenId::Controls | ScreenId::Gap | ScreenId::Evidence) {
            want_last_changes(self);
        }
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        match self.screen {
            ScreenId::Today => self.freshen_today(),
            ScreenId::Readiness => self.freshen_readiness(),
            ScreenId::Calendar if self.screens.calendar.outdated => self.screens.calendar.refresh(view),
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
            ScreenId::Calendar => self.screens.calendar.under_cursor().map(|dated| dated.slot),
            ScreenId::Gap if self.has_tree() => match self.screens.tree.at {
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
        self.has_tree().then_some(&self.screens.tree.at)
    }

    /// Lets the tree go where the list was put.
    pub(super) fn follow_in_tree(&mut self) {
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        if let Some(at) = Self::list_position(ScreenId::Gap) {
            self.screens.tree.follow(&self.screens.lists[at], view);
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
            ScreenId::Risks if self.screens.heatmap.focused => vec![inner, Context::Everywhere],
            ScreenId::Calendar if self.screens.calendar.drag.is_some() => vec![Context::Moving, Context::Everywhere],
            ScreenId::Calendar if self.screens.calendar.month_focused => vec![inner, Context::Everywhere],
            _ if self.screens.detail.focused => vec![Context::Detail, own, Context::Everywhere],
            _ => vec![own, Context::List, Context::Everywhere],
        }
    }

    /// Tells whether [`App::prepare`] has something to do.
    pub fn has_to_prepare(&self) -> bool {
        self.postponed.wants_texts
            || self.postponed.wants_readiness
            || self.screens.today.is_counting()
            || self.sync.loading.is_none() && self.screens.lists.iter().any(List::is_outdated)
    }

    /// Does a part of what was put off until a frame was drawn: texts that a filter will look into, what blocks readiness,
    /// then the lists that no screen has shown yet, a little at a time.
    pub fn prepare(&mut self) {
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        // What is shown comes first; nobody looks into texts of rows that are not there.
        let shown = Self::list_position(self.screen).map(|at| &mut self.screens.lists[at]);
        if let Some(list) = shown.filter(|list| list.is_outdated() && self.sync.loading.is_none()) {
            list.prepare(view);
            self.postponed.wants_texts |= list.awaits_texts();
            self.dirty |= !list.is_outdated();
            return;
        }
        if self.postponed.wants_texts {
            self.postponed.wants_texts = self.prepare_filter();
            return;
        }
        if self.screens.today.is_counting() {
            self.count_on();
            return;
        }
        if self.postponed.wants_readiness {
            self.find_blockers(SLICE);
            return;
        }
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        if let Some(list) = self.screens.lists.iter_mut().find(|list| list.is_outdated()) {
            list.prepare(view);
        }
    }

    /// Does at once what was put off and is seen on the screen shown, for who waits for that and presses nothing.
    pub fn prepare_shown(&mut self) {
        self.prepare();
        while self.postponed.wants_texts || self.postponed.wants_readiness || self.screens.today.is_counting() {
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
