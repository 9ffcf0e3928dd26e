//! Putting off the day by which a record must be done, for every kind that has one.

use chrono::NaiveDate;

use super::{Proposal, Remedy, Test};
use crate::domain::field::Mark;
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

/// Refuses a new day that is past, of a record that stays open or comes in so.
pub fn refuses_the_past(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let (kind, after) = (proposal.after.kind(), proposal.after);
    let due = kind.marked(Mark::Due)?;
    let is_new = proposal.is_decided_here() && proposal.sets(due) && after.is_open();
    let to = after.value(due).as_date().filter(|_| is_new)?;
    Some((Remedy::Fill(kind.fields[due].name), past(to, proposal.today())?))
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

/// The name of the rule that moving a day that has passed needs a reason, of the dated fields that are no deadline of
/// their kind: reviews, ends and checks.
pub const PASSED: &str = "reason of moving a day that has passed";

/// Asks why a day that has passed is moved, unless the note says so or one of some fields shows that what the day asked
/// for was done.
pub fn needs_reason_of_passed(proposal: &Proposal<'_>, done_in: &[usize]) -> Option<(Remedy, String)> {
    let note = proposal.after.kind().field_index("note");
    if note
        .into_iter()
        .chain(done_in.iter().copied())
        .any(|field| proposal.sets(field))
    {
        return None;
    }
    let (field, from, to) = moves_of_passed(proposal).next()?;
    let (id, label) = (proposal.after.id(), proposal.after.kind().fields[field].label);
    let sentence = format!("{label} of {id} has passed; moving it from {from} to {to} needs a reason.");
    Some((Remedy::Because, sentence))
}

/// Returns the note with the reason for which days that have passed are moved, where one was given and is asked for.
pub fn reason_of_passed(proposal: &Proposal<'_>) -> Option<(usize, Value)> {
    let reason = proposal.context.because?;
    let kind = proposal.after.kind();
    let note = kind.field_index("note")?;
    let is_asked = kind.rules.iter().any(|rule| match rule.test {
        Test::Change(test) => rule.name == PASSED && test(proposal).is_some(),
        Test::Record(_) => false,
    });
    let moves = moves_of_passed(proposal).filter(|_| is_asked).map(|(field, from, to)| {
        let label = kind.fields[field].label;
        format!("{label} moved from {from} to {to}")
    });
    let moves: Vec<_> = moves.collect();
    let text = || format!("{}: {reason}", moves.join(", "));
    (!moves.is_empty()).then(|| proposal.dated(note, &text()))
}

/// Returns the days that have passed and are moved, with the field: the dated ones beside the deadline of the kind.
fn moves_of_passed(proposal: &Proposal<'_>) -> impl Iterator<Item = (usize, NaiveDate, NaiveDate)> {
    let fields = proposal.after.kind().fields.iter().enumerate();
    let dated = fields.filter(|(_, field)| field.is(Mark::Dated) && !field.is(Mark::Due));
    let (before, after, today) = (proposal.before, proposal.after, proposal.today());
    dated.filter_map(move |(at, _)| match (before?.value(at), after.value(at)) {
        (Value::Date(from), Value::Date(to)) => {
            let asks = *from < today && before?.asks_on(at, *from) && !after.is_retired();
            (from != to && asks).then_some((at, *from, *to))
        }
        _ => None,
    })
}

/// Returns a text with the reason for which a late record is put off, where one was given and the text was not changed
/// by hand.
pub fn reason_in<T>(proposal: &Proposal<'_>, field: Handle<T>) -> Option<(usize, Value)> {
    let reason = proposal.context.because?;
    needs_reason(proposal, &[field.index()])?;
    let (from, to) = put_off(proposal)?;
    Some(proposal.dated_line(field, &format!("moved from {from} to {to}: {reason}")))
}
