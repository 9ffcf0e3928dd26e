//! The agenda as rows of a file.

use crate::app::list::spec::View;
use crate::app::screens::calendar::{Calendar, what};
use crate::domain::record::field::Shape;
use crate::domain::record::value::Value;
use crate::domain::schedule::dated::Dated;
use crate::exchange::export::listed::{Column, Listed, What};

/// The columns; the record comes first, as in lists of records.
const COLUMNS: [(&str, &str, Shape); 7] = [
    ("id", "Id", Shape::Line),
    ("what", "What", Shape::Line),
    ("day", "Day", Shape::Day),
    ("owner", "Owner", Shape::Person),
    ("of", "Day of", Shape::Line),
    ("kind", "Kind", Shape::Line),
    ("state", "State", Shape::Line),
];

/// Returns the agenda, by day and by the filter of the screen.
pub(super) fn of(calendar: &Calendar, view: View<'_>) -> Listed {
    let column = |(name, heading, shape)| Column { name, heading, shape };
    let rows = calendar.rows().iter();
    Listed {
        what: What {
            one: "day",
            several: "days",
        },
        columns: COLUMNS.map(column).into(),
        rows: rows.filter_map(|dated| row(*dated, view)).collect(),
        method: view.register.method().clone(),
        day: view.today,
    }
}

fn row(dated: Dated, view: View<'_>) -> Option<Vec<Value>> {
    let record = view.register.at(dated.slot)?;
    let state = match dated {
        Dated { of_series: Some(_), .. } => "projected",
        Dated { is_over: true, .. } => "over",
        _ if dated.day < view.today => "late",
        _ => "open",
    };
    Some(vec![
        Value::text(record.id().as_str()),
        Value::text(view.register.title(record.id().as_str()).unwrap_or_default()),
        Value::Date(dated.day),
        Value::text(record.owner()),
        Value::text(&what(record, dated.field)),
        Value::text(record.kind().name),
        Value::text(state),
    ])
}
