//! Records of any kind: values, ids, the fields that a kind declares, its rules; and the [`register`] that holds the records.

pub mod check;
pub mod choice;
pub mod field;
pub mod id;
pub mod input;
pub mod kind;
pub mod mark;
pub mod moves;
pub mod nobody;
pub mod prose;
pub mod register;
pub mod rules;
pub mod typed;
pub mod value;

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::domain::record::field::{Column, Field, Kind, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::nobody::is_nobody;
use crate::domain::record::typed::{Handle, Typed};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// What a field holds that nobody filled.
const EMPTY: &Value = &Value::Empty;

/// What a confidential record is called.
pub const WITHHELD: &str = "(confidential)";

/// How many fields a kind may have: a record holds a bit for each.
pub const MOST_FIELDS: usize = u128::BITS as usize;

/// One record: its kind, its id and the values of those fields of the kind's table that say something.
///
/// Kinds have dozens of fields and most records fill few of them, so only those take memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    kind: &'static Kind,
    id: Id,
    /// A bit for each field that says something, by position.
    filled: u128,
    /// The values of those fields, in the order of the table; none is empty.
    values: Vec<Value>,
}

/// A value that a field cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{label} takes {expected}.")]
pub struct Unfit {
    /// The label of the field.
    pub label: &'static str,
    /// What it takes.
    pub expected: String,
}

impl Record {
    /// Returns a record in which nothing was said yet.
    pub fn new(kind: &'static Kind, id: Id) -> Self {
        Self {
            kind,
            id,
            filled: 0,
            values: Vec::new(),
        }
    }

