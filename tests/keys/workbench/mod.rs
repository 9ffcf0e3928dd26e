//! The workbench as a whole: every table reachable, random keys, recordings, the work done.

pub(crate) mod fits;
pub(crate) mod hinted;
pub(crate) mod random;
pub(crate) mod reachable;
pub(crate) mod recorded;
pub(crate) mod work;
