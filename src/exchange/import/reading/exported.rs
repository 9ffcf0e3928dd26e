//! What a cell of a file of ours says to the letter.

use crate::domain::record::field::Shape;
use crate::domain::record::input;
use crate::domain::record::value::Value;
use crate::exchange::as_exported;
use crate::exchange::import::columns::feeds::Feed;
use crate::exchange::import::reading::{Reader, Reading};
use crate::exchange::import::words;
use crate::exchange::sheet::Row;

impl Reader<'_> {
    /// Returns what a cell of a file of ours says to the letter, where that is what its record holds or held when
    /// the file was made, or where no such record is here: then the file says what it was. What somebody wrote into the file since is read as usual.
    pub(super) fn as_exported(&self, feed: &Feed, text: &str, reading: &Reading) -> Option<Value> {
        if !self.is_ours || reading.id.is_empty() {
            return None;
        }
        if feed.field.shape == Shape::Flag {
            return words::answer(text).map(Value::Flag);
        }
        let value = input::read(feed.field.shape, text, self.today).ok()?;
        let links = matches!(feed.field.shape, Shape::One(_) | Shape::Many(_) | Shape::Terms(_));
        match self.register.get(&reading.id) {
            Some(record) if !record.says_nothing() => {
                let exported = reading.exported.as_deref();
                let exported = exported.filter(|text| as_exported::is_of(text, record.id()));
                let was = exported.is_some_and(|text| as_exported::says(text, feed.field.name, &value));
                (was || *record.value(feed.position) == value).then_some(value)
            }
            _ if links && self.value(feed, text).why.is_none() => None,
            _ => Some(value),
        }
    }
}

/// What `aims list` prints for a line end, so that a record stays on its line.
const LINE_END: char = '\u{2424}';

/// Returns a row with the line ends that a list of ours shows as symbols; nothing when it has none.
pub(super) fn restored(row: &Row) -> Option<Row> {
    let shows = |cell: &str| cell.contains(LINE_END);
    let restore = |cell: &str| cell.replace(LINE_END, "\n");
    row.cells.iter().any(shows).then(|| Row {
        cells: row.cells.iter().map(restore).collect(),
        ..row.clone()
    })
}
