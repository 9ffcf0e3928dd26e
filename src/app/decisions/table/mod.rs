//! The decisions, a file per family; those while a review is held are with it. The table is
//! [`DECISIONS`](crate::app::state::decisions::DECISIONS).

pub mod action;
pub mod any_record;
pub mod control;
pub mod document;
pub mod evidence;
pub mod finding;
pub mod gap;
pub mod incident;
pub mod objective;
pub mod organization;
pub mod risk;
pub mod supplier;
pub mod system;
#[cfg(test)]
pub(crate) mod tests;
