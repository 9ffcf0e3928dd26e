//! Typed handles on fields: rules and screens name a field by a constant and get its Rust type.
//!
//! A record stores plain [`Value`]s by position, so everything generic (forms, files, filters) needs no code per
//! kind; the handles give the code that does know a kind back its types.

use std::fmt;
use std::marker::PhantomData;

use chrono::NaiveDate;

use crate::domain::catalogue::Vocabulary;
use crate::domain::method::score::Score;
use crate::domain::record::choice::Choices;
use crate::domain::record::field::{Column, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::nobody::{explains, is_nobody, says_nothing};
use crate::domain::record::value::Value;

/// A type of field: its shape, and what code gets to see of its value.
pub trait Typed {
    /// The shape of the values.
    const SHAPE: Shape;
    /// What reading yields.
    type View<'a>;

    /// Reads a value of this shape.
    fn view(value: &Value) -> Self::View<'_>;

    /// Tells whether a value of this type says nothing.
    fn is_nothing(value: &Value) -> bool {
        Self::SHAPE.is_nothing(value)
    }
}

/// A record kind as the target of references.
pub trait Target {
    /// The names of the kinds meant; any kind when empty.
    const KINDS: &'static [&'static str];
}

/// Records of any kind.
pub struct Any;

impl Target for Any {
    const KINDS: &'static [&'static str] = &[];
}

/// The columns of a table-shaped field.
pub trait Table {
    /// The columns, in order.
    const COLUMNS: &'static [Column];
    /// Whether the rows are a set kept sorted.
    const SORTED: bool;
}

/// One field of one kind, without its Rust type.
///
/// A bare position means another field in the records of every kind; this names the kind as well, so that a change is
/// never made where it does not belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldRef {
    /// The name of the kind.
    pub kind: &'static str,
    /// The position in the kind's field table.
    pub index: usize,
}

/// The place of one field in the records of its kind.
pub struct Handle<T> {
    kind: &'static str,
    index: usize,
    typed: PhantomData<fn() -> T>,
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handle<T> {}

impl<T> Handle<T> {
    /// Returns the handle of the field at a position of a kind's table.
    pub const fn at(kind: &'static str, index: usize) -> Self {
        Self {
            kind,
            index,
            typed: PhantomData,
        }
    }

    /// Returns the name of the kind whose field it is.
    pub const fn kind(self) -> &'static str {
        self.kind
    }

    /// Returns the position of the field.
    pub const fn index(self) -> usize {
        self.index
    }

    /// Returns the field without its Rust type.
    pub const fn field(self) -> FieldRef {
        FieldRef {
            kind: self.kind,
            index: self.index,
        }
    }
}

