//! Guided work: sessions, reviews being held, the queue.

pub(crate) mod decided;
pub(crate) mod holding;
pub(crate) mod outcomes;
pub(crate) mod queue;
pub(crate) mod session;
