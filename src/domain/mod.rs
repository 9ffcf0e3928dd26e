//! Record kinds, the register and its rules. Knows no files, clock, terminal or environment: today is an argument.
//!
//! Three ideas carry everything. A record kind is declared once ([`kind`], [`field`], [`kinds`]): forms, columns,
//! filters, files and exchange derive from its field table. Every change is an invertible [`edit::Edit`]. And derived
//! values ([`method`], [`index`]) are computed or looked up, never stored.

pub mod action_line;
pub mod admission;
pub mod agenda;
pub mod catalogue;
pub mod check;
pub mod choice;
pub mod coverage;
pub mod crosswalk;
pub mod day;
pub mod edit;
pub mod field;
pub mod id;
pub mod independence;
pub mod index;
pub mod input;
pub mod kind;
pub mod kinds;
pub mod method;
pub mod observed;
pub mod presets;
pub mod programme;
pub mod progress;
pub mod prose;
pub mod query;
pub mod readiness;
pub mod record;
pub mod recurrence;
pub mod register;
pub mod score;
pub mod search;
pub mod series;
pub mod shift;
pub mod sitting;
pub mod theme;
pub mod trend;
pub mod typed;
pub mod value;
