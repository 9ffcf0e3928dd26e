//! The table that every kind has for columns of an imported spreadsheet without a field of their own.

use crate::domain::record::field::Shape;
use crate::domain::record::kind::table;

table! {
    /// Columns of an imported spreadsheet that have no field of their own.
    Extras, sorted: true, "column": Shape::Line, "value": Shape::Prose
}