/// Declares field types without parameters that share a view and the way to read it.
macro_rules! plain_types {
    ($read:path, $lifetime:lifetime, $view:ty: $($(#[$meta:meta])* $name:ident $shape:expr;)+) => {$(
        $(#[$meta])*
        pub struct $name;

        impl Typed for $name {
            const SHAPE: Shape = $shape;
            type View<$lifetime> = $view;

            fn view(value: &Value) -> Self::View<'_> {
                $read(value)
            }
        }
    )+};
}

plain_types! { text, 'a, &'a str:
    /// One line of text; empty when nothing was said, or only what stands for nothing, such as `N/A`.
    Line Shape::Line;
    /// A page of text; empty when nothing was said, or only what stands for nothing.
    Prose Shape::Prose;
}

plain_types! { person, 'a, &'a str:
    /// A person, by handle; empty when nobody was named.
    Person Shape::Person;
}

plain_types! { people, 'a, Vec<&'a str>:
    /// A set of people, by handle.
    People Shape::People;
}

plain_types! { texts, 'a, Vec<&'a str>:
    /// A set of words, without those that stand for nothing.
    Words Shape::Words;
    /// Lines in order, without those that stand for nothing.
    Lines Shape::Lines;
}

plain_types! { ids, 'a, Vec<&'a Id>:
    /// Sources of risk of Annex C.3.
    Sources Shape::Terms(Vocabulary::RiskSources);
    /// Objectives of Annex C.2.
    Objectives Shape::Terms(Vocabulary::Objectives);
    /// Threats, with their edition.
    Threats Shape::Terms(Vocabulary::Threats);
    /// Sub-clauses and controls.
    Requirements Shape::Terms(Vocabulary::Requirements);
}

plain_types! { day, 'a, Option<NaiveDate>:
    /// A day.
    Day Shape::Day;
}

plain_types! { number, 'a, Option<i64>:
    /// A whole number.
    Whole Shape::Whole;
}

plain_types! { flag, 'a, bool:
    /// Yes or no; no when nothing was said.
    Flag Shape::Flag;
}

plain_types! { score, 'a, Option<Score>:
    /// A judgement of a risk.
    Judged Shape::Score;
}

/// Why something is so, in one line; empty when nothing was said, or only yes, no or another word that gives no reason.
pub struct Why;

impl Typed for Why {
    const SHAPE: Shape = Shape::Line;
    type View<'a> = &'a str;

    fn view(value: &Value) -> &str {
        value.as_text().filter(|text| explains(text)).unwrap_or_default()
    }

    fn is_nothing(value: &Value) -> bool {
        Self::view(value).is_empty()
    }
}

/// Returns what a text says: nothing where it only stands for that. Who reads a text to judge it reads it here, so that no rule
/// takes `N/A` for an answer.
fn text(value: &Value) -> &str {
    value.as_text().filter(|text| !says_nothing(text)).unwrap_or_default()
}

fn texts(value: &Value) -> Vec<&str> {
    value.items().iter().map(text).filter(|text| !text.is_empty()).collect()
}

fn person(value: &Value) -> &str {
    value.as_text().filter(|text| !is_nobody(text)).unwrap_or_default()
}

fn people(value: &Value) -> Vec<&str> {
    value
        .items()
        .iter()
        .map(person)
        .filter(|text| !text.is_empty())
        .collect()
}

fn day(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Date(date) => Some(*date),
        _ => None,
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn flag(value: &Value) -> bool {
    matches!(value, Value::Flag(true))
}

fn score(value: &Value) -> Option<Score> {
    match value {
        Value::Score(score) => Some(*score),
        _ => None,
    }
}

fn ids(value: &Value) -> Vec<&Id> {
    value.items().iter().filter_map(Value::as_id).collect()
}

/// One of a list of choices.
pub struct OneOf<C>(PhantomData<C>);

impl<C: Choices> Typed for OneOf<C> {
    const SHAPE: Shape = Shape::OneOf(C::ITEMS);
    type View<'a> = Option<C>;

    fn view(value: &Value) -> Option<C> {
        match value {
            Value::Choice(item) => C::of(item),
            _ => None,
        }
    }
}

/// Any of a list of choices.
pub struct AnyOf<C>(PhantomData<C>);

impl<C: Choices> Typed for AnyOf<C> {
    const SHAPE: Shape = Shape::AnyOf(C::ITEMS);
    type View<'a> = Vec<C>;

    fn view(value: &Value) -> Vec<C> {
        value.items().iter().filter_map(OneOf::<C>::view).collect()
    }
}

/// One record of a kind.
pub struct One<T>(PhantomData<T>);

impl<T: Target> Typed for One<T> {
    const SHAPE: Shape = Shape::One(T::KINDS);
    type View<'a> = Option<&'a Id>;

    fn view(value: &Value) -> Option<&Id> {
        value.as_id()
    }
}

/// Any number of records of a kind.
pub struct Many<T>(PhantomData<T>);

impl<T: Target> Typed for Many<T> {
    const SHAPE: Shape = Shape::Many(T::KINDS);
    type View<'a> = Vec<&'a Id>;

    fn view(value: &Value) -> Vec<&Id> {
        ids(value)
    }
}

/// Rows of a small table.
pub struct Rows<T>(PhantomData<T>);

impl<T: Table> Typed for Rows<T> {
    const SHAPE: Shape = Shape::Rows {
        columns: T::COLUMNS,
        sorted: T::SORTED,
    };
    type View<'a> = Vec<Row<'a, T>>;

    fn view(value: &Value) -> Vec<Row<'_, T>> {
        value.items().iter().filter_map(Row::of).collect()
    }
}

/// The place of one column in the rows of its table.
pub struct ColumnHandle<T, C> {
    at: usize,
    typed: PhantomData<fn() -> (T, C)>,
}

impl<T, C> Clone for ColumnHandle<T, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C> Copy for ColumnHandle<T, C> {}

impl<T, C> ColumnHandle<T, C> {
    /// Returns the handle of the column at a position of a table.
    pub const fn at(at: usize) -> Self {
        Self { at, typed: PhantomData }
    }

    /// Returns the position of the column.
    pub const fn index(self) -> usize {
        self.at
    }
}

/// One row of a table.
pub struct Row<'a, T> {
    cells: &'a [Value],
    table: PhantomData<fn() -> T>,
}

