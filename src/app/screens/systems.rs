//! The inventory of AI systems.

use crate::app::list::{Column, Spec, in_force};
use crate::domain::kinds::system;

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &system::KIND,
    columns: &[
        Column {
            name: "title",
            heading: "System",
            least: 30,
            most: 70,
            share: 4,
            drop: 0,
        },
        Column {
            name: "unit",
            heading: "Unit",
            least: 10,
            most: 30,
            share: 2,
            drop: 6,
        },
        Column {
            name: "owner",
            heading: "Owner",
            least: 8,
            most: 14,
            share: 0,
            drop: 2,
        },
        Column {
            name: "stage",
            heading: "Stage",
            least: 12,
            most: 12,
            share: 0,
            drop: 3,
        },
        Column {
            name: "roles",
            heading: "Roles",
            least: 12,
            most: 30,
            share: 1,
            drop: 8,
        },
        Column {
            name: "eu_class",
            heading: "EU AI Act",
            least: 10,
            most: 20,
            share: 0,
            drop: 7,
        },
        Column {
            name: "level",
            heading: "Lvl",
            least: 3,
            most: 3,
            share: 0,
            drop: 1,
        },
        Column {
            name: "overdue",
            heading: "Late",
            least: 4,
            most: 4,
            share: 0,
            drop: 4,
        },
        Column {
            name: "review",
            heading: "Review",
            least: 10,
            most: 10,
            share: 0,
            drop: 5,
        },
    ],
    order: &[("title", false)],
    group: None,
    keep: in_force,
};
