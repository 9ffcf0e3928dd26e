//! The disk and other people: saving, changes from outside, fields that both changed.

pub(crate) mod committed;
pub(crate) mod meanwhile;
pub(crate) mod others;
pub(crate) mod outside;
pub(crate) mod overtaken;
pub(crate) mod read_only;
pub(crate) mod same_field;
pub(crate) mod saving;
