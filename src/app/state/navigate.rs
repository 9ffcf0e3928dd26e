//! Moving between screens, panes, rows and records, with the way back.

use crate::app::dialogs::ShownRecord;
use crate::app::guided::review::pane::Points;
use crate::app::guided::session::pane::Questions;
use crate::app::guided::session::steps;
use crate::app::input::command::Command;
use crate::app::input::pane::Pane;
use crate::app::input::screen::{self, Screen, Tab};
use crate::app::screens::detail::{Detail, RecordOver};
use crate::app::state::parts::{Spot, Step, Visited};
use crate::app::state::{App, commands};
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
            let from = spot(self);
            self.visited.remember(from);
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
        arrive(self, id, false);
    }
}

/// The same to read what is there: the keyboard is in the detail, also where the list is beside it.
pub(in crate::app) fn go_to_read(app: &mut App, id: &Id) {
    arrive(app, id, true);
}

fn arrive(app: &mut App, id: &Id, reads: bool) {
    // A clause is shown as its first question; a domain as its first control, a range as what it begins with.
    let under = app.register.catalogue().requirements_under(id.as_str());
    let first = under.first().map(|first| [format!("{first}/q1"), (*first).to_owned()]);
    let known = std::iter::once(id.to_string())
        .chain(first.into_iter().flatten())
        .find(|id| app.register.get(id).is_some());
    let Some((known, slot)) = known.and_then(|id| Some((Id::new(&id), app.register.slot(&id)?))) else {
        let title = app.register.title(id.as_str()).map(str::to_owned);
        match title {
            Some(title) => app.tell(format!("{id}: {title}")),
            None => app.refuse(format!("{id} is not in the register.")),
        }
        return;
    };
    let from = spot(app);
    app.visited.remember(from.clone());
    let kind = app.register.at(slot).map(Record::kind);
    let screen = kind.and_then(|kind| screen::of_kind(app.screens.table, kind));
    let mut homes = app.guided.sessions.iter().map(|session| session.home);
    if let Some(home) = homes.find(|home| screen == Some(*home)) {
        // The session keeps its screen; what it does not walk lies over it.
        app.dialogs.clear();
        app.screen = home;
        app.freshen();
        if !steps::go_to(app, &known) {
            app.screens.leave_detail();
            app.dialogs.push(ShownRecord(known));
        }
        return;
    }
    if let Some(screen) = screen.filter(|screen| screen.pane.reveal(app, screen, slot)) {
        app.dialogs.clear();
        app.screen = screen;
        app.freshen();
        app.screens.leave_detail();
        app.screens.heatmap.focused = false;
        app.screens.calendar.month_focused = false;
        let is_beside = app.size.0 >= BESIDE && !app.screens.zoomed;
        app.screens.detail.focused = (reads || !is_beside) && screen.list.is_some();
        screen.pane.follow_cursor(app);
    } else {
        app.dialogs.close(|_: &ShownRecord| true);
        app.screens.leave_detail();
        app.dialogs.push(ShownRecord(known));
        app.freshen();
    }
    note_step(app, from, None);
}

/// Tells whether a record lies over the screen.
pub(in crate::app) fn is_covered(app: &App) -> bool {
    app.dialogs.each::<ShownRecord>().next().is_some()
}

/// Returns the pane that has the keyboard in place of the screen.
fn over(app: &App) -> Option<&'static dyn Pane> {
    if is_covered(app) {
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
    match screen_of(app, command) {
        Some(screen) if matches!(screen.tab, Tab::Own(_)) => {
            app.show(screen);
            app.visited.steps.clear();
        }
        Some(screen) => step_to(app, screen),
        None => {}
    }
}

/// Returns the screen that declares a command.
pub(in crate::app) fn screen_of(app: &App, command: &Command) -> Option<&'static Screen> {
    app.screens.table.iter().copied().find(|screen| screen.show.is(command))
}

/// Shows a screen as a step from where one is.
pub(in crate::app) fn step_to(app: &mut App, screen: &'static Screen) {
    let from = spot(app);
    app.show(screen);
    note_step(app, from, None);
}

/// Shows a screen with its list filtered, as a step from where one is.
pub(in crate::app) fn show_filtered(app: &mut App, screen: &'static Screen, filter: &str) {
    let from = spot(app);
    let replaced = app.list(screen).map(|list| list.filter().to_owned());
    app.show(screen);
    app.screens.heatmap.narrowed = false;
    app.with_list(screen, |list, view| {
        list.set_within(view, None);
        list.set_filter(view, filter);
        list.cursor = 0;
    });
    note_step(app, from, replaced);
}

/// Shows a record over the screen, as a step from where one is.
pub(in crate::app) fn show_over(app: &mut App, id: Id) {
    let from = spot(app);
    app.visited.remember(from.clone());
    app.dialogs.close(|_: &ShownRecord| true);
    app.screens.leave_detail();
    app.dialogs.push(ShownRecord(id));
    app.freshen();
    note_step(app, from, None);
}

