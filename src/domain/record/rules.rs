//! The rules of a kind on its records and on their changes, and what a rule sees of a change that is proposed.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::typed::Handle;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// What is known about an edit beside its changes.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The day on which it is made.
    pub today: NaiveDate,
    /// Who makes it, as git knows them; empty when unknown.
    pub who: &'a str,
    /// The reason that was given for it, for rules that ask for one.
    pub because: Option<&'a str>,
    /// Whether what is allowed only after a second look was looked at.
    pub confirmed: bool,
    /// Whether records that come in are history: what they say was decided elsewhere, as of those that are imported.
    pub history: bool,
}

/// What lets an edit through that is objected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// A value is missing in this field, or another one is needed.
    Fill(&'static str),
    /// A reason is needed.
    Because,
    /// It is allowed once somebody who saw the sentence says so.
    Confirm,
    /// Nothing.
    Never,
}

/// The texts of some fields, as a form takes them: `status: closed; note: gone with the system`.
pub type Fields = &'static str;

/// Returns the names of such fields with their texts.
pub fn pairs(fields: Fields) -> Vec<(&'static str, &'static str)> {
    let pairs = fields.split("; ").filter_map(|pair| pair.split_once(':'));
    pairs.map(|(name, text)| (name, text.trim_start())).collect()
}

/// A change that breaks a rule. Tests drive every door with it.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Other records that are there: kind, id, fields.
    pub beside: &'static [(&'static str, &'static str, Fields)],
    /// The id of the record.
    pub id: &'static str,
    /// What it says before the change.
    pub before: Fields,
    /// What the change sets.
    pub change: Fields,
}

impl Example {
    /// An example about one record, to say more about.
    pub const fn of(id: &'static str, before: Fields) -> Self {
        Self {
            beside: &[],
            id,
            before,
            change: "",
        }
    }

    /// The same example with other records beside it.
    #[must_use]
    pub const fn beside(self, beside: &'static [(&'static str, &'static str, Fields)]) -> Self {
        Self { beside, ..self }
    }

    /// The same example with another record before the change.
    #[must_use]
    pub const fn before(self, before: Fields) -> Self {
        Self { before, ..self }
    }

    /// The same example with another change.
    #[must_use]
    pub const fn change(self, change: Fields) -> Self {
        Self { change, ..self }
    }
}

/// How a rule is tested.
#[derive(Debug, Clone, Copy)]
pub enum Test {
    /// Yields what is wrong with a record as a whole, as (field to mend, sentence).
    Record(fn(&Record) -> Vec<(&'static str, String)>),
    /// Yields what is wrong with a change, and what lets it through.
    Change(fn(&Proposal<'_>) -> Option<(Remedy, String)>),
}

/// One rule of a kind.
#[derive(Debug)]
pub struct KindRule {
    /// What it is about, in a few words; no two of a kind have the same.
    pub name: &'static str,
    /// How it is tested.
    pub test: Test,
    /// Changes that break it.
    pub examples: &'static [Example],
}

impl KindRule {
    /// Declares a rule on a record as a whole.
    pub const fn record(
        name: &'static str,
        test: fn(&Record) -> Vec<(&'static str, String)>,
        examples: &'static [Example],
    ) -> Self {
        Self {
            name,
            test: Test::Record(test),
            examples,
        }
    }

    /// Declares a rule on a change.
    pub const fn change(
        name: &'static str,
        test: fn(&Proposal<'_>) -> Option<(Remedy, String)>,
        examples: &'static [Example],
    ) -> Self {
        Self {
            name,
            test: Test::Change(test),
            examples,
        }
    }
}

/// From a proposed change of one record to the fields that are to be set because of it.
pub type Follow = fn(&Proposal<'_>) -> Vec<(usize, Value)>;

/// From a proposed change of one record to what it brings with it, there and in other records: id, field, value.
pub type Entails = fn(&Proposal<'_>) -> Vec<(Id, usize, Value)>;

/// One record as an edit would leave it, among the others.
#[derive(Debug)]
pub struct Proposal<'a> {
    /// The register before the edit.
    pub register: &'a Register,
    /// The record before the edit; none when it comes in.
    pub before: Option<&'a Record>,
    /// The record as the edit leaves it.
    pub after: &'a Record,
    /// What is known about the edit.
    pub context: &'a Context<'a>,
    /// The records that the edit touches, as it leaves them.
    pub touched: &'a HashMap<Id, Arc<Record>>,
}

impl<'a> Proposal<'a> {
    /// Tells whether the edit changes a field; of a record that comes in, whether it says anything there.
    pub fn changes<T>(&self, field: Handle<T>) -> bool {
        self.sets(field.index())
    }

    /// Tells whether the edit changes the field at a position.
    pub fn sets(&self, field: usize) -> bool {
        let after = self.after.value(field);
        self.before
            .map_or(!after.is_empty(), |before| before.value(field) != after)
    }

    /// Tells whether what the edit says of the record is decided by it: always of a record that is there, and of one
    /// that comes in unless it comes as history.
    pub fn is_decided_here(&self) -> bool {
        self.before.is_some() || !self.context.history
    }

    /// Tells whether the edit makes something true of the record that was not.
    pub fn becomes(&self, is_so: impl Fn(&Record) -> bool) -> bool {
        is_so(self.after) && !self.before.is_some_and(is_so)
    }

    /// Returns another record as the edit leaves it.
    pub fn record(&self, id: &Id) -> Option<&'a Record> {
        let touched = self.touched.get(id).map(|record| &**record);
        touched.or_else(|| self.register.get(id.as_str()))
    }

    /// Returns the records of a kind that refer to an id, as the edit leaves them. Those that come in by the same edit
    /// are left out: looking through them for every record would cost the square of a large import.
    pub fn linked_of(&self, kind: &Kind, id: &Id) -> impl Iterator<Item = &'a Record> + use<'a> {
        let touched = self.touched;
        let linked = self.register.linked(id).into_iter();
        let of_kind: Vec<_> = linked.filter(|record| record.is(kind)).collect();
        of_kind
            .into_iter()
            .map(|record| touched.get(record.id()).map_or(record, |touched| &**touched))
    }

    /// Returns today.
    pub fn today(&self) -> NaiveDate {
        self.context.today
    }

    /// Returns a text of the record with a dated line added that says why it was changed.
    pub fn dated_line<T>(&self, field: Handle<T>, text: &str) -> (usize, Value) {
        self.dated(field.index(), text)
    }

    /// Returns the text at a position with a dated line added.
    pub fn dated(&self, field: usize, text: &str) -> (usize, Value) {
        let old = self.after.value(field).as_text().unwrap_or_default();
        let line = format!("{}: {text}", self.today());
        let whole = if old.is_empty() { line } else { format!("{old}\n{line}") };
        (field, Value::text(&whole))
    }
}

/// The name of the rule that a field must be filled.
pub const REQUIRED: &str = "required";

/// Returns what is wrong with a record as a whole, by rule, with the field to mend and a sentence.
pub fn faults(record: &Record) -> Vec<(&'static str, &'static str, String)> {
    let missing = record
        .fields()
        .filter(|(field, value)| field.is(Mark::Required) && value.is_empty());
    let mut faults: Vec<_> = missing
        .map(|(field, _)| (REQUIRED, field.name, format!("{} is required.", field.label)))
        .collect();
    for rule in record.kind().rules {
        if let Test::Record(test) = rule.test {
            faults.extend(
                test(record)
                    .into_iter()
                    .map(|(field, sentence)| (rule.name, field, sentence)),
            );
        }
    }
    faults
}
