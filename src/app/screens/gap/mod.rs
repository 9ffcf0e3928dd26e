//! The gap analysis: the questions of clauses 4-10, by clause, with where the organization stands.

pub mod tree;

use crate::app::list::spec::{Column, Group, Spec, View};
use crate::domain::kinds::answer;
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
