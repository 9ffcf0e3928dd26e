//! The risk register: the heatmap of the method beside the list of what is in it.

pub mod commands;
pub(in crate::app) mod pane;
pub(in crate::app) mod typical_risks;

use std::collections::BTreeSet;

use crate::app::input::command::Command;
use crate::app::input::keymap::{Context, keys};
use crate::app::input::screen::{Screen, Tab};
use crate::app::list::List;
use crate::app::list::spec::{Column, Spec, View, in_force};
use crate::domain::kinds::risk;
use crate::domain::method::Method;
use crate::domain::method::score::Dimension;
use crate::domain::record::Record;
use crate::domain::register::index::{Cell, Slot};

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("risks", "Show the risk register with its heatmap."),
    title: "Risks",
    short: "Risks",
    tab: Tab::Own("3"),
    pane: &pane::HeatmapAndRows,
    list: Some(&SPEC),
    keys: keys! {
        OPEN!, "h" SWITCH_PANE!, "left" SWITCH_PANE, "a" ADD!, EDIT!, "t" NEXT_TIME!, "d" NEXT_DIMENSION!, "A" ACCEPT!, FILTER!,
        "T" ADD_ACTION!, "o" OWNER, "S" STATUS, "r" RETIRE, "D" DUPLICATE, "n" NOTE, "P" APPROVE_PLAN,
        "c" WHOLE_REGISTER, "b" WHOLE_BAND, "M" METHOD, "i" STARTER,
    },
    contexts: &[&HEATMAP],
    within: pane::within,
    empty: |app| {
        if app.screens.heatmap.narrowed {
            "No risks here; :whole-register lists all."
        } else {
            "No risks yet: :add adds one."
        }
    },
    ..Screen::PLAIN
};

/// In the heatmap.
pub static HEATMAP: Context = Context {
    title: "heatmap",
    keys: keys! {
        "h" LEFT, "left" LEFT, "j" DOWN, "down" DOWN, "k" UP, "up" UP, "l" RIGHT, "right" RIGHT,
        "enter" OPEN!, "t" NEXT_TIME!, "d" NEXT_DIMENSION!, "c" WHOLE_REGISTER!, "b" WHOLE_BAND, "w" SWITCH_PANE!, "a" ADD!,
        "/" FILTER, "M" METHOD, "i" STARTER,
    },
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &risk::KIND,
    columns: &[
        Column::new("level", "Lvl", 3..=3, 0, 0),
        Column::new("title", "Risk", 30..=80, 4, 0),
        Column::new("systems", "Systems", 12..=30, 1, 4),
        Column::new("owner", "Owner", 8..=14, 0, 3),
        Column::new("treatment", "Option", 8..=8, 0, 5),
        Column::new("actions", "Act", 3..=3, 0, 6),
        Column::new("status", "Status", 8..=8, 0, 2),
    ],
    order: &[("level", true), ("title", false)],
    group: None,
    keep: |record| in_force(record) && record.is_open(),
};

/// The time at which risks are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// Before any treatment.
    Inherent,
    /// As things stand.
    Current,
    /// After the planned treatment.
    Target,
}

impl Time {
    /// Returns the position of the field that holds the judgement.
    pub fn field(self) -> usize {
        risk::TIMES[self as usize].field().index
    }

    /// Returns the word for it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Inherent => "inherent",
            Self::Current => "current",
            Self::Target => "target",
        }
    }

    /// Returns the time after this one, round and round from current.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Current => Self::Target,
            Self::Target => Self::Inherent,
            Self::Inherent => Self::Current,
        }
    }
}

/// The heatmap's state.
#[derive(Debug)]
pub struct Heatmap {
    /// Whether it has the keyboard.
    pub focused: bool,
    /// At which time risks are judged.
    pub time: Time,
    /// For whom; `None` is the worst of all.
    pub dimension: Option<Dimension>,
    /// The likelihood under the cursor; `None` is the column of those without one.
    pub likelihood: Option<u8>,
    /// The consequence under the cursor.
    pub consequence: u8,
    /// Whether the list shows the cell under the cursor only.
    pub narrowed: bool,
    /// Whether it shows the whole band of that cell then.
    pub by_band: bool,
}

