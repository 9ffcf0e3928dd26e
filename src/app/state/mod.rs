//! [`App`], the frame in which all parts of the workbench meet: what it holds, and how a key, a message or a dialog's
//! outcome reaches the part that it is for.

pub mod dispatch;
pub mod filter_line;
pub mod message;
pub mod navigate;
pub(in crate::app) mod outcome;
pub mod run;

use std::cell::Cell as Shared;
use std::collections::BTreeMap;

use crate::app::decisions::rules::attempt::Admitting;
use crate::app::detail;
use crate::app::dialogs::Dialog;
use crate::app::dialogs::trends::Trends;
use crate::app::environment::Environment;
use crate::app::environment::effect::Effect;
use crate::app::guided::Guided;
use crate::app::guided::review::keys as holding;
use crate::app::guided::session;
use crate::app::guided::triage::Triage;
use crate::app::input::Input;
use crate::app::input::keymap::{self, Context, Keymap};
use crate::app::list::List;
use crate::app::list::spec::View;
use crate::app::notices::Notices;
use crate::app::screens::gap::tree::{Node, Tree};
use crate::app::screens::readiness::SLICE;
use crate::app::screens::{self, SCREENS, Screen, Screens, Table, calendar, gap, readiness, risks, today};
use crate::app::sync::Sync;
use crate::app::sync::git_answers::want_last_changes;
use crate::app::unsaved::Unsaved;
use crate::domain::catalogue::Alias;
use crate::domain::kinds::{assessment, control, review};
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
    pub screen: &'static Screen,
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
    pub screen: &'static Screen,
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
    pub(in crate::app) effects: Vec<Effect>,
    /// Where one was, to come back to.
    pub visited: Visited,
    pub(in crate::app) dirty: bool,
}

impl App {
    /// Returns the workbench on a register.
    pub fn new(register: Register, env: Environment) -> Self {
        Self::with_screens(register, env, SCREENS)
    }

    /// Returns the workbench on a register, with the screens of a table.
    pub fn with_screens(register: Register, env: Environment, table: Table) -> Self {
        let triage = Triage::new(env.now);
        let mut app = Self {
            register,
            screen: table[0],
            dialogs: Vec::new(),
            screens: Screens::new(table, env.today),
            env,
            sync: Sync::default(),
            input: Input {
                pending: Vec::new(),
                keymap: Keymap::of(table),
            },
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
    pub fn list(&self, screen: &Screen) -> Option<&List> {
        self.screens.list(screen)
    }

    /// Runs something on a screen's list together with what lists are computed from.
    pub(in crate::app) fn with_list<T>(
        &mut self,
        screen: &Screen,
        run: impl FnOnce(&mut List, View<'_>) -> T,
    ) -> Option<T> {
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        let list = self.screens.list_mut(screen)?;
        list.freshen(view);
        Some(run(list, view))
    }

    /// The same with the rows as they are shown: of very many records that may be those of before, until
    /// [`App::prepare`] has made them anew.
    pub(in crate::app) fn with_rows<T>(
        &mut self,
        screen: &Screen,
        run: impl FnOnce(&mut List, View<'_>) -> T,
    ) -> Option<T> {
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        let list = self.screens.list_mut(screen)?;
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
    pub(in crate::app) fn freshen(&mut self) {
        if self.screen.is(&screens::calendar::SCREEN) {
            self.freshen_holding();
        }
        self.screens.heatmap.keep_within(self.register.method());
        if self.screen.shows_changes {
            want_last_changes(self);
        }
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        match self.screen {
            screen if screen.is(&today::SCREEN) => self.freshen_today(),
            screen if screen.is(&readiness::SCREEN) => self.freshen_readiness(),
            screen if screen.is(&calendar::SCREEN) && self.screens.calendar.outdated => {
                self.screens.calendar.refresh(view);
            }
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
            screen if screen.is(&calendar::SCREEN) => self.screens.calendar.under_cursor().map(|dated| dated.slot),
            _ if self.has_tree() => match self.screens.tree.at {
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
        self.screen.is(&screens::gap::SCREEN)
            && self.list(&screens::gap::SCREEN).is_some_and(|list| list.sort.is_none())
    }

    /// Returns the line of the tree under the cursor, while the tree is shown.
    pub fn node(&self) -> Option<&Node> {
        self.has_tree().then_some(&self.screens.tree.at)
    }

    /// Lets the tree go where the list was put.
    pub(in crate::app) fn follow_in_tree(&mut self) {
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        let mut tree = std::mem::take(&mut self.screens.tree);
        if let Some(list) = self.screens.list(&gap::SCREEN) {
            tree.follow(list, view);
        }
        self.screens.tree = tree;
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
            let is = |kind| self.record().is_some_and(|record| record.is(kind));
            let narrow = match () {
                () if is(&review::KIND) => holding::AT_REVIEW,
                () if is(&assessment::KIND) => keymap::ASSESSMENT,
                () => keymap::RECORD,
            };
            return vec![narrow, keymap::DETAIL, keymap::EVERYWHERE];
        }
        if self.holding().is_some() {
            return vec![holding::HOLDING, keymap::EVERYWHERE];
        }
        if let Some(session) = self.session() {
            let narrow = if session.walks(&control::KIND) {
                session::JUDGEMENT
            } else {
                session::QUESTION
            };
            return vec![narrow, session::SESSION, keymap::EVERYWHERE];
        }
        let own = self.screen.context();
        if let Some(inner) = self.inner_context() {
            vec![inner, keymap::EVERYWHERE]
        } else if self.screens.detail.focused {
            let detail = Context {
                title: "in the detail of",
                keys: self.screen.detail,
            };
            vec![detail, keymap::DETAIL, own, keymap::EVERYWHERE]
        } else {
            vec![own, keymap::LIST, keymap::EVERYWHERE]
        }
    }

    fn inner_context(&self) -> Option<Context> {
        match self.screen {
            screen if screen.is(&today::SCREEN) || screen.is(&readiness::SCREEN) => Some(screen.context()),
            screen if screen.is(&risks::SCREEN) && self.screens.heatmap.focused => Some(risks::HEATMAP),
            screen if screen.is(&calendar::SCREEN) && self.screens.calendar.drag.is_some() => Some(calendar::MOVING),
            screen if screen.is(&calendar::SCREEN) && self.screens.calendar.month_focused => Some(calendar::MONTH),
            _ => None,
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
        let shown = self.screens.list_mut(self.screen);
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
