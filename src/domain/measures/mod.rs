//! Key figures of the AIMS: gap coverage, control progress, trends.

pub mod control_progress;
pub mod gap_coverage;
pub mod trend;
