//! Drawing of records: list, detail and cell.

pub mod cell;
pub mod detail;
pub mod list;
