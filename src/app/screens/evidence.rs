//! The evidence.

use crate::app::spec::{Column, Spec, in_force};
use crate::domain::kinds::evidence;

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &evidence::KIND,
    columns: &[
        Column::new("title", "Evidence", 24..=70, 4, 0),
        Column::new("form", "Form", 9..=15, 0, 3),
        Column::new("location", "Location", 20..=60, 3, 2),
        Column::new("supports", "Supports", 10..=30, 1, 4),
        Column::new("expires", "Expires", 10..=10, 0, 0),
        Column::new("owner", "Owner", 8..=12, 0, 1),
    ],
    order: &[("expires", false), ("title", false)],
    group: None,
    keep: in_force,
};
