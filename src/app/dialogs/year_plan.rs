//! The year plan dialog: proposed reviews, of which some can be left out, accepted as one edit.

use std::cell::Cell;
use std::collections::HashSet;

use crate::app::dialogs::Dialog;
use crate::app::edits::Cursor;
use crate::app::input::key::{Code, Key};
use crate::app::state::App;
use crate::domain::record::id::{Id, mint};
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};
use crate::domain::schedule::year_plan::{Proposal, proposals};

/// The plan with its place.
#[derive(Debug)]
pub struct Plan {
    /// What is proposed, by day, each with whether it is taken.
    pub rows: Vec<(Proposal, bool)>,
    /// The position of the cursor.
    pub cursor: usize,
    /// The first row shown; drawing sets it.
    pub top: Cell<usize>,
    /// How many rows are shown; drawing sets it.
    pub height: Cell<usize>,
}

/// What is said when there is nothing to propose.
pub const ALL_PLANNED: &str =
    "All that the cadence asks for over the next 12 months is planned; the cadence is a field of the organization.";

/// Adds the reviews of a plan to an edit, which gets its title.
pub fn accepted<'a>(
    mut edit: Edit,
    register: &Register,
    plan: impl Iterator<Item = &'a Proposal>,
    mut entropy: impl FnMut() -> [u8; 5],
) -> Edit {
    let mut drawn = HashSet::new();
    for proposal in plan {
        let taken = |id: &str| register.slot(id).is_some() || drawn.contains(id);
        let id = mint('V', &mut entropy, taken);
        drawn.insert(id.as_str().to_owned());
        let record = proposal.record(register, id);
        edit.changes.push(Change::Add(Box::new(record)));
    }
    edit.title = match edit.changes.len() {
        1 => "plan the year: 1 review".to_owned(),
        count => format!("plan the year: {count} reviews"),
    };
    edit
}

impl Plan {
    /// Returns how many are taken.
    pub fn taken(&self) -> usize {
        self.rows.iter().filter(|(_, taken)| *taken).count()
    }

    /// Returns the proposal under the cursor.
    pub fn current(&self) -> Option<&Proposal> {
        self.rows.get(self.cursor).map(|(proposal, _)| proposal)
    }

    fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Leaves the one under the cursor out, or takes it in again, and goes on to the next.
    fn toggle(&mut self) {
        if let Some((_, taken)) = self.rows.get_mut(self.cursor) {
            *taken = !*taken;
        }
        self.step(1);
    }

    /// Takes all in, or leaves all out where all are taken.
    fn toggle_all(&mut self) {
        let all = self.taken() < self.rows.len();
        for (_, taken) in &mut self.rows {
            *taken = all;
        }
    }
}

impl App {
    /// Shows what is proposed for the year, if anything is.
    pub(in crate::app) fn propose_year(&mut self) {
        let proposed = proposals(&self.register, self.env.today);
        if proposed.is_empty() {
            self.tell(ALL_PLANNED);
            return;
        }
        self.dialogs.push(Dialog::Plan(Box::new(Plan {
            rows: proposed.into_iter().map(|proposal| (proposal, true)).collect(),
            cursor: 0,
            top: Cell::new(0),
            height: Cell::new(0),
        })));
    }

    pub(in crate::app) fn plan_key(&mut self, key: Key) {
        let Some(Dialog::Plan(plan)) = self.dialogs.last_mut() else {
            return;
        };
        let page = plan.height.get().max(2) as isize - 1;
        match (key.code, key.ctrl) {
            (Code::Char('j') | Code::Down, false) => plan.step(1),
            (Code::Char('k') | Code::Up, false) => plan.step(-1),
            (Code::Char('g') | Code::Home, false) => plan.cursor = 0,
            (Code::Char('G') | Code::End, false) => plan.step(isize::MAX / 2),
            (Code::Char('d'), true) => plan.step((page / 2).max(1)),
            (Code::Char('u'), true) => plan.step(-(page / 2).max(1)),
            (Code::PageDown, _) | (Code::Char('f'), true) => plan.step(page),
            (Code::PageUp, _) => plan.step(-page),
            (Code::Char(' ' | 'x'), false) => plan.toggle(),
            (Code::Char('*'), false) => plan.toggle_all(),
            (Code::Char('l') | Code::Right, false) => self.show_proposal(),
            (Code::Enter, _) => self.accept_plan(),
            (Code::Esc, _) | (Code::Char('q'), false) | (Code::Char('c'), true) => {
                self.dialogs.pop();
            }
            _ => {
                self.refuse("Here j k move, space leaves one out, l shows all of it, enter plans, esc drops the plan.");
            }
        }
    }

    /// Shows all that the proposal under the cursor is about.
    fn show_proposal(&mut self) {
        let Some(Dialog::Plan(plan)) = self.dialogs.last() else {
            return;
        };
        let Some(proposal) = plan.current() else { return };
        let [title, why, ..] = proposal.told();
        let titled = |ids: &[Id]| -> Vec<String> {
            let line = |id: &Id| {
                let title = self.register.title(id.as_str()).unwrap_or_default();
                format!("  {id}  {title}")
            };
            ids.iter().map(line).collect()
        };
        let mut lines = vec![format!("{}: {title}", proposal.day), String::new(), why];
        for (heading, ids) in [("Systems", &proposal.systems), ("Requirements", &proposal.requirements)] {
            if !ids.is_empty() {
                lines.extend([String::new(), format!("{heading} ({})", ids.len())]);
                lines.extend(titled(ids));
            }
        }
        self.show_text("Proposed review", lines);
    }

    /// Makes the reviews that are taken, all in one edit.
    fn accept_plan(&mut self) {
        let Some(Dialog::Plan(plan)) = self.dialogs.last() else {
            return;
        };
        if plan.taken() == 0 {
            self.refuse("Everything is left out; space takes one in again, esc drops the plan.");
            return;
        }
        let taken = plan.rows.iter().filter(|(_, taken)| *taken);
        let taken = taken.map(|(proposal, _)| proposal);
        let edit = accepted(self.edit_named(String::new()), &self.register, taken, self.env.entropy);
        self.dialogs.pop();
        self.commit(&edit, Cursor::Follow);
    }
}
