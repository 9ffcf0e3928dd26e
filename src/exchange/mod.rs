//! Spreadsheets and other formats in and out.
//!
//! The front half of an import lives here and knows no kind of record: [`sheet`] turns the bytes of a file
//! somebody saved from a spreadsheet program into headers and rows, [`dates`], [`choices`] and [`synonyms`]
//! read what such cells and headers usually hold, and [`neutral`] makes text safe for a sheet on the way out.
//! [`import`] makes records of it.
//! All of it prefers saying "not sure" over a wrong guess, because what it reads ends up as evidence.

pub mod choices;
mod clock;
pub mod dates;
pub mod delimiter;
pub mod demo;
pub mod encoding;
pub mod foreign;
pub mod header;
pub mod import;
pub mod json;
pub mod neutral;
pub mod note;
mod records;
pub mod sheet;
pub mod synonyms;
pub mod tidy;