/// Shows the tab so many further on, round and round.
pub(in crate::app) fn show_by(app: &mut App, by: isize) {
    let tabs: Vec<_> = screen::tabs(app.screens.table).collect();
    let at = tabs.iter().position(|tab| *tab == app.screen.tab()).unwrap_or(0);
    let to = (at as isize + by).rem_euclid(tabs.len() as isize);
    app.show(tabs[to as usize]);
    app.visited.steps.clear();
}

/// Returns how many rows a page moves by.
pub(in crate::app) fn page(app: &App) -> isize {
    let is_read = is_covered(app) || guided(app).is_none() && app.screens.detail.focused;
    let height = if is_read {
        app.screens.detail.height.get()
    } else {
        app.screen.pane.height(app)
    };
    height.max(2) as isize - 1
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

/// Closes the topmost thing, the detail, marks or the filter; where nothing was opened since a step led here, goes back to
/// where it began.
pub(in crate::app) fn back_out(app: &mut App) {
    if !app.input.pending.is_empty() {
        app.input.pending.clear();
    } else if !(is_as_arrived(app) && take_step_back(app)) {
        app.pane().back(app);
    }
}

pub(in crate::app) fn spot(app: &App) -> Spot {
    Spot {
        screen: app.screen,
        slot: app.screen.pane.selected(app),
        over: app.dialogs.top::<ShownRecord>().map(|shown| shown.0.clone()),
        line: app.screens.detail.focused.then_some(app.screens.detail.cursor),
    }
}

/// Notes the step that led from a place to where one is now.
fn note_step(app: &mut App, from: Spot, replaced: Option<String>) {
    let to = spot(app);
    if from == to && replaced.is_none() {
        return;
    }
    let filter = app.filter().to_owned();
    app.visited.steps.push(Step {
        from,
        to,
        filter,
        replaced,
    });
    if app.visited.steps.len() > 100 {
        app.visited.steps.remove(0);
    }
}

/// Notes that the last step led into the detail.
pub(in crate::app) fn arrive_in_detail(app: &mut App) {
    let line = app.screens.detail.cursor;
    if let Some(step) = app.visited.steps.last_mut() {
        step.to.line = Some(line);
    }
}

/// Tells whether nothing that Esc would close was opened since the last step.
fn is_as_arrived(app: &App) -> bool {
    let Some(step) = app.visited.steps.last() else {
        return false;
    };
    let (now, screens) = (spot(app), &app.screens);
    let is_there = now.screen == step.to.screen && now.over == step.to.over && guided(app).is_none();
    let is_marked = app
        .list(app.screen)
        .is_some_and(|list| list.marked() > 0 || list.is_ranging());
    let is_closed = (now.line.is_none() || step.to.line.is_some() || now.over.is_some())
        && !(screens.zoomed || is_marked)
        && app.screen.pane.is_closed(app);
    is_there && is_closed && (now.over.is_some() || app.filter() == step.filter)
}

/// Tells whether a list has the keyboard to which a step led, and nothing was opened there since.
pub(in crate::app) fn is_in_list_as_arrived(app: &App) -> bool {
    let folds = app
        .screen
        .keys
        .iter()
        .any(|binding| binding.command.is(&commands::LEFT));
    let is_in_list = app.dialogs.is_empty() && !app.screens.detail.focused && app.list(app.screen).is_some();
    is_in_list && !folds && is_as_arrived(app)
}

/// Goes back to where the last step began; tells whether one led here.
pub(in crate::app) fn take_step_back(app: &mut App) -> bool {
    let Some(step) = app.visited.steps.pop() else {
        return false;
    };
    if step.to.screen != app.screen {
        app.visited.steps.clear();
        return false;
    }
    let here = spot(app);
    app.visited.forward.push(here);
    if app.visited.back.last() == Some(&step.from) {
        app.visited.back.pop();
    }
    if let Some(replaced) = step.replaced.filter(|_| app.filter() == step.filter) {
        app.screen.pane.set_filter(app, &replaced);
    }
    land(app, step.from);
    true
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
    let (to, step) = (app.visited.back.last(), app.visited.steps.last());
    if step.is_some_and(|step| Some(&step.from) == to) && take_step_back(app) {
        return;
    }
    if let Some(to) = app.visited.back.pop() {
        let here = spot(app);
        app.visited.forward.push(here);
        land(app, to);
    }
}

/// Goes to where one came back from.
pub(in crate::app) fn jump_forward(app: &mut App) {
    if let Some(to) = app.visited.forward.pop() {
        let here = spot(app);
        app.visited.back.push(here);
        land(app, to);
    }
}

/// Shows a place where one was before.
pub(in crate::app) fn land(app: &mut App, to: Spot) {
    app.dialogs.clear();
    app.screens.leave_detail();
    app.screen = to.screen;
    app.freshen();
    if let Some(slot) = to.slot {
        to.screen.pane.reveal(app, to.screen, slot);
    }
    app.screens.detail.focused = to.line.is_some() && to.over.is_none();
    app.screens.detail.cursor = to.line.unwrap_or_default();
    if let Some(id) = to.over {
        app.dialogs.push(ShownRecord(id));
    }
}
