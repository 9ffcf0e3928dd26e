//! The control checklist and Statement of Applicability, by domain.

use crate::app::spec::{Column, Group, Spec, View};
use crate::domain::kinds::control::{self, Status};
use crate::domain::record::Record;

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &control::KIND,
    columns: &[
        Column::new("id", "Control", 8..=9, 0, 0),
        Column::new("title", "Title", 24..=70, 4, 0),
        Column::new("applicability", "Applies", 8..=10, 0, 1),
        Column::new("status", "Status", 12..=15, 0, 0),
        Column::new("owner", "Owner", 8..=12, 0, 2),
        Column::new("risks", "Risks", 5..=5, 0, 3),
        Column::new("reason", "Reason", 20..=60, 3, 4),
    ],
    order: &[("number", false)],
    group: Some(group),
    keep: |_| true,
};

/// Returns the domain of a control; own controls follow those of Annex A.
fn group(view: View<'_>, record: &Record) -> Group {
    let catalogue = view.register.catalogue();
    let domain = catalogue
        .control(record.id().as_str())
        .map(|control| control.domain.as_str());
    let position = domain.and_then(|id| catalogue.domains.iter().position(|domain| domain.id == id));
    match position {
        Some(position) => {
            let domain = &catalogue.domains[position];
            Group {
                rank: position as u32,
                title: format!("{} {}", domain.id, domain.title),
            }
        }
        None => Group {
            rank: u32::MAX,
            title: "Own controls".to_owned(),
        },
    }
}

/// How far the controls of a group are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many there are.
    pub total: usize,
    /// How many are excluded.
    pub excluded: usize,
    /// How many are in operation.
    pub implemented: usize,
    /// How many are in operation in part.
    pub partial: usize,
    /// How many are planned.
    pub planned: usize,
}

impl Progress {
    /// Counts records, which may be of several groups.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut progress = Self::default();
        for record in records {
            progress.total += 1;
            if !control::is_applicable(record) {
                progress.excluded += 1;
                continue;
            }
            match record.get(control::STATUS) {
                Some(Status::Implemented) => progress.implemented += 1,
                Some(Status::Partial) => progress.partial += 1,
                Some(Status::Planned) => progress.planned += 1,
                Some(Status::NotImplemented) | None => {}
            }
        }
        progress
    }

    /// Returns how many controls are chosen.
    pub fn applicable(self) -> usize {
        self.total - self.excluded
    }
}
