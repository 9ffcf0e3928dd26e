//! What Today shows, as rows of a file.

use crate::app::list::spec::View;
use crate::app::screens::today::{Lead, Today, Urgency};
use crate::domain::record::field::Shape;
use crate::domain::record::value::Value;
use crate::exchange::export::listed::{Column, Listed, What};

/// The columns.
const COLUMNS: [(&str, &str, Shape); 5] = [
    ("section", "Section", Shape::Line),
    ("count", "Count", Shape::Whole),
    ("what", "What", Shape::Line),
    ("weight", "Weight", Shape::Line),
    ("id", "Id", Shape::Line),
];

/// Returns the lines, each with the heading it stands below and, where it is about one record, that.
pub(super) fn of(today: &Today, view: View<'_>) -> Listed {
    let column = |(name, heading, shape)| Column { name, heading, shape };
    let mut section = "";
    let mut rows = Vec::with_capacity(today.lines.len());
    for line in &today.lines {
        section = line.section.unwrap_or(section);
        let count = line.count.and_then(|count| i64::try_from(count).ok());
        let weight = match line.urgency {
            Urgency::Bad => "late or above the appetite",
            Urgency::Soon => "soon",
            Urgency::Calm => "for information",
        };
        let id = match &line.leads {
            Some(Lead::Record(id)) => id.as_str(),
            _ => "",
        };
        rows.push(vec![
            Value::text(section),
            count.map_or(Value::Empty, Value::Number),
            Value::text(&line.text),
            Value::text(weight),
            Value::text(id),
        ]);
    }
    Listed {
        what: What {
            one: "line of today",
            several: "lines of today",
        },
        columns: COLUMNS.map(column).into(),
        rows,
        method: view.register.method().clone(),
        day: view.today,
    }
}
