//! Parts of the workbench's state that no folder has to itself: places, what was edited, what is made later.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use crate::app::decisions::attach::Look;
use crate::app::decisions::rules::attempt::Admitting;
use crate::app::input::screen::Screen;
use crate::app::unsaved::Unsaved;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Edit;
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
    pub top: Cell<usize>,
    /// How many lines are shown; drawing sets it.
    pub height: Cell<usize>,
    /// On which line each item begins, and last how many lines there are; drawing sets it.
    pub starts: RefCell<Vec<usize>>,
}

impl DetailPlace {
    /// Moves to the next or previous of the items that are stopped at. One of which a part is not shown is scrolled on first,
    /// so that nothing is passed by unread.
    pub(in crate::app) fn step(&mut self, stops: &[usize], is_down: bool) {
        let height = self.height.get();
        if let Some((top, lines)) = self.shown()
            && stops.contains(&self.cursor)
        {
            let hidden = if is_down {
                lines.end.saturating_sub(top + height)
            } else {
                top.saturating_sub(lines.start)
            };
            if hidden > 0 && lines.len() > height {
                let by = hidden.min((height / 2).max(1));
                self.top.set(if is_down { top + by } else { top - by });
                return;
            }
        }
        let here = stops.partition_point(|at| *at < self.cursor);
        let to = match (is_down, stops.contains(&self.cursor)) {
            // From a heading the first step down leads to the line below it.
            (true, false) => here,
            (true, true) => here + 1,
            (false, _) => here.saturating_sub(1),
        };
        self.cursor = stops.get(to).or(stops.last()).copied().unwrap_or(0);
    }

    /// Moves on or back by so many lines as they are drawn, with the cursor on what is shown then.
    pub(in crate::app) fn scroll(&mut self, stops: &[usize], by: isize) {
        let is_down = by > 0;
        let end = if is_down { stops.last() } else { stops.first() };
        let Some((top, _)) = self.shown() else {
            self.cursor = end.copied().unwrap_or(0);
            return;
        };
        let starts = self.starts.take();
        let height = self.height.get();
        let total = starts.last().copied().unwrap_or(0);
        let to = top.saturating_add_signed(by).min(total.saturating_sub(height));
        if to == top || by.unsigned_abs() > total {
            self.cursor = end.copied().unwrap_or(0);
        } else {
            let page = to..to + height;
            let lines = |at: usize| Some(*starts.get(at)?..*starts.get(at + 1)?);
            let is_whole =
                |at: &&usize| lines(**at).is_some_and(|lines| page.start <= lines.start && lines.end <= page.end);
            let is_in_part =
                |at: &&usize| lines(**at).is_some_and(|lines| lines.start < page.end && page.start < lines.end);
            let mut shown = stops.iter().filter(is_whole);
            let whole = if is_down { shown.next() } else { shown.next_back() };
            let cursor = whole.or_else(|| stops.iter().find(is_in_part)).or(end);
            self.cursor = cursor.copied().unwrap_or(0);
            self.top.set(to);
        }
        self.starts.replace(starts);
    }

    /// Returns the first line shown, and the lines of the item under the cursor as they were drawn last.
    fn shown(&self) -> Option<(usize, Range<usize>)> {
        let starts = self.starts.borrow();
        let lines = *starts.get(self.cursor)?..*starts.get(self.cursor + 1)?;
        let top = self.top.get();
        Some((if top == usize::MAX { lines.start } else { top }, lines))
    }

    /// Puts the cursor on a line, which is then drawn first as far as what follows fills the pane.
    pub(in crate::app) fn begin_at(&mut self, line: usize) {
        self.cursor = line;
        self.top.set(usize::MAX);
    }
}

/// A place one can come back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The screen.
    pub screen: &'static Screen,
    /// The record under the cursor of the screen.
    pub slot: Option<Slot>,
    /// The record that lies over the screen.
    pub over: Option<Id>,
    /// The line of the detail, where that has the keyboard.
    pub line: Option<usize>,
}

/// A step from one place to another, which Esc takes back.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where it began.
    pub(in crate::app) from: Spot,
    /// Where it led.
    pub(in crate::app) to: Spot,
    /// The filter with which it led there.
    pub(in crate::app) filter: String,
    /// The filter that was there before, where the step brought its own.
    pub(in crate::app) replaced: Option<String>,
}

/// Where one was, to come back to.
#[derive(Debug, Default)]
pub struct Visited {
    /// Those before, the last one last.
    pub(in crate::app) back: Vec<Spot>,
    /// Those one came back from.
    pub(in crate::app) forward: Vec<Spot>,
    /// The steps since a tab was chosen, the last one last.
    pub(in crate::app) steps: Vec<Step>,
}

/// What was edited: the history, what is not on disk, what the rules ask.
#[derive(Debug, Default)]
pub struct Edits {
    /// What can be taken back.
    pub history: History,
    /// Whether earlier runs of the program left edits that were not looked at yet; they are read when the first one is wanted.
    pub has_past: bool,
    /// What moved out of fields of an older format and is not written yet.
    pub(in crate::app) moved: Option<Edit>,
    /// What is not on disk.
    pub unsaved: Unsaved,
    /// What the rules ask about an edit.
    pub(in crate::app) admitting: Admitting,
    /// The looks at files that are under way.
    pub(in crate::app) looks: Vec<Look>,
}

/// What is made while nothing is pressed, by [`App::prepare`](crate::app::state::App::prepare).
#[derive(Debug, Default)]
pub struct Postponed {
    /// Whether a filter was opened whose first word would have to wait for its search texts; [`App::prepare`](crate::app::state::App::prepare) makes
    /// them while nothing is pressed.
    pub wants_texts: bool,
    /// Whether what blocks in a large register is still to be found; [`App::prepare`](crate::app::state::App::prepare) does so while nothing is pressed.
    pub wants_readiness: bool,
}
