//! What a field of a record kind is: its names, its help and the shape of its values.

use chrono::NaiveDate;

use crate::domain::catalogue::Vocabulary;
use crate::domain::method::{Fault, Method};
use crate::domain::record::Record;
use crate::domain::record::check::Rule;
use crate::domain::record::choice::{Item, Tone};
use crate::domain::record::id::IdForm;
use crate::domain::record::mark::{Mark, Marked};
use crate::domain::record::moves::MoveFormer;
use crate::domain::record::nobody::is_nobody;
use crate::domain::record::rules::{Entails, Follow, KindRule};
use crate::domain::record::typed::{FieldRef, Handle};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// The shape of a field's values; forms, files, filters and exchange all read it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// One line of text.
    Line,
    /// A page of text.
    Prose,
    /// A day.
    Day,
    /// A whole number of 0 or more.
    Whole,
    /// Yes or no.
    Flag,
    /// One of a list.
    OneOf(&'static [Item]),
    /// Any of a list, as a set.
    AnyOf(&'static [Item]),
    /// One record of these kinds; of any kind when the list is empty.
    One(&'static [&'static str]),
    /// Any number of records of these kinds, as a set; of any kind when the list is empty.
    Many(&'static [&'static str]),
    /// Any number of catalogue entries, as a set.
    Terms(Vocabulary),
    /// Single words or short names, as a set.
    Words,
    /// One person: the handle of one of the people of the organization, or a name that is none of theirs.
    Person,
    /// Any number of people, as a set.
    People,
    /// Lines of text whose order matters.
    Lines,
    /// A judgement of a risk.
    Score,
    /// Rows of a small table, sorted by their first columns when `sorted`.
    Rows {
        /// The columns, in order.
        columns: &'static [Column],
        /// Whether the rows are a set kept sorted, or a list whose order matters.
        sorted: bool,
    },
    /// A band of the method; computed, never stored.
    Level,
}

impl Shape {
    /// Returns the shape of one item of a list-shaped field.
    #[must_use]
    pub fn item(self) -> Self {
        match self {
            Self::AnyOf(items) => Self::OneOf(items),
            Self::Many(kinds) => Self::One(kinds),
            Self::Words | Self::Lines => Self::Line,
            Self::People => Self::Person,
            one => one,
        }
    }

