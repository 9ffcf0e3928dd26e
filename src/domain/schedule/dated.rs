//! A dated thing of a record: the day of one of its fields, or an event of its series that is only projected.

use chrono::NaiveDate;

use crate::domain::register::index::Slot;

/// A dated thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub day: NaiveDate,
    /// The record.
    pub slot: Slot,
    /// The position of the field that holds the day.
    pub field: usize,
    /// The day of the series, of an event that is only projected: the record is the one before it.
    pub of_series: Option<NaiveDate>,
    /// Whether it is over and asks for nothing: a review that was held or cancelled.
    pub is_over: bool,
}

impl Dated {
    /// Tells whether it is the same thing, on whatever day it stands.
    pub fn is_same(self, other: Self) -> bool {
        (self.slot, self.field, self.of_series) == (other.slot, other.field, other.of_series)
    }
}
