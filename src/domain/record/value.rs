//! The value of a field.

use std::cmp::Ordering;
use std::fmt::{self, Write as _};

use chrono::NaiveDate;

use crate::domain::method::score::Score;
use crate::domain::record::choice::Item;
use crate::domain::record::id::Id;

/// What a field holds. Which variants a field may hold is said by its [`Shape`](crate::domain::record::field::Shape).
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing was said yet.
    #[default]
    Empty,
    /// A line or a page of text, never empty.
    Text(Box<str>),
    /// A day.
    Date(NaiveDate),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// One of a fixed list.
    Choice(&'static Item),
    /// The id of another record or of a catalogue entry.
    Reference(Id),
    /// A judgement of a risk.
    Score(Score),
    /// A band of the method, counted from 0 for the lowest; only ever computed, never stored.
    Level(u8),
    /// Several values of one shape, never empty.
    List(Box<[Value]>),
    /// One row of a table, a value per column.
    Row(Box<[Value]>),
}

impl Value {
    /// Tells whether it is empty, or holds nothing but texts of which something holds.
    pub fn all_texts(&self, holds: impl Fn(&str) -> bool + Copy) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => holds(text),
            Self::List(values) | Self::Row(values) => values.iter().all(|value| value.all_texts(holds)),
            _ => false,
        }
    }

    /// Returns a text value, empty for a blank text.
    pub fn text(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.into())
        }
    }

    /// Returns a list value, empty for no items.
    pub fn list(items: Vec<Self>) -> Self {
        if items.is_empty() {
            Self::Empty
        } else {
            Self::List(items.into())
        }
    }

    /// Returns a list in the order and without the repetitions in which a set is stored.
    pub fn set(mut items: Vec<Self>) -> Self {
        items.sort_by(Self::order);
        items.dedup();
        Self::list(items)
    }

    /// Tells whether nothing was said.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Returns the items of a list, or the value itself as the only item; none when empty.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::Empty => &[],
            Self::List(items) => items,
            one => std::slice::from_ref(one),
        }
    }

    /// Returns the text of a text value.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the id of a reference.
    pub fn as_id(&self) -> Option<&Id> {
        match self {
            Self::Reference(id) => Some(id),
            _ => None,
        }
    }

    /// Returns the day of a date.
    pub fn as_date(&self) -> Option<NaiveDate> {
        match self {
            Self::Date(day) => Some(*day),
            _ => None,
        }
    }

    /// Returns every id in the value: its own, those of its items, and those in the cells of its rows.
    pub fn ids(&self) -> impl Iterator<Item = &Id> {
        let cells = self.items().iter().flat_map(|item| match item {
            Self::Row(cells) => cells,
            one => std::slice::from_ref(one),
        });
        cells.flat_map(Self::items).filter_map(Self::as_id)
    }

    /// Compares two values of one field for sorting: nothing first, choices in the order of their list.
    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Flag(a), Self::Flag(b)) => a.cmp(b),
            (Self::Choice(a), Self::Choice(b)) => a.index.cmp(&b.index),
            (Self::Reference(a), Self::Reference(b)) => a.cmp(b),
            (Self::Score(a), Self::Score(b)) => a.cmp(b),
            (Self::Level(a), Self::Level(b)) => a.cmp(b),
            (Self::List(a), Self::List(b)) | (Self::Row(a), Self::Row(b)) => {
                let mut pairs = a.iter().zip(b.iter()).map(|(a, b)| a.order(b));
                pairs
                    .find(|order| order.is_ne())
                    .unwrap_or_else(|| a.len().cmp(&b.len()))
            }
            _ => self.rank().cmp(&other.rank()),
        }
    }

    /// Returns the place of this sort of value among values of several sorts.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Empty => 0,
            Self::Text(_) => 1,
            Self::Date(_) => 2,
            Self::Number(_) => 3,
            Self::Flag(_) => 4,
            Self::Choice(_) => 5,
            Self::Reference(_) => 6,
            Self::Score(_) => 7,
            Self::Level(_) => 8,
            Self::List(_) => 9,
            Self::Row(_) => 10,
        }
    }
}

/// Writes the value as people read and type it: lists with commas, rows line by line with `|` between cells and `;`
/// between the items of a cell, as far as a row says something.
///
/// A level writes its number; the method knows its name.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Date(date) => write!(f, "{date}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Flag(flag) => f.write_str(if *flag { "yes" } else { "no" }),
            Self::Choice(item) => f.write_str(item.label),
            Self::Reference(id) => write!(f, "{id}"),
            Self::Score(score) => write!(f, "{score}"),
            Self::Level(level) => write!(f, "{level}"),
            Self::List(items) => {
                for (nth, item) in items.iter().enumerate() {
                    if nth > 0 {
                        f.write_str(if matches!(item, Self::Row(_)) { "\n" } else { ", " })?;
                    }
                    write!(f, "{item}")?;
                }
                Ok(())
            }
            Self::Row(cells) => {
                let said = cells
                    .iter()
                    .rposition(|cell| !cell.is_empty())
                    .map_or(0, |last| last + 1);
                let parts_rows = parts_rows(&cells[..said]);
                for (nth, cell) in cells[..said].iter().enumerate() {
                    if nth > 0 {
                        f.write_str(" | ")?;
                    }
                    let parts: Vec<_> = cell.items().iter().map(Self::to_string).collect();
                    for c in parts.join("; ").chars() {
                        match c {
                            '|' => f.write_str("\\|")?,
                            '\n' => f.write_str("\\n")?,
                            '\\' => f.write_str("\\\\")?,
                            ';' if parts_rows && matches!(cell, Self::Text(_)) => f.write_str("\\;")?,
                            c => f.write_char(c)?,
                        }
                    }
                }
                Ok(())
            }
        }
    }
}

/// Tells whether a `;` in the texts of a row would read as if it parted rows, as in `a | b; c | d`.
fn parts_rows(cells: &[Value]) -> bool {
    let texts = cells.iter().map(|cell| match cell {
        Value::Text(text) => text.as_ref(),
        _ => "",
    });
    are_several(texts)
}

/// Tells whether the cells of one row look like several rows that `;` parts: each of as many cells, at least two.
pub fn are_several<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut counts = vec![0_usize];
    for cell in cells {
        for (nth, _) in cell.split(';').enumerate() {
            if nth > 0 {
                counts.push(1);
            } else if let Some(count) = counts.last_mut() {
                *count += 1;
            }
        }
    }
    counts.len() > 1 && counts[0] > 1 && counts.iter().all(|count| *count == counts[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_sorted_and_says_each_thing_once() {
        let set = Value::set(vec![Value::text("b"), Value::text("a"), Value::text("b")]);
        assert_eq!(set.to_string(), "a, b");
    }

    #[test]
    fn rows_that_a_semicolon_parts_are_told_from_a_text_with_one() {
        for (cells, several) in [
            (["a", "b; c", "d"].as_slice(), true),
            (&["a", "b ; c", "d; e", "f"], true),
            (&["a", "b; c"], false),
            (&["a", "b", "c; d", "e"], false),
            (&["a; b", "c"], false),
            (&["a", "b"], false),
        ] {
            assert_eq!(are_several(cells.iter().copied()), several, "{cells:?}");
        }
    }

    #[test]
    fn blank_text_and_no_items_are_both_nothing() {
        assert!(Value::text("  \n").is_empty());
        assert!(Value::list(Vec::new()).is_empty());
        assert!(Value::Empty.items().is_empty());
    }
}