    /// Tells whether a field of this shape holds several items.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::AnyOf(_)
                | Self::Many(_)
                | Self::Terms(_)
                | Self::Words
                | Self::People
                | Self::Lines
                | Self::Rows { .. }
        )
    }

    /// Tells whether the order of a list carries no meaning, so that it is kept sorted.
    pub fn is_set(self) -> bool {
        self.is_list() && !matches!(self, Self::Lines | Self::Rows { sorted: false, .. })
    }

    /// Tells whether its values name people.
    pub fn is_of_people(self) -> bool {
        matches!(self, Self::Person | Self::People)
    }

    /// Returns the names of people in a value of this shape, those in the cells of its rows included.
    pub fn people(self, value: &Value) -> impl Iterator<Item = &str> {
        let columns = match self {
            Self::Rows { columns, .. } => columns,
            _ => &[],
        };
        let cells = value.items().iter().flat_map(move |item| match item {
            Value::Row(cells) => {
                let cells = columns.iter().zip(cells);
                let named = cells.filter(|(column, _)| column.shape.is_of_people());
                named.flat_map(|(_, cell)| cell.items()).collect()
            }
            one if self.is_of_people() => vec![one],
            _ => Vec::new(),
        });
        cells.filter_map(Value::as_text).filter(|name| !is_nobody(name))
    }

    /// Returns the words by which the reference and messages name the shape.
    pub fn describe(self) -> String {
        let names = |items: &[Item]| items.iter().map(|item| item.name).collect::<Vec<_>>().join(", ");
        let kinds = |kinds: &[&str]| {
            if kinds.is_empty() {
                "record".to_owned()
            } else {
                kinds.join(" or ")
            }
        };
        match self {
            Self::Line => "a line of text".to_owned(),
            Self::Prose => "text".to_owned(),
            Self::Day => "a day such as 2026-12-01".to_owned(),
            Self::Whole => "a whole number".to_owned(),
            Self::Flag => "true or false".to_owned(),
            Self::OneOf(items) => format!("one of {}", names(items)),
            Self::AnyOf(items) => format!("any of {}", names(items)),
            Self::One(of) => format!("the id of one {}", kinds(of)),
            Self::Many(of) => format!("ids of any number of {}", kinds(of)),
            Self::Terms(vocabulary) => format!("ids of {}", vocabulary.name()),
            Self::Words => "a list of words".to_owned(),
            Self::Person => "the handle of a person".to_owned(),
            Self::People => "the handles of any number of people".to_owned(),
            Self::Lines => "a list of lines".to_owned(),
            Self::Score => "a score such as (likelihood: 4, organization: 3, individuals: 2, society: 1)".to_owned(),
            Self::Rows { columns, .. } => {
                let columns: Vec<_> = columns.iter().map(|column| column.name).collect();
                format!("rows of ({})", columns.join(", "))
            }
            Self::Level => "a band of the method".to_owned(),
        }
    }

    /// Tells whether a value may stand in a field of this shape.
    pub fn admits(self, value: &Value) -> bool {
        match (self, value) {
            (_, Value::Empty)
            | (Self::Line | Self::Prose | Self::Person, Value::Text(_))
            | (Self::Day, Value::Date(_))
            | (Self::Flag, Value::Flag(_))
            | (Self::One(_) | Self::Terms(_), Value::Reference(_))
            | (Self::Score, Value::Score(_))
            | (Self::Level, Value::Level(_)) => true,
            (Self::Whole, Value::Number(number)) => *number >= 0,
            (Self::OneOf(items), Value::Choice(item)) => items.contains(item),
            (Self::Rows { columns, .. }, Value::List(rows)) => rows.iter().all(|row| match row {
                Value::Row(cells) => {
                    cells.len() <= columns.len()
                        && cells
                            .iter()
                            .zip(columns)
                            .all(|(cell, column)| column.shape.admits(cell))
                }
                _ => false,
            }),
            (shape, Value::List(items)) if shape.is_list() => {
                items.iter().all(|item| !item.is_empty() && shape.item().admits(item))
            }
            _ => false,
        }
    }
}

impl Column {
    /// Returns the columns of a table whose rows have the fields of a kind.
    pub const fn of<const COUNT: usize>(fields: &[Field]) -> [Self; COUNT] {
        let mut columns = [Self {
            name: "",
            shape: Shape::Line,
        }; COUNT];
        let mut at = 0;
        while at < COUNT {
            columns[at] = Self {
                name: fields[at].name,
                shape: fields[at].shape,
            };
            at += 1;
        }
        columns
    }
}

/// One column of a table-shaped field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// The name in files.
    pub name: &'static str,
    /// The shape of its cells: one value, or a set.
    pub shape: Shape,
}

/// One field of a record kind.
#[derive(Debug)]
pub struct Field {
    /// The name in files, filters, columns and machine output.
    pub name: &'static str,
    /// The words on screens.
    pub label: &'static str,
    /// What belongs in it, in one or two sentences.
    pub help: &'static str,
    /// The shape of its values.
    pub shape: Shape,
    /// What else it is.
    pub marks: &'static [Mark],
}

