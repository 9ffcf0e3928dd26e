//! The gap analysis: the questions of clauses 4-10, by clause, with where the organization stands.

use crate::app::spec::{Column, Group, Spec, View};
use crate::domain::choice::Choices;
use crate::domain::kinds::answer::{self, State};
use crate::domain::record::Record;

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &answer::KIND,
    columns: &[
        Column::new("id", "Question", 8..=9, 0, 0),
        Column::new("state", "State", 10..=11, 0, 0),
        Column::new("question", "", 30..=140, 5, 0),
        Column::new("owner", "Owner", 8..=12, 0, 1),
        Column::new("note", "Note", 16..=60, 2, 2),
    ],
    order: &[("number", false)],
    group: Some(group),
    keep: |_| true,
};

/// Returns the clause of a question.
fn group(view: View<'_>, record: &Record) -> Group {
    let clause = answer::clause_of(record);
    let clauses = &view.register.catalogue().clauses;
    match clauses.iter().position(|entry| entry.id == clause) {
        Some(position) => {
            let clause = &clauses[position];
            Group {
                rank: position as u32,
                title: format!("{} {}", clause.id, clause.title),
            }
        }
        None => Group {
            rank: u32::MAX,
            title: clause.to_owned(),
        },
    }
}

/// How many questions stand at each state; the last is unassessed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Absent, informal, documented, operating, in the order of [`State`].
    pub states: [usize; 4],
    /// Not answered yet.
    pub unassessed: usize,
}

impl Coverage {
    /// Counts answers.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut coverage = Self::default();
        for record in records {
            match record.get(answer::STATE) {
                Some(state) => coverage.states[state as usize] += 1,
                None => coverage.unassessed += 1,
            }
        }
        coverage
    }

    /// Returns how many questions there are.
    pub fn total(self) -> usize {
        self.states.iter().sum::<usize>() + self.unassessed
    }

    /// Returns how many are answered.
    pub fn answered(self) -> usize {
        self.total() - self.unassessed
    }

    /// Returns the word for each part with its count, best first.
    pub fn parts(self) -> impl Iterator<Item = (&'static str, usize)> {
        let named = State::ALL
            .iter()
            .rev()
            .map(move |state| (state.item().label, self.states[*state as usize]));
        named.chain([("unassessed", self.unassessed)])
    }
}
