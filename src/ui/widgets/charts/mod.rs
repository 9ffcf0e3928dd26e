//! Charts: bars, a month as a grid, sparklines.

pub mod bar;
pub mod month;
pub mod spark;