impl Field {
    /// Tells whether the field carries a mark.
    pub fn is(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// Returns the days of a value of a dated field that ask for something: its day, or those of its rows.
    pub fn days<'a>(&self, value: &'a Value) -> impl Iterator<Item = NaiveDate> + use<'a> {
        let columns = match self.shape {
            Shape::Rows { columns, .. } => columns,
            _ => &[],
        };
        let day = move |item: &Value| match item {
            Value::Date(day) => Some(*day),
            row => day_of_row(columns, row),
        };
        value.items().iter().filter_map(day)
    }

    /// Returns the help as one paragraph.
    pub fn help(&self) -> String {
        self.help.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Returns the day on which a row of a dated table asks for something: its first day, until a later one of the row
/// says that it happened.
fn day_of_row(columns: &[Column], row: &Value) -> Option<NaiveDate> {
    let Value::Row(cells) = row else { return None };
    let mut days = columns
        .iter()
        .zip(cells)
        .filter(|(column, _)| column.shape == Shape::Day);
    let (_, first) = days.next()?;
    match first {
        Value::Date(day) if days.all(|(_, later)| later.is_empty()) => Some(*day),
        _ => None,
    }
}

/// A value that follows from a record and the register: shown, sorted and filtered like a field, never stored.
#[derive(Debug)]
pub struct Derived {
    /// The name in filters, columns and machine output.
    pub name: &'static str,
    /// The words on screens.
    pub label: &'static str,
    /// What it says.
    pub help: &'static str,
    /// The shape of its values.
    pub shape: Shape,
    /// Computes it; the day is today.
    pub get: fn(&Register, &Record, NaiveDate) -> Value,
}

/// From a register, a new record and today to the fields that the program fills in when the record comes in.
pub type Fill = fn(&Register, &Record, NaiveDate) -> Vec<(usize, Value)>;

/// From a register, a record, the name of a field or derived value and today to the words in a list and what they mean.
pub type Cell = fn(&Register, &Record, &str, NaiveDate) -> Option<(String, Tone)>;

/// From the record of the risk method to the method, or to what is wrong with it.
pub type ReadMethod = fn(&Record) -> Result<Method, Vec<Fault>>;

/// Where the records of a kind live under the folder of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// One file for the one record.
    File(&'static str),
    /// A file per record in one folder.
    Folder(&'static str),
    /// A folder per record, in which it is the named file and its dossier's records lie.
    Dossier {
        /// The folder of the dossiers.
        folder: &'static str,
        /// The record's own file inside its dossier.
        file: &'static str,
    },
    /// In the dossier of a related record, or in `organization/` when there is none.
    InDossier,
    /// No file of its own: each is a row of a table of the organization, and only what moves tables takes them for
    /// records.
    Rows,
}

/// One record kind: everything that shows, reads, writes or compares its records derives from this.
pub struct Kind {
    /// The word for one record, in files and on the command line.
    pub name: &'static str,
    /// The struct name in files.
    pub type_name: &'static str,
    /// The word for several.
    pub plural: &'static str,
    /// What one record is.
    pub help: &'static str,
    /// How its ids look.
    pub ids: IdForm,
    /// Where its files live.
    pub home: Home,
    /// Its fields, in the order of files and forms.
    pub fields: &'static [Field],
    /// Which of them carry a mark.
    pub marked: Marked,
    /// Fields of older formats, held at the positions after [`fields`](Self::fields): files, imports and `aims set` may
    /// still bring them, and what they say moves to its new place. Screens and lists never show them.
    pub former: &'static [Field],
    /// Moves what the fields of older formats say to its new place.
    pub move_former: MoveFormer,
    /// What follows from its records.
    pub derived: &'static [Derived],
    /// Tells whether a record still asks for something; its days then count.
    pub open: fn(&Record) -> bool,
    /// Returns the day by which a record asks for something next; `None` while it asks for nothing by any day. Without
    /// a word on it that is the day marked as due, while the record is open.
    ///
    /// Ask [`Record::deadline`]: what was retired has none.
    pub deadline: fn(&Record, NaiveDate) -> Option<NaiveDate>,
    /// The day of it that moves with what was done, where it has one.
    ///
    /// Ask [`Record::due`], [`Record::days_late`] and [`Record::next_look`].
    pub moving: Option<Moving>,
    /// Its check rules.
    pub check: &'static [&'static Rule],
    /// The check rule under which an incomplete record of it is reported, where it is not that of any record.
    pub incomplete: Option<&'static Rule>,
    /// The rules on its records and on what a change may make of them.
    pub rules: &'static [KindRule],
    /// Sets what follows from a change, such as the day of completion.
    pub follow: Follow,
    /// Returns what a change of a record brings with it, in the record itself and in others: id, field, value.
    pub entails: Entails,
    /// Tells whether the field at a position has a meaning in a record, such as one that only some types of it have.
    /// Forms leave the others out unless they hold something.
    pub relevant: fn(&Record, usize) -> bool,
    /// The word for a record that asks for nothing any more, where its status does not say it.
    pub ended_word: &'static str,
    /// Fills in what the program knows when a record comes in; values that are there stay.
    pub fill: Fill,
    /// The fields and derived values that mean something else in a list than plain text, unless they are empty or 0.
    pub tones: &'static [(&'static str, Tone)],
    /// Returns how a list shows a field or derived value by its name, where its value alone does not say so.
    pub cell: Cell,
    /// Reads the risk method from its record, for the kind whose one record holds it.
    pub method: Option<ReadMethod>,
    /// Sets the initial values of a record that is begun in a form or by a decision.
    pub initial: fn(Record, NaiveDate) -> Record,
}

