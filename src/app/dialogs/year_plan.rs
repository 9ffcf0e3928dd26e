//! The year plan dialog: proposed reviews, of which some can be left out, accepted as one edit.

use std::cell::Cell;
use std::collections::HashSet;

use crate::app::dialogs::keys::{DialogKeys, Listed, Rows, dialog_keys};
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::Keep;
use crate::app::environment::key::Key;
use crate::app::state::outcome::Then;
use crate::domain::record::id::{Id, mint};
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};
use crate::domain::schedule::year_plan::Proposal;

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
pub const ALL_PLANNED: &str = "All that the cadence asks for over the next 12 months is planned, or has a day in its own record, as a supplier's review; the cadence \
     is a field of the organization.";

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
        edit.changes.push(Change::add(record));
    }
    edit.title = match edit.changes.len() {
        1 => "plan the year: 1 review".to_owned(),
        count => format!("plan the year: {count} reviews"),
    };
    edit
}

impl Plan {
    /// Returns a plan of which everything is taken.
    pub fn new(proposed: Vec<Proposal>) -> Self {
        Self {
            rows: proposed.into_iter().map(|proposal| (proposal, true)).collect(),
            cursor: 0,
            top: Cell::new(0),
            height: Cell::new(0),
        }
    }

    /// Returns those that are taken.
    pub fn accepted(&self) -> impl Iterator<Item = &Proposal> {
        self.rows
            .iter()
            .filter(|(_, taken)| *taken)
            .map(|(proposal, _)| proposal)
    }

    /// Returns how many are taken.
    pub fn taken(&self) -> usize {
        self.accepted().count()
    }

    /// Returns the proposal under the cursor.
    pub fn current(&self) -> Option<&Proposal> {
        self.rows.get(self.cursor).map(|(proposal, _)| proposal)
    }

    /// Leaves the one under the cursor out, or takes it in again, and goes on to the next.
    fn toggle(&mut self) -> Outcome {
        if let Some((_, taken)) = self.rows.get_mut(self.cursor) {
            *taken = !*taken;
        }
        self.go(1)
    }

    /// Takes all in, or leaves all out where all are taken.
    fn toggle_all(&mut self) -> Outcome {
        let all = self.taken() < self.rows.len();
        for (_, taken) in &mut self.rows {
            *taken = all;
        }
        Outcome::Stay
    }

    /// Returns what makes the reviews that are taken, all in one edit.
    fn edit(&self, Background { register, env, .. }: Background<'_>) -> Then {
        let begun = env.edit_named(String::new());
        Then::Make(Box::new(accepted(begun, register, self.accepted(), env.entropy)))
    }

    fn accept(&mut self, background: Background<'_>) -> Outcome {
        if self.taken() == 0 {
            return Outcome::Refuse("Everything is left out; take one in again, or drop the plan.".into());
        }
        Outcome::Confirm(self.edit(background))
    }

    /// Shows all that the proposal under the cursor is about.
    fn read(&self, register: &Register) -> Outcome {
        let Some(proposal) = self.current() else {
            return Outcome::Stay;
        };
        let [title, why, ..] = proposal.texts();
        let titled = |id: &Id| format!("  {id}  {}", register.title(id.as_str()).unwrap_or_default());
        let mut lines = vec![format!("{}: {title}", proposal.day), String::new(), why];
        for (heading, ids) in [("Systems", &proposal.systems), ("Requirements", &proposal.requirements)] {
            if !ids.is_empty() {
                lines.extend([String::new(), format!("{heading} ({})", ids.len())]);
                lines.extend(ids.iter().map(titled));
            }
        }
        Outcome::Read("Proposed review".to_owned(), lines)
    }
}

impl Rows for Plan {
    fn height(&self) -> usize {
        self.height.get()
    }

    fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }
}

/// The keys of the plan.
pub static KEYS: DialogKeys<Plan> = DialogKeys::new(
    "in the year plan",
    &[
        Plan::MOVES,
        dialog_keys! {
            "space x" "Leave the review out, or take it in again." ! "leaves out" => |plan, _| plan.toggle(),
            "*" "Take all in, or leave all out." => |plan, _| plan.toggle_all(),
            "l right" "Show all of it." ! "all of it" => |plan, read| plan.read(read.register),
            "enter" "Plan the reviews that are taken." ! "plans" => Plan::accept,
            "esc q ctrl-c" "Drop the plan." ! "drops" => |_, _| Outcome::Leave,
        },
    ],
);

impl Keep for Plan {}

impl Dialog for Plan {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        KEYS.press(self, key, background)
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn types(&self, _: char, _: &Register) -> bool {
        false
    }
}