impl<T> Clone for Row<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Row<'_, T> {}

impl<T> PartialEq for Row<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.cells == other.cells
    }
}

impl<T> fmt::Debug for Row<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.cells).finish()
    }
}

impl<'a, T> Row<'a, T> {
    /// Returns the row that a value holds.
    pub fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Row(cells) => Some(Self {
                cells,
                table: PhantomData,
            }),
            _ => None,
        }
    }

    /// Returns what it says in a column.
    pub fn get<C: Typed>(self, column: ColumnHandle<T, C>) -> C::View<'a> {
        C::view(self.stored(column))
    }

    /// Returns what stands in a column, as it is stored.
    pub fn stored<C>(self, column: ColumnHandle<T, C>) -> &'a Value {
        self.cells.get(column.at).unwrap_or(&Value::Empty)
    }

    /// Returns the text in a column as it stands, also one that stands for nothing: to show, compare or write it again. Who
    /// judges it asks [`get`](Self::get) or [`says`](Self::says).
    pub fn text<C>(self, column: ColumnHandle<T, C>) -> &'a str {
        self.stored(column).as_text().unwrap_or_default()
    }

    /// Tells whether it says something in a column: not where the cell is empty, or holds only what stands for nothing, such as
    /// `TBD`, or for nobody where a person belongs.
    pub fn says<C: Typed>(self, column: ColumnHandle<T, C>) -> bool {
        !C::is_nothing(self.stored(column))
    }

    /// Returns the row as a value, with another cell in a column.
    pub fn with<C>(self, column: ColumnHandle<T, C>, cell: impl Into<Value>) -> Value {
        let copy = NewRow {
            cells: self.cells.to_vec(),
            table: PhantomData,
        };
        copy.with(column, cell).into()
    }

    /// Returns its cells, in the order of the columns.
    pub const fn cells(self) -> &'a [Value] {
        self.cells
    }
}

/// A row that is being made.
pub struct NewRow<T> {
    cells: Vec<Value>,
    table: PhantomData<fn() -> T>,
}

impl<T> NewRow<T> {
    /// Returns a row that says something in one column.
    pub fn of<C>(column: ColumnHandle<T, C>, cell: impl Into<Value>) -> Self {
        let empty = Self {
            cells: Vec::new(),
            table: PhantomData,
        };
        empty.with(column, cell)
    }

    /// Returns the row with a cell in a column.
    #[must_use]
    pub fn with<C>(mut self, column: ColumnHandle<T, C>, cell: impl Into<Value>) -> Self {
        self.cells.resize(self.cells.len().max(column.at + 1), Value::Empty);
        self.cells[column.at] = cell.into();
        self
    }
}

impl<T> From<NewRow<T>> for Value {
    fn from(row: NewRow<T>) -> Self {
        Self::Row(row.cells.into())
    }
}
