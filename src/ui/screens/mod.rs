//! The panes of each screen.

pub mod calendar;
pub mod cell;
pub mod crosswalk;
pub mod detail;
pub mod gap;
pub mod history;
pub mod holding;
pub mod programme;
pub mod readiness;
pub mod records;
pub mod risks;
pub mod session;
pub mod today;
pub mod trends;
