//! The workbench and the world outside: effects it asks for, results of saving, changes made by others.

pub mod effect;
pub mod external_changes;
pub(in crate::app) mod external_notices;
pub mod save_results;
pub mod since_last_visit;
