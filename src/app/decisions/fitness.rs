//! Conditions on the state of a record that several decisions share: it is open, it asks for something on a day.

use chrono::NaiveDate;

use crate::app::decisions::Target;
use crate::app::decisions::texts::{ended, several};
use crate::domain::kinds::action;
use crate::domain::record::Record;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::mark::Mark;
use crate::domain::record::typed::FieldRef;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// The record asks for something still.
pub(in crate::app) fn open(target: &Target<'_>) -> Result<(), String> {
    refused_if(!target.record.is_open(), || ended(target.record))
}

/// Returns the sentence for a record where something is against it.
pub(in crate::app) fn refused_if(is_so: bool, sentence: impl FnOnce() -> String) -> Result<(), String> {
    if is_so { Err(sentence()) } else { Ok(()) }
}

/// Records of the kind have one day by which they ask for something.
pub(in crate::app) fn has_day(kind: &Kind) -> Result<usize, String> {
    let field = kind.marked(Mark::Due).or_else(|| kind.marked(Mark::Dated));
    let field = field.filter(|field| kind.fields[*field].shape == Shape::Day);
    field.ok_or_else(|| format!("{} have no day to put off.", several(kind)))
}

/// Returns the field whose day the row of a record shows, and that a re-dating moves.
///
/// # Errors
///
/// Fails with a sentence when the record is in a state in which none of its days asks for anything.
pub fn shown_day(register: &Register, record: &Record) -> Result<FieldRef, String> {
    if action::awaits_check(register, record) {
        return Ok(action::CHECK_BY.field());
    }
    refused_if(!record.is_open(), || ended(record))?;
    has_day(record.kind()).map(|field| record.kind().at(field))
}

/// Tells whether the day that the row of a record shows has passed.
pub fn is_late(register: &Register, record: &Record, today: NaiveDate) -> bool {
    let day = shown_day(register, record).map(|field| record.value(field.index));
    matches!(day, Ok(Value::Date(day)) if *day < today)
}
