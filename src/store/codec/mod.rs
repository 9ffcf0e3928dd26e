//! Between the text of a record file and the record: reading by the kind's field table, writing canonical text.
//!
//! Reading goes through the span tree of [`crate::store::text`], so that every problem of a file is reported with its place;
//! the `ron` crate gives its second opinion on each text before it is saved, and in tests on everything written here.

mod read;
mod rewrite;
mod write;

pub use read::{Reading, format_of, read, read_document, read_text};
pub use rewrite::{RewriteError, rewrite, verify};
pub use write::{item_texts, value_text, write, write_brief};

/// The format this program writes; stated once, in the organization's file.
pub const FORMAT: i64 = 2;

/// The field of the organization that holds an older format until what moved since is written.
const FORMAT_FIELD: &str = "format";

#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests;
