//! Approvals of a document or of the method as a whole: the table that both kinds have.

use crate::domain::record::field::Shape;
use crate::domain::record::kind::table;

table! {
    /// What was approved as a whole: which version, on which day, by whom, the SHA-256 of what was approved, and what
    /// changed.
    Approvals, sorted: true, "version": Shape::Line, "on": Shape::Day, "by": Shape::Person, "digest": Shape::Line, "summary": Shape::Line
}
