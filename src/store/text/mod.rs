//! The lossless text of a RON file.
//!
//! A record is edited in place, never rewritten: comments, unknown fields and hand formatting belong to the people who
//! keep the files, and a change of one field should be one changed line in a diff. `serde` and `ron::Value` both forget
//! what they do not know, so this module reads a file into a tree of byte spans ([`parse`]), decodes values from it
//! ([`Node`]), and changes single fields of the text ([`Document::edit`]). What it writes is produced by [`quote`],
//! [`prose`] and [`list`].
//!
//! The rule that keeps it honest: it never accepts what `ron` rejects. It is narrower in four places, none of which has
//! a use in a record: names are ASCII, there are no ranges (`1..5`), no `Some` without parentheses, and nesting stops
//! at [`DEPTH_LIMIT`]. A field that occurs twice in one struct is refused here as well.
//!
//! A file checked out with CRLF line ends is edited with CRLF line ends, including the lines of a raw string, and a
//! CRLF inside any string is decoded as LF. Otherwise the same record would have two values, one per platform.

// A test that cannot go on should stop.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod decode;
mod edit;
mod field;
mod lines;
mod literal;
mod parser;
mod problem;
mod screening;
mod splice;
mod tree;
mod writing;

pub use edit::{Change, EditError, Slot};
pub use parser::{DEPTH_LIMIT, parse};
pub use problem::{Places, Position, Problem, ProblemKind};
pub use tree::{Document, Entry, Node, NodeKind, Span};
pub use writing::{list, prose, quote};

#[cfg(test)]
mod properties;
