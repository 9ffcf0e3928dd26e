//! What a list shows: columns, order and groups for the records of one kind.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// What a list is computed from.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The register.
    pub register: &'a Register,
    /// Today.
    pub today: NaiveDate,
}

impl View<'_> {
    /// Returns a field or derived value of a record by its name; nothing for a name its kind does not have.
    pub fn value<'r>(&self, record: &'r Record, name: &str) -> Cow<'r, Value> {
        let kind = record.kind();
        if let Some(field) = kind.field_index(name) {
            // The day that the check and the calendar go by, where an interval or a band says another than the stored one.
            let next = record.moved_day(field, self.register, self.today);
            return next.map_or_else(|| record.printed(field), |day| Cow::Owned(Value::Date(day)));
        }
        if let Some(cell) = kind.cell_column(name) {
            return Cow::Owned(record.printed_cells(cell));
        }
        let derived = kind.derived.iter().find(|derived| derived.name == name);
        let value = derived.map_or(Value::Empty, |derived| (derived.get)(self.register, record, self.today));
        Cow::Owned(value)
    }
}

/// One column: a field or derived value, or `id`.
#[derive(Debug)]
pub struct Column {
    /// The name of the field or derived value.
    pub name: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// The least cells it takes; it is dropped when they are not there.
    pub least: u16,
    /// The most cells it is given.
    pub most: u16,
    /// Its share of the room that is left; 0 for none.
    pub share: u16,
    /// Which columns go first when there is no room: the highest number.
    pub drop: u8,
}

impl Column {
    /// Returns a column of a named value: its heading, the least and most cells, its share of what is left, and when it
    /// is dropped.
    pub const fn new(
        name: &'static str,
        heading: &'static str,
        cells: RangeInclusive<u16>,
        share: u16,
        drop: u8,
    ) -> Self {
        let (least, most) = (*cells.start(), *cells.end());
        Self {
            name,
            heading,
            least,
            most,
            share,
            drop,
        }
    }
}

/// A group of rows with a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its place among the groups.
    pub rank: u32,
    /// Its heading.
    pub title: String,
}

impl Group {
    /// The rank of closed records that a list shows only when a filter asks for them.
    pub const CLOSED: u32 = u32::MAX;
}

/// What a list shows.
#[derive(Debug)]
pub struct Spec {
    /// The kind of its records.
    pub kind: &'static Kind,
    /// Its columns.
    pub columns: &'static [Column],
    /// By which names it is sorted, and whether the highest comes first.
    pub order: &'static [(&'static str, bool)],
    /// The group of a record, if rows are grouped.
    pub group: Option<fn(View<'_>, &Record) -> Group>,
    /// Whether a record belongs in the list at all.
    pub keep: fn(&Record) -> bool,
}

/// Returns a value by its name, or what `id` or `number` sort by.
pub(in crate::app) fn named(view: View<'_>, record: &Record, name: &str) -> Value {
    match name {
        "id" | "number" => natural(record.id().as_str()),
        name => view.value(record, name).into_owned(),
    }
}

/// Returns an id as a value that sorts by its numbers, so that A.10.2 follows A.9.4.
fn natural(id: &str) -> Value {
    let parts = id.split(['.', '/', '-']).filter(|part| !part.is_empty());
    // Clauses go before controls.
    let first = i64::from(!id.starts_with(|c: char| c.is_ascii_digit()));
    let part = |part: &str| {
        part.trim_start_matches(['q', 'd'])
            .parse()
            .map_or_else(|_| Value::text(part), Value::Number)
    };
    Value::list(std::iter::once(Value::Number(first)).chain(parts.map(part)).collect())
}

/// Tells whether a record is not retired.
pub fn in_force(record: &Record) -> bool {
    record
        .kind()
        .marked(Mark::Retired)
        .is_none_or(|field| record.value(field).is_empty())
}
