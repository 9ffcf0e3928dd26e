//! Putting off the day by which a record must be done, for every kind that has one.

use chrono::NaiveDate;

use crate::domain::record::field::Field;
use crate::domain::record::mark::Mark;
use crate::domain::record::rules::{Proposal, Remedy, Test};
use crate::domain::record::typed::Handle;
use crate::domain::record::value::Value;

/// Asks why a late record is put off, or its day taken away, unless one of some fields keeps the reason already.
pub fn needs_reason(proposal: &Proposal<'_>, kept_in: &[usize]) -> Option<(Remedy, String)> {
    let (from, to) = moved(proposal)?;
    let late = (proposal.today() - from).num_days();
    if late <= 0 {
        return None;
    }
    let has_reason = kept_in.iter().any(|field| proposal.sets(*field));
    (!has_reason).then(|| {
        let days = if late == 1 {
            "1 day".to_owned()
        } else {
            format!("{late} days")
        };
        let id = proposal.after.id();
        let is_over = proposal.before.is_some_and(|before| !before.is_open());
        let sentence = if is_over {
            format!("{id} is over; {} needs a reason.", moving(from, to))
        } else {
            format!("{id} is late by {days}; {} needs a reason.", moving(from, to))
        };
        (Remedy::Because, sentence)
    })
}

/// Says what becomes of a day: `moving it from 2026-11-01 to 2026-12-01`.
fn moving(from: NaiveDate, to: Option<NaiveDate>) -> String {
    match to {
        Some(to) => format!("moving it from {from} to {to}"),
        None => format!("taking {from} away"),
    }
}

/// Refuses a new day that is past, of a record that stays open or comes in so. One that an import brings was set
/// elsewhere, when it was none.
pub fn refuses_the_past(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let (kind, after) = (proposal.after.kind(), proposal.after);
    let due = kind.marked(Mark::Due)?;
    let is_new = !proposal.context.history && proposal.sets(due) && after.is_open();
    let to = after.value(due).as_date().filter(|_| is_new)?;
    Some((Remedy::Fill(kind.fields[due].name), past(to, proposal.today())?))
}

/// The name of the rule that no new day is past.
pub const THE_PAST: &str = "a new day in the past";

fn past(to: NaiveDate, today: NaiveDate) -> Option<String> {
    (to < today).then(|| format!("{to} is past; the new day is today or later."))
}

/// Returns from which day to which a record is put off or brought forward.
pub fn put_off(proposal: &Proposal<'_>) -> Option<(NaiveDate, NaiveDate)> {
    moved(proposal).and_then(|(from, to)| Some((from, to?)))
}

/// Returns from which day to which the deadline of a record goes; to none when it is taken away. That of a record that is
/// over counts as well, or opening it again would put it off unsaid.
fn moved(proposal: &Proposal<'_>) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let due = proposal.after.kind().marked(Mark::Due)?;
    let from = proposal.before?.value(due).as_date()?;
    let to = proposal.after.value(due).as_date();
    (to != Some(from) && !proposal.after.is_retired()).then_some((from, to))
}

/// The name of the rule that moving a day that has passed, or taking it away, needs a reason, of the dated fields that
/// are no deadline of their kind: reviews, ends and checks, and the days in rows.
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
    let sentence = format!("{label} of {id} has passed; {} needs a reason.", moving(from, to));
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
    let moves = moves_of_passed(proposal)
        .filter(|_| is_asked)
        .map(|(field, from, to)| went(&kind.fields[field], from, to));
    let moves: Vec<_> = moves.collect();
    let text = || format!("{}: {reason}", moves.join(", "));
    (!moves.is_empty()).then(|| proposal.dated(note, &text()))
}

/// Says what became of the day in a field, for the text that keeps why: `Next review moved from 2026-11-01 to 2026-12-01`.
/// The deadline of a record needs no name.
pub fn went(field: &Field, from: NaiveDate, to: Option<NaiveDate>) -> String {
    let gone = match to {
        Some(to) => format!("moved from {from} to {to}"),
        None => format!("no longer on {from}"),
    };
    if field.is(Mark::Due) {
        gone
    } else {
        format!("{} {gone}", field.label)
    }
}

/// Returns the days that have passed and are moved or taken away, with the field: the dated ones beside the deadline of
/// the kind.
fn moves_of_passed(proposal: &Proposal<'_>) -> impl Iterator<Item = (usize, NaiveDate, Option<NaiveDate>)> {
    let fields = proposal.after.kind().fields.iter().enumerate();
    let dated = fields.filter(|(_, field)| field.is(Mark::Dated) && !field.is(Mark::Due));
    let (before, after, today) = (proposal.before, proposal.after, proposal.today());
    let before = before.filter(|_| !after.is_retired());
    let moves = dated.filter_map(move |(at, field)| Some((at, moves(field, before?.value(at), after.value(at)))));
    moves.flat_map(move |(at, moves)| {
        let asks = move |from: NaiveDate| from < today && before.is_some_and(|before| before.asks_on(at, from));
        let asking = moves.into_iter().filter(move |(from, _)| asks(*from));
        asking.map(move |(from, to)| (at, from, to))
    })
}

/// Returns from which day to which those of a dated field go. A row is the same one as long as what it says beside its
/// day is; one that was rewritten is another one, and one that is gone without another has its day taken away.
fn moves(field: &Field, before: &Value, after: &Value) -> Vec<(NaiveDate, Option<NaiveDate>)> {
    let gone = before.items().iter().filter(|item| !after.items().contains(item));
    let new: Vec<_> = after
        .items()
        .iter()
        .filter(|item| !before.items().contains(item))
        .collect();
    let moved = gone.filter_map(|item| {
        let from = field.days(item).next()?;
        let same = new.iter().find(|other| rest(item) == rest(other));
        match same {
            Some(other) => field.days(other).next().map(|to| (from, Some(to))),
            None => new.is_empty().then_some((from, None)),
        }
    });
    moved.filter(|(from, to)| *to != Some(*from)).collect()
}

/// Returns what a row says beside its first day; nothing of a day that stands alone.
fn rest(item: &Value) -> Vec<&Value> {
    let Value::Row(cells) = item else {
        return Vec::new();
    };
    let day = cells.iter().position(|cell| cell.as_date().is_some());
    let others = cells.iter().enumerate().filter(|(at, _)| Some(*at) != day);
    others.map(|(_, cell)| cell).collect()
}

/// Returns a text with the reason for which a late record is put off, where one was given and the text was not changed
/// by hand.
pub fn reason_in<T>(proposal: &Proposal<'_>, field: Handle<T>) -> Option<(usize, Value)> {
    let reason = proposal.context.because?;
    needs_reason(proposal, &[field.index()])?;
    let (from, to) = moved(proposal)?;
    let due = &proposal.after.kind().fields[proposal.after.kind().marked(Mark::Due)?];
    Some(proposal.dated_line(field, &format!("{}: {reason}", went(due, from, to))))
}
