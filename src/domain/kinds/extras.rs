//! The table that every kind has for columns of an imported spreadsheet without a field of their own.

use crate::domain::record::kind::table;
use crate::domain::record::typed::{Line, Prose};

table! {
    /// Columns of an imported spreadsheet that have no field of their own.
    Extras, sorted: true, COLUMN: Line = "column", VALUE: Prose = "value"
}
