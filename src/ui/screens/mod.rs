//! The panes of each screen.

pub mod calendar;
pub mod gap;
pub mod readiness;
pub mod risks;
pub mod today;
