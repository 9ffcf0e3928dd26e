//! Moving between screens, panes, rows and records, with the way back.

use crate::app::dialogs::ShownRecord;
use crate::app::guided::review::pane::Points;
use crate::app::guided::session::pane::Questions;
use crate::app::guided::session::steps;
use crate::app::input::command::Command;
use crate::app::input::pane::Pane;
use crate::app::input::screen::{self, Screen};
use crate::app::screens::detail::{Detail, RecordOver};
use crate::app::state::App;
use crate::app::state::parts::{Spot, Visited};
use crate::domain::record::Record;
use crate::domain::record::id::Id;

/// From how many columns on the detail is beside the list.
const BESIDE: u16 = 100;

impl App {
    /// Returns the pane with the keyboard.
    pub(in crate::app) fn pane(&self) -> &'static dyn Pane {
        over(self).unwrap_or(self.screen.pane)
    }

    /// Returns the pane of the guided mode on the screen, else of the screen, whatever lies over it.
    pub(in crate::app) fn pane_below(&self) -> &'static dyn Pane {
        guided(self).unwrap_or(self.screen.pane)
    }

    /// Shows a screen.
    pub fn show(&mut self, screen: &'static Screen) {
        if self.screen != screen {
            self.visited.remember(spot(self));
            self.screen = screen;
            self.freshen();
        }
        self.dialogs.close(|_: &ShownRecord| true);
        self.screens.leave_detail();
        self.screens.zoomed = false;
        screen.pane.follow_cursor(self);
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
        self.visited.remember(spot(self));
        let kind = self.register.at(slot).map(Record::kind);
        let screen = kind.and_then(|kind| screen::of_kind(self.screens.table, kind));
        let mut homes = self.guided.sessions.iter().map(|session| session.home);
        if let Some(home) = homes.find(|home| screen == Some(*home)) {
            // The session keeps its screen; what it does not walk lies over it.
            self.dialogs.clear();
            self.screen = home;
            self.freshen();
            if !steps::go_to(self, &known) {
                self.screens.leave_detail();
                self.dialogs.push(ShownRecord(known));
            }
            return;
        }
        if let Some(screen) = screen.filter(|screen| screen.pane.reveal(self, screen, slot)) {
            self.dialogs.clear();
            self.screen = screen;
            self.freshen();
            self.screens.leave_detail();
            self.screens.heatmap.focused = false;
            self.screens.calendar.month_focused = false;
            let is_beside = self.size.0 >= BESIDE && !self.screens.zoomed;
            self.screens.detail.focused = !is_beside && screen.list.is_some();
            screen.pane.follow_cursor(self);
        } else {
            self.dialogs.close(|_: &ShownRecord| true);
            self.screens.leave_detail();
            self.dialogs.push(ShownRecord(known));
        }
    }
}

/// Returns the pane that has the keyboard in place of the screen.
fn over(app: &App) -> Option<&'static dyn Pane> {
    if app.dialogs.top::<ShownRecord>().is_some() {
        return Some(&RecordOver);
    }
    guided(app).or(if app.screens.detail.focused {
        Some(&Detail)
    } else {
        None
    })
}

/// Returns the pane of the guided mode on the screen.
fn guided(app: &App) -> Option<&'static dyn Pane> {
    if app.guided.session(app.screen).is_some() {
        Some(&Questions)
    } else if app.guided.holding(app.screen).is_some() {
        Some(&Points)
    } else {
        None
    }
}

/// Shows the screen that declares a command.
pub(in crate::app) fn show_screen_of(app: &mut App, command: &'static Command) {
    let mut screens = app.screens.table.iter();
    if let Some(screen) = screens.find(|screen| screen.show.is(command)) {
        app.show(screen);
    }
}

/// Shows the tab so many further on, round and round.
pub(in crate::app) fn show_by(app: &mut App, by: isize) {
    let tabs: Vec<_> = screen::tabs(app.screens.table).collect();
    let at = tabs.iter().position(|tab| *tab == app.screen.tab()).unwrap_or(0);
    let to = (at as isize + by).rem_euclid(tabs.len() as isize);
    app.show(tabs[to as usize]);
}

/// Returns how many rows a page moves by.
pub(in crate::app) fn page(app: &App) -> isize {
    app.screen.pane.height(app).max(2) as isize - 1
}

/// Moves by rows in the pane with the keyboard; the detail begins at its top again.
pub(in crate::app) fn move_rows(app: &mut App, by: isize) {
    if let Some(pane) = over(app) {
        pane.step(app, by);
    } else {
        app.screen.pane.step(app, by);
        app.screens.leave_detail();
    }
}

/// Moves by a part of a page, or scrolls the hints of a session or a review.
pub(in crate::app) fn scroll(app: &mut App, by: fn(isize) -> isize) {
    if app.has_hints() {
        steps::scroll_aids(app, by(1).signum());
    } else {
        move_rows(app, by(page(app)));
    }
}

/// Closes the topmost thing: a dialog, the detail, marks, the filter.
pub(in crate::app) fn back_out(app: &mut App) {
    if app.input.pending.is_empty() {
        app.pane().back(app);
    } else {
        app.input.pending.clear();
    }
}

fn spot(app: &App) -> Spot {
    Spot {
        screen: app.screen,
        slot: app.selected(),
    }
}

impl Visited {
    fn remember(&mut self, spot: Spot) {
        if self.back.last() != Some(&spot) {
            self.back.push(spot);
        }
        if self.back.len() > 100 {
            self.back.remove(0);
        }
        self.forward.clear();
    }
}

/// Goes back to where one was before.
pub(in crate::app) fn jump_back(app: &mut App) {
    if let Some(to) = app.visited.back.pop() {
        app.visited.forward.push(spot(app));
        land(app, to);
    }
}

/// Goes to where one came back from.
pub(in crate::app) fn jump_forward(app: &mut App) {
    if let Some(to) = app.visited.forward.pop() {
        app.visited.back.push(spot(app));
        land(app, to);
    }
}

fn land(app: &mut App, to: Spot) {
    app.dialogs.clear();
    app.screens.leave_detail();
    app.screen = to.screen;
    app.freshen();
    if let Some(slot) = to.slot {
        to.screen.pane.reveal(app, to.screen, slot);
    }
}