impl Default for Heatmap {
    fn default() -> Self {
        let (time, dimension) = (Time::Current, None);
        Self {
            focused: false,
            time,
            dimension,
            likelihood: Some(3),
            consequence: 3,
            narrowed: false,
            by_band: false,
        }
    }
}

impl Heatmap {
    /// Returns a cell of the grid at the chosen time and for the chosen dimension.
    pub fn cell(&self, likelihood: Option<u8>, consequence: u8) -> Cell {
        Cell {
            field: self.time.field(),
            dimension: self.dimension,
            likelihood,
            consequence,
        }
    }

    /// Returns the cell under the cursor.
    pub fn cursor(&self) -> Cell {
        self.cell(self.likelihood, self.consequence)
    }

    /// Moves the cursor within the grid of the method: right and up raise consequence and likelihood. Left of the
    /// lowest consequence lies nothing; right of the highest, the column of risks without a likelihood.
    pub fn step(&mut self, view: View<'_>, right: i8, up: i8) {
        let method = view.register.method();
        let (rows, columns) = (method.likelihoods.len() as u8, method.consequences.len() as u8);
        match self.likelihood {
            None if right < 0 => self.likelihood = Some(rows),
            None => {
                // The column of those without a likelihood runs over the consequences.
                self.consequence = self.consequence.saturating_add_signed(up).clamp(1, columns);
            }
            Some(likelihood) => {
                self.likelihood = Some(likelihood.saturating_add_signed(up).clamp(1, rows));
                if right > 0 && self.consequence == columns {
                    self.likelihood = None;
                } else {
                    self.consequence = self.consequence.saturating_add_signed(right).clamp(1, columns);
                }
            }
        }
    }

    /// Judges by the next dimension, the worst of all among them.
    pub(in crate::app) fn next_dimension(&mut self) {
        self.dimension = match self.dimension {
            None => Some(Dimension::Organization),
            Some(Dimension::Organization) => Some(Dimension::Individuals),
            Some(Dimension::Individuals) => Some(Dimension::Society),
            Some(Dimension::Society) => None,
        };
    }

    /// Keeps the cursor on the grid where the method became a smaller one.
    pub fn keep_within(&mut self, method: &Method) {
        let (rows, columns) = (method.likelihoods.len() as u8, method.consequences.len() as u8);
        self.likelihood = self.likelihood.map(|likelihood| likelihood.clamp(1, rows));
        self.consequence = self.consequence.clamp(1, columns);
    }

    /// Puts the cursor on the cell of a risk.
    pub fn follow(&mut self, risk: &Record) {
        if let Some(score) = risk::judged(risk, risk::TIMES[self.time as usize])
            && let Some(consequence) = score.consequence(self.dimension)
        {
            self.likelihood = score.likelihood;
            self.consequence = consequence;
        }
    }

    /// Brings the list in line with the cell under the cursor or its band, or with all risks.
    pub fn narrow(&self, view: View<'_>, list: &mut List) {
        let index = view.register.index();
        let cells = if self.by_band {
            self.band_cells(view)
        } else {
            vec![self.cursor()]
        };
        let within: Option<BTreeSet<Slot>> = self
            .narrowed
            .then(|| cells.into_iter().flat_map(|cell| index.in_cell(cell)).collect());
        list.set_within(view, within);
    }

    /// Returns the cells of the band in which the cursor stands.
    fn band_cells(&self, view: View<'_>) -> Vec<Cell> {
        let method = view.register.method();
        let band = method.band_at(self.likelihood, self.consequence);
        let rows = std::iter::once(None).chain((1..=method.likelihoods.len() as u8).map(Some));
        let columns = method.consequences.len() as u8;
        rows.flat_map(|likelihood| (1..=columns).map(move |consequence| (likelihood, consequence)))
            .filter(|(likelihood, consequence)| method.band_at(*likelihood, *consequence) == band)
            .map(|(likelihood, consequence)| self.cell(likelihood, consequence))
            .collect()
    }
}
