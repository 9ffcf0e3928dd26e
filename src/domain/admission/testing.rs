//! What tests of rules share: records from the texts of an example, and a change of one record with what follows.

use chrono::NaiveDate;

use crate::domain::admission::{Completed, complete};
use crate::domain::day;
use crate::domain::kinds;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::input;
use crate::domain::record::rules::{Context, Example, pairs};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};

/// The day of all examples.
pub(crate) fn today() -> NaiveDate {
    day::iso("2026-11-23").expect("a day")
}

/// Nothing is known about the edit but its day.
pub(crate) fn bare() -> Context<'static> {
    Context {
        today: today(),
        who: "",
        because: None,
        confirmed: false,
        history: false,
    }
}

/// A record of a kind with the texts of some fields.
pub(crate) fn record(kind: &'static Kind, id: &str, fields: &[(&str, &str)]) -> Record {
    put(Record::new(kind, Id::new(id)), fields)
}

/// A record with the texts of some fields.
pub(crate) fn put(mut record: Record, fields: &[(&str, &str)]) -> Record {
    let kind = record.kind();
    for (name, text) in fields {
        let at = kind.field_index(name).expect(name);
        let value = input::read(kind.fields[at].shape, text, today()).expect(text);
        record.put(at, value).expect("fits");
    }
    record
}

/// The register before the change of an example.
pub(crate) fn register(kind: &'static Kind, example: &Example) -> Register {
    let mut register = Register::default();
    register.put(kinds::method::preset());
    for (name, id, fields) in example.beside {
        let kind = kinds::ALL.iter().find(|kind| kind.name == *name).expect("a kind");
        register.put(record(kind, id, &pairs(fields)));
    }
    let before = register.get(example.id).filter(|record| record.is(kind)).cloned();
    let before = before.unwrap_or_else(|| Record::new(kind, Id::new(example.id)));
    register.put(put(before, &pairs(example.before)));
    register
}

/// The edit from one state of a record to another.
pub(crate) fn edit(before: &Record, after: &Record) -> Edit {
    let change = |field| Change::Set {
        id: before.id().clone(),
        field,
        from: before.value(field).clone(),
        to: after.value(field).clone(),
    };
    Edit {
        title: String::new(),
        who: String::new(),
        when: today().and_hms_opt(9, 0, 0).expect("a time"),
        changes: before.differences(after).map(change).collect(),
    }
}

/// What becomes of a change of one record.
pub(crate) fn changed(register: &Register, after: &Record, context: &Context<'_>) -> Completed {
    let before = register.get(after.id().as_str()).expect("a record");
    complete(register, edit(before, after), context)
}

/// The record after a field of it was set, with what follows.
pub(crate) fn set(before: &Record, field: usize, value: impl Into<Value>) -> Record {
    let mut register = Register::default();
    register.put(before.clone());
    let mut after = before.clone();
    after.put(field, value.into()).expect("fits");
    let completed = changed(&register, &after, &bare());
    register.apply(&completed.edit).expect("applies");
    register.get(before.id().as_str()).expect("a record").clone()
}
