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
    let of_past =
        fields.filter(|(at, field)| (field.is(Mark::Happened) || field.is(Mark::Retired)) && proposal.sets(*at));
    let objections = of_past.filter_map(|(at, field)| {
        let known = proposal.before.map_or(&[][..], |before| before.value(at).items());
        let new = proposal
            .after
            .value(at)
            .items()
            .iter()
            .filter(|item| !known.contains(item));
        let sentence = new
            .filter_map(|item| day_of(field, item))
            .find_map(|day| refused(field, day, proposal.today()))?;
        Some((field.name, sentence))
    });
    objections.collect()
}

/// Returns the day of a value, or that of a row on which something happened.
pub fn day_of(field: &Field, item: &Value) -> Option<NaiveDate> {
    match (field.shape, item) {
        (Shape::Rows { columns, .. }, Value::Row(cells)) => {
            let mut days = (0..columns.len()).filter(|at| columns[*at].shape == Shape::Day);
            // In a dated table the first day asks and the last one says that it happened.
            let day = if field.is(Mark::Dated) {
                days.next_back()
            } else {
                days.next()
            };
            cells.get(day?)?.as_date()
        }
        (_, day) => day.as_date(),
    }
}

/// Says why a day is none on which something happened, if so.
pub fn refused(field: &Field, day: NaiveDate, today: NaiveDate) -> Option<String> {
    (day > today).then(|| format!("{}: {day} is still to come; say today or a day before.", field.label))
}
