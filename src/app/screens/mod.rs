//! The screens as state, one file each.

pub mod calendar;
pub mod controls;
pub mod documents;
pub mod evidence;
pub mod findings;
pub mod gap;
pub mod incidents;
pub mod objectives;
pub mod readiness;
pub mod risks;
pub mod suppliers;
pub mod systems;
pub mod today;
pub mod treatment;

use calendar::Calendar;
use gap::tree::Tree;
use readiness::Blockers;
use risks::Heatmap;
use today::Today;

use crate::app::list::List;
use crate::app::state::DetailPlace;

/// The screens as state, and the panes beside them.
#[derive(Debug)]
pub struct Screens {
    /// The Today screen.
    pub today: Today,
    /// What blocks conformance, stage 1 or stage 2.
    pub readiness: Blockers,
    /// The calendar.
    pub calendar: Calendar,
    /// The heatmap.
    pub heatmap: Heatmap,
    /// The clauses.
    pub tree: Tree,
    /// The lists, in the order of [`App::list_position`](super::state::App::list_position).
    pub(in crate::app) lists: [List; 11],
    /// The detail's place.
    pub detail: DetailPlace,
    /// Whether the pane with the keyboard has the whole screen.
    pub zoomed: bool,
}

/// Which screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScreenId {
    /// What needs attention.
    Today,
    /// The inventory.
    Systems,
    /// The risk register and its heatmap.
    Risks,
    /// The treatment plans, worst first.
    Treatment,
    /// The control checklist and Statement of Applicability.
    Controls,
    /// The gap analysis of clauses 4-10.
    Gap,
    /// Everything dated.
    Calendar,
    /// The evidence.
    Evidence,
    /// The documents, the other list of the evidence's tab.
    Documents,
    /// What blocks conformance, stage 1 and stage 2, under Today's tab.
    Readiness,
    /// The findings, by what they need next.
    Findings,
    /// The incidents, the other list of the findings' tab.
    Incidents,
    /// The suppliers, the other list of the inventory's tab.
    Suppliers,
    /// The objectives, reached from Today.
    Objectives,
}

impl ScreenId {
    /// All screens with a tab, in the order of their numbers.
    pub const ALL: [Self; 9] = [
        Self::Today,
        Self::Systems,
        Self::Risks,
        Self::Treatment,
        Self::Controls,
        Self::Gap,
        Self::Calendar,
        Self::Evidence,
        Self::Findings,
    ];

    /// The lists that share the tab of another screen.
    const WITHIN: [Self; 5] = [
        Self::Documents,
        Self::Readiness,
        Self::Incidents,
        Self::Suppliers,
        Self::Objectives,
    ];

    /// Returns the name on the tab.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Systems => "Systems",
            Self::Risks => "Risks",
            Self::Treatment => "Treatment",
            Self::Controls => "Controls",
            Self::Gap => "Gap",
            Self::Calendar => "Calendar",
            Self::Evidence => "Evidence",
            Self::Documents => "Documents",
            Self::Readiness => "Readiness",
            Self::Findings => "Findings",
            Self::Incidents => "Incidents",
            Self::Suppliers => "Suppliers",
            Self::Objectives => "Objectives",
        }
    }

    /// Returns the screen whose tab it stands under.
    #[must_use]
    pub const fn tab(self) -> Self {
        match self {
            Self::Documents => Self::Evidence,
            Self::Incidents => Self::Findings,
            Self::Suppliers => Self::Systems,
            Self::Readiness | Self::Objectives => Self::Today,
            own => own,
        }
    }

    /// Returns the screen with this name, whatever its case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .chain(Self::WITHIN)
            .find(|screen| screen.title().eq_ignore_ascii_case(name))
    }

    /// Returns the screen on which records of a kind are listed.
    pub fn of_kind(kind: &str) -> Option<Self> {
        Some(match kind {
            "system" => Self::Systems,
            "risk" => Self::Risks,
            "action" => Self::Treatment,
            "control" => Self::Controls,
            "answer" => Self::Gap,
            "review" => Self::Calendar,
            "evidence" => Self::Evidence,
            "document" => Self::Documents,
            "finding" => Self::Findings,
            "incident" => Self::Incidents,
            "supplier" => Self::Suppliers,
            "objective" => Self::Objectives,
            _ => return None,
        })
    }
}
