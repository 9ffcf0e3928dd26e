//! Tables and parts of rows that several documents have.

pub mod acceptances;
pub mod actions;
pub mod controls;
pub mod documents;
pub mod evidence;
pub mod findings;
pub mod heat;
pub mod reviews;
pub mod risks;
pub mod trend;
