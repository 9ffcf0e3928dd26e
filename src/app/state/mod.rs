//! [`App`], the frame in which all parts of the workbench meet: what it holds, and how a key, a message or a dialog's
//! outcome reaches the part that it is for.

pub mod commands;
pub mod contexts;
pub mod decisions;
pub mod dialogs;
pub mod dispatch;
pub mod message;
pub mod navigate;
pub mod outcome;
pub mod palette;
pub mod parts;
pub mod problems;
pub mod recorded;
pub mod recorded_refusal;

use crate::app::screens::readiness::{SLICE, go_to};
use crate::app::screens::today::{self, lines};
use std::collections::BTreeMap;

use crate::app::detail;
use crate::app::dialogs::Dialogs;
use crate::app::dialogs::trends::Trends;
use crate::app::environment::Environment;
use crate::app::environment::effect::Effect;
use crate::app::guided::Guided;
use crate::app::guided::triage::Triage;
use crate::app::input::Input;
use crate::app::input::keymap::Context;
use crate::app::input::screen::{Screen, Table};
use crate::app::list::List;
use crate::app::list::spec::View;
use crate::app::notices::Notices;
use crate::app::screens::{SCREENS, Screens};
use crate::app::state::commands::COMMANDS;
use crate::app::state::parts::{Edits, Postponed, Visited};
use crate::app::sync::Sync;
use crate::domain::kinds::approval::kept_sets;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

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
    pub dialogs: Dialogs,
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
        Self::with_tables(register, env, SCREENS, COMMANDS)
    }

    /// Returns the workbench on a register, with the screens and commands of tables.
    pub fn with_tables(register: Register, env: Environment, table: Table, commands: commands::Table) -> Self {
        let triage = Triage::new(env.now);
        let mut app = Self {
            register,
            screen: table[0],
            dialogs: Dialogs::default(),
            screens: Screens::new(table, env.today),
            env,
            sync: Sync::default(),
            input: Input {
                pending: Vec::new(),
                keymap: contexts::keymap(table, commands),
            },
            notices: Notices::default(),
            edits: Edits::default(),
            trends: None,
            guided: Guided {
                sessions: Vec::new(),
                holding: None,
                triage,
                left: BTreeMap::new(),
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
        with_fresh(self, screen, List::freshen, run)
    }

    /// The same with the rows as they are shown: of very many records that may be those of before, until
    /// [`App::prepare`] has computed them.
    pub(in crate::app) fn with_rows<T>(
        &mut self,
        screen: &Screen,
        run: impl FnOnce(&mut List, View<'_>) -> T,
    ) -> Option<T> {
        with_fresh(self, screen, List::freshen_few, run)
    }

    /// Notes that everything that follows from the register is to be computed again, each when its screen is shown.
    pub fn refresh_all(&mut self) {
        for list in &mut self.screens.lists {
            list.outdate();
        }
        self.screens.calendar.outdated = true;
        self.screens.today.outdate();
        self.screens.readiness.outdate();
        self.guided.outdate();
        self.freshen();
        self.dirty = true;
    }

    /// Computes what the screen shown needs, if the register changed since it was computed.
    pub(in crate::app) fn freshen(&mut self) {
        if self.screen.shows_changes {
            self.effects.extend(self.sync.want_last_changes(&self.register));
        }
        let is_kept_set = |record: &Record| kept_sets::of(record.id().as_str()).is_some();
        if self.screen.shows_approvals || self.record().is_some_and(is_kept_set) {
            self.effects.extend(self.sync.want_approved(&self.register));
        }
        self.screen.pane.freshen(self);
    }

    /// Returns the place of the record that the keyboard is about.
    pub fn selected(&self) -> Option<Slot> {
        self.pane().selected(self)
    }

    /// Returns the record that the keyboard is about.
    pub fn record(&self) -> Option<&Record> {
        self.selected().and_then(|slot| self.register.at(slot))
    }

    /// Returns the places of the records that a decision applies to.
    pub fn targets(&self) -> Vec<Slot> {
        if self.dialogs.is_empty() {
            self.pane().targets(self)
        } else {
            self.selected().into_iter().collect()
        }
    }

    /// Returns the filter of the screen as typed.
    pub fn filter(&self) -> &str {
        self.screen.pane.filter(self).unwrap_or_default()
    }

    /// Returns the lines of the detail of the record that the keyboard is about.
    pub fn detail_lines(&self) -> Vec<detail::Line> {
        self.record()
            .map(|record| detail::lines(self.view(), record, &problems::checked(self)))
            .unwrap_or_default()
    }

    /// Returns where keys are looked up, the narrowest place first.
    pub fn contexts(&self) -> Vec<Context> {
        let mut contexts = self.pane().contexts(self);
        if navigate::is_in_list_as_arrived(self) {
            contexts.insert(0, contexts::ARRIVED);
        }
        contexts
    }

    /// Tells whether [`App::prepare`] has something to do.
    pub fn has_to_prepare(&self) -> bool {
        self.postponed.wants_texts
            || self.postponed.wants_readiness
            || problems::awaits_problems(self)
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
            self.postponed.wants_texts = self.screen.pane.prepare_filter(self);
            return;
        }
        if self.screens.today.is_counting() {
            lines::count_on(self, today::SLICE);
            return;
        }
        if self.postponed.wants_readiness || problems::awaits_problems(self) {
            go_to::find_shortfalls(self, SLICE);
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
        while self.postponed.wants_texts
            || self.postponed.wants_readiness
            || problems::awaits_problems(self)
            || self.screens.today.is_counting()
        {
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

fn with_fresh<T>(
    app: &mut App,
    screen: &Screen,
    freshen: fn(&mut List, View<'_>),
    run: impl FnOnce(&mut List, View<'_>) -> T,
) -> Option<T> {
    let view = View {
        register: &app.register,
        today: app.env.today,
    };
    let list = app.screens.list_mut(screen)?;
    freshen(list, view);
    Some(run(list, view))
}
