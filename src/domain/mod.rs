//! Record kinds, the register and its rules. Knows no files, clock, terminal or environment: today is an argument.
//!
//! Each module uses those above it only:
//!
//! | module | holds |
//! |---|---|
//! | [`day`], [`fold`], [`sha256`] | days, spans and recurrence; texts folded for comparison; checksums |
//! | [`catalogue`], [`method`] | clauses, questions and controls; scales and levels of risks |
//! | [`record`] with the [`register`] | what a kind, a field, a value, an [`Edit`](register::edit::Edit) is; the lookups, which are never stored |
//! | [`admission`], [`kinds::check`], [`search`] | what an edit is refused for; what is wrong with a register as it is; finding by text |
//! | [`kinds`] | the record kinds: fields, derived values, check rules, rules on changes |
//! | [`query`] | the filter language |
//! | [`schedule`], [`review`], [`readiness`], [`measures`] | series, year plan; agendas; what blocks an audit; key figures |

pub mod admission;
pub mod catalogue;
pub mod day;
pub mod fold;
pub mod kinds;
pub mod measures;
pub mod method;
pub mod query;
pub mod readiness;
pub mod record;
pub mod review;
pub mod schedule;
pub mod search;
pub mod sha256;

pub use record::register;
