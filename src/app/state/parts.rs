//! Parts of the workbench's state that no folder has to itself: places, what was edited, what is made later.

use std::cell::Cell;

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
}

impl DetailPlace {
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
