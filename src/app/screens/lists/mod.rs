//! The screens that are lists of records and nothing else.

pub mod assessments;
pub mod controls;
pub mod documents;
pub mod evidence;
pub mod findings;
pub mod incidents;
pub mod management_system;
pub mod objectives;
pub mod resources;
pub mod suppliers;
pub mod systems;
pub mod treatment;
