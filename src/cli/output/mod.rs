//! What commands print: failures with exit codes, tables, progress.

pub mod failure;
pub mod print;
pub mod progress;
pub mod reference;
pub mod table;
pub mod whole_file;
