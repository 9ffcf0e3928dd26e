//! Dated things, series of reviews, the plan of a year, and actions typed in one line.

pub mod action_line;
pub mod dated;
pub mod series;
pub mod year_plan;
