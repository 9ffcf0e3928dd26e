//! Days and recurrence: typed days, rules of recurrence, series of reviews, the plan of a year.

pub mod action_line;
pub mod day;
pub mod recurrence;
pub mod series;
pub mod year_plan;
