//! Cells of spreadsheets: dates, choices, and text that no spreadsheet takes for a formula.

pub mod choices;
pub(in crate::exchange) mod clock;
pub mod dates;
pub mod neutral;
