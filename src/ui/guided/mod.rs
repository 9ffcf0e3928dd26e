//! Drawing of the guided modes.

pub mod review;
pub mod session;