    /// Returns the kind.
    pub fn kind(&self) -> &'static Kind {
        self.kind
    }

    /// Returns the id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// Tells whether the record is of this kind.
    pub fn is(&self, kind: &Kind) -> bool {
        self.kind == kind
    }

    /// Returns a field's value in its Rust type. A field of another kind says nothing.
    pub fn get<T: Typed>(&self, field: Handle<T>) -> T::View<'_> {
        if field.kind() == self.kind.name {
            T::view(self.value(field.index()))
        } else {
            T::view(EMPTY)
        }
    }

    /// Returns a field's value as it is kept. A field of another kind is empty.
    pub fn stored<T>(&self, field: Handle<T>) -> &Value {
        let is_own = field.kind() == self.kind.name;
        if is_own { self.value(field.index()) } else { EMPTY }
    }

    /// Returns the value at a position of the field table.
    pub fn value(&self, field: usize) -> &Value {
        if self.filled >> field & 1 == 1 {
            &self.values[self.filled_before(field)]
        } else {
            EMPTY
        }
    }

    /// Returns how many fields before a position say something: the place of its value among the values.
    fn filled_before(&self, field: usize) -> usize {
        (self.filled & ((1 << field) - 1)).count_ones() as usize
    }

    /// Gives back the memory that was reserved for more fields.
    pub(in crate::domain) fn shrink(&mut self) {
        self.values.shrink_to_fit();
    }

    /// Returns the fields with their values, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&'static Field, &Value)> {
        let fields = self.kind.fields.iter().enumerate();
        fields.map(|(position, field)| (field, self.value(position)))
    }

    /// Tells whether the field at a position says nothing: it is empty, or holds only what stands for nothing, such as `N/A` or
    /// `TBD`, or for nobody where a person belongs. Whoever asks whether something was said asks here.
    pub fn lacks(&self, field: usize) -> bool {
        self.kind.fields[field].shape.is_nothing(self.value(field))
    }

    /// Returns the positions of the fields of an older format that say something.
    pub fn former(&self) -> impl Iterator<Item = usize> + use<'_> {
        let (first, count) = (self.kind.fields.len(), self.kind.former.len());
        (first..first + count).filter(|&at| !self.value(at).is_empty())
    }

    /// Returns the fields of an older format that say something, with their values.
    pub fn former_fields(&self) -> impl Iterator<Item = (&'static Field, &Value)> {
        self.former().map(|at| (self.kind.stored(at), self.value(at)))
    }

    /// Tells whether nothing was said in the record, in a field of any format.
    pub fn says_nothing(&self) -> bool {
        self.filled == 0
    }

    /// Returns the positions of the fields in which two records of one kind differ.
    pub fn differences<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let positions = 0..self.kind.fields.len() + self.kind.former.len();
        positions.filter(move |&field| self.value(field) != other.value(field))
    }

    /// Returns the record with another id, for a copy.
    #[must_use]
    pub fn renamed(&self, id: Id) -> Self {
        Self { id, ..self.clone() }
    }

    /// Sets a field and returns what it held. Sets are brought in order.
    ///
    /// This builds records; a record inside a register changes only by an [`Edit`](crate::domain::register::edit::Edit).
    ///
    /// # Errors
    ///
    /// Fails when the field's shape does not admit the value.
    pub fn put(&mut self, field: usize, value: Value) -> Result<Value, Unfit> {
        let declared = self.kind.stored(field);
        if !declared.shape.admits(&value) {
            return Err(Unfit {
                label: declared.label,
                expected: declared.shape.describe(),
            });
        }
        let value = normal(declared.shape, value);
        let place = self.filled_before(field);
        Ok(match (self.filled >> field & 1 == 1, value.is_empty()) {
            (true, false) => std::mem::replace(&mut self.values[place], value),
            (true, true) => {
                self.filled &= !(1 << field);
                self.values.remove(place)
            }
            (false, false) => {
                self.filled |= 1 << field;
                self.values.insert(place, value);
                Value::Empty
            }
            (false, true) => Value::Empty,
        })
    }

    /// Returns the record with a field set; for building records in code that knows the shapes.
    ///
    /// A value that does not fit is left out, which tests of the caller notice at once.
    #[must_use]
    pub fn with<T>(mut self, field: Handle<T>, value: impl Into<Value>) -> Self {
        let _ = self.put(field.index(), value.into());
        self
    }

    /// Tells whether lists, documents and exports say only that the record exists and how it stands.
    pub fn is_confidential(&self) -> bool {
        let flag = self.kind.marked(Mark::Confidential);
        flag.is_some_and(|field| *self.value(field) == Value::Flag(true))
    }

    /// Tells whether a field is not printed, as the record is confidential and the field is not public.
    pub fn withholds(&self, field: usize) -> bool {
        self.is_confidential() && !self.kind.stored(field).is(Mark::Public)
    }

    /// Returns a value as lists, documents and exports have it: of what is confidential only what is public.
    pub fn printed(&self, field: usize) -> Cow<'_, Value> {
        if !self.withholds(field) {
            Cow::Borrowed(self.value(field))
        } else if self.kind.stored(field).is(Mark::Title) {
            Cow::Owned(Value::text(WITHHELD))
        } else {
            Cow::Owned(Value::Empty)
        }
    }

    /// Returns what the record is called: its title, or its id where it has none; nothing of that where it is confidential.
    pub fn title(&self) -> &str {
        if self.is_confidential() {
            return WITHHELD;
        }
        self.own_title()
    }

    /// Returns what the record is called, also where that is confidential: to find it again, not to print it.
    pub fn own_title(&self) -> &str {
        let title = self
            .kind
            .marked(Mark::Title)
            .and_then(|field| self.value(field).as_text());
        title.unwrap_or_else(|| self.id.as_str())
    }

    /// Returns who answers for the record; empty when nobody does.
    pub fn owner(&self) -> &str {
        self.kind
            .marked(Mark::Owner)
            .and_then(|field| self.value(field).as_text())
            .filter(|owner| !is_nobody(owner))
            .unwrap_or_default()
    }

    /// Tells whether the record was retired.
    pub fn is_retired(&self) -> bool {
        self.kind
            .marked(Mark::Retired)
            .is_some_and(|field| !self.value(field).is_empty())
    }

    /// Tells whether the record counts and still asks for something.
    pub fn is_open(&self) -> bool {
        !self.is_retired() && (self.kind.open)(self)
    }

    /// Returns the day by which the record asks for something next, if it asks for anything by a day.
    pub fn deadline(&self, today: NaiveDate) -> Option<NaiveDate> {
        (self.kind.deadline)(self, today).filter(|_| !self.is_retired())
    }

    /// Returns the deadline if it has passed.
    pub fn missed_deadline(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.deadline(today).filter(|day| *day < today)
    }

    /// Returns the day by which the record asks for something next, as it moved with what was done: what the check calls late.
    pub fn due(&self, register: &Register, today: NaiveDate) -> Option<NaiveDate> {
        match self.kind.moving {
            Some(moving) if self.kind.marked(Mark::Due) == Some(moving.field) || moving.of_ended && !self.is_open() => {
                self.next_look(register, today)
            }
            _ => self.deadline(today),
        }
    }

    /// Returns by how many days the record is overdue. Every list, filter, count, check and report asks here.
    pub fn days_late(&self, register: &Register, today: NaiveDate) -> Option<i64> {
        let due = self.due(register, today).filter(|day| *day < today)?;
        Some((today - due).num_days())
    }

    /// Returns the day by which the record is to be looked at again, where it is of a kind whose day moves with what was done.
    pub fn next_look(&self, register: &Register, today: NaiveDate) -> Option<NaiveDate> {
        let moving = self.kind.moving?;
        let asks = !self.is_retired() && self.is_open() != moving.of_ended;
        asks.then(|| (moving.due)(register, self, today))?
    }

    /// Returns the day that counts in place of the one a field holds, where the record is looked at again on a day that moves.
    pub fn moved_day(&self, field: usize, register: &Register, today: NaiveDate) -> Option<NaiveDate> {
        self.kind.moving.filter(|moving| moving.field == field)?;
        self.next_look(register, today)
    }

    /// Tells whether a day in the dated field at a position asks for something: any day does while the record is open,
    /// and its deadline as long as it has one, such as the check of the effect of an action that is done.
    pub fn asks_on(&self, field: usize, day: NaiveDate) -> bool {
        let Some(field) = self.kind.fields.get(field).filter(|field| field.is(Mark::Dated)) else {
            return false;
        };
        // The day of a dated field moves with no result, of whatever day.
        self.is_open() || !field.is(Mark::Due) && self.deadline(NaiveDate::MAX) == Some(day)
    }

    /// Returns the earliest day of a dated field that asks for something and has passed, such as a review or the end of
    /// an acceptance.
    pub fn passed<T>(&self, field: Handle<T>, today: NaiveDate) -> Option<NaiveDate> {
        let (field, value) = (field.index(), self.value(field.index()));
        let days = self.kind.fields.get(field)?.days(value);
        days.filter(|day| *day < today && self.asks_on(field, *day)).min()
    }

    /// Returns the sentences on what a complete record would have and this one has not, with the field.
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        let faults = rules::faults(self).into_iter();
        faults.map(|(_, field, sentence)| (field, sentence)).collect()
    }
}

