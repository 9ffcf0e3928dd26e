//! What falls short of a goal, by weight, clause, owner or day: a list that folds, narrowed by words.
//!
//! It is computed when it is shown and the register changed, and Today reads the same one.

pub mod commands;
mod filter;
pub mod go_to;
pub mod heading;
mod pane;
mod rows;

use std::cell::Cell as Shared;
use std::collections::{BTreeMap, BTreeSet};

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::spec::View;
use crate::app::screens::readiness::heading::{Heading, Order};
use crate::app::screens::today;
use crate::domain::kinds::check::Judgement;
use crate::domain::query::{Lines, QueryError};
use crate::domain::readiness::{self, Goal, Part, Readiness, Share, Shortfall};
use crate::domain::record::choice::Choices;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show(
        "readiness",
        "Show what falls short of conformance, stage 1, stage 2 and surveillance.",
    ),
    title: "Readiness",
    short: "Readiness",
    tab: Tab::Under(&today::SCREEN),
    pane: &pane::ShortfallRows,
    keys: keys! {
        "j" DOWN, "down" DOWN, "k" UP, "up" UP, "g g" FIRST, "home" FIRST, "G" LAST, "end" LAST,
        "ctrl-d" HALF_DOWN, "ctrl-u" HALF_UP, "pagedown" PAGE_DOWN, "ctrl-f" PAGE_DOWN, "pageup" PAGE_UP, "enter" OPEN!,
        "f" NEXT_GOAL!, "s" NEXT_ORDER!, "/" FILTER!, "h" LEFT!"fold", "left" LEFT, "l" RIGHT, "right" RIGHT, "t" SHOW(today)!, "y f" SAVE_LIST, DOWN!,
        PALETTE!,
    },
    filter_hint: "words, clause:6.1, owner:x, weight:minor, due:30d, is:late, no:owner, rule:x, -not",
    ..Screen::PLAIN
};

/// How many records are asked between two looks at what is typed.
pub(in crate::app) const SLICE: usize = 256;
/// A register with no more records than this is asked at once.
pub(in crate::app) const FEW: usize = 1024;

/// One row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// What the rows below have in common, by its position among the headings.
    Heading(usize),
    /// Something that falls short, by its position.
    Shortfall(usize),
}

/// The screen's state.
#[derive(Debug)]
pub struct Shortfalls {
    /// What one wants to be ready for, where somebody chose it.
    pub chosen: Option<Goal>,
    /// What was found; nothing while it is not known yet.
    pub found: Option<Readiness>,
    /// The position of the cursor among the rows.
    pub cursor: usize,
    /// The first row shown; drawing sets it.
    pub top: Shared<usize>,
    /// How many rows are shown; drawing sets it.
    pub height: Shared<usize>,
    filter: String,
    /// What the filter means.
    query: Lines,
    /// The filter as it could be read last, which the rows are of.
    in_force: String,
    filter_error: Option<QueryError>,
    order: Order,
    folded: BTreeSet<Heading>,
    /// The headings shown, each with how many rows it has, folded too.
    headings: Vec<(Heading, usize)>,
    rows: Vec<Row>,
    pub(in crate::app) outdated: bool,
    /// What the rules found so far; what was found before is shown until all were asked.
    judgement: Option<Judgement>,
}

impl Default for Shortfalls {
    fn default() -> Self {
        Self {
            order: Order::Weight,
            chosen: None,
            found: None,
            cursor: 0,
            top: Shared::default(),
            height: Shared::default(),
            filter: String::new(),
            query: Lines::default(),
            in_force: String::new(),
            filter_error: None,
            folded: BTreeSet::new(),
            headings: Vec::new(),
            rows: Vec::new(),
            outdated: false,
            judgement: None,
        }
    }
}

impl Shortfalls {
    /// Returns what one wants to be ready for.
    pub fn goal(&self, view: View<'_>) -> Goal {
        self.chosen
            .unwrap_or_else(|| readiness::goal(view.register, view.today))
    }

