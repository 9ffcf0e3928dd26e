//! The evidence.

use crate::app::list::{Column, Spec, in_force};
use crate::domain::kinds::evidence;

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &evidence::KIND,
    columns: &[
        Column {
            name: "title",
            heading: "Evidence",
            least: 24,
            most: 70,
            share: 4,
            drop: 0,
        },
        Column {
            name: "form",
            heading: "Form",
            least: 9,
            most: 15,
            share: 0,
            drop: 3,
        },
        Column {
            name: "location",
            heading: "Location",
            least: 20,
            most: 60,
            share: 3,
            drop: 2,
        },
        Column {
            name: "supports",
            heading: "Supports",
            least: 10,
            most: 30,
            share: 1,
            drop: 4,
        },
        Column {
            name: "expires",
            heading: "Expires",
            least: 10,
            most: 10,
            share: 0,
            drop: 0,
        },
        Column {
            name: "owner",
            heading: "Owner",
            least: 8,
            most: 12,
            share: 0,
            drop: 1,
        },
    ],
    order: &[("expires", false), ("title", false)],
    group: None,
    keep: in_force,
};