/// Brings a value into the one form in which equal values are equal: sets sorted, empty things empty,
/// and rows that end early filled up.
fn normal(shape: Shape, value: Value) -> Value {
    let value = match (shape, value) {
        (Shape::Rows { columns, .. }, Value::List(rows)) => {
            let row = |row: Value| match row {
                Value::Row(cells) => {
                    let mut cells = cells.into_iter();
                    let mut cell = |column: &Column| normal(column.shape, cells.next().unwrap_or_default());
                    Value::Row(columns.iter().map(&mut cell).collect())
                }
                other => other,
            };
            Value::List(rows.into_iter().map(row).collect())
        }
        (_, value) => value,
    };
    match value {
        Value::List(items) if shape.is_set() => Value::set(items.into_vec()),
        Value::List(items) if items.is_empty() => Value::Empty,
        Value::Text(text) if text.trim().is_empty() => Value::Empty,
        Value::Flag(false) => Value::Empty,
        one @ (Value::Reference(_) | Value::Choice(_) | Value::Text(_)) if shape.is_list() => Value::list(vec![one]),
        value => value,
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::text(&text)
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<Id> for Value {
    fn from(id: Id) -> Self {
        Self::Reference(id)
    }
}

impl From<crate::domain::method::score::Score> for Value {
    fn from(score: crate::domain::method::score::Score) -> Self {
        Self::Score(score)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::list(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
