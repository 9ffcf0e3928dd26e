//! What the screens show and how one moves on them.

pub(crate) mod calendar;
pub(crate) mod dated;
pub(crate) mod levels;
pub(crate) mod management_system;
pub(crate) mod moving;
pub(crate) mod places;
pub(crate) mod problems;
pub(crate) mod readiness;
pub(crate) mod readiness_terms;
pub(crate) mod reading;
pub(crate) mod stepping;
pub(crate) mod today;
pub(crate) mod unread_filter;
