//! What a cell of a file of ours says to the letter.

use crate::domain::record::field::Shape;
use crate::domain::record::input;
use crate::domain::record::value::Value;
use crate::exchange::import::columns::feeds::Feed;
use crate::exchange::import::reading::{Reader, Reading};

impl Reader<'_> {
    /// Returns what a cell of a file of ours says to the letter, where that is what its record holds, or where no such
    /// record is here: then the file says what it was. What somebody wrote into the file since is read as usual.
    pub(super) fn as_exported(&self, feed: &Feed, text: &str, reading: &Reading) -> Option<Value> {
        if !self.is_ours || reading.id.is_empty() {
            return None;
        }
        let value = input::read(feed.field.shape, text, self.today).ok()?;
        let links = matches!(feed.field.shape, Shape::One(_) | Shape::Many(_) | Shape::Terms(_));
        match self.register.get(&reading.id) {
            Some(record) if !record.says_nothing() => (*record.value(feed.position) == value).then_some(value),
            _ if links && self.value(feed, text).why.is_none() => None,
            _ => Some(value),
        }
    }
}
