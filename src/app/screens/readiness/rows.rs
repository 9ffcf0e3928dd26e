//! What Readiness shows, as rows of a file.

use crate::app::list::spec::View;
use crate::app::screens::readiness::{Row, Shortfalls};
use crate::domain::readiness::{Mend, Shortfall};
use crate::domain::record::choice::Choices;
use crate::domain::record::field::Shape;
use crate::domain::record::value::Value;
use crate::exchange::export::listed::{Column, Listed, What};

/// The columns; the record comes first, as in lists of records.
const COLUMNS: [(&str, &str, Shape); 9] = [
    ("id", "Id", Shape::Line),
    ("what", "What", Shape::Line),
    ("due", "Due", Shape::Day),
    ("owner", "Owner", Shape::Person),
    ("weight", "Weight", Shape::Line),
    ("blocks", "Blocks", Shape::Flag),
    ("clause", "Clause", Shape::Line),
    ("field", "Field", Shape::Line),
    ("code", "Code", Shape::Line),
];

/// Returns what falls short, in the order and by the filter of the screen, folded headings included.
pub(super) fn of(found: &Shortfalls, view: View<'_>) -> Listed {
    let column = |(name, heading, shape)| Column { name, heading, shape };
    let all = found.found.as_ref().map_or(&[][..], |found| &found.shortfalls);
    let shown = found.rows().iter().filter_map(|row| match row {
        Row::Shortfall(at) => all.get(*at),
        Row::Heading(_) => None,
    });
    Listed {
        what: What {
            one: "shortfall",
            several: "shortfalls",
        },
        columns: COLUMNS.map(column).into(),
        rows: shown.map(|one| row(one, view)).collect(),
        method: view.register.method().clone(),
        day: view.today,
    }
}

fn row(one: &Shortfall, view: View<'_>) -> Vec<Value> {
    let mending = one.mending(view.register, view.today);
    let (id, field) = match one.mend() {
        Mend::Record(id, field) => (id.to_string(), field),
        Mend::Each(ids, field) => (format!("{} records", ids.len()), field),
        Mend::Missing(kind, _) => (format!("a new {kind}"), ""),
    };
    vec![
        Value::text(&id),
        Value::text(&one.text(view.register)),
        mending.due.into(),
        Value::text(mending.owner),
        Value::text(one.weight.item().label),
        Value::Flag(one.blocks),
        Value::text(one.clause()),
        Value::text(field),
        Value::text(one.problem.rule.code),
    ]
}
