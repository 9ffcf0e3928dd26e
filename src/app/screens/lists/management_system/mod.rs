//! The lists of what the management system itself consists of: changes, metrics, obligations, reviews, roles, sittings.

pub mod changes;
pub mod metrics;
pub mod obligations;
pub mod reviews;
pub mod roles;
pub mod sittings;
