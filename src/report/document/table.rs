//! Tables with typed cells.

use chrono::NaiveDate;

use crate::report::document::text::{Inline, Plain, words};

/// What is said at one place of a table, in lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The lines; none for a cell that the one before it covers.
    pub lines: Vec<Vec<Inline>>,
}

impl Cell {
    /// Returns a cell of plain words, each line end a line.
    pub fn text(text: &str) -> Self {
        Self::of(Inline::text(text))
    }

    /// Returns a cell with one part.
    pub fn of(part: Inline) -> Self {
        Self {
            lines: vec![vec![part]],
        }
    }

    /// Returns a cell with one line.
    pub fn line(parts: Vec<Inline>) -> Self {
        Self { lines: vec![parts] }
    }

    /// Returns a cell with a number.
    pub fn number(number: usize) -> Self {
        Self::of(Inline::Number(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    /// Returns a cell with a day.
    pub fn day(day: NaiveDate) -> Self {
        Self::of(Inline::Day(day))
    }

    /// Returns a cell with the words for what is missing.
    pub fn missing(text: &str) -> Self {
        Self::of(Inline::missing(text))
    }

    /// Returns a cell for what cannot arise.
    pub fn none() -> Self {
        Self::text("–")
    }

    /// Returns its lines as words.
    pub fn words(&self) -> String {
        let lines: Vec<_> = self.lines.iter().map(|line| words(line)).collect();
        lines.join("\n")
    }
}

/// How much room a column asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// A few characters: ids, days, numbers.
    Narrow,
    /// Some words.
    Plain,
    /// Sentences.
    Wide,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What stands above it.
    pub heading: Plain,
    /// How much room it asks for.
    pub width: Width,
}

/// A row: a cell per column.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The cells. A cell without lines belongs to the one before it.
    pub cells: Vec<Cell>,
}

/// What a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// To be read.
    Reading,
    /// To be signed.
    Signing,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// `Table 1. Risks above the appetite`.
    pub caption: Plain,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What stands beneath: order, units, letters, what is left out.
    pub note: Plain,
    /// What it is for.
    pub used: Use,
}

impl Table {
    /// Tells whether it needs the long side of a page: it has more than eight columns, or ones that ask for as much room.
    pub fn is_wide(&self) -> bool {
        const ROOM: usize = 16;
        let room = |column: &Column| match column.width {
            Width::Narrow => 1,
            Width::Plain => 2,
            Width::Wide => 3,
        };
        self.columns.len() > 8 || self.columns.iter().map(room).sum::<usize>() > ROOM
    }
}
