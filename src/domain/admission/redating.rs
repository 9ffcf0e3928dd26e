//! Putting off the day by which a record must be done, for every kind that has one.

use chrono::NaiveDate;

use super::{Proposal, Remedy};
use crate::domain::field::Mark;
use crate::domain::record::Record;
use crate::domain::typed::Handle;
use crate::domain::value::Value;

/// Asks why a late record is put off, unless one of some fields keeps the reason already.
pub fn needs_reason(proposal: &Proposal<'_>, kept_in: &[usize]) -> Option<(Remedy, String)> {
    let (from, to) = put_off(proposal)?;
    let late = (proposal.today() - from).num_days();
    if late <= 0 || !proposal.before?.is_open() {
        return None;
    }
    let is_said = kept_in.iter().any(|field| proposal.sets(*field));
    (!is_said).then(|| {
        let days = if late == 1 {
            "1 day".to_owned()
        } else {
            format!("{late} days")
        };
        let id = proposal.after.id();
        let sentence = format!("{id} is late by {days}; moving it from {from} to {to} needs a reason.");
        (Remedy::Because, sentence)
    })
}

/// Refuses a new day that is past.
pub fn refuses_the_past(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let (_, to) = put_off(proposal)?;
    let field = &proposal.after.kind().fields[proposal.after.kind().marked(Mark::Due)?];
    let sentence = past(to, proposal.today())?;
    Some((Remedy::Fill(field.name), sentence))
}

/// Says why some records cannot be put on a day, if so: it is past, and one of them is open and not put off freely.
pub fn refused_day(records: &[&Record], to: NaiveDate, today: NaiveDate) -> Option<String> {
    let tests = |record: &Record| {
        let rules = record.kind().rules.iter();
        record.is_open() && rules.into_iter().any(|rule| rule.name == THE_PAST)
    };
    past(to, today).filter(|_| records.iter().any(|record| tests(record)))
}

/// The name of the rule that no new day is past.
pub const THE_PAST: &str = "a new day in the past";

fn past(to: NaiveDate, today: NaiveDate) -> Option<String> {
    (to < today).then(|| format!("{to} is past; the new day is today or later."))
}

/// Returns from which day to which a record that stays open is put off or brought forward.
pub fn put_off(proposal: &Proposal<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let due = proposal.after.kind().marked(Mark::Due)?;
    match (proposal.before?.value(due), proposal.after.value(due)) {
        (Value::Date(from), Value::Date(to)) if from != to && proposal.after.is_open() => Some((*from, *to)),
        _ => None,
    }
}

/// Returns a text with the reason for which a late record is put off, where one was given and the text was not changed
/// by hand.
pub fn reason_in<T>(proposal: &Proposal<'_>, field: Handle<T>) -> Option<(usize, Value)> {
    let reason = proposal.context.because?;
    needs_reason(proposal, &[field.index()])?;
    let (from, to) = put_off(proposal)?;
    Some(proposal.dated_line(field, &format!("moved from {from} to {to}: {reason}")))
}