/// A day that moves with what was done: a review that was held, an assessment that was made, an interval that went by.
#[derive(Debug, Clone, Copy)]
pub struct Moving {
    /// The position of the field that holds the day where somebody said one.
    pub field: usize,
    /// Returns the day by which it is due; `None` while nothing is due by any day.
    pub due: fn(&Register, &Record, NaiveDate) -> Option<NaiveDate>,
    /// Whether it is a day of a record that is over, such as the check of an effect, and no day of one that is open.
    pub of_ended: bool,
}

impl Kind {
    /// What a kind has that says nothing else about it.
    pub const PLAIN: Self = Self {
        name: "",
        ended_word: "",
        type_name: "",
        plural: "",
        help: "",
        ids: IdForm::Slug,
        home: Home::InDossier,
        fields: &[],
        marked: Marked::of(&[]),
        former: &[],
        move_former: |_, _| {},
        derived: &[],
        open: |_| true,
        deadline: |record, _| {
            let due = record.kind().marked(Mark::Due).map(|due| record.value(due));
            let day = due.and_then(Value::as_date);
            day.filter(|_| record.is_open())
        },
        moving: None,
        check: &[],
        incomplete: None,
        rules: &[],
        follow: |_| Vec::new(),
        entails: |_| Vec::new(),
        relevant: |_, _| true,
        fill: |_, _, _| Vec::new(),
        tones: &[],
        cell: |_, _, _, _| None,
        method: None,
        initial: |record, _| record,
    };

    /// Returns the shape of a field or derived value by its name.
    pub fn shape(&self, name: &str) -> Option<Shape> {
        let derived = self.derived.iter().find(|derived| derived.name == name);
        self.field(name)
            .map(|field| field.shape)
            .or(derived.map(|derived| derived.shape))
    }

    /// Returns a new record with what the program fills in where nothing was said.
    #[must_use]
    pub fn filled(register: &Register, mut record: Record, today: NaiveDate) -> Record {
        for (field, value) in (record.kind().fill)(register, &record, today) {
            if record.value(field).is_empty() {
                // A value that does not fit stays out, as one that nobody gave.
                let _ = record.put(field, value);
            }
        }
        record
    }

    /// Returns the position of a field by its name.
    pub fn field_index(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// Returns the position of a field by its name, those of older formats included.
    pub fn stored_index(&self, name: &str) -> Option<usize> {
        let former = || self.former.iter().position(|field| field.name == name);
        self.field_index(name)
            .or_else(|| former().map(|at| self.fields.len() + at))
    }

    /// Returns the field at a position, those of older formats included.
    pub fn stored(&self, position: usize) -> &'static Field {
        match self.fields.get(position) {
            Some(field) => field,
            None => &self.former[position - self.fields.len()],
        }
    }

    /// Returns the position of a field of an older format.
    pub const fn former_position(&self, nth: usize) -> usize {
        self.fields.len() + nth
    }

    /// Returns the field with this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Returns the field at a position of its table.
    pub fn at(&self, index: usize) -> FieldRef {
        FieldRef { kind: self.name, index }
    }

    /// Returns the declaration of a field of this kind by its handle.
    pub fn declared<T>(&self, field: Handle<T>) -> &'static Field {
        &self.fields[field.index()]
    }

    /// Returns the first field with this mark.
    pub fn field_marked(&self, mark: Mark) -> Option<FieldRef> {
        self.marked(mark).map(|index| self.at(index))
    }

    /// Returns the position of the first field with this mark.
    pub fn marked(&self, mark: Mark) -> Option<usize> {
        self.marked.0[mark as usize].map(usize::from)
    }
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Kind({})", self.name)
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.name == other.name
    }
}
