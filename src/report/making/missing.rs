//! What is said where nothing is recorded, and the list of these places.

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::nobody::is_nobody;
use crate::report::document::table::Cell;
use crate::report::document::text::{Inline, Plain};
use crate::report::making::Making;

/// Why something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// A field is empty.
    Recorded,
    /// Nobody judged it.
    Assessed,
    /// Nobody decided it.
    Decided,
    /// Nothing is said of the whole row.
    Row,
}

/// A place of a document where something is missing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gap {
    /// The record, or what else lacks it.
    pub(super) place: Plain,
    /// What is missing.
    pub(super) label: Plain,
    /// Why.
    pub(super) lack: Lack,
}

impl Making<'_> {
    /// Notes that a place lacks something, and returns the words for it.
    pub fn lacking(&mut self, place: &str, label: &str, lack: Lack) -> String {
        self.gaps.push(Gap {
            place: Plain::of(place),
            label: Plain::of(label),
            lack,
        });
        match lack {
            Lack::Recorded => self.words.fill("missing.recorded", &[("label", label)]),
            Lack::Assessed => self.words.say("missing.assessed").to_owned(),
            Lack::Decided => self.words.say("missing.decided").to_owned(),
            Lack::Row => self.words.say("missing.row").to_owned(),
        }
    }

    /// Returns the cell of a field that is empty.
    pub fn empty(&mut self, record: &Record, label: &'static str) -> Cell {
        let label = self.words.say(label);
        Cell::missing(&self.lacking(record.id().as_str(), label, Lack::Recorded))
    }

    /// Returns the cell of a choice that nobody made.
    pub fn undecided(&mut self, record: &Record, label: &'static str, lack: Lack) -> Cell {
        let label = self.words.say(label);
        Cell::missing(&self.lacking(record.id().as_str(), label, lack))
    }

    /// Returns a text as it stands, or that it is not recorded.
    pub fn text_of(&mut self, record: &Record, label: &'static str, text: &str) -> Cell {
        if text.is_empty() {
            self.empty(record, label)
        } else {
            Cell::text(text)
        }
    }

    /// Returns a day, or that it is not recorded.
    pub fn day_of(&mut self, record: &Record, label: &'static str, day: Option<NaiveDate>) -> Cell {
        match day {
            Some(day) => Cell::day(day),
            None => self.empty(record, label),
        }
    }

    /// Returns somebody by name, or that nobody is recorded.
    pub fn person_of(&mut self, record: &Record, label: &'static str, handle: &str) -> Cell {
        if is_nobody(handle) {
            return self.empty(record, label);
        }
        Cell::of(Inline::text(&self.person(handle)))
    }

    /// Returns lines, or that none is recorded, which is no gap: a list may be empty.
    pub fn lines_or_none(&mut self, lines: Vec<Vec<Inline>>) -> Cell {
        if lines.is_empty() {
            return Cell::missing(self.words.say("missing.none"));
        }
        Cell { lines }
    }

    /// Returns the cell of what this copy leaves out.
    pub fn withheld(&mut self) -> Cell {
        self.withheld += 1;
        Cell::missing(self.words.say("missing.withheld"))
    }

    /// Returns the rest of a row of which nothing is said: the words in its first cell, the others belong to it.
    pub fn blank_row(&mut self, record: &Record, label: &str, columns: usize) -> Vec<Cell> {
        let words = self.lacking(record.id().as_str(), label, Lack::Row);
        let mut cells = vec![Cell::missing(&words)];
        cells.resize(columns, Cell::default());
        cells
    }
}
