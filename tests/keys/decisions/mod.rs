//! Decisions: what each asks, changes and takes with it, and undoing it.

pub(crate) mod assessing;
pub(crate) mod consequences;
pub(crate) mod effects;
pub(crate) mod files;
pub(crate) mod findings;
pub(crate) mod incidents;
pub(crate) mod method;
pub(crate) mod rules;
pub(crate) mod starters;
pub(crate) mod statement;
pub(crate) mod states;
pub(crate) mod steps;
pub(crate) mod triage;
pub(crate) mod undoing;
