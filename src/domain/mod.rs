//! Record kinds, the register and its rules. Knows no files, clock, terminal or environment: today is an argument.
//!
//! Three ideas carry everything. A record kind is declared once ([`record`], [`kinds`]): forms, columns, filters, files
//! and exchange derive from its field table. Every change is an invertible [`Edit`](register::edit::Edit). And derived
//! values ([`method`], [`index`](register::index)) are computed or looked up, never stored.
//!
//! Each module uses those below it only, in this order: [`day`], [`fold`]; [`catalogue`], [`method`]; [`record`] with the
//! [`register`], since the functions of a kind take the register and the register holds records; [`admission`],
//! [`check`], [`search`]; [`kinds`]; then what reads certain kinds.

pub mod admission;
pub mod catalogue;
pub mod check;
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

pub use record::register;
