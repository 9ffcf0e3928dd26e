//! Cells of spreadsheets: dates, choices, citations, and text that no spreadsheet takes for a formula.

pub mod choices;
pub mod citations;
pub(in crate::exchange) mod clock;
pub mod dates;
pub(in crate::exchange) mod html;
pub mod markdown;
pub mod neutral;
pub mod periods;
