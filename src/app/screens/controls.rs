//! The control checklist and Statement of Applicability, by domain.

use crate::app::list::{Column, Group, Spec, View};
use crate::domain::kinds::control::{self, Status};
use crate::domain::record::Record;

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &control::KIND,
    columns: &[
        Column {
            name: "id",
            heading: "Control",
            least: 8,
            most: 9,
            share: 0,
            drop: 0,
        },
        Column {
            name: "title",
            heading: "Title",
            least: 24,
            most: 70,
            share: 4,
            drop: 0,
        },
        Column {
            name: "applicability",
            heading: "Applies",
            least: 8,
            most: 10,
            share: 0,
            drop: 1,
        },
        Column {
            name: "status",
            heading: "Status",
            least: 12,
            most: 15,
            share: 0,
            drop: 0,
        },
        Column {
            name: "owner",
            heading: "Owner",
            least: 8,
            most: 12,
            share: 0,
            drop: 2,
        },
        Column {
            name: "risks",
            heading: "Risks",
            least: 5,
            most: 5,
            share: 0,
            drop: 3,
        },
        Column {
            name: "reason",
            heading: "Reason",
            least: 20,
            most: 60,
            share: 3,
            drop: 4,
        },
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
