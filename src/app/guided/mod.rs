//! Guided modes: the gap and control session, holding a review, and triage; each ends with a summary.

pub mod review;
pub mod session;
pub mod summary;
pub mod triage;