    /// Returns the rows shown.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the words it is narrowed by.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Returns the words of the filter that a row shows.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.query.words()
    }

    /// Returns why the filter cannot be read.
    pub fn filter_error(&self) -> Option<&QueryError> {
        self.filter_error.as_ref()
    }

    /// Returns the words that the rows are of: the last that could be read.
    pub fn filter_in_force(&self) -> &str {
        &self.in_force
    }

    /// Returns how many of those that pass the filter block and how many do not, folded too; what is told of most is
    /// counted once.
    pub fn shown(&self, view: View<'_>) -> (usize, usize) {
        let shortfalls = self.found.iter().flat_map(|found| &found.shortfalls);
        let passing = shortfalls.filter(|one| !one.is_told && filter::passes(&self.query, view, one));
        let (blocking, others): (Vec<_>, Vec<_>) = passing.partition(|one| one.blocks);
        (blocking.len(), others.len())
    }

    /// Returns by what it is sorted.
    pub fn order(&self) -> Order {
        self.order
    }

    /// Returns what is under the cursor, unless it is a heading.
    pub fn selected(&self) -> Option<&Shortfall> {
        match self.rows.get(self.cursor)? {
            Row::Shortfall(at) => self.found.as_ref()?.shortfalls.get(*at),
            Row::Heading(_) => None,
        }
    }

    /// Returns the heading at a position and how many rows it has, folded too.
    pub fn heading(&self, at: usize) -> Option<(&Heading, usize)> {
        self.headings.get(at).map(|(heading, count)| (heading, *count))
    }

    /// Returns the heading under the cursor.
    pub fn selected_heading(&self) -> Option<(&Heading, usize)> {
        match self.rows.get(self.cursor)? {
            Row::Heading(at) => self.heading(*at),
            Row::Shortfall(_) => None,
        }
    }

    /// Tells whether a heading is unfolded.
    pub fn is_open(&self, heading: &Heading) -> bool {
        !self.folded.contains(heading)
    }

    /// Returns how much of a part is fulfilled.
    pub fn share(&self, part: Part) -> Share {
        self.found.as_ref().map(|found| found.share(part)).unwrap_or_default()
    }

    /// Returns what the rules found, where they were asked of all records since the register changed.
    pub fn judgement(&self, view: View<'_>) -> Option<&Judgement> {
        let judgement = self.judgement.as_ref()?;
        let is_current = judgement.today() == view.today && judgement.is_of(view.register);
        is_current.then_some(judgement)
    }

    /// Tells whether what was found is that of another state or goal, until what blocks now is found.
    pub fn is_old(&self) -> bool {
        self.outdated
    }

    /// Notes that the register or the goal is another than before.
    pub(in crate::app) fn outdate(&mut self) {
        self.outdated = true;
    }

    /// Forgets what was found, since it is of another register.
    pub(in crate::app) fn forget(&mut self) {
        (self.found, self.judgement) = (None, None);
        self.rows.clear();
        self.headings.clear();
        self.outdate();
    }

    /// Finds what falls short, as far as asking so many records takes, keeping the cursor on its row where that is still
    /// there. Tells whether that was the last of it.
    pub(in crate::app) fn find(&mut self, view: View<'_>, most: usize) -> bool {
        let before = self.selected().cloned();
        let kept = self.judgement.take().filter(|kept| kept.today() == view.today);
        let judgement = self
            .judgement
            .insert(kept.unwrap_or_else(|| Judgement::new(view.today)));
        if !judgement.go_on(view.register, most) {
            return false;
        }
        let goal = self
            .chosen
            .unwrap_or_else(|| readiness::goal(view.register, view.today));
        self.found = Some(match self.found.take() {
            Some(before) => readiness::weigh_again(before, judgement, view.register, goal),
            None => readiness::weigh(judgement, view.register, goal),
        });
        self.read_filter(view);
        self.outdated = false;
        self.lay_out(view);
        if let Some((before, found)) = before.as_ref().zip(self.found.as_ref()) {
            let is_it = |row: &Row| matches!(row, Row::Shortfall(at) if found.shortfalls.get(*at) == Some(before));
            if let Some(at) = self.rows.iter().position(is_it) {
                self.cursor = at;
            }
        }
        true
    }

    /// Lays out the rows: each heading, and its rows unless it is folded.
    fn lay_out(&mut self, view: View<'_>) {
        self.rows.clear();
        self.headings.clear();
        let Some(found) = &self.found else { return };
        let mut under: BTreeMap<Heading, Vec<usize>> = BTreeMap::new();
        if self.order == Order::Clause && self.filter.is_empty() {
            under.extend(Part::ALL.iter().map(|part| (Heading::Part(*part), Vec::new())));
        }
        for (at, one) in found.shortfalls.iter().enumerate() {
            if filter::passes(&self.query, view, one) {
                under.entry(self.order.heading(one, view)).or_default().push(at);
            }
        }
        for (heading, mut rows) in under {
            if self.order == Order::Due {
                rows.sort_by_cached_key(|at| found.shortfalls[*at].mending(view.register, view.today).due);
            }
            self.rows.push(Row::Heading(self.headings.len()));
            self.headings.push((heading, rows.len()));
            if !self
                .headings
                .last()
                .is_some_and(|(heading, _)| self.folded.contains(heading))
            {
                self.rows.extend(rows.into_iter().map(Row::Shortfall));
            }
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }

    /// Narrows the list to rows with some words.
    pub(in crate::app) fn filter_by(&mut self, view: View<'_>, text: &str) {
        text.clone_into(&mut self.filter);
        self.cursor = 0;
        self.read_filter(view);
        self.lay_out(view);
    }

    /// Reads the filter again; what cannot be read leaves the last good one in force.
    fn read_filter(&mut self, view: View<'_>) {
        match filter::parse(&self.filter, view) {
            Ok(query) => {
                (self.query, self.filter_error) = (query, None);
                self.in_force.clone_from(&self.filter);
            }
            Err(error) => self.filter_error = Some(error),
        }
    }

    /// Moves the cursor by rows.
    pub(in crate::app) fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Folds or unfolds the heading under the cursor; on a row below it, folding goes to its heading.
    pub(in crate::app) fn fold(&mut self, open: bool, view: View<'_>) {
        match self.rows.get(self.cursor) {
            Some(Row::Heading(at)) => {
                let heading = self.headings[*at].0.clone();
                if self.is_open(&heading) == open {
                    if open {
                        self.step(1);
                    }
                    return;
                }
                if open {
                    self.folded.remove(&heading);
                } else {
                    self.folded.insert(heading);
                }
                self.lay_out(view);
            }
            Some(Row::Shortfall(_)) if !open => {
                let is_heading = |row: &Row| matches!(row, Row::Heading(_));
                let above = self.rows[..self.cursor].iter().rposition(is_heading);
                self.cursor = above.unwrap_or_default();
            }
            _ => {}
        }
    }

    /// Puts the cursor on a part, unfolded; without one on the first row, in the order of weight.
    pub(in crate::app) fn go_to(&mut self, part: Option<Part>, view: View<'_>) {
        self.filter.clear();
        self.read_filter(view);
        self.order = match part {
            Some(part) => {
                self.folded.remove(&Heading::Part(part));
                Order::Clause
            }
            None => Order::Weight,
        };
        self.lay_out(view);
        let is_it = |row: &Row| match row {
            Row::Heading(at) => part.is_some_and(|part| self.headings[*at].0 == Heading::Part(part)),
            Row::Shortfall(_) => false,
        };
        self.cursor = self.rows.iter().position(is_it).unwrap_or_default();
    }

    /// Sorts by what comes next: weight, clause, owner, day. The cursor stays on its row.
    pub(in crate::app) fn next_order(&mut self, view: View<'_>) {
        let kept = self.rows.get(self.cursor).copied();
        self.order = Order::ALL[(self.order as usize + 1) % Order::ALL.len()];
        self.lay_out(view);
        let kept = kept.filter(|row| matches!(row, Row::Shortfall(_)));
        let at = self.rows.iter().position(|row| Some(*row) == kept);
        self.cursor = at.unwrap_or_default();
    }

    /// Goes on to the next goal.
    pub(in crate::app) fn next_goal(&mut self, view: View<'_>) {
        let at = self.goal(view) as usize;
        self.chosen = Some(Goal::ALL[(at + 1) % Goal::ALL.len()]);
        self.outdate();
    }
}
