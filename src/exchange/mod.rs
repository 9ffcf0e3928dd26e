//! Spreadsheets and other formats in and out.
//!
//! [`sheet`] turns the bytes of a file saved by a spreadsheet program into headers and rows, [`cells`] reads what such
//! cells hold and makes text safe for a sheet, [`import`] makes records of rows, [`export`] makes files of records. All of
//! it prefers saying "not sure" over a wrong guess, because what it reads ends up as evidence.

pub mod as_exported;
pub mod cells;
pub mod demo;
pub mod export;
pub mod import;
pub mod json;
pub mod schema;
pub mod sheet;
