//! Moving between screens, panes, rows and records, with the way back.

use crate::app::detail::Line;
use crate::app::dialogs::Dialog;
use crate::app::list::List;
use crate::app::screens::gap::tree::Tree;
use crate::app::screens::{self, Screen};
use crate::app::state::{App, DetailPlace, Spot};
use crate::domain::record::id::Id;

/// From how many columns on the detail stands beside the list.
pub const BESIDE: u16 = 100;

impl App {
    /// Shows a screen.
    pub fn show(&mut self, screen: &'static Screen) {
        if self.screen != screen {
            self.remember();
            self.screen = screen;
            self.freshen();
        }
        self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Record(_)));
        self.leave_detail();
        self.screens.zoomed = false;
        self.follow_risk();
    }

    pub(in crate::app) fn show_by(&mut self, by: isize) {
        let tabs: Vec<_> = screens::tabs(self.screens.table).collect();
        let at = tabs.iter().position(|screen| screen.is(self.screen.tab())).unwrap_or(0);
        let to = (at as isize + by).rem_euclid(tabs.len() as isize);
        self.show(tabs[to as usize]);
    }

    pub(in crate::app) fn leave_detail(&mut self) {
        self.screens.detail = DetailPlace::default();
    }

    /// Tells whether a detail stands beside the list, rather than over it.
    pub fn has_detail_beside(&self) -> bool {
        self.size.0 >= BESIDE && !self.screens.zoomed
    }

    pub(in crate::app) fn page(&self) -> isize {
        let height = match self.screen {
            screen if screen.is(&screens::calendar::SCREEN) => self.screens.calendar.height.get(),
            screen if screen.is(&screens::gap::SCREEN) && self.has_tree() => self.screens.tree.height.get(),
            screen if screen.is(&screens::readiness::SCREEN) => self.screens.readiness.height.get(),
            screen => self.list(screen).map_or(10, |list| list.height.get()),
        };
        height.max(2) as isize - 1
    }

    /// Moves by rows in whatever has the keyboard.
    pub(in crate::app) fn move_rows(&mut self, by: isize) {
        let over = matches!(self.dialogs.last(), Some(Dialog::Record(_)));
        if !over && self.session().is_some() {
            self.step_questions(by);
            return;
        }
        if !over && self.holding().is_some() {
            self.step_points(by);
            return;
        }
        if over || self.screens.detail.focused {
            self.move_in_detail(by);
            return;
        }
        match self.screen {
            screen if screen.is(&screens::today::SCREEN) => self.step_in_today(by),
            screen if screen.is(&screens::readiness::SCREEN) => self.screens.readiness.step(by),
            screen if screen.is(&screens::calendar::SCREEN) && self.screens.calendar.month_focused => {
                self.screens.calendar.step_days(7 * by.clamp(-500, 500) as i64);
            }
            screen if screen.is(&screens::calendar::SCREEN) => self.screens.calendar.step(by),
            screen if screen.is(&screens::risks::SCREEN) && self.screens.heatmap.focused => {
                let view = crate::app::list::spec::View {
                    register: &self.register,
                    today: self.env.today,
                };
                self.screens.heatmap.step(view, 0, -(by.clamp(-20, 20) as i8));
                self.narrow_if_focused();
            }
            screen if screen.is(&screens::gap::SCREEN) && self.has_tree() => {
                self.in_tree(|tree, list, view| tree.step(by, list, view));
            }
            screen => {
                self.with_rows(screen, |list, _| list.step(by));
                self.follow_risk();
            }
        }
        self.leave_detail();
    }

    /// Marks or unmarks the questions under the line of the tree, and goes on to the next line.
    pub(in crate::app) fn mark_node(&mut self) {
        self.in_tree(|tree, list, view| {
            list.toggle_these(&Tree::members(&tree.at, list, view));
            tree.step(1, list, view);
        });
    }

    /// Runs something on the tree of clauses and the list it is read from.
    fn in_tree(&mut self, run: impl FnOnce(&mut Tree, &mut List, crate::app::list::spec::View<'_>)) {
        let mut tree = std::mem::take(&mut self.screens.tree);
        self.with_list(&screens::gap::SCREEN, |list, view| run(&mut tree, list, view));
        self.screens.tree = tree;
    }

    /// Moves over the lines of the detail; headings are not stopped at.
    fn move_in_detail(&mut self, by: isize) {
        let lines = self.detail_lines();
        let stops: Vec<_> = (0..lines.len())
            .filter(|at| !matches!(lines[*at], Line::Heading(_)))
            .collect();
        let here = stops.partition_point(|at| *at < self.screens.detail.cursor);
        let to = here.saturating_add_signed(by).min(stops.len().saturating_sub(1));
        self.screens.detail.cursor = stops.get(to).copied().unwrap_or(0);
    }

    pub(in crate::app) fn move_across(&mut self, by: i8) {
        match self.screen {
            screen if screen.is(&screens::calendar::SCREEN) => self.screens.calendar.step_days(i64::from(by)),
            screen if screen.is(&screens::gap::SCREEN) && self.has_tree() => {
                self.in_tree(|tree, list, view| tree.fold(by > 0, list, view));
            }
            screen if screen.is(&screens::readiness::SCREEN) => {
                self.in_readiness(|blockers, view| blockers.fold(by > 0, view));
            }
            screen if screen.is(&screens::risks::SCREEN) => {
                let view = crate::app::list::spec::View {
                    register: &self.register,
                    today: self.env.today,
                };
                self.screens.heatmap.step(view, by, 0);
                self.narrow_if_focused();
            }
            _ => {}
        }
    }

    /// While the heatmap has the keyboard the list shows the cell under its cursor.
    fn narrow_if_focused(&mut self) {
        (self.screens.heatmap.narrowed, self.screens.heatmap.by_band) = (true, false);
        self.narrow_risks();
    }

    pub(in crate::app) fn narrow_risks(&mut self) {
        let view = crate::app::list::spec::View {
            register: &self.register,
            today: self.env.today,
        };
        let mut heatmap = std::mem::take(&mut self.screens.heatmap);
        heatmap.keep_within(self.register.method());
        if let Some(list) = self.screens.list_mut(&screens::risks::SCREEN) {
            heatmap.narrow(view, list);
        }
        self.screens.heatmap = heatmap;
        if !self.screens.heatmap.narrowed {
            self.follow_risk();
        }
    }

    /// Puts the heatmap's cursor on the cell of the risk under the list's.
    fn follow_risk(&mut self) {
        if self.screen.is(&screens::risks::SCREEN)
            && !self.screens.heatmap.narrowed
            && let Some(risk) = self
                .list(&screens::risks::SCREEN)
                .and_then(List::selected)
                .and_then(|slot| self.register.at(slot))
        {
            self.screens.heatmap.follow(risk);
            self.screens.heatmap.keep_within(self.register.method());
        }
    }

    pub(in crate::app) fn switch_pane(&mut self) {
        match self.screen {
            screen if screen.is(&screens::risks::SCREEN) && self.dialogs.is_empty() => {
                self.screens.heatmap.focused = !self.screens.heatmap.focused;
                self.leave_detail();
                if self.screens.heatmap.focused {
                    self.narrow_if_focused();
                }
            }
            screen if screen.is(&screens::calendar::SCREEN) && self.dialogs.is_empty() => {
                self.screens.calendar.month_focused = !self.screens.calendar.month_focused;
                self.leave_detail();
            }
            screen if screen.is(&screens::today::SCREEN) || screen.is(&screens::readiness::SCREEN) => {}
            _ => self.screens.detail.focused = !self.screens.detail.focused,
        }
    }

    /// Opens what is under the cursor.
    pub(in crate::app) fn open(&mut self) {
        if self.screens.detail.focused || matches!(self.dialogs.last(), Some(Dialog::Record(_))) {
            let mut lines = self.detail_lines().into_iter().skip(self.screens.detail.cursor);
            // A heading is not stopped at; at the very top the cursor may still stand on one.
            match lines.find(|line| !matches!(line, Line::Heading(_))) {
                Some(Line::Link(id, ..)) => self.go_to(&id),
                Some(Line::Field(label, ..)) => self.edit_field(&label),
                _ => self.edit_selected(),
            }
            return;
        }
        match self.screen {
            screen if screen.is(&screens::today::SCREEN) => self.open_line(),
            screen if screen.is(&screens::readiness::SCREEN) => self.open_blocker(),
            screen if screen.is(&screens::risks::SCREEN) && self.screens.heatmap.focused => {
                self.screens.heatmap.focused = false;
            }
            screen if screen.is(&screens::calendar::SCREEN) && self.screens.calendar.drag.is_some() => self.take_drag(),
            screen if screen.is(&screens::calendar::SCREEN) && self.screens.calendar.month_focused => {
                self.screens.calendar.month_focused = false;
            }
            screen if screen.is(&screens::calendar::SCREEN) => {
                let found = self.record().map(|record| (record.id().clone(), record.kind()));
                match found {
                    // This is its screen already; what there is to see of it lies over the agenda.
                    Some((id, kind)) if self.screen.kind() == Some(kind) => {
                        self.leave_detail();
                        self.dialogs.push(Dialog::Record(id));
                    }
                    Some((id, _)) => self.go_to(&id),
                    None => self.refuse("There is nothing to open; a adds a review, / changes the filter."),
                }
            }
            screen if screen.is(&screens::gap::SCREEN) => self.begin_session(self.first_under_cursor()),
            _ if self.record().is_some() => self.screens.detail.focused = true,
            _ => self.refuse("There is nothing to open; a adds a record, / changes the filter."),
        }
    }

    /// Closes the topmost thing: a dialog, the detail, marks, the filter.
    pub(in crate::app) fn back_out(&mut self) {
        if !self.input.pending.is_empty() {
            self.input.pending.clear();
        } else if matches!(self.dialogs.last(), Some(Dialog::Record(_))) {
            self.dialogs.pop();
            self.leave_detail();
        } else if self.drop_drag() {
        } else if self.session().is_some() {
            self.leave_session();
        } else if self.holding().is_some() {
            self.leave_holding();
        } else if self.screens.detail.focused {
            self.leave_detail();
        } else if self.screens.zoomed {
            self.screens.zoomed = false;
        } else if self.screen.is(&screens::risks::SCREEN) && self.screens.heatmap.focused {
            self.screens.heatmap.focused = false;
        } else if self.with_list(self.screen, |list, _| list.clear_marks()) == Some(true) {
        } else if !self.filter().is_empty() {
            self.set_filter("");
        } else if self.screen.is(&screens::risks::SCREEN) && self.screens.heatmap.narrowed {
            self.screens.heatmap.narrowed = false;
            self.narrow_risks();
        } else if self.screen.is(&screens::readiness::SCREEN) {
            self.leave_readiness();
        } else {
            self.tell("This is the top; q leaves.");
        }
    }

    fn spot(&self) -> Spot {
        Spot {
            screen: self.screen,
            slot: self.selected(),
        }
    }

    fn remember(&mut self) {
        let spot = self.spot();
        if self.visited.back.last() != Some(&spot) {
            self.visited.back.push(spot);
        }
        if self.visited.back.len() > 100 {
            self.visited.back.remove(0);
        }
        self.visited.forward.clear();
    }

    /// Goes to a record or clause: on its screen where it is listed, else over the screen one is on.
    pub fn go_to(&mut self, id: &Id) {
        // A clause is shown as its first question; a domain as its first control.
        let first = [format!("{id}/q1"), format!("{id}.2"), format!("{id}.1.2")];
        let known = std::iter::once(id.to_string())
            .chain(first)
            .find(|id| self.register.get(id).is_some());
        let Some((known, slot)) = known.and_then(|id| Some((Id::new(&id), self.register.slot(&id)?))) else {
            let title = self.register.title(id.as_str()).map(str::to_owned);
            match title {
                Some(title) => self.tell(format!("{id}: {title}")),
                None => self.refuse(format!("{id} is not in the register.")),
            }
            return;
        };
        self.remember();
        let screen = self
            .register
            .at(slot)
            .and_then(|record| screens::of_kind(self.screens.table, record.kind()));
        let mut homes = self.guided.sessions.iter().map(|session| session.home);
        if let Some(home) = homes.find(|home| screen == Some(*home)) {
            // The session keeps its screen; what it does not walk lies over it.
            self.dialogs.clear();
            self.screen = home;
            self.freshen();
            if !self.go_to_question(&known) {
                self.leave_detail();
                self.dialogs.push(Dialog::Record(known));
            }
            return;
        }
        match screen {
            Some(screen) if self.reveal(screen, slot) => {
                self.dialogs.clear();
                self.screen = screen;
                self.freshen();
                self.leave_detail();
                self.screens.heatmap.focused = false;
                self.screens.calendar.month_focused = false;
                self.screens.detail.focused = !self.has_detail_beside() && !screen.is(&screens::calendar::SCREEN);
                self.follow_risk();
            }
            _ => {
                self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Record(_)));
                self.leave_detail();
                self.dialogs.push(Dialog::Record(known));
            }
        }
    }

    /// Puts a list's cursor on a record, taking filter and cell away if they hide it.
    fn reveal(&mut self, screen: &'static Screen, slot: crate::domain::register::index::Slot) -> bool {
        if screen.is(&screens::calendar::SCREEN) {
            if self.screens.calendar.outdated {
                self.screens.calendar.refresh(crate::app::list::spec::View {
                    register: &self.register,
                    today: self.env.today,
                });
            }
            if self.screens.calendar.select(slot) {
                return true;
            }
            let before = self.screens.calendar.filter().to_owned();
            let view = crate::app::list::spec::View {
                register: &self.register,
                today: self.env.today,
            };
            self.screens.calendar.set_filter(view, "");
            let found = self.screens.calendar.select(slot);
            if !found {
                self.screens.calendar.set_filter(view, &before);
            }
            return found;
        }
        if screen.is(&screens::risks::SCREEN) && self.list(screen).is_some_and(|list| !list.rows().contains(&slot)) {
            self.screens.heatmap.narrowed = false;
            self.narrow_risks();
        }
        let reveal = |list: &mut List, view: crate::app::list::spec::View<'_>| {
            if list.select(slot) {
                return true;
            }
            let before = list.filter().to_owned();
            list.set_filter(view, "");
            let found = list.select(slot);
            if !found {
                list.set_filter(view, &before);
            }
            found
        };
        self.with_list(screen, reveal).unwrap_or(false)
    }

    pub(in crate::app) fn jump_back(&mut self) {
        if let Some(spot) = self.visited.back.pop() {
            self.visited.forward.push(self.spot());
            self.land(spot);
        }
    }

    pub(in crate::app) fn jump_forward(&mut self) {
        if let Some(spot) = self.visited.forward.pop() {
            self.visited.back.push(self.spot());
            self.land(spot);
        }
    }

    fn land(&mut self, spot: Spot) {
        self.dialogs.clear();
        self.leave_detail();
        self.screen = spot.screen;
        self.freshen();
        if let Some(slot) = spot.slot {
            self.reveal(spot.screen, slot);
        }
    }
}
