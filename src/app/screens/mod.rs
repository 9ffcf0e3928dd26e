//! The screens as state, a file or folder each: keys, columns, groups. A new one is a line in [`SCREENS`] besides.

pub mod calendar;
pub(in crate::app) mod detail;
pub mod gap;
mod lists;
pub mod readiness;
pub mod risks;
pub mod today;

use calendar::Calendar;
use chrono::NaiveDate;
use gap::tree::Tree;
use readiness::Shortfalls;
use risks::Heatmap;
use today::Today;

use crate::app::input::screen::{Screen, Table};
use crate::app::list::List;
pub use crate::app::screens::lists::assessments::{
    impact as impact_assessments, risk as risk_assessments, security as security_reviews,
};
pub use crate::app::screens::lists::management_system::{changes, metrics, obligations, reviews, roles, sittings};
pub use crate::app::screens::lists::{
    controls, documents, evidence, findings, incidents, objectives, resources, suppliers, systems, treatment,
};
use crate::app::state::parts::DetailPlace;

/// Every screen: those with a tab in the order of their tabs.
pub static SCREENS: Table = &[
    &today::SCREEN,
    &systems::SCREEN,
    &risks::SCREEN,
    &treatment::SCREEN,
    &controls::SCREEN,
    &gap::SCREEN,
    &calendar::SCREEN,
    &evidence::SCREEN,
    &documents::SCREEN,
    &readiness::SCREEN,
    &findings::SCREEN,
    &incidents::SCREEN,
    &suppliers::SCREEN,
    &risk_assessments::SCREEN,
    &impact_assessments::SCREEN,
    &security_reviews::SCREEN,
    &objectives::SCREEN,
    &resources::SCREEN,
    &reviews::SCREEN,
    &changes::SCREEN,
    &sittings::SCREEN,
    &roles::SCREEN,
    &obligations::SCREEN,
    &metrics::SCREEN,
];

/// The screens as state, and the panes beside them.
#[derive(Debug)]
pub struct Screens {
    /// Which screens there are.
    pub table: Table,
    /// The Today screen.
    pub today: Today,
    /// What blocks conformance, stage 1 or stage 2.
    pub readiness: Shortfalls,
    /// The calendar.
    pub calendar: Calendar,
    /// The heatmap.
    pub heatmap: Heatmap,
    /// The clauses.
    pub tree: Tree,
    /// The list of each screen that has one.
    pub(in crate::app) lists: Vec<List>,
    /// The detail's place.
    pub detail: DetailPlace,
    /// Whether the pane with the keyboard has the whole screen.
    pub zoomed: bool,
}

impl Screens {
    /// Returns the state in which the program begins.
    pub fn new(table: Table, today: NaiveDate) -> Self {
        Self {
            table,
            today: Today::default(),
            readiness: Shortfalls::default(),
            calendar: Calendar::new(today),
            heatmap: Heatmap::default(),
            tree: Tree::default(),
            lists: table.iter().filter_map(|screen| screen.list.map(List::new)).collect(),
            detail: DetailPlace::default(),
            zoomed: false,
        }
    }

    /// Returns the list of a screen, where it has one.
    pub fn list(&self, screen: &Screen) -> Option<&List> {
        self.lists.iter().find(|list| screen.shows(list))
    }

    /// Gives the keyboard back to what the detail belongs to, and puts the detail at its top.
    pub(in crate::app) fn leave_detail(&mut self) {
        self.detail = DetailPlace::default();
    }

    pub(in crate::app) fn list_mut(&mut self, screen: &Screen) -> Option<&mut List> {
        self.lists.iter_mut().find(|list| screen.shows(list))
    }
}
