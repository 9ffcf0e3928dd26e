//! The lists of what the management system itself consists of: changes, metrics, obligations, roles, sittings.

pub mod changes;
pub mod metrics;
pub mod obligations;
pub mod roles;
pub mod sittings;
