//! Tables and parts of rows that several documents have.

pub mod acceptances;
pub mod actions;
pub mod controls;
pub mod documents;
pub mod evidence;
pub mod heat;
pub mod risks;
pub mod trend;
