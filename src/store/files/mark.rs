//! The mark of a file, by which a change shows without reading it.

use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::MetadataExt;

/// What a file's number, size and times come to: a replaced file has another number, a written one another size or time.
///
/// A hash of 64 bits; of a million changes it misses one with a chance of one in 10^13.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(u64);

impl Mark {
    /// Returns the mark of a file.
    pub fn of(meta: &Metadata) -> Self {
        let mut hasher = DefaultHasher::new();
        (meta.dev(), meta.ino(), meta.size()).hash(&mut hasher);
        (meta.mtime(), meta.mtime_nsec()).hash(&mut hasher);
        (meta.ctime(), meta.ctime_nsec()).hash(&mut hasher);
        Self(hasher.finish())
    }
}
