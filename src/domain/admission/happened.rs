//! Refuses a day in the future for something that has already happened.

use chrono::NaiveDate;

use crate::domain::record::field::{Field, Shape};
use crate::domain::record::mark::Mark;
use crate::domain::record::rules::Proposal;
use crate::domain::record::value::Value;

/// The name of the rule that no day on which something happened is to come.
pub const TO_COME: &str = "a day to come";

/// Returns the fields by which an edit says that something happened on a day to come, each with a sentence.
pub(super) fn objections(proposal: &Proposal<'_>) -> Vec<(&'static str, String)> {
    let fields = proposal.after.kind().fields.iter().enumerate();
    let of_past = fields.filter(|(at, field)| (is_of_past(field) || field.is(Mark::Retired)) && proposal.sets(*at));
    let objections = of_past.filter_map(|(at, field)| {
        let known = proposal.before.map_or(&[][..], |before| before.value(at).items());
        let new = proposal
            .after
            .value(at)
            .items()
            .iter()
            .filter(|item| !known.contains(item));
        let sentence = new
            .flat_map(|item| days_of(field, item))
            .find_map(|day| refused(field, day, proposal.today()))?;
        Some((field.name, sentence))
    });
    objections.collect()
}

/// Columns of days that may lie ahead in rows of what happened: since or until when something holds, and by when it is asked.
const MAY_LIE_AHEAD: [&str; 7] = ["by", "due", "expires", "from", "since", "to", "until"];

/// Columns of days of something done in rows of what may still be to come: whom a role was made known to.
const DONE: [&str; 1] = ["confirmed"];

/// Tells whether days of a field are those of something done.
pub fn is_of_past(field: &Field) -> bool {
    let has_done = match field.shape {
        Shape::Rows { columns, .. } => columns.iter().any(|column| DONE.contains(&column.name)),
        _ => false,
    };
    has_done || field.is(Mark::Happened)
}

/// Returns the day of a value, or those of a row on which something happened.
pub fn days_of(field: &Field, item: &Value) -> Vec<NaiveDate> {
    match (field.shape, item) {
        (Shape::Rows { columns, .. }, Value::Row(cells)) => {
            let days = columns.iter().zip(cells);
            let is_past = |name| DONE.contains(name) || field.is(Mark::Happened) && !MAY_LIE_AHEAD.contains(name);
            let past = days.filter(|(column, _)| is_past(&column.name));
            past.filter_map(|(_, cell)| cell.as_date()).collect()
        }
        (_, day) => day.as_date().into_iter().collect(),
    }
}

/// Says why a day is none on which something happened, if so.
pub fn refused(field: &Field, day: NaiveDate, today: NaiveDate) -> Option<String> {
    (day > today).then(|| format!("{}: {day} is still to come; say today or a day before.", field.label))
}
